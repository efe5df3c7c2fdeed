"""What bilingual documents say about a glossary: entries that they break, renderings, what reviewers change."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from glossary.entry import Term
from glossary.match import Matcher
from glossary.suggest import Candidate
from glossary.verify import verify
from glossary.words import fold, words
from translate.alignment import aligned_span
from translate.document import BilingualDocument, Segment, SegmentState, Span

__all__ = ["Break", "Revision", "breaks", "recurring", "revisions", "with_renderings"]

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_STOP = frozenset(
    "a about after against an and are as at be been before between but by for from had has have he her his in into is "
    "it its not of on or said she that the their they this to under was were which who will with without would".split()
)
_LONGEST_CHANGE = 6  # words; what is longer was rewritten, not a term exchanged
_LONGEST_RENDERING = 4


@dataclass(frozen=True, slots=True)
class Break:
    """A mention that a translation does not render as the glossary says."""

    term: Term
    segment: Segment
    german: str
    forbidden: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """What reviewers have done to a term more than once.

    Attributes:
        source: the German words.
        old: the rendering that was there, or that the glossary wants.
        new: the one that is there now.
        segments: ids of the segments that show it.
        term: the entry for the German, where there is one.
    """

    source: str
    old: str
    new: str
    segments: tuple[str, ...]
    term: Term | None = None


def breaks(terms: Sequence[Term], document: BilingualDocument) -> list[Break]:
    """Return the mentions in a document that its translations do not render as the entries say."""
    return list(_breaks(Matcher(terms), document.segments))


def _breaks(matcher: Matcher, segments: Iterable[Segment]) -> Iterator[Break]:
    for segment in segments:
        if not segment.target.strip():
            continue
        mentions = [mention for mention in matcher.find(segment.source) if not mention.overlapped]
        for verdict in verify(mentions, segment.target):
            if not verdict.satisfied:
                mention = verdict.mention
                wrong = segment.target[slice(*verdict.fault)] if verdict.fault else ""
                yield Break(mention.term, segment, segment.source[mention.start : mention.end], wrong)


def with_renderings(found: Iterable[Candidate], documents: Sequence[BilingualDocument]) -> list[Candidate]:
    """Return candidates with what their translations make of them, read off the word alignment.

    Args:
        found: candidates in the sources of the documents.
        documents: translated, by the names that the candidates' places have.
    """
    by_name = {document.name: document for document in documents}
    result = []
    for candidate in found:
        seen: Counter[str] = Counter()
        for name, start, end in candidate.places:
            if rendering := _rendering(by_name[name], start, end):
                seen[rendering] += 1
        result.append(candidate.with_renderings(seen))
    return sorted(result, key=lambda candidate: (-candidate.score, candidate.places))


def _rendering(document: BilingualDocument, start: int, end: int) -> str:
    for segment in document.segments:
        if segment.start <= start and end <= segment.start + len(segment.source):
            span = aligned_span(segment.links, Span(start - segment.start, end - segment.start))
            return _trimmed(segment.target[slice(*span)]) if span else ""
    return ""


def _trimmed(text: str) -> str:
    """A rendering without the articles, prepositions and the like at its ends."""
    found = words(text)
    while found and found[0].text.lower() in _STOP:
        del found[0]
    while found and found[-1].text.lower() in _STOP:
        del found[-1]
    return text[found[0].start : found[-1].end] if found else ""


# ------------------------------------------------------------------- what reviewers change


def revisions(
    reviewed: BilingualDocument, before: BilingualDocument, terms: Sequence[Term] = (), *, least: int = 2
) -> list[Revision]:
    """Return the renderings that reviewers have exchanged in the same way at least so often.

    Args:
        reviewed: the document as it is now.
        before: the same article as the machine translated it, with word alignment.
        terms: the glossary.
        least: how many segments have to show a change.
    """
    machine = {segment.source: segment for segment in before.segments if segment.links}
    shown: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    spelled: dict[tuple[str, str, str], Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for segment in _reviewed(reviewed):
        old = machine.get(segment.source)
        for change in _changes(old, segment.target) if old and old.target != segment.target else ():
            key = tuple(map(_key, change))
            shown[key].append(segment.id)
            spelled[key][change] += 1
    known = {fold(form): term for term in terms for form in (term.source, term.source_plural, *term.forms) if form}
    found = []
    for key, segments in shown.items():
        if len(segments) >= least:
            german, old, new = spelled[key].most_common(1)[0][0]
            found.append(Revision(german, old, new, tuple(segments), known.get(key[0]) or known.get(fold(german))))
    return sorted(found, key=lambda revision: (-len(revision.segments), revision.source))


def _reviewed(document: BilingualDocument) -> list[Segment]:
    return [segment for segment in document.segments if segment.state is SegmentState.REVIEWED]


def _key(text: str) -> str:
    """What brings the forms of a word together: *Bündnisfalls*, *Bündnisfall*."""
    return re.sub(r"(?<=\w{4})(?:es|s)\b", "", fold(text))


def _changes(old: Segment, new: str) -> Iterator[tuple[str, str, str]]:
    """German words, old rendering and new rendering of each place that was changed."""
    before, after = words(old.target), words(new)
    matcher = difflib.SequenceMatcher(None, [w.text for w in before], [w.text for w in after], autojunk=False)
    codes = matcher.get_opcodes()
    for tag, start, end, _, _ in codes:
        if tag != "replace" or end - start > _LONGEST_CHANGE:
            continue
        # The whole of the German words concerned, and all that renders them.
        linked = [
            link for link in old.links
            if link.target_start < before[end - 1].end and before[start].start < link.target_end
        ]  # fmt: skip
        if not linked:
            continue
        german = Span(min(link.source_start for link in linked), max(link.source_end for link in linked))
        rendered = aligned_span(old.links, german)
        if rendered is None or len(words(old.source[slice(*german)])) > _LONGEST_CHANGE:
            continue
        inside = [n for n, w in enumerate(before) if w.start < rendered.end and rendered.start < w.end]
        first, last = min(start, *inside, start), max(end - 1, *inside, end - 1)
        a, b = _mapped(codes, first, at_end=False), _mapped(codes, last + 1, at_end=True)
        if a < b and b - a <= _LONGEST_CHANGE:
            yield (
                old.source[slice(*german)],
                _ARTICLE.sub("", old.target[before[first].start : before[last].end]),
                _ARTICLE.sub("", new[after[a].start : after[b - 1].end]),
            )


def _mapped(codes: Sequence[tuple[str, int, int, int, int]], index: int, *, at_end: bool) -> int:
    """Where a boundary between old words lies between the new ones."""
    for tag, a, b, c, d in codes:
        if a <= index < b or (at_end and a < index <= b):
            return c + index - a if tag == "equal" else (d if at_end else c)
    return codes[-1][4] if codes else 0


def recurring(terms: Sequence[Term], document: BilingualDocument, *, least: int = 2) -> list[Revision]:
    """Return what reviewed segments have where the glossary wants another rendering, if it is the same again and again.

    Without the machine's version: the words that the translations of those segments share, and that others
    seldom have.
    """
    segments = _reviewed(document)
    by_term: dict[Term, list[Break]] = defaultdict(list)
    for found in _breaks(Matcher(terms), segments):
        by_term[found.term].append(found)
    grams = [_grams(segment.target) for segment in segments]
    result = []
    for term, broken in by_term.items():
        ids = {found.segment.id for found in broken}
        if len(ids) < least:
            continue
        own = [gram for segment, gram in zip(segments, grams, strict=True) if segment.id in ids]
        rest = Counter(g for segment, gram in zip(segments, grams, strict=True) if segment.id not in ids for g in gram)
        counted = Counter(g for gram in own for g in gram)
        best = max(counted, key=lambda g: (counted[g] - rest[g], len(g.split()), g), default="")
        if best and counted[best] >= least and counted[best] > rest[best]:
            where = tuple(s.id for s, gram in zip(segments, grams, strict=True) if s.id in ids and best in gram)
            result.append(Revision(term.source, term.target, best, where, term))
    return sorted(result, key=lambda revision: (-len(revision.segments), revision.source))


def _grams(text: str) -> set[str]:
    """Runs of one to four words that neither begin nor end with a function word."""
    found = [word.text for word in words(text)]
    return {
        " ".join(found[start:end])
        for start in range(len(found))
        for end in range(start + 1, min(start + _LONGEST_RENDERING, len(found)) + 1)
        if not {found[start].lower(), found[end - 1].lower()} & _STOP
    }
