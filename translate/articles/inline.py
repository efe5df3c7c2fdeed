"""Inline markup carried over: bold, links, code from the German words to the English ones that translate them.

A text is plain characters; its markup stands beside it as marks. The word alignment says which English
words a mark has to hold. What it leaves open is settled by spelling, then by place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from glossary.words import Word, words
from translate.document import Link, Span

__all__ = ["Mark", "Node", "Part", "Role", "carry"]


class Role(Enum):
    """What may become of a mark."""

    STYLE = "style"  # goes where its words are lost
    KEEP = "keep"  # a link, a code of a translation file: has to stay somewhere
    VERBATIM = "verbatim"  # its text stays as it is: code, placeholders
    POINT = "point"  # holds no text: an image, a footnote


@dataclass(frozen=True, slots=True)
class Mark:
    """Markup of a stretch of text.

    Attributes:
        start: half-open range of code points in the text; empty for a point.
        end: its end.
        role: see `Role`.
        what: the markup; whoever reads and writes the format knows what it means.
        parent: index of the mark that holds this one, -1 for none. Parents come before their children.
    """

    start: int
    end: int
    role: Role
    what: Any
    parent: int = -1


class Node(NamedTuple):
    """A mark in the translation, with the texts and marks in it."""

    mark: Mark
    children: tuple[Node | str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of the text: where it stands, where its translation does, which words translate which.

    Attributes:
        source: range in the text.
        target: range in the translated text.
        links: offsets into the texts as well, not into the sentence.
    """

    source: Span
    target: Span
    links: tuple[Link, ...]


_LONG = 100  # characters: what is longer is no word
_FAR = 2  # words that belong elsewhere, in the middle of a mark's words: more than these end the mark
_QUOTES = "\"'„“”‚‘’»«›‹"
_BLANK = re.compile(r"\s")


def carry(source: str, target: str, parts: Sequence[Part], marks: Sequence[Mark]) -> tuple[Node | str, ...]:
    """Return the translation with the marks of its source.

    Args:
        source: the text.
        target: its translation.
        parts: the sentences of both, in order.
        marks: in the order in which they open; properly nested.
    """
    text = _Text(source, target, parts)
    spans = [text.place(mark) for mark in marks]
    codes = _Codes({n: span for n, span in enumerate(spans) if span and text.is_code(marks[n], span)})
    _part_from_codes(target, marks, spans, codes)
    children: dict[int, list[int]] = {}
    for index in range(len(marks) - 1, -1, -1):  # children first: a parent grows to hold them
        span, parent = spans[index], marks[index].parent
        if index not in codes.places:
            children.setdefault(parent, []).insert(0, index)
        if span is not None and parent >= 0 and (outer := spans[parent]) is not None:
            spans[parent] = Span(min(span.start, outer.start), max(span.end, outer.end))
    return tuple(_Tree(source, target, marks, spans, children, codes).nodes(-1, Span(0, len(target))))


def _part_from_codes(target: str, marks: Sequence[Mark], spans: list[Span | None], codes: _Codes) -> None:
    """Take from marks what belongs to code that stands beside them, be it in the same word."""
    for index, mark in enumerate(marks):
        if index in codes.places or (span := spans[index]) is None or mark.start == mark.end:
            continue
        start, end = span
        for number in codes.within(start, end):
            if marks[number].start >= mark.end:
                end = start + len(target[start : min(end, codes.places[number].start)].rstrip())
            elif marks[number].end <= mark.start:
                start = end - len(target[max(start, codes.places[number].end) : end].lstrip())
        spans[index] = Span(start, max(start, end))


