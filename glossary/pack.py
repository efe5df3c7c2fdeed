"""Makes the file that `glossary.lexicon` reads, from the dictionary that simplemma ships.

Run ``python -m glossary.pack`` after another version of simplemma has been pinned.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from glossary.lexicon import SHIPPED, Lexicon

__all__ = ["pack"]


def pack(forms: Iterable[tuple[str, str]], path: Path) -> None:
    """Write words, each with its dictionary form, to a file."""
    Lexicon((word, _change(word, form)) for word, form in forms).save(str(path))


def _change(word: str, form: str) -> bytes:
    kept = 0
    while word[kept : kept + 1] == form[kept : kept + 1] != "":
        kept += 1
    return bytes([len(word) - kept]) + form[kept:].encode()


if __name__ == "__main__":
    from simplemma.strategies import DefaultDictionaryFactory

    pack(DefaultDictionaryFactory().get_dictionary("de").items(), SHIPPED)
