"""Each check: what passes, what fails and where."""

import pytest

from translate.checks import CHECKS, has_loop, length_ok, repeated_ngram, run
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
        ("leftover", "Der Minister in Hamburg.", "The minister in Hamburg.", []),
        ("leftover", "Sagte Thomas Schneider heute.", "Said Thomas Schneider today.", []),
        ("length", "Er kam. " * 10, "He came. " * 10, []),
        ("length", "Er kam. " * 10, "He.", ["the translation is very short for its source"]),
        ("length", "Er kam. " * 10, "He came. " * 30, ["the translation is very long for its source"]),
        ("repetition", "Er kam und ging.", "He came and went.", []),
        ("repetition", "Er kam.", "to the end of it to the end of it", ["to the end of"]),
        ("repetition", "Er kam.", "He he he he came.", ["the translation repeats itself"]),
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


def test_what_is_spelt_alike_stands_for_itself():
    kept = TermResult("Nato", "NATO", TermState.KEPT, "exact", Span(12, 16), Span(0, 4))
    links = (Link(4, 11, 0, 4),)
    assert found("alignment", "Das Vorbild Nato", "NATO example", terms=(kept,), links=links) == []


def test_a_rendering_is_no_leftover():
    source, target = "Der Bundestag tagt.", "The Bundestag is in session."
    kept = TermResult("Bundestag", "Bundestag", TermState.KEPT, "exact", Span(4, 13), Span(4, 13))
    assert found("leftover", source, target) == ["Bundestag"]
    assert found("leftover", source, target, terms=(kept,)) == []


def test_a_sign_off_is_not_prose():
    assert run(Segment(1, 1, BlockKind.SIGN_OFF, 0, "/mee/DP/he12", "/mee/DP/he")) == ()


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Er kam.", "He came.", False),
        ("Er kam.", "of the of the of the", True),
        ("Er kam.", "a b c d x a b c d y a b c d", True),
        ("Nein, nein, nein!", "No, no, no!", False),
        ("Er kam.", "It had had an effect.", False),
    ],
)
def test_has_loop(source, target, expected):
    assert has_loop(source, target) is expected


def test_repetition_of_the_source_is_no_fault():
    source = "Wir sind das Volk, wir sind das Volk"
    assert repeated_ngram(source, "we are the people, we are the people") is None


def test_length_ok_has_slack_for_short_texts():
    assert length_ok("Ja", "Yes, of course")
