"""Which numbers of a sentence and its translation have no counterpart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from translate.clocks import english_clocks, german_clocks
from translate.numbers import Figure, figures, stems, written

__all__ = ["Difference", "compare"]

_BLANK_GROUPS = re.compile(r"(?<![\d.,:/'’-])\d{1,3}(?: \d{3})+(?!\d|[:/.]\d)")
# What is read as parts: versions, scores, days.
_PARTED = re.compile(r"\d+(?:[.,:]\d+)+")
_GERMAN_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+")
_FALL = re.compile(
    r"\b(?:minus|negative|below|down|under|f[ae]ll(?:s|en|ing)?|dropp?(?:s|ed|ing)?|declin\w+|decreas\w+|los\w+|lower|less|"
    r"shrank|shrunk|shed)\b",
    re.IGNORECASE,
)
_CARBON = re.compile(r"\bCO2(?!\d)")  # carbon
_PM = re.compile(r"\d\s?p\.?\s?m\b", re.IGNORECASE)
_PART_OF_HOUR = re.compile(r"\b(?:halb|viertel)\b")
_SHORT_YEAR = re.compile(r"(?:\b(?:19|20)\d\d[/–-]|[\s\u00a0]['’])\Z")
_NUMBERED = re.compile(r"[A-ZÄÖÜ][\w-]*\s\Z")  # Platz 2


@dataclass(frozen=True, slots=True)
class Difference:
    """How the numbers of a sentence and its translation differ.

    Attributes:
        missing: figures of the German that the English does not give, in figures or words.
        added: figures of the English that the German does not give.
    """

    missing: tuple[Figure, ...] = ()
    added: tuple[Figure, ...] = ()


@lru_cache(maxsize=1 << 10)
def compare(source: str, target: str) -> Difference:
    """Return how the numbers of a German text and its English translation differ.

    A figure of the source is given once: two need two. English may write numbers out, name months, use the
    twelve-hour clock and other scales (*1500 Millionen*, *1.5 billion*); zeros at the end of a fraction do not count.
    A figure that the source writes out or has another time is not added.
    """
    readings = product(_readings(source), _readings(target))
    return min((_compare(*pair) for pair in readings), key=lambda found: (len(found.missing), len(found.added)))


def _readings(text: str) -> list[str]:
    """The text with blanks between groups of three digits joined to numbers, and as it is."""
    joined = _BLANK_GROUPS.sub(lambda m: m.group().replace(" ", "\u202f"), text)
    return list(dict.fromkeys((joined, text)))


def _compare(source: str, target: str) -> Difference:
    lost, german, english = _without_clocks(source, target)
    german, english = _without_likes(_CARBON.sub("CO ", german), _CARBON.sub("CO ", english))
    given = figures(english, german=False)
    open_figures = figures(german, german=True)
    for same in (_equal, _alike):
        open_figures = [figure for figure in open_figures if not _taken(figure, given, same, german, english)]
    spelt = list(written(english))
    afternoon = _PM.search(english) is not None
    for figure in open_figures:
        options = [figure]
        if afternoon and figure.value.isdigit() and 12 < int(figure.value) <= 24:
            options.append(figure._replace(value=str(int(figure.value) - 12)))
        if _SHORT_YEAR.search(german[: figure.start]) or german.startswith("er", figure.end):  # 2018/19, die 70er
            options += [figure._replace(value=year) for year in _years(figure.value)]
        if any(_taken(o, given, _alike, german, english) for o in options) or _taken_word(figure, spelt, german):
            continue
        if figure.value != "0":  # 15.00 Uhr: 3 p.m.
            lost.append(figure)
    if lost:  # what took the place of a missing figure is no finding of its own
        return Difference(tuple(sorted(lost)))
    return Difference((), tuple(figure for figure in given if not _said(figure, source)))


def _equal(figure: Figure, other: Figure) -> bool:
    return figure.worth == other.worth and figure.unit == other.unit


def _alike(figure: Figure, other: Figure) -> bool:
    """Whether two figures may be one: a scale or unit that both have has to agree."""
    if {figure.unit, other.unit} == {"percent", "points"}:
        return False
    bare = figure.value == other.value and not (figure.scale and other.scale)
    return figure.worth == other.worth or bare


def _taken(
    figure: Figure, given: list[Figure], same: Callable[[Figure, Figure], bool], source: str, target: str
) -> bool:
    """Whether a figure is among those given; it is taken from them."""
    for index, other in enumerate(given):
        if not same(figure, other):
            continue
        if figure.negative and not other.negative and not _FALL.search(target):
            continue
        del given[index]
        return True
    return False


def _taken_word(figure: Figure, spelt: list[Figure], source: str) -> bool:
    """Whether a figure is written out; it is taken from what is. Ordinals are for ordinals, months for months."""
    for index, other in enumerate(spelt):
        if other.unit == "month" != figure.unit or not _alike(figure, other):
            continue
        if other.unit == "ordinal" and not (
            source.startswith(".", figure.end) or _NUMBERED.search(source[: figure.start])
        ):
            continue
        del spelt[index]
        return True
    return False


def _without_likes(source: str, target: str) -> tuple[str, str]:
    """Leave out what is no plain number and the same in both: versions, scores."""
    english = list(_PARTED.finditer(target))
    for match in _PARTED.finditer(source):
        same = next((other for other in english if other.group() == match.group()), None)
        if same and not _GERMAN_NUMBER.fullmatch(match.group()):
            source, target = _blanked(source, *match.span()), _blanked(target, *same.span())
            english.remove(same)
    return source, target


def _without_clocks(source: str, target: str) -> tuple[list[Figure], str, str]:
    """The German times of day that the English does not give, and both texts without the others."""
    lost: list[Figure] = []
    german, english = source, target
    given = sorted(english_clocks(target), key=lambda clock: clock.plain)
    for clock in german_clocks(source):
        german = _blanked(german, clock.start, clock.end)
        if found := next((other for other in given if clock.minutes & other.minutes), None):
            given.remove(found)
            english = _blanked(english, found.start, found.end)
        elif not any(clock.minutes & _hours(figure) for figure in written(english)):
            lost.append(Figure(clock.start, clock.end, source[clock.start : clock.end]))
    return lost, german, english


def _hours(figure: Figure) -> set[int]:
    """The minutes of the day of an hour that is written out: *at three*."""
    if figure.unit or figure.scale or int(figure.value) > 12:
        return set()
    hour = int(figure.value) % 12 * 60
    return {hour, hour + 720}


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _said(figure: Figure, source: str) -> bool:
    """Whether the German has a figure of the English in some place, in figures or words."""
    folded = source.casefold()
    for other in figures(source, german=True):
        if _alike(other, figure) or (len(other.value) == 2 and figure.value in _years(other.value)):
            return True
    if len(figure.value) <= 2 and _PART_OF_HOUR.search(folded):  # halb neun: 8:30
        return True
    return any(stem.casefold() in folded for stem in stems(figure.value))


def _years(value: str) -> tuple[str, str]:
    return "19" + value, "20" + value
