"""How far a run has come, on a terminal; nothing where nobody looks on."""

from __future__ import annotations

import sys
import time
from types import TracebackType

__all__ = ["Progress"]


class Progress:
    """A bar on standard error: sentences of an article, or articles, words a second and time left of many.

    Args:
        shown: whether to show it, provided that standard error is a terminal.
        articles: how many there are; 0 where that is not known, or for one article.
        size: of all of them, in bytes.
    """

    def __init__(self, *, shown: bool = True, articles: int = 0, size: int = 0) -> None:
        self._articles, self._done, self._words = articles, 0, 0
        self._bar = self._task = None
        if not shown or not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[detail]}"), TimeRemainingColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._bar.add_task("loading the model", total=size or None, detail="")
        self._started = time.monotonic()

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def loaded(self) -> None:
        """The model is there: what follows counts."""
        if self._bar:
            self._started = time.monotonic()
            self._bar.update(self._task, description="translating")

    def sentences(self, done: int, total: int) -> None:
        """So many sentences of all are translated."""
        if self._bar:
            self._bar.update(
                self._task, completed=done, total=total, description="translating", detail=f"{done}/{total} sentences"
            )

    def articles(self, count: int, words: int, size: int) -> None:
        """So many more articles are dealt with, with these words and bytes."""
        self._done += count
        self._words += words
        if self._bar:
            speed = self._words / max(time.monotonic() - self._started, 0.001)
            number = f"{self._done}/{self._articles}" if self._articles else str(self._done)
            self._bar.update(self._task, advance=size, detail=f"{number} articles, {speed:.0f} words/s")
