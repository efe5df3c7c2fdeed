"""XLIFF 2.1 for translation tools: a unit a block, a segment a sentence.

Terms stand in the glossary module, what XLIFF has no field for in the metadata module, findings in notes.
A segment is ``translated`` until somebody has reviewed it; ``reviewed`` and ``final`` ones are reviewed.
"""

from __future__ import annotations

from lxml import etree

from translate.document import BilingualDocument, Segment, SegmentState, Severity, TermState
from translate.errors import DocumentError
from translate.formats import carried

__all__ = ["HOLDS_OBSOLETE", "dumps", "loads"]

HOLDS_OBSOLETE = True
_CORE = "urn:oasis:names:tc:xliff:document:2.0"
_GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_SPACE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
_CATEGORY = "wortlaut"
_META = f"{{{_METADATA}}}metadata/{{{_METADATA}}}metaGroup[@category='{_CATEGORY}']/{{{_METADATA}}}meta"
_PRIORITY = {Severity.ERROR: "1", Severity.WARNING: "5"}
_REVIEWED = frozenset({"reviewed", "final"})
_CODES = frozenset({"cp", "ph", "sc", "ec", "sm", "em"})


def dumps(document: BilingualDocument) -> str:
    """Return the text of the file."""
    names = {None: _CORE, "gls": _GLOSSARY, "mda": _METADATA}
    root = etree.Element(f"{{{_CORE}}}xliff", {"version": "2.1", "srcLang": "de", "trgLang": "en"}, nsmap=names)
    file = _add(root, "file", id="f1", original=carried.shown(document.name))
    _metadata(file, {"document": carried.header(document)})
    for block in document.blocks():
        _unit(file, block)
    if not document.segments:
        _add(file, "group", id="g1")  # a file may not be empty
    return carried.written(root, ("source", "target"))


def _add(
    parent: etree._Element, tag: str, text: str | None = None, space: str = _CORE, /, **attributes: str
) -> etree._Element:
    element = etree.SubElement(parent, f"{{{space}}}{tag}", attributes)
    element.text = text
    return element


def _metadata(parent: etree._Element, values: dict[str, str]) -> None:
    group = _add(_add(parent, "metadata", None, _METADATA), "metaGroup", None, _METADATA, category=_CATEGORY)
    for kind, value in values.items():
        _add(group, "meta", value, _METADATA, type=kind)


def _unit(file: etree._Element, block: tuple[Segment, ...]) -> None:
    first = block[0]
    unit = _add(file, "unit", id=f"b{first.block}", name=f"{first.block} {first.kind}", canResegment="no")
    if any(segment.terms for segment in block):
        glossary = _add(unit, "glossary", None, _GLOSSARY)
        for segment in block:
            for number, term in enumerate(segment.terms, 1):
                entry = _add(glossary, "glossEntry", None, _GLOSSARY, id=f"s{segment.sentence}t{number}")
                _add(entry, "term", carried.shown(term.term), _GLOSSARY, source=carried.shown(term.place))
                if term.state is not TermState.FORBIDDEN:
                    _add(entry, "translation", carried.shown(term.wanted), _GLOSSARY)
                _add(entry, "definition", carried.shown(carried.term_line(term, segment)), _GLOSSARY)
    _metadata(unit, {f"s{segment.sentence}": carried.values(segment) for segment in block})
    if any(segment.findings for segment in block):
        notes = _add(unit, "notes")
        for segment in block:
            for found in segment.findings:
                text = carried.shown(f"{segment.id} {found.severity}: {found.message}")
                category = carried.shown(found.check)
                _add(notes, "note", text, category=category, priority=_PRIORITY[found.severity], appliesTo="target")
    for number, segment in enumerate(block):
        if number and segment.before:
            _text(_add(unit, "ignorable", id=f"i{segment.sentence}"), "source", segment.before)
        reviewed = segment.state is SegmentState.REVIEWED
        state = "reviewed" if reviewed else "translated" if segment.target else "initial"
        element = _add(unit, "segment", id=f"s{segment.sentence}", state=state)
        _text(element, "source", segment.source)
        if segment.target or reviewed:
            _text(element, "target", segment.target)


def _text(parent: etree._Element, name: str, text: str) -> None:
    element = etree.SubElement(parent, f"{{{_CORE}}}{name}", _SPACE)
    carried.put(element, text, f"{{{_CORE}}}cp", hex="{number}")


def loads(text: str, name: str) -> BilingualDocument:
    """Read a document back, with what has been edited in it.

    Args:
        text: what `dumps` returned, also as a translation tool has saved it.
        name: of the file, for messages.

    Raises:
        DocumentError: the text is not such a document; the message names the line.
    """
    head = f"{{*}}file/{_META}[@type='document']"
    return carried.read(text, name, "xliff", head, f".//{{{_CORE}}}unit/{{{_CORE}}}segment", _segment)


def _segment(element: etree._Element, where: str) -> tuple[str, Segment]:
    metadata = {meta.get("type"): meta.text or "" for meta in element.getparent().iterfind(_META)}
    known = metadata.get(element.get("id"))
    if known is None:
        raise DocumentError(f"{where}: the segment has lost its id or its metadata; restore it as written")
    source, target = (carried.taken(element.find(f"{{{_CORE}}}{side}"), _CODES) for side in ("source", "target"))
    state = SegmentState.REVIEWED if element.get("state") in _REVIEWED else SegmentState.MACHINE
    return carried.segment(known, source, target, state, where)
