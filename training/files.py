"""Folders written whole or not at all, and lines read from plain or compressed text."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from translate.errors import EncodingError, InputError, UsageError

__all__ = ["open_binary", "plain_name", "read_lines", "whole_folder"]

_OPENERS: dict[str, Callable[..., Any]] = {".xz": lzma.open, ".gz": gzip.open, ".bz2": bz2.open}
_PUBLIC = 0o644, 0o755  # file, folder


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Yield a temporary folder that becomes `path` once the block has ended well.

    Raises:
        UsageError: `path` exists and is not an empty folder.
        InputError: it cannot be written.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise UsageError(f"{path}: exists already; name a new folder or remove this one first.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
        try:
            yield folder
            for file in folder.iterdir():
                file.chmod(_PUBLIC[0])
                with file.open("rb") as written:
                    os.fsync(written.fileno())
            folder.chmod(_PUBLIC[1])
            os.replace(folder, path)
        except BaseException:
            shutil.rmtree(folder)
            raise
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error}); name another place.") from error


def plain_name(path: Path) -> str:
    """Return a file's name without the suffix of its compression."""
    return path.stem if path.suffix in _OPENERS else path.name


@contextmanager
def open_binary(path: Path) -> Iterator[BinaryIO]:
    """Open a plain, ``.xz``, ``.gz`` or ``.bz2`` file for reading bytes.

    Raises:
        InputError: the file cannot be opened, or turns out to be damaged while it is read.
    """
    try:
        file = cast(BinaryIO, _OPENERS.get(path.suffix, open)(path, "rb"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the name.") from error
    with file:
        try:
            yield file
        except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
            raise InputError(f"{path}: is damaged or not what its suffix says; fetch it again.") from error


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 text, plain or compressed, without their line ends.

    Only ``\\n`` and ``\\r\\n`` end a line: other separators of Unicode stand inside sentences.

    Raises:
        InputError: the file cannot be read.
        EncodingError: a line is not UTF-8.
    """
    with open_binary(path) as file:
        for number, line in enumerate(file, 1):
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise EncodingError(f"{path}:{number}: is not UTF-8; convert the file to UTF-8.") from error
            yield text.removesuffix("\n").removesuffix("\r")
