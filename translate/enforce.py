"""Make glossary terms hold: propose, verify, choose.

Every sentence is first translated as it stands. Where a mention is not rendered as the glossary says,
further hypotheses are proposed, by means that cost more and more:

1. ``beam``: the other hypotheses of the same beam search;
2. ``splice``: the rendering in place of the words that are aligned with the mention; settled where there
   are such words and the model finds the result nearly as probable as its own translation (where there
   are none, its means is called ``insertion``: the sentence had no room for it);
3. ``markup``: the source with the wanted rendering written into it, for models trained to obey that
   (Dinu et al. 2019, "Training Neural Machine Translation to Apply Terminology Constraints");
4. ``prefix``: the translation kept up to the place where alignment puts the mention, the rendering
   forced there, the rest decoded freely.

Among the hypotheses in which every mention holds, the one that the model itself finds most probable,
given the plain source, is chosen. Guards keep out what a term was forced into at the price of the sentence.
Last, where an entry accepts several renderings, the sentences of an article agree on one (``consistency``).

Beam search under lexical constraints (Post & Vilar 2018, Hu et al. 2019) was built and measured beside
these: it takes more time than ``prefix`` for a lower chrF, and adds nothing to all of them together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from glossary.forms import accepted_for
from glossary.match import Mention
from glossary.verify import Verdict, renderings_of, verify
from glossary.words import words
from translate import checks, usage
from translate.alignment import aligned_span
from translate.capitals import in_capitals, recased
from translate.consistency import Choices, agreed
from translate.document import Link, Span
from translate.marian import Assessment, Hypothesis, Marian, Mark, Request
from translate.places import SMALL_WORDS, Failing, own_words, unsatisfied
from translate.rendering import citation, prefixes, spliced

__all__ = ["STAGES", "Outcome", "enforce"]

STAGES = ("splice", "markup", "prefix")  # in the order in which they are tried: methods of `_Run`
# A spliced sentence is settled, and a rendering changed for the sake of consistency, if that loses less
# than this log-probability per token. A wider margin costs BLEU (0.5: 0.1 on newstest2019), none a third more time.
_MARGIN = 0.3

_NEAR = 20  # characters from a rendering within which another one of the same term is a leftover
_ROUNDS = 4  # prefixes tried one after the other for a sentence with several stubborn mentions


@dataclass(frozen=True, slots=True)
class Outcome:
    """The translation chosen for a sentence.

    Attributes:
        text: the English.
        score: mean natural-log probability per target token, None where no model was asked.
        links: word alignment.
        verdicts: one a mention, in the order given.
        means: for each mention how it was made to hold; empty where the model did so unaided, or
            where it does not hold.
    """

    text: str
    score: float | None
    links: tuple[Link, ...]
    verdicts: tuple[Verdict, ...]
    means: tuple[str, ...]


@dataclass(slots=True)
class _Candidate:
    """One possible translation: as the model made it, and as it would be printed."""

    hypothesis: Hypothesis
    text: str
    edits: tuple[usage.Edit, ...]
    means: str
    verdicts: tuple[Verdict, ...]
    inserted: frozenset[Mention] = frozenset()  # whose renderings stand where nothing was aligned with them
    assessment: Assessment | None = None

    @property
    def held(self) -> int:
        return sum(v.satisfied for v in self.verdicts)

    @property
    def score(self) -> float:
        assert self.assessment is not None
        return self.assessment.score

    @property
    def links(self) -> tuple[Link, ...]:
        """Word links with the target side in `text`."""
        assert self.assessment is not None
        moved = []
        for link in self.assessment.links:
            span = usage.move(Span(link.target_start, link.target_end), self.edits)
            moved.append(Link(link.source_start, link.source_end, *span))
        return tuple(moved)


@dataclass(slots=True)
class _Sentence:
    source: str
    mentions: tuple[Mention, ...]
    candidates: list[_Candidate] = field(default_factory=list)
    agreed: _Candidate | None = None  # the best one, with the renderings of its article

    @property
    def plain(self) -> _Candidate:
        return self.candidates[0]

    @property
    def failing(self) -> bool:
        """No candidate that passes the guards satisfies every mention."""
        wanted = len(self.mentions)
        return not any(c.held == wanted and self.sound(c) for c in self.candidates)

    @property
    def open(self) -> bool:
        """A mention does not hold yet, or only by words that the model finds odd there."""
        if self.failing:
            return True
        best = self.best()
        if best.means != "splice" or best.text.casefold() == self.plain.text.casefold():
            return False
        return bool(best.inserted) or best.score < self.plain.score - _MARGIN

    def sound(self, candidate: _Candidate) -> bool:
        """Whether a candidate passes the guards, or fails only those that the plain translation fails."""
        if candidate is self.plain:
            return True
        return self.faults(candidate) <= self.faults(self.plain) and not self._leftover(candidate)

    def faults(self, candidate: _Candidate) -> frozenset[str]:
        """Which guards a candidate fails."""
        held = tuple((Span(v.mention.start, v.mention.end), Span(*v.found)) for v in candidate.verdicts if v.found)
        return checks.faults(self.source, candidate.text, held)

    def _leftover(self, candidate: _Candidate) -> bool:
        """Whether the old rendering of a mention still stands beside the new one."""
        allowed = {w.text.lower() for m in self.mentions for form in accepted_for(m) for w in words(form)}
        old_words = [w.text.lower() for w in words(self.plain.text)]
        new_words = [w.text.lower() for w in words(candidate.text)]
        for mention, before, after in zip(self.mentions, self.plain.verdicts, candidate.verdicts, strict=True):
            if before.satisfied or not after.satisfied:
                continue
            for span in own_words(self.source, self.plain.text, self.plain.links, mention):
                lower = self.plain.text[slice(*span)].lower()
                new = lower not in SMALL_WORDS and lower not in allowed
                if new and new_words.count(lower) >= old_words.count(lower):
                    return True
            if after.found and _replaced(mention, candidate, after.found):
                return True
        return False

    def contenders(self) -> list[_Candidate]:
        """The sound candidates with most mentions satisfied and fewest faults; the model's score chooses."""
        ranked = [((c.held, -len(self.faults(c))), c) for c in self.candidates if self.sound(c)]
        top = max(rank for rank, _ in ranked)
        return [c for rank, c in ranked if rank == top]

    def best(self) -> _Candidate:
        """The most probable contender."""
        return max(self.contenders(), key=lambda c: c.score)


