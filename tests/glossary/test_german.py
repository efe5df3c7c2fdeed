"""German inflection, as far as finding terms needs it."""

import pytest

from glossary.german import lemmas, noun_from_adjective, reads_as_adjective


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Sicherheitsgarantien", "sicherheitsgarantie"),
        ("Bündnisfälle", "bündnisfall"),
        ("Bündnisfällen", "bündnisfall"),
        ("Nordatlantischen", "nordatlantisch"),
        ("Weißen", "weiss"),
        ("Hauses", "haus"),
        ("Selenskyjs", "selenskyj"),  # names have no entry in a dictionary
        ("Putins", "putin"),
        ("BÜNDNISFÄLLE", "bündnisfall"),  # a headline in capitals
        ("Beistandsversprechens", "beistandsversprechen"),  # a compound that no dictionary lists
        ("abgerückt", "abrücken"),
    ],
)
def test_lemma_is_among_the_forms(word, lemma):
    assert lemma in lemmas(word)


@pytest.mark.parametrize(("word", "not_lemma"), [("Raten", "rat"), ("Lehre", "lehrer"), ("Küster", "küste")])
def test_other_words_are_not(word, not_lemma):
    assert not_lemma not in lemmas(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sondergesandter", "Sondergesandten"), ("Außenbeauftragte", "Außenbeauftragten"), ("Grüne", "Grünen")],
)
def test_nouns_from_adjectives_share_a_stem(one, other):
    assert noun_from_adjective(one) == noun_from_adjective(other) != ""


@pytest.mark.parametrize("word", ["Minister", "Seite", "Lehrer", "Vertreter", "Garantie", "gesandter", "NATO"])
def test_other_nouns_have_none(word):
    assert noun_from_adjective(word) == ""


@pytest.mark.parametrize(
    ("word", "expected"), [("Grüne", True), ("Willige", True), ("Minister", False), ("Nato", False)]
)
def test_reads_as_adjective(word, expected):
    assert reads_as_adjective(word) is expected
