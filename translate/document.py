"""The values that all else speaks: bilingual document, segment, term result, finding, link.

A document is a flat sequence of segments. Each carries the white space before it, so that joining
``before + source + after`` of all segments gives the source text back character by character, and
``before + target + after`` the English article with the paragraphing of the source.

All offsets are code points: source offsets into `Segment.source`, target offsets into
`Segment.target`, `Segment.start` into the text of the file as the user gave it. Spans are half-open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

__all__ = [
    "BilingualDocument",
    "BlockKind",
    "Finding",
    "Link",
    "Segment",
    "SegmentState",
    "Severity",
    "Span",
    "TermResult",
    "TermState",
]


class BlockKind(StrEnum):
    """What a block of wire copy is."""

    ADVISORY = "advisory"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    SIGN_OFF = "sign-off"

    @property
    def is_prose(self) -> bool:
        """Whether it holds sentences, for a model to translate."""
        return self not in (BlockKind.DATELINE, BlockKind.SIGN_OFF)


class SegmentState(StrEnum):
    """How far a segment has come: translated by the machine, or read and approved by a person."""

    MACHINE = "machine"
    REVIEWED = "reviewed"


class TermState(StrEnum):
    """What became of a mention of a glossary term."""

    KEPT = "kept"
    ENFORCED = "enforced"
    MISSED = "missed"
    OVERLAPPED = "overlapped"
    FORBIDDEN = "forbidden"

    @property
    def is_fault(self) -> bool:
        """Whether the translation is not what the glossary asks for."""
        return self in (TermState.MISSED, TermState.FORBIDDEN)


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"


class Span(NamedTuple):
    """Half-open range of code points."""

    start: int
    end: int


class Link(NamedTuple):
    """A source word and a target word that translate each other, as offsets into the segment."""

    source_start: int
    source_end: int
    target_start: int
    target_end: int


@dataclass(frozen=True, slots=True)
class TermResult:
    """What became of one mention.

    Attributes:
        term: German citation form of the entry.
        wanted: the entry's English rendering (for a forbidden entry: what must not stand there).
        state: see `TermState`.
        matched: the strategy that found the mention (a value of `glossary.match.How`).
        source_span: the mention, offsets into the segment's source.
        target_span: its rendering, offsets into the segment's target; None where there is none.
        by: the means that made an ``enforced`` term hold (``beam``, ``splice``, ``insertion``, ``markup``,
            ``prefix``, ``consistency``, ``glossary``, ``review``), else empty.
        place: ``file:line`` of the entry.
    """

    term: str
    wanted: str
    state: TermState
    matched: str
    source_span: Span
    target_span: Span | None = None
    by: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says about a segment.

    Attributes:
        check: id of the check, such as ``numbers``.
        severity: see `Severity`.
        message: one sentence for the reviewer.
        source_span: offsets into the segment's source, None where no place can be named.
        target_span: offsets into the segment's target, None likewise.
    """

    check: str
    severity: Severity
    message: str
    source_span: Span | None = None
    target_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence with its translation.

    Attributes:
        block: 1-based number of the block in the article.
        sentence: 1-based number of the sentence in its block.
        kind: what the block is.
        start: offset of `source` in the text of the file.
        source: German text, as in the file.
        target: English text.
        before: text of the file between the previous segment and this one (white space).
        after: text of the file after this segment; empty but for the last segment.
        state: see `SegmentState`.
        score: mean natural-log probability per target token; None where no model was asked.
        terms: what became of each mention, in source order.
        links: word alignment.
        findings: what the checks said.
    """

    block: int
    sentence: int
    kind: BlockKind
    start: int
    source: str
    target: str = ""
    before: str = ""
    after: str = ""
    state: SegmentState = SegmentState.MACHINE
    score: float | None = None
    terms: tuple[TermResult, ...] = ()
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """Name of the segment in the document: ``block.sentence``."""
        return f"{self.block}.{self.sentence}"


@dataclass(frozen=True, slots=True)
class BilingualDocument:
    """An article and its translation, segment by segment.

    Attributes:
        name: file name of the source, or ``-`` for standard input.
        segments: in the order of the article.
        signature: what the translation depends on (version, model, beams, glossary), for reports.
        obsolete: what a person has worked on and whose sentence the article no longer has.
    """

    name: str
    segments: tuple[Segment, ...] = field(default=())
    signature: str = ""
    obsolete: tuple[Segment, ...] = ()

    @property
    def source(self) -> str:
        """The source text, character by character as in the file."""
        return "".join(s.before + s.source + s.after for s in self.segments)

    @property
    def target(self) -> str:
        """The English article with the paragraphing of the source."""
        return "".join(s.before + s.target + s.after for s in self.segments)

    def blocks(self) -> Iterator[tuple[Segment, ...]]:
        """Yield the segments block by block."""
        for _, group in groupby(self.segments, key=lambda s: s.block):
            yield tuple(group)

    def with_segments(self, segments: tuple[Segment, ...]) -> BilingualDocument:
        """Return the document with other segments."""
        return replace(self, segments=segments)
