"""A German text as the strategies see it: words, what stands between them, and where sentences begin."""

from __future__ import annotations

import re
from functools import cached_property

from glossary.german import adjective_stem, lemmas
from glossary.words import Word, fold, split

__all__ = ["Tokens"]

_HYPHENS = "-\u2010\u2011"
_HYPHEN = re.compile(f"[{_HYPHENS}]")
_SPACE = re.compile(r"\s+")
# What stands between two words where the second begins a sentence, or what reads like one.
_NEW_SENTENCE = re.compile(r"""[.!?:…]["”“»«'’)\]]*\s|\s[–—-]\s|["„“»«‚(\[/+•*]$""")


class Tokens:
    """The words of a text, with what stands between them where that is more than a blank.

    Attributes:
        text: the text.
        keys: spelling of each word, and what stands in between; blanks are one, hyphens are ``-``.
        places: for each of the keys the word's place, None for what stands between words.
    """

    __slots__ = ("__dict__", "keys", "places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: list[str] = []
        self.places: list[Word | None] = []
        end = None
        for word in split(text):
            if end is not None:
                gap = text[end : word.start]
                if gap != " ":
                    gap = _HYPHEN.sub("-", _SPACE.sub(" ", gap))
                    if gap != " ":
                        self.keys.append(gap)
                        self.places.append(None)
            self.keys.append(word.text)
            self.places.append(word)
            end = word.end

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def folded(self) -> list[tuple[str]]:
        """Each key case folded, alone in a tuple."""
        return [(fold(key),) for key in self.keys]

    @cached_property
    def lemmas(self) -> list[tuple[str, ...]]:
        """For each key all under which it may stand in a glossary."""
        found = [(key,) if place is None else lemmas(key) for key, place in zip(self.keys, self.places, strict=True)]
        for index, key in enumerate(self.keys):
            # A comma between adjectives is as good as none: traditionelle(,) polnische Küche.
            if key == ", " and adjective_stem(self.word(index - 1)) and adjective_stem(self.word(index + 1)):
                found[index] = (key, "")
        return found

    def place(self, index: int) -> Word:
        """Return the place of a key that is a word."""
        place = self.places[index]
        assert place is not None
        return place

    def word(self, index: int) -> str:
        """Return the key at an index if it is a word, else an empty string."""
        return self.keys[index] if 0 <= index < len(self.keys) and self.places[index] is not None else ""

    def starts_sentence(self, index: int) -> bool:
        """Whether a word may owe its capital to its place."""
        if index == 0:
            return True
        gap = self.keys[index - 1] if self.places[index - 1] is None else " "
        return _NEW_SENTENCE.search(gap) is not None

    def tied_before(self, start: int) -> bool:
        """Whether a hyphen ties the place that starts at an offset to the word in front of it."""
        return start > 1 and self.text[start - 1] in _HYPHENS and self.text[start - 2].isalnum()

    def tied_after(self, end: int) -> bool:
        """Whether a hyphen ties the place that ends at an offset to the word behind it, if only in thought.

        *Nato-Rat* and *Nato- und EU-Staaten* both have *Nato* in a compound.
        """
        if end >= len(self.text) or self.text[end] not in _HYPHENS:
            return False
        after = self.text[end + 1 : end + 2]
        return after.isalnum() or after in (" ", ",", "/")
