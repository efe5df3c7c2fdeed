"""The way of an article through the program, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.entry import Term
from glossary.match import Matcher, Mention
from glossary.pofile import fingerprint
from glossary.verify import Verdict, verify
from glossary.words import words
from translate import checks, sentences
from translate.document import BilingualDocument, BlockKind, Segment, Span, TermResult, TermState
from translate.enforce import Outcome, enforce, substitute
from translate.wire import Article, dateline_places

if TYPE_CHECKING:
    from translate.marian import Marian

__all__ = ["Translator"]

_NOT_PROSE = frozenset({BlockKind.DATELINE, BlockKind.SIGN_OFF})


@dataclass(frozen=True, slots=True)
class _Draft:
    """A segment on its way: not yet translated, with the mentions found in it."""

    segment: Segment
    mentions: tuple[Mention, ...]

    @property
    def standing(self) -> tuple[Mention, ...]:
        """The mentions that have to be rendered."""
        return tuple(m for m in self.mentions if not m.overlapped)

    @property
    def needs_model(self) -> bool:
        """Whether there is more to the segment than what the glossary alone translates."""
        if self.segment.kind in _NOT_PROSE:
            return False
        return any(
            not any(m.start <= w.start and w.end <= m.end and not m.term.forbidden for m in self.standing)
            for w in words(self.segment.source)
        )


class Translator:
    """Translates articles with one model and one glossary.

    Args:
        marian: the model.
        terms: glossary entries, most important first.
        beams: beam width.
        quotes: ``straight`` or ``typographic`` quotation marks in the English.
    """

    def __init__(
        self, marian: Marian, terms: Sequence[Term] = (), *, beams: int = 4, quotes: str = "straight"
    ) -> None:
        self.marian, self.beams, self.quotes = marian, beams, quotes
        self.matcher = Matcher(terms)
        self.signature = "|".join(
            (
                f"wortlaut:{version('wortlaut')}",
                f"model:{Path(marian.name).name}",
                f"beams:{beams}",
                f"quotes:{quotes}",
                f"glossary:{fingerprint(terms) if terms else 'none'}",
            )
        )

    def translate(
        self, articles: Sequence[Article], progress: Callable[[int, int], None] | None = None
    ) -> list[BilingualDocument]:
        """Translate articles; their sentences go through the model together.

        Args:
            articles: parsed wire copy.
            progress: called with the number of sentences done and of all sentences.

        Returns:
            One document an article, in the same order.
        """
        drafts = [[self._draft(segment) for segment in self._segments(article)] for article in articles]
        prose = [draft for article in drafts for draft in article if draft.needs_model]
        done = 0

        def report(count: int) -> None:
            nonlocal done
            done += count
            if progress:
                progress(done, len(prose))

        outcomes = iter(
            enforce(
                [d.segment.source for d in prose],
                [d.standing for d in prose],
                self.marian,
                beams=self.beams,
                quotes=self.quotes,
                progress=report,
            )
        )
        return [
            BilingualDocument(
                article.name,
                tuple(self._finish(d, next(outcomes) if d.needs_model else _by_glossary(d)) for d in own),
                self.signature,
            )
            for article, own in zip(articles, drafts, strict=True)
        ]

    def _segments(self, article: Article) -> list[Segment]:
        """Cut the blocks of an article into untranslated segments that carry the white space between them."""
        found: list[Segment] = []
        for number, block in enumerate(article.blocks, 1):
            spans = [Span(0, len(block.text))]
            if block.kind not in _NOT_PROSE:
                spans = [
                    Span(sentence.start + part.start, sentence.start + part.end)
                    for sentence in sentences.split(block.text)
                    for part in sentences.split_long(block.text[sentence.start : sentence.end], self.marian.fits)
                ]
            position = 0
            for count, span in enumerate(spans, 1):
                before = block.text[position : span.start]
                found.append(
                    Segment(
                        block=number,
                        sentence=count,
                        kind=block.kind,
                        start=block.start + span.start,
                        source=block.text[span.start : span.end],
                        before=block.before + before if count == 1 else before,
                    )
                )
                position = span.end
        if found:
            found[-1] = replace(found[-1], after=article.after)
        return found

    def _draft(self, segment: Segment) -> _Draft:
        if segment.kind is BlockKind.SIGN_OFF:
            return _Draft(segment, ())
        mentions = self.matcher.find(segment.source)
        if segment.kind is BlockKind.DATELINE:
            places = dateline_places(segment.source)
            mentions = tuple(m for m in mentions if places.start <= m.start and m.end <= places.end)
        return _Draft(segment, mentions)

    def _finish(self, draft: _Draft, outcome: Outcome) -> Segment:
        segment = replace(
            draft.segment,
            target=outcome.text,
            score=outcome.score,
            links=outcome.links,
            terms=tuple(sorted(_results(draft.mentions, outcome), key=lambda result: result.source_span)),
        )
        if segment.kind in _NOT_PROSE:
            return segment
        return replace(segment, findings=checks.run(segment))


def _by_glossary(draft: _Draft) -> Outcome:
    """Translate what is no sentence: a dateline, a sign-off, an advisory that the glossary knows."""
    text = substitute(draft.segment.source, draft.standing)
    verdicts = verify(draft.standing, text)
    return Outcome(text, None, (), verdicts, tuple("glossary" if v.satisfied else "" for v in verdicts))


def _results(mentions: Sequence[Mention], outcome: Outcome) -> list[TermResult]:
    found = [
        _result(verdict.mention, *_state(verdict, means))
        for verdict, means in zip(outcome.verdicts, outcome.means, strict=True)
    ]
    return found + [_result(m, TermState.OVERLAPPED, None, "") for m in mentions if m.overlapped]


def _state(verdict: Verdict, means: str) -> tuple[TermState, Span | None, str]:
    if verdict.fault is not None:
        return TermState.FORBIDDEN, Span(*verdict.fault), ""
    if not verdict.satisfied:
        return TermState.MISSED, None, ""
    span = Span(*verdict.found) if verdict.found else None
    return (TermState.ENFORCED if means else TermState.KEPT), span, means


def _result(mention: Mention, state: TermState, target: Span | None, means: str) -> TermResult:
    term = mention.term
    return TermResult(
        term=term.source,
        wanted=term.target,
        state=state,
        matched=mention.how.value,
        source_span=Span(mention.start, mention.end),
        target_span=target,
        by=means,
        place=term.place,
    )
