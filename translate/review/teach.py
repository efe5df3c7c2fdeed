"""Teach the glossary: the entry that words selected on both sides suggest, and how it gets into a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from glossary import propose as proposals
from glossary.edit import add
from glossary.entry import Kind
from glossary.words import words
from translate.errors import UsageError

__all__ = ["Entry", "append", "propose"]

_AROUND = " .,;:!?\"“”„»«()"
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


class Entry(NamedTuple):
    """A glossary entry as it is typed in."""

    german: str
    english: str
    german_plural: str = ""
    english_plural: str = ""
    domain: str = ""
    kind: str = "noun"
    note: str = ""


def propose(german: str, english: str) -> Entry:
    """Return the entry that words selected on both sides suggest; a person looks at it before it is added.

    Raises:
        UsageError: there is no word on one of the sides.
    """
    german, english = (" ".join(text.split()).strip(_AROUND) for text in (german, english))
    if not words(german) or not words(english):
        raise UsageError("select words on both sides first")
    if len(words(german)) == 1 and german[0].isupper():
        english = _ARTICLE.sub("", english, count=1) if _ARTICLE.match(english) else english
        citation = _citation(german)
        if citation != german:
            german, english = citation, _singular(english)
    found = proposals.propose(german, english)
    return Entry(german, english, found.source_plural, found.target_plural, "", found.kind.value)


def _citation(noun: str) -> str:
    """The form that a dictionary lists, where it lists one that is a noun."""
    from simplemma import is_known, lemmatize

    lemma = lemmatize(noun, lang="de") if is_known(noun, lang="de") else noun
    return lemma if lemma[:1].isupper() else noun


def _singular(noun: str) -> str:
    from lemminflect import getLemma

    head, blank, last = noun.rpartition(" ")
    return head + blank + (getLemma(last, upos="NOUN") or (last,))[0]


def append(path: Path, entry: Entry) -> None:
    """Add an entry to a glossary file; the rest of the file stays as it is, a missing file is made.

    Raises:
        UsageError: there is no such kind of entry.
        GlossaryError: another entry is in the way, or the file cannot be written; nothing has changed.
    """
    if entry.kind not in list(Kind):
        raise UsageError(f"{entry.kind}: no such kind of entry; use {', '.join(Kind)}")
    german, english, german_plural, english_plural, domain, kind, note = (" ".join(v.split()) for v in entry)
    add(
        path, german, english, kind=Kind(kind), source_plural=german_plural, target_plural=english_plural,
        domain=domain, note=note,
    )  # fmt: skip
