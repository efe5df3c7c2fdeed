"""Numbers in German and English text: where they stand and what they are worth."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

__all__ = ["GERMAN_MONTHS", "Figure", "figures", "missing"]

_FIGURE = re.compile(r"\d+(?:[.,:\u202f\u00a0']\d+)*")
GERMAN_MONTHS = {
    "Januar": "January", "Jänner": "January", "Februar": "February", "März": "March", "April": "April",
    "Mai": "May", "Juni": "June", "Juli": "July", "August": "August", "September": "September",
    "Oktober": "October", "November": "November", "Dezember": "December",
}  # fmt: skip
_MONTH_NUMBERS = {name: number for number, name in enumerate(dict.fromkeys(GERMAN_MONTHS.values()), 1)}
_WORDS = {
    word: str(number)
    for number, forms in {
        0: "zero", 1: "one a an first", 2: "two second both twice", 3: "three third", 4: "four fourth", 5: "five fifth",
        6: "six sixth", 7: "seven seventh", 8: "eight eighth", 9: "nine ninth", 10: "ten tenth", 11: "eleven eleventh",
        12: "twelve twelfth dozen", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen",
        18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty",
        70: "seventy", 80: "eighty", 90: "ninety",
    }.items()
    for word in forms.split()
}  # fmt: skip
_TENS = re.compile(r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](\w+)", re.IGNORECASE)


class Figure(NamedTuple):
    """A number in a text: half-open range, and what it is worth in the plainest spelling (``1200``, ``3.5``)."""

    start: int
    end: int
    value: str


def figures(text: str, *, german: bool) -> list[Figure]:
    """Return the numbers that a text writes in figures.

    Args:
        text: German or English.
        german: whether a dot groups thousands and a comma begins the fraction, or the reverse.

    Clock times, scores and version numbers count part by part, as do enumerations such as ``12/24``.
    """
    found = []
    for match in _FIGURE.finditer(text):
        group, point = (".", ",") if german else (",", ".")
        whole = match.group()
        if re.fullmatch(rf"\d{{1,3}}(?:[{re.escape(group)}\u202f\u00a0']\d{{3}})+(?:{re.escape(point)}\d+)?", whole):
            value = re.sub(rf"[{re.escape(group)}\u202f\u00a0']", "", whole).replace(point, ".")
            found.append(Figure(match.start(), match.end(), _plain(value)))
        elif re.fullmatch(rf"\d+{re.escape(point)}\d+", whole):
            found.append(Figure(match.start(), match.end(), _plain(whole.replace(point, "."))))
        else:
            found += [
                Figure(match.start() + part.start(), match.start() + part.end(), _plain(part.group()))
                for part in re.finditer(r"\d+", whole)
            ]
    return found


def missing(source: str, target: str) -> list[Figure]:
    """Return the figures of a German text that its English translation does not give, in figures or words.

    A figure of the source is given once: two need two. Months written as numbers may be names, hours
    after noon may be of the twelve-hour clock, and zeros at the end of a fraction do not count.
    """
    given = Counter(figure.value for figure in figures(target, german=False))
    lower = target.lower()
    for tens, ones in _TENS.findall(lower):
        if ones in _WORDS:
            given[str(int(_WORDS[tens]) + int(_WORDS[ones]))] += 1
    for word in re.findall(r"[a-z]+", lower):
        if word in _WORDS:
            given[_WORDS[word]] += 1
        if (month := word.capitalize()) in _MONTH_NUMBERS:
            given[str(_MONTH_NUMBERS[month])] += 1
    afternoon = re.search(r"\bp\.?\s?m\b", lower) is not None
    lost = []
    for figure in figures(source, german=True):
        options = [figure.value]
        if afternoon and figure.value.isdigit() and 12 < int(figure.value) <= 24:
            options.append(str(int(figure.value) - 12))
        taken = next((value for value in options if given[value] > 0), None)
        if taken is not None:
            given[taken] -= 1
        elif figure.value != "0":  # 15.00 Uhr: 3 p.m.
            lost.append(figure)
    return lost


def _plain(value: str) -> str:
    whole, point, fraction = value.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (point + fraction if fraction else "")
