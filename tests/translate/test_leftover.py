"""German words left in English, told from names."""

import pytest

from translate.document import Span
from translate.leftover import leftovers


def left(source: str, target: str) -> list[str]:
    return [word.text for word in leftovers(source, target)]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Das Szenario ist neu.", "The Szenario is new.", ["Szenario"]),
        ("Das wäre ein Fiasko.", "That would be a Fiasko.", ["Fiasko"]),
        ("Die Maßnahmen gelten.", "Maßnahmen apply.", ["Maßnahmen"]),
        ("Sie hofft auf Waffenruhe in Gaza.", "She hopes for Waffenruhe in Gaza.", ["Waffenruhe"]),
        ("Die Zeitung irrte.", "As always, Zeitung was wrong.", ["Zeitung"]),
        ("Auf dem Dach brannte es.", "There was a fire on Dach.", ["Dach"]),
        ("Er sagte es trotzdem.", "He trotzdem said so.", ["trotzdem"]),
        ("Die Debatte geht weiter.", "The debatte goes on.", ["debatte"]),
        ("Sie schrieb für die Weltbühne.", "She wrote for the worldbühne.", ["worldbühne"]),
        ("Die Kiewer Regierung lehnt ab.", "The Kiewer government refuses.", ["Kiewer"]),
        # a text in capitals
        ("REGIERUNG STREICHT STELLEN", "REGIERUNG STREICHT JOBS", ["REGIERUNG", "STREICHT"]),
        ("VOLKSWAGEN STREICHT STELLEN", "VOLKSWAGEN CUTS JOBS", []),
    ],
)
def test_leftovers(source, target, expected):
    assert left(source, target) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Volkswagen", "Commerzbank", "Bundesliga", "Freiburg", "Schalke", "Stoltenberg", "Müller", "Schmidt", "Hahn",
        "Keller", "Audi", "Linz", "Spiegel", "StGB", "GmbH", "Allianz",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Das teilte {} mit.", "This is what {} said."),
        ("{} hat Nein gesagt.", "{} said no."),
        ("Der Chef von {} kommt.", "The head of {} is coming."),
    ],
)
def test_names_are_none(name, source, target):
    assert left(source.format(name), target.format(name)) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Der Minister in Hamburg.", "The minister in Hamburg."),
        ("Sagte Thomas Schneider heute.", "Said Thomas Schneider today."),
        ("Herr Müller und Frau Schmidt lesen Spiegel.", "Mr. Müller and Ms. Schmidt read Spiegel."),
        ("Dem Audi-Chef wird das vorgeworfen.", "The Audi boss is accused of that."),
        ("Das meldet allestörungen.de.", "This is reported by allestörungen.de."),
        ("Siehe https://www.dpa.de.", "See https://www.dpa.de."),
        ("Die Führer der Jugend", "the über führer of the youth"),
        ("Das sagte sie der Bild am Sonntag.", "She told Bild am Sonntag."),
        ("Er las die Frankfurter Rundschau.", "He read the Frankfurter Rundschau."),
    ],
)
def test_no_leftovers(source, target):
    assert left(source, target) == []


def test_a_surname_behind_an_article_is_a_noun():
    assert left("Der Keller ist voll.", "The Keller is full.") == ["Keller"]


def test_what_renders_a_term_is_none():
    source, target = "Das Szenario gilt.", "The Szenario applies."
    assert not list(leftovers(source, target, [Span(4, 12)]))
