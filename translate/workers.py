"""Articles spread over processes, each with the model on one thread.

A small model keeps one core busy with Python between its steps, so that threads within torch gain nothing;
processes do, where cores are free. The parent reads no article: it hands out names, and tells what came of them.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.connection import wait

from translate.batch import Batch, Tally
from translate.errors import InputError
from translate.inputs import Job

__all__ = ["Report", "spread"]

_BYTES = 24_000  # of the articles handed out at once, at most
_ROUNDS = 4  # so often at least does each process get some, so that all end at about the same time
_ARTICLES = 64
_batch: Batch | None = None  # of this worker
_report: Report | None = None


@dataclass(slots=True)
class Report:
    """What came of the articles that were handed out together.

    Attributes:
        tally: see `translate.batch.Tally`.
        said: sentences for the user.
        lines: what goes to standard output.
        size: bytes dealt with.
        error: what ended the run.
    """

    tally: Tally = field(default_factory=Tally)
    said: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    size: int = 0
    error: Exception | None = None


def spread(jobs: Sequence[Job], count: int, make: Callable[[Report], Batch]) -> Iterator[Report]:
    """Translate articles in that many processes; yield what came of each part as it is finished.

    Args:
        jobs: the articles.
        count: of processes.
        make: makes the batch of a process, which adds to the report given; it has to be picklable.

    Raises:
        InputError: a process was killed.
        WortlautError: what ended the run in one of them.
    """
    # A child of a process with threads must not be forked, and torch has threads.
    context = multiprocessing.get_context("spawn")
    os.environ["OMP_NUM_THREADS"] = "1"  # read by torch in the children
    pool = ProcessPoolExecutor(count, context, _start, (make,))
    try:
        for future in as_completed([pool.submit(_work, part) for part in _parts(jobs, count)]):
            report = future.result()
            yield report
            if report.error is not None:
                raise report.error
    except BrokenProcessPool as error:
        raise InputError("a process was ended from outside, perhaps for want of memory; lower --jobs") from error
    except BaseException:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # what follows is short; a second Ctrl+C would break it off
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _parts(jobs: Sequence[Job], count: int) -> Iterator[list[Job]]:
    sizes = [job.size for job in jobs]
    most = min(_BYTES, sum(sizes) // (count * _ROUNDS))
    part: list[Job] = []
    size = 0
    for job, own in zip(jobs, sizes, strict=True):
        part.append(job)
        size += own
        if size >= most or len(part) >= _ARTICLES:
            yield part
            part, size = [], 0
    if part:
        yield part


def _start(make: Callable[[Report], Batch]) -> None:
    """Make a worker ready: the model is loaded once."""
    global _batch, _report
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _report = Report()
    _batch = make(_report)


def _end_with_parent() -> None:
    wait([multiprocessing.parent_process().sentinel])
    os._exit(1)


def _work(jobs: list[Job]) -> Report:
    assert _batch is not None
    assert _report is not None
    report = Report()
    _batch.tally, _report.said, _report.lines, _report.size = report.tally, report.said, report.lines, 0
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _batch.run(jobs)
    except KeyboardInterrupt:  # from the parent; no temporary file is left now
        os._exit(1)
    except Exception as error:
        error.__cause__ = None  # it may not be picklable
        report.error = error
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    report.size = _report.size
    return report
