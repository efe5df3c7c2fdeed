"""Articles that arrive in a folder, as they arrive."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from translate.errors import InputError
from translate.inputs import Job, NoArticle, jobs

__all__ = ["arrivals"]

_PAUSE = 1.0  # seconds between two looks
_SHARE = 10  # times as long as a look at least: one at ten thousand articles takes half a second


def arrivals(
    folder: Path, output: Path, suffixes: list[str], *, say: Callable[[str], None] = lambda message: None,
    pause: float = _PAUSE, wait: Callable[[float], None] = time.sleep,
) -> Iterator[list[Job]]:  # fmt: skip
    """Yield what has come into a folder, or has changed there, since the last look; never ends.

    An article is taken once two looks have found it alike, so that one that is still being copied is left
    alone; only a file that is moved in is whole for certain.

    Args:
        folder: to watch, with all folders below it.
        output: where the translations go.
        suffixes: of the formats to write.
        say: called with a sentence about a folder that cannot be read, or an article that is in another's way.
        pause: seconds between two looks.
        wait: called with them.

    Raises:
        InputError: the folder is not there.
    """
    taken: dict[Path, tuple[int, int, int]] = {}
    before: dict[Path, tuple[int, int, int]] = {}
    said: set[str] = set()

    def left_out(message: str) -> None:
        if message not in said:
            said.add(message)
            say(message)

    while True:
        began = time.monotonic()
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder; make it first, then watch it")
        try:
            found = jobs([str(folder)], output, suffixes, left_out)
        except NoArticle:
            found = []
        now, arrived = {}, []
        for job in found:
            try:
                status = job.article.stat()
            except OSError:  # gone again
                continue
            stamp = status.st_mtime_ns, status.st_size, status.st_ino
            now[job.article] = stamp
            if taken.get(job.article) != stamp and before.get(job.article) == stamp:
                taken[job.article] = stamp
                arrived.append(job)
        before = now
        if arrived:
            yield arrived
        else:
            wait(max(pause, _SHARE * (time.monotonic() - began)))
