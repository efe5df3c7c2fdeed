"""The report of `wortlaut check`: what the review page shows, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate import formats
from translate.document import BilingualDocument, Finding, Segment, SegmentState, Severity
from translate.judge import Judge
from translate.report import summary, summary_line
from translate.review import bilingual

__all__ = ["Report", "report"]


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to say about a file.

    Attributes:
        path: the file.
        document: the document, judged.
        lines: line of each segment in the file, None where the format has none to name.
    """

    path: Path
    document: BilingualDocument
    lines: tuple[int | None, ...]

    @property
    def sound(self) -> bool:
        """Whether there is no finding that is an error."""
        return not any(f.severity is Severity.ERROR for s in self.document.segments for f in s.findings)

    def text(self) -> Iterator[str]:
        """Yield the report line by line."""
        for line, segment in zip(self.lines, self.document.segments, strict=True):
            place = f"{self.path}:{line}" if line else str(self.path)
            for finding in segment.findings:
                yield f"{place}: {segment.id} {finding.severity} ({finding.check}): {finding.message}"
        reviewed = sum(s.state is SegmentState.REVIEWED for s in self.document.segments)
        counted = f"{reviewed} of {len(self.document.segments)} reviewed"
        yield f"{self.path}: {counted}; {summary_line(self.document)}"

    def values(self) -> dict[str, Any]:
        """The report as plain values, ready for JSON."""
        given = summary(self.document)
        segments = zip(self.lines, self.document.segments, strict=True)
        return {
            "file": str(self.path),
            **given,
            "reviewed": sum(s.state is SegmentState.REVIEWED for s in self.document.segments),
            "sound": self.sound,
            "found": [_values(s, f, line) for line, s in segments for f in s.findings],
        }


def _values(segment: Segment, finding: Finding, line: int | None) -> dict[str, Any]:
    return {
        "segment": segment.id,
        "line": line,
        "state": segment.state.value,
        "check": finding.check,
        "severity": finding.severity.value,
        "message": finding.message,
        "source_span": finding.source_span,
        "target_span": finding.target_span,
    }


def report(path: Path, judge: Judge) -> Report:
    """Read a file and judge it with the glossary as it is now.

    Raises:
        UnknownFormat, InputError, DocumentError: the file cannot be read back.
    """
    if path.suffix.lower() in (".po", ".jsonl"):
        file = bilingual.read(path)
        document, lines = file.document, tuple(item.line for item in file.items)
    else:
        document = formats.read(path)
        lines = (None,) * len(document.segments)
    return Report(path, judge.document(document), lines)
