"""Pairs are read from TSV and TMX, cleaned, and kept apart from what is held out."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

import training
from training.corpus import Pair, fault, main, read_pairs, read_sentences, select, sentence_key, tidy
from translate.errors import InputError

TMX = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="de-DE"/><body>
<tu><prop type="x">nicht lesen</prop>
  <tuv xml:lang="de-DE"><seg>Der <bpt i="1">&lt;b&gt;</bpt>Vertrag<ept i="1">&lt;/b&gt;</ept> gilt
  <hi>weiter</hi>.</seg></tuv>
  <tuv xml:lang="fr"><seg>Le traité reste en vigueur.</seg></tuv>
  <tuv xml:lang="EN-us"><seg>The treaty<ph/> remains in force.</seg></tuv></tu>
<tu><tuv lang="de"><seg>Nur Deutsch.</seg></tuv></tu>
</body></tmx>"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ja.\tYes.", Pair("my", "human", "Ja.", "Yes.")),
        ("Ja.\tYes.\tnews", Pair("news", "human", "Ja.", "Yes.")),
        ("news:x(en)\tmt\tJa.\tYes.", Pair("news:x(en)", "mt", "Ja.", "Yes.")),
        ('"Ja.\t"Yes.', Pair("my", "human", '"Ja.', '"Yes.')),  # quotes are letters like others
    ],
)
def test_read_tsv(tmp_path, line, expected):
    path = tmp_path / "my.tsv.gz"
    path.write_bytes(gzip.compress(f"{line}\n".encode()))
    assert list(read_pairs(path)) == [expected]


@pytest.mark.parametrize("line", ["", "Ja.", "news\tperson\tJa.\tYes.", "a\tmt\tb\tc\td"])
def test_other_columns_are_refused(tmp_path, line):
    path = tmp_path / "my.tsv"
    path.write_text(f"Ja.\tYes.\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"my\.tsv:2: has \d columns; write German, English"):
        list(read_pairs(path))


def test_read_tmx(tmp_path):
    path = tmp_path / "memory.tmx"
    path.write_text(TMX, encoding="utf-8")
    first, second = read_pairs(path)
    assert (first.source, first.kind) == ("memory", "human")
    assert (tidy(first.german), tidy(first.english)) == ("Der Vertrag gilt weiter.", "The treaty remains in force.")
    assert second == Pair("memory", "human", "Nur Deutsch.", "")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.tmx", TMX[:-20].encode(), r"a\.tmx:\d+: is not well-formed TMX"),
        ("a.tmx.gz", gzip.compress(TMX.encode())[:-12], r"a\.tmx\.gz: is damaged"),
        ("b.tmx", None, r"b\.tmx: cannot be read"),
    ],
)
def test_a_bad_tmx_is_refused(tmp_path, name, data, message):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=message):
        list(read_pairs(tmp_path / name))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  zwei \t Worte\n", "zwei Worte"),
        ("a\u0308rgern", "ärgern"),
        ("Bünd\u00adnis\u200b \ufeffda", "Bündnis da"),
        ("10\u00a0000", "10 000"),
        ("", ""),
    ],
)
def test_tidy(text, expected):
    assert tidy(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("„Das ist gut“, sagte er.", '"Das ist gut" sagte er', True),
        ("Die Straße", "DIE STRASSE", True),
        ("ﬁnden 5 km²", "finden 5 km2", True),
        ("Das ist gut.", "Das ist gar gut.", False),
    ],
)
def test_sentence_key(one, other, same):
    assert (sentence_key(one) == sentence_key(other)) is same


@pytest.mark.parametrize(
    ("german", "english", "expected"),
    [
        ("Der Vertrag gilt.", "The treaty is in force.", ""),
        ("New York", "New York", ""),
        ("Radio Free Europe Berlin", "Radio Free Europe, Berlin", "copy"),
        ("12.05.2021", "May 12", "empty"),
        ("", "Nothing.", "empty"),
        ("Ja.", "x" * 1001, "long"),
        ("Ja.", "That is by far more than was said there.", "ratio"),
        ("The minister said on Monday that he would go.", "Der Minister sagte, er werde gehen.", "language"),
        ("Der Minister sagte, er werde gehen.", "Der Minister sagte am Montag, er werde nun gehen.", "language"),
    ],
)
def test_fault(german, english, expected):
    assert fault(Pair("a", "human", german, english)) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.de", "Ein Satz.\n", ["Ein Satz."]),
        (
            "a.de",
            "Das hier ist ein erster Satz. Ja. Und hier kommt noch einer.\n",
            ["Das hier ist ein erster Satz. Ja. Und hier kommt noch einer.", "Das hier ist ein erster Satz.",
             "Und hier kommt noch einer."],
        ),
        ("a.en", "He met Mr. Smith of the council. They talked.\n", ["He met Mr. Smith of the council. They talked.",
                                                                    "He met Mr. Smith of the council."]),
        ("a.tsv", "Ja.\tYes.\n", ["Ja.", "Yes."]),
        ("a.jsonl", json.dumps({"id": 1, "de": "Ja.", "en": "Yes."}) + "\n", ["Ja.", "Yes."]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("packed", [False, True])
def test_read_sentences(tmp_path, name, text, expected, packed):
    path = tmp_path / (name + ".gz" * packed)
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    assert [sentence.strip() for sentence in read_sentences(path)] == expected


@pytest.mark.parametrize("line", ["{", "[]", '{"de": "Ja."}', "null"])
def test_other_json_is_refused(tmp_path, line):
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match="must be a JSON object with"):
        list(read_sentences(tmp_path / "a.jsonl"))


def test_select():
    def pair(german, english):
        return Pair("a", "human", german, english)

    pairs = [
        pair("Der  Vertrag gilt.", "The treaty is in force."),
        pair("Der Vertrag gilt!", "The treaty is in force!"),
        pair("Der Vertrag gilt.", "The treaty applies."),
        pair("Der Vertrag gilt.", "The treaty holds."),
        pair("Das bleibt geheim.", "It stays secret."),
        pair("Es bleibt unter uns.", "THIS stays between us."),
        pair("", "Nothing."),
    ]
    dropped = Counter()
    held_out = {sentence_key("Das bleibt geheim."), sentence_key("This stays between us.")}
    kept = list(select(pairs, held_out, 2, dropped))
    assert kept == [pair("Der Vertrag gilt.", "The treaty is in force."), pairs[2]]
    assert dropped == {"duplicate": 1, "variants": 1, "held-out": 2, "empty": 1}


def test_main(tmp_path, capsys):
    (tmp_path / "a.tsv").write_text(
        "Der Rat tagt heute.\tThe council meets today.\nDie Reform kommt.\tThe reform is coming.\ttest17\n"
        "Die Reform kommt.\tThe reform comes.\tnews\nDas war es.\tThat was it.\n", encoding="utf-8",
    )  # fmt: skip
    (tmp_path / "dev.en").write_text("The council meets today.\n", encoding="utf-8")
    out = tmp_path / "corpus.tsv"
    options = ["--out", out, "--held-out", tmp_path / "dev.en", "--hold-out-source", "test17"]
    assert main([str(word) for word in (tmp_path / "a.tsv", *options)]) == 0
    assert out.read_text("utf-8") == "a\thuman\tDas war es.\tThat was it.\n"
    told = capsys.readouterr().err
    assert told == "1 pairs from 1 sources; left out: held-out 2, hold-out-source 1\n"


def test_a_corpus_of_nothing_is_not_written(tmp_path, capsys):
    (tmp_path / "a.tsv").write_text("Ja.\t\n", encoding="utf-8")
    assert main([str(tmp_path / "a.tsv"), "--out", str(tmp_path / "out.tsv")]) == 3
    assert "no pair is left of 1 (empty 1)" in capsys.readouterr().err
    assert not (tmp_path / "out.tsv").exists()


def test_a_bad_pattern_is_a_usage_error(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["a.tsv", "--out", "b.tsv", "--hold-out-source", "("])
    assert "is not a regular expression" in capsys.readouterr().err


def test_the_project_s_own_pairs_are_fit_for_training():
    pairs = list(read_pairs(Path(training.__file__).with_name("agency.tsv.xz")))
    assert len(pairs) > 7000
    assert {pair.source for pair in pairs} == {"agency"}
    assert list(select(pairs, (), 1, Counter())) == pairs
