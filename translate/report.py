"""What came of an article, in one line or as numbers."""

from __future__ import annotations

from collections import Counter
from typing import Any

from translate.document import BilingualDocument, SegmentState, Severity, TermResult, TermState

__all__ = ["counts", "kept_line", "sound", "summary", "summary_line"]



def _results(document: BilingualDocument) -> list[TermResult]:
    return [result for segment in document.segments for result in segment.terms]


def counts(document: BilingualDocument) -> dict[TermState, int]:
    """Return how many mentions ended in each state; every state is a key."""
    found = Counter(result.state for result in _results(document))
    return {state: found[state] for state in TermState}


def sound(document: BilingualDocument) -> bool:
    """Whether no mention is missed and no forbidden rendering stands."""
    return not any(result.state.is_fault for result in _results(document))


def summary(document: BilingualDocument) -> dict[str, Any]:
    """Return the summary of an article as plain values, ready for JSON."""
    found = counts(document)
    scores = [segment.score for segment in document.segments if segment.score is not None]
    return {
        "name": document.name,
        "segments": len(document.segments),
        "reviewed": _reviewed(document),
        "obsolete": len(document.obsolete),
        "mentions": sum(found.values()),
        **{state.value: number for state, number in found.items()},
        "unresolved": [
            {
                "segment": segment.id,
                "line": document.source.count("\n", 0, segment.start) + 1,
                "german": segment.source[slice(*result.source_span)],
                "wanted": result.wanted,
                "state": result.state.value,
                "entry": result.place,
            }
            for segment in document.segments
            for result in segment.terms
            if result.state.is_fault
        ],
        "findings": {
            severity.value: sum(f.severity is severity for s in document.segments for f in s.findings)
            for severity in Severity
        },
        "score": round(sum(scores) / len(scores), 4) if scores else None,
        "signature": document.signature,
    }


def _reviewed(document: BilingualDocument) -> int:
    return sum(segment.state is SegmentState.REVIEWED for segment in document.segments)


def kept_line(document: BilingualDocument) -> str:
    """Return what the summary goes on with where a person's work was kept; empty where there was none."""
    reviewed, gone = _reviewed(document), len(document.obsolete)
    line = f"; {reviewed} reviewed segment{'' if reviewed == 1 else 's'} kept" if reviewed else ""
    return line + (f"; {gone} without a sentence in the article now, kept as obsolete" if gone else "")


def summary_line(document: BilingualDocument) -> str:
    """Return the line that a run ends with: mentions, kept, enforced, missed and whatever else occurred."""
    found = counts(document)
    parts = [f"{found[state]} {state.value}" for state in (TermState.KEPT, TermState.ENFORCED, TermState.MISSED)]
    parts += [f"{found[s]} {s.value}" for s in (TermState.FORBIDDEN, TermState.OVERLAPPED) if found[s]]
    findings = sum(len(segment.findings) for segment in document.segments)
    total = sum(found.values())
    line = f"{total} mention{'' if total == 1 else 's'}: {', '.join(parts)}"
    return line + (f"; {findings} finding{'' if findings == 1 else 's'}" if findings else "")
