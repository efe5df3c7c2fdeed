"""A text as the strategies see it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.tokens import Tokens
from glossary.words import words


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Der Nato‑Rat", ["Der", "Nato", "-", "Rat"]),
        ("Koalition\nder  Willigen", ["Koalition", "der", "Willigen"]),
        ("Sicherheits- und", ["Sicherheits", "- ", "und"]),
        ("S&P 500", ["S", "&", "P", "500"]),
        ("", []),
    ],
)
def test_keys(text, keys):
    assert Tokens(text).keys == keys


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Grüne Bohnen", "Grüne", True),
        ("Er kam. Grüne Bohnen", "Grüne", True),
        ("Sie sagte: Grüne Bohnen", "Grüne", True),
        ('Sie rief „Grüne Bohnen"', "Grüne", True),
        ("BERLIN (dpa) - Grüne Bohnen", "Grüne", True),
        ("Er kam.) Grüne Bohnen", "Grüne", True),
        ("die Grüne", "Grüne", False),
        ("heute, Grüne", "Grüne", False),
        ("Anti-Grüne", "Grüne", False),
    ],
)
def test_starts_sentence(text, word, expected):
    tokens = Tokens(text)
    assert tokens.starts_sentence(tokens.keys.index(word)) is expected


@given(st.text(alphabet="aÄß-‑ .,\n\u00ad\u0308"))
def test_places_are_those_of_the_words(text):
    tokens = Tokens(text)
    assert [place for place in tokens.places if place] == words(text)
    assert len(tokens.keys) == len(tokens.places) == len(tokens.folded) == len(tokens.lemmas)
