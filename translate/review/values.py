"""Values for the page: plain ones, with offsets as JavaScript counts (UTF-16 code units)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from glossary import accepted_for
from translate.document import Segment, SegmentState, Severity, TermState
from translate.formats.rows import rows
from translate.judge import Judge
from translate.review.bilingual import Item
from translate.review.changes import difference
from translate.review.store import Copy

__all__ = [
    "code_points",
    "document_values",
    "item_values",
    "overview",
    "segment_values",
    "span_units",
]


class _Units:
    """Offsets of code points in a text as UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self.text = text if max(text, default="") > "\uffff" else ""

    def __call__(self, span: Sequence[int] | None) -> list[int] | None:
        if span is None:
            return None
        if not self.text:
            return list(span)
        return [offset + sum(c > "\uffff" for c in self.text[:offset]) for offset in span]


def span_units(text: str, span: Sequence[int]) -> list[int]:
    """A span of code points as the page counts."""
    return _Units(text)(span) or [0, 0]


def code_points(text: str, span: Sequence[int]) -> list[int]:
    """Offsets of the page as code points; the reverse of what the page is given."""
    places = [0]
    for c in text:
        places.append(places[-1] + (2 if c > "\uffff" else 1))
    last = len(text)
    return [next((n for n, place in enumerate(places) if place >= offset), last) for offset in span]


def segment_values(segment: Segment, judge: Judge) -> dict[str, Any]:
    """A segment as it is, or as it would be."""
    source, target = _Units(segment.source), _Units(segment.target)
    mentions = {(m.term.source, m.start, m.end): m for m in judge.standing(segment)}
    terms = []
    for result in segment.terms:
        mention = mentions.get((result.term, *result.source_span))
        takes = mention and not mention.term.forbidden and result.state is not TermState.OVERLAPPED
        terms.append(
            {
                "term": result.term,
                "wanted": result.wanted,
                "state": result.state.value,
                "by": result.by,
                "matched": result.matched,
                "place": result.place,
                "source": source(result.source_span),
                "target": target(result.target_span),
                "renderings": list(accepted_for(mention))[:8] if takes else [],
                "note": mention.term.note if mention else "",
            }
        )
    return {
        "target": segment.target,
        "state": segment.state.value,
        "score": segment.score,
        "terms": terms,
        "findings": [
            {
                "check": finding.check,
                "severity": finding.severity.value,
                "message": finding.message,
                "source": source(finding.source_span),
                "target": target(finding.target_span),
            }
            for finding in segment.findings
        ],
        "links": [[*source(link[:2]), *target(link[2:])] for link in segment.links],
    }


def item_values(item: Item, copy: Copy) -> dict[str, Any]:
    """A segment with the record of its review."""
    machine, target = item.record.machine, item.segment.target
    return {
        "id": item.id,
        "kind": item.segment.kind.value,
        "source": item.segment.source,
        "seconds": round(item.record.seconds, 1),
        "machine": machine,
        "changes": difference(machine, target) if machine is not None else [],
        "attention": copy.needs_attention(item),
        "flagged": item.id in copy.flagged,
        **segment_values(item.segment, copy.judge),
    }


def document_values(copy: Copy) -> dict[str, Any]:
    """A document with its segments, row by row as in the article."""
    items = copy.items
    by_id = {item.id: item for item in items}
    return {
        "name": copy.file.name,
        "path": str(copy.path),
        "signature": copy.file.signature,
        "revision": copy.revision,
        "layout": copy.layout,
        "rows": [[item_values(by_id[s.id], copy) for s in row] for row in rows(copy.file.document)],
    }


def overview(number: int, copy: Copy) -> dict[str, Any]:
    """A document in the list: how far it has come."""
    segments = [item.segment for item in copy.items]
    return {
        "number": number,
        "name": copy.file.name,
        "file": Path(copy.path).name,
        "segments": len(segments),
        "reviewed": sum(s.state is SegmentState.REVIEWED for s in segments),
        "attention": sum(map(copy.needs_attention, copy.items)),
        "errors": sum(f.severity is Severity.ERROR for s in segments for f in s.findings),
    }
