"""Train a model, or go on training one, on prepared data."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import torch

from training.command import command, new_parser
from training.network import Shape, default_device
from training.objective import Loss
from training.run import CHECKPOINT, Run, Settings
from translate.errors import UsageError

__all__ = ["Length", "Log", "main", "parser", "stop_signals", "train"]


@dataclass(frozen=True, slots=True)
class Length:
    """How long a run is, over all its sittings: a number of steps, or of minutes where that is None."""

    steps: int | None
    minutes: float

    def fraction(self, run: Run) -> float:
        """Return the share of the run that is done; from 1 on, it has ended."""
        return run.step / self.steps if self.steps is not None else run.seconds / 60 / self.minutes


class Log:
    """Prints now and then how a run goes: losses are means over the pieces since the last line."""

    def __init__(self, seconds: float) -> None:
        """Print every `seconds`."""
        self._every, self._due = seconds, time.monotonic() + seconds
        self._start: tuple[float, int] | None = None
        self._sums: torch.Tensor | None = None
        self._pieces = 0

    def __call__(self, run: Run, losses: Loss) -> None:
        """Note a step and its losses."""
        self._start = self._start or (time.monotonic(), run.pieces)
        sums = torch.stack([losses.nll, losses.guided]) * losses.pieces
        self._sums = sums if self._sums is None else self._sums + sums
        self._pieces += losses.pieces
        now = time.monotonic()
        if now < self._due:
            return
        began, before = self._start
        nll, guided = (self._sums / self._pieces).tolist()  # the one place that waits for the device
        speed = (run.pieces - before) / max(now - began, 1e-9)
        print(
            f"{run.seconds / 60:.1f} min, step {run.step}, epoch {run.epoch}, {run.pieces / 1e6:.2f} M pieces, "
            f"{speed:.0f}/s, nll {nll:.3f}, guided {guided:.3f}",
            file=sys.stderr, flush=True,
        )  # fmt: skip
        self._due, self._sums, self._pieces = now + self._every, None, 0


@contextmanager
def stop_signals() -> Iterator[Callable[[], bool]]:
    """Yield a function that says whether SIGTERM or SIGINT has come; they do not end the program inside."""
    caught: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        caught.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield lambda: bool(caught)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def train(
    run: Run,
    out: Path,
    length: Length,
    *,
    save_every: float = 600.0,
    stopped: Callable[[], bool] = lambda: False,
    watch: Callable[[Run, Loss], None] = lambda run, losses: None,
) -> bool:
    """Train until the run has its length or is stopped, and save it.

    Args:
        run: begun or resumed.
        out: folder to save in.
        length: when the run ends.
        save_every: seconds between checkpoints.
        stopped: asked before each step.
        watch: told of each step.

    Returns:
        Whether the run has its whole length.
    """
    before, began = run.seconds, time.monotonic()
    saved = began
    while (fraction := length.fraction(run)) < 1 and not stopped():
        watch(run, run.advance(fraction))
        now = time.monotonic()
        run.seconds = before + now - began
        if now - saved >= save_every:
            run.save(out)
            saved = time.monotonic()
    run.save(out)
    return length.fraction(run) >= 1


def _positive(kind: Callable[[str], float]) -> Callable[[str], float]:
    def read(text: str) -> float:
        value = kind(text)
        if not value > 0:
            raise ValueError(text)
        return value

    read.__name__ = "positive number"  # argparse puts it into its message
    return read


def parser() -> argparse.ArgumentParser:
    """Return the parser of this step's arguments."""
    step = new_parser("train", "Train a MarianMT model on prepared data. SIGTERM or Ctrl-C saves and ends the run.")
    step.add_argument("data", type=Path, help="folder of training.prepare")
    step.add_argument("out", type=Path, help="folder of the run: averaged weights and checkpoint")
    length = step.add_mutually_exclusive_group(required=True)
    length.add_argument(
        "--steps", type=_positive(int), help="length of the run in steps; with it a run can be repeated exactly"
    )
    length.add_argument("--minutes", type=_positive(float), help="length of the run in minutes")
    step.add_argument("--resume", action="store_true", help="go on with the run in OUT, with the same settings")
    step.add_argument("--start", type=Path, help="fine-tune this MarianMT folder; its size counts, not the next five")
    step.add_argument("--dimension", type=int, default=384, help="width of embeddings and layers")
    step.add_argument("--feed-forward", type=int, default=1536, help="width inside the feed-forward blocks")
    step.add_argument("--heads", type=int, default=6, help="attention heads")
    step.add_argument("--encoder-layers", type=int, default=6, help="depth of the encoder")
    step.add_argument("--decoder-layers", type=int, default=2, help="depth of the decoder")
    step.add_argument("--lexical", type=Path, help="start embeddings of training.lexical")
    step.add_argument("--budget", type=int, default=1800, help="most pieces of a batch on a side, padding included")
    step.add_argument("--learning-rate", type=float, default=1e-3, help="the highest one")
    step.add_argument("--warm-up", type=_positive(int), default=1000, help="steps until it is reached")
    step.add_argument("--dropout", type=float, default=0.1, help="of embeddings and layer outputs")
    step.add_argument("--cut", type=float, default=0.0, help="share of the source's pieces to cut in two at random")
    step.add_argument("--smoothing", type=float, default=0.1, help="label smoothing")
    step.add_argument("--guidance", type=float, default=0.1, help="weight of the guided alignment, each head's")
    step.add_argument("--average", type=float, default=0.9995, help="decay of the moving average of the weights")
    step.add_argument("--seed", type=int, default=1, help="of start weights, dropout and data order")
    step.add_argument("--float32", action="store_true", help="no bfloat16: exact, slower where bfloat16 is native")
    step.add_argument("--device", choices=("cpu", "cuda"), default=default_device(), help="where to compute")
    step.add_argument("--save-every", type=float, default=10, metavar="MINUTES", help="time between checkpoints")
    step.add_argument("--log-every", type=float, default=30, metavar="SECONDS", help="time between lines of progress")
    return step


@command(parser)
def main(options: argparse.Namespace) -> None:
    """Train as the options say."""
    if (options.out / CHECKPOINT).exists() and not options.resume:
        raise UsageError(f"{options.out}: holds a run already; go on with --resume or name another folder.")
    if options.start and options.lexical:
        raise UsageError("--lexical is for new models; leave it out with --start.")
    shape = Shape(
        options.dimension, options.feed_forward, options.heads, options.encoder_layers, options.decoder_layers
    )
    settings = Settings(
        shape=None if options.start else shape,
        start=str(options.start or ""),
        lexical=str(options.lexical or ""),
        budget=options.budget,
        learning_rate=options.learning_rate,
        warm_up=options.warm_up,
        dropout=options.dropout,
        cut=options.cut,
        smoothing=options.smoothing,
        guidance=options.guidance,
        average=options.average,
        seed=options.seed,
        half=not options.float32,
    )
    run = Run(options.data, settings, options.device)
    if options.resume:
        run.resume(options.out)
    weights = sum(weight.numel() for weight in run.model.parameters() if weight.requires_grad)
    print(f"{weights / 1e6:.1f} M weights on {options.device}, {run.step} steps done", file=sys.stderr)
    with stop_signals() as stopped:
        ended = train(
            run, options.out, Length(options.steps, options.minutes), save_every=options.save_every * 60,
            stopped=stopped, watch=Log(options.log_every),
        )  # fmt: skip
    how = "ended" if ended else "stopped and saved; go on with --resume"
    print(f"{how}: {run.step} steps, {run.pieces / 1e6:.2f} M pieces, {run.seconds / 60:.1f} min", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
