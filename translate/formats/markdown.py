"""Markdown: a table of two columns, German beside English, a block a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from translate.document import BilingualDocument, BlockKind, Segment
from translate.formats.rows import rows

__all__ = ["dumps"]

_BLANKS = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")
_SPECIAL = re.compile(r"[\\|*_`~<>\[\]&]")
_MARKS = {BlockKind.HEADING: "**", BlockKind.ADVISORY: "*"}


def dumps(document: BilingualDocument) -> str:
    """Return the text of the file."""
    lines = ["| German | English |", "| --- | --- |"]
    for row in rows(document):
        lines.append(f"| {_cell(row, [s.source for s in row])} | {_cell(row, [s.target for s in row])} |")
    return "".join(line + "\n" for line in lines)


def _cell(row: Sequence[Segment], texts: Sequence[str]) -> str:
    """The text of one side of a row, in one line."""
    spaces = ["", *(segment.before for segment in row[1:])]
    # Blanks at the end of emphasis would keep it from being any; no-break spaces are to stay.
    text = _BLANKS.sub(" ", "".join(chain.from_iterable(zip(spaces, texts, strict=True)))).strip()
    mark = _MARKS.get(row[0].kind, "") if text else ""
    return mark + _SPECIAL.sub(r"\\\g<0>", text) + mark
