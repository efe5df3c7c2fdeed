"""XLIFF 1.2 for older translation tools: a unit a sentence.

What XLIFF has no field for stands in a context group, terms and findings in notes. A unit is approved
once somebody has reviewed it.
"""

from __future__ import annotations

from importlib.metadata import version

from lxml import etree

from translate.document import BilingualDocument, Segment, SegmentState, Severity
from translate.errors import DocumentError
from translate.formats import carried

__all__ = ["HOLDS_OBSOLETE", "dumps", "loads"]

HOLDS_OBSOLETE = True
_CORE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OURS = "wortlaut"
_PRIORITY = {Severity.ERROR: "1", Severity.WARNING: "5"}
_STATES = {SegmentState.MACHINE: "translated", SegmentState.REVIEWED: "final"}
_REVIEWED = frozenset({"final", "signed-off"})
_CODES = frozenset({"x", "bx", "ex", "ph", "it", "bpt", "ept"})


def dumps(document: BilingualDocument) -> str:
    """Return the text of the file."""
    root = etree.Element(f"{{{_CORE}}}xliff", {"version": "1.2"}, nsmap={None: _CORE})
    file = _add(root, "file", original=carried.shown(document.name), datatype="plaintext")
    file.set("source-language", "de")
    file.set("target-language", "en")
    header = _add(file, "header")
    _add(header, "note", carried.header(document), **{"from": _OURS})
    _add(header, "tool", **{"tool-id": _OURS, "tool-name": _OURS, "tool-version": version(_OURS)})
    body = _add(file, "body")
    for segment in document.segments:
        _unit(body, segment)
    return carried.written(root, ("source", "target"))


def _add(parent: etree._Element, tag: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_CORE}}}{tag}", attributes)
    element.text = text
    return element


def _unit(body: etree._Element, segment: Segment) -> None:
    reviewed = segment.state is SegmentState.REVIEWED
    unit = _add(body, "trans-unit", id=segment.id, resname=f"{segment.id} {segment.kind}")
    unit.set("approved", "yes" if reviewed else "no")
    unit.set(_SPACE, "preserve")
    _text(_add(unit, "source"), segment.source)
    if segment.target or reviewed:
        _text(_add(unit, "target", state=_STATES[segment.state]), segment.target)
    group = _add(unit, "context-group", purpose="information")  # without a name, which only one in a file may have
    _add(group, "context", carried.values(segment), **{"context-type": f"x-{_OURS}"})
    for term in segment.terms:
        _add(unit, "note", carried.shown(carried.term_line(term, segment)), annotates="source", **{"from": "terms"})
    for found in segment.findings:
        text = carried.shown(f"{found.severity} ({found.check}): {found.message}")
        note = _add(unit, "note", text, annotates="target")
        note.set("priority", _PRIORITY[found.severity])
        note.set("from", "checks")


def _text(element: etree._Element, text: str) -> None:
    attributes = {"id": "c{count}", "ctype": "x-character", "equiv-text": "U+{number}"}
    carried.put(element, text, f"{{{_CORE}}}x", **attributes)


def loads(text: str, name: str) -> BilingualDocument:
    """Read a document back, with what has been edited in it.

    Args:
        text: what `dumps` returned, also as a translation tool has saved it.
        name: of the file, for messages.

    Raises:
        DocumentError: the text is not such a document; the message names the line.
    """
    head = f"{{*}}file/{{*}}header/{{*}}note[@from='{_OURS}']"
    return carried.read(text, name, "xliff", head, ".//{*}trans-unit", _segment)


def _segment(unit: etree._Element, where: str) -> tuple[str, Segment]:
    known = unit.findtext(f"{{*}}context-group/{{*}}context[@context-type='x-{_OURS}']")
    if known is None:
        raise DocumentError(f"{where}: the unit has lost its context of wortlaut; restore it as it was written")
    target = unit.find("{*}target")
    texts = [carried.taken(element, _CODES) for element in (unit.find("{*}source"), target)]
    reviewed = unit.get("approved") == "yes" or (target is not None and target.get("state") in _REVIEWED)
    state = SegmentState.REVIEWED if reviewed else SegmentState.MACHINE
    return carried.segment(known, *texts, state, where)
