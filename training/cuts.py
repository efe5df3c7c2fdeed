"""Cut pieces of the source in two at random, so that a model learns to read words from other parts.

A small corpus shows most words in one segmentation only; compounds that it lacks are cut otherwise. This is
subword regularisation (Kudo 2018, *Subword Regularization: Improving Neural Network Translation Models with
Multiple Subword Candidates*) in the manner of BPE-dropout (Provilkov et al. 2020): what is cut is drawn
anew each time that a sentence is seen, on the prepared ids, and word alignment follows.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from training.batches import Batch
from training.vocabulary import BLANK, Vocabulary

__all__ = ["Cuts"]

_WAYS = 4  # the likeliest ways to cut a piece that are drawn from
_SHORTEST = 4  # characters; shorter pieces are cut into letters, which say nothing


class Cuts:
    """The ways in which the pieces of a vocabulary can be cut into two others of it."""

    def __init__(self, vocabulary: Vocabulary, share: float) -> None:
        """Find the ways to cut.

        Args:
            vocabulary: of the data.
            share: probability that a piece which can be cut is cut.
        """
        self.share = share
        self._pad = vocabulary.pad
        ways = [_ways(vocabulary, i) for i in range(vocabulary.pad)] + [[]]
        self._count = np.array([len(found) for found in ways])
        self._parts = np.zeros((len(ways), _WAYS, 2), np.int64)
        for piece, found in enumerate(ways):
            self._parts[piece, : len(found)] = np.array(found, np.int64).reshape(-1, 2)

    def __call__(self, batch: Batch, rng: np.random.Generator) -> Batch:
        """Return the batch with some pieces of its sources cut; a link leads to both parts."""
        source = batch.source.numpy()
        cut = (rng.random(source.shape) < self.share) & (self._count[source] > 0)
        if not cut.any():
            return batch
        real = source != self._pad
        sizes = real.astype(np.int64) + cut
        starts = sizes.cumsum(1) - sizes
        wider = np.full((len(source), sizes.sum(1).max()), self._pad, np.int64)
        wider[np.nonzero(real)[0], starts[real]] = source[real]
        rows, pieces = np.nonzero(cut)[0], source[cut]
        parts = self._parts[pieces, self._draw(pieces, rng)]
        wider[rows, starts[cut]], wider[rows, starts[cut] + 1] = parts.T
        line, to, of = batch.links.numpy()
        again = cut[line, of]
        links = np.stack([line, to, starts[line, of]])
        second = np.stack([line[again], to[again], starts[line[again], of[again]] + 1])
        return Batch(torch.from_numpy(wider), batch.target, torch.from_numpy(np.concatenate([links, second], 1)))

    def _draw(self, pieces: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
        """Draw a way to cut each piece, likelier ones rather: the first of two draws."""
        return (rng.random((2, len(pieces))) * self._count[pieces]).astype(np.int64).min(0)


def _ways(vocabulary: Vocabulary, piece: int) -> list[tuple[int, int]]:
    """List the ways to cut a piece, likeliest first."""
    model = vocabulary.model
    text = model.id_to_piece(piece)
    if len(text) < _SHORTEST or not text.removeprefix(BLANK).isalpha():
        return []
    found = []
    for place in range(len(BLANK) + 1 if text.startswith(BLANK) else 1, len(text)):
        parts = model.piece_to_id(text[:place]), model.piece_to_id(text[place:])
        if model.unk_id() not in parts:
            found.append((sum(map(model.get_score, parts)), parts))
    return [parts for _, parts in sorted(found, reverse=True)[:_WAYS]]
