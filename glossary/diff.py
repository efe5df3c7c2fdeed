"""Two glossaries side by side: what differs, and what one takes from the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from glossary.atomic import expect_folder, locked
from glossary.edit import Index
from glossary.entry import Term
from glossary.errors import Refused
from glossary.poentry import key
from glossary.pofile import FLAGS, fingerprint
from glossary.potext import Entry, PoText

__all__ = ["Changed", "Conflict", "Difference", "Merged", "diff", "merge", "stats"]

_FIELDS = tuple(field.name for field in fields(Term) if field.name not in ("path", "line"))


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that says something else in the second glossary; `fields` names what."""

    old: Term
    new: Term
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two glossaries, in the order of the files."""

    added: tuple[Term, ...]
    removed: tuple[Term, ...]
    changed: tuple[Changed, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry of the second glossary that cannot stand beside one of the first."""

    mine: Term
    theirs: Term


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge has done.

    Attributes:
        added: entries taken from the second glossary.
        replaced: entries of the first that the second has replaced.
        conflicts: entries of the second that were left out.
        same: number of entries that both have.
    """

    added: tuple[Term, ...]
    replaced: tuple[Conflict, ...]
    conflicts: tuple[Conflict, ...]
    same: int


def diff(first: Sequence[Term], second: Sequence[Term]) -> Difference:
    """Tell what a second glossary has more, less, or otherwise."""
    old, new = {key(term): term for term in first}, {key(term): term for term in second}
    changed = []
    for name, term in new.items():
        if name in old and (names := _differing(old[name], term)):
            changed.append(Changed(old[name], term, names))
    return Difference(
        added=tuple(term for name, term in new.items() if name not in old),
        removed=tuple(term for name, term in old.items() if name not in new),
        changed=tuple(changed),
    )


def _differing(old: Term, new: Term) -> tuple[str, ...]:
    return tuple(name for name in _FIELDS if getattr(old, name) != getattr(new, name))


def merge(
    first: Path, second: Path, output: Path | None = None, *, prefer_second: bool = False, dry_run: bool = False
) -> Merged:
    """Add to a glossary what another has and it lacks; each new entry keeps its own lines.

    Args:
        first: the glossary that is kept as it is.
        second: the one to take from.
        output: where the result goes; nothing is written where it is None.
        prefer_second: where the two are at odds, take the entry of the second.
        dry_run: check all, write nothing.

    Raises:
        Refused: the files are the same, or the output is the second one.
        GlossaryError: one of them cannot be used.
    """
    if first.resolve() == second.resolve():
        raise Refused(str(second), 0, "would be merged with itself; name two glossaries")
    if output is not None and output.resolve() == second.resolve():
        raise Refused(str(output), 0, "would be merged into itself; write to the first glossary or to a new file")
    if output is not None:
        expect_folder(output)
    if output is None or dry_run:
        return _merged(PoText.open(first), PoText.open(second), prefer_second)[1]
    with locked(output):
        book, merged = _merged(PoText.open(first), PoText.open(second), prefer_second)
        book.save(output)
    return merged


def _merged(book: PoText, other: PoText, prefer_second: bool) -> tuple[PoText, Merged]:
    own = book.terms()
    index = Index(own)
    added, replaced, conflicts, same = [], [], [], 0
    incoming: list[tuple[Entry, Term]] = []
    outgoing: set[int] = set()
    known = {key(term): term for term in own}
    for entry, term in zip(other.entries, other.terms(), strict=True):
        mine = known.get(key(term))
        if mine is not None and not _differing(mine, term):
            same += 1
            continue
        rivals = index.clashes(term) or ([mine] if mine else [])
        if not rivals:
            added.append(term)
        elif prefer_second and all(rival.path == book.name for rival in rivals):
            outgoing |= {rival.line for rival in rivals}
            replaced += [Conflict(rival, term) for rival in rivals]
        else:
            conflicts.append(Conflict(rivals[0], term))
            continue
        incoming.append((entry, term))
        index.put(term)
    for entry in reversed(book.entries):
        if entry.line in outgoing:
            book = book.remove(entry)
    book = book.insert_all(
        (term, [line.removesuffix("\r") for line in other.lines[entry.start : entry.stop]]) for entry, term in incoming
    )
    return book, Merged(tuple(added), tuple(replaced), tuple(conflicts), same)


def stats(terms: Sequence[Term]) -> dict[str, Any]:
    """Return the figures of a glossary as plain values."""
    flags = {flag: sum(getattr(term, flag.replace("-", "_")) for term in terms) for flag in FLAGS}
    return {
        "entries": len(terms),
        "domains": dict(Counter(term.domain or "(none)" for term in terms)),
        "kinds": dict(Counter(str(term.kind) for term in terms)),
        "flags": flags,
        "with_plural": sum(bool(term.source_plural) for term in terms),
        "with_note": sum(bool(term.note) for term in terms),
        "with_forms": sum(bool(term.forms) for term in terms),
        "accepted_renderings": sum(len(term.accept) for term in terms),
        "words_longest": max((len(term.source.split()) for term in terms), default=0),
        "fingerprint": fingerprint(terms),
    }
