"""One entry of a PO file as lines, and as a file gives it back."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

import polib

from glossary import pofile
from glossary.entry import Term
from glossary.errors import GlossaryError

__all__ = ["KEY", "WIDTH", "key", "normalised", "remarks_of", "render"]

WIDTH = 78
KEY = re.compile(r"([\w-]+):(?:\s+|$)")


def key(term: Term) -> tuple[str, str, str]:
    """What tells an entry from all others of a glossary."""
    return term.source, term.domain, term.target if term.forbidden else ""


def render(term: Term, base: polib.POEntry | None = None, remarks: Iterable[str] = ()) -> list[str]:
    """Return the lines of an entry.

    Args:
        term: the entry.
        base: what it stood as in the file before; what a `Term` does not hold is taken from there.
        remarks: comments without a key, if there is no `base`.
    """
    values = _values(term)
    order = list(values)
    if base is not None:
        remarks = remarks_of(base)
        present = [found[1] for line in base.tcomment.splitlines() if (found := KEY.match(line.strip()))]
        order.sort(key=lambda name: present.index(name) if name in present else len(present))
    comments = [line for text in remarks for line in _wrapped(text)]
    comments += [line for name in order if values[name] for line in _wrapped(f"{name}: {values[name]}")]
    entry = polib.POEntry(
        msgid=term.source,
        msgctxt=term.domain or None,
        flags=[str(term.kind), *(f for f in pofile.FLAGS if getattr(term, f.replace("-", "_")))],
    )
    if base is not None:
        entry.comment, entry.occurrences = base.comment, base.occurrences
        entry.previous_msgid, entry.previous_msgctxt = base.previous_msgid, base.previous_msgctxt
        entry.previous_msgid_plural = base.previous_msgid_plural
    if term.source_plural:
        entry.msgid_plural = term.source_plural
        entry.msgstr_plural = {0: term.target, 1: term.target_plural}
    else:
        entry.msgstr = term.target
    return [*(f"# {line}" for line in comments), *entry.__unicode__(WIDTH).rstrip("\n").split("\n")]


def normalised(term: Term, name: str, line: int = 0) -> Term:
    """Return an entry as a file gives it back: blanks, letters and lists in order.

    Raises:
        GlossaryError: it cannot stand in a glossary.
    """
    if not term.source.strip():  # an empty msgid is the header of a PO file
        raise GlossaryError(name, line, "the German is empty; write a term")
    plural = {0: term.target, 1: term.target_plural} if term.source_plural else {}
    entry = polib.POEntry(
        msgid=term.source,
        msgid_plural=term.source_plural,
        msgstr="" if plural else term.target,
        msgstr_plural=plural,
        msgctxt=term.domain,
        flags=[str(term.kind), *(f for f in pofile.FLAGS if getattr(term, f.replace("-", "_")))],
        tcomment="\n".join(f"{name}: {' '.join(value.split())}" for name, value in _values(term).items() if value),
    )
    return pofile.read_entry(entry, name, line)


def _values(term: Term) -> dict[str, str]:
    return {"note": term.note, "accept": "; ".join(term.accept), "forms": "; ".join(term.forms)}


def remarks_of(po: polib.POEntry) -> list[str]:
    """Return the comments of an entry that belong to no key."""
    lines = po.tcomment.splitlines()
    first = next((n for n, line in enumerate(lines) if KEY.match(line.strip())), len(lines))
    return lines[:first]


def _wrapped(text: str) -> list[str]:
    """A comment in lines; in one where a line of it would read as a key of its own."""
    lines = textwrap.wrap(text, WIDTH - 2, break_long_words=False, break_on_hyphens=False) or [""]
    return [text] if any(map(KEY.match, lines[1:])) else lines
