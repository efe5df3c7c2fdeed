"""Which numbers of a sentence and its translation have no counterpart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.tally import Difference, compare


def words(source: str, target: str) -> tuple[list[str], list[str]]:
    """The figures that are missing and those that are added."""
    found = compare(source, target)
    return [source[f.start : f.end] for f in found.missing], [target[f.start : f.end] for f in found.added]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("1.200 Menschen", "1,200 people"),
        ("3,5 Prozent", "3.50 percent"),
        ("3 Mal", "three times"),
        ("25 Staaten", "twenty-five states"),
        ("12 000 Menschen", "12,000 people"),
        ("1300 Euro", "1 300 euros"),
        ("im Jahr 2019 100 Tore", "100 goals in 2019"),
        ("Schalke 04 200 Mal", "Schalke 04, 200 times"),
        ("drei", "many"),
        ("Version 3.11", "version 3.11"),
        ("2:1 und 2:2", "2-1 and 2:2"),
        ("die 70er Jahre", "the 1970s"),
        ("die Saison 2018/19", "the 2018-2019 season"),
        # scales
        ("10 Milliarden", "10 billion"),
        ("1500 Millionen", "1.5 billion"),
        ("3,5 Mio.", "3,500,000"),
        ("ein 3,5-Milliarden-Paket", "a 3.5 billion package"),
        ("3 Millionen", "three million"),
        ("1 Million", "a million"),
        ("von 3 auf 5 Millionen", "from 3 million to 5 million"),
        ("2,5 Prozentpunkte", "2.5 points"),
        # signs
        ("-5 Grad", "-5 degrees"),
        ("−5 Grad", "minus 5 degrees"),
        ("-5 Grad", "5 degrees below zero"),
        ("Dax -5 Prozent", "DAX falls 5 percent"),
        # times of day
        ("um 15.30 Uhr", "at 3:30 p.m."),
        ("um 15.00 Uhr", "at 3 p.m."),
        ("um 15.30 Uhr", "at 15:30"),
        ("um 15.30 Uhr", "at 15.30"),
        ("um 9 Uhr 30", "at 9:30 a.m."),
        ("um 12 Uhr", "at noon"),
        ("um 0 Uhr", "at midnight"),
        ("um 9 Uhr abends", "at 9 p.m."),
        ("zwischen 10 und 12 Uhr", "between 10 a.m. and noon"),
        ("8.00-16.30 Uhr", "8 a.m. to 4:30 p.m."),
        ("um 3 Uhr", "at three o'clock"),
        ("um halb neun", "at 8:30"),
        # dates
        ("am 24.12.2024", "on December 24, 2024"),
        ("am 24.12.2024", "on 12/24/2024"),
        ("am 5. 5.", "on May 5"),
        # ordinals
        ("der 2. Platz", "second place"),
        ("Platz 2", "second place"),
        # what German writes out
        ("drei Wochen", "3 weeks"),
        ("der dritte Mann", "the 3rd man"),
        ("zweihundert Leute", "200 people"),
        ("anderthalb Jahre", "1.5 years"),
        ("die Hälfte", "50 percent"),
        ("das Achtelfinale", "the round of 16"),
        ("der CO2-Preis", "the carbon price"),
    ],
)
def test_nothing_differs(source, target):
    assert words(source, target) == ([], [])
    assert compare(source, target) == Difference()


@pytest.mark.parametrize(
    ("source", "target", "missing"),
    [
        ("1.200 Menschen", "1.200 people", ["1.200"]),
        ("11. September 2001", "September 11", ["2001"]),
        ("5 von 5", "5", ["5"]),
        ("Artikel 5", "the article", ["5"]),
        ("10 Milliarden", "10 million", ["10 Milliarden"]),
        ("3,5 Mio.", "3.5 billion", ["3,5 Mio"]),
        ("10 Milliarden", "ten million", ["10 Milliarden"]),
        ("2,5 Prozent", "2.5 percentage points", ["2,5 Prozent"]),
        ("2,5 Prozentpunkte", "2.5 percent", ["2,5 Prozentpunkte"]),
        ("-5 Grad", "5 degrees", ["-5"]),
        ("um 10.00 Uhr", "at 10:00 p.m.", ["10.00 Uhr"]),
        ("um 18.00 Uhr", "at 18:00 a.m.", ["18.00 Uhr"]),
        ("um 14.30 Uhr", "at 14:30 p.m.", ["14.30 Uhr"]),
        ("um 9 Uhr", "at 9pm", ["9 Uhr"]),
        ("um 15 Uhr", "at 14:00", ["15 Uhr"]),
        ("am 3.10.2025", "on March 10, 2025", ["3"]),
        ("1 Stadt", "a city", ["1"]),
        ("2 Autos", "every second car", ["2"]),
        ("5 Autos", "it may rain", ["5"]),
        ("5 Autos", "in May", ["5"]),
        ("3 Autos", "they march", ["3"]),
        ("ISIN DE0008430026", "ISIN DE008430026", ["0008430026"]),
    ],
)
def test_missing(source, target, missing):
    assert words(source, target) == (missing, [])


@pytest.mark.parametrize(
    ("source", "target", "added"),
    [
        ("Er kam.", "He came in 1999.", ["1999"]),
        ("Er kam 1999.", "He came in 1999 with 40 men.", ["40"]),
        ("Er kam 1999.", "He came in 1999 (1999).", []),
    ],
)
def test_added(source, target, added):
    assert words(source, target) == ([], added)


@given(st.text(st.sampled_from("0123456789.,:-% aMUhrpmX'\u00a0/\u0663"), max_size=40), st.text(max_size=40))
def test_figures_are_found_in_any_text(source, target):
    found = compare(source, target)
    assert all(source[figure.start : figure.end].strip() for figure in found.missing)
    assert all(target[figure.start : figure.end].strip() for figure in found.added)
