"""German inflection, as far as finding terms needs it."""

import pytest

from glossary.german import adjective_stem, citation_keys, lemmas, noun_from_adjective, reads_as_adjective


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
        ("Niederlanden", "niederlande"),
        ("verrückte", "verrückt~"),
        ("größerer", "gross~"),
        ("diskretere", "diskret~"),
        ("schockierenden", "schockieren"),
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


@pytest.mark.parametrize(
    ("word", "last", "expected"),
    [
        ("Haus", True, ("haus",)),
        ("Weißes", False, ("weiss~", "weisses")),
        ("Sondergesandter", True, ("sondergesandt~", "sondergesandter")),
        ("verrückt", True, ("verrückt", "verrückt~")),
        ("NATO", True, ("nato",)),
        ("den", False, ("den", "der")),
        ("500", True, ("500",)),
    ],
)
def test_citation_keys(word, last, expected):
    assert citation_keys(word, last=last) == expected


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("nordatlantischen", "nordatlantisch~"),
        ("Alliierten", "alliiert~"),
        ("unverblümte", "unverblümt~"),
        ("stellares", "stellar~"),
        ("Kriegsgefangener", "kriegsgefangen~"),
        ("Vertreter", ""),
        ("Regierungsvertreter", ""),
        ("Gesichter", ""),
        ("Arbeitsgerichte", ""),
        ("Raten", ""),
        ("e" * 100, ""),
    ],
)
def test_adjective_stem(word, stem):
    assert adjective_stem(word) == stem
