"""Numbers in German and English text: where they stand, and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

__all__ = ["GERMAN_MONTHS", "Figure", "figures", "stems", "written"]

GERMAN_MONTHS = {
    "Januar": "January", "Jänner": "January", "Februar": "February", "März": "March", "April": "April",
    "Mai": "May", "Juni": "June", "Juli": "July", "August": "August", "September": "September",
    "Oktober": "October", "November": "November", "Dezember": "December",
}  # fmt: skip
_MONTHS = list(dict.fromkeys(GERMAN_MONTHS.values()))

_GROUPS = "\u202f\u00a0'’"
_FIGURE = re.compile(r"\d+(?:[.,:\u202f\u00a0'’]\d+)*")
_DATE = re.compile(r"(?<![\d.,])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?\d{2,4})?(?!\d)")
_SCALES = {
    "hundred": 2,
    "tausend": 3, "tsd": 3, "thousand": 3, "k": 3,
    "million": 6, "millionen": 6, "mio": 6, "millions": 6, "mn": 6, "mln": 6, "m": 6,
    "milliarde": 9, "milliarden": 9, "mrd": 9, "bn": 9, "b": 9,
    "billionen": 12, "bio": 12, "trillion": 12, "trillions": 12, "trn": 12, "tn": 12,
}  # fmt: skip
_GERMAN_SCALES = _SCALES | {"billion": 12}
_ENGLISH_SCALES = _SCALES | {"billion": 9, "billions": 9}
_SCALE = re.compile(r"[\s\u00a0\u202f-]?([^\W\d_]+)\b")
_SHORT_SCALES = ("k", "m", "b")  # glued to the figure only: 5m, but 5 m are meters
_PERCENT = re.compile(r"[\s\u00a0\u202f-]?(?:percent(?:age)?|per\scent|Prozent|%)([-\s]?(?i:punkte?n?|points?)\b)?")
_MINUS = re.compile(r"(?<![\w.,)%])(?<!\d )(?:[-−–]|(?i:minus|negative)[ ])\Z")
_CARDINALS = {
    word: number
    for number, forms in {
        1: "one once", 2: "two both twice", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven",
        8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve dozen", 13: "thirteen", 14: "fourteen",
        15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty twenties",
        30: "thirty thirties", 40: "forty forties", 50: "fifty fifties", 60: "sixty sixties", 70: "seventy seventies",
        80: "eighty eighties", 90: "ninety nineties",
    }.items()
    for word in forms.split()
}  # fmt: skip
_ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ).split(),
        1,
    )
}
_WRITTEN = re.compile(
    rf"\b(?:(?P<month>(?-i:{'|'.join(_MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?))"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)})|(?P<article>an?)"
    rf"|(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?P<ones>one|two|three|four|five|six|seven|eight|nine))?"
    rf"|(?P<single>{'|'.join(_CARDINALS)}))(?!\w)",
    re.IGNORECASE,
)
# "a" is the figure 1 before what is counted: a million, a percent, an hour.
_COUNTED = re.compile(
    r"\s(?:hundred|thousand|million|billion|trillion|percent|per\scent|euros?|dollar|pound|franc|cent|second|minute|hour|day"
    r"|week|month|year|kilomet|met(?:er|re)|mile|kilo|gram|lit(?:er|re)|ton|degree|point|goal|half)",
    re.IGNORECASE,
)
# What German words of a number have in them.
_ONES = ("null", "ein", "zwei", "drei", "vier", "fünf", "sech", "sieb", "acht", "neun")
_TEENS = ("zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn")
_TENS = ("", "zehn", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_FURTHER = {
    "0.5": ("halb", "hälfte"), "1": ("erst",), "1.5": ("anderthalb",), "2": ("zwo", "beid", "doppel", "paar"),
    "3": ("dritt", "trio"), "4": ("halbfinal",), "6": ("halb",), "7": ("woche",), "8": ("viertelfinal",),
    "16": ("achtelfinal",), "10": ("jahrzehnt", "dekade"), "12": ("dutzend", "mittag"),
    "14": ("zwei wochen",), "15": ("viertel",), "19": ("corona",), "24": ("rund um die uhr",), "25": ("viertel",),
    "30": ("halb",), "50": ("halb", "hälfte"), "100": ("hundert",), "1000": ("tausend",),
}  # fmt: skip


class Figure(NamedTuple):
    """A number in a text.

    Attributes:
        start, end: half-open range; a scale or unit that follows is part of it.
        value: what the digits are worth in the plainest spelling (``1200``, ``3.5``).
        scale: power of ten that a word behind it multiplies it by (6 for millions).
        unit: ``percent``, ``points`` (percentage points), ``month`` or ``ordinal``.
        negative: a minus stands before it.
    """

    start: int
    end: int
    value: str
    scale: int = 0
    unit: str = ""
    negative: bool = False

    @property
    def worth(self) -> Decimal | str:
        """The number; as a string where zeros at the beginning count (an ISIN, a telephone number)."""
        if self.value.startswith("0") and self.value.isdigit() and len(self.value) > 1:
            return self.value
        return Decimal(self.value) * 10**self.scale


def figures(text: str, *, german: bool) -> list[Figure]:
    """Return the numbers that a text writes in figures.

    Args:
        text: German or English.
        german: whether a dot groups thousands and a comma begins the fraction, or the reverse.

    Clock times, scores, dates and version numbers count part by part, as do enumerations such as ``12/24``.
    """
    group, point = (".", ",") if german else (",", ".")
    thousands = re.compile(rf"\d{{1,3}}(?:[{re.escape(group)}{_GROUPS}]\d{{3}})+(?:{re.escape(point)}\d+)?")
    decimal = re.compile(rf"\d+{re.escape(point)}\d+")
    months = {m.start(2) for m in _DATE.finditer(text) if int(m[1]) <= 31 and 1 <= int(m[2]) <= 12} if german else ()
    found = []
    for match in _FIGURE.finditer(text):
        whole, start, end = match.group(), match.start(), match.end()
        if thousands.fullmatch(whole):
            value = re.sub(f"[{re.escape(group)}{_GROUPS}]", "", whole).replace(point, ".")
        elif decimal.fullmatch(whole):
            value = whole.replace(point, ".")
        elif whole.isdigit():
            value = whole
        else:
            for part in re.finditer(r"\d+", whole):
                place = start + part.start()
                unit = "month" if place in months else ""
                found.append(Figure(place, start + part.end(), _plain(part.group()), unit=unit))
            continue
        scale, unit = 0, "month" if start in months else ""
        if known := _SCALE.match(text, end):
            scale = _scale(known, german)
            end = known.end() if scale else end
        if percent := _PERCENT.match(text, end):
            unit = "points" if percent[1] else "percent"
            end = percent.end()
        minus = _MINUS.search(text, max(0, start - 9), start)
        found.append(Figure(minus.start() if minus else start, end, _plain(value), scale, unit, bool(minus)))
    return found


def _scale(match: re.Match[str], german: bool) -> int:
    word = match[1].casefold()
    if word in _SHORT_SCALES and match.group() != match[1]:
        return 0
    return (_GERMAN_SCALES if german else _ENGLISH_SCALES).get(word, 0)


def _plain(value: str) -> str:
    """A number without zeros that say nothing; in front of three digits and more they may belong to a code."""
    whole, point, fraction = value.partition(".")
    fraction = fraction.rstrip("0")
    if len(whole) <= 2 or point:
        whole = whole.lstrip("0") or "0"
    return whole + (point + fraction if fraction else "")


def written(text: str) -> Iterator[Figure]:
    """Return the numbers that an English text writes out (unit ``ordinal`` for such), and the months that it names."""
    for match in _WRITTEN.finditer(text):
        if match["month"]:
            number = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(match["month"][:3]))
            yield Figure(*match.span(), str(number), unit="month")
        elif match["ordinal"]:
            yield Figure(*match.span(), str(_ORDINALS[match["ordinal"].lower()]), unit="ordinal")
        else:
            tens, ones = match["tens"], match["ones"] or match["single"]
            value = (_CARDINALS[tens.lower()] if tens else 0) + (_CARDINALS[ones.lower()] if ones else 0)
            if match["article"]:
                value = 1
            known = _SCALE.match(text, match.end())
            scale = _scale(known, german=False) if known and len(known[1]) > 3 else 0
            if scale or not match["article"] or _COUNTED.match(text, match.end()):
                yield Figure(*match.span(), str(value), scale)


def stems(value: str) -> Iterator[str]:
    """Return what German words of a number have in them, one of them each; a month for its number too."""
    yield from _FURTHER.get(value, ())
    whole, _, fraction = value.partition(".")
    if len(whole) > 6:
        return
    number = int(whole)
    if fraction == "5":
        yield from (stem + "einhalb" for stem in stems(whole))
    if fraction:
        return
    if number < 10:
        yield _ONES[number]
    elif number < 20:
        yield _TEENS[number - 10]
    elif number < 100:
        yield (_ONES[number % 10] + "und" if number % 10 else "") + _TENS[number // 10]
    for size, name in ((1000, "tausend"), (100, "hundert")):
        if number >= 2 * size and number % size == 0:
            yield from (stem + name for stem in stems(str(number // size)))
    if 1900 < number < 2000 and number % 10 == 0:  # the 1980s
        yield from stems(str(number % 100))
    if 1 <= number <= 12:
        yield from (german for german, english in GERMAN_MONTHS.items() if english == _MONTHS[number - 1])
