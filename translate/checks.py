"""What a reviewer should look at: small functions, each with an id, in one registry.

    numbers     error    a figure of the source is not in the translation
    terms       error    a glossary term is missing, or a forbidden rendering stands there
    alignment   warning  the rendering of a glossary term was inserted, or seems to stand for another word
    quotes      warning  a quotation mark opened and not closed, or lost
    leftover    warning  a German word stands in the English
    length      warning  the translation is much too short or too long
    repetition  error    the translation repeats itself
    verbatim    error    an address, a handle or an ISIN is not in the translation letter by letter
    letters     error    a letter of the translation is broken
    article     warning  a where an belongs, or the reverse

The predicates that the checks are made of also guard enforcement (`translate.enforce`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from glossary.words import words
from translate import tally
from translate.document import Finding, Segment, SegmentState, Severity, Span, TermState
from translate.leftover import leftovers
from translate.repetition import has_loop, repeated_ngram
from translate.usage import DOUBLE_QUOTES, articles
from translate.verbatim import lost

__all__ = ["CHECKS", "INSERTION", "faults", "has_loop", "length_ok", "numbers_intact", "quotes_paired", "run"]

_BROKEN = "\ufffd"  # stands for bytes that are no character
INSERTION = "insertion"  # by which means a term holds whose rendering was put where the model had nothing

# Code points of English for one of German. Of the references of newstest2019 and 2020, longer than 40
# code points, less than one in two hundred lies outside.
_SHORTEST, _LONGEST = 0.5, 1.75
_SLACK = 25


def numbers_intact(source: str, target: str, held: Iterable[tuple[Span, Span]] = ()) -> bool:
    """Whether every figure of the source stands in the translation, and no other; see `faults` for `held`."""
    return _compared(source, target, held) == tally.Difference()


def _compared(source: str, target: str, held: Iterable[tuple[Span, Span]]) -> tally.Difference:
    for german, english in held:
        source, target = _without_figures(source, german), _without_figures(target, english)
    return tally.compare(source, target)


def _without_figures(text: str, span: Span) -> str:
    return text[: span.start] + re.sub(r"\d", "x", text[slice(*span)]) + text[span.end :]


def length_ok(source: str, target: str) -> bool:
    """Whether a translation is about as long as translations of the source are."""
    return len(source) * _SHORTEST - _SLACK <= len(target) <= len(source) * _LONGEST + _SLACK


def quotes_paired(source: str, target: str) -> bool:
    """Whether the translation has as many double quotation marks as the source, or at least pairs of them."""
    given, found = (sum(c in DOUBLE_QUOTES for c in text) for text in (source, target))
    return found == given or (found % 2 == 0 and given % 2 == 0 and 0 < found < given)


@lru_cache(maxsize=1 << 12)  # a candidate is asked about each time that the best one is looked for
def faults(source: str, target: str, held: tuple[tuple[Span, Span], ...] = ()) -> frozenset[str]:
    """Return which of the guards a translation fails that keep a term from holding at the price of its sentence.

    Args:
        source: German sentence.
        target: its translation.
        held: mentions with their renderings; the glossary has settled the figures in these (*G7* as *Group of Seven*).
    """
    guards = {
        "loop": not has_loop(source, target),
        "repetition": repeated_ngram(source, target) is None,
        "numbers": numbers_intact(source, target, held),
        "length": length_ok(source, target),
        "quotes": quotes_paired(source, target),
        "verbatim": not lost(source, target),
        "letters": _BROKEN not in target,
    }
    return frozenset(name for name, passed in guards.items() if not passed)


# ---------------------------------------------------------------------- checks


def _check_numbers(segment: Segment) -> Iterator[Finding]:
    held = [(t.source_span, t.target_span) for t in segment.terms if t.target_span and not t.state.is_fault]
    found = _compared(segment.source, segment.target, held)
    for figure in found.missing:
        place = Span(figure.start, figure.end)
        written = segment.source[slice(*place)]
        yield Finding("numbers", Severity.ERROR, f"the number {written} is not in the translation", source_span=place)
    for figure in found.added:
        place = Span(figure.start, figure.end)
        written = segment.target[slice(*place)]
        yield Finding("numbers", Severity.ERROR, f"the number {written} is not in the source", target_span=place)


def _check_terms(segment: Segment) -> Iterator[Finding]:
    for result in segment.terms:
        if result.state is TermState.MISSED:
            german = segment.source[slice(*result.source_span)]
            yield Finding("terms", Severity.ERROR, f"{german} is not rendered as {result.wanted}", result.source_span)
        elif result.state is TermState.FORBIDDEN and result.target_span:
            english = segment.target[slice(*result.target_span)]
            yield Finding(
                "terms", Severity.ERROR, f"the glossary forbids {english} for {result.term}",
                result.source_span, result.target_span,
            )  # fmt: skip


def _check_alignment(segment: Segment) -> Iterator[Finding]:
    if segment.state is SegmentState.REVIEWED:  # a person knows better than the alignment
        return
    for result in segment.terms:
        if result.target_span is None or result.state.is_fault:
            continue
        german, english = segment.source[slice(*result.source_span)], segment.target[slice(*result.target_span)]
        if result.by == INSERTION:
            message = f"the model had left out {german}; {english} was inserted, read the sentence"
        elif other := _rendered_instead(segment, result.source_span, result.target_span):
            message = f"{english} seems to stand for {segment.source[slice(*other)]}, not for {german}"
        else:
            continue
        yield Finding("alignment", Severity.WARNING, message, result.source_span, result.target_span)


def _rendered_instead(segment: Segment, mention: Span, rendering: Span) -> Span | None:
    """The noun or name that a rendering is aligned with, where that is not its mention.

    Other words are no evidence: what the model is unsure of it aligns with small ones. Nor is there a doubt
    about what is spelt alike in both languages, and a name that stands in the translation renders itself.
    """
    if segment.target[slice(*rendering)].casefold() == segment.source[slice(*mention)].casefold():
        return None
    found = [k for k in segment.links if k.target_start < rendering.end and rendering.start < k.target_end]
    if any(link.source_start < mention.end and mention.start < link.source_end for link in found):
        return None
    kept = {word.text for word in words(segment.target)}
    nouns = (s for link in found if _has_capital(segment.source, s := Span(link.source_start, link.source_end)))
    return next((noun for noun in nouns if segment.source[slice(*noun)] not in kept), None)


def _has_capital(source: str, span: Span) -> bool:
    """Whether a German word has a capital of its own: not from the sentence, and not a short *Sie*."""
    word = source[slice(*span)]
    return word[0].isupper() and (len(word) > 3 or word.isupper()) and bool(words(source[: span.start]))


def _check_quotes(segment: Segment) -> Iterator[Finding]:
    given = [i for i, c in enumerate(segment.source) if c in DOUBLE_QUOTES]
    found = [i for i, c in enumerate(segment.target) if c in DOUBLE_QUOTES]
    if len(given) == len(found):
        return
    if len(found) % 2 and not len(given) % 2:
        place = Span(found[-1], found[-1] + 1)
        yield Finding("quotes", Severity.WARNING, "a quotation mark has no partner", target_span=place)
    elif len(found) != len(given):
        place = Span(given[0], given[0] + 1) if given else None
        yield Finding(
            "quotes", Severity.WARNING,
            f"the source has {len(given)} quotation marks, the translation {len(found)}", source_span=place,
        )  # fmt: skip


def _check_leftover(segment: Segment) -> Iterator[Finding]:
    renderings = [result.target_span for result in segment.terms if result.target_span]
    for word in leftovers(segment.source, segment.target, renderings):
        place = Span(word.start, word.end)
        yield Finding("leftover", Severity.WARNING, f"{word.text} looks German", target_span=place)


def _check_length(segment: Segment) -> Iterator[Finding]:
    if not length_ok(segment.source, segment.target):
        much = "short" if len(segment.target) < len(segment.source) else "long"
        yield Finding("length", Severity.WARNING, f"the translation is very {much} for its source")


def _check_repetition(segment: Segment) -> Iterator[Finding]:
    place = repeated_ngram(segment.source, segment.target)
    if place is not None:
        yield Finding("repetition", Severity.ERROR, "the translation repeats itself", target_span=place)
    elif has_loop(segment.source, segment.target):
        yield Finding("repetition", Severity.ERROR, "the translation repeats itself")


def _check_verbatim(segment: Segment) -> Iterator[Finding]:
    for place in lost(segment.source, segment.target):
        written = segment.source[slice(*place)]
        yield Finding("verbatim", Severity.ERROR, f"{written} is not in the translation as it is", source_span=place)


def _check_letters(segment: Segment) -> Iterator[Finding]:
    for index, letter in enumerate(segment.target):
        if letter == _BROKEN and letter not in segment.source:
            yield Finding("letters", Severity.ERROR, "a letter is broken", target_span=Span(index, index + 1))


def _check_article(segment: Segment) -> Iterator[Finding]:
    for start, end, article in articles(segment.source, segment.target):
        written = segment.target[start:end]
        yield Finding("article", Severity.WARNING, f"{written} should be {article}", target_span=Span(start, end))


CHECKS: dict[str, Callable[[Segment], Iterator[Finding]]] = {
    "numbers": _check_numbers,
    "terms": _check_terms,
    "alignment": _check_alignment,
    "quotes": _check_quotes,
    "leftover": _check_leftover,
    "length": _check_length,
    "repetition": _check_repetition,
    "verbatim": _check_verbatim,
    "letters": _check_letters,
    "article": _check_article,
}


def run(segment: Segment) -> tuple[Finding, ...]:
    """Return what the checks say about a segment with a translation; `terms` must be filled in before."""
    if not segment.kind.is_prose:
        return tuple(_check_terms(segment))
    return tuple(finding for check in CHECKS.values() for finding in check(segment))
