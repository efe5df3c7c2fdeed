"""English usage where the model leaves German: numbers, dates, clock times, quotation marks, the end of a sentence.

Corrections are edits of the model's text, so that word spans can be moved along with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from translate.document import Span
from translate.numbers import GERMAN_MONTHS

__all__ = ["DOUBLE_QUOTES", "Edit", "apply", "edits", "move"]

DOUBLE_QUOTES = "\"„“”»«‟"
_MONTHS = "|".join([*GERMAN_MONTHS, *dict.fromkeys(GERMAN_MONTHS.values())])
_DATE = re.compile(rf"\b(\d{{1,2}})\.\s?({_MONTHS})\b(?:\s(\d{{4}})\b)?")
_NUMERIC_DATE = re.compile(r"(?<![\d.,])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d,]|\.\d)")
_CLOCK = re.compile(r"(?<![\d.,:])(\d{1,2})(?:[.:](\d{2}))?\s?Uhr\b")
_SOURCE_CLOCK = re.compile(r"(?<![\d.,:])(\d{1,2})\.(\d{2})(?=\s?Uhr\b)")
_GERMAN_NUMBER = re.compile(r"(?<![\d.,:/])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?![\d:/]|[.,]\d)")
_TWO_WAYS = re.compile(r"\d{1,3}(?:,\d{3})+")  # 1,200 is an English thousand and a German fraction
_TAIL = re.compile(r"[\"'“”’»«)\]]*\Z")
_OPENING = re.compile(r"(?:^|(?<=[\s(\[/–—-]))\Z")


class Edit(NamedTuple):
    """Replace the half-open range of a text by other characters."""

    start: int
    end: int
    new: str


def edits(source: str, text: str, quotes: str = "straight") -> tuple[Edit, ...]:
    """Return what has to change in a translation so that it follows English usage.

    Args:
        source: German sentence; numbers and dates change only where they stand there as they are in `text`.
        text: its translation.
        quotes: ``straight`` or ``typographic``.

    Returns:
        Edits in ascending order that do not overlap.
    """
    found: list[Edit] = []
    for finder in (_dates, _clocks, _numbers):
        found += [e for e in finder(source, text) if all(e.end <= o.start or o.end <= e.start for o in found)]
    found += _punctuation(source, text, quotes)
    return tuple(sorted(e for e in found if text[e.start : e.end] != e.new))


def apply(text: str, changes: Sequence[Edit]) -> str:
    """Return the text with the edits made."""
    parts, position = [], 0
    for start, end, new in changes:
        parts += [text[position:start], new]
        position = end
    return "".join([*parts, text[position:]])


def move(span: Span, changes: Sequence[Edit]) -> Span:
    """Return where a span of the text stands once the edits are made; one cut by an edit keeps what is left of it."""

    def moved(offset: int, *, at_end: bool) -> int:
        shift = 0
        for start, end, new in changes:
            if end < offset or (end == offset and (start < end or not at_end)):
                shift += len(new) - (end - start)
            elif start < offset:
                return start + shift + (len(new) if at_end else 0)
        return offset + shift

    start = moved(span.start, at_end=False)
    return Span(start, max(start, moved(span.end, at_end=True)))


def _dates(source: str, text: str) -> list[Edit]:
    found = []
    for match in _DATE.finditer(text):
        day, month, year = match.groups()
        english = f"{GERMAN_MONTHS.get(month, month)} {int(day)}" + (f", {year}" if year else "")
        found.append(Edit(match.start(), match.end(), english))
    months = list(dict.fromkeys(GERMAN_MONTHS.values()))
    for match in _NUMERIC_DATE.finditer(text):
        day, month, year = match.groups()
        if match.group() in source and 1 <= int(month) <= 12:
            found.append(Edit(match.start(), match.end(), f"{months[int(month) - 1]} {int(day)}, {year}"))
    return found


def _clocks(source: str, text: str) -> list[Edit]:
    found = [Edit(m.start(), m.end(), f"{m[1]}:{m[2] or '00'}") for m in _CLOCK.finditer(text)]
    for hour, minute in _SOURCE_CLOCK.findall(source):
        left = re.compile(rf"(?<![\d.,:]){hour}\.{minute}(?![\d:]|[.,]\d|\s?Uhr)")
        found += [Edit(m.start(), m.end(), f"{hour}:{minute}") for m in left.finditer(text)]
    return found


def _numbers(source: str, text: str) -> list[Edit]:
    german = {m.group() for m in _GERMAN_NUMBER.finditer(source)}
    found = []
    for match in _GERMAN_NUMBER.finditer(text):
        number = match.group()
        if number not in german:
            continue
        if _TWO_WAYS.fullmatch(number) and number.replace(",", ".") in german:
            continue  # the source has 1.200 as well: this may be its translation
        found.append(Edit(match.start(), match.end(), number.translate(str.maketrans(".,", ",."))))
    return found


def _punctuation(source: str, text: str, quotes: str) -> list[Edit]:
    """Quotation marks in one style and paired as in the source; the sentence ends as the source does."""
    found = []
    marks = [i for i, c in enumerate(text) if c in DOUBLE_QUOTES]
    wanted = sum(c in DOUBLE_QUOTES for c in source)
    core = len(text) - len(_TAIL.search(text).group())
    source_core = source.rstrip()[: len(source.rstrip()) - len(_TAIL.search(source.rstrip()).group())]
    ends_open = not source_core.endswith((".", "!", "?", "…", ":"))
    lead = source[:1] in DOUBLE_QUOTES and text[:1] not in DOUBLE_QUOTES and len(marks) < wanted
    tail = source.rstrip(".")[-1:] in DOUBLE_QUOTES and len(marks) + lead < wanted
    tail = tail and not any(c in DOUBLE_QUOTES for c in text[-2:])
    if lead:
        found.append(Edit(0, 0, '"' if quotes == "straight" else "“"))
    if tail:
        found.append(Edit(len(text), len(text), '"' if quotes == "straight" else "”"))
    if ends_open and text[core - 1 : core] == "." and not text[:core].endswith((" U.S.", "..")):
        found.append(Edit(core - 1, core, ""))
    elif source_core.endswith(".") and core and text[core - 1].isalnum() and text[core:] == "":
        found.append(Edit(core, core, "." if not tail else ""))
    for order, index in enumerate(marks):
        found.append(Edit(index, index + 1, _double(text, index, order, len(marks), quotes)))
    for match in re.finditer(r"['’‘‚`´]", text):
        index = match.start()
        opening = bool(_OPENING.search(text[:index])) and not re.match(r"\d0s\b", text[index + 1 :])
        typographic = "‘" if opening else "’"
        found.append(Edit(index, index + 1, "'" if quotes == "straight" else typographic))
    return found


def _double(text: str, index: int, order: int, count: int, quotes: str) -> str:
    if quotes == "straight":
        return '"'
    before, after = text[:index], text[index + 1 : index + 2]
    opening = not before or before[-1] in " \u00a0([/–—-"
    if opening and (not after or after.isspace()):  # stands free on both sides: by turns
        opening = order % 2 == 0
    return "“" if opening else "”"
