"""Test sets: German lines with English references, and the terms that belong to them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from glossary.entry import Kind, Term
from glossary.match import How, Mention
from glossary.words import Word, fold, words
from translate.errors import InputError
from translate.files import read_text

__all__ = ["Example", "place_loosely", "read_pairs", "read_terms", "shuffled"]

_GAP = 4  # words, itself included, within which the next word of a term is looked for


@dataclass(frozen=True, slots=True)
class Example:
    """A line of a test set.

    Attributes:
        id: name or line number.
        source: German.
        reference: English made by a person.
        terms: the entries that belong to this line alone.
    """

    id: str
    source: str
    reference: str
    terms: tuple[Term, ...] = ()


def read_terms(path: str, limit: int | None = None) -> list[Example]:
    """Read a term set: a JSON object a line, with ``de``, ``en`` and ``terms``, a list of ``{"de", "en"}``.

    Raises:
        InputError: the file is something else, or has no line.
    """
    examples = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if not line.strip() or (limit is not None and len(examples) == limit):
            continue
        try:
            record = json.loads(line)
            terms = [_term(t["de"].strip(), t["en"].strip(), path, number) for t in record["terms"]]
            example = Example(str(record.get("id", number)), record["de"] + "", record["en"] + "", tuple(terms))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                f'{path}:{number}: not a JSON object with texts "de", "en" and a list "terms" of {{"de", "en"}}; '
                "mend the line"
            ) from error
        examples.append(example)
    return examples


def _term(german: str, english: str, path: str, line: int) -> Term:
    """An entry of a term set, which says nothing of its kind: German nouns have a capital."""
    return Term(german, english, kind=Kind.NOUN if german[:1].isupper() else Kind.PHRASE, path=path, line=line)


def read_pairs(source: str, reference: str, limit: int | None = None) -> list[Example]:
    """Read a German and an English text that belong together line by line.

    Raises:
        InputError: one cannot be read, or they differ in their number of lines.
    """
    german, english = read_text(source).splitlines(), read_text(reference).splitlines()
    if len(german) != len(english):
        raise InputError(
            f"{reference}: has {len(english)} lines, {source} {len(german)}; give files that match line by line"
        )
    pairs = zip(german, english, strict=True)
    return [Example(str(n), de, en) for n, (de, en) in enumerate(pairs, 1)][:limit]


def shuffled(examples: Sequence[Example]) -> list[Example]:
    """Return the examples with the terms of another line each: nothing of them may be forced anywhere."""
    shift = len(examples) // 2
    return [replace(e, terms=examples[(n + shift) % len(examples)].terms) for n, e in enumerate(examples)]


def place_loosely(mentions: tuple[Mention, ...], term: Term, text: str) -> tuple[Mention, ...]:
    """Add a term whose German stands in the sentence with other words in between, or as part of a word.

    Term sets made by alignment have such ("Stärken Schwächen" for "Stärken und Schwächen"); the set says
    that the term is there, which a glossary does not.
    """
    wanted, there = [fold(word.text) for word in words(term.source)], words(text)
    spans = []
    for first in range(len(there) if wanted else 0):
        parts: list[tuple[int, tuple[int, int]]] = []
        for word in wanted:
            reach = range(parts[-1][0] + 1, parts[-1][0] + 1 + _GAP) if parts else [first]
            part = next(((n, p) for n in reach if n < len(there) and (p := _within(word, there[n]))), None)
            if part is None:
                break
            parts.append(part)
        else:
            spans.append((parts[0][1][0], parts[-1][1][1]))
    place = min(spans, key=lambda s: s[1] - s[0], default=None)
    if place is None or any(m.start < place[1] and place[0] < m.end for m in mentions):
        return mentions
    return tuple(sorted([*mentions, Mention(term, *place, How.COMPOUND)], key=lambda m: m.start))


def _within(word: str, other: Word) -> tuple[int, int] | None:
    """Where in a word of the sentence a word of a term stands: it is the whole, or a part of a compound."""
    folded = fold(other.text)  # may be longer than the word: ß
    if word == folded:
        return (other.start, other.end)
    if len(word) > 3 and folded.startswith(word):
        return (other.start, min(other.start + len(word), other.end))
    if len(word) > 3 and folded.endswith(word):
        return (max(other.end - len(word), other.start), other.end)
    return None
