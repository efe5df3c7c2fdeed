"""Files written whole or not at all, and by one program at a time."""

from __future__ import annotations

import os
import re
import stat
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from glossary.errors import GlossaryError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

__all__ = ["expect_folder", "locked", "sweep", "whole_file"]

_PUBLIC = 0o666
_TEMPORARY = re.compile(r"\.(.+)\.[a-z0-9_]{8}")  # as `tempfile` names them
_WAIT = 10.0
_PAUSE = 0.02


@contextmanager
def whole_file(path: Path, mode: str = "w") -> Iterator[IO[Any]]:
    """Open a temporary file beside `path` that takes its place once the block has ended well.

    A link is followed, and a file that exists keeps its permissions.

    Args:
        path: the file to write; its folder is made where it is missing.
        mode: ``w`` for UTF-8 text with line ends as given, ``wb`` for bytes.

    Raises:
        OSError: the file cannot be written; what was there before is whole.
    """
    text = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        _hold(handle)
        with os.fdopen(handle, mode, **text) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _permissions(path))
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
    _sync_folder(path.parent)


def _hold(handle: int) -> None:
    """Lock a temporary file for as long as this process writes it, so that `sweep` leaves it alone."""
    if fcntl is not None:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def sweep(folder: Path, suffixes: Collection[str]) -> None:
    """Remove what processes that were killed have left in a folder; what one that lives is writing stays.

    Args:
        folder: where files were written; it need not be there.
        suffixes: of those files.
    """
    if fcntl is None or not folder.is_dir():
        return
    for name in os.listdir(folder):
        written = _TEMPORARY.fullmatch(name)
        if written and Path(written[1]).suffix.lower() in suffixes:
            with suppress(OSError), open(folder / name, "rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.unlink(folder / name)


def _permissions(path: Path) -> int:
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return _PUBLIC & ~mask


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a crash, where the system lets folders be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def expect_folder(path: Path) -> None:
    """Refuse to write a file into a folder that is not there.

    Raises:
        GlossaryError: it is not.
    """
    if not path.resolve().parent.is_dir():
        raise GlossaryError(str(path), 0, f"no such folder as {path.parent}; make it, or name another file")


@contextmanager
def locked(path: Path, wait: float = _WAIT) -> Iterator[None]:
    """Keep other writers of `path` out from reading it to replacing it.

    The file itself cannot be locked, since writing it puts another in its place; its folder can, which
    leaves nothing behind, not even after a crash. Where folders cannot be locked (Windows, some network
    file systems), a file ``.NAME.lock`` beside it stands for the lock.

    Args:
        path: the file to be written.
        wait: seconds to wait for another writer.

    Raises:
        GlossaryError: another program has held it all along, or its folder is missing or closed.
    """
    expect_folder(path)
    path = path.resolve()
    try:
        release = _acquire(path, time.monotonic() + wait)
    except OSError as error:
        raise GlossaryError(
            str(path), 0, f"cannot be locked for writing ({error.strerror or error}); check its folder"
        ) from error
    try:
        yield
    finally:
        release()


def _acquire(path: Path, deadline: float):
    """Lock, and return what unlocks."""
    if fcntl is not None:
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            _poll(lambda: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB), BlockingIOError, path, deadline, "")
            return lambda: os.close(handle)
        except OSError:  # no locks on folders here
            os.close(handle)
        except GlossaryError:
            os.close(handle)
            raise
    lock = path.with_name(f".{path.name}.lock")
    remedy = f", or remove {lock.name} if it was left behind"
    _poll(lambda: os.close(os.open(lock, os.O_CREAT | os.O_EXCL)), FileExistsError, path, deadline, remedy)
    return lambda: lock.unlink(missing_ok=True)


def _poll(attempt, busy: type[OSError], path: Path, deadline: float, remedy: str) -> None:
    while True:
        try:
            attempt()
            return
        except busy as error:
            if time.monotonic() > deadline:
                raise GlossaryError(
                    str(path), 0, f"is being written by another program; try again once it has ended{remedy}"
                ) from error
        time.sleep(_PAUSE)
