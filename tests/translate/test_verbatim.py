"""Addresses, handles and ISINs, letter by letter."""

import pytest

from translate.verbatim import garbled, lost


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Siehe https://www.dpa-afx.de/a?b=1.", ["https://www.dpa-afx.de/a?b=1"]),
        ("Siehe (www.dpa.de), bitte.", ["www.dpa.de"]),
        ("Bei dpa-afx.de/wirtschaft und allestörungen.de.", ["dpa-afx.de/wirtschaft", "allestörungen.de"]),
        ("An info@dpa.com, bitte.", ["info@dpa.com"]),
        ("Munich Re (DE0008430026)", ["DE0008430026"]),
        ("Von @officialasroma zu #NoToRacism", ["@officialasroma", "#NoToRacism"]),
        ("Er kam.Der andere blieb. Das ist ca.die Hälfte, Nr. #1", []),
    ],
)
def test_what_has_to_stand_letter_by_letter(source, found):
    assert [source[slice(*place)] for place in lost(source, "")] == found
    assert lost(source, source) == []


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("Er las https://www.dpa-afx.de/a?b=1.", "He read htps:///www.dpa-afx.de/a?b.", "He read https://www.dpa-afx.de/a?b=1."),
        ("ISIN DE0008430026", "ISIN DE008430026", "ISIN DE0008430026"),
        ("An info@dpa.com", "To infom@dpa.co", "To info@dpa.com"),
        ("An info@dpa.com", "To the office", "To the office"),
        ("An a@dpa.com und b@dpa.com", "To a@dpa.com and bb@dpa.com", "To a@dpa.com and b@dpa.com"),
    ],
)  # fmt: skip
def test_garbled(source, target, mended):
    for place, right in reversed(garbled(source, target)):
        target = target[: place.start] + right + target[place.end :]
    assert target == mended
