"""Pieces get the links of their words, lines their weights, and arrays are what training reads."""

import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.batches import Data
from training.corpus import Pair
from training.prepare import main, mark, piece_links, prepare, read_weights
from translate.errors import InputError


@pytest.mark.parametrize(
    ("source", "target", "links", "expected"),
    [
        ([0, 1], [0, 1], [(0, 0), (1, 1)], [(0, 0), (1, 1)]),
        ([0, 0, 1], [0, 1, 1], [(0, 1)], [(0, 1), (1, 1), (0, 2), (1, 2)]),  # each piece of a word
        ([-1, 0, -1], [-1, 0], [(0, 0)], [(1, 1)]),  # blanks and tags link nothing
        ([0, 1], [0], [(0, 0), (1, 0)], [(0, 0), (1, 0)]),  # two German words of an English one
        ([0], [0], [], []),
        ([0], [0], [(3, 0), (0, 3)], []),  # words that lost their pieces
    ],
)
def test_piece_links(source, target, links, expected):
    assert piece_links(source, target, links) == expected


@given(
    st.lists(st.integers(-1, 5)),
    st.lists(st.integers(-1, 5)),
    st.lists(st.tuples(*[st.integers(0, 5)] * 2), unique=True),
)
def test_pieces_are_linked_if_their_words_are(source, target, links):
    found = piece_links(source, target, links)
    expected = {(i, j) for i, s in enumerate(source) for j, t in enumerate(target) if (s, t) in links}
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_the_arrays_hold_the_corpus(toy, toy_vocabulary, data):
    lines = {}
    for number in range(len(data)):
        source = data.source[data.source_offsets[number] : data.source_offsets[number + 1]].tolist()
        target = data.target[data.target_offsets[number] : data.target_offsets[number + 1]].tolist()
        assert (source[-1], target[-1]) == (data.eos, data.eos)
        if toy_vocabulary.term not in source:
            links = data.links[data.link_offsets[number] : data.link_offsets[number + 1]]
            assert links[-1].tolist() == [len(source) - 1, len(target) - 1]
            lines[toy_vocabulary.model.decode(source[:-1])] = toy_vocabulary.model.decode(target[:-1])
    pairs = {pair.german: pair.english for pair, _ in toy}
    assert lines.items() <= pairs.items()
    assert len(data) >= len(pairs) > len(lines) > len(pairs) // 2  # some lines stand there with mark-up only


def test_links_lead_from_mark_up_to_the_right_words(toy_vocabulary):
    pair = Pair("a", "human", "Neue Regeln kommen.", "New rules come.")
    counted = Counter()
    links = [(0, 0), (1, 1), (2, 2)]
    lines = prepare([pair] * 9, [links] * 9, toy_vocabulary, terms=1.0, counted=counted)
    assert counted["marked"] == 9
    assert len(lines) > 9  # some stand beside the plain lines
    found = mark(toy_vocabulary, pair, links, Counter(), random.Random(1))
    assert found is not None
    assert toy_vocabulary.term in found.ids
    assert {0, 1, 2} <= set(found.words)


def test_long_pairs_are_left_out(toy, toy_vocabulary):
    pairs = [pair for pair, _ in toy]
    counted = Counter()
    lines = prepare(pairs, ([] for _ in pairs), toy_vocabulary, longest=14, counted=counted)
    lengths = [max(len(toy_vocabulary.encode(side).ids) for side in (p.german, p.english)) for p in pairs]
    assert counted["long"] == sum(length > 14 for length in lengths) > 0
    assert len(lines) == len(pairs) - counted["long"]
    assert not counted["marked"]  # without links there is nothing to mark


def test_the_same_seed_gives_the_same_arrays(toy, toy_vocabulary, tmp_path):
    made = []
    for seed in (0, 0, 1):
        lines = prepare(*zip(*toy, strict=True), toy_vocabulary, seed=seed, counted=Counter())
        lines.write(tmp_path / "data.npz")
        with np.load(tmp_path / "data.npz") as arrays:
            made.append(arrays["src"].tobytes())
    assert made[0] == made[1] != made[2]


@pytest.mark.parametrize(
    ("source", "kind", "expected"),
    [("news", "human", 2.0), ("news", "mt", 1.0), ("my-news", "human", 1.0), ("tech", "mt", 0.5), ("other", "mt", 1.0)],
)
def test_read_weights(tmp_path, source, kind, expected):
    (tmp_path / "w").write_text("# comment\n^news\thuman\t2\n\n^tech\t*\t0.5\ntech\t*\t9\n", encoding="utf-8")
    assert read_weights(tmp_path / "w")(Pair(source, kind, "", "")) == expected


@pytest.mark.parametrize("line", ["news\t2", "(\t*\t1", "a\tall\t1", "a\t*\tmuch", "a\t*\t0", "a\t*\t-1", "a\t*\tnan"])
def test_other_weights_are_refused(tmp_path, line):
    (tmp_path / "w").write_text(f"a\t*\t1\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="w:2: write a regular expression"):
        read_weights(tmp_path / "w")


@pytest.mark.parametrize(
    ("links", "options", "code", "message"),
    [
        ("0-0\n", [], 3, "has 1 lines, the corpus 2; align this very corpus again"),
        ("0-0\n9-0\n", [], 3, "pair 2 has links to words that it lacks"),
        (None, ["--longest", "1"], 3, "no pair has at most 1 pieces a side; raise --longest"),
        (None, ["--longest", "226"], 2, "--longest 226: must be between 1 and 225"),
        (None, [], 0, "2 lines, 0 with terms; 0 pairs too long"),
        ("0-0\n\n", ["--terms", "0"], 0, "2 lines, 0 with terms; 0 pairs too long"),
    ],
)
def test_main(tmp_path, vocabulary_file, capsys, links, options, code, message):
    (tmp_path / "corpus.tsv").write_text("Waffen.\tWeapons.\nRegeln.\tRules.\n", encoding="utf-8")
    arguments = [tmp_path / "corpus.tsv", tmp_path / "data", "--vocabulary", vocabulary_file, *options]
    if links is not None:
        (tmp_path / "links").write_text(links, encoding="utf-8")
        arguments += ["--links", tmp_path / "links"]
    assert main(list(map(str, arguments))) == code
    assert message in capsys.readouterr().err
    assert (tmp_path / "data").exists() is (code == 0)
    if code == 0:
        assert len(Data.load(tmp_path / "data")) == 2
