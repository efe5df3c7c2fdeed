"""The whole way on the toy: corpus, vocabulary, links, prepare, lexical, train, pack, measure."""

import json
from contextlib import contextmanager

import pytest
from safetensors.torch import load_file
from transformers import MarianMTModel, MarianTokenizer

from training import align, corpus, lexical, measure, pack, prepare, train, vocabulary

STEPS = 160
KEPT_BACK = 20


def run(step, *arguments):
    assert step.main([str(argument) for argument in arguments]) == 0


def training(folder):
    """Return the arguments of a training run, but for the folder that it writes."""
    options = {
        "steps": STEPS, "lexical": folder / "start.npy", "dimension": 48, "feed-forward": 96, "heads": 2,
        "encoder-layers": 1, "decoder-layers": 1, "budget": 600, "learning-rate": 0.01, "warm-up": 30,
        "average": 0.9, "device": "cpu",
    }  # fmt: skip
    return [folder / "data", "--float32", *(word for name, value in options.items() for word in (f"--{name}", value))]


@pytest.fixture(scope="module")
def way(toy, tmp_path_factory):
    """The folder of a whole way, from the corpus to a packed model; the training was not disturbed."""
    folder = tmp_path_factory.mktemp("way")
    learnt, kept_back = toy[:-KEPT_BACK], toy[-KEPT_BACK:]
    for name, pairs in (("all.tsv", toy), ("dev.tsv", kept_back)):
        (folder / name).write_text("".join(f"{p.german}\t{p.english}\n" for p, _ in pairs), encoding="utf-8")
    run(corpus, folder / "all.tsv", "--out", folder / "corpus.tsv", "--held-out", folder / "dev.tsv")
    run(vocabulary, folder / "corpus.tsv", folder / "joint.model", "--size", 400)
    # In place of training.align, which needs many pairs, or a model: see test_align.
    links = "".join(f"{align.format_links(linked)}\n" for _, linked in learnt)
    (folder / "links").write_text(links, encoding="utf-8")
    run(
        prepare, folder / "corpus.tsv", folder / "data", "--vocabulary", folder / "joint.model",
        "--links", folder / "links", "--terms", 0.5,
    )  # fmt: skip
    run(lexical, folder / "data", folder / "start.npy", "--dimension", 48)
    run(train, *training(folder), folder / "run")
    run(pack, folder / "run", folder / "model")
    return folder


def test_a_run_that_was_stopped_ends_with_the_same_weights(way, tmp_path, monkeypatch):
    @contextmanager
    def signal_after_half():
        asked = iter(range(STEPS))
        yield lambda: next(asked) == STEPS // 2

    with monkeypatch.context() as patched:
        patched.setattr(train, "stop_signals", signal_after_half)
        run(train, *training(way), tmp_path)
    names = ["model.safetensors", "config.json"]
    assert (tmp_path / names[0]).read_bytes() != (way / "run" / names[0]).read_bytes()
    run(train, *training(way), tmp_path, "--resume")
    for name in names:
        assert (tmp_path / name).read_bytes() == (way / "run" / name).read_bytes()


@pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")
def test_plain_transformers_translates_with_it(way, toy):
    tokenizer = MarianTokenizer.from_pretrained(way / "model")
    model = MarianMTModel.from_pretrained(way / "model")
    pairs = [pair for pair, _ in toy[-KEPT_BACK:]]
    inputs = tokenizer([pair.german for pair in pairs], return_tensors="pt", padding=True)
    found = tokenizer.batch_decode(model.generate(**inputs), skip_special_tokens=True)
    right = sum(text == pair.english for text, pair in zip(found, pairs, strict=True))
    assert right > 0.8 * KEPT_BACK


def test_measure(way, toy, tmp_path, capsys):
    with (tmp_path / "terms.jsonl").open("w", encoding="utf-8") as file:
        for pair, _ in toy[-KEPT_BACK:]:
            terms = [{"de": "Waffen", "en": "weapon"}, {"de": "Regeln", "en": "rule"}]
            file.write(json.dumps({"de": pair.german, "en": pair.english, "terms": terms}) + "\n")
    run(measure, way / "model", "--set", way / "dev.tsv", "--terms", tmp_path / "terms.jsonl", "--write", tmp_path)
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    found = {(name, measured): float(value) for name, measured, value, _, _ in rows}
    assert all("|model:model:" in signature for *_, signature in rows)
    assert found["dev", "BLEU"] > 80
    assert 0 < found["dev", "loss of references"] < 1
    assert found["terms", "terms with mark-up"] > 80
    assert found["terms", "terms exactly with mark-up"] == 0  # the plural is wanted, and the model made it
    assert found["terms", "alignment of references"] > 80
    assert len((tmp_path / "dev.en").read_text("utf-8").splitlines()) == KEPT_BACK


def test_align(way, toy, tmp_path):
    """The packed model aligns a corpus: the way for a small one, to fine-tune on."""
    run(align, way / "dev.tsv", tmp_path / "links", "--model", way / "model")
    right = found = 0
    for linked, (_, known) in zip(align.read_links(tmp_path / "links"), toy[-KEPT_BACK:], strict=True):
        right, found = right + len(set(linked) & set(known)), found + len(linked)
    assert found > 5 * KEPT_BACK
    assert right > 0.9 * found


def test_fine_tune(way, tmp_path):
    """The documented way: the model's own vocabulary and alignment, its weights to start from."""
    model = way / "model"
    run(align, way / "dev.tsv", tmp_path / "links", "--model", model)
    run(
        prepare, way / "dev.tsv", tmp_path / "data", "--vocabulary", model / "source.spm", "--links", tmp_path / "links"
    )
    run(train, tmp_path / "data", tmp_path / "run", "--start", model, "--steps", 3, "--device", "cpu")
    run(pack, tmp_path / "run", tmp_path / "model")
    before, after = (load_file(folder / "model.safetensors") for folder in (model, tmp_path / "model"))
    assert before.keys() == after.keys()
    assert any(not before[name].equal(after[name]) for name in before)
