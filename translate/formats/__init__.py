"""Bilingual documents as files: one module a format, chosen by the suffix of the file name.

Each module has ``dumps(document)``; one whose format holds the whole document also has
``loads(text, name)``. A module is imported when its format is asked for, not before.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

from translate import files
from translate.document import BilingualDocument
from translate.errors import DocumentError, EncodingError, UnknownFormat

__all__ = ["SUFFIXES", "check_reads_back", "check_writable", "holds_obsolete", "read", "reads_back", "write"]

_MODULES = {
    ".txt": "text", ".po": "po", ".html": "html", ".tsv": "tsv", ".jsonl": "jsonl", ".md": "markdown",
    ".xliff": "xliff", ".xlf": "xliff12", ".tmx": "tmx", ".docx": "docx",
}  # fmt: skip
_READ_BACK = (".po", ".tsv", ".jsonl", ".xliff", ".xlf", ".tmx", ".docx")
_BINARY = (".docx",)
# Either version goes by either suffix.
_XLIFF = {".xliff", ".xlf"}
_HEAD = 4096
_OLD_XLIFF = re.compile(r"""<(?:\w+:)?xliff\b[^>]*?\sversion\s*=\s*["']1""")
SUFFIXES = tuple(_MODULES)


def check_writable(path: Path) -> None:
    """See to it that a document can be written, before the work for it begins.

    Raises:
        UnknownFormat: no format answers to the suffix.
        InputError: the file cannot be written there.
    """
    _suffix(path, SUFFIXES)
    files.writable(path)


def check_reads_back(path: Path) -> None:
    """See to it that a document can be read back from a file of this name.

    Raises:
        UnknownFormat: the suffix names no format that holds a whole document.
    """
    _suffix(path, _READ_BACK)


def reads_back(path: Path) -> bool:
    """Whether the suffix names a format that holds a whole document."""
    return path.suffix.lower() in _READ_BACK


def holds_obsolete(path: Path) -> bool:
    """Whether the suffix names a format that has a place for segments whose sentences have gone."""
    return reads_back(path) and hasattr(_module(path.suffix.lower()), "HOLDS_OBSOLETE")


def write(document: BilingualDocument, path: Path, old: bytes = b"") -> None:
    """Write a document in the format that the suffix names; the file is whole or not there.

    Args:
        document: what is to be written.
        path: where to.
        old: content of the file that it takes the place of, if `read` reads it: what people have written
            there beside the segments comes along, in formats that know such things.

    Raises:
        UnknownFormat: no format answers to the suffix.
        InputError: the file cannot be written.
    """
    module = _module(_suffix(path, SUFFIXES))
    if old and hasattr(module, "dumps_over"):
        text = module.dumps_over(document, files.decode(old, str(path)))
    else:
        text = module.dumps(document)
    with files.whole_file(path, "w" if isinstance(text, str) else "wb") as file:
        file.write(text)


def read(path: Path) -> BilingualDocument:
    """Read a document back.

    Raises:
        UnknownFormat: the suffix names no format that holds a whole document.
        InputError: the file cannot be read.
        DocumentError: it is not a document that was written here, or has been broken since.
    """
    suffix, name = _suffix(path, _READ_BACK), str(path)
    if suffix in _BINARY:
        return _module(suffix).loads(files.read_bytes(name), name)
    try:
        text = files.decode(files.read_bytes(name), name)
    except EncodingError as error:
        raise DocumentError(f"{str(error).partition(';')[0]}; save it as UTF-8 text") from error
    if not text.strip():
        raise DocumentError(f"{name}: is empty; give a file that wortlaut translate has written")
    if suffix in _XLIFF:
        suffix = ".xlf" if _OLD_XLIFF.search(text[:_HEAD]) else ".xliff"
    return _module(suffix).loads(text, name)


def _suffix(path: Path, known: tuple[str, ...]) -> str:
    suffix = path.suffix.lower()
    if suffix in known:
        return suffix
    if not suffix:
        what = "has no suffix that tells the format"
    elif suffix in SUFFIXES:
        what = f"{suffix} cannot be read back"
    else:
        what = f"there is no format for {suffix}"
    raise UnknownFormat(f"{path}: {what}; use {', '.join(known[:-1])} or {known[-1]}")


def _module(suffix: str) -> ModuleType:
    return import_module(f"{__name__}.{_MODULES[suffix]}")
