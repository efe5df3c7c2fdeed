"""Is each mention satisfied in a translation, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.entry import Kind, Term
from glossary.match import Matcher
from glossary.verify import forbidden_rendering, verify

TERMS = (
    Term("Bündnisfall", "collective defense case", "Bündnisfälle", "collective defense cases"),
    Term("Bündnisfall", "alliance case", forbidden=True),
    Term("Nato", "NATO", kind=Kind.NAME),
    Term("Nato-Vertrag", "NATO treaty"),
    Term("Garantie", "guarantee", "Garantien", "guarantees"),
)


def states(german: str, english: str) -> list[str]:
    """For each mention the rendering found, ``-`` for none, ``!`` and the words for a forbidden one."""
    mentions = [m for m in Matcher(TERMS).find(german) if not m.overlapped]
    return [
        "!" + english[slice(*v.fault)] if v.fault else english[slice(*v.found)] if v.found else "-"
        for v in verify(mentions, english)
    ]


@pytest.mark.parametrize(
    ("german", "english", "expected"),
    [
        ("Der Bündnisfall", "The collective defense case", ["collective defense case"]),
        ("Der Bündnisfall", "Collective-defense case", ["Collective-defense case"]),
        ("Der Bündnisfall", "The collective defense cases", ["-"]),  # number shows in the German
        ("Der Bündnisfall", "The alliance case", ["!alliance case"]),
        ("Der Bündnisfall", "Alliance Cases", ["!Alliance Cases"]),
        ("Der Bündnisfall", "The collective defense case is an alliance case", ["!alliance case"]),
        ("Die Nato und die Nato", "NATO and NATO", ["NATO", "NATO"]),
        ("Die Nato und die Nato", "NATO and the alliance", ["NATO", "-"]),  # one rendering, one mention
        ("Die Nato und der Nato-Vertrag", "The NATO treaty", ["-", "NATO treaty"]),
        ("Die Nato und der Nato-Vertrag", "The NATO treaty binds NATO", ["NATO", "NATO treaty"]),
        ("Die Garantie", "It guarantees a guarantee", ["guarantee"]),
        ("Nichts", "Nothing", []),
    ],
)
def test_verify(german, english, expected):
    assert states(german, english) == expected


def test_the_rendering_nearest_to_the_aligned_place_is_taken():
    mentions = Matcher(TERMS).find("die Nato")
    (verdict,) = verify(mentions, "NATO, no: NATO", expected=[9])
    assert verdict.found == (10, 14)


def test_a_forbidden_entry_alone_is_satisfied_by_its_absence():
    mentions = Matcher([TERMS[1]]).find("Der Bündnisfall")
    assert verify(mentions, "the case of the treaty")[0].satisfied
    assert not verify(mentions, "an alliance case")[0].satisfied


STATE = Term("Staat", "state", "Staaten", "states")
WRONG = (
    STATE,
    Term("Korea", "Korea", kind=Kind.NAME),
    Term("Merz", "Merz", kind=Kind.NAME),
    Term("EU", "EU", kind=Kind.NAME),
    Term("Europäische Union", "European Union", kind=Kind.NAME),
    Term("Hilfe", "aid"),
    Term("Mitglied", "member", "Mitglieder", "members"),
    Term("lachen", "laugh", kind=Kind.VERB),
    Term("schnell", "quick", kind=Kind.ADJECTIVE),
    Term("Sicherheitspolitik", "security policy"),
    Term("Verteidigungspolitik", "defense policy"),
    Term("Staatschef", "head of state", "Staatschefs", "heads of state"),
    Term("Regierungschef", "head of government", "Regierungschefs", "heads of government"),
    Term("Rüstungsexport", "arms export", "Rüstungsexporte", "arms exports"),
    Term("Rüstungsimport", "arms import", "Rüstungsimporte", "arms imports"),
)


@pytest.mark.parametrize(
    ("german", "english", "expected"),
    [
        # What looks like a rendering and is none.
        ("der Staat", "the states", ["-"]),
        ("die Staaten", "the state", ["-"]),
        ("die Staaten", "the United States", ["-"]),
        ("der Staat", "the Secretary of State and the State Department", ["-"]),
        ("der Staat", "the State", ["State"]),
        ("Korea", "North Korea", ["-"]),
        ("Nord-Korea", "North Korea", ["Korea"]),  # a compound may be a name
        ("Merz", "in Merzig", ["-"]),
        ("die EU und die Europäische Union", "the EU", ["EU", "-"]),
        ("die EU", "the European Union's EU-wide plan", ["EU"]),
        ("die Europäische Union", "the EU", ["-"]),
        ("Hilfe", "said AID yesterday", ["-"]),
        ("HILFE FÜR ALLE", "AID FOR ALL", ["AID"]),
        ("ein Mitglied", "a non-member", ["-"]),
        ("das Nicht-Mitglied", "the non-member", ["member"]),
        # Other forms of the words.
        ("er lachte", "he laughed", ["laughed"]),
        ("er lachte", "laughter", ["-"]),
        ("das schnellste Auto", "the quickest car", ["quickest"]),
        # What two renderings share is not said twice.
        ("die Sicherheits- und Verteidigungspolitik", "security and defense policy", ["security", "defense policy"]),
        ("die Sicherheits- und Verteidigungspolitik", "security policy and defense policy",
         ["security policy", "defense policy"]),
        ("die Sicherheits- und Verteidigungspolitik", "security and foreign policy", ["security", "-"]),
        ("die Sicherheits- und Verteidigungspolitik", "security matters", ["-", "-"]),
        ("die Verteidigungspolitik", "defense and security policy", ["-"]),  # nothing is coordinated in the German
        ("die Staats- und Regierungschefs", "the heads of state and government", ["heads of state", "government"]),
        ("Rüstungsexporte und -importe", "arms exports and imports", ["arms exports", "imports"]),
    ],
)  # fmt: skip
def test_nothing_is_silently_wrong(german, english, expected):
    mentions = [m for m in Matcher(WRONG).find(german) if not m.overlapped]
    assert [english[slice(*v.found)] if v.found else "-" for v in verify(mentions, english)] == expected


SPELLED = (
    Term("eBay", "eBay", kind=Kind.NAME, read_only=True),
    Term("dpa-infocom", "dpa-infocom", kind=Kind.NAME, read_only=True, case_sensitive=True),
    Term("Nato", "Nato", kind=Kind.NAME, read_only=True, case_sensitive=True),
    Term("Die Linke", "the Left", kind=Kind.NAME, case_sensitive=True, exact=True),
    Term("Merz", "Merz", kind=Kind.NAME, case_sensitive=True),
    Term("Garantie", "guarantee", "Garantien", "guarantees"),
)


@pytest.mark.parametrize(
    ("german", "english", "expected"),
    [
        # What is read-only is spelled as the entry has it …
        ("eBay meldet Gewinn", "eBay reports profit", ["eBay"]),
        ("eBay meldet Gewinn", "EBay reports profit", ["-"]),
        ("eBay meldet Gewinn", "EBAY reports profit", ["-"]),
        ("von dpa-infocom", "by Dpa-Infocom", ["-"]),
        ("von dpa-infocom", "by DPA-INFOCOM", ["-"]),
        ("von dpa-infocom", "by dpa-infocom", ["dpa-infocom"]),
        ("die Nato", "NATO", ["-"]),
        ("die Nato", "Nato", ["Nato"]),
        # … or in capitals where the German heading is.
        ("EBAY MELDET GEWINN", "EBAY REPORTS PROFIT", ["EBAY"]),
        ("EBAY MELDET GEWINN", "eBay reports profit", ["eBay"]),
        ("MERZ SIEGT", "MERZ WINS", ["MERZ"]),
        ("Merz siegt", "MERZ WINS", ["-"]),
        # Of what is case-sensitive the first letter may be capital where a sentence begins.
        ("Die Linke siegt", "The Left wins", ["The Left"]),
        ("Die Linke siegt", "the left wins", ["-"]),
        # Of all else every letter may.
        ("Die Garantie", "GUARANTEE", ["GUARANTEE"]),
    ],
)
def test_letters_are_as_the_entry_says(german, english, expected):
    mentions = [m for m in Matcher(SPELLED).find(german) if not m.overlapped]
    assert [english[slice(*v.found)] if v.found else "-" for v in verify(mentions, english)] == expected


PERSONS = (
    Term("Emmanuel Macron", "Emmanuel Macron", kind=Kind.NAME, accept=("Macron",)),
    Term("Friedrich Merz", "Friedrich Merz", kind=Kind.NAME, accept=("Merz",)),
    Term("Recep Tayyip Erdogan", "Recep Tayyip Erdogan", kind=Kind.NAME, accept=("Erdogan", "Erdoğan")),
    Term("Xi Jinping", "Xi Jinping", kind=Kind.NAME, accept=("Xi",)),
    Term("Ursula von der Leyen", "Ursula von der Leyen", kind=Kind.NAME, accept=("von der Leyen",)),
    Term("Den Haag", "The Hague", kind=Kind.NAME, accept=("Hague",)),
)


@pytest.mark.parametrize(
    ("german", "english", "expected"),
    [
        ("Emmanuel Macron traf Friedrich Merz", "Emmanuel Macron met Friedrich Merz",
         ["Emmanuel Macron", "Friedrich Merz"]),
        ("Emmanuel Macron traf Friedrich Merz", "Macron met Merz", ["Macron", "Merz"]),
        # The surname of somebody else is another name.
        ("Emmanuel Macron traf Friedrich Merz", "Manuel Macron met Frederick Merz", ["-", "-"]),
        ("Ursula von der Leyen", "Urszula von der Leyen", ["-"]),
        # What else may stand in front of a surname is no first name.
        ("Emmanuel Macron", "President Macron", ["Macron"]),
        ("Emmanuel Macron", "Mr. Macron, Mr Macron", ["Macron"]),
        ("Emmanuel Macron", "But Macron said", ["Macron"]),
        ("Emmanuel Macron", "the Frenchman Macron, Ex-President Macron", ["Macron"]),
        ("Emmanuel Macron", "Jean-Luc Macron", ["-"]),
        ("Emmanuel Macron", "Jean-Emmanuel Macron", ["Emmanuel Macron"]),
        ("Emmanuel Macron", "In Paris Macron said", ["Macron"]),
        ("Emmanuel Macron", "France's Macron", ["Macron"]),
        ("Emmanuel Macron", "Paris, Macron", ["Macron"]),
        ("Friedrich Merz", "CDU leader Merz, CDU Merz", ["Merz"]),
        ("Recep Tayyip Erdogan", "Tayyip Erdoğan", ["Erdoğan"]),
        ("Xi Jinping", "China Xi", ["Xi"]),  # a family name that comes first
        ("Den Haag", "in The Hague", ["The Hague"]),
    ],
)  # fmt: skip
def test_a_surname_alone_is_that_of_the_person(german, english, expected):
    verdicts = verify(Matcher(PERSONS).find(german), english)
    assert [english[slice(*v.found)] if v.found else "-" for v in verdicts] == expected


def test_a_forbidden_rendering_within_one_that_is_asked_for_is_no_fault():
    terms = [Term("Bündnisfall", "defense case of the alliance"), Term("Bündnisfall", "alliance", forbidden=True)]
    mentions = Matcher(terms).find("Der Bündnisfall")
    assert verify(mentions, "The defense case of the alliance")[0].satisfied
    assert not verify(mentions, "The alliance has a defense case of the alliance")[0].satisfied


@pytest.mark.parametrize(
    ("rule", "english"),
    [
        (Term("Bündnis", "pact", forbidden=True), "the PACTS"),
        (Term("Haupt", "head of state", forbidden=True), "heads of state"),
        (Term("abrücken", "move off", kind=Kind.VERB, forbidden=True), "he moved off"),
        (Term("schnell", "fast", kind=Kind.ADJECTIVE, forbidden=True), "faster"),
        (Term("Kiew", "Kiev", kind=Kind.NAME, forbidden=True), "Kiev's mayor"),
        (Term("Nato", "Nato", kind=Kind.NAME, forbidden=True, case_sensitive=True), "the Nato"),
    ],
)
def test_forbidden_renderings_are_found_in_any_form(rule, english):
    assert forbidden_rendering(rule, english)


def test_capitals_tell_a_ban_from_what_is_wanted_if_the_entry_says_so():
    rule = Term("Nato", "Nato", kind=Kind.NAME, forbidden=True, case_sensitive=True)
    assert not forbidden_rendering(rule, "NATO")


@given(st.text(), st.text())
def test_offsets_lie_in_the_translation(before, after):
    english = f"{before} NATO {after}"
    for verdict in verify(Matcher(TERMS).find("Die Nato, die Garantie, der Nato-Vertrag"), english):
        for place in (verdict.found, verdict.fault):
            assert place is None or 0 <= place[0] < place[1] <= len(english)


@given(st.integers(1, 40), st.integers(0, 40))
def test_as_many_are_satisfied_as_there_are_renderings(mentions, renderings):
    german, english = ", ".join(["Nato"] * mentions), ", ".join(["NATO"] * renderings)
    verdicts = verify(Matcher(TERMS).find(german), english)
    assert sum(v.satisfied for v in verdicts) == min(mentions, renderings)
