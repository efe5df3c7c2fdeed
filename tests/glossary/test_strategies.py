"""Each strategy by itself: what it finds and what it leaves to the others."""

import pytest

from glossary.german import citation_keys, lemmas
from glossary.index import Index, Variant
from glossary.strategies import coordinated, in_closed_compounds, inflected, split, written
from glossary.tokens import Tokens
from glossary.words import fold


def surface(*forms: str) -> Index:
    index = Index()
    for order, form in enumerate(forms):
        keys = tuple(Tokens(form).keys)
        index.add([(fold(key),) for key in keys], Variant(order, keys))
    return index


def lemmatised(*forms: str) -> Index:
    index = Index()
    for order, form in enumerate(forms):
        keys = tuple(Tokens(form).keys)
        last = len(keys) - 1
        index.add([citation_keys(key, last=n == last) for n, key in enumerate(keys)], Variant(order, keys))
    return index


def everywhere(strategy, text: str, *indexes: Index) -> list[tuple[str, str]]:
    """The words that a strategy finds at any word of a text, and how."""
    tokens = Tokens(text)
    starts = [n for n, place in enumerate(tokens.places) if place]
    hits = [hit for start in starts for hit in strategy(tokens, start, *indexes)]
    return [(text[tokens.place(h.first).start : tokens.place(h.last - 1).end], h.how.value) for h in hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Nato-Rat tagt", [("Rat", "compound"), ("Nato-Rat", "exact")]),
        ("der Rat der Stadt", [("Rat", "exact")]),
        ("der Rat, der", [("Rat", "exact")]),
        ("des Rates", []),
        ("Rat- und Tatlosigkeit", [("Rat", "compound")]),
        ("RAT", [("RAT", "exact")]),
    ],
)
def test_written(text, expected):
    assert sorted(everywhere(written, text, surface("Rat", "Nato-Rat"))) == sorted(expected)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("Rat", "des Rates"),
        ("Rat", "die Räte"),
        ("Rat", "den Räten"),
        ("Weißes Haus", "im Weißen Haus"),
        ("Weißes Haus", "Weißer Häuser"),
        ("kollektive Verteidigung", "der kollektiven Verteidigung"),
        ("Koalition der Willigen", "Koalitionen der Willigen"),
        ("Vereinte Nationen", "der Vereinten Nationen"),
        ("Europäische Union", "in der Europäischen Union"),
        ("Niederlande", "in den Niederlanden"),
        ("Selenskyj", "Selenskyjs"),
        ("verrückt", "eine verrückte Idee"),
        ("jüngst", "in jüngster Zeit"),
        ("stellar", "stellare Nebel"),
        ("diskret", "eines diskreteren Auftritts"),
        ("unverblümt", "unverblümte Kritik"),
        ("klein", "kleinere Staaten"),
        ("lachen", "er lachte"),
        ("abrücken", "sind abgerückt"),
        ("abrücken", "davon abzurücken"),
        ("schockieren", "die schockierenden Bilder"),
        ("traditionell polnisch", "die traditionellen, polnischen Einwohner"),
        ("Alliierter", "unter den Alliierten"),
        ("Sondergesandter", "eine Sondergesandte"),
    ],
)
def test_inflected(form, text):
    assert everywhere(inflected, text, lemmatised(form))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("Rat", "die Rate"),
        ("Rate", "der Rat"),
        ("Leiter", "die Leitung"),
        ("Pol", "in Polen"),
        ("Wahl", "der Wähler"),
        ("gemein", "gemeinsame"),
        ("Merz", "in Merzig"),
        ("Lehrer", "die Lehre"),
        ("neues Haus", "alte, neue, Haus"),
        ("Rat Haus", "Rat, Haus"),
    ],
)
def test_other_words_are_no_inflections(form, text):
    assert everywhere(inflected, text, lemmatised(form)) == []


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("Sicherheitspolitik", "Sicherheits- und Verteidigungspolitik", "Sicherheits"),
        ("Sicherheitspolitik", "Sicherheits-, Außen- und Verteidigungspolitik", "Sicherheits"),
        ("Außenpolitik", "Sicherheits-, Außen- und Verteidigungspolitik", "Außen"),
        ("Außenpolitik", "Innen- und die gemeinsame Außenpolitik", None),  # stands in full: not for this strategy
        ("Innenpolitik", "Innen- und die gemeinsame Außenpolitik", "Innen"),
        ("Staatschef", "der Staats- und Regierungschefs", "Staats"),
        ("EU-Staat", "EU- und Nato-Staaten", "EU"),
        ("Rüstungsimport", "Rüstungsexporte und -importe", "importe"),
        ("Nato-Staat", "Nato-Truppen und -Staaten", "Staaten"),
        ("Vorteil", "Vor- und Nachteile", "Vor"),
        ("Pressefreiheit", "Presse- sowie Religionsfreiheit", "Presse"),
        ("außenpolitisch", "innen- und außenpolitische", None),
        ("innenpolitisch", "innen- und außenpolitische", "innen"),
        ("Sicherheitspolitik", "Sicherheits- und Geldfragen, Politik", None),
        ("Sicherheitspolitik", "Sicherheits-Verteidigungspolitik", None),
        ("Sicherheitspolitik", "Sicherheits- und. Verteidigungspolitik", None),
        ("Sicherheitspolitik", "Sicherheits- Verteidigungspolitik", None),
        ("Sicherheitspolitik", "Sicherheits- und", None),
        ("Rüstungsimport", "und -importe", None),
    ],
)
def test_coordinated(form, text, found):
    hits = everywhere(coordinated, text, surface(form), lemmatised(form))
    assert {words for words, _ in hits} == ({found} if found else set())
    assert {how for _, how in hits} <= {"coordinated"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Er rückt davon ab.", True),
        ("Er rückte von dieser Zusage ab, weil", True),
        ("Sie rückten ab und gingen", True),
        ("Er rückt ab", True),
        ("Er rückt vor, sie lehnt ab.", False),  # another clause
        ("Er rückt ab sofort vor.", False),  # the particle closes a clause
        ("Er rückt. Ab!", False),
        ("Er rückt vor.", False),
        ("rückt " + "sehr " * 30 + "ab", False),
    ],
)
def test_split(text, found):
    index = Index()
    index.add([lemmas("rückt")], Variant(0, ("rückt",), 1, ("ab",)))
    hits = everywhere(split, text, index)
    assert {how for _, how in hits} == ({"split"} if found else set())


@pytest.mark.parametrize(
    ("form", "text", "part"),
    [
        ("Bündnisfall", "Bündnisfallklausel", "first"),
        ("Sicherheit", "Sicherheitskonferenz", "first"),
        ("Öl", "Ölförderung", "first"),
        ("Haushalt", "Haushaltsplanerstellung", "first"),
        ("Garantie", "Staatsgarantien", "last"),
        ("kritisch", "staatskritischen", "last"),
        ("Korea", "Nordkorea", "last"),
        ("Einrichtung", "Einrichtungs-, Reise- und Hotelkosten", "first"),
        ("Rat", "Ratte", None),
        ("Rom", "Romantik", None),
        ("Österreich", "Österreichischen", None),
        ("Wahlkampf", "Wahlkampfveranstaltung", "first"),
        ("Ruhrgebiet", "Ruhrgebietsstädte", "first"),
        ("Garantie", "Garantien", None),
        ("Merz", "Merzig", None),
        ("Eis", "Reise", None),
    ],
)
def test_in_closed_compounds(form, text, part):
    assert {p.part for p in in_closed_compounds(Tokens(text), surface(form))} == ({part} if part else set())
