"""The glossary that ships: it loads, finds what it should in agency copy, and leaves the rest alone."""

from pathlib import Path

import pytest

import glossary
from glossary.forms import accepted_for
from glossary.match import Matcher
from glossary.pofile import load
from glossary.verify import verify

NEWS = Path(glossary.__file__).with_name("news.po")
TERMS = load(NEWS)
MATCHER = Matcher(TERMS)
PREFERRED = [term for term in TERMS if not term.forbidden]


def found(text: str) -> list[tuple[str, str]]:
    """The words of the standing mentions and the rendering wanted first for each."""
    return [(text[m.start : m.end], accepted_for(m)[0]) for m in MATCHER.find(text) if not m.overlapped]


def test_it_is_large_enough_and_bans_something():
    assert len(PREFERRED) >= 600
    assert len(TERMS) - len(PREFERRED) >= 2


def test_no_two_entries_want_the_same_german():
    sources = [term.source for term in PREFERRED]
    assert len(sources) == len(set(sources))


def test_each_entry_is_found_under_its_own_german_and_satisfied_by_its_own_english():
    wrong = []
    for term in PREFERRED:
        for german, english in [(term.source, term.target), (term.source_plural, term.target_plural)]:
            mentions = [m for m in MATCHER.find(german) if not m.overlapped]
            if german and not ([m.term for m in mentions] == [term] and verify(mentions, english)[0].satisfied):
                wrong.append((term.place, german, english))
    assert wrong == []


