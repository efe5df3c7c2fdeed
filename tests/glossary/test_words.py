"""Words keep their places in the text as the user gave it."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.words import fold, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Nato-Rat", ["Der", "Nato", "Rat"]),
        ('"Koalition der Willigen"', ["Koalition", "der", "Willigen"]),
        ("Artikel 5-ähnlich", ["Artikel", "5", "ähnlich"]),
        ("Bünd\u00adnis\u00adfall", ["Bündnisfall"]),  # soft hyphens are no part of the spelling
        ("Bu\u0308ndnisfall", ["Bündnisfall"]),  # decomposed letters are composed
        ("", []),
        (" … – !", []),
    ],
)
def test_words(text, expected):
    assert [word.text for word in words(text)] == expected


def test_a_list_of_words_belongs_to_its_caller():
    words("Der Rat").clear()
    assert [word.text for word in words("Der Rat")] == ["Der", "Rat"]


@pytest.mark.parametrize(
    ("one", "other"), [("Weißes", "WEISSES"), ("Bündnis", "BÜNDNIS"), ("Bu\u0308ndnis", "bündnis")]
)
def test_fold_makes_spellings_equal(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_offsets_are_those_of_the_text_given(text):
    found = words(text)
    assert all(0 <= w.start < w.end <= len(text) for w in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for word in found:
        raw = unicodedata.normalize("NFC", text[word.start : word.end])
        assert word.text == "".join(c for c in raw if c in word.text)
