"""Adding, changing and removing entries of a glossary file, one writer at a time.

Everything that an entry may clash with is looked for before the file is touched; a refusal names the line
that holds the other entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from glossary.atomic import expect_folder, locked
from glossary.entry import Kind, Term
from glossary.errors import GlossaryError, Refused
from glossary.poentry import key, normalised, render
from glossary.potext import Entry, PoText
from glossary.propose import english_plural, propose, split_form
from glossary.words import fold

__all__ = [
    "Added",
    "Edited",
    "Index",
    "add",
    "add_missing",
    "change",
    "find",
    "near",
    "never",
    "remove",
]


@dataclass(frozen=True, slots=True)
class Edited:
    """What has been done to a file.

    Attributes:
        added, removed: entries, with their lines in the file as it is now (removed: as it was).
        assumed: a sentence for each thing that was guessed.
    """

    added: tuple[Term, ...] = ()
    removed: tuple[Term, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What has come into a file from another.

    Attributes:
        added: entries that are new.
        left: entries that were left out, each with the one that it clashes with.
        same: number of entries that were there already.
    """

    added: tuple[Term, ...]
    left: tuple[tuple[Term, Term], ...]
    same: int


def never(domain: str) -> str:
    """Return the domain under which what is forbidden in a domain stands."""
    return f"{domain}: never" if domain else "never"


