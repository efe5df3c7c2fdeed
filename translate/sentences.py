"""A block to sentences, and a sentence that is too long to parts, with offsets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import sentencex

from translate.document import Span

__all__ = ["cut", "split", "split_long"]

# "der 1. FC Köln", "im 3. Quartal", "Papst Leo XIV. sagte": the dot makes an ordinal, not an end.
_ORDINAL = re.compile(r"(?:(?<![\d.,:])\d{1,2}|\b[IVX]{2,5})\.\s*\Z")
_FLASH = re.compile(r"(?<!\S)\+{2,}(?!\S)")
_CLAUSES = tuple(
    re.compile(pattern)
    for pattern in (
        r"[;:]\s+|(?<!\s)\s+[–—-]\s+",
        r",[\"“”»]?\s+(?=(?:und|oder|aber|denn|doch|sondern|während|weil|wenn|als|nachdem|obwohl|wobei|damit|(?:so\s?)?dass)\b)",
        r",[\"“”»]?\s+",
    )
)
_BLANKS = tuple(
    re.compile(rf"(?<!\s)\s+{ahead}") for ahead in (r"(?=(?:und|oder|sowie|beziehungsweise|bzw\.)\s)", "")
)


def cut(text: str, fits: Callable[[str], bool], comfortable: Callable[[str], bool] | None = None) -> list[Span]:
    """Return what of a block is translated at once: its sentences, or parts of those that are too long.

    See `split` and `split_long`.
    """
    return [
        Span(sentence.start + part.start, sentence.start + part.end)
        for sentence in split(text)
        for part in split_long(text[sentence.start : sentence.end], fits, comfortable)
    ]


def split(text: str) -> list[Span]:
    """Return the sentences of a block as spans without the white space around them.

    Boundaries are sentencex's, less those behind ordinals. Pluses that mark a flash (``+++ Eilmeldung +++``)
    stand for themselves, so that the model does not see them.
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
    parts = [part for span in spans for part in _without_flashes(text, span)]
    return [_trimmed(text, span) for span in parts if text[span.start : span.end].strip()]


def _without_flashes(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for flash in _FLASH.finditer(text, span.start, span.end):
        yield Span(start, flash.start())
        yield Span(*flash.span())
        start = flash.end()
    yield Span(start, span.end)


def split_long(text: str, fits: Callable[[str], bool], comfortable: Callable[[str], bool] | None = None) -> list[Span]:
    """Cut a sentence that is too long for the model at clause boundaries.

    The boundary nearest to the middle is taken, of the strongest kind that has one in the middle half.
    What is not comfortable is cut between clauses only; what does not fit, wherever there is a blank,
    and in two if there is none.

    Args:
        text: one sentence.
        fits: whether a text is short enough.
        comfortable: whether a text is short enough to be translated well; `fits` where it is None.

    Returns:
        Spans that fit, without the white space between them; the whole sentence if it is comfortable.
    """
    return list(_parts(text, Span(0, len(text)), fits, comfortable or fits))


def _parts(text: str, span: Span, fits: Callable[[str], bool], comfortable: Callable[[str], bool]) -> Iterator[Span]:
    waiting = [span]
    while waiting:
        part = _trimmed(text, waiting.pop())
        inside = text[part.start : part.end]
        if not inside:
            continue
        cut = None
        if len(inside) > 1 and not comfortable(inside):
            cut = _boundary(text, part, _CLAUSES)
            if cut is None and not fits(inside):
                cut = _boundary(text, part, _BLANKS) or (part.start + part.end) // 2
        if cut is None:
            yield part
        else:
            waiting += [Span(cut, part.end), Span(part.start, cut)]


def _boundary(text: str, part: Span, kinds: Sequence[re.Pattern[str]]) -> int | None:
    quarter, middle = (part.end - part.start) // 4, (part.start + part.end) // 2
    for kind in kinds:
        places = [m.end() for m in kind.finditer(text, part.start + quarter, part.end - quarter)]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    return None


def _trimmed(text: str, span: Span) -> Span:
    inside = text[span.start : span.end]
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, start + len(inside.strip()))
