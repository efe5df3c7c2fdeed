"""What formats of other programs have no field for, as JSON that goes along in them; and any text in XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from translate import safexml
from translate.document import BilingualDocument, Segment, SegmentState, TermResult, TermState
from translate.errors import DocumentError
from translate.formats import plain

__all__ = [
    "compact",
    "document",
    "header",
    "parse",
    "put",
    "read",
    "segment",
    "shown",
    "taken",
    "term_line",
    "values",
    "written",
]

_IN_FIELDS = ("source", "target", "state")
_CODE = re.compile(r"U\+([0-9A-F]{4,6})")
_Unit = Callable[[etree._Element, str], tuple[str, Segment]]
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def compact(value: Any) -> str:
    """Return plain values as JSON that XML can hold."""
    return safexml.NOT_IN_XML.sub(lambda found: f"\\u{ord(found.group()):04x}", plain.compact(value))


def header(document: BilingualDocument) -> str:
    """Return what is to be known of a document beside its segments, obsolete ones among it."""
    given = plain.header_values(document)
    if document.obsolete:
        given["obsolete"] = [plain.segment_values(segment) for segment in document.obsolete]
    return compact(given)


def values(segment: Segment) -> str:
    """Return all of a segment but its texts and state."""
    given = plain.segment_values(segment)
    empty = (None, "", [])
    return compact({key: value for key, value in given.items() if key not in _IN_FIELDS and value not in empty})


def segment(carried: str, source: str, target: str, state: SegmentState, where: str) -> tuple[str, Segment]:
    """Return a segment again, with the place that it comes from.

    Raises:
        DocumentError: a value is missing or wrong; the message starts with `where`.
    """
    given = plain.parse(carried, where)
    if not isinstance(given, dict):
        raise DocumentError(f"{where}: the data of wortlaut is no JSON object; restore it as it was written")
    return where, plain.segment(given | {"source": source, "target": target, "state": str(state)}, where)


def document(carried: str, segments: Sequence[tuple[str, Segment]], where: str, name: str) -> BilingualDocument:
    """Return a document again.

    Args:
        carried: what `header` returned.
        segments: what `segment` returned.
        where: the place of the header.
        name: of the file.

    Raises:
        DocumentError: segments are missing or doubled, do not join, or the header is not ours.
    """
    given = plain.parse(carried, where)
    head = plain.header(given, where)
    obsolete = given.get("obsolete", [])
    if not isinstance(obsolete, list):
        raise DocumentError(f"{where}: obsolete has to be a list; restore it as it was written")
    gone = tuple(plain.segment(values, f"{where}: obsolete: {n}") for n, values in enumerate(obsolete, 1))
    return replace(plain.document(head, segments, name), obsolete=gone)


def read(text: str, name: str, root: str, head: str, units: str, unit: _Unit) -> BilingualDocument:
    """Return the document in a file of XML.

    Args:
        text: of the file.
        name: of the file.
        root: name of its first element.
        head: path to the element with what `header` returned.
        units: path to the elements with a segment each.
        unit: returns the segment of one, as `segment` does; gets its place too.

    Raises:
        DocumentError: the file is broken, or no such document.
    """
    tree = parse(text, name).getroot()
    found = tree.find(head)
    if safexml.local(tree) != root or found is None:
        raise plain.not_ours(f"{name}:1")
    segments = [unit(element, f"{name}:{element.sourceline}") for element in tree.iterfind(units)]
    return document(found.text or "", segments, f"{name}:{found.sourceline}", name)


def term_line(term: TermResult, segment: Segment) -> str:
    """Return what became of a mention, in words."""
    german = segment.source[slice(*term.source_span)]
    if term.state is TermState.FORBIDDEN:
        return f"{term.state}: {german}, never {term.wanted}"
    return f"{term.state}{f' (by {term.by})' if term.by else ''}: {german} → {term.wanted}"


# ------------------------------------------------------------------------- XML


def parse(text: str, name: str) -> etree._ElementTree:
    """Parse the text of a file.

    Raises:
        DocumentError: it is not well-formed, or declares entities.
    """
    # It is text already, whatever encoding it was in.
    text = _DECLARATION.sub(lambda found: "\n" * found.group().count("\n"), text.lstrip("\ufeff"))
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise DocumentError(f"{name}: holds half characters; save it as UTF-8 text") from error
    return safexml.parse(data, name, DocumentError)


def written(root: etree._Element, texts: Collection[str]) -> str:
    """Return the text of a file, a line an element but for those named, whose white space is text."""
    _indent(root, texts, "\n")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8").decode() + "\n"


def _indent(element: etree._Element, texts: Collection[str], line: str) -> None:
    if len(element) and safexml.local(element) not in texts:
        element.text = line + "  "
        for child in element:
            _indent(child, texts, line + "  ")
            child.tail = line + "  "
        child.tail = line


def shown(text: str) -> str:
    """Return text with a replacement for each character that XML cannot hold."""
    return safexml.NOT_IN_XML.sub("\ufffd", text)


def put(element: etree._Element, text: str, code: str, **attributes: str) -> None:
    """Put text into an element; what XML cannot hold becomes an empty or short element of its own.

    Args:
        element: without content.
        text: any.
        code: name of the element for a character, with namespace.
        attributes: its attributes, in which ``{number}`` stands for the code point, ``{count}`` for a count.
    """
    position, last = 0, None
    for count, found in enumerate(safexml.NOT_IN_XML.finditer(text), 1):
        _append(element, last, text[position : found.start()])
        number = f"{ord(found.group()):04X}"
        filled = {key: value.format(number=number, count=count) for key, value in attributes.items()}
        content = filled.pop("content", None)
        last = etree.SubElement(element, code, filled)
        last.text = content
        position = found.end()
    _append(element, last, text[position:])


def _append(element: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is not None:
        last.tail = text or None
    elif text:
        element.text = text


def taken(element: etree._Element | None, codes: Collection[str]) -> str:
    """Return the text of an element; codes of ours become characters, codes of others go.

    Args:
        element: None for no text.
        codes: local names of the elements whose content is code, not text; where an attribute or the content
            names a character, it counts.
    """
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        name = safexml.local(child)
        if name in codes:
            named = _CODE.search(" ".join([child.text or "", *child.attrib.values()]))
            number = child.get("hex") or (named[1] if named else "")
            parts.append(_character(number))
        elif name:
            parts.append(taken(child, codes))
        parts.append(child.tail or "")
    return "".join(parts)


def _character(number: str) -> str:
    try:
        return chr(int(number, 16)) if number else ""
    except (ValueError, OverflowError):
        return ""
