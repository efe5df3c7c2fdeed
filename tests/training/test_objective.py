"""The loss is what the textbook says."""

from dataclasses import replace

import pytest
import torch
from torch.nn import functional

from training import objective
from training.batches import Batch
from training.network import AligningHeads, build, forward
from training.objective import loss

SOURCE = torch.tensor([[5, 6, 7, 0], [8, 0, 40, 40]])
TARGET = torch.tensor([[9, 0, 40], [10, 11, 0]])
LINKS = torch.tensor([[0, 0, 0, 1, 1], [0, 0, 1, 0, 2], [0, 2, 3, 0, 1]])  # the first piece has two links
NONE = torch.zeros((3, 0), dtype=torch.long)


@pytest.fixture(scope="module")
def model(shape):
    torch.manual_seed(1)
    return build(shape, 41, 40, 0, dropout=0.0, device="cpu").eval()


@pytest.fixture(scope="module")
def heads(model):
    return AligningHeads(model)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_cross_entropy(model, heads, smoothing):
    found = loss(model, heads, Batch(SOURCE, TARGET, NONE), smoothing=smoothing, guidance=1.0, half=False)
    logits = (forward(model, SOURCE, TARGET) @ model.lm_head.weight.T + model.final_logits_bias)[TARGET != 40]
    wanted = TARGET[TARGET != 40]
    torch.testing.assert_close(found.nll, functional.cross_entropy(logits, wanted).detach())
    torch.testing.assert_close(found.total, functional.cross_entropy(logits, wanted, label_smoothing=smoothing))
    assert found.pieces == 5
    assert found.guided == 0


@pytest.mark.parametrize("together", [1, 41, 100, 1 << 20], ids="{} logits at once".format)
def test_gradient(model, heads, monkeypatch, together):
    """The gradient of the output layer and of what lies before it, however few rows are computed at once."""
    monkeypatch.setitem(objective._TOGETHER, "cpu", together)
    found = loss(model, heads, Batch(SOURCE, TARGET, NONE), smoothing=0.1, guidance=1.0, half=False).total
    logits = (forward(model, SOURCE, TARGET) @ model.lm_head.weight.T + model.final_logits_bias)[TARGET != 40]
    expected = functional.cross_entropy(logits, TARGET[TARGET != 40], label_smoothing=0.1)
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    for one, other in zip(
        torch.autograd.grad(2 * found, weights), torch.autograd.grad(2 * expected, weights), strict=True
    ):
        torch.testing.assert_close(one, other)


def test_guidance(model, heads):
    found = loss(model, heads, Batch(SOURCE, TARGET, LINKS), smoothing=0.0, guidance=0.5, half=False)
    first, shifted = (heads.log_probabilities(head, SOURCE == 40) for head in (0, 1))
    wanted = (first[0, 0, 0] + first[0, 0, 2]) / 2 + first[0, 1, 3] + first[1, 0, 0] + first[1, 2, 1]
    wanted = wanted + (shifted[0, 1, 0] + shifted[0, 1, 2]) / 2 + shifted[1, 1, 0]  # no step reads an end
    torch.testing.assert_close(found.guided, (-wanted / 5).detach())
    torch.testing.assert_close(found.total, found.nll + 0.5 * found.guided)


def test_a_model_with_one_head_is_guided_by_that(shape):
    model = build(replace(shape, heads=1), 41, 40, 0, dropout=0.0, device="cpu").eval()
    heads = AligningHeads(model)
    found = loss(model, heads, Batch(SOURCE, TARGET, LINKS), smoothing=0.0, guidance=1.0, half=False)
    log = heads.log_probabilities(0, SOURCE == 40)
    wanted = (log[0, 0, 0] + log[0, 0, 2]) / 2 + log[0, 1, 3] + log[1, 0, 0] + log[1, 2, 1]
    torch.testing.assert_close(found.guided, (-wanted / 5).detach())


def test_guidance_teaches_the_heads_and_nothing_after_them(shape):
    model = build(replace(shape, heads=4), 41, 40, 0, dropout=0.0, device="cpu").eval()
    heads = AligningHeads(model)
    both = [
        loss(model, heads, Batch(SOURCE, TARGET, links), smoothing=0, guidance=1, half=False).total
        for links in (LINKS, NONE)
    ]
    (both[0] - both[1]).backward()
    last = model.model.decoder.layers[-1]
    width = last.encoder_attn.head_dim
    assert last.encoder_attn.q_proj.weight.grad[: 2 * width].abs().max() > 1e-6
    assert last.encoder_attn.q_proj.weight.grad[2 * width :].abs().max() < 1e-6
    assert last.fc1.weight.grad.abs().max() < 1e-6


def test_half_precision_is_close(model, heads):
    exact, half = (
        loss(model, heads, Batch(SOURCE, TARGET, LINKS), smoothing=0.1, guidance=0.1, half=half).total
        for half in (False, True)
    )
    assert half.dtype == torch.float32
    assert half.item() == pytest.approx(exact.item(), rel=0.02)
