"""Where the mentions of glossary terms are rendered in a translation, or would be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from glossary.match import Mention
from glossary.verify import Verdict, renderings_of
from glossary.words import words
from translate.alignment import aligned_span
from translate.document import Link, Span

__all__ = ["SMALL_WORDS", "Failing", "behind", "clear", "own_words", "unsatisfied"]

_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}")  # U.S.
_LAST_WORD = re.compile(r"\w+(?=\s*$)")
_GERMAN_ARTICLES = frozenset(
    "der die das den dem des ein eine einen einem einer eines im am zum zur vom beim ins".split()
)
_GERMAN_SMALL_WORDS = _GERMAN_ARTICLES | frozenset(
    "in an auf zu von mit für bei aus um nach vor über unter durch gegen und oder als wie es er sie sich ist war "
    "dass".split()
)
SMALL_WORDS = frozenset(
    "a an the of in on at to for and or by with from as is are was were be been has had have will not no it its he she "
    "they his her their this that who which than after before about into over under against between but if so".split()
)
_WIDEST_GAP = 25  # characters between words of one rendering; what is farther off is a slip of the alignment


class Failing(NamedTuple):
    """A mention that does not hold in a translation.

    Attributes:
        verdict: what does not hold.
        places: where its rendering belongs, the likeliest place first; an empty one is between words.
    """

    verdict: Verdict
    places: tuple[Span, ...]

    @property
    def inserted(self) -> bool:
        """Whether nothing in the translation renders the mention, as far as can be told."""
        return self.places[0].start == self.places[0].end


def unsatisfied(source: str, text: str, links: Sequence[Link], verdicts: Sequence[Verdict]) -> list[Failing]:
    """Return the failing mentions of a translation with the places for their renderings, from left to right.

    The place is the forbidden rendering that stands there, the rendering of an entry that this one
    replaces, or what is aligned with the mention and with nothing else. Alignment often misses a word of
    it, so that the same with its neighbours comes second, and all that is aligned with the mention last.
    A place that cuts into the rendering of another mention shrinks to the point behind that one. Bans
    without a preferred rendering have no place.

    Args:
        source: the German sentence.
        text: its translation.
        links: word alignment of the two.
        verdicts: of the translation.
    """
    held = [Span(*v.found) for v in verdicts if v.found and v.satisfied]
    failing = []
    for verdict in verdicts:
        if verdict.satisfied or verdict.mention.term.forbidden:
            continue
        places = (Span(*verdict.fault),) if verdict.fault else _places(source, text, links, verdict.mention)
        free = dict.fromkeys(clear(place, held) for place in places)
        failing.append(Failing(verdict, tuple(free)))
    return sorted(failing, key=lambda one: one.places[0])


def clear(place: Span, held: Sequence[Span]) -> Span:
    """Return a place, or the point behind the renderings of other mentions that it cuts into."""
    end = max((span.end for span in held if span.start < place.end and place.start < span.end), default=None)
    return place if end is None else Span(end, end)


def _places(source: str, text: str, links: Sequence[Link], mention: Mention) -> tuple[Span, ...]:
    """Where a mention is rendered, or would be."""
    own = own_words(source, text, links, mention)
    replaced = [Span(*p) for term in mention.term.replaces for p in renderings_of(term, text)]
    if replaced:
        near = own[0].start if own else 0
        return (min(replaced, key=lambda place: (abs(place.start - near), -place.end)),)
    if not own:
        end = behind(links, mention.start) or 0
        return (Span(end, end),)
    place = _whole(text, Span(own[0].start, own[-1].end))
    taken = {(link.target_start, link.target_end) for link in links}
    before = [w for w in words(text) if w.end < place.start and not text[w.end : place.start].strip(" -")][-1:]
    after = [w for w in words(text) if w.start > place.end and not text[place.end : w.start].strip(" -")][:1]
    grown = [
        Span(min(place.start, w.start), max(place.end, w.end))
        for w in (*after, *before)
        if (w.start, w.end) not in taken and w.text.lower() not in SMALL_WORDS
    ]
    hull = aligned_span(links, Span(mention.start, mention.end))
    return (place, *grown, *([_whole(text, hull)] if hull else []))


def own_words(source: str, text: str, links: Sequence[Link], mention: Mention) -> list[Span]:
    """The words of a translation that render a mention and nothing else, as far as they stand together.

    A word that alignment links with another noun, verb or the like as well belongs to that one, and so does
    one that stands elsewhere in the source (*de facto*). Where nothing is left, what the article of the
    mention is linked with is taken, if it is no small word: *die Ukraine* is *Ukraine*.
    """
    inside = {w.text.lower() for w in words(source[mention.start : mention.end])}
    elsewhere = {w.text.lower() for w in words(source)} - inside
    ours, others = set(), set()
    for link in links:
        span = Span(link.target_start, link.target_end)
        if text[slice(*span)].lower() in elsewhere:
            continue
        if mention.start < link.source_end and link.source_start < mention.end:
            ours.add(span)
        elif source[link.source_start : link.source_end].lower() not in _GERMAN_SMALL_WORDS:
            others.add(span)
    exclusive = sorted(ours - others) or sorted(ours)
    if not exclusive:
        article = _LAST_WORD.search(source[: mention.start])
        if article is None or article.group().lower() not in _GERMAN_ARTICLES:
            return []
        linked = {Span(link.target_start, link.target_end) for link in links if link.source_start == article.start()}
        exclusive = sorted(s for s in linked - others if text[slice(*s)].lower() not in SMALL_WORDS)
    groups: list[list[Span]] = []
    for span in exclusive:
        if not groups or not _joined(Span(groups[-1][-1].end, span.start), others):
            groups.append([])
        groups[-1].append(span)
    return max(groups, key=len, default=[])


def _joined(gap: Span, others: Iterable[Span]) -> bool:
    """Whether words on both sides of a gap can be parts of one rendering."""
    return gap.end - gap.start <= _WIDEST_GAP and not any(gap.start <= o.start and o.end <= gap.end for o in others)


def _whole(text: str, place: Span) -> Span:
    """A place that takes in the whole of an abbreviation with full stops."""
    for found in _ABBREVIATION.finditer(text):
        if found.start() < place.end and place.start < found.end():
            place = Span(min(place.start, found.start()), max(place.end, found.end()))
    return place


def behind(links: Sequence[Link], start: int) -> int | None:
    """Return where what comes before a place in German ends in English; None where nothing is linked there."""
    before = [link for link in links if link.source_end <= start]
    nearest = max((link.source_end for link in before), default=None)
    return max((link.target_end for link in before if link.source_end == nearest), default=None)
