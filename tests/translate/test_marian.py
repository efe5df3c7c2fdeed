"""MarianMT through transformers, on the bundled model; nothing depends on what exactly it says."""

import json
import shutil

import pytest

from translate.document import Span
from translate.errors import ModelError
from translate.marian import BUNDLED, Marian, Mark, Request

pytestmark = pytest.mark.model
SENTENCES = ["Der Präsident sprach am Montag in Berlin.", "Nein.", "Die Lage in der Ukraine ist ernst, sagte er."]


def test_hypotheses_come_in_the_order_of_the_requests_whatever_the_batches(marian):
    together = marian.translate([Request(s) for s in SENTENCES])
    alone = [marian.translate([Request(s)])[0] for s in SENTENCES]
    assert [h[0].text for h in together] == [h[0].text for h in alone]
    assert all(h[0].text for h in together)


def test_alternatives_are_ordered_and_progress_is_reported(marian):
    done = []
    found = marian.translate([Request(s) for s in SENTENCES], alternatives=4, progress=done.append)
    assert [len(h) for h in found] == [4, 4, 4]
    assert sum(done) == len(SENTENCES)
    scores = [a.score for a in marian.assess([(SENTENCES[0], h) for h in found[0]])]
    assert scores[0] == max(scores) or len({h.text for h in found[0]}) > 1


@pytest.mark.parametrize("prefix", ["The president", "In Berlin, the", "Completely different"])
def test_a_translation_begins_with_its_prefix(marian, prefix):
    (plain,), (forced,) = marian.translate([Request(SENTENCES[0]), Request(SENTENCES[0], prefix=prefix)])
    assert forced.text.startswith(prefix)
    assert not plain.text.startswith("Completely")


def test_pieces_lie_where_they_say(marian):
    for (hypothesis,) in marian.translate([Request(s) for s in SENTENCES]):
        assert len(hypothesis.pieces) == len(hypothesis.spans)
        assert "".join(hypothesis.text[a:b] for a, b in hypothesis.spans).split() == hypothesis.text.split()


def test_scores_and_links(marian):
    source = SENTENCES[0]
    (hypothesis,) = marian.translate([Request(source)])[0]
    good, bad = marian.assess([(source, hypothesis), (source, marian.hypothesis("Bananas grow on trees in June."))])
    assert bad.score < good.score < 0
    assert {source[link.source_start : link.source_end] for link in good.links} & {"Montag", "Berlin", "Präsident"}
    for link in good.links:
        assert source[link.source_start : link.source_end].isalnum()
        assert hypothesis.text[link.target_start : link.target_end].isalnum()


def test_a_mark_puts_the_rendering_into_the_translation(marian):
    if not marian.knows_terms:
        pytest.skip("the model does not know the mark-up")
    source = "Der Minister sprach in Berlin."
    mark = Mark(Span(4, 12), "secretary")
    (plain,), (marked,) = marian.translate([Request(source), Request(source, (mark,))])
    assert "secretary" not in plain.text
    assert "secretary" in marked.text


def test_mark_up_in_an_article_is_text(marian):
    (hypothesis,) = marian.translate([Request("Der <t> Minister <e> sprach </t> in Berlin.")])[0]
    assert not {"<t>", "<e>", "</t>"} & set(hypothesis.text.split())


def test_a_decomposed_or_wrapped_sentence_reads_like_a_plain_one(marian):
    plain = "Der Präsident ist für Kiew."
    odd = "Der Pra\u0308si\u00addent\nist für\u200b Kiew."
    assert marian.translate([Request(plain)])[0][0].text == marian.translate([Request(odd)])[0][0].text


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        ("Luka Dončić kam nach Berlin.", "Luka Doncic kam nach Berlin."),
        ("Er fuhr nach Çanakkale.", "Er fuhr nach Canakkale."),
        ("Er nannte es ‚Frieden‘ im Land.", "Er nannte es 'Frieden' im Land."),
        ("Er nannte es ›Frieden‹ im Land.", "Er nannte es 'Frieden' im Land."),
    ],
)
def test_letters_and_signs_without_a_piece_read_like_plainer_ones(marian, odd, plain):
    assert marian.translate([Request(odd)])[0][0].text == marian.translate([Request(plain)])[0][0].text


def test_fits(marian):
    assert marian.fits("Ein Satz.")
    assert not marian.fits("Ein Satz. " * 100)
    assert not marian.fits("x" * 1_000_000)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("/none/such", "no such folder"),
        ("./none", "no such folder"),
        ("nobody/wortlaut-has-no-such-model", "neither a folder here nor a model that can be fetched"),
    ],
)
def test_names_that_lead_to_no_model(monkeypatch, name, message):
    from huggingface_hub import HfApi

    def offline(*_args, **_options):
        raise OSError("Name or service not known")

    monkeypatch.setattr(HfApi, "model_info", offline)
    with pytest.raises(ModelError, match=message) as caught:
        Marian.load(name)
    assert "\n" not in str(caught.value)


def _folder(tmp_path, **changes):
    folder = tmp_path / "model"
    shutil.copytree(BUNDLED, folder)
    for name, fields in changes.items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | fields), "utf-8")
    return folder


def test_folders_that_are_no_model(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ModelError, match="not a model folder"):
        Marian.load(empty)
    (empty / "config.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match="cannot be read as JSON"):
        Marian.load(empty)
    (empty / "config.json").write_text('{"model_type": "bert"}', "utf-8")
    with pytest.raises(ModelError, match="a bert model, not MarianMT"):
        Marian.load(empty)
    (empty / "config.json").write_text('{"model_type": "marian"}', "utf-8")
    with pytest.raises(ModelError, match="the model cannot be loaded"):
        Marian.load(empty)


def test_another_language_pair(tmp_path):
    with pytest.raises(ModelError, match="translates fr to en; give a German-English model"):
        Marian.load(_folder(tmp_path, tokenizer_config={"source_lang": "fr"}))


def test_a_truncated_weights_file(tmp_path):
    folder = _folder(tmp_path)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelError, match="the model cannot be loaded"):
        Marian.load(folder)


def test_a_model_without_mark_up(tmp_path):
    assert not Marian.load(_folder(tmp_path, config={"wortlaut_terms": False})).knows_terms


def test_loading_keeps_the_console_clean(tmp_path):
    import subprocess
    import sys

    code = "from translate.marian import Marian, Request; Marian.load().translate([Request('Ja.')])"
    done = subprocess.run([sys.executable, "-W", "default", "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
