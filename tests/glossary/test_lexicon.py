"""The German dictionary that ships says what simplemma's does, without being unpacked."""

import subprocess
import sys
from itertools import islice

import pytest
from simplemma.strategies import DefaultDictionaryFactory

from glossary.lexicon import lexicon
from glossary.pack import pack

FORMS = {
    "Häuser": "Haus",
    "Haus": "Haus",
    "ab": "abseits",  # the word is the beginning of its form
    "ging": "gehen",
    "größer": "groß",
    "Ç": "ç",
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("lexicon") / "some.dic"
    pack(FORMS.items(), path)
    return lexicon(path)


@pytest.mark.parametrize("word", FORMS)
def test_a_word_has_its_form(saved, word):
    assert word in saved
    assert saved.form(word) == FORMS[word]


@pytest.mark.parametrize("word", ["", "H", "Häuse", "Häusers", "haus", "HAUS", "größe"])
def test_other_words_have_none(saved, word):
    assert word not in saved
    assert saved.form(word) is None


def test_what_ships_is_simplemmas():
    """If this fails with a new simplemma: python -m glossary.pack"""
    theirs, ours = DefaultDictionaryFactory().get_dictionary("de"), lexicon()
    assert len(ours) == len(theirs)
    every = {word: theirs[word] for word in islice(theirs, 0, None, 40)}
    assert {word: ours.form(word) for word in every} == every


def test_looking_up_a_word_does_not_load_simplemma():
    program = "import sys; from glossary.german import lemmas; lemmas('Häusern'); print('simplemma' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
