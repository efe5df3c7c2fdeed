"""German text as the model reads it, with the place of each of its code points in the text as it was given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from glossary.words import spelling

__all__ = ["TAGS", "as_read"]

TAGS = ("<t>", "<e>", "</t>")  # the mark-up for terms
_TAG_LIKE = {tag: "‹" + tag[1:-1] + "›" for tag in TAGS}
_PLAIN = {
    **dict.fromkeys("‚‘’‛‹›❮❯´`", "'"), **dict.fromkeys("„“”‟«»", '"'), **dict.fromkeys("−‐‑–—•", "-"),
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
    "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ẞ": "SS", "©": "(c)", "®": "(R)",
}  # fmt: skip
_CLUSTER = re.compile(r"</?[te]>|[^\u0300-\u036f][\u0300-\u036f]*|.", re.DOTALL)


def as_read(text: str, spells: Callable[[str], bool]) -> tuple[str, list[int]]:
    """Return the sentence as the model reads it, and the place in `text` of each of its code points and its end.

    Letters are composed, invisible marks left out, line breaks blanks, and our mark-up, should the
    article spell it out, is put in other brackets. What the model has no piece for, so that it would have to
    spell it byte by byte, which small models get wrong, is put more plainly: *Doncic* for *Dončić*, *'ja'* for *‚ja‘*.

    Args:
        text: as the user gave it.
        spells: whether the model has pieces for a letter or sign.
    """
    if text.isascii() and "<" not in text and "\n" not in text and "\r" not in text:
        return text, list(range(len(text) + 1))
    read: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        letters = _TAG_LIKE.get(cluster.group()) or spelling(" " if cluster.group().isspace() else cluster.group())
        if not letters.isascii() and letters not in _TAG_LIKE.values() and not spells(letters):
            letters = _plainly(letters)
        read.append(letters)
        places += [cluster.start()] * len(letters)
    return "".join(read), [*places, len(text)]


def _plainly(letter: str) -> str:
    """A letter without what hangs on it, a quotation mark or dash as a typewriter has it; else the same."""
    if letter in _PLAIN:
        return _PLAIN[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else letter