def _replaced(mention: Mention, candidate: _Candidate, found: tuple[int, int]) -> bool:
    """Whether the rendering of an entry that a mention's entry replaces stands next to the mention's own."""
    near = candidate.text[max(0, found[0] - _NEAR) : found[0]], candidate.text[found[1] : found[1] + _NEAR]
    return any(renderings_of(old, text) for old in mention.term.replaces for text in near)


class _Run:
    """One call of `enforce`."""

    def __init__(self, marian: Marian, beams: int, quotes: str, progress: Callable[[int], None] | None) -> None:
        self.marian, self.beams, self.quotes, self.progress = marian, beams, quotes, progress

    def candidate(self, sentence: _Sentence, hypothesis: Hypothesis, means: str) -> _Candidate:
        quoted = [
            Span(*verdict.found)
            for verdict in verify(sentence.mentions, hypothesis.text)
            if verdict.found and _in_quotes(sentence.source, verdict.mention)
        ]
        edits = usage.edits(sentence.source, hypothesis.text, self.quotes, quoted)
        text = usage.apply(hypothesis.text, edits)
        return _Candidate(hypothesis, text, edits, means, verify(sentence.mentions, text))

    def _faults(self, sentence: _Sentence, hypothesis: Hypothesis) -> frozenset[str]:
        """Which guards a hypothesis fails; the glossary has no say in it."""
        edits = usage.edits(sentence.source, hypothesis.text, self.quotes)
        return checks.faults(sentence.source, usage.apply(hypothesis.text, edits))

    def assess(self, pairs: Iterable[tuple[_Sentence, _Candidate]]) -> None:
        """Score and align candidates, then settle which rendering belongs to which mention."""
        todo = [(s, c) for s, c in pairs if c.assessment is None]
        results = self.marian.assess([(s.source, c.hypothesis) for s, c in todo])
        for (sentence, candidate), result in zip(todo, results, strict=True):
            candidate.assessment = result
            if sentence.mentions:
                expected = [_start(aligned_span(candidate.links, Span(m.start, m.end))) for m in sentence.mentions]
                candidate.verdicts = verify(sentence.mentions, candidate.text, expected)

    def settle(self, sentences: Sequence[_Sentence]) -> None:
        """Assess the candidates that can still be chosen; assessing may settle anew what a rendering belongs to."""
        while todo := [(s, c) for s in sentences for c in s.contenders() if c.assessment is None]:
            self.assess(todo)

    def add(self, sentence: _Sentence, hypotheses: Iterable[Hypothesis], means: str) -> None:
        """Add hypotheses as candidates where they hold more mentions than the plain translation."""
        known = {c.text for c in sentence.candidates}
        for hypothesis in hypotheses:
            candidate = self.candidate(sentence, hypothesis, means)
            if candidate.text not in known and candidate.held > sentence.plain.held:
                known.add(candidate.text)
                sentence.candidates.append(candidate)

    def plain(self, sentences: Sequence[_Sentence]) -> None:
        found = self.marian.translate(
            [Request(s.source) for s in sentences],
            beams=self.beams, alternatives=self.beams, progress=self.progress,
        )  # fmt: skip
        looping = [n for n, s in enumerate(sentences) if checks.has_loop(s.source, found[n][0].text)]
        again = self.marian.translate([Request(sentences[n].source) for n in looping], beams=self.beams, no_repeat=4)
        for n, hypotheses in zip(looping, again, strict=True):
            found[n] = hypotheses
        for sentence, hypotheses in zip(sentences, found, strict=True):
            best = min(hypotheses, key=lambda h: len(self._faults(sentence, h)))  # the first of the best ones
            sentence.candidates.append(self.candidate(sentence, best, ""))
            if sentence.failing:
                self.add(sentence, hypotheses, "beam")
        self.assess((s, s.plain) for s in sentences)  # its links tell what is left over in the others
        self.settle(sentences)

    def splice(self, sentences: Sequence[_Sentence]) -> None:
        """Put the rendering in place of what is aligned with the mention."""
        for sentence in sentences:
            base = sentence.best()
            failing = _failing(sentence, base)
            known = len(sentence.candidates)
            self.add(sentence, map(self.marian.hypothesis, spliced(base.text, failing)), "splice")
            for candidate in sentence.candidates[known:]:
                candidate.inserted = frozenset(one.verdict.mention for one in failing if one.inserted)
        self.settle(sentences)

    def markup(self, sentences: Sequence[_Sentence]) -> None:
        """Write the wanted rendering into the source."""
        requests, owners = [], []
        for sentence in sentences:
            every = tuple(_marks(sentence.mentions))
            missing = tuple(_marks(v.mention for v in sentence.plain.verdicts if not v.satisfied))
            for marks in dict.fromkeys((every, missing)):
                if marks:
                    requests.append(Request(sentence.source, marks))
                    owners.append(sentence)
        found = self.marian.translate(requests, beams=self.beams, alternatives=self.beams)
        for sentence, hypotheses in zip(owners, found, strict=True):
            self.add(sentence, hypotheses, "markup")
        self.settle(sentences)

    def prefix(self, sentences: Sequence[_Sentence]) -> None:
        """Force the rendering at the aligned place, decode the rest freely."""
        base = {id(s): s.best() for s in sentences}
        active = list(sentences)
        for _ in range(_ROUNDS):
            requests, owners = [], []
            for sentence in active:
                for prefix in prefixes(base[id(sentence)].text, _failing(sentence, base[id(sentence)])):
                    requests.append(Request(sentence.source, prefix=prefix))
                    owners.append(sentence)
            if not requests:
                break
            found = self.marian.translate(requests, beams=self.beams)
            fresh: dict[int, list[_Candidate]] = {}
            for sentence, hypotheses in zip(owners, found, strict=True):
                fresh.setdefault(id(sentence), []).append(self.candidate(sentence, hypotheses[0], "prefix"))
            self.assess((s, c) for s in active for c in fresh.get(id(s), ()))
            going_on = []
            for sentence in active:
                better = [c for c in fresh.get(id(sentence), ()) if c.held > base[id(sentence)].held]
                sentence.candidates += better
                if better:
                    base[id(sentence)] = max(better, key=lambda c: (c.held, c.score))
                    if sentence.failing:
                        going_on.append(sentence)
            active = going_on

    def agree(self, sentences: Sequence[_Sentence], articles: Sequence[Hashable], choices: Choices) -> None:
        """Let the sentences of an article render one form of a term in one way."""
        chosen = [(s, a, s.best()) for s, a in zip(sentences, articles, strict=True) if s.mentions]
        for sentence, article, best in chosen:
            choices.note(article, sentence.source, best.text, best.verdicts)
        choices.settle()
        changed = []
        for sentence, article, best in chosen:
            text = agreed(choices, article, sentence.source, best.text, best.verdicts, best.links)
            if text != best.text:
                candidate = self.candidate(sentence, self.marian.hypothesis(text), "consistency")
                if sentence.faults(candidate) <= sentence.faults(best):
                    changed.append((sentence, candidate, best))
        self.assess((s, c) for s, c, _ in changed)
        for sentence, candidate, best in changed:
            if candidate.held >= best.held and candidate.score >= best.score - _MARGIN:
                sentence.agreed = candidate


