"""Finding entries, and telling all about one."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from glossary.edit import near
from glossary.entry import Kind, Term
from glossary.errors import Refused
from glossary.forms import accepted
from glossary.match import Matcher, Mention, Number
from glossary.words import fold

__all__ = ["Facts", "facts", "matching", "named"]

_ENDINGS = ("s", "es", "n", "en")
_AROUND = 40  # characters of the text shown on each side of a mention


def matching(
    terms: Sequence[Term], pattern: str = "", domain: str | None = None, kind: Kind | None = None
) -> list[Term]:
    """Return the entries whose German or English holds a pattern; ``*`` and ``?`` stand for the rest."""
    wanted = fold(pattern)
    wild = any(c in wanted for c in "*?")

    def holds(text: str) -> bool:
        return fnmatch.fnmatchcase(fold(text), wanted) if wild else wanted in fold(text)

    return [
        term
        for term in terms
        if domain in (None, term.domain)
        and kind in (None, term.kind)
        and any(map(holds, (*_german(term), term.target, term.target_plural, *term.accept)))
    ]


def _german(term: Term) -> list[str]:
    return [form for form in (term.source, term.source_plural, *term.forms) if form]


def named(terms: Sequence[Term], name: str, path: str) -> list[Term]:
    """Return the entries for a German term, in any form that the file lists, or for an English one.

    Raises:
        Refused: there is none.
    """
    wanted = fold(name)
    found = [term for term in terms if wanted in map(fold, _german(term))]
    found = found or [term for term in terms if wanted in map(fold, (term.target, term.target_plural, *term.accept))]
    if not found:
        raise Refused(path, 0, f'has no entry "{name}"{near(name, terms)}')
    return found


@dataclass(frozen=True, slots=True)
class Facts:
    """All about one entry.

    Attributes:
        term: the entry.
        german: what it matches: the forms that the file lists, then inflected ones.
        english: what satisfies it, by number.
        places: article, line, column and the text around each mention.
    """

    term: Term
    german: tuple[str, ...]
    english: dict[str, tuple[str, ...]]
    places: tuple[tuple[str, int, int, str], ...]

    def as_values(self) -> dict[str, Any]:
        """Return them as plain values."""
        names = ("article", "line", "column", "text")
        return {
            "matches": self.german,
            "accepted": self.english,
            "mentions": [dict(zip(names, place, strict=True)) for place in self.places],
        }

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield labels and texts to print."""
        yield "line", self.term.place
        yield "matches", ", ".join(self.german)
        for number, forms in self.english.items():
            yield number, ", ".join(forms)
        if self.term.note:
            yield "note", self.term.note
        for article, line, column, text in self.places:
            yield "stands", f"{article}:{line}:{column}: {text}"


def facts(term: Term, terms: Sequence[Term], texts: Mapping[str, str], *, inflected: bool = False) -> Facts:
    """Return all about an entry.

    Args:
        term: the entry.
        terms: the glossary that it belongs to: in a text, longer entries win over it.
        texts: articles by name.
        inflected: tell which inflected forms match, too.
    """
    listed = _german(term)
    if inflected and not term.exact:
        own = Matcher([term])
        listed += [form for form in _inflected(term) if form not in listed and _is_mention(own, form)]
    if term.forbidden:
        english = {"never": tuple(dict.fromkeys(form for n in Number for form in accepted(term, n)))}
    elif term.source_plural or term.kind is Kind.NOUN:
        english = {str(n): accepted(term, n) for n in (Number.SINGULAR, Number.PLURAL)}
    else:
        english = {"accepts": accepted(term)}
    whole = Matcher(terms)
    places = [
        (name, *_position(text, mention.start), _around(text, mention))
        for name, text in texts.items()
        for mention in whole.find(text)
        if term in (mention.term, *mention.forbids) and not mention.overlapped
    ]
    return Facts(term, tuple(listed), english, tuple(places))


def _inflected(term: Term) -> list[str]:
    """What could be a case of the German: an ending on the noun, *n* on its plural."""
    forms = [term.source + ending for ending in _ENDINGS]
    return [*forms, f"{term.source_plural}n"] if term.source_plural and term.source_plural[-1] not in "ns" else forms


def _is_mention(matcher: Matcher, form: str) -> bool:
    return any((m.start, m.end) == (0, len(form)) for m in matcher.find(form))


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _around(text: str, mention: Mention) -> str:
    start, end = max(0, mention.start - _AROUND), min(len(text), mention.end + _AROUND)
    return ("…" if start else "") + " ".join(text[start:end].split()) + ("…" if end < len(text) else "")
