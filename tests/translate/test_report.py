"""What came of an article, in one line or as numbers."""

from translate.document import BilingualDocument, BlockKind, Finding, Segment, Severity, Span, TermResult, TermState
from translate.report import counts, sound, summary, summary_line


def result(state: TermState) -> TermResult:
    return TermResult("Kiew", "Kyiv", state, "exact", Span(0, 4), Span(0, 4), place="news.po:7")


def document(*states: TermState, findings: tuple[Finding, ...] = ()) -> BilingualDocument:
    first = Segment(1, 1, BlockKind.PARAGRAPH, 0, "Ja.", "Yes.", score=-1.0)
    second = Segment(
        2, 1, BlockKind.PARAGRAPH, 5, "Kiew ruft.", "Kyiv calls.", "\n\n", "\n",
        terms=tuple(map(result, states)), findings=findings,
    )  # fmt: skip
    return BilingualDocument("a.txt", (first, second), "beams:4")


def test_counts_name_every_state():
    found = counts(document(TermState.KEPT, TermState.KEPT, TermState.MISSED))
    assert set(found) == set(TermState)
    assert (found[TermState.KEPT], found[TermState.MISSED], found[TermState.FORBIDDEN]) == (2, 1, 0)


def test_sound():
    assert sound(document(TermState.KEPT, TermState.ENFORCED, TermState.OVERLAPPED))
    assert not sound(document(TermState.KEPT, TermState.MISSED))
    assert not sound(document(TermState.FORBIDDEN))


def test_summary_line():
    assert summary_line(document()) == "0 mentions: 0 kept, 0 enforced, 0 missed"
    assert summary_line(document(TermState.KEPT)) == "1 mention: 1 kept, 0 enforced, 0 missed"
    finding = Finding("length", Severity.WARNING, "long")
    line = summary_line(document(TermState.FORBIDDEN, TermState.OVERLAPPED, findings=(finding,)))
    assert line == "2 mentions: 0 kept, 0 enforced, 0 missed, 1 forbidden, 1 overlapped; 1 finding"


def test_summary_says_where_to_look():
    found = summary(document(TermState.KEPT, TermState.MISSED, findings=(Finding("terms", Severity.ERROR, "x"),)))
    assert found["unresolved"] == [
        {"segment": "2.1", "line": 3, "german": "Kiew", "wanted": "Kyiv", "state": "missed", "entry": "news.po:7"}
    ]
    assert (found["mentions"], found["findings"], found["score"]) == (2, {"error": 1, "warning": 0}, -1.0)
