"""lemminflect's tables read a word at a time say the same as loaded at once."""

from itertools import islice

import pytest
from lemminflect import config
from lemminflect.codecs.InflectionLUCodec import InflectionLUCodec
from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec
from lemminflect.core.Inflections import Inflections
from lemminflect.core.Lemmatizer import Lemmatizer

from glossary import english


@pytest.mark.parametrize(
    ("word", "part_of_speech", "expected"),
    [
        ("guarantees", "NOUN", ("guarantee",)),
        ("guarantee", "NOUN", ("guarantee",)),
        ("guaranteed", "NOUN", ()),
        ("drohnenwall", "NOUN", ()),
        ("Crises", "NOUN", ("Crisis",)),
        ("", "NOUN", ()),
    ],
)
def test_lemma(word, part_of_speech, expected):
    assert english.lemma(word, part_of_speech) == expected


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("guarantee", "NNS", ("guarantees",)),
        ("dwarf", "NNS", ("dwarfs", "dwarves")),
        ("woman", "NNS", ("women",)),
        ("doomscroller", "NNS", ("doomscrollers",)),  # by rule
        ("run", "VBD", ("ran",)),
        ("will", "VBD", ("would",)),  # not as the table has it
    ],
)
def test_inflection(word, tag, expected):
    assert english.inflection(word, tag) == expected


@pytest.mark.parametrize(
    ("word", "part_of_speech", "expected"),
    [
        ("be", "VERB", {"is", "was", "were", "been", "being", "am", "are", "be"}),
        ("good", "ADJ", {"good", "better", "best"}),
        ("drohnenwall", "VERB", set()),
    ],
)
def test_all_inflections(word, part_of_speech, expected):
    forms = english.all_inflections(word, part_of_speech)
    assert {form for spellings in forms.values() for form in spellings} == expected


def test_the_tables_say_what_they_say_loaded_at_once():
    english.lemma("word", "NOUN")
    for load, path, table in (
        (InflectionLUCodec.load, config.inflection_lu_fn, Inflections().infl_dict),
        (LemmaLUCodec.load, config.lemma_lu_fn, Lemmatizer().lemma_dict),
    ):
        whole = load(path)
        assert not isinstance(table, dict)  # else this compares like with like
        some = dict(islice(whole.items(), 0, None, 7))
        assert {word: table.get(word, {}) for word in some} == some
