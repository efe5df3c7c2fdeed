"""The German words that are known, each with its dictionary form.

``german.dic`` holds simplemma's German dictionary as a trie that is mapped into memory and read in place: to unpack
what simplemma ships takes most of a second and 150 MB in every process, to open this takes neither. It ships, since
a cache would cost the first run two seconds and need a folder to write to. `glossary.pack` makes it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from marisa_trie import BytesTrie

__all__ = ["SHIPPED", "Lexicon", "lexicon"]

SHIPPED = Path(__file__).with_name("german.dic")


class Lexicon(BytesTrie):
    """A trie of words with their dictionary forms; spelling and capitals count.

    A form is kept as what changes at the end of its word: how many letters go, and what comes in their place.
    """

    def form(self, word: str) -> str | None:
        """Return the dictionary form of a word, None where the word is not known."""
        found = self.get(word)
        if found is None:
            return None
        change = found[0]
        return word[: len(word) - change[0]] + change[1:].decode()


@cache
def lexicon(path: Path = SHIPPED) -> Lexicon:
    """Open a file of words and forms, the shipped one by default; it is read from the disk as far as it is asked."""
    return Lexicon().mmap(str(path))
