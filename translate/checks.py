"""What a reviewer should look at: small functions, each with an id, in one registry.

    numbers     error    a figure of the source is not in the translation
    terms       error    a glossary term is missing, or a forbidden rendering stands there
    alignment   warning  the rendering of a glossary term seems to stand for another word
    quotes      warning  a quotation mark opened and not closed, or lost
    leftover    warning  a German word stands in the English
    length      warning  the translation is much too short or too long
    repetition  error    the translation repeats itself

The predicates that the checks are made of also guard enforcement (`translate.enforce`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from glossary.words import Word, words
from translate import numbers
from translate.document import Finding, Segment, SegmentState, Severity, Span, TermResult, TermState
from translate.usage import DOUBLE_QUOTES

__all__ = ["CHECKS", "has_loop", "length_ok", "numbers_intact", "quotes_paired", "repeated_ngram", "run"]

# Code points of English for one of German. Of the references of newstest2019 and 2020, longer than 40
# code points, less than one in two hundred lies outside.
_SHORTEST, _LONGEST = 0.5, 1.75
_SLACK = 25


def numbers_intact(source: str, target: str) -> bool:
    """Whether every figure of the source stands in the translation."""
    return not numbers.missing(source, target)


def length_ok(source: str, target: str) -> bool:
    """Whether a translation is about as long as translations of the source are."""
    return len(source) * _SHORTEST - _SLACK <= len(target) <= len(source) * _LONGEST + _SLACK


def quotes_paired(source: str, target: str) -> bool:
    """Whether the translation has as many double quotation marks as the source, or at least pairs of them."""
    given, found = (sum(c in DOUBLE_QUOTES for c in text) for text in (source, target))
    return found == given or (found % 2 == 0 and given % 2 == 0 and 0 < found < given)


def has_loop(source: str, target: str) -> bool:
    """Whether the translation is caught in a loop: a 4-gram three times, or words said three times in a row."""
    for size, times in ((4, 3), (1, 3), (2, 3), (3, 3)):
        if size == 4:
            most = max(_ngrams(target, 4).values(), default=0)
            if most >= times and most > max(_ngrams(source, 4).values(), default=0):
                return True
        elif _in_a_row(target, size) >= times and _in_a_row(target, size) > _in_a_row(source, size):
            return True
    return False


def repeated_ngram(source: str, target: str) -> Span | None:
    """Return the second place of a 4-gram that comes again in the translation but not in the source."""
    if max(_ngrams(source, 4).values(), default=0) > 1:
        return None
    found, seen = words(target), set()
    for index in range(len(found) - 3):
        gram = tuple(w.text.lower() for w in found[index : index + 4])
        if gram in seen:
            return Span(found[index].start, found[index + 3].end)
        seen.add(gram)
    return None


def _ngrams(text: str, size: int) -> Counter[tuple[str, ...]]:
    found = [w.text.lower() for w in words(text)]
    return Counter(tuple(found[i : i + size]) for i in range(len(found) - size + 1))


def _in_a_row(text: str, size: int) -> int:
    """How often, at most, the same `size` words follow each other."""
    found = [w.text.lower() for w in words(text)]
    most = 0
    for start in range(size):
        groups = [tuple(found[i : i + size]) for i in range(start, len(found) - size + 1, size)]
        count, last = 0, None
        for group in groups:
            count = count + 1 if group == last else 1
            last, most = group, max(most, count)
    return most


# ---------------------------------------------------------------------- checks


def _check_numbers(segment: Segment) -> Iterator[Finding]:
    for figure in numbers.missing(segment.source, segment.target):
        written = segment.source[figure.start : figure.end]
        yield Finding(
            "numbers", Severity.ERROR, f"the number {written} is not in the translation",
            source_span=Span(figure.start, figure.end),
        )  # fmt: skip


def _check_terms(segment: Segment) -> Iterator[Finding]:
    for result in segment.terms:
        if result.state is TermState.MISSED:
            german = segment.source[slice(*result.source_span)]
            yield Finding(
                "terms", Severity.ERROR, f"{german} is not rendered as {result.wanted}", result.source_span
            )
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
        other = _rendered_instead(segment, result)
        if other is not None and result.target_span is not None:
            german, english = segment.source[slice(*result.source_span)], segment.target[slice(*result.target_span)]
            yield Finding(
                "alignment", Severity.WARNING,
                f"{english} seems to stand for {segment.source[slice(*other)]}, not for {german}",
                result.source_span, result.target_span,
            )  # fmt: skip


def _rendered_instead(segment: Segment, result: TermResult) -> Span | None:
    """The noun or name that a rendering is aligned with, where that is not its mention.

    Other words are no evidence: what the model is unsure of it aligns with small ones. Nor is there a doubt
    about what is spelt alike in both languages.
    """
    if result.state.is_fault or result.target_span is None:
        return None
    start, end = result.target_span
    if segment.target[start:end].casefold() == segment.source[slice(*result.source_span)].casefold():
        return None
    found = [link for link in segment.links if link.target_start < end and start < link.target_end]
    if any(link.source_start < result.source_span.end and result.source_span.start < link.source_end for link in found):
        return None
    nouns = (s for link in found if _has_capital(segment.source, s := Span(link.source_start, link.source_end)))
    return next(nouns, None)


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
    german = {w.text.casefold() for w in words(segment.source)}
    allowed = [r.target_span for r in segment.terms if r.target_span]
    found = words(segment.target)
    for index, word in enumerate(found):
        if len(word.text) < 4 or word.text.casefold() not in german:
            continue
        if any(span.start < word.end and word.start < span.end for span in allowed):
            continue
        if word.text[0].isupper() and _beside_capital(found, index, segment.target):
            continue  # part of a name
        if _only_german(word.text):
            yield Finding(
                "leftover", Severity.WARNING, f"{word.text} looks German", target_span=Span(word.start, word.end)
            )


def _beside_capital(found: list[Word], index: int, text: str) -> bool:
    word = found[index]
    before = index > 0 and found[index - 1].text[0].isupper() and text[found[index - 1].end : word.start] == " "
    after = index + 1 < len(found) and found[index + 1].text[0].isupper()
    return (before and index > 1) or (after and text[word.end : found[index + 1].start] == " ")


def _only_german(word: str) -> bool:
    # Dictionaries are unpacked on first use; simplemma's English one, which knows names too, takes longest.
    from glossary.german import is_known

    if not is_known(word):
        return False
    from lemminflect import getAllLemmas

    if getAllLemmas(word) or getAllLemmas(word.lower()):
        return False
    import simplemma

    return not simplemma.is_known(word, lang="en") and not simplemma.is_known(word.lower(), lang="en")


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


CHECKS: dict[str, Callable[[Segment], Iterator[Finding]]] = {
    "numbers": _check_numbers,
    "terms": _check_terms,
    "alignment": _check_alignment,
    "quotes": _check_quotes,
    "leftover": _check_leftover,
    "length": _check_length,
    "repetition": _check_repetition,
}


def run(segment: Segment) -> tuple[Finding, ...]:
    """Return what the checks say about a segment with a translation; `terms` must be filled in before."""
    if not segment.kind.is_prose:
        return tuple(_check_terms(segment))
    return tuple(finding for check in CHECKS.values() for finding in check(segment))
