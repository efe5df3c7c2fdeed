"""A training run: one step after the other, saved so that it goes on as if it had never stopped."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch
from torch import Tensor
from transformers import MarianMTModel

from training.batches import Batch, Data, Place, batches
from training.cuts import Cuts
from training.network import AligningHeads, Shape, build, load
from training.objective import Loss, loss
from training.vocabulary import Vocabulary
from translate.errors import InputError, UsageError, WortlautError
from translate.files import whole_file

__all__ = ["CHECKPOINT", "Run", "Settings", "learning_rate"]

CHECKPOINT = "checkpoint.pt"
_VOCABULARY_FILES = ("joint.model", "vocab.json", "meta.json")


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides the weights that a run of a given length ends with.

    Attributes:
        shape: of a new model; None where the run starts from a model that exists.
        start: folder of that model, or empty.
        lexical: start embeddings of a new model, or empty.
        budget: most pieces of a batch.
        learning_rate: the highest one.
        warm_up: steps until it is reached.
        dropout: of embeddings and layer outputs.
        cut: share of the source's pieces to cut in two, see `training.cuts`.
        smoothing: see `training.objective.loss`.
        guidance: see `training.objective.loss`.
        average: decay of the moving average of the weights, which is what is saved.
        seed: of the start weights, the dropout and the order of the data.
        half: compute in bfloat16 where that is safe.
    """

    shape: Shape | None
    start: str
    lexical: str
    budget: int
    learning_rate: float
    warm_up: int
    dropout: float
    cut: float
    smoothing: float
    guidance: float
    average: float
    seed: int
    half: bool


def learning_rate(highest: float, warm_up: int, step: int, fraction: float) -> float:
    """Return the rate of a step: it climbs in a line, then falls with what is left of the run.

    Args:
        highest: rate to climb to.
        warm_up: steps until then.
        step: number of steps done.
        fraction: share of the run's length that is done, 0 to 1.
    """
    return highest * min((step + 1) / warm_up, 1.0) * max(0.01, 1 - fraction) ** 0.7


