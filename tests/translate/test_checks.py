"""Each check: what passes, what fails and where."""

from dataclasses import replace

import pytest

from translate.checks import CHECKS, INSERTION, faults, length_ok, run
from translate.document import BlockKind, Link, Segment, SegmentState, Span, TermResult, TermState


def found(check: str, source: str, target: str, **fields) -> list[str]:
    """The words that a check points at, or its message where it points at none."""
    segment = Segment(1, 1, BlockKind.PARAGRAPH, 0, source, target, **fields)
    result = []
    for finding in CHECKS[check](segment):
        assert finding.check == check
        if finding.target_span:
            result.append(target[slice(*finding.target_span)])
        elif finding.source_span:
            result.append(source[slice(*finding.source_span)])
        else:
            result.append(finding.message)
    return result


@pytest.mark.parametrize(
    ("check", "source", "target", "expected"),
    [
        ("numbers", "Artikel 5 gilt seit 1949.", "Article 5 applies.", ["1949"]),
        ("numbers", "Artikel 5", "Article 5", []),
        ("quotes", '"Ja", sagte er.', '"Yes," he said.', []),
        ("quotes", "„Ja“, sagte er.", '"Yes," he said.', []),
        ("quotes", '"Ja", sagte er.', '"Yes, he said.', ['"']),
        ("quotes", '"Ja", sagte er.', "Yes, he said.", ['"']),
        ("quotes", '"Ja. ', '"Yes.', []),  # the quotation goes on in the next sentence
        ("leftover", "Das Szenario ist neu.", "The Szenario is new.", ["Szenario"]),
        ("leftover", "Er sagte es trotzdem.", "He trotzdem said so.", ["trotzdem"]),
        ("length", "Er kam. " * 10, "He came. " * 10, []),
        ("length", "Er kam. " * 10, "He.", ["the translation is very short for its source"]),
        ("length", "Er kam. " * 10, "He came. " * 30, ["the translation is very long for its source"]),
        ("verbatim", "Er las www.dpa.de.", "He read www.dpa.de.", []),
        ("verbatim", "Er las www.dpa.de.", "He read ww.dpa.de.", ["www.dpa.de"]),
        ("letters", "Luka Dončić", "Luka Donči\ufffd", ["\ufffd"]),
        ("letters", "Luka Donči\ufffd", "Luka Donči\ufffd", []),  # as the article has it
        ("letters", "Luka Dončić", "Luka Dončić", []),
        ("article", "Ein EU-Gipfel", "A EU summit", ["A"]),
        ("article", "Ein Nato-Vertrag", "It is an NATO treaty.", ["an"]),
        ("article", "Ein Mitglied", "Yes. An member of the Bundestag", ["An"]),
        ("article", "Ein EU-Land", "an EU country, a UN one, an hour, a one-off, an 18-year-old, an 11,000th", []),
        ("article", "EINE NEUE ZEIT", "A NEW ERA", []),
        ("article", "EIN ENDE", "A END", ["A"]),
        ("article", "Brandenburg an der Havel", "Brandenburg an der Havel", []),
        ("article", "Vitamin A in Äpfeln", "Vitamin A and a.m.", []),
        ("repetition", "Er kam und ging.", "He came and went.", []),
        ("repetition", "Er kam.", "to the end of it to the end of it", ["to the end of it"]),
        ("repetition", "Er kam.", "He he he he came.", ["he"]),
        ("repetition", "Er kam.", "of it of it of it", ["the translation repeats itself"]),
    ],
)
def test_checks(check, source, target, expected):
    assert found(check, source, target) == expected


def test_terms():
    source, target = "Der Bündnisfall gilt.", "The alliance case applies."
    missed = TermResult("Bündnisfall", "collective defense case", TermState.MISSED, "exact", Span(4, 15))
    forbidden = TermResult("Bündnisfall", "alliance case", TermState.FORBIDDEN, "exact", Span(4, 15), Span(4, 17))
    kept = TermResult("Bündnisfall", "case", TermState.KEPT, "exact", Span(4, 15), Span(13, 17))
    assert found("terms", source, target, terms=(missed,)) == ["Bündnisfall"]
    assert found("terms", source, target, terms=(forbidden,)) == ["alliance case"]
    assert found("terms", source, target, terms=(kept,)) == []


