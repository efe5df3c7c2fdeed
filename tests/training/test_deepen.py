"""A model is made deeper without forgetting what it knows."""

import dataclasses

import pytest
import torch

from training.deepen import deepen, main
from training.network import build, forward, load
from translate.errors import UsageError

SOURCE = torch.tensor([[5, 6, 7, 0], [8, 0, 40, 40]])
TARGET = torch.tensor([[9, 0, 40], [10, 11, 0]])


@pytest.fixture
def model(shape):
    torch.manual_seed(1)
    made = build(dataclasses.replace(shape, encoder_layers=2), 41, 40, 0, dropout=0.0, device="cpu")
    with torch.no_grad():  # as after training, when no layer norm is plain any more
        for layer in made.model.encoder.layers:
            layer.final_layer_norm.weight.uniform_(0.3, 0.5)
            layer.final_layer_norm.bias.uniform_(-0.1, 0.1)
    return made.eval()


@pytest.mark.parametrize("behind", [[1], [2], [1, 2]])
def test_a_deeper_model_says_nearly_the_same(model, behind):
    deeper = deepen(model, behind).eval()
    assert deeper.config.encoder_layers == deeper.config.num_hidden_layers == 2 + len(behind)
    with torch.inference_mode():
        before, after = forward(model, SOURCE, TARGET), forward(deeper, SOURCE, TARGET)
        model.model.encoder.layers[0].fc2.weight.mul_(2)
        changed = forward(model, SOURCE, TARGET)
    kept = TARGET != 40
    assert (after - before)[kept].norm() < 0.15 * before[kept].norm()
    assert (changed - before)[kept].norm() > 0  # what is compared depends on the encoder


def test_new_layers_stand_behind_the_old_ones_and_can_learn(model):
    deeper = deepen(model, [1])
    old, new = model.model.encoder.layers, deeper.model.encoder.layers
    for one, other in ((old[0], new[0]), (old[1], new[2])):
        for weight, same in zip(one.parameters(), other.parameters(), strict=True):
            assert torch.equal(weight, same)
    assert torch.equal(new[1].fc1.weight, old[0].fc1.weight)
    assert new[1].fc2.weight.abs().sum() == 0
    forward(deeper, SOURCE, TARGET).square().sum().backward()
    assert new[1].fc2.weight.grad.abs().sum() > 0
    new[1].fc1.weight.data.zero_()
    assert old[0].fc1.weight.abs().sum() > 0  # the model itself stays as it is


@pytest.mark.parametrize("behind", [[], [0], [3], [1, 1]])
def test_layers_that_are_not_there_are_refused(model, behind):
    with pytest.raises(UsageError, match="--behind takes different numbers from 1 to 2"):
        deepen(model, behind)


def test_the_command(model, tmp_path, capsys):
    model.config.wortlaut_terms = True
    model.save_pretrained(tmp_path / "old")
    assert main([str(tmp_path / "old"), str(tmp_path / "new"), "--behind", "1", "2"]) == 0
    assert "new: 0.0 million weights" in capsys.readouterr().err
    loaded = load(tmp_path / "new", dropout=0.0, device="cpu")
    assert (loaded.config.encoder_layers, loaded.config.wortlaut_terms) == (4, True)
    assert main([str(tmp_path / "old"), str(tmp_path / "new"), "--behind", "1"]) == 2
