"""TMX 1.4b for translation memories: a unit a sentence.

What TMX has no field for stands in properties named ``x-wortlaut``. Memories of other programs leave
them out: what comes back from there is sentence pairs, no document.
"""

from __future__ import annotations

from importlib.metadata import version

from lxml import etree

from translate.document import BilingualDocument, Segment, SegmentState
from translate.errors import DocumentError
from translate.formats import carried

__all__ = ["HOLDS_OBSOLETE", "dumps", "loads"]

HOLDS_OBSOLETE = True
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATA, _STATE, _DOCUMENT = "x-wortlaut", "x-state", "x-wortlaut-document"
_CODES = frozenset({"ph", "it", "bpt", "ept", "ut"})


def dumps(document: BilingualDocument) -> str:
    """Return the text of the file."""
    root = etree.Element("tmx", {"version": "1.4"})
    attributes = {
        "creationtool": "wortlaut", "creationtoolversion": version("wortlaut"), "segtype": "sentence",
        "o-tmf": "wortlaut", "adminlang": "en", "srclang": "de", "datatype": "plaintext",
    }  # fmt: skip
    header = etree.SubElement(root, "header", attributes)
    _property(header, _DOCUMENT, carried.header(document))
    body = etree.SubElement(root, "body")
    for segment in document.segments:
        _unit(body, segment)
    return carried.written(root, ("seg",))


def _property(parent: etree._Element, kind: str, value: str) -> None:
    etree.SubElement(parent, "prop", {"type": kind}).text = value


def _unit(body: etree._Element, segment: Segment) -> None:
    unit = etree.SubElement(body, "tu", {"tuid": segment.id})
    for found in segment.findings:
        etree.SubElement(unit, "note").text = carried.shown(f"{found.severity} ({found.check}): {found.message}")
    _property(unit, _STATE, segment.state)
    _property(unit, _DATA, carried.values(segment))
    for language, text in (("de", segment.source), ("en", segment.target)):
        seg = etree.SubElement(etree.SubElement(unit, "tuv", {_LANG: language}), "seg")
        carried.put(seg, text, "ph", x="{count}", type="x-character", content="U+{number}")


def loads(text: str, name: str) -> BilingualDocument:
    """Read a document back, with what has been edited in it.

    Args:
        text: what `dumps` returned, also as a translation tool has saved it.
        name: of the file, for messages.

    Raises:
        DocumentError: the text is not such a document; the message names the line.
    """
    return carried.read(text, name, "tmx", f"header/prop[@type='{_DOCUMENT}']", "body/tu", _segment)


def _segment(unit: etree._Element, where: str) -> tuple[str, Segment]:
    known, state = (unit.findtext(f"prop[@type='{kind}']") for kind in (_DATA, _STATE))
    if known is None:
        raise DocumentError(f"{where}: the unit has lost its property {_DATA}; restore it as it was written")
    if state not in list(SegmentState):
        raise DocumentError(f"{where}: {_STATE} has to be one of {', '.join(SegmentState)}; mend it")
    texts = {
        (variant.get(_LANG) or variant.get("lang") or "").lower().split("-")[0]: variant.find("seg")
        for variant in unit.iterfind("tuv")
    }
    source, target = (carried.taken(texts.get(language), _CODES) for language in ("de", "en"))
    return carried.segment(known, source, target, SegmentState(state), where)
