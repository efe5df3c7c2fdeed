"""Where glossary terms stand in a German text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.entry import Kind, Term
from glossary.match import Matcher

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
    Term("Präsident", "president", "Präsidenten", "presidents"),
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
        ("mit dem Präsidenten", ""),  # weak noun
        ("des Sondergesandten", ""),
    ],
)
def test_number(text, number):
    (mention,) = MATCHER.find(text)
    assert mention.number == number


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


def test_soft_hyphens_and_decomposed_letters_do_not_hide_a_term():
    text = "Der Bu\u0308nd\u00adnis\u00adfall"
    (mention,) = MATCHER.find(text)
    assert text[mention.start : mention.end] == "Bu\u0308nd\u00adnis\u00adfall"


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
