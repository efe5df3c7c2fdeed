"""Put the rendering of a term where it belongs in a translation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossary.forms import indefinite_article
from translate.alignment import aligned_span
from translate.document import Segment, Span, TermResult, TermState

__all__ = ["put", "target_place"]

_ARTICLE = re.compile(r"\b(an?)(\s+)\Z", re.IGNORECASE)
_TIGHT_BEFORE = "(\"'“‘[-–—/"
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
        cut = [other for other in held if other.start < span.end and span.start < other.end]
        return Span(cut[-1].end, cut[-1].end) if cut else span
    before = [link for link in segment.links if link.source_end <= result.source_span.start]
    if not before:
        end = len(segment.target.rstrip(" .!?…\"”»")) if not segment.links else 0
        return Span(end, end)
    nearest = max(link.source_end for link in before)
    end = max(link.target_end for link in before if link.source_end == nearest)
    return Span(end, end)


def put(segment: Segment, place: Sequence[int], rendering: str) -> tuple[str, Span]:
    """Return the translation with a rendering at a place, and where it stands there.

    Blanks, an indefinite article in front and the capital of a sentence's first word follow.
    """
    text, (start, end) = segment.target, place
    before, after = text[:start], text[end:]
    before = _ARTICLE.sub(lambda m: _like(m[1], indefinite_article(rendering)) + m[2], before)
    if not re.search(r"\w", before) and re.match(r"\W*[^\W\d_]", segment.source) and _opens_large(segment.source):
        rendering = rendering[:1].upper() + rendering[1:]
        if start == end and re.match(r"\s*[A-Z][a-z]", after):
            first = re.search(r"\S", after).start()
            after = after[:first] + after[first].lower() + after[first + 1 :]
    if before and not before[-1].isspace() and before[-1] not in _TIGHT_BEFORE:
        before += " "
    if after[:1].isalnum():
        after = " " + after
    return before + rendering + after, Span(len(before), len(before) + len(rendering))


def _opens_large(source: str) -> bool:
    first = re.search(r"[^\W\d_]", source)
    return bool(first and first[0].isupper())


def _like(old: str, new: str) -> str:
    return new.capitalize() if old[0].isupper() else new
