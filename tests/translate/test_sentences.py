"""A block to sentences, and long sentences to parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.sentences import split, split_long


@pytest.mark.parametrize(
    "sentences",
    [
        ["Selenskyj kam.", "Er ging."],
        ['"Wir begrüßen die Bereitschaft von Präsident (Donald) Trump", sagte sie.', "Sie ging."],
        ['"Das ist mehr wert - ohne Fortschritte in den Bemühungen.".', "Danach ging er."],
        ['"Ich denke, das ist der beste Weg."', "Danach ging er."],
        ["Er kam am 11. September 2001 um 15.30 Uhr.", "Es regnete."],
        ["Der 1. FC Köln gewann im 3. Quartal.", "Papst Leo XIV. sprach."],
        ["Das kostet z. B. 3,5 Mio. Euro.", "Dr. Müller zahlt."],
        ["Das Jahr war 2001.", "Danach kam 2002."],
        ["Was nun?", "Nichts!"],
        ["+++", "Eilmeldung", "+++", "Waffenruhe in Gaza.", "Das teilt die UN mit.", "+++"],
        ["Die Note 2+++ ist gut."],
        ["Erste Zeile\nund zweite Zeile."],
    ],
)
def test_split(sentences):
    text = " ".join(sentences)
    assert [text[a:b] for a, b in split(text)] == sentences


@given(st.text(st.sampled_from("aÄ1+. !?\"'„“\n\u00a0\u2028()"), max_size=60))
def test_only_white_space_lies_between_sentences(text):
    end = 0
    for span in split(text):
        assert not text[end : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip() != ""
        end = span.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Er kam und ging.", ["Er kam und ging."]),
        (
            "Die Regierung stimmte zu; die Opposition war dagegen.",
            ["Die Regierung stimmte zu;", "die Opposition war dagegen."],
        ),
        (
            "Die Regierung, so hieß es, stimmte zu, während die Opposition dagegen war.",
            ["Die Regierung, so hieß es, stimmte zu,", "während die Opposition dagegen war."],
        ),
        (
            "Lange Aufzählung ohne jedes Komma steht hier darin",
            ["Lange Aufzählung ohne", "jedes Komma steht hier darin"],
        ),
        ("x" * 50, ["x" * 25, "x" * 25]),
    ],
)
def test_split_long(text, parts):
    assert [text[a:b] for a, b in split_long(text, lambda part: len(part) <= 45)] == parts


@given(st.text(st.sampled_from("ab,; \n-"), max_size=200), st.integers(1, 40))
def test_parts_fit_and_lose_nothing(text, longest):
    parts = split_long(text, lambda part: len(part) <= longest)
    assert all(part.end - part.start <= longest for part in parts)
    assert "".join("".join(text[a:b] for a, b in parts).split()) == "".join(text.split())


def test_what_is_long_but_fits_is_cut_between_clauses_only():
    clauses = "Die Regierung stimmte zu, während die Opposition dagegen war."
    none = "Lange Aufzählung ohne jedes Komma steht hier darin"
    for text, count in ((clauses, 2), (none, 1)):
        assert len(split_long(text, lambda part: True, lambda part: len(part) <= 45)) == count


def test_a_desert_of_blanks_is_crossed():
    text = "a" + " " * 100_000 + "b"
    assert [text[a:b] for a, b in split_long(text, lambda part: len(part) < 300)] == ["a", "b"]
