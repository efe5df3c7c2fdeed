"""Bilingual documents as files: one module a format, chosen by the suffix of the file name.

Each module has ``dumps(document)``; one whose format holds the whole document also has
``loads(text, name)``. A module is imported when its format is asked for, not before.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from translate import files
from translate.document import BilingualDocument
from translate.errors import DocumentError, EncodingError, UnknownFormat

__all__ = ["SUFFIXES", "check_writable", "read", "write"]

_MODULES = {".txt": "text", ".po": "po", ".html": "html", ".tsv": "tsv", ".jsonl": "jsonl", ".md": "markdown"}
_READ_BACK = (".po", ".tsv", ".jsonl")
SUFFIXES = tuple(_MODULES)


def check_writable(path: Path) -> None:
    """See to it that a document can be written, before the work for it begins.

    Raises:
        UnknownFormat: no format answers to the suffix.
        InputError: the file cannot be written there.
    """
    _suffix(path, SUFFIXES)
    files.writable(path)


def write(document: BilingualDocument, path: Path) -> None:
    """Write a document in the format that the suffix names; the file is whole or not there.

    Raises:
        UnknownFormat: no format answers to the suffix.
        InputError: the file cannot be written.
    """
    text = _module(_suffix(path, SUFFIXES)).dumps(document)
    with files.whole_file(path) as file:
        file.write(text)


def read(path: Path) -> BilingualDocument:
    """Read a document back.

    Raises:
        UnknownFormat: the suffix names no format that holds a whole document.
        InputError: the file cannot be read.
        DocumentError: it is not a document that was written here, or has been broken since.
    """
    module, name = _module(_suffix(path, _READ_BACK)), str(path)
    try:
        text = files.decode(files.read_bytes(name), name)
    except EncodingError as error:
        raise DocumentError(f"{str(error).partition(';')[0]}; save it as UTF-8 text") from error
    if not text.strip():
        raise DocumentError(f"{name}: is empty; give a file that wortlaut translate has written")
    return module.loads(text, name)


def _suffix(path: Path, known: tuple[str, ...]) -> str:
    suffix = path.suffix.lower()
    if suffix in known:
        return suffix
    what = f"{suffix} cannot be read back" if suffix in SUFFIXES else f"there is no format for {suffix or 'no suffix'}"
    raise UnknownFormat(f"{path}: {what}; use {', '.join(known[:-1])} or {known[-1]}")


def _module(suffix: str) -> ModuleType:
    return import_module(f"{__name__}.{_MODULES[suffix]}")
