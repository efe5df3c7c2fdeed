"""The glossary file: a gettext PO file, read into entries or refused with the line that is wrong."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace
from pathlib import Path

import polib

from glossary import collection, poread
from glossary.entry import Kind, Term
from glossary.errors import GlossaryError
from glossary.index import ELLIPSIS
from glossary.words import fold, has_word

__all__ = ["FLAGS", "combine", "fingerprint", "load", "read_entry", "read_text", "refuse_contradictions"]

_MOST_BYTES = 200_000_000
_LONGEST = 300  # code points of one side; what is longer is a sentence, not a term
_KEYS = ("note", "accept", "forms")
_KINDS = frozenset(Kind)
_FLAGS = frozenset({"forbidden", "read-only", "exact", "case-sensitive"})
_KEY = re.compile(r"([\w-]+):(?:\s+|$)")
_COMMENTED = re.compile(r"\s*(?:#[^\n]*\n)+msg")  # a file that begins with an entry and its comments
_BLANKS = re.compile(r"\s+")
_STRING = re.compile(r'\s*(?:msg[a-z_]+(?:\[\d+\])?\s*)?"')
_WHOLE_STRING = re.compile(_STRING.pattern + r'(?:[^"\\]|\\.)*"\s*')


def load(path: str | Path) -> tuple[Term, ...]:
    """Read a glossary.

    Args:
        path: a PO file in UTF-8.

    Returns:
        The entries in the order of the file.

    Raises:
        GlossaryError: the file cannot be read, or an entry is wrong; nothing is left out silently.
    """
    name = str(path)
    text = _read(Path(path), name)
    with collection.paused():
        plain = poread.read(text)
        if plain is not None:
            terms = [_term(entry, name, entry.linenum) for entry in plain]
        else:
            lines = _msgid_lines(text)
            terms = [_term(entry, name, _line(entry, lines)) for entry in _parse(name, text) if not entry.obsolete]
        if not terms:
            raise GlossaryError(name, 0, "holds no entry; add one (msgid, msgstr) or leave the file out")
        _refuse_contradictions(terms)
    return tuple(terms)


def _read(path: Path, name: str) -> str:
    try:
        if path.is_dir():
            raise GlossaryError(name, 0, "is a folder; give a PO file")
        if path.stat().st_size > _MOST_BYTES:
            raise GlossaryError(name, 0, f"is larger than {_MOST_BYTES // 10**6} MB; split the glossary")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise GlossaryError(name, 0, "no such file; check the name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise GlossaryError(name, 0, f"cannot be read ({reason}); check the file and its permissions") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(name, line, "is not UTF-8; save the glossary as UTF-8") from error
    if not text.strip():
        raise GlossaryError(name, 0, "is empty; add an entry (msgid, msgstr) or leave the file out")
    if "\0" in text:
        raise GlossaryError(name, text.count("\n", 0, text.index("\0")) + 1, "is not text; give a PO file")
    return text


def _parse(name: str, text: str) -> polib.POFile:
    for number, line in enumerate(text.split("\n"), 1):
        if _STRING.match(line) and not _WHOLE_STRING.fullmatch(line):  # polib would drop its last character
            raise GlossaryError(name, number, "is not a PO file here (a string that does not end); close the quotes")
    try:
        # polib splits a string at every separator that Unicode knows, a file at line ends only.
        found = polib.pofile(name, encoding="utf-8")
    except (OSError, ValueError, IndexError, AttributeError, UnicodeError) as error:
        line = re.search(r"\(line (\d+)\)", str(error))
        detail = str(error).rpartition(": ")[2] if "line" in str(error) and ": " in str(error) else "no PO syntax"
        raise GlossaryError(
            name, int(line.group(1)) if line else 1,
            f"is not a PO file here ({detail}); write entries as msgid \"…\" and msgstr \"…\"",
        ) from error  # fmt: skip
    if found and not found.metadata and _COMMENTED.match(text.replace("\r\n", "\n")):
        found[0].tcomment = found.header  # polib takes the comments of the first entry for those of a header
    return found


def _msgid_lines(text: str) -> list[int]:
    return [n for n, line in enumerate(text.split("\n"), 1) if line.lstrip("\ufeff ").startswith("msgid ")]


def _line(entry: polib.POEntry, lines: Sequence[int]) -> int:
    """Line of the entry's msgid; polib knows only where the entry and its comments begin."""
    begin = entry.linenum or 0
    at = bisect_left(lines, begin)
    return lines[at] if at < len(lines) else begin


