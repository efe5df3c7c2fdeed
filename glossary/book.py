"""A glossary file under check: entries with their German, and what a check is and says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from glossary import collection
from glossary.entry import Term
from glossary.errors import GlossaryError
from glossary.potext import Entry, PoText
from glossary.words import fold

__all__ = ["DROP_FLAGS", "REMOVE", "SHORTEST_HEAD", "Book", "Check", "Hit", "Item", "Severity", "german"]


class Severity(StrEnum):
    """An error keeps the glossary from being used; a warning is about what it then does."""

    ERROR = "error"
    WARNING = "warning"


class Hit(NamedTuple):
    """What a check has found.

    Attributes:
        message: what is wrong.
        remedy: what to do about it.
        field: where: ``msgid``, ``msgstr[1]``, ``flags``, ``comment accept`` …
        at: offset in the text of that field.
        mended: the entry put right, where that is safe; `REMOVE` where it should go.
        severity: where it is not that of the check.
    """

    message: str
    remedy: str
    field: str = "msgid"
    at: int = 0
    mended: Term | str | None = None
    severity: Severity | None = None


SHORTEST_HEAD = 6  # letters of a word whose compounds have its plural
REMOVE = "remove"
DROP_FLAGS = "drop-flags"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry under check; `term` is None where it cannot be read, and `problem` says why."""

    entry: Entry
    term: Term | None
    problem: str = ""


class Book:
    """A glossary file under check."""

    def __init__(self, text: PoText) -> None:
        self.text = text
        with collection.paused():
            self.items = [self._item(entry) for entry in text.entries]

    def _item(self, entry: Entry) -> Item:
        try:
            return Item(entry, self.text.term(entry))
        except GlossaryError as error:
            return Item(entry, None, error.message)

    @property
    def terms(self) -> list[Term]:
        """The entries that can be read."""
        return [item.term for item in self.items if item.term]

    @cached_property
    def by_form(self) -> dict[str, list[Term]]:
        """Entries by each of their German forms, case folded."""
        found: dict[str, list[Term]] = defaultdict(list)
        for term in self.terms:
            for form in german(term):
                if term not in found[fold(form)]:
                    found[fold(form)].append(term)
        return found

    @cached_property
    def plurals(self) -> dict[str, Term]:
        """Entries with a plural by their German, for compounds that end in it."""
        return {
            term.source.lower(): term
            for term in self.terms
            if term.source_plural and len(term.source) >= SHORTEST_HEAD and " " not in term.source
        }


def german(term: Term) -> list[str]:
    """Return the German forms that an entry gives."""
    return [form for form in (term.source, term.source_plural, *term.forms) if form]


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Attributes:
        id: its name, as it stands in a report.
        severity: see `Severity`.
        about: what it finds, for the reference.
        run: yields what it finds in an entry.
        fixes: what ``--fix`` does about it, empty where that is for people.
        needs_term: whether it looks at what the entry means.
    """

    id: str
    severity: Severity
    about: str
    run: Callable[[Item, Book], Iterator[Hit]]
    fixes: str = ""
    needs_term: bool = True
