"""Words and their places in a text, for both languages."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Word", "fold", "has_word", "spelling", "split", "words"]

# Combining marks belong to their letter (decomposed text); soft hyphens stand inside words.
_WORD = re.compile(r"\w[\w\u00ad\u0300-\u036f]*")
_NOT_SPELLING = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")


class Word(NamedTuple):
    """A word as it stands in a text: half-open range of code points and the spelling there."""

    start: int
    end: int
    text: str


def spelling(text: str) -> str:
    """Return text in NFC without soft hyphens and other marks that do not belong to the spelling."""
    if text.isascii():  # most words are, and this is called for each
        return text
    return unicodedata.normalize("NFC", text.translate(_NOT_SPELLING))


def split(text: str) -> list[Word]:
    """Return the words of a text in order; `Word.text` is NFC, the offsets are those of the text given."""
    return [Word(m.start(), m.end(), spelling(m.group())) for m in _WORD.finditer(text)]


_kept = lru_cache(maxsize=1 << 11)(split)


def words(text: str) -> list[Word]:
    """Return the same as `split`, kept for texts that are looked at again, as checks look at each translation."""
    return _kept(text).copy()


def has_word(text: str) -> bool:
    """Whether there is a word in a text."""
    return _WORD.search(text) is not None


def fold(text: str) -> str:
    """Return the spelling that words are compared by: NFC, case folded (``ß`` becomes ``ss``)."""
    return spelling(text).casefold()