class _Codes:
    """Code that stands in the translation as it is.

    Where it stands is a node of it, whatever marks are around it: so it neither comes twice nor gets lost.

    Attributes:
        places: of the marks by number, in the order of the translation; none overlaps another.
    """

    def __init__(self, found: dict[int, Span]) -> None:
        self.places: dict[int, Span] = {}
        end = 0
        for number, span in sorted(found.items(), key=lambda pair: pair[1]):
            if span.start >= end:
                self.places[number] = span
                end = span.end
        self._numbers = list(self.places)
        self._starts = [span.start for span in self.places.values()]

    def within(self, start: int, end: int) -> list[int]:
        """The numbers of those that a range touches."""
        first = max(0, bisect_right(self._starts, start) - 1)
        found = self._numbers[first : bisect_left(self._starts, end)]
        return found[1:] if found and self.places[found[0]].end <= start else found

    def out_of(self, offset: int) -> int:
        """An offset, or the end of the code that it is in."""
        around = self.within(offset, offset)
        return self.places[around[0]].end if around else offset


@dataclass(frozen=True, slots=True)
class _Tree:
    """What it takes to build nodes: the texts, the marks and their places in the translation.

    Attributes:
        children: the marks in each mark, -1 for none, but for codes.
        codes: where code stands.
    """

    source: str
    target: str
    marks: Sequence[Mark]
    spans: Sequence[Span | None]
    children: dict[int, list[int]]
    codes: _Codes

    def nodes(self, parent: int, room: Span) -> list[Node | str]:
        """The nodes within a range of the translation: marks clipped to it and to one another."""
        found: list[Node | str] = []
        waiting = list(self.children.get(parent, ()))
        for index in waiting:  # what is left of a style without words are the marks within it
            if self.spans[index] is None:
                waiting += self.children.get(index, ())
        position = room.start
        placed = [index for index in waiting if self.spans[index] is not None]
        for index in sorted(placed, key=lambda index: (self.spans[index].start, index)):
            mark = self.marks[index]
            start = min(self.codes.out_of(max(self.spans[index].start, position)), room.end)
            end = min(self.codes.out_of(max(self.spans[index].end, start)), room.end)
            found += self._text(position, start)
            within: list[Node | str] = [self.source[mark.start : mark.end]]
            if mark.role is not Role.VERBATIM:
                within = self.nodes(index, Span(start, end))
            # A style whose words another mark has taken is left out.
            lost = mark.role is Role.STYLE and mark.start < mark.end and start == end
            found += within if lost else [Node(mark, tuple(within))]
            if mark.role is Role.VERBATIM and start == end:  # put in between words: no blank is there for it
                if self.target[start - 1 : start].isalnum():
                    found.insert(-1, " ")
                if self.target[end : end + 1].isalnum():
                    found.append(" ")
            position = end
        found += self._text(position, room.end)
        return [node for node in found if node]

    def _text(self, start: int, end: int) -> list[Node | str]:
        """A stretch of the translation, with the code in it."""
        found: list[Node | str] = []
        for number in self.codes.within(start, end):
            mark, code = self.marks[number], self.codes.places[number]
            found += [self.target[start : code.start], Node(mark, (self.source[mark.start : mark.end],))]
            start = code.end
        return [*found, self.target[start:end]]


def _alike(character: str) -> str:
    return '"' if character in _QUOTES else character


