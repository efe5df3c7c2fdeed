"""Word: a table for people who review there, German left, English right, findings as comments.

The document goes along as a part of its own within the file. What somebody has changed in the English, or
marked in the last column, is reviewed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table, _Cell, _Row
from lxml import etree

from translate import package
from translate.document import BilingualDocument, Segment, SegmentState, TermState
from translate.errors import DocumentError
from translate.formats import carried, plain

__all__ = ["HOLDS_OBSOLETE", "dumps", "loads"]

HOLDS_OBSOLETE = True
_TITLES = ("No.", "German", "English", "Reviewed")
_WIDTHS = (Cm(1.6), Cm(11), Cm(11), Cm(2.2))
_HOW = (
    "Correct the English in the table; a changed sentence counts as reviewed. "
    "Write x in the last column to approve one as it is. Leave numbers and German alone."
)
_ROOT = "{urn:wortlaut:document:1}document"
_PART = "/customXml/wortlaut.xml"
_TELLING = frozenset({TermState.ENFORCED, TermState.MISSED, TermState.FORBIDDEN})
_TEXT, _DELETED = qn("w:t"), {qn("w:del"), qn("w:moveFrom"), qn("w:rPr"), qn("w:pPr"), qn("w:instrText")}
_CHARACTERS = {
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:tab"): "\t",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
}


def dumps(document: BilingualDocument) -> bytes:
    """Return the file."""
    word = docx.Document()
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1.5)
    word.core_properties.title = carried.shown(document.name)[:250]
    word.core_properties.author = "wortlaut"
    word.core_properties.language = "en-US"
    word.add_paragraph(_HOW)
    rows = [
        (segment.id, segment.source, segment.target, "x" if segment.state is SegmentState.REVIEWED else "")
        for segment in document.segments
    ]
    table = word.add_table(len(rows) + 1, len(_TITLES), style="Table Grid")
    table.autofit = False
    _repeat(table.rows[0])
    for row, texts in zip(table.rows, [_TITLES, *rows], strict=True):
        for cell, text, width, column in zip(_cells(row), texts, _WIDTHS, _TITLES, strict=True):
            cell.width = width
            _fill(cell, text, "de-DE" if column == "German" and texts is not _TITLES else "en-US")
    for row, segment in zip(list(table.rows)[1:], document.segments, strict=True):
        _comment(word, _cells(row)[2], segment)
    _carry(word, document)
    out = io.BytesIO()
    word.save(out)
    return package.undated(out.getvalue())


def _cells(row: _Row) -> list[_Cell]:
    """The cells of a row; python-docx looks all rows over for each when it is asked itself."""
    return [_Cell(element, row.table) for element in row._tr.tc_lst]


def _repeat(row: _Row) -> None:
    """Have the row stand at the top of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _fill(cell: _Cell, text: str, language: str) -> None:
    run = cell.paragraphs[0].add_run(carried.shown(text))
    said = OxmlElement("w:lang")
    said.set(qn("w:val"), language)
    run._r.get_or_add_rPr().append(said)


def _comment(word: Document, cell: _Cell, segment: Segment) -> None:
    lines = [carried.term_line(term, segment) for term in segment.terms if term.state in _TELLING]
    lines += [f"{found.severity} ({found.check}): {found.message}" for found in segment.findings]
    if lines:
        made = word.add_comment(cell.paragraphs[0].runs, carried.shown("\n".join(lines)), "wortlaut", "W")
        made._comment_elm.attrib.pop(qn("w:date"), None)  # the file does not depend on when it was made


def _carry(word: Document, document: BilingualDocument) -> None:
    """Put the document into a part of its own, which Word keeps."""
    lines = [carried.header(document), *(carried.compact(plain.segment_values(s)) for s in document.segments)]
    root = etree.Element(_ROOT, nsmap={None: etree.QName(_ROOT).namespace})
    root.text = "\n".join(lines)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    part = Part(PackURI(_PART), "application/xml", data, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def loads(data: bytes, name: str) -> BilingualDocument:
    """Read a document back, with what has been edited in the table.

    Args:
        data: what `dumps` returned, also as Word has saved it.
        name: of the file, for messages.

    Raises:
        DocumentError: the file is not such a document, or its table has been changed.
    """
    package.check(data, name, DocumentError)
    try:
        word = docx.Document(io.BytesIO(data))
        carried_lines = _carried(word)
        tables = word.tables
    except Exception as error:  # whatever the layers of python-docx raise
        raise DocumentError(f"{name}: is a broken Word file; open it in Word and save it again") from error
    if carried_lines is None:
        raise plain.not_ours(name)
    rows = _rows(tables, name)
    first, *rest = carried_lines
    segments = []
    for line in rest:
        given = plain.parse(line, name)
        segment = plain.segment(given, name)
        if segment.id not in rows:
            raise DocumentError(f"{name}: the table has lost the row {segment.id}; restore it, or {plain.AGAIN}")
        segments.append((f"{name}: row {segment.id}", _edited(segment, given, rows.pop(segment.id), name)))
    if rows:
        raise DocumentError(f"{name}: the table has a row {min(rows)!r} that is no segment; remove it")
    return carried.document(first, segments, name, name)


def _carried(word: Document) -> list[str] | None:
    """The lines of the part with the document; Word may have given it another name."""
    for relation in word.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and not relation.is_external:
            root = docx.oxml.parser.parse_xml(relation.target_part.blob)
            if root.tag == _ROOT:
                return (root.text or "").split("\n")
    return None


def _rows(tables: Sequence[Table], name: str) -> dict[str, list[str]]:
    """The texts of the rows by number."""
    for table in tables:
        rows = [[_text(element) for element in row._tr.tc_lst] for row in table.rows]
        if rows and tuple(cell.strip() for cell in rows[0]) == _TITLES:
            break
    else:
        raise DocumentError(f"{name}: has lost its table, or the first row of it; restore it, or {plain.AGAIN}")
    found: dict[str, list[str]] = {}
    for cells in rows[1:]:
        number = cells[0].strip()
        if len(cells) != len(_TITLES) or number in found:
            raise DocumentError(f"{name}: row {number!r} of the table has other cells, or is doubled; restore it")
        found[number] = cells
    return found


def _text(cell: etree._Element) -> str:
    """The text of a cell, with what was inserted and without what was deleted while changes were tracked."""
    return "\n".join("".join(_pieces(paragraph)) for paragraph in cell.iterchildren(qn("w:p")))


def _pieces(element: etree._Element) -> list[str]:
    parts = []
    for child in element:
        if child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag in _CHARACTERS:
            parts.append(_CHARACTERS[child.tag])
        elif child.tag not in _DELETED:
            parts += _pieces(child)
    return parts


def _edited(segment: Segment, given: dict, cells: list[str], name: str) -> Segment:
    """A segment with what its row says."""
    _, german, english, mark = cells
    if german != _as_read(segment.source):
        raise DocumentError(f"{name}: the German of row {segment.id} was changed; restore it, or {plain.AGAIN}")
    state = SegmentState.REVIEWED if mark.strip() else SegmentState.MACHINE
    if english == _as_read(segment.target):
        return plain.segment(given | {"state": str(state)}, name)
    state = SegmentState.REVIEWED if english.strip() else SegmentState.MACHINE
    return plain.segment(given | {"state": str(state), "target": english}, name)


def _as_read(text: str) -> str:
    """Text as it comes back from a cell."""
    return carried.shown(text).replace("\r", "\n")