def _term(entry: polib.POEntry | poread.Entry, path: str, line: int) -> Term:
    """Make an entry of the file into a `Term`."""

    def refuse(message: str) -> GlossaryError:
        return GlossaryError(path, line, message)

    def side(text: str, what: str) -> str:
        cleaned = " ".join(unicodedata.normalize("NFC", text).split())
        if not cleaned:
            raise refuse(f"{what} is empty; fill it in or remove the entry")
        if len(cleaned) > _LONGEST:
            raise refuse(f"{what} has {len(cleaned)} characters; a term has at most {_LONGEST}")
        return cleaned

    source = side(entry.msgid, "msgid")
    if not has_word(source):
        raise refuse(f'msgid "{source}" has no word in it; write a German term')
    flags = set(entry.flags)
    if "fuzzy" in flags:
        raise refuse(f'"{source}" is marked fuzzy; check the entry and remove the flag, or remove the entry')
    if unknown := flags - _FLAGS - _KINDS:
        raise refuse(
            f'"{source}" has the unknown flag {min(unknown)}; use {", ".join(sorted(_KINDS))}, '
            f"{', '.join(sorted(_FLAGS))}"
        )
    kinds = flags & _KINDS
    if len(kinds) > 1:
        raise refuse(f'"{source}" is flagged {" and ".join(sorted(kinds))}; keep one')
    source_plural = target_plural = ""
    if entry.msgid_plural:
        source_plural = side(entry.msgid_plural, "msgid_plural")
        if set(entry.msgstr_plural) != {0, 1}:
            raise refuse(f'"{source}" has a msgid_plural; give msgstr[0] and msgstr[1] and no other')
        target, target_plural = (side(entry.msgstr_plural[n], f'msgstr[{n}] of "{source}"') for n in (0, 1))
    else:
        if entry.msgstr_plural:
            raise refuse(f'"{source}" has msgstr[0] but no msgid_plural; add it, or write msgstr')
        target = side(entry.msgstr, f'msgstr of "{source}"')
    values = _comments(entry.tcomment, refuse)
    term = Term(
        source=source,
        target=target,
        source_plural=source_plural,
        target_plural=target_plural,
        domain=(entry.msgctxt or "").strip(),
        kind=Kind(kinds.pop()) if kinds else Kind.NOUN,
        forbidden="forbidden" in flags,
        read_only="read-only" in flags,
        exact="exact" in flags,
        case_sensitive="case-sensitive" in flags,
        accept=_listed(values.get("accept", "")),
        forms=_listed(values.get("forms", "")),
        note=values.get("note", ""),
        path=path,
        line=line,
    )
    if term.read_only and term.target != term.source:
        raise refuse(f'"{source}" is read-only but has another msgstr; make msgstr equal to msgid or drop the flag')
    if term.read_only and term.forbidden:
        raise refuse(f'"{source}" is read-only and forbidden; keep one of the flags')
    if term.forbidden and term.accept:
        raise refuse(f'"{source}" is forbidden and has accept; give each forbidden rendering an entry of its own')
    for form in term.forms:
        if not has_word(form):
            raise refuse(f'"{source}" has a form without a word in it; mend its forms comment')
        parts = ELLIPSIS.split(form)
        if len(parts) > 1 and (len(parts) > 2 or not all(map(has_word, parts))):
            raise refuse(f'"{source}" has the form "{form}"; an ellipsis stands once, between verb and particle')
    return term


def _comments(comment: str, refuse) -> dict[str, str]:
    """The ``key: value`` comments; lines without a key go on with the one before, or are free text."""
    if not comment:
        return {}
    values: dict[str, str] = {}
    current = ""
    for line in comment.splitlines():
        found = _KEY.match(line.strip())
        if found:
            current = found.group(1)
            if current not in _KEYS:
                raise refuse(f"unknown comment key {current}; use {', '.join(_KEYS)}, or leave the colon out")
            if current in values:
                raise refuse(f"comment {current} is given twice; put both into one line, separated by ;")
            values[current] = line.strip()[found.end() :]
        elif current:
            values[current] += " " + line.strip()
    return {key: unicodedata.normalize("NFC", value.strip()) for key, value in values.items()}


