"""The way of an article through the program, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.entry import Term
from glossary.match import Mention
from glossary.pofile import fingerprint
from glossary.verify import Verdict, verify
from glossary.words import words
from translate import checks, sentences
from translate.consistency import Choices
from translate.document import BilingualDocument, Segment, Span, TermResult, TermState
from translate.enforce import Outcome, enforce
from translate.judge import Judge, term_result
from translate.recall import Known
from translate.rendering import substitute
from translate.wire import Article

if TYPE_CHECKING:
    from translate.marian import Marian

__all__ = ["Prepared", "Recaller", "Translator"]

_NOTHING = Known()
_AT_ONCE = 1024  # sentences whose hypotheses are held in memory together
Recaller = Callable[[Sequence[Segment], str], tuple[Sequence[Known], tuple[Segment, ...]]]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A segment on its way: not yet translated, with the mentions found in it."""

    segment: Segment
    mentions: tuple[Mention, ...]
    known: Known = _NOTHING

    @property
    def standing(self) -> tuple[Mention, ...]:
        """The mentions that have to be rendered."""
        return tuple(m for m in self.mentions if not m.overlapped)

    @property
    def needs_model(self) -> bool:
        """Whether nothing is known of the segment, and there is more to it than what the glossary alone translates."""
        if self.known.segment is not None or not self.segment.kind.is_prose:
            return False
        return any(
            not any(m.start <= w.start and w.end <= m.end and not m.term.forbidden for m in self.standing)
            for w in words(self.segment.source)
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article cut into segments, with what is known of them.

    Attributes:
        name: of the article.
        drafts: its segments.
        obsolete: what a person has worked on and the article no longer has.
    """

    name: str
    drafts: tuple[_Draft, ...]
    obsolete: tuple[Segment, ...] = ()

    @property
    def sentences(self) -> int:
        """How many sentences the model has to translate."""
        return sum(draft.needs_model for draft in self.drafts)

    @property
    def fresh(self) -> frozenset[str]:
        """Ids of the segments that are translated; the others are taken over."""
        return frozenset(draft.segment.id for draft in self.drafts if draft.known.segment is None)


class Translator:
    """Translates articles with one model and one glossary.

    Args:
        marian: the model.
        terms: glossary entries, most important first.
        beams: beam width.
        quotes: ``straight`` or ``typographic`` quotation marks in the English.
    """

    def __init__(self, marian: Marian, terms: Sequence[Term] = (), *, beams: int = 4, quotes: str = "straight") -> None:
        self.marian, self.beams, self.quotes = marian, beams, quotes
        self.judge = Judge(terms)
        self.signature = "|".join(
            (
                f"wortlaut:{version('wortlaut')}",
                f"model:{Path(marian.name).name}",
                f"beams:{beams}",
                f"quotes:{quotes}",
                f"glossary:{fingerprint(terms) if terms else 'none'}",
            )
        )

    def prepare(self, article: Article, recall: Recaller | None = None) -> Prepared:
        """Cut an article into segments and find out what is known of them.

        Args:
            article: parsed wire copy.
            recall: tells for untranslated segments, given the signature, what to take over and what has
                gone; see `translate.recall.Recall`.
        """
        segments = self._segments(article)
        known, obsolete = recall(segments, self.signature) if recall else ([_NOTHING] * len(segments), ())
        drafts = (
            _Draft(segment, self.judge.mentions(segment), what) for segment, what in zip(segments, known, strict=True)
        )
        return Prepared(article.name, tuple(drafts), obsolete)

    def translate(
        self, articles: Sequence[Article | Prepared], progress: Callable[[int, int], None] | None = None
    ) -> list[BilingualDocument]:
        """Translate articles; their sentences go through the model together.

        Args:
            articles: parsed wire copy, or what `prepare` has made of it.
            progress: called with the number of sentences done and of all sentences.

        Returns:
            One document an article, in the same order.
        """
        prepared = [given if isinstance(given, Prepared) else self.prepare(given) for given in articles]
        outcomes = self._outcomes(prepared, progress)
        return [
            BilingualDocument(
                given.name,
                tuple(self._segment(draft, outcomes) for draft in given.drafts),
                self.signature,
                given.obsolete,
            )
            for given in prepared
        ]

    def _outcomes(self, prepared: Sequence[Prepared], progress: Callable[[int, int], None] | None) -> Iterator[Outcome]:
        """Send the sentences that need it through the model, some thousands at once."""
        done = 0
        choices = _choices(prepared)
        prose = [(n, draft) for n, given in enumerate(prepared) for draft in given.drafts if draft.needs_model]

        def report(count: int) -> None:
            nonlocal done
            done += count
            if progress:
                progress(done, len(prose))

        for start in range(0, len(prose), _AT_ONCE):
            part = prose[start : start + _AT_ONCE]
            yield from enforce(
                [draft.segment.source for _, draft in part],
                [draft.standing for _, draft in part],
                self.marian,
                beams=self.beams,
                quotes=self.quotes,
                progress=report,
                articles=[article for article, _ in part],
                choices=choices,
            )

    def _segment(self, draft: _Draft, outcomes: Iterator[Outcome]) -> Segment:
        if draft.known.segment is not None:
            found = self._taken_over(draft, draft.known.segment)
        else:
            found = self._finish(draft, next(outcomes) if draft.needs_model else _by_glossary(draft))
        return replace(found, findings=found.findings + draft.known.findings)

    def _taken_over(self, draft: _Draft, known: Segment) -> Segment:
        """A segment with a translation that is known, word for word; its terms are verified again."""
        same = known.source == draft.segment.source
        segment = replace(
            draft.segment,
            target=known.target,
            state=known.state,
            score=known.score,
            links=known.links if same else (),  # they are offsets
            terms=known.terms if same else (),
        )
        return self.judge.segment(segment)

    def _segments(self, article: Article) -> list[Segment]:
        """Cut the blocks of an article into untranslated segments that carry the white space between them."""
        found: list[Segment] = []
        for number, block in enumerate(article.blocks, 1):
            spans = [Span(0, len(block.text))]
            if block.kind.is_prose:
                spans = sentences.cut(block.text, self.marian.fits, self.marian.comfortable)
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

    def _finish(self, draft: _Draft, outcome: Outcome) -> Segment:
        segment = replace(
            draft.segment,
            target=outcome.text,
            score=outcome.score,
            links=outcome.links,
            terms=tuple(sorted(_results(draft.mentions, outcome), key=lambda result: result.source_span)),
        )
        if not segment.kind.is_prose:
            return segment
        return replace(segment, findings=checks.run(segment))


def _choices(prepared: Sequence[Prepared]) -> Choices:
    """Which renderings the articles use in what is known of them."""
    choices = Choices()
    for article, given in enumerate(prepared):
        for draft in given.drafts if given.sentences else ():  # where nothing is translated nothing is chosen
            if draft.known.segment is not None and draft.standing:
                source, target = draft.segment.source, draft.known.segment.target
                choices.note(article, source, target, verify(draft.standing, target))
    choices.settle()
    return choices


def _by_glossary(draft: _Draft) -> Outcome:
    """Translate what is no sentence: a dateline, a sign-off, an advisory that the glossary knows."""
    text = substitute(draft.segment.source, draft.standing)
    verdicts = verify(draft.standing, text)
    return Outcome(text, None, (), verdicts, tuple("glossary" if v.satisfied else "" for v in verdicts))


def _results(mentions: Sequence[Mention], outcome: Outcome) -> list[TermResult]:
    found = [
        term_result(verdict.mention, *_state(verdict, means))
        for verdict, means in zip(outcome.verdicts, outcome.means, strict=True)
    ]
    return found + [term_result(m, TermState.OVERLAPPED) for m in mentions if m.overlapped]


def _state(verdict: Verdict, means: str) -> tuple[TermState, Span | None, str]:
    if verdict.fault is not None:
        return TermState.FORBIDDEN, Span(*verdict.fault), ""
    if not verdict.satisfied:
        return TermState.MISSED, None, ""
    span = Span(*verdict.found) if verdict.found else None
    return (TermState.ENFORCED if means else TermState.KEPT), span, means
