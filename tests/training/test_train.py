"""How long a run goes on, what it says meanwhile, and how it is stopped."""

import os
import signal
from types import SimpleNamespace

import pytest
import torch

from training.objective import Loss
from training.run import CHECKPOINT
from training.train import Length, Log, main, parser, stop_signals, train


@pytest.mark.parametrize(
    ("length", "step", "seconds", "expected"),
    [
        (Length(10, None), 5, 999.0, 0.5),
        (Length(10, None), 12, 0.0, 1.2),
        (Length(None, 2.0), 999, 30.0, 0.25),
    ],
)
def test_fraction(length, step, seconds, expected):
    assert length.fraction(SimpleNamespace(step=step, seconds=seconds)) == expected


class Toy:
    """Stands in for a run."""

    def __init__(self):
        self.step, self.seconds, self.pieces, self.epoch = 0, 0.0, 0, 0
        self.saved, self.fractions = [], []

    def advance(self, fraction):
        self.step += 1
        self.pieces += 4
        self.fractions.append(fraction)
        return Loss(torch.tensor(2.0), torch.tensor(float(self.step)), torch.tensor(0.5), 4)

    def save(self, folder):
        self.saved.append(self.step)


@pytest.mark.parametrize(
    ("stop", "every", "ended", "saved"),
    [(99, 60.0, True, [4]), (2, 60.0, False, [2]), (0, 60.0, False, [0]), (99, 0.0, True, [1, 2, 3, 4, 4])],
)
def test_train(tmp_path, stop, every, ended, saved):
    run, seen = Toy(), []
    whole = train(
        run, tmp_path, Length(4, None), save_every=every, stopped=lambda: run.step >= stop,
        watch=lambda run, losses: seen.append(losses.nll.item()),
    )  # fmt: skip
    assert (whole, run.saved) == (ended, saved)
    assert run.fractions == [step / 4 for step in range(run.step)]
    assert seen == [step + 1.0 for step in range(run.step)]
    assert (run.seconds > 0) is (run.step > 0)


def test_log(capsys):
    run, log = Toy(), Log(0.0)
    for _ in range(2):
        log(run, run.advance(0.0))
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("0.0 min, step 1, epoch 0, 0.00 M pieces, ")
    assert first.endswith("/s, nll 1.000, guided 0.500")
    assert second.endswith("nll 2.000, guided 0.500")  # the mean begins anew
    quiet = Log(60.0)
    quiet(run, run.advance(0.0))
    assert not capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_are_noted(number):
    before = signal.getsignal(number)
    with stop_signals() as stopped:
        assert not stopped()
        os.kill(os.getpid(), number)
        assert stopped()
    assert signal.getsignal(number) is before


@pytest.mark.parametrize(
    "options", [[], ["--steps", "0"], ["--minutes", "-1"], ["--minutes", "nan"], ["--steps", "1", "--minutes", "1"],
                ["--steps", "9", "--warm-up", "0"]],
)  # fmt: skip
def test_a_run_has_one_length(options, capsys):
    with pytest.raises(SystemExit, match="2"):
        parser().parse_args(["data", "out", *options])
    assert "error:" in capsys.readouterr().err


def test_a_run_is_not_overwritten(tmp_path, capsys):
    (tmp_path / CHECKPOINT).touch()
    assert main(["data", str(tmp_path), "--steps", "1"]) == 2
    assert "holds a run already; go on with --resume" in capsys.readouterr().err


def test_start_and_lexical_exclude_each_other(tmp_path, capsys):
    assert main(["data", str(tmp_path), "--steps", "1", "--start", "model", "--lexical", "start.npy"]) == 2
    assert "--lexical is for new models" in capsys.readouterr().err
