"""A run goes on after a pause as if there had been none, and only with what it was begun with."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from transformers import MarianMTModel

from training.run import CHECKPOINT, Run, Settings, learning_rate
from translate.errors import InputError, UsageError, WortlautError


@pytest.mark.parametrize(
    ("step", "fraction", "expected"),
    [
        (0, 0.0, 0.001),
        (4, 0.0, 0.005),
        (9, 0.0, 0.01),
        (99, 0.0, 0.01),
        (99, 0.5, 0.01 * 0.5**0.7),
        (99, 2.0, 0.01 * 0.01**0.7),
    ],
)
def test_learning_rate(step, fraction, expected):
    assert learning_rate(0.01, 10, step, fraction) == pytest.approx(expected)


@pytest.fixture
def settings(shape):
    return Settings(
        shape=shape, start="", lexical="", budget=300, learning_rate=0.01, warm_up=5, dropout=0.1, cut=0.1,
        smoothing=0.1, guidance=0.1, average=0.99, seed=3, half=False,
    )  # fmt: skip


def weights(run):
    return torch.cat([weight.detach().flatten() for weight in (*run._trained, *run._average)])


@pytest.mark.parametrize("half", [False, True])
def test_a_pause_leaves_no_trace(data_folder, settings, tmp_path, half):
    settings = replace(settings, half=half)
    whole = Run(data_folder, settings, "cpu")
    for step in range(6):
        whole.advance(step / 6)
    first = Run(data_folder, settings, "cpu")
    for step in range(2):
        first.advance(step / 6)
    first.save(tmp_path)
    torch.manual_seed(99)
    second = Run(data_folder, settings, "cpu")
    second.resume(tmp_path)
    for step in range(2, 6):
        second.advance(step / 6)
    assert torch.equal(weights(whole), weights(second))
    assert (whole.step, whole.pieces, whole.epoch) == (second.step, second.pieces, second.epoch)


def test_the_seed_decides(data_folder, settings):
    found = []
    for seed in (3, 3, 4):
        run = Run(data_folder, replace(settings, seed=seed), "cpu")
        run.advance(0.0)
        found.append(weights(run))
    assert torch.equal(found[0], found[1])
    assert not torch.equal(found[0], found[2])


def test_learning_lowers_the_loss(data_folder, settings):
    run = Run(data_folder, replace(settings, dropout=0.0), "cpu")
    losses = [run.advance(0.0).nll.item() for _ in range(40)]
    assert np.mean(losses[-5:]) < np.mean(losses[:5]) - 1


def test_what_is_saved_is_the_average(data_folder, settings, tmp_path):
    run = Run(data_folder, settings, "cpu")
    for _ in range(3):
        run.advance(0.0)
    run.save(tmp_path / "run")
    saved = load_file(tmp_path / "run" / "model.safetensors")
    names = {id(weight): name for name, weight in run.model.named_parameters()}
    for weight, mean in zip(run._trained, run._average, strict=True):
        assert torch.equal(saved[names[id(weight)]], mean)
        assert not torch.equal(mean, weight)
    found = sorted(file.name for file in (tmp_path / "run").iterdir())
    assert found == sorted(
        [
            "config.json",
            "generation_config.json",
            "model.safetensors",
            CHECKPOINT,
            "joint.model",
            "vocab.json",
            "meta.json",
        ]
    )
    MarianMTModel.from_pretrained(tmp_path / "run")


@pytest.mark.parametrize(("change", "named"), [({"budget": 301}, "budget"), ({"seed": 4, "half": True}, "seed, half")])
def test_other_settings_do_not_resume(data_folder, settings, tmp_path, change, named):
    Run(data_folder, settings, "cpu").save(tmp_path)
    with pytest.raises(UsageError, match=f"this run was begun with other {named}; give them as they were"):
        Run(data_folder, replace(settings, **change), "cpu").resume(tmp_path)


def test_other_data_does_not_resume(data_folder, settings, tmp_path):
    Run(data_folder, settings, "cpu").save(tmp_path / "run")
    (tmp_path / "data").mkdir()
    for name in ("joint.model", "vocab.json", "meta.json"):
        (tmp_path / "data" / name).write_bytes((data_folder / name).read_bytes())
    with np.load(data_folder / "data.npz") as arrays:
        np.savez(tmp_path / "data" / "data.npz", **(dict(arrays) | {"weight": arrays["weight"] * 2}))
    with pytest.raises(UsageError, match="begun with other data"):
        Run(tmp_path / "data", settings, "cpu").resume(tmp_path / "run")


@pytest.mark.parametrize("content", [None, b"", b"damaged", b"PK\x03\x04damaged"])
def test_a_damaged_checkpoint_is_named(data_folder, settings, tmp_path, content):
    if content is not None:
        (tmp_path / CHECKPOINT).write_bytes(content)
    with pytest.raises(InputError, match=f"{CHECKPOINT}: cannot be read; start anew without --resume"):
        Run(data_folder, settings, "cpu").resume(tmp_path)


def test_a_run_that_diverged_is_not_saved(data_folder, settings, tmp_path):
    run = Run(data_folder, settings, "cpu")
    run._average[0][0] = torch.nan
    with pytest.raises(WortlautError, match="the run diverged; go on with --resume"):
        run.save(tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_fine_tuning_starts_from_the_weights(data_folder, settings, toy_model):
    run = Run(data_folder, replace(settings, shape=None, start=str(toy_model)), "cpu")
    packed = MarianMTModel.from_pretrained(toy_model, dtype=torch.float32)
    assert torch.equal(run.model.model.shared.weight, packed.model.shared.weight)
    run.advance(0.0)
    assert not torch.equal(run.model.model.shared.weight, packed.model.shared.weight)


def test_fine_tuning_needs_the_same_vocabulary(data_folder, settings, toy_model, tmp_path):
    for file in toy_model.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "source.spm").write_bytes(b"another of the same size")
    with pytest.raises(UsageError, match=r"prepare the data with --vocabulary .*source\.spm"):
        Run(data_folder, replace(settings, shape=None, start=str(tmp_path)), "cpu")