# The seed article, in the order of its sentences.
@pytest.mark.parametrize(
    ("text", "mention", "rendering"),
    [
        ("(aktualisierte Fassung)", "aktualisierte Fassung", "updated version"),
        ("KIEW/BERLIN/BRÜSSEL (dpa-AFX) -", "KIEW", "Kyiv"),
        ("KIEW/BERLIN/BRÜSSEL (dpa-AFX) -", "dpa-AFX", "dpa-AFX"),
        ("Nach dem Alaska-Gipfel mit Kremlchef Wladimir Putin", "Kremlchef", "Kremlin leader"),
        ("Nach dem Alaska-Gipfel mit Kremlchef Wladimir Putin", "Wladimir Putin", "Vladimir Putin"),
        ("zur Beendigung des russischen Angriffskriegs", "Angriffskriegs", "war of aggression"),
        ('"Sicherheitsgarantien, territoriale Fragen"', "Sicherheitsgarantien", "security guarantees"),
        ("teilte die Bundesregierung mit", "Bundesregierung", "German government"),
        ("eines Nato-ähnlichen Beistandsversprechens der USA", "Beistandsversprechens", "pledge of assistance"),
        ("eines Nato-ähnlichen Beistandsversprechens der USA", "USA", "United States"),
        ("Angaben des US-Sondergesandten Steve Witkoff", "US-Sondergesandten", "US special envoy"),
        ("die Artikel 5 des Nato-Vertrags ähneln", "Nato-Vertrags", "NATO treaty"),
        ("auf die Unterstützung der Alliierten", "Alliierten", "allies"),
        ("Präsident Wolodymyr Selenskyj wird", "Wolodymyr Selenskyj", "Volodymyr Zelensky"),
        ("von EU-Kommissionschefin Ursula von der Leyen", "EU-Kommissionschefin", "European Commission President"),
        ("und Nato-Generalsekretär Mark Rutte", "Nato-Generalsekretär", "NATO secretary general"),
        ("Auch andere Staats- und Regierungschefs", "Staats- und Regierungschefs", "heads of state and government"),
        ('Die "Koalition der Willigen", einschließlich', "Koalition der Willigen", "coalition of the willing"),
        ("sind die Vertragsparteien des Bündnisses", "Vertragsparteien", "parties to the treaty"),
        ("Der Nato-Rat stellt den Bündnisfall fest", "Nato-Rat", "North Atlantic Council"),
        ("Der Nato-Rat stellt den Bündnisfall fest", "Bündnisfall", "collective defense case"),
        ("nach den Terroranschlägen in den USA", "Terroranschlägen", "terrorist attacks"),
        ("eine der Garantiemächte sein", "Garantiemächte", "guarantor powers"),
        ("US-Außenminister Marco Rubio betonte", "US-Außenminister", "US secretary of state"),
        ("Neues Fiasko im Weißen Haus", "Weißen Haus", "White House"),
        ("dass auf Selenskyjs Besuch bei Trump", "Selenskyjs", "Zelensky"),
    ],
)
def test_the_seed_article(text, mention, rendering):
    assert (mention, rendering) in found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("die NATO-Generalsekretäre", [("NATO-Generalsekretäre", "NATO secretaries general")]),
        ("Vorstandschefin Schmidt", [("Vorstandschefin", "CEO")]),
        ("im Leitindex Dax", [("Leitindex", "benchmark index"), ("Dax", "DAX")]),
        ("die Rosa-Luxemburg-Stiftung in Luxemburg", [("Rosa-Luxemburg", "Rosa Luxemburg"),
                                                      ("Luxemburg", "Luxembourg")]),
        ("Hannover 96 und die Stadt Hannover", [("Hannover 96", "Hannover 96"), ("Hannover", "Hanover")]),
        ("ROUNDUP: Zwei Billionen Euro", [("ROUNDUP", "ROUNDUP"), ("Billionen", "trillion")]),
        ("Die Linke gewann.", [("Die Linke", "Left Party")]),
        ("Osama bin Laden", [("Osama bin Laden", "Osama bin Laden")]),
        ("Die Kiewer Regierung", [("Kiewer", "Kyiv")]),
        ("in der Brüsseler Kommission", [("Brüsseler", "Brussels")]),
        ("die Pariser Regierung, Moskauer Truppen", [("Moskauer", "Moscow")]),
        ("die Münchner Sicherheitskonferenz", [("Münchner Sicherheitskonferenz", "Munich Security Conference")]),
        ("ein Zoll auf Stahl, drei Zoll lang", [("Zoll", "tariff"), ("Zoll lang", "inches long")]),
    ],
)  # fmt: skip
def test_other_copy(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Er steht in seinem Laden und ich bin laden gegangen.",
        "Die linke Hand hält einen grünen Apfel.",
        "Zwei Gläubige beteten, die Pole der Erde schmelzen.",
        "Im Überblick: ein langer Hintergrund ohne Namen.",
        "Die Models zeigten Posen, der Pol liegt im Eis.",
        "Sie willigten ein und bündelten ihre Kräfte.",
        "Der Rat tagte, der Haushalt war aufgeräumt.",
        "Ein Wiener Schnitzel aß der Kölner in Wiener Neustadt.",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("german", "wrong", "right"),
    [
        ("die Notenbank", "Bank of England", "central bank"),
        ("der Zoll", "inch", "customs"),
        ("die Volksrepublik", "China", "people's republic"),
        ("die Raumfahrtbehörde", "NASA", "space agency"),
        ("die Luftwaffe", "RAF", "air force"),
        ("die Vertragspartei", "party", "contracting party"),
        ("die Regierungspartei", "government", "ruling party"),
        ("der Armeechef", "military chief", "head of the army"),
        ("der Firmenchef", "owner", "company chief"),
        ("das Elektroauto", "electric", "EV"),
        ("die Geldpolitik", "monetary", "monetary policy"),
        ("die Schuldenbremse", "debt ceiling", "debt brake"),
        ("Island", "Islands", "Icelandic"),
        ("die Regierung Spaniens", "Madrid", "Spanish government"),
        ("die Deutsche Presse-Agentur dpa", "DPA", "dpa and German Press Agency"),
    ],
)
def test_another_thing_is_no_rendering(german, wrong, right):
    mentions = [m for m in MATCHER.find(german) if not m.overlapped]
    assert mentions
    assert all(v.found is None for v in verify(mentions, f"the {wrong} said"))
    assert all(v.found for v in verify(mentions, f"the {right} said"))


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Der Bündnisfall trat ein.", "The alliance case occurred."),
        ("die Koalition der Willigen", "the coalition of willing ones"),
        ("der Sondergesandte", "the special ambassador"),
    ],
)
def test_forbidden_renderings_are_faults(german, english):
    verdicts = verify([m for m in MATCHER.find(german) if not m.overlapped], english)
    assert any(verdict.fault for verdict in verdicts)
