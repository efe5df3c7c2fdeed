"""Where glossary terms stand in a German text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.entry import Kind, Term
from glossary.errors import GlossaryError
from glossary.match import Matcher, Number
from glossary.pofile import load

TERMS = (
    Term("Bündnisfall", "collective defense case", "Bündnisfälle", "collective defense cases"),
    Term("Koalition der Willigen", "coalition of the willing", kind=Kind.PHRASE),
    Term("Sicherheitsgarantie", "security guarantee", "Sicherheitsgarantien", "security guarantees"),
    Term("Garantiemacht", "guarantor power", "Garantiemächte", "guarantor powers"),
    Term("Nato", "NATO", kind=Kind.NAME),
    Term("Nato-Vertrag", "NATO treaty", "Nato-Verträge", "NATO treaties"),
    Term("Nordatlantischer Rat", "North Atlantic Council", kind=Kind.NAME),
    Term("kollektive Verteidigung", "collective defense"),
    Term("Weißes Haus", "White House", kind=Kind.NAME),
    Term("Sondergesandter", "special envoy", "Sondergesandte", "special envoys"),
    Term(
        "Präsident", "president", "Präsidenten", "presidents",
        forms=("Präsidentin", "Präsidentinnen"),
    ),
    Term("Vertreter", "representative", "Vertreter", "representatives"),
    Term(
        "Staats- und Regierungschef", "head of state and government",
        "Staats- und Regierungschefs", "heads of state and government",
    ),
    Term("EU", "EU", kind=Kind.NAME),
    Term("Grüne", "Greens"),
    Term("Linke", "Left Party", kind=Kind.NAME, case_sensitive=True, exact=True),
    Term("Selenskyj", "Zelensky", kind=Kind.NAME),
    Term("Waffenstillstand", "ceasefire", forms=("Waffenruhe",)),
    Term("abrücken", "back away", kind=Kind.VERB),
    Term("dpa-AFX", "dpa-AFX", read_only=True),
    Term("S&P 500", "S&P 500", kind=Kind.NAME),
)  # fmt: skip
MATCHER = Matcher(TERMS)


def found(text: str, matcher: Matcher = MATCHER) -> list[tuple[str, str]]:
    """The words of the standing mentions and the strategy that found each."""
    return [(text[m.start : m.end], m.how.value) for m in matcher.find(text) if not m.overlapped]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Bündnisfall tritt ein.", [("Bündnisfall", "exact")]),
        ("Es gab zwei Bündnisfälle.", [("Bündnisfälle", "form")]),
        ("Eine Waffenruhe gilt.", [("Waffenruhe", "form")]),
        ("wegen des Bündnisfalls", [("Bündnisfalls", "inflected")]),
        ("in Bündnisfällen", [("Bündnisfällen", "inflected")]),
        ("mit den Garantiemächten", [("Garantiemächten", "inflected")]),
        ("BÜNDNISFÄLLE IM WEISSEN HAUS", [("BÜNDNISFÄLLE", "form"), ("WEISSEN HAUS", "inflected")]),
        ("im Weißen Haus", [("Weißen Haus", "inflected")]),
        ("des Nordatlantischen Rates", [("Nordatlantischen Rates", "inflected")]),
        ("der kollektiven Verteidigung", [("kollektiven Verteidigung", "inflected")]),
        ("Angaben des Sondergesandten Witkoff", [("Sondergesandten", "inflected")]),
        ("Selenskyjs Besuch", [("Selenskyjs", "inflected")]),
        ('die "Koalition der Willigen", so', [("Koalition der Willigen", "exact")]),
        ("Die Koalition\nder  Willigen", [("Koalition\nder  Willigen", "exact")]),
        ("mit Staats- und Regierungschefs", [("Staats- und Regierungschefs", "form")]),
        ("Er rückte davon ab, sie sind abgerückt.", [("abgerückt", "inflected")]),
        ("KIEW (dpa-AFX) -", [("dpa-AFX", "exact")]),
        ("Der S&P 500 fiel.", [("S&P 500", "exact")]),
    ],
)
def test_strategies(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("die Bündnisfall-Debatte", [("Bündnisfall", "compound")]),
        ("Nato-Sicherheitsgarantien", [("Nato", "compound"), ("Sicherheitsgarantien", "compound")]),
        ("des US-Sondergesandten", [("Sondergesandten", "compound")]),
        ("eine Bündnisfallklausel", []),  # closed compounds are no mentions
        ("der Nato‑Vertrag", [("Nato‑Vertrag", "exact")]),  # non-breaking hyphen
        ("Bündnisfall - oder nicht", [("Bündnisfall", "exact")]),
    ],
)
def test_compounds(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("die willigen Helfer", []),
        ("sie willigen ein", []),
        ("Grüne Bohnen sind teuer.", []),  # sentence-initial adjective
        ("Grüne fordern mehr Geld.", [("Grüne", "exact")]),
        ("eine grüne Wiese", []),
        ("eu nato", []),  # acronyms have their capitals, names theirs
        ("die Eu", []),
        ("Die NATO", [("NATO", "exact")]),
        ("Die Linke", [("Linke", "exact")]),
        ("die linke Hand, Linken", []),
    ],
)
def test_capitals_and_small_letters(text, expected):
    assert found(text) == expected


def test_longest_wins_then_earlier_and_the_rest_is_reported_as_overlapped():
    earlier, later = Term("Nato", "NATO"), Term("Nato", "the alliance", domain="other")
    matcher = Matcher([earlier, later, Term("Nato-Vertrag", "NATO treaty")])
    assert [(m.term.target, m.overlapped) for m in matcher.find("Nato und Nato-Vertrag")] == [
        ("NATO", False),
        ("the alliance", True),
        ("NATO treaty", False),
        ("NATO", True),
        ("the alliance", True),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("der Bündnisfall", "singular"),
        ("des Bündnisfalls", "singular"),
        ("in Bündnisfällen", "plural"),
        ("die Sicherheitsgarantien", "plural"),
        ("den Garantiemächten", "plural"),
        ("die Vertreter", ""),  # both numbers look alike
        ("mit den Präsidenten", ""),  # weak noun
        ("mit dem Präsidenten", "singular"),  # the article tells
        ("des neuen amerikanischen Präsidenten", "singular"),
        ("die Präsidenten", "plural"),
        ("des Sondergesandten", "singular"),
        ("die Sondergesandten", "plural"),
        ("der Sondergesandten Kallas", ""),  # a woman, or several people
        ("zwei Vertreter", "plural"),
        ("12 Vertreter", "plural"),
        ("1786 Vertreter", ""),  # a year
        ("ein Vertreter", "singular"),
        ("des Vertreters", "singular"),
        ("mit Vertretern", "plural"),
        ("des US-Präsidenten", "singular"),
        ("die Präsidentin", "singular"),
        ("die Präsidentinnen", "plural"),
        ("ein Treffen, dem Vertreter beiwohnten", ""),  # a relative pronoun
        ("ein Freund, ein Vertreter", "singular"),  # which *ein* never is
        ("ein Freund, kein Präsident", "singular"),
        ("drei Bündnisfall lang", "plural"),  # of measures the form stays
        ("mehrere Sicherheitsgarantie", "plural"),
        ("mit 80 Sicherheitsgarantie", "plural"),
        ("Die 80 Sicherheitsgarantie", "plural"),
        ("für Hannover 96 Präsident Kind", "singular"),  # the figure is part of a name
        ("ein Bündnisfall", "singular"),
        ("des Staats- und Regierungschefs", "singular"),
        ("die Staats- und Regierungschefs", "plural"),
        ("mit neuen Staats- und Regierungschefs", ""),
        ("eine Sicherheitsgarantien-Debatte", ""),  # the first part of a compound has no number
        ("eine Nato-Sicherheitsgarantie", "singular"),
    ],
)
def test_number(text, number):
    assert [m.number for m in MATCHER.find(text) if m.term.source_plural] == [number]


NAMES = Matcher(
    [
        Term("Merz", "Merz", kind=Kind.NAME),
        Term("Polen", "Poland", kind=Kind.NAME),
        Term("Pole", "Pole", "Polen", "Poles"),
        Term("Bayern", "Bavaria", kind=Kind.NAME),
        Term("Niederlande", "Netherlands", kind=Kind.NAME),
        Term("Weißes Haus", "White House", kind=Kind.NAME),
        Term("Linke", "Left Party", kind=Kind.NAME),
        Term("Staat", "state", "Staaten", "states"),
        Term("Bank", "bank", "Banken", "banks"),
        Term("Dank", "thanks"),
        Term("Willige", "willing"),
        Term("Laden", "shop"),
        Term("gleichen", "resemble", kind=Kind.VERB),
        Term("später", "later", kind=Kind.ADJECTIVE),
        Term("reden", "talk", kind=Kind.VERB),
        Term("verrückt", "crazy", kind=Kind.ADJECTIVE),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Merzig", []),
        ("Merz und Merz' Rede", ["Merz", "Merz"]),
        ("mit Merzen", []),  # names take no plural
        ("in Polen", ["Polen=Poland"]),  # as written comes before inflected
        ("die Polen", ["Polen=Pole"]),  # with an article, the people
        ("ein Pole", ["Pole"]),
        ("eine Polin", []),
        ("nach Bayern, im schönen Bayern", ["Bayern", "Bayern"]),
        ("die Bayern, den unschlagbaren Bayern", []),
        ("aus den Niederlanden", ["Niederlanden"]),
        ("im Weißen Haus, des Weißen Hauses", ["Weißen Haus", "Weißen Hauses"]),
        ("zwei Weiße Häuser", []),
        ("Linke Gewalt nimmt zu.", []),
        ("Es geht um die linke Hand.", []),
        ("Die Linke, der Linken", ["Linke", "Linken"]),
        ("die Staaten der Vereinigten Staaten", ["Staaten"]),  # a name is more than its parts
        ("Die Deutsche Bank ist eine Bank.", ["Bank"]),
        ("Dank der Hilfe", []),  # a preposition
        ("Lädt er ein? Läden gibt es viele.", ["Läden"]),  # a verb
        ("gleiche Häuser, er glich ihm", ["glich"]),
        ("am späten Abend, in späteren Jahren", ["späteren"]),
        ("Unser Dank gilt allen.", ["Dank"]),
        ("sie willigen ein, die willigen Helfer", []),
        ("Willige Helfer kamen.", []),
        ("Alle Willigen kamen.", ["Willigen"]),
        ("Er redete. Reden ist Silber, die Reden", ["redete"]),
        ("Verrückte Ideen, die Verrückten", ["Verrückte"]),
    ],
)
def test_what_is_no_mention(text, expected):
    found = [(text[m.start : m.end], m.term.target) for m in NAMES.find(text) if not m.overlapped]
    assert len(found) == len(expected)
    assert all(want in (words, f"{words}={target}") for (words, target), want in zip(found, expected, strict=True))


def test_a_truncated_compound_and_the_one_that_completes_it_are_both_mentions():
    matcher = Matcher([Term("Sicherheitspolitik", "security policy"), Term("Verteidigungspolitik", "defense policy")])
    text = "die Sicherheits- und Verteidigungspolitik"
    assert found(text, matcher) == [("Sicherheits", "coordinated"), ("Verteidigungspolitik", "exact")]


def test_a_restored_compound_comes_before_its_first_part():
    matcher = Matcher([Term("Presse", "press"), Term("Pressefreiheit", "press freedom"), Term("Staat", "state")])
    assert found("Presse- und Religionsfreiheit, Staats- und Parteichef", matcher) == [("Presse", "coordinated")]


def test_an_entry_for_the_whole_coordination_is_longer():
    assert found("die Staats- und Regierungschefs") == [("Staats- und Regierungschefs", "form")]


def test_a_split_verb_leaves_what_stands_between_its_parts_to_others():
    matcher = Matcher(
        [
            Term("abrücken", "back away", kind=Kind.VERB, forms=("rückt … ab",)),
            Term("Zusage", "pledge"),
            Term("ab", "off"),
        ]
    )
    text = "Er rückte von der Zusage ab."
    verb, noun, particle = matcher.find(text)
    assert (text[verb.start : verb.end], verb.how, text[slice(*verb.rest)]) == ("rückte", "split", "ab")
    assert (noun.term.source, noun.overlapped) == ("Zusage", False)
    assert (particle.term.source, particle.overlapped) == ("ab", True)


@pytest.mark.parametrize("form", ["… ab", "rückt …", "rückt … von … ab"])
def test_an_ellipsis_stands_between_verb_and_particle(form, tmp_path):
    path = tmp_path / "g.po"
    path.write_text(f'# forms: {form}\n#, verb\nmsgid "abrücken"\nmsgstr "back away"\n', encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"g\.po:3: .*an ellipsis stands once"):
        load(path)


def test_without_a_listed_form_no_verb_is_split():
    assert found("Er rückte davon ab.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eine Bündnisfallklausel", [("Bündnisfallklausel", "Bündnisfall", "first")]),
        ("die Staatsgarantie", []),  # "Sicherheitsgarantie" is no part of it
        ("Der Bündnisfall", []),  # a mention is no hint
        ("Vizepräsident und Präsidentenamt", [("Vizepräsident", "Präsident", "last"),
                                              ("Präsidentenamt", "Präsident", "first")]),
        ("natokritisch", []),
        ("linksextrem", []),
    ],
)  # fmt: skip
def test_hints(text, expected):
    assert [(text[h.start : h.end], h.term.source, h.part) for h in MATCHER.hints(text)] == expected


def test_a_flag_makes_an_adjective(tmp_path):
    path = tmp_path / "g.po"
    path.write_text('#, adjective\nmsgid "schnell"\nmsgstr "quick"\n', encoding="utf-8")
    (term,) = load(path)
    assert term.kind is Kind.ADJECTIVE
    assert found("die schnellsten Autos", Matcher([term])) == [("schnellsten", "inflected")]


def test_the_first_part_of_a_compound_has_no_number_and_the_last_has():
    (mention,) = (m for m in MATCHER.find("Die Nato-Sicherheitsgarantien") if m.term.source_plural)
    assert mention.number is Number.PLURAL


class TestForbidden:
    preferred = Term("Bündnisfall", "collective defense case")
    never = Term("Bündnisfall", "alliance case", forbidden=True)

    def test_rules_ride_on_the_mention_of_the_preferred_entry(self):
        (mention,) = Matcher([self.preferred, self.never]).find("Der Bündnisfall")
        assert mention.term is self.preferred
        assert mention.forbids == (self.never,)

    def test_alone_they_are_mentions_of_their_own(self):
        (mention,) = Matcher([self.never]).find("Der Bündnisfall")
        assert mention.term is self.never

    def test_they_do_not_reach_into_a_longer_mention(self):
        longer = Term("Bündnisfall-Klausel", "mutual defense clause")
        (mention,) = Matcher([longer, self.never]).find("Die Bündnisfall-Klausel")
        assert mention.forbids == ()


def test_exact_entries_are_neither_inflected_nor_compound():
    matcher = Matcher([Term("Rat", "council", exact=True)])
    assert found("Der Rat, des Rates, der Nato-Rat", matcher) == [("Rat", "exact")]


def test_without_entries_no_word_is_looked_up(monkeypatch):
    monkeypatch.setattr("glossary.tokens.lemmas", None)
    matcher = Matcher([])
    assert matcher.find("Der Rat der Nato") == matcher.hints("Der Rat der Nato") == ()


def test_soft_hyphens_and_decomposed_letters_do_not_hide_a_term():
    text = "Der Bu\u0308nd\u00adnis\u00adfall"
    (mention,) = MATCHER.find(text)
    assert text[mention.start : mention.end] == "Bu\u0308nd\u00adnis\u00adfall"


PLACES = Matcher(
    [
        Term("Kiew", "Kyiv", kind=Kind.NAME, forms=("Kiewer",)),
        Term("Köln", "Cologne", kind=Kind.NAME, forms=("Kölner",)),
        Term("Wien", "Vienna", kind=Kind.NAME, forms=("Wiener",)),
        Term("Sankt Petersburg", "St. Petersburg", kind=Kind.NAME, forms=("Petersburger", "Sankt Petersburger")),
        Term("Schröder", "Schröder", kind=Kind.NAME, forms=("Schroeder",)),
        Term("Rat", "council", forms=("Berater",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A listed form in -er of a name is an adjective: a noun stands behind it …
        ("Die Kiewer Regierung", ["Kiewer"]),
        ("Kölner Polizisten", ["Kölner"]),
        ("die KIEWER REGIERUNG", ["KIEWER"]),
        ("die Kiewer politische Führung", ["Kiewer"]),
        ("das Sankt Petersburger Schloss", ["Sankt Petersburger"]),
        ("Kölner und Bonner Polizisten", ["Kölner"]),
        ("Bonner und Kölner Polizisten", ["Kölner"]),
        # … else it is somebody from there.
        ("Der Kölner sagte nichts.", []),
        ("Die Kölner, Sieger im Spiel", []),
        ("Die Kölner feierten Siege.", []),
        ("15 Prozent der Kölner einen Ausweis", []),
        ("Kölner und Bonner feierten.", []),
        # What stands inside a name is none.
        ("ein Wiener Schnitzel, die Wiener Polizei", ["Wiener"]),
        ("sagte dem Kölner Stadt-Anzeiger", []),
        # All other forms are left alone.
        ("Schroeder sagte, der Berater sagte", ["Schroeder", "Berater"]),
    ],
)
def test_adjectives_of_places(text, expected):
    assert [words for words, _ in found(text, PLACES)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("EBAY MELDET GEWINN", True), ("eBay meldet Gewinn", False), ("DPA", False)],
)
def test_capitals_are_told(text, expected):
    terms = [Term("eBay", "eBay", kind=Kind.NAME, read_only=True), Term("DPA", "dpa", kind=Kind.NAME)]
    assert [m.capitals for m in Matcher(terms).find(text)] == [expected]


@given(st.lists(st.sampled_from([*"abÄß-., \n\u00ad\u0308", "Nato", "Bündnisfall", "Nato-Vertrag", "der Willigen"])))
def test_mentions_lie_in_the_text_and_standing_ones_do_not_overlap(parts):
    text = "".join(parts)
    mentions = MATCHER.find(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    standing = sorted((m.start, m.end) for m in mentions if not m.overlapped)
    assert all(a[1] <= b[0] for a, b in pairwise(standing))


@given(st.text())
def test_any_text_can_be_searched(text):
    MATCHER.find(text)
