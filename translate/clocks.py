"""Times of day in German and English text, and which of them may be the same."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Clock", "english_clocks", "german_clocks"]

_GERMAN = re.compile(
    r"(?<![\d.,:/-])(\d{1,2})(?:[.:](\d\d))?(?:[\s\u00a0]?Uhr\b(?:\s(\d\d)\b(?![.,]\d))?"
    r"|(?=[\s\u00a0]?(?:bis|und|oder|[-–/])[\s\u00a0]?\d{1,2}(?:[.:]\d\d)?[\s\u00a0]?Uhr\b))"
)
_ENGLISH = re.compile(
    r"(?<![\d.,:/])(\d{1,2})(?:[.:](\d\d))?(?![\d:]|[.,]\d)(?:(\s?([ap])\.?\s?m\b\.?)|(\s?o['’]?clock)\b)?"
    r"|\b(noon|midday|midnight)\b",
    re.IGNORECASE,
)
_LATE = re.compile("abend|nacht|mittag", re.IGNORECASE)
_DAY = 24 * 60


class Clock(NamedTuple):
    """A time of day in a text.

    Attributes:
        start, end: half-open range.
        minutes: the minutes of the day that it may mean; none if there is no such time (``19:30 p.m.``).
        half: place of *a.m.* or *p.m.* with the blank before it; empty where there is none.
        plain: it might as well be a number.
    """

    start: int
    end: int
    minutes: frozenset[int]
    half: tuple[int, int] = (0, 0)
    plain: bool = False


def german_clocks(text: str) -> list[Clock]:
    """Return the times of a German text: *15.30 Uhr*, *9 Uhr*, *zwischen 10 und 12 Uhr*."""
    late = _LATE.search(text) is not None
    found = []
    for match in _GERMAN.finditer(text):
        hour, minute = int(match[1]), int(match[2] or match[3] or 0)
        if hour <= 24 and minute <= 59:
            halves = (0, _DAY // 2) if late and hour <= 12 else (0,)
            found.append(Clock(*match.span(), _minutes(hour, minute, *halves)))
    return found


def english_clocks(text: str) -> list[Clock]:
    """Return what may be a time in an English text: *3:30 p.m.*, *15:30*, *noon*, and small numbers."""
    found = []
    for match in _ENGLISH.finditer(text):
        if match[6]:
            found.append(Clock(*match.span(), _minutes(0 if match[6].lower() == "midnight" else 12, 0)))
            continue
        hour, minute = int(match[1]), int(match[2] or 0)
        if hour > 24 or minute > 59:
            continue
        plain = not (match[2] or match[3] or match[5])
        if match[4]:
            known = 0 < hour <= 12
            minutes = _minutes(hour % 12 + 12 * (match[4] in "pP"), minute) if known else frozenset()
        else:
            minutes = _minutes(hour, minute, 0, *(() if match[2] else (_DAY // 2,)))
        found.append(Clock(*match.span(), minutes, match.span(3) if match[3] else (0, 0), plain))
    return found


def _minutes(hour: int, minute: int, *shifts: int) -> frozenset[int]:
    return frozenset((hour * 60 + minute + shift) % _DAY for shift in shifts or (0,))
