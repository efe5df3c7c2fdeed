"""German text as the model reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.reading import TAGS, as_read

KNOWN = set("äöüßéÄÖÜ„“’–…")  # of what is not ASCII


def spells(letter: str) -> bool:
    return letter.isascii() or letter in KNOWN


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Der Präsident", "Der Präsident"),
        ("Der Pra\u0308si\u00addent\nkam", "Der Präsident kam"),
        ("„Er nannte es ‚Zeitenwende‘“", "„Er nannte es 'Zeitenwende'“"),
        ("die ›Zeitenwende‹", "die 'Zeitenwende'"),
        ("die »Zeitenwende«", 'die "Zeitenwende"'),
        ("Dončić in Çanakkale", "Doncic in Canakkale"),
        ("C\u0327anakkale", "Canakkale"),
        ("Wałęsa, Ødegaard, Ægir", "Walesa, Odegaard, Aegir"),
        ("© 2025", "(c) 2025"),
        ("−5 °C, 5 €", "-5 °C, 5 €"),  # signs without a plainer one stay
        ("Der <t> Minister", "Der ‹t› Minister"),
        ("Київ", "Київ"),
    ],
)
def test_as_read(text, read):
    assert as_read(text, spells)[0] == read


@given(st.text(st.sampled_from("aä\u0308č\u00ad\n ‚‘Æ€<t>/é"), max_size=20))
def test_every_code_point_has_its_place(text):
    read, places = as_read(text, spells)
    assert len(places) == len(read) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)
    assert not any(tag in read for tag in TAGS)
