"""A packed folder is complete, small enough, and loads in plain transformers."""

import json
import math

import pytest
import torch
from transformers import GenerationConfig, MarianConfig, MarianMTModel

from training import pack as step
from training.network import build
from training.pack import main, pack
from training.vocabulary import Vocabulary
from translate.errors import InputError, ModelError, UsageError


@pytest.fixture
def run_folder(shape, toy_vocabulary, tmp_path):
    """Weights as training saves them."""
    torch.manual_seed(1)
    v = toy_vocabulary
    build(shape, v.size, v.pad, v.eos, dropout=0.1, device="cpu").save_pretrained(tmp_path / "run")
    return tmp_path / "run"


def test_what_is_in_a_packed_folder(run_folder, toy_vocabulary, tmp_path):
    (tmp_path / "card.md").write_text("# card", encoding="utf-8")
    size = pack(run_folder, tmp_path / "model", toy_vocabulary, length_penalty=1.5, card=tmp_path / "card.md")
    files = {file.name: file for file in (tmp_path / "model").iterdir()}
    assert set(files) == {"README.md", "config.json", "generation_config.json", "model.safetensors", "source.spm",
                          "target.spm", "tokenizer_config.json", "vocab.json"}  # fmt: skip
    assert size == sum(file.stat().st_size for file in files.values())
    config = MarianConfig.from_pretrained(tmp_path / "model")
    assert (config.dtype, config.dropout, config.wortlaut_terms) == (torch.float16, 0.0, False)
    generation = GenerationConfig.from_pretrained(tmp_path / "model")
    assert (generation.num_beams, generation.max_length, generation.length_penalty) == (4, 512, 1.5)
    assert generation.bad_words_ids == [[toy_vocabulary.pad]]
    before, after = (MarianMTModel.from_pretrained(f, dtype=torch.float32) for f in (run_folder, tmp_path / "model"))
    torch.testing.assert_close(before.model.shared.weight, after.model.shared.weight, atol=1e-3, rtol=1e-3)


@pytest.mark.parametrize(
    ("meta", "config", "asked", "expected"),
    [
        (None, None, None, False),
        (None, None, True, True),
        ({"marked": 0}, None, None, False),
        ({"marked": 7}, None, None, True),
        ({"marked": 7}, None, False, False),
        ({"marked": 0}, True, None, True),  # fine-tuned from a model that knew it
        ({}, True, None, True),
    ],
)
def test_whether_the_model_knows_terms(run_folder, toy_vocabulary, tmp_path, meta, config, asked, expected):
    if meta is not None:
        (run_folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    if config is not None:
        known = json.loads((run_folder / "config.json").read_text("utf-8"))
        (run_folder / "config.json").write_text(json.dumps(known | {"wortlaut_terms": config}), encoding="utf-8")
    pack(run_folder, tmp_path / "model", toy_vocabulary, terms=asked)
    assert json.loads((tmp_path / "model" / "config.json").read_text("utf-8"))["wortlaut_terms"] is expected


def test_settings_of_a_fine_tuned_model_are_kept(run_folder, toy_vocabulary, tmp_path):
    pack(run_folder, tmp_path / "first", toy_vocabulary, comfort=70, length_penalty=1.5)
    pack(tmp_path / "first", tmp_path / "second", toy_vocabulary)
    assert MarianConfig.from_pretrained(tmp_path / "second").wortlaut_comfort == 70
    assert GenerationConfig.from_pretrained(tmp_path / "second").length_penalty == 1.5


def test_what_cannot_be_packed(run_folder, toy_vocabulary, tmp_path, monkeypatch):
    target = tmp_path / "model"
    with pytest.raises(ModelError, match=r"holds no config\.json"):
        pack(tmp_path, target, toy_vocabulary)
    with pytest.raises(InputError, match=r"card\.md: cannot be read"):
        pack(run_folder, target, toy_vocabulary, card=tmp_path / "card.md")
    with pytest.raises(UsageError, match="--length-penalty must be a number of at least 0, not nan"):
        pack(run_folder, target, toy_vocabulary, length_penalty=math.nan)
    with pytest.raises(UsageError, match="exists already"):
        pack(run_folder, run_folder, toy_vocabulary)
    monkeypatch.setattr(step, "LIMIT", 10_000)
    with pytest.raises(UsageError, match=r"would be \d\.\d MB, more than 0; train a smaller model"):
        pack(run_folder, target, toy_vocabulary)
    assert {path.name for path in tmp_path.iterdir()} == {"run"}


def test_weights_must_fit_into_float16(run_folder, toy_vocabulary, tmp_path):
    model = MarianMTModel.from_pretrained(run_folder)
    with torch.no_grad():
        model.model.shared.weight[0, 0] = 1e6
    model.save_pretrained(tmp_path / "large")
    with pytest.raises(ModelError, match="beyond the range of float16"):
        pack(tmp_path / "large", tmp_path / "model", toy_vocabulary)


def test_the_vocabulary_must_be_that_of_the_run(run_folder, toy, tmp_path, capsys):
    from training.vocabulary import train

    train((pair.english for pair, _ in toy), tmp_path / "other.model", 330)
    assert Vocabulary(tmp_path / "other.model").size == 331
    assert main([str(run_folder), str(tmp_path / "model"), "--vocabulary", str(tmp_path / "other.model")]) == 2
    assert "the model has 421 ids, the vocabulary 331; name the joint.model" in capsys.readouterr().err
    assert main([str(run_folder), str(tmp_path / "model")]) == 3  # no joint.model beside the weights
    assert "joint.model: is not a SentencePiece model" in capsys.readouterr().err
