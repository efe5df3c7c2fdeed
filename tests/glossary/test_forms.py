"""Which English surface forms satisfy a term."""

import pytest

from glossary.entry import Kind, Term
from glossary.forms import Letters, accepted, degrees, indefinite_article, inflections, pattern, plural
from glossary.match import Number

GUARANTEE = Term("Sicherheitsgarantie", "security guarantee", "Sicherheitsgarantien", "security guarantees")
CASE = Term("Bündnisfall", "collective defense case", accept=("Article 5 case",))
NATO = Term("Nato", "NATO", kind=Kind.NAME, accept=("the alliance",))
AGREE = Term("zustimmen", "to agree", kind=Kind.VERB)
QUICK = Term("schnell", "quick", kind=Kind.ADJECTIVE, accept=("far-reaching",))
ALLY = Term("Verbündeter", "ally", "Verbündete", "allies", accept=("partner", "friends"))
DPA = Term("dpa-AFX", "dpa-AFX", read_only=True)


@pytest.mark.parametrize(
    ("term", "number", "in_compound", "expected"),
    [
        (GUARANTEE, Number.SINGULAR, False, ("security guarantee",)),
        (GUARANTEE, Number.PLURAL, False, ("security guarantees",)),
        (GUARANTEE, Number.UNKNOWN, False, ("security guarantee", "security guarantees")),
        (GUARANTEE, Number.PLURAL, True, ("security guarantee", "security guarantees")),
        (CASE, Number.UNKNOWN, False,
         ("collective defense case", "collective defense cases", "Article 5 case", "Article 5 cases")),
        (NATO, Number.UNKNOWN, False, ("NATO", "the alliance")),
        (AGREE, Number.UNKNOWN, False, ("agree", "agreed", "agreeing", "agrees")),
        (QUICK, Number.UNKNOWN, False, ("quick", "quicker", "quickest", "far-reaching")),
        (ALLY, Number.SINGULAR, False, ("ally", "partner", "friends")),
        (ALLY, Number.PLURAL, False, ("allies", "partners", "friends", "partner")),
        (DPA, Number.PLURAL, False, ("dpa-AFX",)),
    ],
)  # fmt: skip
def test_accepted(term, number, in_compound, expected):
    result = accepted(term, number, in_compound)
    assert result[0] == expected[0]
    assert set(result) == set(expected)


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("guarantor power", "guarantor powers"), ("ministry", "ministries"), ("crisis", "crises"), ("drone", "drones"),
        ("head of state", "heads of state"), ("secretary general", "secretaries general"), ("MP", "MPs"), ("EU", "EUs"),
        ("party to the treaty", "parties to the treaty"), ("peace talks", "peace talks"), ("news", "news"),
        ("spokeswoman", "spokeswomen"), ("Chinese", "Chinese"), ("commander-in-chief", "commander-in-chiefs"),
        ("F-16", "F-16s"), ("doomscroller", "doomscrollers"), ("by-election", "by-elections"),
    ],
)  # fmt: skip
def test_plural(noun, expected):
    assert plural(noun) == expected


def test_inflections_of_a_phrase_keep_its_rest():
    assert "withdrew from" in inflections("withdraw from")


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("laugh", "laughs laughed laughing"),
        ("cancel", "canceled cancelled"),
        ("denazify", "denazified denazifies denazifying"),  # no dictionary lists it
        ("be", "is was were been am"),
    ],
)
def test_inflections(verb, expected):
    assert set(expected.split()) <= set(inflections(verb))


