"""A table with one segment a line, for spreadsheets and line-wise tools.

Tabs, line breaks and backslashes in texts are written ``\\t``, ``\\n``, ``\\r`` and ``\\\\``, so that a
segment stays one line. Cells with quotation marks are quoted as spreadsheets do it: they take a mark at
the beginning of a cell for the start of a quoted one, and news copy is full of them.
"""

from __future__ import annotations

import csv
import io
import re

from translate.document import BilingualDocument, Segment
from translate.errors import DocumentError
from translate.formats import plain

__all__ = ["dumps", "loads"]

_TEXTS = ("kind", "state", "source", "target", "before", "after", "target_hash")
# Spreadsheets make the id a number, or a date (1.10, 2.3): for people only, block and sentence are what is read.
_COLUMNS = (
    "id", "kind", "state", "source", "target", "score", "terms", "findings", "links",
    "block", "sentence", "start", "before", "after", "target_hash", "document",
)  # fmt: skip
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(r"\\([\\tnr=+@-])")
_MEANING = {"t": "\t", "n": "\n", "r": "\r"}


def dumps(document: BilingualDocument) -> str:
    """Return the text of the file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(_COLUMNS)
    header = plain.compact(plain.header_values(document))
    writer.writerows(_row(segment, header) for segment in document.segments)
    return text.getvalue()


def _row(segment: Segment, header: str) -> list[str]:
    cells = {
        column: _escape(value) if column in _TEXTS else "" if value in (None, []) else plain.compact(value)
        for column, value in plain.segment_values(segment).items()
    }
    cells |= {"id": segment.id, "document": header}
    return [cells[column] for column in _COLUMNS]


def _escape(text: str) -> str:
    text = "".join(_ESCAPES.get(c, c) for c in text)
    # A spreadsheet would compute what begins like a formula.
    return "\\" + text if text[:1] in tuple("=+-@") else text


def _unescape(cell: str) -> str:
    return _ESCAPED.sub(lambda found: _MEANING.get(found[1], found[1]), cell)


def loads(text: str, name: str) -> BilingualDocument:
    """Read a document back; the order of lines and columns does not matter.

    Args:
        text: what `dumps` returned, also as a spreadsheet has saved it.
        name: of the file, for messages.

    Raises:
        DocumentError: the text is not such a document; the message names the line.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)
    rows: list[tuple[str, list[str]]] = []
    start = 1  # of the row: a spreadsheet may have broken it into lines
    try:
        for row in reader:
            if any(row):
                rows.append((f"{name}:{start}", row))
            start = reader.line_num + 1
    except csv.Error as error:
        raise DocumentError(f"{name}:{start}: is not a table here ({error}); restore the line") from error
    (top, columns), *lines = rows or [(f"{name}:1", [])]
    if not {"source", "target"} <= set(columns):
        raise plain.not_ours(top)
    if missing := [column for column in _COLUMNS if column not in columns]:
        raise DocumentError(f"{top}: the column {missing[0]} is missing; restore it as it was written")
    if not lines:
        raise DocumentError(f"{top}: holds no segment; translate the article again")
    header, segments = None, []
    for where, row in lines:
        if len(row) != len(columns):
            raise DocumentError(f"{where}: has {len(row)} cells for {len(columns)} columns; restore the line")
        cells = dict(zip(columns, row, strict=True))
        header = header or plain.header(plain.parse(cells["document"], where), where)
        segments.append((where, plain.segment(_values(cells, where), where)))
    return plain.document(header, segments, name)


def _values(cells: dict[str, str], where: str) -> dict[str, object]:
    """The cells of a line as plain values; columns that someone has added are left alone."""
    found: dict[str, object] = {column: _unescape(cells[column]) for column in _TEXTS}
    for column in _COLUMNS:
        if column not in (*_TEXTS, "id", "document") and cells[column]:
            found[column] = plain.parse(cells[column], f"{where}: {column}")
    return found
