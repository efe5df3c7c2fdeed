"""English usage where the model misses it: numbers, dates, times, a and an, quotation marks, the sentence's end.

Corrections are edits of the model's text, so that word spans can be moved along with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from glossary.forms import indefinite_article
from translate.clocks import english_clocks, german_clocks
from translate.document import Span
from translate.numbers import GERMAN_MONTHS
from translate.verbatim import garbled

__all__ = ["DOUBLE_QUOTES", "Edit", "apply", "articles", "edits", "move"]

DOUBLE_QUOTES = '"„“”»«‟'
_MONTHS = "|".join([*GERMAN_MONTHS, *dict.fromkeys(GERMAN_MONTHS.values())])
_DATE = re.compile(rf"\b(\d{{1,2}})\.\s?({_MONTHS})\b(?:\s(\d{{4}})\b)?")
_NUMERIC_DATE = re.compile(r"(?<![\d.,])(\d{1,2})[.,](\d{1,2})[.,](\d{4})(?!\d|[.,]\d)")
_BLANK_GROUPS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?!\d|[.,]\d)")
_CLOCK = re.compile(r"(?<![\d.,:])(\d{1,2})(?:[.:](\d{2}))?\s?Uhr\b")
_OTHER_HALF = str.maketrans("apAP", "paPA")
_SOURCE_CLOCK = re.compile(r"(?<![\d.,:])(\d{1,2})\.(\d{2})(?=\s?Uhr\b)")
_GERMAN_NUMBER = re.compile(r"(?<![\d.,:/])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?![\d:/]|[.,]\d)")
_TWO_WAYS = re.compile(r"\d{1,3}(?:,\d{3})+")  # 1,200 is an English thousand and a German fraction
_TAIL = re.compile(r"[\"'“”’»«)\]]*\Z")
# "Vitamin A and", "a.m.": letters, not articles.
_ARTICLE = re.compile(
    r"(?:(?<![\w.'’-])an?|(?:^|(?<=[\"“])|(?<=[.!?:]\s))A[nN]?)"
    r"(?=\s+(?!(?:and|or|is|in|der|dem)\b)([A-Za-z0-9\"“](?:[\w-]|[.,](?=\w))*))"
)
_BARE_NAMES = r"(?:NATO|Ukraine)"  # German gives these an article
_BEFORE_BARE_NAME = re.compile(
    rf"\b[Tt]he (?={_BARE_NAMES}(?:\s*(?:[,.;:!?)]|\Z)|['’]s\b|\s+(?:is|was|has|had|in|on|and|or|to|of|for|with|by|as|"
    r"at|from|that|will|would|could|can|must|should|may|are|were|after|before|against|who|which|not|also)\b))"
)
# A formal title in front of a name has capitals; behind an article it is a description.
_OFFICE = r"(?:deputy|vice|prime|foreign|defen[cs]e|finance|economy|interior|justice|health|home|treasury|energy)"
_DEPARTMENT = (
    r"(?:state|defen[cs]e|war|commerce|labor|agriculture|energy|education|transportation|homeland security|"
    r"veterans affairs|health|(?:the )?(?:treasury|interior|army|navy|air force))"
)
_HEAD = r"(?:president|chancellor|minister|premier|pope|king|queen|senator|governor)"
_TITLE = re.compile(
    rf"(?<!\bthe )(?<!\ban )(?<!\ba )\b((?:{_OFFICE} )?{_HEAD}|{_OFFICE} secretary|secretary of {_DEPARTMENT}|"
    r"(?:(?:attorney|secretary|surgeon|inspector)[ -])?general|vice[ -]president|vice[ -]chancellor)(?= [A-Z][\w.’'-]+)"
)
_FUNCTION_WORD = re.compile(
    r"(?:The|An?|And|But|Or|Which|That|This|These|Those|Who|Whose|While|When|Because|If|As|After|Before|Although|So|In|On|"
    r"At|By|For|From|With|To|Of|It|He|She|They|We|You|There|Where|However|Since|Until|Than|Their|His|Her|Its|Not|What|How|Why|"
    r"Then|Thus|All|Both|No|Even|Just|Only|Such|Some|Many|Also)\b(?!\s*$)"
)
# A full stop of these belongs to the word, not to the sentence.
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|"
    r"Co|Cos|Ltd|Bros|Jr|Sr|St|No|Nos|Dr|Mr|Mrs|Ms|Prof|Gen|Gov|Sen|Rep|Lt|Col|vs|etc|approx|dept|est)\.|\.\.)\Z"
)
_ITEM = re.compile(rf"(\d{{1,2}})([.)])\s(?!(?:{_MONTHS})\b)")
_ENUMERATED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)(?:[.:)]\s*|\s+)(?=[A-Z\"“])")
_OPENING = re.compile(r"(?:^|(?<=[\s(\[/–—-]))\Z")


class Edit(NamedTuple):
    """Replace the half-open range of a text by other characters."""

    start: int
    end: int
    new: str


def edits(source: str, text: str, quotes: str = "straight", quoted: Sequence[Span] = ()) -> tuple[Edit, ...]:
    """Return what has to change in a translation so that it follows English usage.

    Args:
        source: German sentence; numbers and dates change only where they stand there as they are in `text`.
        text: its translation.
        quotes: ``straight`` or ``typographic``.
        quoted: words of `text` whose originals stand in quotation marks of their own.

    Returns:
        Edits in ascending order that do not overlap.
    """
    found: list[Edit] = []
    for finder in (_verbatim, _enumeration, _dates, _clocks, _numbers, articles, _titles, _spaces):
        found += [e for e in finder(source, text) if all(e.end <= o.start or o.end <= e.start for o in found)]
    found += _quotes(source, text, quotes, quoted)
    found += _sentence_end(source, text)
    return tuple(sorted((e for e in found if text[e.start : e.end] != e.new), key=lambda e: (e.start, e.end)))


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


def _verbatim(source: str, text: str) -> list[Edit]:
    return [Edit(*place, right) for place, right in garbled(source, text)]


def _dates(source: str, text: str) -> list[Edit]:
    found = []
    for match in _DATE.finditer(text):
        day, month, year = match.groups()
        english = f"{GERMAN_MONTHS.get(month, month)} {int(day)}" + (f", {year}" if year else "")
        found.append(Edit(match.start(), match.end(), english))
    months = list(dict.fromkeys(GERMAN_MONTHS.values()))
    for match in _NUMERIC_DATE.finditer(text):
        day, month, year = match.groups()
        if match.group().replace(",", ".") in source and 1 <= int(month) <= 12:
            found.append(Edit(match.start(), match.end(), f"{months[int(month) - 1]} {int(day)}, {year}"))
    return found


def _clocks(source: str, text: str) -> list[Edit]:
    found = [Edit(m.start(), m.end(), f"{m[1]}:{m[2] or '00'}") for m in _CLOCK.finditer(text)]
    found += _halves_of_the_day(source, text)
    for hour, minute in _SOURCE_CLOCK.findall(source):
        left = re.compile(rf"(?<![\d.,:]){hour}\.{minute}(?![\d:]|[.,]\d|\s?Uhr)")
        found += [Edit(m.start(), m.end(), f"{hour}:{minute}") for m in left.finditer(text)]
    return found


def _halves_of_the_day(source: str, text: str) -> list[Edit]:
    """No *a.m.* or *p.m.* where the hours go on to 24, and the other one where the German says so."""
    german = frozenset(minute for clock in german_clocks(source) for minute in clock.minutes)
    found = []
    for clock in english_clocks(text):
        start, end = clock.half
        if not german or start == end:
            continue
        if not clock.minutes:
            minutes = "" if re.search(r"\d[.:]\d\d", text[clock.start : start]) else ":00"
            stop = "." if text[:end] == text.rstrip("\"'“”’ ") and text[end - 1] == "." else ""
            found.append(Edit(start, end, minutes + stop))
        elif not clock.minutes & german and german & {(minute + 720) % 1440 for minute in clock.minutes}:
            letter = start + re.search(r"[ap]", text[start:end], re.IGNORECASE).start()
            found.append(Edit(letter, letter + 1, text[letter].translate(_OTHER_HALF)))
    return found


def _enumeration(source: str, text: str) -> list[Edit]:
    """*2. Das …* begins an item of a list: *2. The …*, not *2nd. The …*."""
    item, found = _ITEM.match(source), _ENUMERATED.match(text)
    return [Edit(0, found.end(), f"{item[1]}{item[2]} ")] if item and found and item[1] == found[1] else []


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
    grouped = {m.group() for m in _BLANK_GROUPS.finditer(source)}
    for match in _BLANK_GROUPS.finditer(text):
        if match.group() in grouped:
            found.append(Edit(match.start(), match.end(), match.group().replace(" ", ",")))
    return found


def articles(_source: str, text: str) -> list[Edit]:
    """Return what has to change so that *a* and *an* stand where they belong."""
    capitals = text.isupper()
    found = []
    for match in _ARTICLE.finditer(text):
        article, given = indefinite_article(match[1].capitalize() if capitals else match[1]), match.group()
        if article != given.lower():
            article = article.upper() if capitals else article.capitalize() if given[0] == "A" else article
            found.append(Edit(match.start(), match.end(), article))
    return found


def _titles(_source: str, text: str) -> list[Edit]:
    return [
        Edit(m.start() + w.start(), m.start() + w.start() + 1, w.group()[0].upper())
        for m in _TITLE.finditer(text)
        for w in re.finditer(r"\b(?!(?:of|the)\b)[a-z]\w+", m.group())
    ]


def _spaces(source: str, text: str) -> list[Edit]:
    """Single blanks, no *the* before a name that has none, and a capital at the start where the source has one."""
    found = [Edit(m.start(), m.end(), " ") for m in re.finditer(r" {2,}", text)]
    start = 0
    for match in _BEFORE_BARE_NAME.finditer(text):
        found.append(Edit(match.start(), match.end(), ""))
        start = match.end() if match.start() == start else start
    initial = re.match(r"[^\w]*", text).end()
    german = re.search(r"\w", source)
    if german and german.group().isupper() and text[initial : initial + 1].islower() and start == 0:
        found.append(Edit(initial, initial + 1, text[initial].upper()))
    elif german and german.group().islower() and _FUNCTION_WORD.match(text):  # part of a sentence
        found.append(Edit(0, 1, text[0].lower()))
    return found


def _sentence_end(source: str, text: str) -> list[Edit]:
    """A full stop where the source has one, none where it has none."""
    core, source_core = (t[: len(t) - len(_TAIL.search(t).group())] for t in (text, source.rstrip()))
    if not source_core.endswith((".", "!", "?", "…", ":")):
        if core.endswith(".") and not _ABBREVIATED.search(core):
            return [Edit(len(core) - 1, len(core), "")]
    elif source_core.endswith(".") and core[-1:].isalnum() and core == text:
        return [Edit(len(text), len(text), ".")]
    return []


def _quotes(source: str, text: str, quotes: str, quoted: Sequence[Span]) -> list[Edit]:
    """Quotation marks in one style; what was lost at the ends, or around quoted words, is put back."""
    opening, closing = ('"', '"') if quotes == "straight" else ("“", "”")
    marks = [i for i, c in enumerate(text) if c in DOUBLE_QUOTES]
    lost = sum(c in DOUBLE_QUOTES for c in source) - len(marks)
    found = []
    for start, end in quoted:
        before, after = text[:start].rstrip()[-1:], text[end:].lstrip(",.;:!?")[:1]
        if lost > 0 and (not before or before not in DOUBLE_QUOTES):
            found.append(Edit(start, start, opening))
            lost -= 1
        if lost > 0 and (not after or after not in DOUBLE_QUOTES):
            end += text[end : end + 1] in (",", ".")  # American usage: inside the quotation marks
            found.append(Edit(end, end, closing))
            lost -= 1
    begun = text[:1] in DOUBLE_QUOTES or any(edit.start == 0 for edit in found)
    if lost > 0 and source[:1] in DOUBLE_QUOTES and not begun:
        found.append(Edit(0, 0, opening))
        lost -= 1
    ended = source.rstrip(".")[-1:] in DOUBLE_QUOTES and not any(c in DOUBLE_QUOTES for c in text[-2:])
    if lost > 0 and ended and not (found and found[-1].end == len(text)):
        found.append(Edit(len(text), len(text), closing))
    for order, index in enumerate(marks):
        found.append(Edit(index, index + 1, _double(text, index, order, quotes)))
    for match in re.finditer(r"['’‘‚‛`´]", text):
        index = match.start()
        opens = bool(_OPENING.search(text[:index])) and not re.match(r"\d0s\b", text[index + 1 :])
        typographic = "‘" if opens else "’"
        found.append(Edit(index, index + 1, "'" if quotes == "straight" else typographic))
    return found


def _double(text: str, index: int, order: int, quotes: str) -> str:
    if quotes == "straight":
        return '"'
    before, after = text[:index], text[index + 1 : index + 2]
    opens = not before or before[-1] in " \u00a0([/–—-"
    if opens and (not after or after.isspace()):  # stands free on both sides: by turns
        opens = order % 2 == 0
    return "“" if opens else "”"
