"""A block to sentences, and a sentence that is too long to parts, with offsets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import sentencex

from translate.document import Span

__all__ = ["split", "split_long"]

# "der 1. FC Köln", "im 3. Quartal", "Papst Leo XIV. sagte": the dot makes an ordinal, not an end.
_ORDINAL = re.compile(r"(?:(?<![\d.,:])\d{1,2}|\b[IVX]{2,5})\.\s*\Z")
_CLAUSES = tuple(
    re.compile(pattern)
    for pattern in (
        r"[;:]\s+|\s+[–—-]\s+",
        r",\s+(?=(?:und|oder|aber|denn|sondern|während|weil|wenn|als|nachdem|obwohl|so\s?dass|dass|damit)\b)",
        r",\s+",
        r"\s+(?=(?:und|oder|sowie|beziehungsweise|bzw\.)\s)",
        r"\s+",
    )
)


def split(text: str) -> list[Span]:
    """Return the sentences of a block as spans without the white space around them.

    Boundaries are sentencex's, less those behind ordinals.
    """
    spans: list[Span] = []
    start = end = 0
    for sentence in sentencex.segment("de", text):
        end += len(sentence)
        if not _ORDINAL.search(text, start, end) or not text[end:].strip():
            spans.append(Span(start, end))
            start = end
    if end < len(text):  # what sentencex leaves out must not get lost
        spans.append(Span(start, len(text)))
    return [_trimmed(text, span) for span in spans if text[span.start : span.end].strip()]


def split_long(text: str, fits: Callable[[str], bool]) -> list[Span]:
    """Cut a sentence that is too long for the model at clause boundaries.

    The boundary nearest to the middle is taken, of the strongest kind that has one in the middle half;
    a text without any blank is cut in two.

    Args:
        text: one sentence.
        fits: whether a text is short enough.

    Returns:
        Spans that fit, without the white space between them; the whole sentence if it fits.
    """
    return list(_parts(text, Span(0, len(text)), fits))


def _parts(text: str, span: Span, fits: Callable[[str], bool]) -> Iterator[Span]:
    waiting = [span]
    while waiting:
        part = _trimmed(text, waiting.pop())
        if part.start == part.end:
            continue
        if part.end - part.start < 2 or fits(text[part.start : part.end]):
            yield part
        else:
            cut = _cut(text, part)
            waiting += [Span(cut, part.end), Span(part.start, cut)]


def _cut(text: str, part: Span) -> int:
    length = part.end - part.start
    middle = part.start + length // 2
    for boundary in _CLAUSES:
        places = [m.end() for m in boundary.finditer(text, part.start + length // 4, part.end - length // 4)]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    return middle


def _trimmed(text: str, span: Span) -> Span:
    inside = text[span.start : span.end]
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, start + len(inside.strip()))
