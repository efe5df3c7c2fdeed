"""The network is MarianMT as transformers has it; one head of it is watched."""

import numpy as np
import pytest
import torch
from transformers import MarianMTModel

from training.network import AligningHeads, Shape, build, forward, load
from translate.errors import InputError, ModelError, UsageError

SOURCE = torch.tensor([[5, 6, 7, 0], [8, 0, 40, 40]])
TARGET = torch.tensor([[9, 0, 40], [10, 11, 0]])


def new(shape, **options):
    torch.manual_seed(1)
    return build(shape, 41, 40, 0, dropout=0.1, device="cpu", **options)


def test_build(shape):
    model = new(shape)
    assert isinstance(model, MarianMTModel)
    assert model.lm_head.weight is model.model.shared.weight  # tied
    assert not model.model.encoder.embed_positions.weight.requires_grad
    assert (model.config.encoder_layers, model.config.decoder_layers, model.config.vocab_size) == (1, 2, 41)
    assert (model.config.decoder_start_token_id, model.config.forced_eos_token_id) == (40, 0)
    assert (model.config.dropout, model.config.attention_dropout) == (0.1, 0.0)


def test_heads_divide_the_dimension():
    with pytest.raises(UsageError, match="--heads 3 does not divide --dimension 16"):
        new(Shape(16, 24, 3, 1, 1))


def test_lexical_start(shape, tmp_path):
    rows = np.random.default_rng(0).normal(size=(41, 16)).astype(np.float32)
    np.save(tmp_path / "start.npy", rows)
    model = new(shape, lexical=tmp_path / "start.npy")
    np.testing.assert_array_equal(model.lm_head.weight.detach().numpy(), rows)
    attention = model.model.decoder.layers[-1].encoder_attn
    assert torch.equal(attention.out_proj.weight, torch.eye(16))
    assert torch.equal(attention.v_proj.weight, torch.eye(16))


def test_a_bad_start_is_refused(shape, tmp_path):
    with pytest.raises(InputError, match="is not a NumPy array"):
        new(shape, lexical=tmp_path / "start.npy")
    np.save(tmp_path / "start.npy", np.zeros((41, 8), np.float32))
    with pytest.raises(UsageError, match=r"has shape \(41, 8\), this model needs \(41, 16\)"):
        new(shape, lexical=tmp_path / "start.npy")


@pytest.mark.parametrize("attention", ["eager", "sdpa"])
def test_the_aligning_heads_are_of_the_last_cross_attention(shape, attention):
    model = new(shape).eval()
    model.set_attn_implementation(attention)
    heads = AligningHeads(model)
    with torch.inference_mode():
        states = forward(model, SOURCE, TARGET)
        found = [heads.log_probabilities(head, SOURCE == 40).exp() for head in (0, 1)]
        alignment = heads.alignment(SOURCE == 40)
        heads.shifted = None
        unshifted = heads.alignment(SOURCE == 40)
        model.set_attn_implementation("eager")
        given = torch.cat([torch.full((2, 1), 40), TARGET[:, :-1]], 1)
        full = model(SOURCE, (SOURCE != 40).long(), given, output_attentions=True, output_hidden_states=True)
    expected = full.cross_attentions[-1]
    torch.testing.assert_close(torch.stack(found, 1), expected)
    torch.testing.assert_close(unshifted, expected[:, 0])
    torch.testing.assert_close(alignment[:, :-1], expected[:, 1, 1:])
    assert not alignment[:, -1].any()
    torch.testing.assert_close(states, full.decoder_hidden_states[-1])


def test_load(shape, tmp_path):
    model = new(shape)
    model.half().save_pretrained(tmp_path)
    loaded = load(tmp_path, dropout=0.3, device="cpu")
    assert loaded.dtype == torch.float32
    assert (loaded.config.dropout, loaded.model.encoder.layers[0].dropout) == (0.3, 0.3)
    assert loaded.model.encoder.layers[0].self_attn.dropout == 0.0
    torch.testing.assert_close(loaded.lm_head.weight, model.lm_head.weight.float())


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (lambda folder: (folder / "config.json").unlink(), "holds no config.json"),
        (lambda folder: (folder / "config.json").write_text("{", encoding="utf-8"), "is not a complete MarianMT model"),
        (lambda folder: (folder / "model.safetensors").unlink(), "is not a complete MarianMT model"),
        (lambda folder: (folder / "model.safetensors").write_bytes(b"damaged"), "is not a complete MarianMT model"),
    ],
)
def test_what_cannot_be_loaded_is_named(shape, tmp_path, break_it, message):
    new(shape).save_pretrained(tmp_path)
    break_it(tmp_path)
    with pytest.raises(ModelError, match=message):
        load(tmp_path, dropout=0.0, device="cpu")