@pytest.mark.parametrize(
    ("adjective", "expected"),
    [("early", "early earlier earliest"), ("good", "good better best"), ("far-off", "far-off")],
)
def test_degrees(adjective, expected):
    assert set(expected.split()) <= set(degrees(adjective))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("security guarantee", "Security guarantee"),
        ("security guarantee", "SECURITY GUARANTEE"),
        ("security guarantee", "a security-guarantee debate"),
        ("security guarantee", "the security guarantee's scope"),
        ("security guarantee", "(security  guarantee)"),
        ("NATO", "NATO-like"),
        ("NATO", "pro-NATO"),
        ("Kyiv", "KYIV"),
        ("people's republic", "People’s Republic"),
        ("U.S. dollar", "a U.S. dollar"),
        ("US$", "worth US$500 million"),
        ("US$", "in US$."),
        ("$", "cost $5"),
        ("$", "cost 5$"),
        ("%", "rose by 3%"),
        ("%", "a 3%-rise"),
        ("% of GDP", "2.5% of GDP"),
        ("C++", "written in C++"),
        ("C++", "the C++11 standard"),
        ("C++ compiler", "a C++-compiler"),
        ("§", "under §218"),
        ("5%", "(5%)"),
        ("U.S.", "the U.S.-led force"),
    ],
)
def test_pattern_finds(form, text):
    assert pattern(form).search(text)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("security guarantee", "security guarantees"),
        ("security guarantee", "insecurity guarantee"),
        ("NATO", "Nato"),
        ("Zelensky", "zelensky"),
        ("aid", "said"),
        ("U.S. dollar", "UxSx dollar"),
        ("US$", "AUS$5"),  # a letter at one end is bounded, whatever stands at the other
        ("5%", "15%"),
        ("$5", "$50"),
        ("C++", "C+"),
        ("C++", "ABC++"),
        ("U.S.", "the U.S.A"),
        ("-like", "I like it"),
    ],
)
def test_pattern_does_not_find(form, text):
    assert not pattern(form).search(text)


@pytest.mark.parametrize(
    ("spelled", "form", "text", "expected"),
    [
        (Letters.AS_WRITTEN, "eBay", "eBay rose", True),
        (Letters.AS_WRITTEN, "eBay", "the eBay-like site, eBay's profit", True),
        (Letters.AS_WRITTEN, "eBay", "EBAY", False),
        (Letters.AS_WRITTEN, "eBay", "EBay rose", False),  # not even where a sentence begins
        (Letters.AS_WRITTEN, "dpa-infocom", "Dpa-Infocom, DPA-INFOCOM", False),
        (Letters.AS_WRITTEN, "C++", "C++", True),
        (Letters.FIRST, "BaFin", "BaFin", True),
        (Letters.FIRST, "BaFin", "BAFIN, Bafin", False),
        (Letters.FIRST, "the Left", "of the Left", True),
        (Letters.FIRST, "the Left", "The Left won", True),
        (Letters.FIRST, "the Left", "He won. The Left lost.", True),
        (Letters.FIRST, "the Left", "said: “The Left lost.”", True),
        (Letters.FIRST, "the Left", "and The Left", False),
        (Letters.FIRST, "the Left", "the left", False),
        (Letters.FIRST, "$ area", "the $ area", True),
    ],
)
def test_letters_as_written(spelled, form, text, expected):
    assert bool(pattern(form, spelled).search(text)) is expected


@pytest.mark.parametrize(
    ("phrases", "article"),
    [
        ("NATO treaty|UN envoy|US president|European state|one-time offer|unilateral move|unanimous vote|Ukrainian|"
         "euro|use|110 people|UK firm|collective defense case|ubiquitous sign|Uruguayan|NAFTA panel|unit|NATO's plan",
         "a"),
        ("EU summit|SPD politician|FDP member|hour|honest broker|8 percent rise|11-year ban|18-month term|80|IMF loan|"
         "HIV test|unidentified man|uninsured car|uninitiated|SPD's plan|mRNA vaccine|"
         "uninformed guess|unimportant detail|umbrella|Article 5 case|\"armed attack\"", "an"),
    ],
)  # fmt: skip
def test_indefinite_article(phrases, article):
    assert {phrase: indefinite_article(phrase) for phrase in phrases.split("|")} == dict.fromkeys(
        phrases.split("|"), article
    )
