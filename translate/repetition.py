"""Whether a translation repeats itself: loops, word sequences that come again, words said twice."""

from __future__ import annotations

import re
from collections import Counter

from glossary.words import words
from translate.document import Span

__all__ = ["has_loop", "repeated_ngram"]

# three-time time trial, two two-seaters: parts of other words
_DOUBLED = re.compile(r"(?<![\w’'-])([^\W\d_]+)\s+\1(?![\w-])", re.IGNORECASE)
_DOUBLED_GERMAN = re.compile(r"\b([^\W\d_]+),?\s+\1\b", re.IGNORECASE)
# "platform Truth Social platform": the German has its noun before the name, the English on both sides.
_AROUND_A_NAME = re.compile(r"\b(?!from|with|before)([a-z]{4,})(?:\s(?!The\b|An?\b)[A-Z][\w’'-]*){1,3}\s\1\b")
_TWICE_ON_PURPOSE = frozenset("had very really way far much many more no ha bye great long so".split())
_NO_PRONOUN = re.compile(  # what follows a that which is a conjunction
    r"\s+(?:the|an?|he|she|it|they|we|you|I|there|this|these|those|his|her|its|their|our|my|(?!I\b)[A-Z]\w*)\b"
)
_FUNCTION_WORDS = frozenset(
    (
        "a an the of in on at to for from by with and or but as is are was were be been it its he she they his her "
        "their this that these those which who not has have had will would could can than there"
    ).split()
)


def has_loop(source: str, target: str) -> bool:
    """Whether the translation is caught in a loop: a 4-gram three times, or words said three times in a row."""
    most = max(_ngrams(target, 4).values(), default=0)
    if most >= 3 and most > max(_ngrams(source, 4).values(), default=0):
        return True
    return any(_in_a_row(target, size) >= 3 and _in_a_row(target, size) > _in_a_row(source, size) for size in (1, 2, 3))


def repeated_ngram(source: str, target: str) -> Span | None:
    """Return the second place of words that come again in the translation but not in the source.

    These are a word said twice in a row, or on both sides of a name, and a sequence of four words with two
    that carry content, or of five.
    """
    if place := _doubled(source, target):
        return place
    if max(_ngrams(source, 4).values(), default=0) > 1:
        return None
    found, seen = words(target), set()
    lower = [word.text.lower() for word in found]
    for index in range(len(found) - 3):
        for size in (4, 5):
            gram = tuple(lower[index : index + size])
            if len(gram) < size or (size == 4 and sum(word not in _FUNCTION_WORDS for word in gram) < 2):
                continue
            if gram in seen:
                return Span(found[index].start, found[index + size - 1].end)
            seen.add(gram)
    return None


def _doubled(source: str, target: str) -> Span | None:
    for match in _DOUBLED.finditer(target):
        word = match[1]
        if word.lower() in _TWICE_ON_PURPOSE or (len(word) == 1 and match.group() not in ("a a", "I I")):
            continue
        if word.lower() == "that" and not _NO_PRONOUN.match(target, match.end()):
            continue  # said that that was right
        if _DOUBLED_GERMAN.search(source):
            break
        return Span(match.end() - len(word), match.end())
    if match := _AROUND_A_NAME.search(target):
        return Span(match.end() - len(match[1]), match.end())
    return None


def _ngrams(text: str, size: int) -> Counter[tuple[str, ...]]:
    found = [w.text.lower() for w in words(text)]
    return Counter(tuple(found[i : i + size]) for i in range(len(found) - size + 1))


def _in_a_row(text: str, size: int) -> int:
    """How often, at most, the same `size` words follow each other."""
    found = [w.text.lower() for w in words(text)]
    most = 0
    for start in range(size):
        groups = [tuple(found[i : i + size]) for i in range(start, len(found) - size + 1, size)]
        count, last = 0, None
        for group in groups:
            count = count + 1 if group == last else 1
            last, most = group, max(most, count)
    return most
