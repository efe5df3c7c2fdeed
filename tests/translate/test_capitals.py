"""Text in capitals, read in small letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.capitals import in_capitals, recased
from translate.enforce import enforce


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DER KANZLER REIST NACH BRÜSSEL.", "Der Kanzler reist nach Brüssel."),
        ("SELENSKYJ UND PUTIN", "Selenskyj und Putin"),  # names that no dictionary knows
        ("USA UND EU EINIGEN SICH", "USA und EU einigen sich"),
        ("CDU/CSU GEGEN ERHÖHUNG", "CDU/CSU gegen Erhöhung"),
        ("ISIN DE0008430026", "ISIN DE0008430026"),
        ("Die NATO tagt", "Die NATO tagt"),  # not in capitals
        ("DAX", "DAX"),  # a word is no text
        ("", ""),
    ],
)
def test_recased(text, expected):
    assert recased(text) == expected


@given(st.text())
def test_offsets_stay(text):
    assert len(recased(text)) == len(text) == len(in_capitals(text))


@pytest.mark.model
def test_what_stands_in_capitals_is_translated_into_capitals(marian):
    small, large = "Die Lage ist ernst.", "DIE LAGE IST ERNST."
    read, shouted = enforce([small, large], [(), ()], marian)
    assert shouted.text == read.text.upper()
    assert shouted.links == read.links
