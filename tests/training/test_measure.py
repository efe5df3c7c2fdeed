"""Figures are what sacreBLEU says and what can be counted by hand."""

import json
from types import SimpleNamespace

import pytest

from training.measure import Marked, compare, loss_of_references, main, measure_terms, read_set, read_terms, translate
from translate.document import Link, Span
from translate.errors import InputError, UsageError
from translate.marian import Mark


class Fake:
    """Translates from a table; with mark-up it does as it is told. Links are those of a table, too."""

    max_pieces = 20
    name = "fake"

    def __init__(self, knows_terms=True):
        self.knows_terms = knows_terms

    def tokenizer(self, text):
        return {"input_ids": text.split()}

    def fits(self, text):
        return len(text.split()) <= self.max_pieces

    comfortable = fits

    def translate(self, requests, *, beams):
        assert beams == 4
        table = {"Der Rat tagt.": "The board meets.", "Zwei Räte tagen.": "Two councils meet.", "Ja.": "Yes."}
        return [[self.hypothesis(self._obey(table[r.text], r.marks)), self.hypothesis("worse")] for r in requests]

    def _obey(self, text, marks):
        return text.replace("board", marks[0].target) if marks else text

    def hypothesis(self, text):
        return SimpleNamespace(text=text, pieces=text.split())

    def assess(self, pairs):
        return [SimpleNamespace(links=self._links(s, h.text), score=-1.0 * len(s.split())) for s, h in pairs]

    def _links(self, source, target):
        """Link the subject with the subject, but take "board" and "assembly" for the verb."""
        german = source.find("R")
        english = next(target.index(word) for word in ("council", "meets", "Yes") if word in target)
        if german < 0 or "assembly" in target:
            return ()
        return (Link(german, german + 3, english, english + 5),)


RAT = Mark(Span(4, 7), "council")
RAETE = Mark(Span(5, 9), "council")


def figures(marian, sentences):
    return {
        figure.measure: (round(figure.value, 1), figure.count) for figure in measure_terms(marian, "set", sentences, 4)
    }


def test_measure_terms():
    sentences = [
        Marked("Der Rat tagt.", "The council meets.", (RAT,)),
        Marked("Zwei Räte tagen.", "Two councils are meeting.", (RAETE,)),
        Marked("Ja.", "Yes.", ()),
    ]
    found = figures(Fake(), sentences)
    assert found["terms without mark-up"] == (50.0, 2)
    assert found["terms exactly without mark-up"] == (0.0, 2)
    assert found["alignment without mark-up"] == (100.0, 1)
    assert found["terms with mark-up"] == (100.0, 2)
    assert found["terms exactly with mark-up"] == (50.0, 2)
    assert found["alignment with mark-up"] == (100.0, 2)
    assert found["alignment of references"] == (100.0, 2)
    gain = found["BLEU with mark-up"][0] - found["BLEU without mark-up"][0]
    assert found["BLEU gained by mark-up"] == (pytest.approx(gain, abs=0.11), 3)
    assert gain > 0


def test_alignment_that_points_elsewhere_does_not_count():
    found = figures(Fake(), [Marked("Der Rat tagt.", "The assembly is a council.", (RAT,))])
    assert found["alignment of references"] == (0.0, 1)


def test_a_model_without_mark_up_is_measured_without():
    found = figures(Fake(knows_terms=False), [Marked("Der Rat tagt.", "The council meets.", (RAT,))])
    assert {measure for measure in found if "with mark-up" in measure} == set()
    assert found["terms without mark-up"] == (0.0, 1)
    assert found["alignment without mark-up"] == (0.0, 0)


def test_compare():
    bleu, length, chrf = compare("set", "", ["The cat sat down."], ["The cat sat down."])
    assert (bleu.measure, bleu.value, bleu.count) == ("BLEU", pytest.approx(100), 1)
    assert (length.measure, length.value) == ("length", pytest.approx(100))
    assert (chrf.measure, chrf.value) == ("chrF", pytest.approx(100))
    assert bleu.signature.startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    assert chrf.signature.startswith("nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:")


