"""Texts in, files out: decoding with a sentence for every way it can fail, writing whole or not at all."""

from __future__ import annotations

import codecs
import errno
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from glossary import atomic
from glossary.atomic import sweep
from translate.errors import EncodingError, InputError, UsageError

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None

__all__ = [
    "Locked", "below", "decode", "language_hint", "locked", "printed", "read_bytes", "read_text", "sweep",
    "unwritable", "whole_file", "writable",
]  # fmt: skip

_MARKS = (  # the longer ones first: UTF-32's little-endian mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def read_bytes(name: str) -> bytes:
    """Return the content of a file, or of standard input for ``-``.

    Raises:
        InputError: there is no such file, or it cannot be read.
    """
    if name == "-":
        return sys.stdin.buffer.read()
    path = Path(name)
    try:
        if path.is_dir():
            raise InputError(f"{name}: is a folder; give a text file")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{name}: no such file; check the name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise InputError(f"{name}: cannot be read ({reason}); check the file and its permissions") from error


def read_text(name: str, encoding: str | None = None) -> str:
    """Return the text of a file, or of standard input for ``-``, line ends as they are there.

    Args:
        name: path, or ``-``.
        encoding: of text without a byte-order mark; UTF-8 where it is None. A mark wins.

    Raises:
        InputError: the file cannot be read, or holds no text.
        EncodingError: the bytes are not text in that encoding.
        UsageError: there is no such encoding.
    """
    text = decode(read_bytes(name), name, encoding)
    if not text.strip():
        raise InputError(f"{name}: {'holds only blanks' if text else 'is empty'}; give a file with a German article")
    return text


def decode(data: bytes, name: str, encoding: str | None = None) -> str:
    """Return bytes as text; see `read_text`."""
    if encoding is not None:
        try:
            "".encode(encoding)
        except LookupError as error:
            raise UsageError(f"--encoding {encoding}: no such encoding; try utf-8, cp1252 or utf-16") from error
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name, marked, given=True)
    if encoding is None and b"\0" in data[:4096]:
        even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
        if max(even, odd) > 8 * min(even, odd) and max(even, odd) > len(data[:4096]) // 8:
            guess = "utf-16-le" if odd > even else "utf-16-be"
            raise EncodingError(f"{name}: looks like UTF-16 without a byte-order mark; add --encoding {guess}")
        raise EncodingError(f"{name}: is not text but binary data; save the article as plain text first")
    return _strict(data, name, encoding or "utf-8", given=encoding is not None)


def _strict(data: bytes, name: str, encoding: str, *, given: bool) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        line = data[: getattr(error, "start", 0)].count(b"\n") + 1
        remedy = (
            "name the encoding that it is in"
            if given
            else "if it is Latin-1 or Windows text, add --encoding cp1252; if it is no text, save it as text first"
        )
        raise EncodingError(f"{name}:{line}: is not {encoding.upper()} text; {remedy}") from error
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise EncodingError(
            f"{name}:{line}: holds the control character U+{ord(found.group()):04X}; remove it, "
            "or name the right encoding with --encoding"
        )
    return text


# Frequent words that the other language does not have.
_GERMAN = frozenset(
    "der das den dem ein eine einen einem einer und ist nicht mit von zu im auf für sich auch bei nach aus wie wird "
    "werden hat haben sei sind als dass daß er sie ich wir um oder aber über vor zum zur".split()
)
_OTHER = frozenset(
    "the and of to is that for with are this from by be le la les et est pour que qui dans une el los las una del "
    "por con il di che per non sono van het een niet voor met zijn".split()
)


def language_hint(text: str) -> str:
    """Return a sentence for the user where a text is plainly not German, else an empty string."""
    found = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    german, other = (sum(word in known for word in found) for known in (_GERMAN, _OTHER))
    if len(found) < 8 or (german > other and german * 50 >= len(found)):
        return ""
    return "warning: this does not look like German; the translation will not make sense"


def below(folder: Path, left_out: Callable[[str], None] | None = None, without: Path | None = None) -> list[Path]:
    """Return the files in a folder and in all below it, sorted, without what begins with a dot.

    Args:
        folder: to look through; links to folders are not followed.
        left_out: called with a sentence where a folder cannot be read; without it that is an error.
        without: a folder whose files are not wanted, resolved.

    Raises:
        InputError: a folder cannot be read.
    """

    def closed(error: OSError) -> None:
        if isinstance(error, FileNotFoundError):  # it has gone meanwhile
            return
        message = f"{error.filename}: cannot be read ({error.strerror}); check the permissions of the folder"
        if left_out is None:
            raise InputError(message) from error
        left_out(message)

    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=closed):
        here = Path(place)
        folders[:] = [
            name for name in folders
            if not name.startswith(".") and (without is None or (here / name).resolve() != without)
        ]  # fmt: skip
        found += [here / name for name in names if not name.startswith(".")]
    return sorted(path for path in found if path.is_file())


def writable(path: Path) -> None:
    """See to it that a file can be written, before the work for it begins.

    Raises:
        InputError: its folder is missing or closed, or the path is a folder.
    """
    folder = path.parent
    if path.is_dir():
        raise InputError(f"{path}: is a folder; give a file name")
    if not folder.is_dir():
        raise InputError(f"{path}: there is no folder {folder}; make it first")
    if not os.access(folder, os.W_OK | os.X_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise InputError(f"{path}: cannot be written; check the permissions of the file and its folder")


class Locked(InputError):
    """Another program holds a lock on the file."""


@contextmanager
def locked(path: Path, wait: float = 5.0) -> Iterator[None]:
    """Hold an advisory lock on a file that is going to be replaced, against others who do so with this lock.

    A file that is not there is not locked; nor is any where the system has no such locks.

    Args:
        path: the file.
        wait: seconds to wait for another writer.

    Raises:
        Locked: another program has held it all along.
        InputError: the file cannot be opened.
    """
    handle = _locked_handle(path, time.monotonic() + wait) if fcntl else None
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _locked_handle(path: Path, until: float) -> int | None:
    while True:
        try:
            handle = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), os.stat(path)):
                return handle
        except FileNotFoundError:
            pass  # replaced at this moment
        except BlockingIOError as error:
            if time.monotonic() > until:
                os.close(handle)
                raise Locked(f"{path}: is locked by another program; close it there") from error
        except OSError:  # the file system has no locks
            return handle
        os.close(handle)
        time.sleep(0.02)


@contextmanager
def whole_file(path: Path, mode: str = "w") -> Iterator[IO[Any]]:
    """Write a file whole or not at all; see `glossary.atomic.whole_file`.

    Raises:
        InputError: the file cannot be written; what was there before is whole.
    """
    try:
        with atomic.whole_file(path, mode) as file:
            yield file
    except OSError as error:
        raise unwritable(path, error) from error


@contextmanager
def printed() -> Iterator[None]:
    """What is printed in the block has gone to standard output at its end.

    Raises:
        InputError: it cannot be written there.
        BrokenPipeError: nobody reads it any more.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:  # another file's
            raise
        with open(os.devnull, "wb") as nowhere:  # what is left in the buffer would fail again when Python ends
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise unwritable("standard output", error) from error


def unwritable(what: Path | str, error: OSError) -> InputError:
    """Return the error for what cannot be written."""
    remedy = "make room and try again" if error.errno in _FULL else "name another place"
    return InputError(f"{what}: cannot be written ({error.strerror or error}); {remedy}")
