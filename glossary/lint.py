"""Looking a glossary file over, and mending what can be mended without asking."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from glossary import pofile
from glossary.atomic import locked
from glossary.book import DROP_FLAGS, REMOVE, Book, Check, Hit, Severity
from glossary.entry import Term
from glossary.errors import GlossaryError
from glossary.potext import Entry, PoText
from glossary.rules import CHECKS

__all__ = ["SYNTAX", "Remark", "fix", "lint"]

_MOST_ROUNDS = 5
SYNTAX = "syntax"  # the file is no PO file from some line on; no check can look at it


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says about an entry; prints as ``file:line:column: severity: what; remedy [id]``."""

    path: str
    line: int
    column: int
    severity: Severity
    id: str
    message: str
    remedy: str
    fixable: bool = False

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place}: {self.severity}: {self.message}; {self.remedy} [{self.id}]"


def lint(path: Path, ignore: Collection[str] = ()) -> list[Remark]:
    """Return what the checks say about a glossary file, in the order of its lines.

    Args:
        path: the file.
        ignore: ids of checks to leave out.

    Raises:
        GlossaryError: the file cannot be read at all.
    """
    name, text = str(path), pofile.read_text(path)
    try:
        book = Book(PoText(name, text))
    except GlossaryError as error:
        message, _, remedy = error.message.partition("; ")
        return [Remark(name, max(error.line, 1), 1, Severity.ERROR, SYNTAX, message, remedy or "mend the line")]
    return sorted(
        (_remark(book, entry, check, hit) for check, entry, hit in _hits(book, ignore)),
        key=lambda remark: (remark.line, remark.column, remark.id),
    )


def _hits(book: Book, ignore: Collection[str], *, fixable: bool = False) -> list[tuple[Check, Entry, Hit]]:
    checks = [check for check in CHECKS.values() if check.id not in ignore and (check.fixes or not fixable)]
    return [
        (check, item.entry, hit)
        for item in book.items
        for check in checks
        if item.term or not check.needs_term
        for hit in check.run(item, book)
    ]


def _remark(book: Book, entry: Entry, check: Check, hit: Hit) -> Remark:
    line, column = book.text.place(entry, hit.field, hit.at)
    severity = hit.severity or check.severity
    return Remark(
        book.text.name, line, column, severity, check.id, hit.message, hit.remedy, fixable=hit.mended is not None
    )


def fix(path: Path, ignore: Collection[str] = ()) -> list[Remark]:
    """Mend what is safe to mend; return what has been mended, with the lines as they were then.

    Raises:
        GlossaryError: the file cannot be read or written, or would not read back.
    """
    done: list[Remark] = []
    with locked(path):
        text = PoText.open(path)
        for _ in range(_MOST_ROUNDS):
            book = Book(text)
            hits = _hits(book, ignore, fixable=True)
            found = {entry.start: (check, entry, hit) for check, entry, hit in hits if hit.mended}
            if not found:
                break
            done += [_remark(book, entry, check, hit) for check, entry, hit in found.values()]
            # From the end, so that what stands further up keeps its lines; one fix an entry a round.
            for _, (_, entry, hit) in sorted(found.items(), reverse=True):
                text = _mend(text, entry, hit.mended)
        if done:
            text.save(path)
    return sorted(done, key=lambda remark: remark.line)


def _mend(text: PoText, entry: Entry, mended: Term | str) -> PoText:
    if mended == REMOVE:
        return text.remove(entry)
    if mended == DROP_FLAGS:
        return text.without_flags(entry, [flag for flag in entry.po.flags if flag.endswith(("-format", "-wrap"))])
    return text.replace(entry, mended)
