"""The article side by side on a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from translate.document import BilingualDocument, BlockKind, Segment, Severity, TermState
from translate.formats.rows import rows

__all__ = ["show"]

_STYLES = {
    TermState.KEPT: "green",
    TermState.ENFORCED: "cyan",
    TermState.MISSED: "bold red",
    TermState.FORBIDDEN: "bold white on red",
    TermState.OVERLAPPED: "dim",
}
_NARROW = 80
_HEADED = {BlockKind.HEADING: "bold", BlockKind.ADVISORY: "italic", BlockKind.DATELINE: "bold"}


def show(document: BilingualDocument, console: Console) -> None:
    """Print an article in two columns, paragraph beside paragraph; stacked where the console is narrow.

    Mentions and their renderings are coloured by state; segments with findings are numbered and
    explained below.
    """
    findings: list[tuple[int, Segment]] = []
    stacked = console.width < _NARROW
    table = Table.grid(padding=(0, 2, 1, 0), expand=True)
    for _ in range(1 if stacked else 2):
        table.add_column(ratio=1)
    for row in rows(document):
        german, english = _side(row, [], source=True), _side(row, findings, source=False)
        if stacked:
            table.add_row(german)
            table.add_row(english)
        else:
            table.add_row(german, english)
    console.print(table)
    for number, segment in findings:
        for finding in segment.findings:
            style = "red" if finding.severity is Severity.ERROR else "yellow"
            console.print(Text(f"[{number}] {segment.id} {finding.check}: {finding.message}", style=style))
    present = {result.state for segment in document.segments for result in segment.terms}
    if present:
        legend = Text("Terms: ")
        for state in TermState:
            if state in present:
                legend.append(state.value, style=_STYLES[state])
                legend.append("  ")
        console.print(legend)


def _side(segments: Sequence[Segment], findings: list[tuple[int, Segment]], *, source: bool) -> Text:
    """One side of a row; numbers of findings are handed out on the English side."""
    text = Text()
    for index, segment in enumerate(segments):
        if index:
            text.append(segment.before and " ")
        # Line breaks within a paragraph become blanks one by one, so that spans stay where they are.
        shown = re.sub(r"[\r\n]", " ", segment.source) if source else segment.target
        part = Text(shown, style=_HEADED.get(segment.kind, ""))
        for result in segment.terms:
            span = result.source_span if source else result.target_span
            if span is not None and result.state is not TermState.OVERLAPPED:
                part.stylize(_STYLES[result.state], span.start, span.end)
        text.append_text(part)
        if segment.findings and not source:
            findings.append((len(findings) + 1, segment))
            text.append(f" [{len(findings)}]", style="yellow")
    return text
