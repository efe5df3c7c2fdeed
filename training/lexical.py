"""Start embeddings in which pieces that translate each other lie close.

Random vectors, mixed along the alignment links of the prepared data. With them a new model need not
find out by itself which German piece an English one comes from.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training.batches import Data
from training.command import command, new_parser
from translate.errors import UsageError
from translate.files import whole_file

__all__ = ["lexical_start", "main", "parser"]

_RARE = 3.0  # added to each piece's count, so that pieces seen once or twice are not believed
_LEAST = 0.02  # translation probabilities below this are noise


def lexical_start(data: Data, dimension: int, seed: int = 0) -> NDArray[np.float32]:
    """Return unit vectors, shape (vocabulary size, dimension).

    Each is the piece's own random vector plus those of its translations, weighted with their
    probability in either direction.

    Raises:
        UsageError: the data has no links.
    """
    if not len(data.links):
        raise UsageError("the data has no alignment links; run training.align and prepare it with --links.")
    size = data.vocabulary_size
    line = np.repeat(np.arange(len(data)), np.diff(data.link_offsets))
    german = data.source[data.source_offsets[line] + data.links[:, 0]].astype(np.int64)
    english = data.target[data.target_offsets[line] + data.links[:, 1]].astype(np.int64)
    different = german != english  # a piece is close to itself as it is
    cells, counts = np.unique(german[different] * size + english[different], return_counts=True)
    row, column = cells // size, cells % size
    own = torch.randn(size, dimension, generator=torch.Generator().manual_seed(seed))
    mixed = own.clone()
    for this, other in ((row, column), (column, row)):
        probability = counts / (np.bincount(this, counts, size) + _RARE)[this]
        likely = probability > _LEAST
        matrix = torch.sparse_coo_tensor(
            torch.from_numpy(np.stack([this[likely], other[likely]])),
            torch.from_numpy(probability[likely]).float(),
            (size, size),
            check_invariants=False,
        )
        mixed += torch.sparse.mm(matrix, own)
    return torch.nn.functional.normalize(mixed).numpy()


def parser() -> argparse.ArgumentParser:
    """Return the parser of this step's arguments."""
    step = new_parser("lexical", "Make start embeddings from the alignment links of prepared data.")
    step.add_argument("data", type=Path, help="folder of training.prepare, prepared with --links")
    step.add_argument("out", type=Path, help=".npy file to write")
    step.add_argument("--dimension", type=int, default=384, help="of the model that will be trained")
    step.add_argument("--seed", type=int, default=0, help="of the random vectors")
    step.add_argument("--neighbours", metavar="PIECE", nargs="*", default=[], help="print the closest pieces of these")
    return step


@command(parser)
def main(options: argparse.Namespace) -> None:
    """Write the embeddings."""
    ids: dict[str, int] = {}
    if options.neighbours:
        ids = json.loads((options.data / "vocab.json").read_text("utf-8"))
    if unknown := [piece for piece in options.neighbours if piece not in ids]:
        raise UsageError(f"--neighbours {unknown[0]}: is not a piece of the vocabulary; words begin with ▁.")
    rows = lexical_start(Data.load(options.data), options.dimension, options.seed)
    with whole_file(options.out, "wb") as file:
        np.save(file, rows)
    pieces = {number: piece for piece, number in ids.items()}
    for piece in options.neighbours:
        closeness = rows @ rows[ids[piece]]
        print(piece, *(f"{pieces[i]} {closeness[i]:.2f}" for i in np.argsort(-closeness)[1:6]), sep="\t")


if __name__ == "__main__":
    raise SystemExit(main())
