"""What a search for terms returns: mentions and hints."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from glossary.entry import Term

__all__ = ["Hint", "How", "Mention", "Number"]


class How(StrEnum):
    """The strategy that found a mention, in the order in which they are tried."""

    EXACT = "exact"
    FORM = "form"
    INFLECTED = "inflected"
    COMPOUND = "compound"
    COORDINATED = "coordinated"
    SPLIT = "split"


class Number(StrEnum):
    """Grammatical number of a mention, as far as its German form or the words before it show it."""

    SINGULAR = "singular"
    PLURAL = "plural"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a term stands.

    Attributes:
        term: the entry; a forbidden one only where no other entry covers the place.
        start, end: half-open range of code points in the text searched. Of a truncated compound
            (*Sicherheits- und …*) it is what stands there, of a split verb the finite part.
        how: the strategy that found it.
        number: singular or plural where the German shows it.
        forbids: forbidden entries for the same German words.
        overlapped: a longer or earlier entry covers (part of) the place.
        rest: range of the particle of a split verb, None elsewhere.
        capitals: it is written in capitals and its entry is not, as in headings.
    """

    term: Term
    start: int
    end: int
    how: How
    number: Number = Number.UNKNOWN
    forbids: tuple[Term, ...] = ()
    overlapped: bool = False
    rest: tuple[int, int] | None = None
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """A term as a part of a closed compound: no mention, but worth a look.

    Attributes:
        term: the entry.
        start, end: half-open range of the whole compound in the text searched.
        part: ``first`` or ``last``: where in the compound the term stands.
    """

    term: Term
    start: int
    end: int
    part: str