def enforce(
    sources: Sequence[str],
    mentions: Sequence[Sequence[Mention]],
    marian: Marian,
    *,
    beams: int = 4,
    quotes: str = "straight",
    progress: Callable[[int], None] | None = None,
    stages: Sequence[str] = STAGES,
    articles: Sequence[Hashable] = (),
    choices: Choices | None = None,
) -> list[Outcome]:
    """Translate sentences so that every mention is rendered as the glossary says, where it can be.

    Args:
        sources: German sentences; what stands in capitals is translated into capitals.
        mentions: the mentions of each sentence, overlapped ones left out. A sentence without mentions
            gets the translation that it would get without a glossary.
        marian: the model.
        beams: beam width.
        quotes: ``straight`` or ``typographic``.
        progress: called with the number of sentences translated since the last call.
        stages: what to try after the beam, of `STAGES`; ``markup`` is passed over if the model does not know it.
        articles: the article of each sentence; without them each sentence stands for itself.
        choices: the renderings that the articles have decided on already; this run's are added.

    Returns:
        One outcome a sentence.
    """
    run = _Run(marian, beams, quotes, progress)
    read = [recased(source) for source in sources]
    sentences = [_Sentence(s, tuple(m)) for s, m in zip(read, mentions, strict=True)]
    if not sentences:
        return []
    run.plain(sentences)
    tried = [s for s in STAGES if s in stages and (s != "markup" or marian.knows_terms)]
    for stage in tried:
        if todo := [s for s in sentences if s.open]:
            getattr(run, stage)(todo)
    if "splice" in tried and (todo := [s for s in sentences if s.failing]):
        run.splice(todo)  # into what the other stages have come up with
    if articles:
        run.agree(sentences, articles, choices or Choices())
    outcomes = map(_outcome, sentences)
    return [o if source == r else _shouted(o) for o, source, r in zip(outcomes, sources, read, strict=True)]