class Index:
    """Entries by the German forms that they stand for, so that each is compared with its likes only."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._by_form: dict[str, list[Term]] = {}
        for term in terms:
            self.put(term)

    def put(self, term: Term) -> None:
        """Take an entry in."""
        for form in _german(term):
            self._by_form.setdefault(form, []).append(term)

    def clash(self, term: Term) -> Term | None:
        """Return the first of `clashes`, None where there is none."""
        return next(iter(self.clashes(term)), None)

    def clashes(self, term: Term) -> list[Term]:
        """Return the entries that a new one cannot stand beside, in the order of their lines.

        Two entries clash if they want the same German, in whatever form, or if one forbids what the other wants.
        """
        likes = {id(other): other for form in _german(term) for other in self._by_form.get(form, ())}
        return sorted((other for other in likes.values() if _clash(term, other)), key=lambda other: other.line)


def _clash(term: Term, other: Term) -> bool:
    if term.forbidden and other.forbidden:
        return fold(term.target) == fold(other.target)
    if term.forbidden or other.forbidden:
        rule, wanted = (term, other) if term.forbidden else (other, term)
        return fold(rule.target) in _english(wanted)
    return not _told_apart(term, other)


def _german(term: Term) -> set[str]:
    return {fold(form) for form in (term.source, term.source_plural, *term.forms) if form}


def _english(term: Term) -> set[str]:
    return {fold(form) for form in (term.target, term.target_plural, *term.accept) if form}


def _told_apart(term: Term, other: Term) -> bool:
    """Whether capitals tell which entry a German word belongs to (*EILMELDUNG*, *Eilmeldung*)."""
    mine, theirs = ({t.source, t.source_plural, *t.forms} - {""} for t in (term, other))
    return (term.case_sensitive or other.case_sensitive) and not mine & theirs


def _refuse(path: str, term: Term, other: Term) -> Refused:
    where = f'{f"line {other.line}" if other.line else "another new entry"} holds "{other.source}" → "{other.target}"'
    if term.forbidden != other.forbidden:
        rule, wanted = (term, other) if term.forbidden else (other, term)
        what = f'"{rule.target}" would be forbidden and asked for ("{wanted.source}")'
        return Refused(path, other.line, f"{what}: {where}; change or remove one of the two")
    if fold(term.target) == fold(other.target):
        return Refused(path, other.line, f'"{term.source}" is there already: {where}; edit that entry')
    remedy = f'edit that entry, or add "{term.target}" to what it accepts'
    return Refused(path, other.line, f'"{term.source}" is rendered otherwise: {where}; {remedy}')


def add(
    path: Path, source: str, target: str, *, forbid: Sequence[str] = (), remarks: Sequence[str] = (),
    kind: Kind | None = None, dry_run: bool = False, **fields,
) -> Edited:  # fmt: skip
    """Add an entry, and one for each rendering that it forbids.

    Args:
        path: the glossary; made where there is none.
        source: German citation form.
        target: English rendering.
        forbid: renderings that must not be used.
        remarks: comments without a key, such as ``review``.
        kind: how it inflects; guessed where it is None.
        dry_run: check all, write nothing.
        fields: further fields of `Term`; plurals that are left out are proposed.

    Raises:
        Refused: another entry has the same German, or forbids or wants the same English.
        GlossaryError: the file or the entry is wrong.
    """
    if fields.get("read_only"):
        kind = kind or Kind.NAME
    assumed: tuple[str, ...] = ()
    plurals = {name: fields.pop(name, "") for name in ("source_plural", "target_plural")}
    bare = _checked(path, Term(source, target, kind=kind or Kind.NOUN, **fields))

    def work(index: Index) -> list[Term]:
        nonlocal kind, assumed
        if other := index.clash(bare):  # before anything is guessed: that takes its time
            raise _refuse(str(path), bare, other)
        if not (bare.forbidden or bare.read_only):
            guess = propose(source, target, kind, **plurals)
            kind, assumed = guess.kind, guess.assumed
            plurals.update(source_plural=guess.source_plural, target_plural=guess.target_plural)
            if kind is Kind.VERB and not fields.get("forms") and (form := split_form(source)):
                fields["forms"] = (form,)
                assumed += (f'it stands split, as "{form}", too; otherwise add --form',)
        term = _checked(path, Term(source, target, kind=kind or Kind.NOUN, **fields, **plurals))
        return [term, *(_checked(path, _ban(term, rendering)) for rendering in forbid)]

    return replace(_added(path, work, remarks, dry_run), assumed=assumed)


def _ban(term: Term, rendering: str) -> Term:
    return Term(term.source, rendering, domain=never(term.domain), kind=term.kind, forbidden=True)


def _checked(path: Path, term: Term) -> Term:
    """The entry as the file will give it back.

    Raises:
        GlossaryError: it cannot stand in a glossary.
    """
    for text in (term.source, term.source_plural, term.target, term.target_plural):
        if ";" in text:
            what = f'"{text}" is a list; give one term, and further ones with --form (German) or --accept (English)'
            raise Refused(str(path), 0, what)
    try:
        return normalised(replace(term, path=str(path), line=0), str(path))
    except GlossaryError as error:
        raise Refused(str(path), 0, error.message) from error


def _added(path: Path, given: Callable[[Index], list[Term]], remarks: Sequence[str], dry_run: bool) -> Edited:
    """Add entries, all of them or none; `given` returns them once it knows which ones there are."""
    terms: list[Term] = []

    def work(book: PoText) -> PoText:
        index = Index(book.terms())
        for term in given(index):
            if other := index.clash(term):
                raise _refuse(book.name, term, other)
            index.put(term)
            terms.append(term)
        return book.insert_all((term, render(term, remarks=remarks)) for term in terms)

    book = _rewrite(path, work, create=True, dry_run=dry_run)
    keys = {key(term) for term in terms}
    return Edited(added=tuple(term for term in book.terms() if key(term) in keys))


def add_missing(path: Path, terms: Sequence[Term], *, dry_run: bool = False) -> Added:
    """Add those entries that clash with none; the others are named, not added."""
    added: list[Term] = []
    left: list[tuple[Term, Term]] = []
    same = 0

    def work(book: PoText) -> PoText:
        nonlocal same
        index = Index(book.terms())
        new = []
        for term in terms:
            other = index.clash(term)
            if other is None:
                index.put(term)
                added.append(term)
                new.append((term, render(term)))
            elif (other.target, other.forbidden) == (term.target, term.forbidden):
                same += 1
            else:
                left.append((term, other))
        return book.insert_all(new)

    _rewrite(path, work, create=True, dry_run=dry_run)
    return Added(tuple(added), tuple(left), same)


def find(book: PoText, source: str, domain: str | None = None) -> Entry:
    """Return the entry for a German term; of several, the one in `domain`; bans only where nothing else fits.

    Raises:
        Refused: there is none, or more than one.
    """
    terms = [(entry, book.term(entry)) for entry in book.entries]
    hits = [(e, t) for e, t in terms if fold(t.source) == fold(source) and domain in (None, t.domain)]
    exact = [(e, t) for e, t in hits if t.source == source]
    hits = exact or hits
    hits = [(e, t) for e, t in hits if not t.forbidden] or hits
    if not hits:
        raise Refused(book.name, 0, f'has no entry "{source}"{near(source, [t for _, t in terms])}')
    if len(hits) > 1:
        places = ", ".join(f'line {t.line} ("{t.domain}": {t.target})' for _, t in hits)
        message = f'"{source}" stands in several places: {places}; name the domain with --in'
        raise Refused(book.name, hits[0][1].line, message)
    return hits[0][0]


def near(source: str, terms: Sequence[Term]) -> str:
    """Return the end of a sentence that says that there is no such entry: one that is spelled like it."""
    import difflib

    names = {fold(form): term.source for term in terms for form in (term.source, term.source_plural, *term.forms)}
    close = difflib.get_close_matches(fold(source), names, n=1, cutoff=0.75)
    return f'; did you mean "{names[close[0]]}"?' if close else "; see wortlaut glossary list"


def change(
    path: Path, german: str, *, domain: str | None = None, forbid: Sequence[str] = (), accept: Sequence[str] = (),
    unaccept: Sequence[str] = (), forms: Sequence[str] = (), unform: Sequence[str] = (), dry_run: bool = False,
    **fields,
) -> Edited:  # fmt: skip
    """Change an entry.

    Args:
        path: the glossary.
        german: citation form of the entry.
        domain: of the entry, where several have that German.
        forbid: renderings to forbid from now on; each gets an entry of its own.
        accept, forms: what the entry accepts, or matches, in addition.
        unaccept, unform: what it does not any longer.
        dry_run: check all, write nothing.
        fields: further fields of `Term` with their new values.

    Raises:
        Refused: there is no such entry, or what it would become clashes with another.
    """
    assumed: list[str] = []
    result: list[Term] = []

    def work(book: PoText) -> PoText:
        entry = find(book, german, domain)
        old = book.term(entry)
        for name, given, drop in (("accept", accept, unaccept), ("forms", forms, unform)):
            listed = getattr(old, name)
            if missing := [text for text in drop if text not in listed]:
                message = f'"{old.source}" does not list "{missing[0]}" there; see wortlaut glossary show'
                raise Refused(book.name, old.line, message)
            fields[name] = tuple(dict.fromkeys(t for t in (*listed, *given) if t not in drop))
        new = replace(old, **fields)
        if new.source_plural and new.target != old.target and "target_plural" not in fields:
            new = replace(new, target_plural=english_plural(new.target))
            assumed.append(f'the English plural is "{new.target_plural}"; otherwise add --english-plural')
        if new.source_plural and not new.target_plural:
            new = replace(new, target_plural=english_plural(new.target))
            assumed.append(f'the English plural is "{new.target_plural}"; otherwise add --english-plural')
        if not new.source_plural:
            new = replace(new, target_plural="")
        if new.read_only:
            new = replace(new, target=new.source)
        new = _checked(path, new)
        index = Index(term for term in book.terms() if term.line != old.line)
        if other := index.clash(new):
            raise _refuse(book.name, new, other)
        index.put(replace(new, line=old.line))
        book = book.replace(entry, new)
        result.append(new)
        for rule in (_checked(path, _ban(new, rendering)) for rendering in forbid):
            if other := index.clash(rule):
                raise _refuse(book.name, rule, other)
            index.put(rule)
            book = book.insert(rule)
            result.append(rule)
        return book

    book = _rewrite(path, work, dry_run=dry_run)
    keys = {key(term) for term in result}
    return Edited(added=tuple(term for term in book.terms() if key(term) in keys), assumed=tuple(assumed))


def remove(path: Path, source: str, *, domain: str | None = None, dry_run: bool = False) -> Edited:
    """Remove an entry.

    Raises:
        Refused: there is no such entry, or it is the only one.
    """
    gone: list[Term] = []

    def work(book: PoText) -> PoText:
        entry = find(book, source, domain)
        if len(book.entries) == 1:
            raise Refused(book.name, entry.line, "holds no other entry; remove the file instead")
        gone.append(book.term(entry))
        return book.remove(entry)

    _rewrite(path, work, dry_run=dry_run)
    return Edited(removed=tuple(gone))


def _rewrite(path: Path, work: Callable[[PoText], PoText], *, create: bool = False, dry_run: bool = False) -> PoText:
    """Read, change and write a file while nobody else may."""
    if dry_run:
        expect_folder(path)
        return work(PoText.open(path, create=create))
    with locked(path):
        book = work(PoText.open(path, create=create))
        book.save(path)
    return book
