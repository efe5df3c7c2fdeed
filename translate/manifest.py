"""What of a folder is finished: one line an article, appended when all its files are written.

A line that was cut short by a crash counts for nothing. The file is locked while a run writes to the
folder, so that no two do; the lock ends with the process, however it ends.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translate import files
from translate.errors import InputError

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None

__all__ = ["NAME", "Manifest"]

NAME = ".wortlaut.jsonl"


class Manifest:
    """The record of a folder; a context manager that holds its lock.

    Args:
        folder: where translations are written.
        lock: whether to lock it; not in a process whose parent holds the lock.

    Raises:
        InputError: the folder cannot be written to, or another run writes there.
    """

    def __init__(self, folder: Path, *, lock: bool = True) -> None:
        self.path = folder / NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # Unbuffered: each line is written at once, so that lines of several processes do not mix.
            self._file = open(self.path, "a+b", buffering=0)  # noqa: SIM115
        except OSError as error:
            raise files.unwritable(folder, error) from error
        try:
            if fcntl and lock:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.close()
            raise InputError(f"{folder}: another run of wortlaut writes there; wait for it, or stop it") from error
        except OSError:
            pass  # the file system has no locks
        self._file.seek(0)
        data = self._file.read()
        self._torn = bool(data) and not data.endswith(b"\n")
        self._done: dict[str, dict[str, Any]] = {}
        for line in data.split(b"\n"):
            try:
                entry = json.loads(line)
                self._done[entry["article"]] = entry
            except (ValueError, TypeError, KeyError):
                continue

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._file.close()

    def finished(self, key: str, digest: str, settings: str, outputs: Sequence[Path]) -> dict[str, Any] | None:
        """Return the entry of an article that is finished; None where something has changed or is missing.

        Args:
            key: name of the article in the folder.
            digest: hash of its content.
            settings: what its translation depends on besides.
            outputs: the files that have to be there.
        """
        entry = self._done.get(key)
        if entry is None or (entry.get("content"), entry.get("settings")) != (digest, settings):
            return None
        written = entry.get("outputs", ())
        return entry if all(p.suffix in written and p.is_file() for p in outputs) else None

    def add(self, key: str, digest: str, settings: str, outputs: Sequence[Path], **facts: Any) -> None:
        """Record that an article is finished.

        Raises:
            InputError: the record cannot be written.
        """
        before = self._done.get(key, {})
        written = {path.suffix for path in outputs}
        if (before.get("content"), before.get("settings")) == (digest, settings):
            written |= set(before.get("outputs", ()))
        entry = {"article": key, "content": digest, "settings": settings, "outputs": sorted(written), **facts}
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogateescape") + b"\n"
        # Not synced: what a power cut takes from here is done again, and nothing is lost.
        data = b"\n" + line if self._torn else line
        try:
            self._torn = True
            if self._file.write(data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            raise files.unwritable(self.path, error) from error
        self._torn = False
        self._done[key] = entry
