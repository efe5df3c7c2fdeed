"""Wire copy to blocks and back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.wire import dateline_places, parse

SEED = Path(__file__).parents[2] / "seeds" / "dpa-2025-08-17-ukraine-summit.txt"


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in parse(text).blocks]


def kinds(text: str) -> str:
    """Initials of the blocks' kinds."""
    return "".join(block.kind.value[0] for block in parse(text).blocks)


def test_the_seed():
    text = SEED.read_bytes().decode()
    article = parse(text, SEED.name)
    assert article.text == text
    assert [b.text for b in article.blocks if b.kind.value == "heading"] == [
        "Artikel 5 des Nato-Vertrags als Vorbild",
        "USA berichten von angeblichem Zugeständnis Russlands",
        "Waffenstillstand oder nicht?",
        "Neues Fiasko im Weißen Haus soll vermieden werden",
        "Dreier-Gipfel womöglich am Freitag",
    ]
    assert article.blocks[0][:3] == ("advisory", 0, "(aktualisierte Fassung)")
    assert article.blocks[1].text == "KIEW/BERLIN/BRÜSSEL (dpa-AFX) -"
    assert article.blocks[2].text.startswith("Nach dem Alaska-Gipfel")
    assert article.blocks[-2].text.endswith("am Freitag anstrebe.")
    assert article.blocks[-1].text == "/mee/DP/he"
    assert len(article.blocks) == 24


@pytest.mark.parametrize(
    "dateline",
    [
        "BERLIN (dpa) -",
        "Berlin (dpa/bb) -",
        "MÜNCHEN (dpa/lby) -",
        "KIEW/BERLIN (dpa-AFX) -",
        "FRANKFURT (dpa-AFX Broker) -",
        "Frankfurt/Main (dpa) –",
        "FRANKFURT (ODER) (dpa) -",
        "NEW YORK (dpa-AFX) -",
        "St. Gallen (awp) -",
        "Washington (AFP) —",
        "BERLIN -",
        "KO\u0308LN (dpa) -",
        "MU\u0308NCHEN -",
        "FRANKFURT (O\u0308DER) (dpa) -",
    ],
)
def test_datelines(dateline):
    assert blocks(f"{dateline} Die Lage ist ernst.") == [("dateline", dateline), ("paragraph", "Die Lage ist ernst.")]


@pytest.mark.parametrize(
    "text",
    [
        "Die Lage ist ernst.",
        "Der Minister (CDU) - er ist im Amt - sagte nichts.",
        "Er sagte (zum Beispiel) - ja.",
        "Die Lage - so heißt es - ist ernst.",
        "BERLIN (dpa) Die Lage ist ernst.",
    ],
)
def test_no_dateline(text):
    assert blocks(text) == [("paragraph", text)]


@pytest.mark.parametrize(
    ("text", "sign_off"),
    [
        ("Das war es./mee/DP/he", "/mee/DP/he"),
        ("Das war es. /mee/DP/he\n", "/mee/DP/he"),
        ('"Das war es."/he', "/he"),
        ("Das war es.\n\n/mee/DP/he", "/mee/DP/he"),
        ("Das war es.\n\ndpa abc de", "dpa abc de"),
        ("Das war es. dpa abc de", "dpa abc de"),
        ("Das war es.\ndpa-infocom dd a3 xyz", "dpa-infocom dd a3 xyz"),
    ],
)
def test_sign_offs(text, sign_off):
    assert blocks(text)[-1] == ("sign-off", sign_off)
    assert blocks(text)[0][1].rstrip() in ("Das war es.", '"Das war es."')


@pytest.mark.parametrize("text", ["Das ist so und/oder anders", "Er bekam 1/2", "Er war bei der dpa in Berlin."])
def test_no_sign_off(text):
    assert kinds(text) == "p"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Titel ohne Punkt\n\nBERLIN (dpa) - Text.", "hdp"),
        ("Text.\n\nOder nicht?\n\nText.", "php"),
        ('Text.\n\nMerz: "Wir schaffen das"\n\nText.', "php"),
        ("Text.\n\nDas Folgende:\n\nText.", "ppp"),
        ("Text.\n\n- ein Punkt der Liste\n\nText.", "ppp"),
        ("Nur eine Zeile ohne Punkt", "p"),  # a heading heads something
        ("(Zusammenfassung)\n\nText.", "ap"),
        ("Text.\n\n(Berichtigung: Name im zweiten Absatz)", "pa"),
        ("Text.\n\n(Das ist ein ganzer Satz. Noch einer.)\n\nText.", "ppp"),
        ("Erster Absatz.\r\nZweiter Absatz.\r\n\r\nTitel\r\n\r\nDritter.", "pphp"),
        ("", ""),
        (" \n\n ", ""),
    ],
)
def test_kinds(text, expected):
    assert kinds(text) == expected
    assert parse(text).text == text


def test_lines_are_paragraphs_unless_they_were_broken_at_a_fixed_width():
    assert kinds("Der erste Absatz ist kurz.\nDer zweite auch.\nDer dritte ist es ebenso, wie man sieht.") == "ppp"
    wrapped = (
        "Die Verhandlungen dauern an, und niemand weiß, wie lange sie noch\n"
        "dauern werden, denn die Positionen der Parteien sind nach wie vor\n"
        "unvereinbar."
    )
    assert blocks(wrapped) == [("paragraph", wrapped)]


@pytest.mark.parametrize(
    ("dateline", "places"),
    [("KIEW/BERLIN (dpa-AFX) -", "KIEW/BERLIN"), ("FRANKFURT (ODER) (dpa) -", "FRANKFURT (ODER)"), ("Text", "")],
)
def test_dateline_places(dateline, places):
    assert dateline[slice(*dateline_places(dateline))] == places


PIECES = ["BERLIN (dpa) - ", "/mee/DP/he", "(aktualisierte Fassung)", "Ein Satz.", "Titel", "\n", "\r\n", "\r", "\n\n"]


@given(st.lists(st.sampled_from([*PIECES, " ", "\u00a0", "\u2028", "\t", "ä", '"', "-", "dpa abc de"]), max_size=30))
def test_blocks_give_the_text_back(parts):
    text = "".join(parts)
    article = parse(text)
    assert article.text == text
    for block in article.blocks:
        assert block.text.strip() == block.text != ""
        assert not block.before.strip()
        assert text.startswith(block.text, block.start)