def _listed(value: str) -> tuple[str, ...]:
    if not value:
        return ()
    return tuple(dict.fromkeys(part for given in value.split(";") if (part := _BLANKS.sub(" ", given).strip())))


def _refuse_contradictions(terms: Iterable[Term]) -> None:
    seen: dict[tuple[str, str, str], Term] = {}
    preferred: dict[str, list[Term]] = {}
    for term in terms:
        key = term.source, term.domain, fold(term.target) if term.forbidden else ""
        if other := seen.get(key):
            same = (other.target, other.target_plural) == (term.target, term.target_plural)
            remedy = "; remove one of the two" if same else f' with "{other.target}"; keep one, or change its msgctxt'
            raise GlossaryError(term.path, term.line, f'"{term.source}" stands already in line {other.line}{remedy}')
        seen[key] = term
        if not term.forbidden:
            preferred.setdefault(term.source, []).append(term)
    for term in seen.values():
        for other in preferred.get(term.source, ()) if term.forbidden else ():
            if _allows(other, term):
                raise GlossaryError(
                    term.path, term.line,
                    f'"{term.target}" is forbidden for "{term.source}" but asked for in line {other.line}; keep one',
                )  # fmt: skip


def _allows(term: Term, rule: Term) -> bool:
    """Whether an entry asks for what a forbidden one rules out."""
    return fold(rule.target) in {fold(form) for form in (term.target, term.target_plural, *term.accept)}


def combine(*glossaries: Sequence[Term]) -> tuple[Term, ...]:
    """Put glossaries together; a later one wins over earlier ones.

    An entry of a later glossary replaces those that render the same German otherwise, lifts the bans
    on its own renderings, and a later ban removes the entries that ask for what it forbids. What an entry
    replaces is noted in it.

    Returns:
        The entries, those of later glossaries first.
    """
    result: tuple[Term, ...] = ()
    for glossary in glossaries:
        new: dict[str, list[Term]] = {}
        for term in glossary:
            new.setdefault(term.source, []).append(term)
        gone: dict[str, list[Term]] = {}
        left = []
        for old in result:
            if any(_outdone(old, term) for term in new.get(old.source, ())):
                gone.setdefault(old.source, []).append(old)
            else:
                left.append(old)
        result = (*(_replacing(term, gone.get(term.source, ())) for term in glossary), *left)
    return result


def _replacing(term: Term, gone: Sequence[Term]) -> Term:
    """An entry with those that it stands for, what these stood for included."""
    found = [known for old in gone if not old.forbidden for known in (old, *old.replaces)]
    return replace(term, replaces=tuple(found)) if found and not term.forbidden else term


def _outdone(old: Term, new: Term) -> bool:
    if old.forbidden and new.forbidden:
        return fold(old.target) == fold(new.target)
    if old.forbidden:
        return _allows(new, old)
    return not new.forbidden or _allows(old, new)


def fingerprint(terms: Iterable[Term]) -> str:
    """Return eight hexadecimal digits that change with what the entries say, not with where they stand."""
    digest = hashlib.sha256()
    for term in terms:
        digest.update(repr(astuple(replace(term, path="", line=0, note="", replaces=()))).encode())
    return digest.hexdigest()[:8]


# What the workbench, which looks at entries one by one, needs of the above.
FLAGS = ("forbidden", "read-only", "exact", "case-sensitive")


def read_text(path: str | Path) -> str:
    """Return the text of a glossary file; line ends are as they are there.

    Raises:
        GlossaryError: the file cannot be read or is no text.
    """
    return _read(Path(path), str(path))


def read_entry(entry: polib.POEntry, path: str, line: int) -> Term:
    """Make one entry of a PO file into a `Term`.

    Raises:
        GlossaryError: the entry is wrong.
    """
    return _term(entry, path, line)


def refuse_contradictions(terms: Iterable[Term]) -> None:
    """See to it that no entry stands twice and none asks for what another forbids.

    Raises:
        GlossaryError: one does; the message names the lines of both.
    """
    _refuse_contradictions(terms)