def test_length_is_counted_in_words_of_the_references():
    _, length, _ = compare("set", "in short", ["The cat.", "It sat."], ["The cat sat.", "It sat down there."])
    assert (length.measure, length.value) == ("length in short", pytest.approx(100 * 6 / 9))


def test_loss_of_references_is_a_mean_over_pieces():
    found = loss_of_references(Fake(), "set", ["Ja.", "Der Rat tagt."], ["Yes.", "The council meets now."])
    assert found.count == 2 + 5
    assert found.value == pytest.approx((2 * 1 + 5 * 3) / 7)


def test_translate():
    lines = ["Ja. Der Rat tagt.", "Zwei Räte tagen."]
    assert translate(Fake(), lines, 4, split=True) == ["Yes. The board meets.", "Two councils meet."]
    assert translate(Fake(), ["Ja.", "Der Rat tagt."], 4) == ["Yes.", "The board meets."]
    with pytest.raises(UsageError, match="line 2 has 21 pieces, the model takes 20; try --split"):
        translate(Fake(), ["Ja.", "nein " * 21], 4)


@pytest.mark.parametrize(
    ("german", "terms", "expected"),
    [
        ("Der Rat tagt.", [("Rat", "council")], [(4, 7)]),
        ("Der Rat tagt.", [("rat", "council")], [(4, 7)]),
        ("Der Stadtrat tagt.", [("Rat", "council")], []),
        ("Rat und Rat", [("Rat", "council"), ("Rat", "advice")], [(0, 3), (8, 11)]),
        ("Rat der Stadt", [("Rat der Stadt", "city council"), ("Stadt", "city")], [(0, 13)]),
        ("Stadt und Rat", [("Rat", "council"), ("Stadt", "city")], [(0, 5), (10, 13)]),
        ("Der Rat tagt.", [("", "nothing"), (" ", "nothing")], []),
        ("F & E (neu)", [("F &", "R &"), ("(neu)", "(new)")], [(0, 3), (6, 11)]),
    ],
)
def test_read_terms(tmp_path, german, terms, expected):
    records = [
        {"de": german, "en": "x", "terms": [{"de": source, "en": target} for source, target in terms]},
        {"de": "Ja", "en": "Yes", "terms": [{"de": "Ja", "en": "yes"}]},
    ]
    (tmp_path / "terms.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    found, _ = read_terms(tmp_path / "terms.jsonl")
    assert [tuple(mark.span) for mark in found.marks] == expected


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", ":1: must be a JSON object with"),
        ('{"de": "Ja", "en": "Yes"}', ":1: must be a JSON object with"),
        ('{"de": "Ja", "en": "Yes", "terms": ["Ja"]}', ":1: must be a JSON object with"),
        ("[1]", ":1: must be a JSON object with"),
        ('{"de": "Ja", "en": "Yes", "terms": []}', "has no term that stands in its sentence"),
    ],
)
def test_other_term_files_are_refused(tmp_path, line, message):
    (tmp_path / "terms.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_terms(tmp_path / "terms.jsonl")


def test_read_set(tmp_path):
    for name, text in (
        ("a.de", "Ja.\nNein.\n"),
        ("a.en", "Yes.\nNo.\n"),
        ("b.tsv", "Ja.\tYes.\n"),
        ("c.en", "Yes.\n"),
        ("d.de", ""),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_set([tmp_path / "a.de", tmp_path / "a.en"]) == (["Ja.", "Nein."], ["Yes.", "No."])
    assert read_set([tmp_path / "b.tsv"]) == (["Ja."], ["Yes."])
    with pytest.raises(InputError, match=r"a\.de: has 2 lines, .*c\.en 1; give files that match"):
        read_set([tmp_path / "a.de", tmp_path / "c.en"])
    with pytest.raises(InputError, match="is empty"):
        read_set([tmp_path / "d.de", tmp_path / "d.de"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "give what to measure on"),
        (["--set", "a", "b", "c"], "--set takes one file of pairs or two texts"),
        (["--set", "a", "--beams", "0"], "must be at least 1"),
        (["--set", "a", "--limit", "-1"], "must be at least 1"),
    ],
)
def test_options(options, message, capsys):
    assert main(["model", *options]) == 2
    assert message in capsys.readouterr().err
