"""Put the rendering of a term where it belongs in a translation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translate.alignment import aligned_span
from translate.document import Segment, Span, TermResult, TermState
from translate.places import behind, clear
from translate.rendering import lead_in

__all__ = ["put", "target_place"]

_FINE = frozenset({TermState.KEPT, TermState.ENFORCED})


def target_place(segment: Segment, result: TermResult) -> Span:
    """Return the words of the translation that stand for a mention, or the point where they are missing.

    Its rendering, where it has one; else the words that are aligned with it, less those that render other
    mentions; else the point behind what comes before it in German, or the end of the sentence.
    """
    if result.target_span is not None:
        return result.target_span
    held = [r.target_span for r in segment.terms if r.target_span and r.state in _FINE]
    span = aligned_span(segment.links, result.source_span)
    if span is not None:
        return clear(span, held)
    end = behind(segment.links, result.source_span.start)
    if end is None:
        end = len(segment.target.rstrip(" .!?…\"”»")) if not segment.links else 0
    return Span(end, end)


def put(segment: Segment, place: Sequence[int], rendering: str) -> tuple[str, Span]:
    """Return the translation with a rendering at a place, and where it stands there.

    Blanks, an indefinite article in front and the capital of a sentence's first word follow.
    """
    text, (start, end) = segment.target, place
    before, after = text[:start], text[end:]
    if not re.search(r"\w", before) and re.match(r"\W*[^\W\d_]", segment.source) and _opens_large(segment.source):
        rendering = rendering[:1].upper() + rendering[1:]
        if start == end and re.match(r"\s*[A-Z][a-z]", after):
            first = re.search(r"\S", after).start()
            after = after[:first] + after[first].lower() + after[first + 1 :]
    before = lead_in(before, rendering)
    if after[:1].isalnum():
        after = " " + after
    return before + rendering + after, Span(len(before), len(before) + len(rendering))


def _opens_large(source: str) -> bool:
    first = re.search(r"[^\W\d_]", source)
    return bool(first and first[0].isupper())
