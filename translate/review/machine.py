"""The model for those who review: loaded when it is first asked, other translations of one sentence."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from translate import usage
from translate.document import Segment, Span, TermState
from translate.enforce import Outcome, enforce
from translate.judge import Judge
from translate.rendering import substitute

if TYPE_CHECKING:
    from translate.marian import Marian

__all__ = ["Alternative", "Machine"]

_MOST = 6


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another translation of a segment, judged.

    Attributes:
        segment: the segment with it.
        faults: how many findings it has.
    """

    segment: Segment
    faults: int


class Machine:
    """A model that is loaded in the thread that first needs it; one sentence list at a time.

    Args:
        name: folder or hub name; empty for the bundled model.
        beams: beam width.
        quotes: ``straight`` or ``typographic``.
    """

    def __init__(self, name: str | Path = "", *, beams: int = 4, quotes: str = "straight") -> None:
        self.name, self.beams, self.quotes = name, beams, quotes
        self._lock = threading.Lock()
        self._marian: Marian | None = None

    @property
    def loaded(self) -> bool:
        """Whether the model is there."""
        return self._marian is not None

    def _model(self) -> Marian:
        if self._marian is None:
            from translate.marian import BUNDLED, Marian

            self._marian = Marian.load(self.name or BUNDLED)
        return self._marian

    def alternatives(self, segment: Segment, judge: Judge) -> list[Alternative]:
        """Return what else the model would say, best first: fewest findings, then most probable."""
        from translate.marian import Mark, Request

        if not segment.kind.is_prose:
            return self.translate([segment], judge)
        standing = judge.standing(segment)
        marks = tuple(Mark(Span(m.start, m.end), m.term.target) for m in standing if not m.term.forbidden)
        with self._lock:
            marian = self._model()
            width = max(self.beams, _MOST)
            requests = [Request(segment.source)]
            if marks and marian.knows_terms:
                requests.append(Request(segment.source, marks))
            found = marian.translate(requests, beams=width, alternatives=width)
            hypotheses = {h.text: h for hypotheses in reversed(found) for h in hypotheses}
            assessed = marian.assess([(segment.source, h) for h in hypotheses.values()])
        made: dict[str, Alternative] = {}
        for hypothesis, assessment in zip(hypotheses.values(), assessed, strict=True):
            edits = usage.edits(segment.source, hypothesis.text, self.quotes)
            links = tuple(
                link._replace(target_start=span.start, target_end=span.end)
                for link in assessment.links
                for span in [usage.move(Span(link.target_start, link.target_end), edits)]
            )
            text = usage.apply(hypothesis.text, edits)
            new = replace(segment, target=text, links=links, score=assessment.score, terms=())
            if text != segment.target:
                made.setdefault(text, _judged(new, judge))
        return sorted(made.values(), key=lambda a: (a.faults, -(a.segment.score or 0)))[:_MOST]

    def with_rendering(self, segment: Segment, judge: Judge, source: Span, rendering: str) -> list[Alternative]:
        """Return the translation in which the mention at a place is rendered in a certain way."""
        mentions = [
            replace(m, term=replace(m.term, target=rendering, target_plural="", accept=(), read_only=False), forbids=())
            if (m.start, m.end) == tuple(source) else m
            for m in judge.standing(segment)
        ]  # fmt: skip
        with self._lock:
            (outcome,) = enforce([segment.source], [mentions], self._model(), beams=self.beams, quotes=self.quotes)
        new = replace(segment, target=outcome.text, links=outcome.links, score=outcome.score, terms=())
        return [_judged(new, judge)]

    def translate(self, segments: Sequence[Segment], judge: Judge) -> list[Alternative]:
        """Translate segments again, as the glossary is now."""
        prose = [s for s in segments if s.kind.is_prose]
        outcomes: list[Outcome] = []
        if prose:
            with self._lock:
                mentions = [judge.standing(s) for s in prose]
                sources = [s.source for s in prose]
                outcomes = enforce(sources, mentions, self._model(), beams=self.beams, quotes=self.quotes)
        waiting = iter(outcomes)
        made = []
        for segment in segments:
            if not segment.kind.is_prose:
                text = substitute(segment.source, judge.standing(segment))
                made.append(_judged(replace(segment, target=text, links=(), score=None, terms=()), judge))
                continue
            outcome = next(waiting)
            new = replace(segment, target=outcome.text, links=outcome.links, score=outcome.score, terms=())
            alternative = _judged(new, judge)
            made.append(replace(alternative, segment=_with_means(alternative.segment, outcome)))
        return made


def _with_means(segment: Segment, outcome: Outcome) -> Segment:
    """Say of the terms by which means they hold."""
    means = {
        Span(v.mention.start, v.mention.end): by for v, by in zip(outcome.verdicts, outcome.means, strict=True) if by
    }
    terms = tuple(
        replace(t, state=TermState.ENFORCED, by=means[t.source_span])
        if t.state is TermState.KEPT and t.source_span in means else t
        for t in segment.terms
    )  # fmt: skip
    return replace(segment, terms=terms)


def _judged(segment: Segment, judge: Judge) -> Alternative:
    judged = judge.segment(segment)
    return Alternative(judged, len(judged.findings))
