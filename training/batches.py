"""Prepared data, and its batches: equal in cost, in an order that depends on seed and epoch alone."""

from __future__ import annotations

import json
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from translate.errors import InputError

__all__ = ["Batch", "Data", "Place", "batches", "collate", "plan"]

_AHEAD = 8  # batches that are made while the device computes


@dataclass(frozen=True)
class Data:
    """A prepared corpus: line `i` is ``source[source_offsets[i]:source_offsets[i + 1]]``, ends included.

    Attributes:
        source, target: piece ids of all lines, each line ending with `eos`.
        source_offsets, target_offsets: where the lines begin and end, one more than there are lines.
        weights: expected number of times that a line is seen in an epoch.
        links: (source piece, target piece) by index in the line, shape (links, 2).
        link_offsets: which links belong to a line, like the other offsets.
        vocabulary_size: number of ids, padding included.
        pad, eos: ids of padding and of the end of a sentence.
    """

    source: NDArray[np.uint16]
    target: NDArray[np.uint16]
    source_offsets: NDArray[np.int64]
    target_offsets: NDArray[np.int64]
    weights: NDArray[np.float32]
    links: NDArray[np.uint8]
    link_offsets: NDArray[np.int64]
    vocabulary_size: int
    pad: int
    eos: int

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.weights)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Pieces of the source and of the target of each line, shape (2, lines)."""
        return np.stack([np.diff(self.source_offsets), np.diff(self.target_offsets)])

    @property
    def fingerprint(self) -> int:
        """A checksum of what the model is trained on."""
        checksum = 0
        lines = (self.source_offsets, self.source, self.target_offsets, self.target, self.weights)
        for array in (*lines, self.link_offsets, self.links):
            checksum = zlib.crc32(np.ascontiguousarray(array), checksum)
        return checksum

    @classmethod
    def load(cls, folder: Path) -> Data:
        """Read ``data.npz`` and ``meta.json`` of a prepared folder; links may be missing.

        Raises:
            InputError: a file is missing or is not what training.prepare writes.
        """
        try:
            meta = json.loads((folder / "meta.json").read_text("utf-8"))
            with (folder / "data.npz").open("rb") as file, np.load(file) as arrays:
                lines = len(arrays["weight"])
                linked = "align" in arrays
                return cls(
                    source=arrays["src"],
                    target=arrays["tgt"],
                    source_offsets=arrays["src_off"],
                    target_offsets=arrays["tgt_off"],
                    weights=arrays["weight"],
                    links=arrays["align"].reshape(-1, 2) if linked else np.zeros((0, 2), np.uint8),
                    link_offsets=arrays["align_off"] if linked else np.zeros(lines + 1, np.int64),
                    vocabulary_size=meta["vocab_size"],
                    pad=meta["pad"],
                    eos=meta["eos"],
                )
        except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
            raise InputError(f"{folder}: is not a prepared folder ({error}); use training.prepare.") from error


class Batch(NamedTuple):
    """Lines to learn from together.

    Attributes:
        source, target: ids, (lines, length), padded on the right.
        links: (3, links): line, target piece and source piece of each link.
    """

    source: Tensor
    target: Tensor
    links: Tensor

    def to(self, device: str) -> Batch:
        """Move the tensors to a device without waiting for it."""
        return Batch(*(tensor.to(device, non_blocking=True) for tensor in self))

    def pinned(self) -> Batch:
        """Put the tensors where a GPU fetches them fastest."""
        return Batch(*(tensor.pin_memory() for tensor in self))


class Place(NamedTuple):
    """How far a run has come in its data: batches `done` of `epoch`, both from 0."""

    epoch: int
    done: int


def plan(
    lengths: NDArray[np.int64], weights: NDArray[np.float32], budget: int, seed: int, epoch: int
) -> list[NDArray[np.int64]]:
    """Divide the lines of an epoch into batches, in the order in which they are learnt.

    Args:
        lengths: pieces of the source and of the target of each line, shape (2, lines).
        weights: expected copies of each line; a fraction is drawn.
        budget: most pieces of a batch on a side, padding included; a longer line is a batch of its own.
        seed, epoch: all that the outcome depends on besides.

    Returns:
        Line numbers of each batch.
    """
    rng = np.random.default_rng((seed, epoch))
    copies = np.floor(weights).astype(np.int64) + (rng.random(len(weights)) < weights % 1)
    lines = np.repeat(np.arange(len(weights)), copies)
    # Lines that are alike in the lengths of both sides go together, so that little of a batch is padding: sources
    # within a fifth of each other, and among them targets in order. Which lines meet is drawn anew each epoch.
    alike = np.floor(5 * np.log(lengths[0, lines]) + rng.random())
    lines = lines[np.lexsort((rng.random(len(lines)), lengths[1, lines], alike))]
    cuts, longest = [0], 0
    for place, length in enumerate(lengths[:, lines].max(0).tolist()):
        longest = max(longest, length)
        if place > cuts[-1] and (place + 1 - cuts[-1]) * longest > budget:
            cuts.append(place)
            longest = length
    cuts = sorted({*cuts, len(lines)})
    order = rng.permutation(len(cuts) - 1)
    return [lines[cuts[k] : cuts[k + 1]] for k in order]


def collate(data: Data, lines: NDArray[np.int64]) -> Batch:
    """Put lines of the data into tensors."""
    counts = data.link_offsets[lines + 1] - data.link_offsets[lines]
    rows = np.repeat(np.arange(len(lines)), counts)
    # Position of each link: where its line's links begin, plus its number among them.
    number = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    links = data.links[data.link_offsets[lines][rows] + number].astype(np.int64)
    return Batch(
        _padded(data.source, data.source_offsets, lines, data.pad),
        _padded(data.target, data.target_offsets, lines, data.pad),
        torch.from_numpy(np.stack([rows, links[:, 1], links[:, 0]])),
    )


def _padded(flat: NDArray[np.uint16], offsets: NDArray[np.int64], lines: NDArray[np.int64], pad: int) -> Tensor:
    starts, lengths = offsets[lines], offsets[lines + 1] - offsets[lines]
    column = np.arange(lengths.max())
    inside = column < lengths[:, None]
    position = np.where(inside, starts[:, None] + column, 0)
    return torch.from_numpy(np.where(inside, flat[position], pad).astype(np.int64))


def batches(
    data: Data,
    budget: int,
    seed: int,
    place: Place,
    *,
    pin: bool,
    change: Callable[[Batch, np.random.Generator], Batch] | None = None,
) -> Iterator[tuple[Batch, Place]]:
    """Yield batches without end, each with the place at which a run goes on after it.

    Args:
        data: the prepared corpus.
        budget: see `plan`.
        seed: of the order.
        place: where to begin.
        pin: whether a GPU will fetch the batches.
        change: what becomes of a batch; draws from a generator that depends on `seed` and its place alone.
    """

    def make(lines: NDArray[np.int64], *place: int) -> Batch:
        batch = collate(data, lines)
        if change is not None:
            batch = change(batch, np.random.default_rng((seed, *place)))
        return batch.pinned() if pin else batch

    lengths = data.lengths
    with ThreadPoolExecutor(1, "batches") as worker:
        epoch, done = place
        while True:
            waiting: deque[Future[Batch]] = deque()
            for number, lines in enumerate(plan(lengths, data.weights, budget, seed, epoch)[done:], done):
                waiting.append(worker.submit(make, lines, epoch, number))
                if len(waiting) > _AHEAD:
                    done += 1
                    yield waiting.popleft().result(), Place(epoch, done)
            while waiting:
                done += 1
                yield waiting.popleft().result(), Place(epoch, done)
            epoch, done = epoch + 1, 0
