"""Loops, word sequences that come again, words said twice."""

import pytest

from translate.repetition import has_loop, repeated_ngram


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Er kam.", "He came.", False),
        ("Er kam.", "of the of the of the", True),
        ("Er kam.", "a b c d x a b c d y a b c d", True),
        ("Nein, nein, nein!", "No, no, no!", False),
        ("Er kam.", "It had had an effect.", False),
    ],
)
def test_has_loop(source, target, expected):
    assert has_loop(source, target) is expected


@pytest.mark.parametrize(
    ("target", "again"),
    [
        ("to the end of it to the end of it", "to the end of it"),
        ("the new finance minister met the new finance minister", "the new finance minister"),
        ("A member of the Bundestag and a member of the Bundesrat.", None),
        ("The ceasefire ceasefire holds.", "ceasefire"),
        ("The the ceasefire holds.", "the"),
        ("He said that that he would come.", "that"),
        ("He said that that Merz would come.", "that"),
        ("He said that that was right.", None),
        ("He had had enough, really really enough.", None),
        ("A three-time time trial winner took two two-seaters to Baden-Baden.", None),
        ("Article A. A man and a a half.", "a"),
        ("the platform Truth Social platform", "platform"),
        ("news from Rome. Ships from Kyiv", None),
    ],
)
def test_repeated_ngram(target, again):
    place = repeated_ngram("Er kam.", target)
    assert (place and target[slice(*place)]) == again


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Wir sind das Volk, wir sind das Volk", "we are the people, we are the people"),
        ("Er singt Waka Waka.", "He sings Waka Waka."),
        ("Nie, nie wieder!", "Never never again!"),
    ],
)
def test_repetition_of_the_source_is_no_fault(source, target):
    assert repeated_ngram(source, target) is None
