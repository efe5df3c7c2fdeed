"""Quality, terms and time on a test set, with and without the glossary.

The same sentences go through `translate.enforce` twice, once without and once with their mentions, so
that the figures stand side by side. A term can be counted as satisfied in three ways:

* ``surface``: its English stands in the translation letter by letter, as in Dinu et al. 2019;
* ``accepted``: all its mentions hold as `glossary.verify` sees it (plural, capital, hyphen, possessive, each
  mention with a rendering of its own); a term that stands nowhere in the German needs one accepted form;
* ``unique``: the rule of the WMT 2023 terminology task (Semenov et al. 2023): in any case of letters, each
  term beginning at an offset of its own.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossary.entry import Term
from glossary.forms import accepted_for, letters
from glossary.match import Matcher, Mention
from glossary.pofile import fingerprint
from glossary.verify import renderings, renderings_of, verify
from translate import sentences
from translate.enforce import STAGES, Outcome, enforce
from translate.errors import InputError
from translate.testset import Example, place_loosely

if TYPE_CHECKING:
    from translate.marian import Hypothesis, Marian, Request

__all__ = ["Part", "Quality", "Report", "Run", "evaluate", "sweep", "unique"]


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the translations of some lines are: BLEU and chrF, and per cent of terms satisfied.

    Term figures are None where there is no term.
    """

    bleu: float
    chrf: float
    surface: float | None
    accepted: float | None
    unique: float | None


@dataclass(frozen=True, slots=True)
class Run:
    """One pass over the set.

    Attributes:
        seconds: by the clock on the wall.
        cpu_seconds: of the processor, all threads together; less noisy on a busy machine.
        words_per_second: German words between blanks, by the wall clock.
    """

    seconds: float
    cpu_seconds: float
    words_per_second: float


@dataclass(frozen=True, slots=True)
class Part:
    """Figures for some of the lines: all, those with mentions, those without.

    Attributes:
        terms: the number that the percentages are of.
        reference: term figures of the reference, the most that can be asked for.
    """

    name: str
    lines: int
    terms: int
    without: Quality
    with_glossary: Quality
    reference: Quality


@dataclass(frozen=True, slots=True)
class Report:
    """What `evaluate` found.

    Attributes:
        parts: all lines, those with mentions, those without.
        without, with_glossary: time.
        mentions: number by state: ``kept``, ``enforced``, ``missed``, ``forbidden``, ``overlapped``; and
            ``absent``: terms of the set that match nothing in the German of their line.
        loose: terms among them that a glossary would not find, placed because the set says that they are there.
        means: number of enforced mentions by stage.
        false_enforcement: enforced mentions whose reference has no accepted rendering.
        sentences, redecoded: how many went through the model, and how many of them again.
        identical: sentences without mentions came out the same, character by character.
        misses: lines with a missed mention or an absent term, as plain values.
        signature: what the figures depend on.
    """

    parts: tuple[Part, ...]
    without: Run
    with_glossary: Run
    mentions: dict[str, int]
    loose: int
    means: dict[str, int]
    false_enforcement: int
    sentences: int
    redecoded: int
    identical: bool
    misses: tuple[dict[str, Any], ...]
    signature: str

    @property
    def slowdown(self) -> float:
        """Processor time with the glossary over that without."""
        return self.with_glossary.cpu_seconds / self.without.cpu_seconds

    def plain(self) -> dict[str, Any]:
        """Return the report as plain values, ready for JSON."""
        return asdict(self) | {"slowdown": self.slowdown}


def unique(wanted: Sequence[str], text: str) -> list[bool]:
    """Tell for each term whether it has an offset of its own in a text, as many as possible having one.

    >>> unique(["trade", "free trade", "trade"], "Free trade is trade.")
    [True, True, True]
    """
    folded = text.lower()
    owner: dict[int, int] = {}

    def settle(term: int, seen: set[int]) -> bool:  # an augmenting path of a bipartite matching
        needle = wanted[term].lower()
        place = folded.find(needle)
        while place >= 0:
            if place not in seen:
                seen.add(place)
                if place not in owner or settle(owner[place], seen):
                    owner[place] = term
                    return True
            place = folded.find(needle, place + 1)
        return False

    for term in range(len(wanted)):
        settle(term, set())
    return [term in owner.values() for term in range(len(wanted))]


class _Watch:
    """The model, with a note of which sentences it was asked for in another way than plainly."""

    def __init__(self, marian: Marian) -> None:
        self._marian, self.again = marian, set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._marian, name)

    def translate(self, requests: Sequence[Request], **options: Any) -> list[list[Hypothesis]]:
        self.again |= {r.text for r in requests if r != type(r)(r.text)}
        return self._marian.translate(requests, **options)