def test_the_glossary_settles_the_figures_in_its_terms():
    source, target = "Die G7 tagt am 3. Mai.", "The Group of Seven meets on May 3."
    kept = TermResult("G7", "Group of Seven", TermState.KEPT, "exact", Span(4, 6), Span(4, 18))
    assert found("numbers", source, "The group meets on May 3.") == ["7"]
    assert found("numbers", source, target, terms=(kept,)) == []
    assert faults("Die G7 tagt.", "The group meets.") == {"numbers"}
    assert faults("Die G7 tagt.", "The group meets.", ((Span(4, 6), Span(4, 9)),)) == set()


CEO = "Der Chef bleibt Vorstandsvorsitzender.", "The CEO will stay."
CHEF, CHAIR, ENGLISH = (4, 8), (16, 37), (4, 7)


@pytest.mark.parametrize(
    ("links", "fields", "expected"),
    [
        ([Link(*CHEF, *ENGLISH)], {}, ["CEO"]),
        ([Link(*CHEF, *ENGLISH), Link(*CHAIR, *ENGLISH)], {}, []),  # one word for two
        ([Link(*CHAIR, 8, 12)], {}, []),  # nothing says where the rendering comes from
        ([Link(9, 15, *ENGLISH)], {}, []),  # a verb
        ([Link(0, 3, *ENGLISH)], {}, []),  # a capital of the sentence
        ([Link(*CHEF, *ENGLISH)], {"state": SegmentState.REVIEWED}, []),  # a person knows better
    ],
)
def test_a_rendering_that_stands_for_another_word(links, fields, expected):
    kept = TermResult("Vorstandsvorsitzender", "CEO", TermState.KEPT, "exact", Span(*CHAIR), Span(*ENGLISH))
    assert found("alignment", *CEO, terms=(kept,), links=tuple(links), **fields) == expected


def test_a_rendering_that_was_inserted_is_said():
    put_in = TermResult("Vorstandsvorsitzender", "CEO", TermState.ENFORCED, "exact", Span(*CHAIR), Span(*ENGLISH))
    assert found("alignment", *CEO, terms=(replace(put_in, by=INSERTION),)) == ["CEO"]
    assert found("alignment", *CEO, terms=(replace(put_in, by="splice"),)) == []


def test_what_is_spelt_alike_stands_for_itself():
    kept = TermResult("Nato", "NATO", TermState.KEPT, "exact", Span(12, 16), Span(0, 4))
    links = (Link(4, 11, 0, 4),)
    assert found("alignment", "Das Vorbild Nato", "NATO example", terms=(kept,), links=links) == []


def test_a_name_that_stands_in_the_translation_renders_itself():
    kept = TermResult("Kanzler", "chancellor", TermState.KEPT, "exact", Span(4, 11), Span(4, 14))
    links = (Link(12, 16, 4, 14),)
    assert found("alignment", "Der Kanzler Merz geht.", "The chancellor Merz leaves.", terms=(kept,), links=links) == []
    assert found("alignment", "Der Kanzler Merz geht.", "The chancellor leaves.", terms=(kept,), links=links) == [
        "chancellor"
    ]


def test_a_rendering_is_no_leftover():
    source, target = "Das Szenario gilt.", "The Szenario is valid."
    kept = TermResult("Szenario", "Szenario", TermState.KEPT, "exact", Span(4, 12), Span(4, 12))
    assert found("leftover", source, target) == ["Szenario"]
    assert found("leftover", source, target, terms=(kept,)) == []


def test_a_sign_off_is_not_prose():
    assert run(Segment(1, 1, BlockKind.SIGN_OFF, 0, "/mee/DP/he12", "/mee/DP/he")) == ()


def test_length_ok_has_slack_for_short_texts():
    assert length_ok("Ja", "Yes, of course")


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Er kam.", "He came.", set()),
        ("Er kam. Er ging.", "He came came.", {"repetition"}),
        ("Es sind 5.", "There are some.", {"numbers"}),
        ('"Ja", sagte er.', "Yes, he said.", {"quotes"}),
        ("Siehe www.dpa.de", "See www.dp.de", {"verbatim"}),
        ("Dončić", "Don\ufffdic", {"letters"}),
    ],
)
def test_faults_are_guards_by_name(source, target, expected):
    assert faults(source, target) == expected
