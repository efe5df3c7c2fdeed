"""A PO file as text: entries are edited where they stand, and no other line of the file changes.

polib reads the entries. What it would write differs from what people and other programs wrote in wrapping
and order of comments, so only the lines of fields that have changed are taken from it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from glossary import atomic, collection, pofile
from glossary.entry import Term
from glossary.errors import GlossaryError
from glossary.poentry import KEY, WIDTH, remarks_of, render

__all__ = ["EMPTY", "Entry", "PoText"]

_STRING = re.compile(r'\s*(?:msg[a-z_]+(?:\[\d+\])?\s*)?"')
_WHOLE_STRING = re.compile(_STRING.pattern + r'(?:[^"\\]|\\.)*"\s*')
_KINDS = {"#,": "flags", "#.": "extracted", "#:": "places", "#|": "previous", "#~": "obsolete"}
EMPTY = (
    'msgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"X-Source-Language: de\\n"\n'
)


class _Lines(str):
    """Text that polib cuts at line ends only, not at every separator that Unicode knows."""

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry and where it stands: lines `start` to `stop` (half-open, counted from 0)."""

    start: int
    stop: int
    po: polib.POEntry
    line: int

    @property
    def remarks(self) -> list[str]:
        """The translator comments that belong to no key, such as ``review``."""
        return remarks_of(self.po)


