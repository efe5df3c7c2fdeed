"""Dictionary entries become lists whose sides correspond, entry by entry."""

from collections import Counter

import pytest

from training.corpus import Pair, read_pairs
from training.dictionary import SOURCE, entries, lists, main
from translate.errors import InputError

WORDS = [(f"Wort{number}", f"word {number}") for number in range(40)]


@pytest.mark.parametrize(
    ("german", "english", "expected"),
    [
        ("Glatteis", "black ice", ("Glatteis", "black ice")),
        ("bestechen", "to bribe", ("bestechen", "bribe")),
        (" leere  Menge ", "empty\u00adset", ("leere Menge", "emptyset")),
        ("zu viel des Guten", "too much", None),
        ("Dünkel", "a very high opinion of oneself", None),
        ("Stamm", "tribe (group)", None),
        ("dreiecks-", "triangular", None),
        ("wer?", "who", None),
        ("", "nothing", None),
    ],
)
def test_which_entries_are_taken(german, english, expected):
    assert list(entries([Pair("x", "human", german, english)])) == ([expected] if expected else [])


def test_two_senses_of_a_word_are_enough():
    pairs = [Pair("x", "human", "Zug", english) for english in ("train", "move", "draft")]
    assert list(entries(pairs)) == [("Zug", "train"), ("Zug", "move")]


def test_each_entry_comes_once_a_turn_and_its_sides_keep_company():
    made = list(lists(WORDS, 3, 1))
    seen = Counter()
    for pair in made:
        joint = next((j for j in (", ", "; ", " und ") if j in pair.german), ", ")
        german, english = pair.german.split(joint), pair.english.split(" and " if joint == " und " else joint)
        assert 1 <= len(german) <= 7
        seen.update(zip(german, english, strict=True))
    assert seen == Counter(dict.fromkeys(WORDS, 3))
    assert made == list(lists(WORDS, 3, 1)) != list(lists(WORDS, 3, 2))


def test_command(tmp_path, capsys):
    words, out = tmp_path / "words.tsv", tmp_path / "lists.tsv"
    words.write_text("Glatteis\tblack ice\nEilverfahren\tsummary proceedings\tsomewhere\n", "utf-8")
    assert main([str(words), "--out", str(out), "--turns", "4"]) == 0
    assert "2 entries" in capsys.readouterr().err
    made = list(read_pairs(out))
    assert {pair.source for pair in made} == {SOURCE}
    assert sum(pair.german.count("Glatteis") for pair in made) == 4


def test_nothing_to_take(tmp_path, capsys):
    words = tmp_path / "words.tsv"
    words.write_text("Stamm\ttribe (group)\n", "utf-8")
    assert main([str(words), "--out", str(tmp_path / "lists.tsv")]) == InputError.exit_code
    assert capsys.readouterr().err.startswith(f"error: {words}: no entry is short and plain enough")
    assert not (tmp_path / "lists.tsv").exists()
