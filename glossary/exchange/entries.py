"""What all readers and writers do with entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from glossary.edit import Index
from glossary.entry import Kind, Term
from glossary.errors import GlossaryError
from glossary.exchange import Loss
from glossary.poentry import normalised

__all__ = ["checked", "lacking", "without_doubles"]

_NAMES = {"source_plural": "plural", "read_only": "read-only", "case_sensitive": "case-sensitive"}


def checked(term: Term, name: str, line: int, losses: list[Loss]) -> Term | None:
    """Return an entry as a glossary would hold it; None, and a loss, where it cannot."""
    where = f"{name}:{line}"
    if not term.source.strip() or not term.target.strip():
        losses.append(Loss(where, "one side is empty; left out"))
        return None
    if bool(term.source_plural) != bool(term.target_plural):
        losses.append(Loss(where, f'"{term.source}" has a plural on one side only; dropped'))
        term = replace(term, source_plural="", target_plural="")
    if term.read_only and term.source != term.target:
        losses.append(Loss(where, f'"{term.source}" is read-only but has another rendering; no longer read-only'))
        term = replace(term, read_only=False)
    if term.forbidden and term.accept:
        losses.append(Loss(where, f'"{term.source}" is forbidden and has further renderings; those are dropped'))
        term = replace(term, accept=())
    try:
        return normalised(term, name, line)
    except GlossaryError as error:
        losses.append(Loss(where, f"{error.message.partition(';')[0]}; left out"))
        return None


def without_doubles(terms: Iterable[Term], losses: list[Loss]) -> list[Term]:
    """Return entries of which none has the German of another; what is left out goes to the losses."""
    index, kept = Index(), []
    for term in terms:
        if other := index.clash(term):
            what = f'"{term.source}" → "{term.target}"'
            message = f'{what} is at odds with line {other.line} ("{other.target}"); left out'
            losses.append(Loss(f"{term.path}:{term.line}", message))
        else:
            index.put(term)
            kept.append(term)
    return kept


def lacking(term: Term, fields: Sequence[str]) -> str:
    """Name those of some fields that an entry has, for a message about their loss; empty if it has none."""
    found = [_NAMES.get(field, field) for field in fields if getattr(term, field)]
    if term.kind is not Kind.NOUN and "kind" in fields:
        found.append(f"its kind ({term.kind})")
    return ", ".join(found)