class PoText:
    """A glossary file whose entries can be changed one by one.

    Args:
        name: of the file, for messages.
        text: its content.

    Raises:
        GlossaryError: it is no PO file.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.lines = text.split("\n")
        with collection.paused():
            self.entries = self._entries(self.lines, 0)

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> PoText:
        """Read a file; where there is none, begin an empty one if `create` is set."""
        if create and not path.exists():
            return cls(str(path), EMPTY)
        return cls(str(path), pofile.read_text(path))

    def _entries(self, lines: list[str], offset: int) -> list[Entry]:
        """The entries in some lines of the file, the first of which has `offset` lines before it."""
        for number, line in enumerate(lines, offset + 1):
            if _STRING.match(line) and not _WHOLE_STRING.fullmatch(line):  # polib would drop its last character
                raise GlossaryError(self.name, number, "has a string that does not end; close the quotation marks")
        headed, regions = _regions(lines)
        # polib takes the comments of the first entry for the file's where no header comes before it.
        prefix = "" if headed else 'msgid ""\nmsgstr ""\n\n'
        try:
            found = polib.pofile(_Lines(prefix + "\n".join(lines).replace("\r\n", "\n")), encoding="utf-8")
        except (OSError, ValueError, IndexError, AttributeError, TypeError, UnicodeError) as error:
            line = re.search(r"\(line (\d+)\)", str(error))
            line = max(1, offset + (int(line[1]) if line else 1) - prefix.count("\n"))
            message = 'is not a PO file here; write entries as msgid "…" and msgstr "…"'
            raise GlossaryError(self.name, line, message) from error
        parsed = [entry for entry in found if not entry.obsolete]
        if len(regions) != len(parsed):
            raise GlossaryError(self.name, 0, "has entries that run into each other; put a blank line between them")
        return [
            Entry(offset + start, offset + stop, po, offset + msgid + 1)
            for (start, stop, msgid), po in zip(regions, parsed, strict=True)
        ]

    @property
    def text(self) -> str:
        """The file as it stands now."""
        return "\n".join(self.lines)

    def term(self, entry: Entry) -> Term:
        """Return an entry as a `Term`.

        Raises:
            GlossaryError: it is wrong.
        """
        return pofile.read_entry(entry.po, self.name, entry.line)

    def terms(self) -> tuple[Term, ...]:
        """Return all entries; see `term`."""
        with collection.paused():
            return tuple(map(self.term, self.entries))

    def replace(self, entry: Entry, term: Term) -> PoText:
        """Return the file with one entry changed; fields that stay the same keep their lines."""
        new = _groups(render(term, entry.po))
        old = _groups(render(self.term(entry), entry.po))
        raw = _groups(entry.po.__unicode__(WIDTH).split("\n"))  # with the blanks that a term leaves out
        old |= {field: lines for field, lines in raw.items() if field.startswith("msg")}
        kept = self._fields(entry)
        lines = []
        for field, given in new.items():
            lines += kept.get(field, []) if old.get(field) == given else given
        return self._with(entry.start, entry.stop, lines)

    def without_flags(self, entry: Entry, flags: Iterable[str]) -> PoText:
        """Return the file with some flags of an entry gone."""
        left = [flag for flag in entry.po.flags if flag not in flags]
        kept = self._fields(entry) | {"flags": [f"#, {', '.join(left)}"] if left else []}
        return self._with(entry.start, entry.stop, [line for lines in kept.values() for line in lines])

    def _fields(self, entry: Entry) -> dict[str, list[str]]:
        return _groups([line.removesuffix("\r") for line in self.lines[entry.start : entry.stop]])

    def place(self, entry: Entry, field: str, at: int = 0) -> tuple[int, int]:
        """Return line and column, both counted from 1, of a character in a field of an entry.

        Args:
            entry: the entry.
            field: ``msgid``, ``msgstr[1]``, ``flags``, ``comment``, ``comment accept`` …
            at: offset in its text; where that is broken into lines, the first line stands for all.
        """
        lines = self.lines[entry.start : entry.stop]
        own = self._fields(entry).get(field)
        if not own:
            return entry.line, 1
        first = next(n for n, line in enumerate(lines) if line.removesuffix("\r") == own[0])
        if not field.startswith("msg"):
            return entry.start + first + 1, 1
        quote = own[0].find('"') + 1
        if own[0][quote:].startswith('"') and len(own) > 1:  # the text begins in the next line
            return entry.start + first + 2, 2
        return entry.start + first + 1, quote + 1 + at

    def remove(self, entry: Entry) -> PoText:
        """Return the file without an entry and the blank line after it."""
        stop = entry.stop
        while stop < len(self.lines) - 1 and not self.lines[stop].strip():
            stop += 1
        if stop >= len(self.lines) - 1:  # it was the last: the blank line before it goes
            start = entry.start
            while start > 0 and not self.lines[start - 1].strip():
                start -= 1
            return self._with(start, len(self.lines), [""])
        return self._with(entry.start, stop, [])

    def insert(self, term: Term, remarks: Iterable[str] = ()) -> PoText:
        """Return the file with one more entry, at its place in the order that the file keeps."""
        return self.insert_all([(term, render(term, remarks=remarks))])

    def insert_all(self, new: Iterable[tuple[Term, list[str]]]) -> PoText:
        """Return the file with more entries, each with the lines that it is to have."""
        order = _Order(self.entries)
        before: dict[int, list[tuple[Term, list[str]]]] = {}
        end = len(self.lines)
        while end > 0 and not self.lines[end - 1].strip():
            end -= 1
        for term, lines in new:
            before.setdefault(order.place(term, end), []).append((term, lines))
        for place, added in before.items():
            if self.entries:  # else they come in the order in which they are given
                added.sort(key=lambda pair: (pair[0].domain, _collated(pair[0].source)))
            before[place] = added
        book = self
        for place in sorted(before, reverse=True):
            block = [line for _, lines in before[place] for line in (*lines, "")]
            if place < end:
                book = book._with(place, place, block)
            else:
                book = book._with(end, len(book.lines), ["", *block] if end else block)
        return book

    def _with(self, start: int, stop: int, lines: list[str]) -> PoText:
        """The file with other lines from `start` to `stop`, between which whole entries stand."""
        ends = "\r" if self.newline == "\r\n" else ""
        last = stop == len(self.lines)
        given = [line + ends for line in lines[:-1]] + [lines[-1] + ("" if last else ends)] if lines else []
        shift = len(given) - (stop - start)
        new = copy(self)
        new.lines = [*self.lines[:start], *given, *self.lines[stop:]]
        new.entries = [
            *(entry for entry in self.entries if entry.stop <= start),
            *(self._entries(given, start) if given else ()),
            *(replace(e, start=e.start + shift, stop=e.stop + shift, line=e.line + shift)
              for e in self.entries if e.start >= stop),
        ]  # fmt: skip
        return new

    def save(self, path: Path) -> None:
        """Write the file; it is whole or as it was before.

        Raises:
            GlossaryError: it would not read back, or cannot be written.
        """
        pofile.refuse_contradictions(PoText(self.name, self.text).terms())
        try:
            with atomic.whole_file(path) as file:
                file.write(self.text)
        except OSError as error:
            reason = error.strerror or error
            raise GlossaryError(str(path), 0, f"cannot be written ({reason}); name another place") from error


class _Order:
    """The order that a file keeps: by domain, and by German within each, where it does."""

    def __init__(self, entries: list[Entry]) -> None:
        self._starts = [entry.start for entry in entries]
        self._domains = [(entry.po.msgctxt or "").strip() for entry in entries]
        self._sorted = self._domains == sorted(self._domains)
        self._own: dict[str, tuple[list[int], list[str], bool]] = {}
        for n, (entry, domain) in enumerate(zip(entries, self._domains, strict=True)):
            own = self._own.setdefault(domain, ([], [], True))
            own[0].append(n)
            own[1].append(_collated(entry.po.msgid))
        for domain, (numbers, sources, _) in self._own.items():
            self._own[domain] = numbers, sources, sources == sorted(sources)

    def place(self, term: Term, end: int) -> int:
        """The line in front of which an entry belongs; `end` behind the last."""
        if own := self._own.get(term.domain):
            numbers, sources, ordered = own
            index = bisect_right(sources, _collated(term.source)) if ordered else len(numbers)
            after = numbers[index] if index < len(numbers) else numbers[-1] + 1
        elif self._sorted:
            after = bisect_right(self._domains, term.domain)
        else:
            after = len(self._domains)
        return self._starts[after] if after < len(self._starts) else end


def _collated(source: str) -> str:
    return source.casefold()


def _regions(lines: list[str]) -> tuple[bool, list[tuple[int, int, int]]]:
    """Whether there is a header, and of each entry the first line, the line after the last, and that of its msgid.

    Obsolete entries are left out.
    """
    found: list[tuple[int, int, int]] = []
    start = msgid = None
    headed = translated = obsolete = False

    def close(stop: int) -> None:
        nonlocal start, msgid, headed, translated, obsolete
        if msgid is not None and not obsolete:
            if not found and not headed and _is_header(lines, msgid):
                headed = True
            else:
                found.append((start, stop, msgid))
        start, msgid, translated, obsolete = None, None, False, False

    for number, raw in enumerate(lines):
        line = raw.strip().lstrip("\ufeff")
        if not line:
            if msgid is not None or obsolete:
                close(number)
            continue
        opens = line.startswith(("#", "msgctxt", "msgid ", 'msgid"'))
        if opens and (translated or (obsolete and not line.startswith("#~"))):
            close(number)
        if start is None:
            start = number
        if line.startswith("#~"):
            obsolete = True
        elif line.startswith(("msgid ", 'msgid"')):
            msgid = number
        elif line.startswith("msgstr"):
            translated = True
    close(len(lines))
    return headed, found


def _is_header(lines: list[str], msgid: int) -> bool:
    following = lines[msgid + 1].strip() if msgid + 1 < len(lines) else ""
    return bool(re.fullmatch(r'msgid\s*""', lines[msgid].strip().lstrip("\ufeff"))) and not following.startswith('"')


def _groups(lines: list[str]) -> dict[str, list[str]]:
    """The lines of an entry by field; comments with a key are fields of their own."""
    found: dict[str, list[str]] = {}
    kind = ""
    for line in lines:
        text = line.strip().lstrip("\ufeff")
        if text.startswith("#"):
            if text[:2] in _KINDS:
                kind = _KINDS[text[:2]]
            else:
                named = KEY.match(text[1:].strip())
                comment = kind if kind.startswith("comment") else "comment"
                kind = f"comment {named[1]}" if named else comment
        elif text.startswith("msg"):
            kind = text.split('"')[0].strip()
        found.setdefault(kind, []).append(line)
    return found
