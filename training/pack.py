"""A training run becomes the folder that is shipped: a MarianMT model in the Hugging Face layout.

Float16 weights, tokenizer and settings; plain transformers loads it without this package.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import sys
from pathlib import Path

import torch

from training.command import command, new_parser
from training.files import whole_folder
from training.network import POSITIONS, load
from training.vocabulary import Vocabulary
from translate.errors import InputError, ModelError, UsageError

__all__ = ["LIMIT", "main", "pack", "parser"]

LIMIT = 45_000_000
"""Most bytes of a packed folder: it is tracked in the repository."""


def pack(
    run: Path,
    folder: Path,
    vocabulary: Vocabulary,
    *,
    terms: bool | None = None,
    comfort: int | None = None,
    length_penalty: float | None = None,
    card: Path | None = None,
) -> int:
    """Write a packed model, the whole folder or nothing.

    Args:
        run: folder of training.train.
        folder: to write; must not exist or be empty.
        vocabulary: what the run was trained with.
        terms: whether the model knows the term mark-up; None: as the data of the run says, or the model
            that it was fine-tuned from.
        comfort: pieces from which on the tool should cut sentences between clauses; None: as the model
            that was fine-tuned has it, else as long as fits.
        length_penalty: transformers' setting of beam search: a translation's log-probability is divided by its
            length to the power of this, so that more than 1 favours longer ones (Wu et al. 2016 divide likewise).
            None: as the model that was fine-tuned has it, else 1.
        card: model card to put into it.

    Returns:
        Size of the folder in bytes.

    Raises:
        InputError: the card cannot be read.
        ModelError: the run's weights are no complete model, or do not fit into float16.
        UsageError: the length penalty is negative, the vocabulary is another one, or the folder would be larger
            than `LIMIT`.
    """
    if length_penalty is not None and not 0 <= length_penalty < math.inf:
        raise UsageError(f"--length-penalty must be a number of at least 0, not {length_penalty:g}.")
    model = load(run, dropout=0.0, device="cpu")
    config, settings = model.config, model.generation_config
    if (config.vocab_size, config.pad_token_id, config.eos_token_id) != (
        vocabulary.size,
        vocabulary.pad,
        vocabulary.eos,
    ):
        raise UsageError(
            f"{run}: the model has {config.vocab_size} ids, the vocabulary {vocabulary.size}; name the joint.model "
            "of the data that it was trained on with --vocabulary."
        )
    config.wortlaut_terms = _marked(run, config) if terms is None else terms
    if comfort is not None:
        config.wortlaut_comfort = comfort
    if length_penalty is not None:
        settings.length_penalty = length_penalty
    settings.num_beams = 4
    settings.max_length = POSITIONS  # else plain generate() stops after 20 pieces
    settings.bad_words_ids = [[vocabulary.pad]]
    model.half()
    if not all(torch.isfinite(weight).all() for weight in model.parameters()):
        raise ModelError(f"{run}: has weights beyond the range of float16; train with a lower --learning-rate.")
    with whole_folder(folder) as scratch:
        model.save_pretrained(scratch)
        vocabulary.write_tokenizer(scratch)
        if card is not None:
            try:
                shutil.copyfile(card, scratch / "README.md")
            except OSError as error:
                raise InputError(f"{card}: cannot be read ({error.strerror}); check the name.") from error
        size = sum(file.stat().st_size for file in scratch.iterdir())
        if size > LIMIT:
            raise UsageError(
                f"{folder}: would be {size / 1e6:.1f} MB, more than {LIMIT / 1e6:.0f}; train a smaller model."
            )
    return size


def _marked(run: Path, config: object) -> bool:
    """Whether the run's data had term mark-up, or the model that it was fine-tuned from knew it."""
    try:
        marked = json.loads((run / "meta.json").read_text("utf-8")).get("marked", 0)
    except (OSError, ValueError):
        marked = 0  # a run of weights alone
    return bool(marked or getattr(config, "wortlaut_terms", False))


def parser() -> argparse.ArgumentParser:
    """Return the parser of this step's arguments."""
    step = new_parser("pack", "Make the folder that is shipped from a training run.")
    step.add_argument("run", type=Path, help="folder of training.train")
    step.add_argument("folder", type=Path, help="folder to write")
    step.add_argument("--vocabulary", type=Path, help="SentencePiece model, if joint.model is not in RUN")
    step.add_argument("--card", type=Path, help="model card to put into it as README.md")
    step.add_argument(
        "--terms", action=argparse.BooleanOptionalAction, default=None,
        help="whether the model knows the term mark-up; left out: as the data of the run says",
    )  # fmt: skip
    step.add_argument(
        "--comfort", type=int, metavar="PIECES",
        help="from how many pieces on sentences are cut between clauses; small models lose some of long ones",
    )  # fmt: skip
    step.add_argument(
        "--length-penalty", type=float, metavar="POWER",
        help="more than 1 makes for longer translations, if measure finds them too short",
    )  # fmt: skip
    return step


@command(parser)
def main(options: argparse.Namespace) -> None:
    """Pack the model and say how large it is."""
    vocabulary = Vocabulary(options.vocabulary or options.run / "joint.model")
    size = pack(
        options.run, options.folder, vocabulary,
        terms=options.terms, comfort=options.comfort, length_penalty=options.length_penalty, card=options.card,
    )  # fmt: skip
    print(f"{options.folder}: {size / 1e6:.1f} MB", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
