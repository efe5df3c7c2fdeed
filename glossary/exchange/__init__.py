"""Glossaries of other programs: CSV and TSV, TBX, Weblate's PO; each module reads and writes one kind.

What a format cannot hold, and what an entry of another program says that a glossary here cannot, is named
entry by entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from glossary.entry import Term
from glossary.errors import GlossaryError, Refused

__all__ = ["Exported", "Imported", "Layout", "Loss", "exported", "imported"]

_MOST_BYTES = 200_000_000


class Layout(StrEnum):
    """How an exported glossary is laid out."""

    FULL = "full"
    DEEPL = "deepl"
    GOOGLE = "google"
    TBX3 = "tbx3"
    TBX2 = "tbx2"
    WEBLATE = "weblate"


class Loss(NamedTuple):
    """Something that did not come through: where it stands, and what became of it."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class Imported(NamedTuple):
    """What a file of another program holds."""

    terms: tuple[Term, ...]
    losses: tuple[Loss, ...]


class Exported(NamedTuple):
    """A glossary as another program wants it: the text, how many entries it has, and what was lost on the way."""

    text: str
    entries: int
    losses: tuple[Loss, ...]


_READERS = {".csv": "table", ".tsv": "table", ".txt": "table", ".tbx": "tbx", ".xml": "tbx", ".po": "weblate"}
_LAYOUTS = {
    ".csv": (Layout.FULL, Layout.DEEPL, Layout.GOOGLE),
    ".tsv": (Layout.FULL, Layout.DEEPL, Layout.GOOGLE),
    ".tbx": (Layout.TBX3, Layout.TBX2),
    ".po": (Layout.WEBLATE,),
}


def imported(path: Path) -> Imported:
    """Read a glossary of another program; the suffix says which kind.

    Raises:
        Refused: the suffix says nothing.
        GlossaryError: the file cannot be read, is too large or holds no entry.
    """
    name = str(path)
    module = _READERS.get(path.suffix.lower())
    if module is None:
        raise Refused(name, 0, f"has a suffix that says nothing; use one of {', '.join(_READERS)}")
    found = import_module(f"{__name__}.{module}").loads(_bytes(path), name)
    if not found.terms:
        detail = f" ({found.losses[0]})" if found.losses else ""
        message = f"holds no entry that can be used{detail}; check that it goes from German to English"
        raise GlossaryError(name, 0, message)
    return found


def _bytes(path: Path) -> bytes:
    name = str(path)
    try:
        if path.is_dir():
            raise GlossaryError(name, 0, "is a folder; give a file")
        if path.stat().st_size > _MOST_BYTES:
            raise GlossaryError(name, 0, f"is larger than {_MOST_BYTES // 10**6} MB; split the glossary")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise GlossaryError(name, 0, "no such file; check the name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise GlossaryError(name, 0, f"cannot be read ({reason}); check the file and its permissions") from error


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with a byte-order mark, as spreadsheets write it.

    Raises:
        GlossaryError: it is in another encoding, or empty.
    """
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(name, line, "is not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)") from error
    if "\0" in text:
        raise GlossaryError(name, text.count("\n", 0, text.index("\0")) + 1, "is not text; give a glossary file")
    if not text.strip():
        raise GlossaryError(name, 0, "is empty; give a file with entries")
    return text


def exported(terms: Sequence[Term], path: Path, layout: Layout | None = None) -> Exported:
    """Return a glossary as another program wants it, and what it loses on the way.

    Args:
        terms: the entries.
        path: where it will go; the suffix says which kind.
        layout: the first one that the kind has, where it is None.

    Raises:
        Refused: the suffix says nothing, or does not go with the layout.
    """
    suffix = path.suffix.lower()
    known = _LAYOUTS.get(suffix)
    if known is None:
        raise Refused(str(path), 0, f"has a suffix that says nothing; use one of {', '.join(_LAYOUTS)}")
    layout = layout or known[0]
    if layout not in known:
        raise Refused(str(path), 0, f"cannot have the layout {layout}; {suffix} has {', '.join(known)}")
    return import_module(f"{__name__}.{_READERS[suffix]}").dumps(terms, layout, suffix)
