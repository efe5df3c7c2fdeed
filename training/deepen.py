"""A deeper model from a trained one: encoder layers that change nothing at first are put between its own.

What was learnt stays, so that training goes on from there in place of beginning anew (network growth: Chen
et al. 2016, *Net2Net*; for Transformers Shen et al. 2022, *Staged Training for Transformer Language Models*).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from transformers import MarianConfig, MarianMTModel

from training.command import command, new_parser
from training.files import whole_folder
from training.network import load
from translate.errors import UsageError

__all__ = ["deepen", "main", "parser"]

_LAYERS = "model.encoder.layers."
_SAMPLE = (40, 30)  # sentences, pieces


def deepen(model: MarianMTModel, behind: Sequence[int]) -> MarianMTModel:
    """Return a model with another encoder layer behind each of those named; the rest is the same.

    A new layer is a copy of the one before it whose attention and feed-forward block add nothing. Its layer
    norms undo themselves as nearly as they can: they give each piece's state the mean and deviation that
    states have there on average. That average is taken over sequences of pieces drawn at random, which is
    close to that over German (deviations of 0.52 and 0.51 behind one layer of a bundled model, 0.36 and
    0.35 behind another).

    Args:
        model: the model; it stays as it is.
        behind: numbers of its encoder layers, counted from 1.

    Raises:
        UsageError: the model has no such layer, or one is named twice.
    """
    depth = model.config.encoder_layers
    if not behind or len(set(behind)) < len(behind) or not all(1 <= number <= depth for number in behind):
        raise UsageError(f"--behind takes different numbers from 1 to {depth}, the model's encoder layers.")
    states = _states(model)
    old = model.state_dict()
    weights = {name: weight for name, weight in old.items() if not name.startswith(_LAYERS)}
    deeper = 0
    for number in range(depth):
        start = f"{_LAYERS}{number}."
        layer = {name.removeprefix(start): weight for name, weight in old.items() if name.startswith(start)}
        for part in (layer, _idle(layer, states[number + 1])) if number + 1 in behind else (layer,):
            weights |= {f"{_LAYERS}{deeper}.{name}": weight.clone() for name, weight in part.items()}
            deeper += 1
    sizes = {"encoder_layers": deeper, "num_hidden_layers": deeper}
    made = MarianMTModel(MarianConfig.from_dict(model.config.to_dict() | sizes))
    made.load_state_dict(weights)
    made.generation_config = model.generation_config
    return made


def _states(model: MarianMTModel) -> tuple[Tensor, ...]:
    """Return what goes into the first encoder layer and comes out of each, for sequences of random pieces."""
    generator = torch.Generator().manual_seed(1)
    pieces = torch.randint(model.config.vocab_size, _SAMPLE, generator=generator)
    pieces[:, -1] = model.config.eos_token_id
    with torch.inference_mode():
        return model.model.encoder(pieces, output_hidden_states=True).hidden_states


def _idle(layer: dict[str, Tensor], states: Tensor) -> dict[str, Tensor]:
    """Return a copy of a layer that passes on what that layer puts out, nearly."""
    scale, shift = states.std(-1, unbiased=False).mean(), states.mean()
    idle = {}
    for name, weight in layer.items():
        if "layer_norm" in name:
            weight = torch.full_like(weight, float(scale if name.endswith("weight") else shift))
        elif "out_proj" in name or name.startswith("fc2"):
            weight = torch.zeros_like(weight)
        idle[name] = weight
    return idle


def parser() -> argparse.ArgumentParser:
    """Return the parser of this step's arguments."""
    step = new_parser("deepen", "Put new encoder layers into a trained model, to go on training it.")
    step.add_argument("model", type=Path, help="folder of a MarianMT model or of a run of training.train")
    step.add_argument("folder", type=Path, help="folder to write")
    step.add_argument(
        "--behind", type=int, nargs="+", required=True, metavar="LAYER",
        help="encoder layers, counted from 1, behind each of which a new one is put",
    )  # fmt: skip
    return step


@command(parser)
def main(options: argparse.Namespace) -> None:
    """Write the deeper model and say how many weights it has."""
    made = deepen(load(options.model, dropout=0.0, device="cpu"), options.behind)
    with whole_folder(options.folder) as scratch:
        made.save_pretrained(scratch)
    weights = sum(weight.numel() for name, weight in made.named_parameters() if "embed_positions" not in name)
    print(f"{options.folder}: {weights / 1e6:.1f} million weights", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
