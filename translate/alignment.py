"""Word alignment: from a matrix over pieces to links between words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from glossary.words import words
from translate.document import Link, Span

__all__ = ["aligned_span", "links"]


def links(
    source: str, target: str, source_pieces: Sequence[Span], target_pieces: Sequence[Span], attention: np.ndarray
) -> tuple[Link, ...]:
    """Return the word links of a sentence and its translation.

    Each target piece is linked with the source piece that it attends to most; piece links become links
    between the words that hold the pieces. Pieces outside words (punctuation, end of sentence) link nothing.

    Args:
        source, target: the two texts.
        source_pieces: span of each source piece in `source`, end-of-sentence piece left out.
        target_pieces: the same for `target`.
        attention: target pieces × source pieces or more (further columns, such as the end of the
            sentence, attract links that lead nowhere).
    """
    source_words, target_words = words(source), words(target)
    source_of, target_of = _word_of(source_pieces, source_words), _word_of(target_pieces, target_words)
    best = attention.argmax(axis=1) if len(target_pieces) else []
    found = set()
    for target_index, source_index in zip(range(len(target_pieces)), best, strict=False):
        if source_index < len(source_of):
            pair = source_of[source_index], target_of[target_index]
            if None not in pair:
                found.add(pair)
    return tuple(
        Link(source_words[s].start, source_words[s].end, target_words[t].start, target_words[t].end)
        for s, t in sorted(found)
    )


def _word_of(pieces: Sequence[Span], text_words) -> list[int | None]:
    """For each piece the index of the word that it overlaps, None for punctuation."""
    result: list[int | None] = []
    index = 0
    for piece in pieces:
        while index < len(text_words) and text_words[index].end <= piece.start:
            index += 1
        ahead = index
        # A piece may open with the blank or quote before its word.
        inside = ahead < len(text_words) and text_words[ahead].start < max(piece.end, piece.start + 1)
        result.append(ahead if inside else None)
    return result


def aligned_span(found: Sequence[Link], source_span: Span) -> Span | None:
    """Return the target range that a source range is linked with, None if with nothing.

    Words linked with the range's words, from the first to the last; a word far off from the others
    (more than three words' room away from the nearest) is taken for a slip of the alignment.
    """
    places = sorted(
        {(link.target_start, link.target_end) for link in found
         if link.source_start < source_span.end and source_span.start < link.source_end}
    )
    if not places:
        return None
    groups = [[places[0]]]
    for place in places[1:]:
        if place[0] - groups[-1][-1][1] > 25:
            groups.append([])
        groups[-1].append(place)
    group = max(groups, key=len)
    return Span(group[0][0], group[-1][1])
