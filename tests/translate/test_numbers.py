"""Numbers in German and English text."""

import pytest

from translate.numbers import figures, missing


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
        ("nichts", True, []),
    ],
)
def test_figures(text, german, values):
    found = figures(text, german=german)
    assert [figure.value for figure in found] == values
    assert all(text[figure.start].isdigit() and text[figure.end - 1].isdigit() for figure in found)


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("1.200 Menschen", "1,200 people", []),
        ("1.200 Menschen", "1.200 people", ["1.200"]),
        ("3,5 Prozent", "3.50 percent", []),
        ("3 Mal", "three times", []),
        ("25 Staaten", "twenty-five states", []),
        ("um 15.30 Uhr", "at 3:30 p.m.", []),
        ("um 15.00 Uhr", "at 3 p.m.", []),
        ("um 15.30 Uhr", "at 15:30", []),
        ("am 24.12.2024", "on December 24, 2024", []),
        ("11. September 2001", "September 11", ["2001"]),
        ("5 von 5", "5", ["5"]),
        ("Artikel 5", "the article", ["5"]),
        ("drei", "many", []),
    ],
)
def test_missing(source, target, lost):
    assert [source[figure.start : figure.end] for figure in missing(source, target)] == lost
