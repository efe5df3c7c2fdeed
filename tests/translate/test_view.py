"""The article side by side on a terminal."""

import io

import pytest
from rich.console import Console

from translate.document import BilingualDocument, BlockKind, Finding, Segment, Severity, Span, TermResult, TermState
from translate.view import show

KYIV = TermResult("Kiew", "Kyiv", TermState.ENFORCED, "exact", Span(0, 4), Span(0, 4))
DOCUMENT = BilingualDocument(
    "a.txt",
    (
        Segment(1, 1, BlockKind.DATELINE, 0, "KIEW (dpa) -", "KYIV (dpa) -"),
        Segment(2, 1, BlockKind.PARAGRAPH, 13, "Kiew ruft\n[laut].", "Kyiv calls [loudly].", " ", terms=(KYIV,)),
        Segment(
            3, 1, BlockKind.HEADING, 33, "Titel", "Title", "\n\n", "\n",
            findings=(Finding("length", Severity.WARNING, "very long"),),
        ),
    ),
)  # fmt: skip


def shown(width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width, force_terminal=False, color_system=None)
    show(DOCUMENT, console)
    return [line.rstrip() for line in console.file.getvalue().splitlines() if line.strip()]


def test_two_columns():
    assert shown(100) == [
        f"{'KIEW (dpa) - Kiew ruft [laut].':<50}KYIV (dpa) - Kyiv calls [loudly].",
        f"{'Titel':<50}Title [1]",
        "[1] 3.1 length: very long",
        "Terms: enforced",
    ]


def test_stacked_where_narrow():
    assert shown(60)[:2] == ["KIEW (dpa) - Kiew ruft [laut].", "KYIV (dpa) - Kyiv calls [loudly]."]


@pytest.mark.parametrize("width", [20, 79, 80, 200])
def test_terms_are_coloured_by_state(width):
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system="standard")
    show(DOCUMENT, console)
    assert console.file.getvalue().count("\x1b[36m") >= 3  # German, English, legend