class _Text:
    """A text and its translation, for finding places in the one that belong to places in the other."""

    def __init__(self, source: str, target: str, parts: Sequence[Part]) -> None:
        self.source, self.target, self.parts = source, target, parts
        self._starts = [part.source.start for part in parts]
        self._words: dict[int, tuple[list[Word], list[Word]]] = {}

    def place(self, mark: Mark) -> Span | None:
        """Return the range of the translation that a mark has to hold, None if it is to go."""
        if mark.start == mark.end or not self.source[mark.start : mark.end].strip():
            return self._point(mark.start)
        if mark.role is Role.VERBATIM and (found := self._literal(mark.start, mark.end, within_words=True)):
            return found
        found = []
        for number in self._around(mark.start, mark.end):
            part = self.parts[number].source
            if span := self._in_part(number, max(mark.start, part.start), min(mark.end, part.end)):
                found.append(span)
        if found:
            return Span(min(span.start for span in found), max(span.end for span in found))
        if literal := self._literal(mark.start, mark.end):
            return literal
        if mark.role is Role.STYLE:
            return None
        return self._point(mark.start) if mark.role is Role.VERBATIM else self._by_order(mark)

    def is_code(self, mark: Mark, span: Span) -> bool:
        """Whether the text of a mark stays as it is, and stands in the translation just so."""
        text = self.source[mark.start : mark.end].strip()
        return mark.role is Role.VERBATIM and text == self.target[slice(*span)] != ""

    def _around(self, start: int, end: int) -> range:
        """The parts that a range touches."""
        return range(max(0, bisect_right(self._starts, start) - 1), bisect_left(self._starts, end))

    def _sentences(self, start: int, end: int) -> tuple[Span, Span]:
        """The whole sentences that a range touches, and their translations."""
        around = self._around(start, end)
        if not around:
            return Span(0, len(self.source)), Span(0, len(self.target))
        first, last = self.parts[around[0]], self.parts[around[-1]]
        return Span(first.source.start, last.source.end), Span(first.target.start, last.target.end)

    def _of(self, number: int) -> tuple[list[Word], list[Word]]:
        """The words of a part on both sides, with offsets into the texts."""
        if number not in self._words:
            part = self.parts[number]
            self._words[number] = tuple(
                [Word(w.start + span.start, w.end + span.start, w.text) for w in words(text[span.start : span.end])]
                for text, span in ((self.source, part.source), (self.target, part.target))
            )
        return self._words[number]

    def _in_part(self, number: int, start: int, end: int) -> Span | None:
        """The range of a sentence's translation that belongs to a range of the sentence."""
        if start >= end or not self.source[start:end].strip():
            return None
        part = self.parts[number]
        german, english = self._of(number)
        inside = [w for w in german if w.start < end and start < w.end]
        if len(inside) == len(german):
            span = Span(english[0].start, english[-1].end) if english else part.target
            if start <= part.source.start:
                span = Span(part.target.start, span.end)
            if end >= part.source.end:
                span = Span(span.start, part.target.end)
        elif not inside:
            return None  # punctuation alone
        elif part.links:
            span = self._aligned(part.links, english, start, end)
        elif len(german) == len(english):  # a dateline: word for word
            first = german.index(inside[0])
            span = Span(english[first].start, english[first + len(inside) - 1].end)
        else:
            span = None
        if span is None or not inside:
            return span
        if (start > inside[0].start or end < inside[-1].end) and (found := self._in_words(inside, start, end, span)):
            return found
        lead, tail = self.source[start : inside[0].start], self.source[inside[-1].end : end]
        return self._with_punctuation(part, span, lead, tail)

    def _in_words(self, inside: Sequence[Word], start: int, end: int, span: Span) -> Span | None:
        """Where in a range of the translation the same characters stand as in a part of a word."""
        if inside[-1].end - inside[0].start > _LONG:
            return None
        pattern = re.compile(re.escape(self.source[start:end]), re.IGNORECASE)
        before = sum(1 for _ in pattern.finditer(self.source, min(start, inside[0].start), start))
        places = [Span(*match.span()) for match in pattern.finditer(self.target, *span)]
        return places[before] if before < len(places) else None

    def _aligned(self, links: Sequence[Link], english: Sequence[Word], start: int, end: int) -> Span | None:
        """The longest run of words that are linked with a range rather than with what is around it."""
        inside: dict[int, int] = {}
        outside: dict[int, int] = {}
        for link in links:
            side = inside if link.source_start < end and start < link.source_end else outside
            side[link.target_start] = side.get(link.target_start, 0) + 1
        chosen = {place for place, count in inside.items() if count >= outside.get(place, 0)} or set(inside)
        runs: list[list[Word]] = []
        strange = 0
        for word in english:
            if word.start in chosen:
                if not runs or strange > _FAR:
                    runs.append([])
                runs[-1].append(word)
                strange = 0
            elif word.start in outside:
                strange += 1
        if not runs:
            return None
        longest = max(runs, key=len)
        return Span(longest[0].start, longest[-1].end)

    def _with_punctuation(self, part: Part, span: Span, lead: str, tail: str) -> Span:
        """Take in the quotation marks and stops that stand within the mark in the source.

        In English a stop may stand before the closing quotation mark.
        """
        start, end = span
        for place in range(span.start - 1, part.target.start - 1, -1):
            if not self._is_mark(place):
                break
            if _alike(self.target[place]) in map(_alike, lead):
                start = place
        for place in range(span.end, part.target.end):
            if not self._is_mark(place):
                break
            if _alike(self.target[place]) in map(_alike, tail):
                end = place + 1
        return Span(start, end)

    def _is_mark(self, offset: int) -> bool:
        character = self.target[offset]
        return not (character.isalnum() or character.isspace())

    def _literal(self, start: int, end: int, *, within_words: bool = False) -> Span | None:
        """Where the same characters stand in the translation, the n-th for the n-th."""
        text = self.source[start:end].strip()
        start += self.source[start:end].index(text)
        spelled = re.escape(text)
        german, english = self._sentences(start, end)
        for spelling in (rf"(?<!\w){spelled}(?!\w)", spelled)[: 2 if within_words else 1]:
            pattern = re.compile(spelling)
            in_source = [match.start() for match in pattern.finditer(self.source, *german)]
            places = [match.span() for match in pattern.finditer(self.target, *english)]
            if places and start in in_source:
                return Span(*places[min(in_source.index(start), len(places) - 1)])
        return None

    def _by_order(self, mark: Mark) -> Span:
        """As far along in the translation as the mark is in the source, whole words."""
        here, there = self._sentences(mark.start, mark.end)
        german, english = (
            [Word(word.start + span.start, word.end + span.start, word.text) for word in words(text[slice(*span)])]
            for text, span in ((self.source, here), (self.target, there))
        )
        if not english or not german:
            return there
        share = len(english) / len(german)
        inside = [n for n, word in enumerate(german) if word.start < mark.end and mark.start < word.end] or [0]
        first = min(int(inside[0] * share), len(english) - 1)
        last = min(max(int((inside[-1] + 1) * share) - 1, first), len(english) - 1)
        return Span(english[first].start, english[last].end)

    def _point(self, offset: int) -> Span:
        """The place in the translation that follows the same word as a place in the source."""
        for number in range(max(0, bisect_left(self._starts, offset) - 1), len(self.parts)):
            part = self.parts[number]
            if offset > part.source.end:
                continue
            if offset <= part.source.start:
                return Span(part.target.start, part.target.start)
            if offset == part.source.end:
                break
            german, english = self._of(number)
            before = bisect_left(german, offset, key=lambda word: word.start)
            at, last = part.target.start, german[before - 1] if before else None
            span = self._aligned(part.links, english, last.start, last.end) if last and part.links else None
            if span is None:
                count = len(english) * before // max(1, len(german))
                span = Span(english[count - 1].start, english[count - 1].end) if count else Span(at, at)
            if last and offset < last.end and (found := self._in_words([last], last.start, offset, span)):
                return Span(found.end, found.end)
            between = self.source[last.end if last else part.source.start : offset]
            if self.target.startswith(between, span.end):
                return Span(span.end + len(between), span.end + len(between))
            end = self._with_punctuation(part, span, "", between).end
            for _ in between[len(between.rstrip()) :]:
                end += bool(_BLANK.match(self.target, end))
            return Span(end, end)
        else:
            return Span(len(self.target), len(self.target))
        return Span(part.target.end, part.target.end)
