"""Numbers in German and English text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.numbers import figures, stems, written


@pytest.mark.parametrize(
    ("text", "german", "values"),
    [
        ("1.200 und 3,5", True, ["1200", "3.5"]),
        ("1,200 and 3.5", False, ["1200", "3.5"]),
        ("1.234.567,80", True, ["1234567.8"]),
        ("am 11. September 2001", True, ["11", "2001"]),
        ("um 15.30 Uhr", True, ["15", "30"]),
        ("2:1 gegen Köln", True, ["2", "1"]),
        ("Artikel-5-ähnlich", True, ["5"]),
        ("Version 3.11", True, ["3", "11"]),
        ("10\u00a0000 Euro", True, ["10000"]),
        ("01. Januar", True, ["1"]),
        ("DE0008430026", True, ["0008430026"]),  # zeros of a code count
        ("nichts", True, []),
    ],
)
def test_values(text, german, values):
    assert [figure.value for figure in figures(text, german=german)] == values


@pytest.mark.parametrize(
    ("text", "german", "whole", "worth"),
    [
        ("rund 10 Milliarden Euro", True, "10 Milliarden", 10**10),
        ("rund 3,5 Mio. Euro", True, "3,5 Mio", 3_500_000),
        ("das 2-Billionen-Paket", True, "2-Billionen", 2 * 10**12),
        ("about 10 billion euros", False, "10 billion", 10**10),
        ("a €5m deal", False, "5m", 5_000_000),
        ("the 5 m high wall", False, "5", 5),
        ("bei -5 Grad", True, "-5", 5),
        ("minus 5 degrees", False, "minus 5", 5),
        ("Flug LH-5", True, "5", 5),
        ("rund 2,5 Prozent", True, "2,5 Prozent", 2.5),
        ("by 2.5 percentage points", False, "2.5 percentage points", 2.5),
    ],
)
def test_scale_sign_and_unit_belong_to_a_figure(text, german, whole, worth):
    (figure,) = figures(text, german=german)
    assert text[figure.start : figure.end] == whole
    assert figure.worth == worth
    assert figure.negative is whole.startswith(("-", "minus"))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("2,5 Prozent", ["percent"]),
        ("2,5 %", ["percent"]),
        ("2,5 Prozentpunkte", ["points"]),
        ("2,5 Punkte", [""]),
        ("am 3.10.2025", ["", "month", ""]),
        ("am 3. 10.", ["", "month"]),
        ("Version 3.11", ["", ""]),
    ],
)
def test_units(text, units):
    assert [figure.unit for figure in figures(text, german=True)] == units


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("three of twenty-five", [("3", 0, ""), ("25", 0, "")]),
        ("three million", [("3", 6, "")]),
        ("a hundred people", [("1", 2, "")]),
        ("an hour", [("1", 0, "")]),
        ("a man and an idea", []),
        ("the second", [("2", 0, "ordinal")]),
        ("in May and Sept. it", [("5", 0, "month"), ("9", 0, "month")]),
        ("it may march", []),
    ],
)
def test_written(text, found):
    assert [(figure.value, figure.scale, figure.unit) for figure in written(text)] == found


@pytest.mark.parametrize(
    ("value", "german"),
    [
        ("1", "ein"), ("3", "dritt"), ("17", "siebzehn"), ("25", "fünfundzwanzig"), ("40", "vierzig"),
        ("300", "dreihundert"), ("2000", "zweitausend"), ("2.5", "zweieinhalb"), ("12", "dutzend"),
        ("10", "Oktober"), ("1980", "achtzig"),
    ],
)  # fmt: skip
def test_stems(value, german):
    assert german in stems(value)


@given(st.text(st.sampled_from("0123456789.,:-% aMkt'\u00a0")), st.booleans())
def test_figures_hold_all_digits_in_order(text, german):
    found = figures(text, german=german)
    position = 0
    for figure in found:
        assert not any(c.isdigit() for c in text[position : figure.start])
        assert figure.worth is not None
        position = figure.end
    assert not any(c.isdigit() for c in text[position:])