class Run:
    """A model in training.

    Attributes:
        model: holds the weights being trained; `save` writes their moving average.
        step: steps done.
        pieces: target pieces learnt from.
        seconds: time spent, over all sittings.
    """

    def __init__(self, data_folder: Path, settings: Settings, device: str) -> None:
        """Begin a run.

        Raises:
            WortlautError: data, model or settings do not go together.
        """
        self.settings, self.device, self._data_folder = settings, device, data_folder
        self._data = data = Data.load(data_folder)
        torch.manual_seed(settings.seed)
        if settings.shape is None:
            self.model = load(Path(settings.start), dropout=settings.dropout, device=device)
            _check_vocabulary(self.model, data, data_folder, Path(settings.start))
        else:
            self.model = build(
                settings.shape, data.vocabulary_size, data.pad, data.eos, dropout=settings.dropout, device=device,
                lexical=Path(settings.lexical) if settings.lexical else None,
            )  # fmt: skip
        self.model.train()
        self._heads = AligningHeads(self.model)
        self._trained = [weight for weight in self.model.parameters() if weight.requires_grad]
        self._average = [weight.detach().clone() for weight in self._trained]
        self._optimizer = torch.optim.AdamW(
            self._trained, lr=settings.learning_rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01,
            fused=True,
        )  # fmt: skip
        self._cuts = Cuts(Vocabulary(data_folder / "joint.model"), settings.cut) if settings.cut else None
        self.step = self.pieces = 0
        self.seconds = 0.0
        self._take_up(Place(0, 0))

    def _take_up(self, place: Place) -> None:
        self._place = place
        self._batches = batches(
            self._data, self.settings.budget, self.settings.seed, place, pin=self.device == "cuda", change=self._cuts
        )

    @property
    def epoch(self) -> int:
        """Number of the epoch, from 0."""
        return self._place.epoch

    def advance(self, fraction: float) -> Loss:
        """Learn from the next batch.

        Args:
            fraction: share of the run's length that is done; the learning rate depends on it.
        """
        settings = self.settings
        for group in self._optimizer.param_groups:
            group["lr"] = learning_rate(settings.learning_rate, settings.warm_up, self.step, fraction)
        batch: Batch
        batch, self._place = next(self._batches)
        losses = loss(
            self.model, self._heads, batch.to(self.device),
            smoothing=settings.smoothing, guidance=settings.guidance, half=settings.half,
        )  # fmt: skip
        losses.total.backward()
        torch.nn.utils.clip_grad_norm_(self._trained, 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self.pieces += losses.pieces
        # A young average forgets fast, else the start weights would stay in it.
        decay = min(settings.average, self.step / (self.step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(self._average, self._trained, 1 - decay)
        return losses

    def save(self, folder: Path) -> None:
        """Write the averaged model, its vocabulary and the checkpoint, each file whole or not at all.

        Raises:
            WortlautError: the weights are no numbers any more; what was saved before stays.
        """
        if not all(torch.isfinite(weight).all() for weight in self._average):
            raise WortlautError(
                f"{folder}: the run diverged; go on with --resume, or anew with a lower --learning-rate."
            )
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".save.") as scratch:
            self.model.save_pretrained(scratch, state_dict=self._averaged())
            for name in _VOCABULARY_FILES:
                if (self._data_folder / name).is_file():
                    shutil.copyfile(self._data_folder / name, Path(scratch, name))
            for file in Path(scratch).iterdir():
                with whole_file(folder / file.name, "wb") as target:
                    target.write(file.read_bytes())
        with whole_file(folder / CHECKPOINT, "wb") as file:
            torch.save(self._state(), file)

    def _averaged(self) -> dict[str, Tensor]:
        average = {id(weight): mean for weight, mean in zip(self._trained, self._average, strict=True)}
        # Tied weights have several names in the state, all of which must lead to the average.
        shared = self.model.named_parameters(remove_duplicate=False)
        return self.model.state_dict() | {name: average[id(w)] for name, w in shared if id(w) in average}

    def _state(self) -> dict[str, Any]:
        return {
            "settings": asdict(self.settings),
            "data": self._data.fingerprint,
            "weights": [weight.detach() for weight in self._trained],
            "average": self._average,
            "optimizer": self._optimizer.state_dict(),
            "generator": torch.get_rng_state(),
            "cuda_generator": torch.cuda.get_rng_state() if self.device == "cuda" else None,
            "place": tuple(self._place),
            "step": self.step,
            "pieces": self.pieces,
            "seconds": self.seconds,
        }

    def resume(self, folder: Path) -> None:
        """Take up the run that was saved in `folder`.

        Raises:
            InputError: there is no readable checkpoint.
            UsageError: it is of other settings or other data.
        """
        try:
            state = torch.load(folder / CHECKPOINT, map_location="cpu", weights_only=True)
        except (OSError, EOFError, RuntimeError, UnpicklingError) as error:
            raise InputError(f"{folder / CHECKPOINT}: cannot be read; start anew without --resume.") from error
        settings = asdict(self.settings)
        changed = [name for name, value in state["settings"].items() if settings[name] != value]
        if state["data"] != self._data.fingerprint:
            changed.append("data")
        if changed:
            raise UsageError(
                f"{folder}: this run was begun with other {', '.join(changed)}; give them as they were, "
                "or begin a run from its weights in another folder with --start."
            )
        with torch.no_grad():
            for now, then in ((self._trained, state["weights"]), (self._average, state["average"])):
                for weight, saved in zip(now, then, strict=True):
                    weight.copy_(saved)
        self._optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["generator"])
        if self.device == "cuda" and state["cuda_generator"] is not None:
            torch.cuda.set_rng_state(state["cuda_generator"])
        self.step, self.pieces, self.seconds = state["step"], state["pieces"], state["seconds"]
        self._batches.close()
        self._take_up(Place(*state["place"]))


def _check_vocabulary(model: MarianMTModel, data: Data, data_folder: Path, start: Path) -> None:
    config = model.config
    same = (config.vocab_size, config.pad_token_id, config.eos_token_id) == (data.vocabulary_size, data.pad, data.eos)
    files = start / "source.spm", data_folder / "joint.model"
    if all(file.is_file() for file in files):
        same = same and files[0].read_bytes() == files[1].read_bytes()
    if not same:
        raise UsageError(
            f"{start}: its vocabulary is not that of the data; prepare the data with --vocabulary {files[0]}."
        )