@dataclass(slots=True)
class _Line:
    """A line of the set on its way: its sentences, their mentions, what became of them."""

    example: Example
    sentences: list[str]
    mentions: list[tuple[Mention, ...]]
    overlapped: list[Term]
    loose: int
    plain: list[Outcome] | None = None
    held: list[Outcome] | None = None

    @property
    def bearing(self) -> bool:
        return any(self.mentions)

    def mentionless(self) -> Iterator[tuple[Outcome, Outcome]]:
        """What came of sentences without mentions, without and with the glossary."""
        for mentions, plain, held in zip(self.mentions, self.plain or (), self.held or (), strict=True):
            if not mentions:
                yield plain, held

    def wanted(self) -> list[Term]:
        """The terms to count: those of the line, or of the glossary one a mention."""
        return list(self.example.terms) or [m.term for ms in self.mentions for m in ms if not m.term.forbidden]

    def counts(self, texts: Sequence[str]) -> tuple[int, int, int]:
        """Terms satisfied by surface, accepted form and unique offset, in translations of the sentences.

        A single text stands for all sentences together.
        """
        whole, terms, mentions = " ".join(texts), self.wanted(), self.mentions
        if len(texts) != len(mentions):
            mentions = [tuple(m for ms in mentions for m in ms)]
        verdicts = [v for ms, text in zip(mentions, texts, strict=True) for v in verify(ms, text)]
        held = sum(v.satisfied for v in verdicts if not v.mention.term.forbidden)
        if self.example.terms:
            own = [[v.satisfied for v in verdicts if v.mention.term == term] for term in terms]
            held = sum(all(o) if o else bool(renderings_of(t, whole)) for o, t in zip(own, terms, strict=True))
        targets = [term.target for term in terms]
        return sum(t in whole for t in targets), held, sum(unique(targets, whole))


def _line(example: Example, matcher: Matcher, marian: Marian, *, loose: bool) -> _Line:
    cuts = sentences.cut(example.source, marian.fits, marian.comfortable)
    parts = [example.source[start:end] for start, end in cuts]
    found = [matcher.find(part) for part in parts]
    known, placed = {m.term for mentions in found for m in mentions}, 0
    for term in dict.fromkeys(example.terms) if loose else ():
        if term not in known:
            more = [place_loosely(mentions, term, part) for mentions, part in zip(found, parts, strict=True)]
            placed, found = placed + (more != found), more
    standing = [tuple(m for m in mentions if not m.overlapped) for mentions in found]
    return _Line(example, parts, standing, [m.term for mentions in found for m in mentions if m.overlapped], placed)


def evaluate(
    examples: Sequence[Example],
    marian: Marian,
    glossary: Sequence[Term] = (),
    *,
    beams: int = 4,
    stages: Sequence[str] = STAGES,
    loose: bool = True,
) -> Report:
    """Translate a test set without and with its terms and measure both.

    Args:
        examples: the set; at least one line.
        marian: the model.
        glossary: entries for all lines, used where a line has none of its own.
        beams: beam width.
        stages: what `enforce` may try.
        loose: also place those terms of a line that a glossary would not find there.

    Raises:
        InputError: no line.
    """
    return sweep(examples, marian, glossary, beams=beams, stages=[stages], loose=loose)[0]


def sweep(
    examples: Sequence[Example],
    marian: Marian,
    glossary: Sequence[Term] = (),
    *,
    beams: int = 4,
    stages: Sequence[Sequence[str]],
    loose: bool = True,
) -> list[Report]:
    """Measure several combinations of stages against one pass without terms; see `evaluate`."""
    if not examples:
        raise InputError("the test set has no line; give a file with sentences")
    shared = Matcher(glossary)
    lines = [_line(e, Matcher(dict.fromkeys(e.terms)) if e.terms else shared, marian, loose=loose) for e in examples]
    enforce(["Guten Tag."], [()], marian, beams=beams)  # what is slow the first time is not what is measured
    without, _ = _run(lines, marian, beams, (), plain=True)
    signature = _signature(examples, glossary, marian, beams)
    reports = []
    for chosen in stages:
        with_glossary, redecoded = _run(lines, marian, beams, chosen, plain=False)
        used = f"stages:{'+'.join(('beam', *chosen))} {signature}"
        reports.append(_report(lines, without, with_glossary, redecoded, used))
    return reports


def _report(lines: Sequence[_Line], without: Run, with_glossary: Run, redecoded: int, signature: str) -> Report:
    bearing, free = ([line for line in lines if line.bearing is wanted] for wanted in (True, False))
    states, means = Counter(), Counter()
    for line in lines:
        states.update(_states(line))
        means.update(by for outcome in line.held or () for by in outcome.means if by)
    groups = {"all": lines, "with mentions": bearing, "without mentions": free}
    return Report(
        parts=tuple(_part(name, group) for name, group in groups.items() if group),
        without=without,
        with_glossary=with_glossary,
        mentions={s: states[s] for s in ("kept", "enforced", "missed", "forbidden", "overlapped", "absent")},
        loose=sum(line.loose for line in lines),
        means=dict(means.most_common()),
        false_enforcement=sum(_false_enforcement(line) for line in lines),
        sentences=sum(len(line.sentences) for line in lines),
        redecoded=redecoded,
        identical=all(p.text == h.text for line in lines for p, h in line.mentionless()),
        misses=tuple(miss for line in lines if (miss := _miss(line))),
        signature=signature,
    )