def _outcome(sentence: _Sentence) -> Outcome:
    chosen = sentence.best()
    means = tuple(
        (checks.INSERTION if after.mention in chosen.inserted else chosen.means)
        if after.satisfied and not before.satisfied else ""
        for before, after in zip(sentence.plain.verdicts, chosen.verdicts, strict=True)
    )  # fmt: skip
    if changed := sentence.agreed:
        means = tuple(
            by if _rendering(before, chosen) == _rendering(after, changed) else changed.means
            for by, before, after in zip(means, chosen.verdicts, changed.verdicts, strict=True)
        )
        chosen = changed
    return Outcome(chosen.text, chosen.score, chosen.links, chosen.verdicts, means)


def _shouted(outcome: Outcome) -> Outcome:
    """The outcome of a source in capitals."""
    return replace(outcome, text=in_capitals(outcome.text))


def _rendering(verdict: Verdict, candidate: _Candidate) -> str:
    return candidate.text[slice(*verdict.found)] if verdict.found else ""


def _marks(mentions: Iterable[Mention]) -> Iterable[Mark]:
    return (Mark(Span(m.start, m.end), citation(m)) for m in mentions if not m.term.forbidden)


def _in_quotes(source: str, mention: Mention) -> bool:
    """Whether a mention has quotation marks of its own in the source."""
    before, after = source[: mention.start][-1:], source[mention.end :][:1]
    return bool(before and after) and before in usage.DOUBLE_QUOTES and after in usage.DOUBLE_QUOTES


def _start(span: Span | None) -> int | None:
    return span.start if span else None


def _failing(sentence: _Sentence, base: _Candidate) -> list[Failing]:
    return unsatisfied(sentence.source, base.text, base.links, base.verdicts)
