"""What the glossary and the checks say about a translation as it reads now, without a model.

The same functions as in translating: `Matcher`, `verify`, `checks.run`. What a person typed is held
against them at every pause, and `wortlaut check` does so for whole files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from glossary import Matcher, Mention, Term, Verdict, verify
from glossary.words import words
from translate import checks
from translate.alignment import aligned_span
from translate.document import (
    BilingualDocument,
    BlockKind,
    Finding,
    Link,
    Segment,
    Severity,
    Span,
    TermResult,
    TermState,
)
from translate.wire import dateline_places

__all__ = ["BY_HAND", "Judge", "moved_links", "term_result"]

BY_HAND = "review"  # by which means a term holds that a person has put right
_UNTRANSLATED = Finding("untranslated", Severity.ERROR, "there is no translation yet")
# What is found anew each time; what others have found (where a translation comes from) stays.
_OWN = frozenset({*checks.CHECKS, "edited", _UNTRANSLATED.check})
_CACHED = 1 << 14  # sentences whose mentions are remembered


class Judge:
    """Recomputes term states and findings of segments.

    Args:
        terms: glossary entries, most important first.
    """

    def __init__(self, terms: Sequence[Term] = ()) -> None:
        self.matcher = Matcher(terms)
        self._mentions = lru_cache(maxsize=_CACHED)(self._find)

    def mentions(self, segment: Segment) -> tuple[Mention, ...]:
        """The mentions in a segment's source, overlapped ones included."""
        return self._mentions(segment.kind, segment.source)

    def standing(self, segment: Segment) -> tuple[Mention, ...]:
        """The mentions that have to be rendered."""
        return tuple(m for m in self.mentions(segment) if not m.overlapped)

    def _find(self, kind: BlockKind, source: str) -> tuple[Mention, ...]:
        if kind is BlockKind.SIGN_OFF:
            return ()
        found = self.matcher.find(source)
        if kind is BlockKind.DATELINE:
            places = dateline_places(source)
            found = tuple(m for m in found if places.start <= m.start and m.end <= places.end)
        return found

    def segment(self, segment: Segment) -> Segment:
        """Return a segment with terms and findings that hold for its target as it is now.

        What its terms were before tells whether one that holds now was kept, enforced, or put right by hand.
        """
        if not segment.target.strip():
            terms = tuple(term_result(m, TermState.OVERLAPPED) for m in self.mentions(segment) if m.overlapped)
            terms += tuple(term_result(m, TermState.MISSED) for m in self.standing(segment) if not m.term.forbidden)
            empty = () if not words(segment.source) else (_UNTRANSLATED,)
            return replace(segment, terms=_sorted(terms), findings=(*empty, *_others(segment)))
        standing = self.standing(segment)
        expected = [aligned_span(segment.links, Span(m.start, m.end)) for m in standing]
        verdicts = verify(standing, segment.target, [span.start if span else None for span in expected])
        before = {(result.term, result.source_span): result for result in segment.terms}
        terms = tuple(_judged(verdict, before) for verdict in verdicts)
        terms += tuple(term_result(m, TermState.OVERLAPPED) for m in self.mentions(segment) if m.overlapped)
        judged = replace(segment, terms=_sorted(terms))
        return replace(judged, findings=(*checks.run(judged), *_others(segment)))

    def document(self, document: BilingualDocument) -> BilingualDocument:
        """Return a document with all segments judged."""
        return document.with_segments(tuple(map(self.segment, document.segments)))


def _others(segment: Segment) -> list[Finding]:
    return [finding for finding in segment.findings if finding.check not in _OWN]


def _judged(verdict: Verdict, before: dict[tuple[str, Span], TermResult]) -> TermResult:
    mention = verdict.mention
    if verdict.fault is not None:
        return term_result(mention, TermState.FORBIDDEN, Span(*verdict.fault))
    if not verdict.satisfied:
        return term_result(mention, TermState.MISSED)
    span = Span(*verdict.found) if verdict.found else None
    old = before.get((mention.term.source, Span(mention.start, mention.end)))
    if old is None or old.state is TermState.KEPT or old.state is TermState.OVERLAPPED:
        return term_result(mention, TermState.KEPT, span)
    return term_result(mention, TermState.ENFORCED, span, BY_HAND if old.state.is_fault else old.by)


def term_result(mention: Mention, state: TermState, target: Span | None = None, by: str = "") -> TermResult:
    """Return what became of a mention, with the entry's side of it filled in."""
    term = mention.term
    source = Span(mention.start, mention.end)
    return TermResult(term.source, term.target, state, mention.how.value, source, target, by, term.place)


def _sorted(terms: Iterable[TermResult]) -> tuple[TermResult, ...]:
    return tuple(sorted(terms, key=lambda result: result.source_span))


def moved_links(found: Sequence[Link], old: str, new: str) -> tuple[Link, ...]:
    """Return the word alignment of a translation that was edited.

    A word that stayed keeps its links; words that took the place of others inherit theirs.

    Args:
        found: links into `old`.
        old, new: the translation before and after.
    """
    if old == new or not found:
        return tuple(found)
    before, after = words(old), words(new)
    partners: dict[tuple[int, int], list[Link]] = {}
    for link in found:
        partners.setdefault((link.target_start, link.target_end), []).append(link)
    result = set()
    matcher = SequenceMatcher(None, [w.text for w in before], [w.text for w in after], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs = [((n,), c + n - a) for n in range(a, b)]
        elif b - a == d - c:
            pairs = [((a + n,), c + n) for n in range(d - c)]
        else:
            pairs = [(tuple(range(a, b)), n) for n in range(c, d)]
        for olds, index in pairs:
            for number in olds:
                for link in partners.get((before[number].start, before[number].end), ()):
                    result.add(Link(link.source_start, link.source_end, after[index].start, after[index].end))
    return tuple(sorted(result))
