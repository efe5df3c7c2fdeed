"""One HTML page to hand to an editor: German left, English right, terms, word links, scores and findings.

This module says what stands on the page, ``page.html`` how. Nothing is loaded from elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, pairwise
from pathlib import Path, PurePath

import jinja2

from translate.document import BilingualDocument, BlockKind, Finding, Segment, SegmentState, TermResult, TermState
from translate.formats.rows import rows
from translate.report import counts

__all__ = ["dumps"]

_MEANINGS = {
    TermState.KEPT: "rendered as the glossary says",
    TermState.ENFORCED: "made to follow the glossary",
    TermState.MISSED: "not rendered as the glossary says",
    TermState.OVERLAPPED: "covered by a longer entry",
    TermState.FORBIDDEN: "rendered as the glossary forbids",
}
_GRAVEST = (TermState.FORBIDDEN, TermState.MISSED, TermState.ENFORCED, TermState.KEPT)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A term result with its number on the page."""

    number: int
    result: TermResult

    @property
    def note(self) -> str:
        """What the page says about it when it is pointed at."""
        result = self.result
        by = f" (by {result.by})" if result.by else ""
        arrow = ", never" if result.state is TermState.FORBIDDEN else " →"
        return f"{result.state}{by}: {result.term}{arrow} {result.wanted} · {_name(result.place)}".removesuffix(" · ")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text about which the same is to be said all along."""

    text: str
    links: str
    css: str


@dataclass(frozen=True, slots=True)
class _Group:
    """Pieces that belong to the same mentions; to none where `numbers` is empty."""

    pieces: list[_Piece]
    numbers: str = ""
    state: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    """One side of a segment."""

    segment: Segment
    before: str
    groups: list[_Group]
    findings: list[tuple[int, Finding]]

    @property
    def reviewed(self) -> bool:
        """Whether a person has approved the segment."""
        return self.segment.state is SegmentState.REVIEWED

    @property
    def about(self) -> str:
        """What the page says about the segment when it is pointed at."""
        score = self.segment.score
        return " · ".join(
            [f"Segment {self.segment.id}", *(["reviewed"] if self.reviewed else []),
             *([f"score {_percent(score)}"] if score is not None else [])]
        )  # fmt: skip


@dataclass(slots=True)
class _Row:
    """What stands side by side."""

    segments: Sequence[Segment]
    german: list[_Cell] = field(default_factory=list)
    english: list[_Cell] = field(default_factory=list)

    @property
    def kind(self) -> BlockKind:
        """What the row is as a whole."""
        kind = self.segments[0].kind
        return BlockKind.PARAGRAPH if kind is BlockKind.DATELINE else kind

    @property
    def blocks(self) -> str:
        """The numbers of its blocks."""
        first, last = self.segments[0].block, self.segments[-1].block
        return str(first) if first == last else f"{first}–{last}"

    @property
    def findings(self) -> list[tuple[int, Segment, Finding]]:
        """The findings about its segments, with their numbers on the page."""
        return [(number, cell.segment, finding) for cell in self.english for number, finding in cell.findings]


@dataclass(slots=True)
class _Entry:
    """A glossary entry with its mentions."""

    term: str
    wanted: str
    place: str
    forbidden: bool
    mentions: list[tuple[_Mention, Segment]] = field(default_factory=list)

    @property
    def numbers(self) -> str:
        """Numbers of the mentions, for the page to light up."""
        return " ".join(str(mention.number) for mention, _ in self.mentions)

    @property
    def segments(self) -> list[str]:
        """Ids of the segments with a mention."""
        return list(dict.fromkeys(segment.id for _, segment in self.mentions))

    @property
    def states(self) -> list[tuple[TermState, int]]:
        """How often each state occurs."""
        found = Counter(mention.result.state for mention, _ in self.mentions)
        return [(state, found[state]) for state in TermState if found[state]]


def dumps(document: BilingualDocument) -> str:
    """Return the text of the file."""
    page: list[_Row] = []
    entries: dict[tuple[str, str, str], _Entry] = {}
    number = finding_number = 0
    for segments in rows(document):
        row = _Row(segments)
        page.append(row)
        for segment in segments:
            mentions = [_Mention(number + n, result) for n, result in enumerate(segment.terms, 1)]
            number += len(mentions)
            for mention in mentions:
                _entry(entries, mention.result).mentions.append((mention, segment))
            before = segment.before if segment is not segments[0] else ""
            findings = list(enumerate(segment.findings, finding_number + 1))
            finding_number += len(findings)
            for side, english in ((row.german, False), (row.english, True)):
                side.append(_Cell(segment, before, _groups(segment, mentions, english=english), findings))
    scores = [segment.score for segment in document.segments if segment.score is not None]
    return _template().render(
        title="Standard input" if document.name == "-" else document.name,
        signature=document.signature,
        rows=page,
        legend=[(state, number, _MEANINGS[state]) for state, number in counts(document).items()],
        entries=sorted(entries.values(), key=lambda entry: (_collated(entry.term), entry.forbidden)),
        sentences=len(document.segments),
        mentions=number,
        findings=finding_number,
        score=sum(scores) / len(scores) if scores else None,
        reviewed=sum(segment.state is SegmentState.REVIEWED for segment in document.segments),
    )


def _entry(entries: dict[tuple[str, str, str], _Entry], result: TermResult) -> _Entry:
    key = result.term, result.wanted, result.place
    return entries.setdefault(key, _Entry(*key, forbidden=result.state is TermState.FORBIDDEN))


def _collated(term: str) -> str:
    """What to sort a German term by: Ä as A, as dictionaries have it."""
    return "".join(c for c in unicodedata.normalize("NFKD", term) if not unicodedata.combining(c)).casefold()


def _groups(segment: Segment, mentions: Sequence[_Mention], *, english: bool) -> list[_Group]:
    """Cut one side of a segment wherever a word, a mention or a finding begins or ends."""
    text = segment.target if english else segment.source
    links = [link[2:] if english else link[:2] for link in segment.links]
    placed = [(m, span) for m in mentions if (span := m.result.target_span if english else m.result.source_span)]
    flagged = [span for f in segment.findings if (span := f.target_span if english else f.source_span)]
    bounds = {0, len(text), *chain.from_iterable([*links, *flagged, *(span for _, span in placed)])}
    cut = []
    for start, end in pairwise(sorted(bounds)):
        numbers = [n for n, (a, b) in enumerate(links) if a <= start and end <= b]
        own = tuple(m for m, (a, b) in placed if a <= start and end <= b)
        css = [*(["flagged"] if any(a <= start and end <= b for a, b in flagged) else []),
               *(["overlapped"] if any(m.result.state is TermState.OVERLAPPED for m in own) else [])]  # fmt: skip
        standing = tuple(m for m in own if m.result.state is not TermState.OVERLAPPED)
        cut.append((standing, own, _Piece(text[start:end], " ".join(map(str, numbers)), " ".join(css))))
    return [_group(list(pieces)) for _, pieces in groupby(cut, key=lambda part: part[0])]


def _group(cut: list[tuple[tuple[_Mention, ...], tuple[_Mention, ...], _Piece]]) -> _Group:
    pieces = [piece for _, _, piece in cut]
    standing = cut[0][0]
    if not standing:
        return _Group(pieces)
    mentions = sorted({m.number: m for _, own, _ in cut for m in own}.items())
    states = {m.result.state for m in standing}
    return _Group(
        pieces,
        " ".join(str(number) for number, _ in mentions),
        next(state for state in _GRAVEST if state in states),
        "\n".join(m.note for _, m in mentions),
    )


def _name(place: str) -> str:
    """A ``file:line`` without the folders: the page goes to people who do not have them."""
    return PurePath(place).name


def _percent(score: float) -> str:
    """A mean log-probability as people read it."""
    return f"{math.exp(score):.0%}"


def _digest(text: str) -> str:
    """The hash by which the page's content policy allows its own script and style, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(name=_name, percent=_percent, digest=_digest)
    return environment.get_template("page.html")
