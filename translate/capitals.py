"""Text in capitals, such as headlines: models that have read it in small letters know few words of it."""

from __future__ import annotations

from glossary.german import is_known
from glossary.words import words

__all__ = ["in_capitals", "recased"]

_LONGEST_ACRONYM = 4  # letters of a word that no dictionary knows


def recased(text: str) -> str:
    """Return a German text in capitals as it would be written otherwise, letter for letter; another one as it is.

    The dictionary says which words have a capital. One that is both (*LEBEN*) is taken for the small one, and
    a short one that it does not know for an acronym.
    """
    found = words(text)
    if len(found) < 2 or any(c.islower() for c in text):
        return text
    parts, position = [], 0
    for number, word in enumerate(found):
        parts += [text[position : word.start], _recased(word.text, first=number == 0)]
        position = word.end
    result = "".join([*parts, text[position:]])
    return result if len(result) == len(text) else text  # offsets have to stay


def _recased(word: str, *, first: bool) -> str:
    small, capital = word.lower(), word.capitalize()
    if not word.isalpha() or (len(word) > 1 and is_known(word)):
        return word  # DE0008430026, EU
    if is_known(small):
        return capital if first else small
    return capital if is_known(capital) or len(word) > _LONGEST_ACRONYM else word


def in_capitals(text: str) -> str:
    """Return a text in capitals, letter for letter: what has no capital of one letter stays."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