def _run(
    lines: Sequence[_Line], marian: Marian, beams: int, stages: Sequence[str], *, plain: bool
) -> tuple[Run, int]:
    """Translate all lines; return the time and the number of sentences that were decoded again."""
    sources = [s for line in lines for s in line.sentences]
    mentions = [() if plain else m for line in lines for m in line.mentions]
    watch = _Watch(marian)
    wall, cpu = time.perf_counter(), time.process_time()
    outcomes = iter(enforce(sources, mentions, watch, beams=beams, stages=stages))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    for line in lines:
        setattr(line, "plain" if plain else "held", [next(outcomes) for _ in line.sentences])
    return Run(wall, cpu, sum(len(s.split()) for s in sources) / wall), sum(s in watch.again for s in sources)


def _part(name: str, lines: Sequence[_Line]) -> Part:
    return Part(
        name,
        len(lines),
        sum(len(line.wanted()) for line in lines),
        _quality(lines, [[o.text for o in line.plain or ()] for line in lines]),
        _quality(lines, [[o.text for o in line.held or ()] for line in lines]),
        _quality(lines, [[line.example.reference] for line in lines]),
    )


def _quality(lines: Sequence[_Line], texts: Sequence[Sequence[str]]) -> Quality:
    from sacrebleu.metrics import BLEU, CHRF

    outputs, references = [" ".join(t) for t in texts], [[line.example.reference for line in lines]]
    scores = (metric.corpus_score(outputs, references).score for metric in (BLEU(), CHRF()))
    counts = [line.counts(t) for line, t in zip(lines, texts, strict=True)]
    total = sum(len(line.wanted()) for line in lines)
    return Quality(*scores, *(100 * sum(column) / total if total else None for column in zip(*counts, strict=True)))


def _states(line: _Line) -> Iterable[str]:
    yield from ["overlapped"] * len(line.overlapped)
    for outcome in line.held or ():
        for verdict, by in zip(outcome.verdicts, outcome.means, strict=True):
            if verdict.fault:
                yield "forbidden"
            else:
                yield ("enforced" if by else "kept") if verdict.satisfied else "missed"
    yield from ["absent"] * len(_absent(line))


def _absent(line: _Line) -> list[Term]:
    found = {*line.overlapped, *(m.term for mentions in line.mentions for m in mentions)}
    return [term for term in line.example.terms if term not in found]


def _false_enforcement(line: _Line) -> int:
    reference = line.example.reference
    return sum(
        bool(by) and not renderings(accepted_for(verdict.mention), reference, letters(verdict.mention.term))
        for outcome in line.held or ()
        for verdict, by in zip(outcome.verdicts, outcome.means, strict=True)
    )


def _miss(line: _Line) -> dict[str, Any] | None:
    """A line whose terms do not all hold, with what one needs to see why."""
    plain, output = (" ".join(o.text for o in outcomes or ()) for outcomes in (line.plain, line.held))
    missed = [v.mention.term for o in line.held or () for v in o.verdicts if not v.satisfied]
    absent, overlapped = (
        [term for term in terms if not renderings_of(term, output)]
        for terms in (_absent(line), line.overlapped if line.example.terms else ())
    )
    if not missed and not absent and not overlapped:
        return None
    return {
        "id": line.example.id,
        "source": line.example.source,
        "reference": line.example.reference,
        "without": plain,
        "with": output,
        "missed": _plain(missed),
        "absent": _plain(absent),
        "overlapped": _plain(overlapped),
    }


def _plain(terms: Iterable[Term]) -> list[dict[str, str]]:
    return [{"de": t.source, "en": t.target} for t in terms]


def _signature(examples: Sequence[Example], glossary: Sequence[Term], marian: Marian, beams: int) -> str:
    from sacrebleu.metrics import BLEU, CHRF

    metrics = [BLEU(), CHRF()]
    for metric in metrics:
        metric.corpus_score(["a"], [["a"]])  # a signature knows the number of references only afterwards
    texts = hashlib.sha256("\n".join(f"{e.source}\t{e.reference}" for e in examples).encode()).hexdigest()[:8]
    weights = Path(marian.name) / "model.safetensors"
    model = hashlib.sha256(weights.read_bytes()).hexdigest()[:8] if weights.is_file() else Path(marian.name).name
    terms = [term for e in examples for term in e.terms] or list(glossary)
    return " ".join([
        f"model:{model}",
        f"beams:{beams}",
        f"glossary:{fingerprint(terms) if terms else 'none'}",
        f"set:{texts}",
        *(f"{name}:{version(name)}" for name in ("wortlaut", "transformers", "torch")),
        *(f"{name}={metric.get_signature()}" for name, metric in zip(("BLEU", "chrF"), metrics, strict=True)),
    ])  # fmt: skip
