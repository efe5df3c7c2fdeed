"""Where glossary terms stand in a German text.

Strategies (`glossary.strategies`) are tried in the order of `How`; the first that applies is named in the
mention. The cost of a sentence depends on the sentence, not on the size of the glossary.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from glossary import collection, strategies
from glossary.entry import Kind, Term
from glossary.german import citation_keys, lemmas
from glossary.grammar import adjective_of_name_fits, case_fits, name_fits, number_of
from glossary.index import ELLIPSIS, Index, Variant
from glossary.mention import Hint, How, Mention, Number
from glossary.names import inside_german_name
from glossary.tokens import Tokens
from glossary.words import fold, has_word

__all__ = ["Hint", "How", "Matcher", "Mention", "Number"]

_AS_WRITTEN = (How.EXACT, How.FORM)


class Matcher:
    """Finds the mentions of a glossary's terms.

    Args:
        terms: the entries, most important first; forbidden entries among them restrict the others.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in a text, in order of their places; overlapped ones are marked.

        Of two mentions for one place the longer stands, then the one that is written as its entry has it,
        then the one whose entry comes first.
        """
        candidates = sorted(self._candidates(Tokens(text)), key=lambda c: (_size(c[1]), _rank(c[1]), *_order(c)))
        taken: list[Mention] = []
        overlapped: list[Mention] = []
        spans: list[tuple[int, int]] = []  # of what stands, in order
        for _, mention in candidates:
            if mention.term.forbidden:
                continue
            own = _spans(mention)
            if any(_clashes(spans, span) for span in own):
                overlapped.append(mention)
                continue
            taken.append(mention)
            for span in own:
                spans.insert(bisect_left(spans, span), span)
        rules: dict[tuple[int, int], list[Term]] = {}
        for _, mention in candidates:
            if not mention.term.forbidden:
                continue
            host = next((t for t in taken if t.start <= mention.start and mention.end <= t.end), None)
            if host is None:
                taken.append(mention)
            elif host.term.forbidden or (host.start, host.end) == (mention.start, mention.end):
                rules.setdefault((host.start, host.end), []).append(mention.term)
        found = [replace(m, forbids=tuple(rules.get((m.start, m.end), ()))) for m in taken]
        found += [replace(m, overlapped=True) for m in overlapped]
        return tuple(sorted(found, key=lambda m: (m.start, -m.end, m.overlapped)))

    def hints(self, text: str) -> tuple[Hint, ...]:
        """Return where terms are part of a closed compound (*Bündnisfallklausel*), in order of their places.

        These are no mentions: what a compound means is not what its parts mean. Words that are mentions
        themselves are left out.
        """
        if not self.terms:
            return ()
        tokens = Tokens(text)
        mentions = {(m.start, m.end) for m in self.find(text)}
        found: dict[tuple[int, Term], Hint] = {}
        for variant, index, part in strategies.in_closed_compounds(tokens, self._indexes.surface):
            place, term = tokens.place(index), self.terms[variant.order]
            if term.forbidden or term.exact or (place.start, place.end) in mentions:
                continue
            capital = place.text[0].isupper()
            if part == "first" and variant.words[0].isupper() and not place.text.startswith(variant.words[0]):
                continue
            if variant.words[0][0].isupper() and not capital:
                continue
            found.setdefault((index, term), Hint(term, place.start, place.end, part))
        return tuple(sorted(found.values(), key=lambda hint: hint.start))

    def _candidates(self, tokens: Tokens) -> list[tuple[int, Mention]]:
        """Every place where an entry could stand, each entry once a place, with its rank."""
        if not self.terms:  # no word need be looked up
            return []
        best: dict[tuple[int, int, int], tuple[int, Mention]] = {}
        for start, place in enumerate(tokens.places):
            if place is None:
                continue
            for hit in self._hits(tokens, start):
                order = hit.variant.order
                first, last = tokens.place(hit.first), tokens.place(hit.last - 1)
                spot = first.start, last.end, order
                if spot not in best and self._fits(tokens, hit):
                    best[spot] = order, self._mention(tokens, hit, first.start, last.end)
        return list(best.values())

    def _hits(self, tokens: Tokens, start: int) -> Iterator[strategies.Hit]:
        """The chain of strategies, for one word."""
        surface, lemmatised, verbs = self._indexes
        yield from strategies.written(tokens, start, surface)
        yield from strategies.inflected(tokens, start, lemmatised)
        yield from strategies.coordinated(tokens, start, surface, lemmatised)
        yield from strategies.split(tokens, start, verbs)

    def _fits(self, tokens: Tokens, hit: strategies.Hit) -> bool:
        term, words = self.terms[hit.variant.order], hit.variant.words
        if term.exact and hit.how not in _AS_WRITTEN:
            return False
        if hit.how is not How.COMPOUND and inside_german_name(
            tokens.text, tokens.place(hit.first).start, tokens.place(hit.last - 1).end
        ):
            return False
        if hit.variant.given and not adjective_of_name_fits(term, hit.found, tokens, hit.last):
            return False
        if hit.loose and term.kind is Kind.NAME and not name_fits(words, hit.found):
            return False
        return case_fits(term, words, hit.found, tokens, hit.first, hit.last, inflected=hit.loose)

    def _mention(self, tokens: Tokens, hit: strategies.Hit, start: int, end: int) -> Mention:
        term = self.terms[hit.variant.order]
        if hit.how is How.COMPOUND and tokens.tied_after(end):
            number = Number.UNKNOWN  # the last part of a compound alone has a number
        else:
            number = number_of(term, _joined(term.source), _joined(term.source_plural), hit.found, tokens, hit.first)
        rest = (tokens.place(hit.rest[0]).start, tokens.place(hit.rest[1] - 1).end) if hit.rest else None
        capitals = tokens.text[start:end].isupper() and not term.source.isupper()
        return Mention(term, start, end, hit.how, number, rest=rest, capitals=capitals)

    @cached_property
    def _indexes(self) -> _Indexes:
        # Not in __init__: a run that finds nothing to translate need not look at each entry.
        with collection.paused():
            return _indexes(self.terms)


class _Indexes(NamedTuple):
    """The forms of the entries, by what they are looked up under.

    Attributes:
        surface: their letters.
        lemmatised: the dictionary forms of their words, for those that may inflect.
        verbs: the dictionary forms of the words in front of the ellipsis, for forms with one.
    """

    surface: Index
    lemmatised: Index
    verbs: Index


def _indexes(terms: Sequence[Term]) -> _Indexes:
    surface, lemmatised, verbs = Index(), Index(), Index()
    for order, term in enumerate(terms):
        for variant in _variants(order, term):
            if variant.rest:
                verbs.add([lemmas(word) if word[0].isalnum() else (word,) for word in variant.words], variant)
                continue
            surface.add([(fold(word),) for word in variant.words], variant)
            if not term.exact:
                last = len(variant.words) - 1
                verb = term.kind is Kind.VERB
                keys = [citation_keys(w, last=n == last, verb=verb) for n, w in enumerate(variant.words)]
                lemmatised.add(keys, variant)
    return _Indexes(surface, lemmatised, verbs)


def _variants(order: int, term: Term) -> Iterator[Variant]:
    """The German forms that an entry gives."""
    yield Variant(order, tuple(Tokens(term.source).keys))
    if term.source_plural:
        yield Variant(order, tuple(Tokens(term.source_plural).keys), 1)
    for form in term.forms:
        finite, ellipsis, particle = _split(form)
        if ellipsis:
            yield Variant(order, tuple(Tokens(finite).keys), 1, tuple(Tokens(particle).keys))
        else:
            yield Variant(order, tuple(Tokens(form).keys), 1)


def _split(form: str) -> tuple[str, bool, str]:
    """A form with an ellipsis between words as what stands in front of it and behind it."""
    parts = [part for part in ELLIPSIS.split(form) if has_word(part)]
    return (parts[0], True, " ".join(parts[1:])) if len(parts) > 1 else (form, False, "")


@lru_cache(maxsize=1 << 14)
def _joined(text: str) -> str:
    return " ".join(Tokens(text).keys)


def _size(mention: Mention) -> int:
    return mention.start - mention.end


def _rank(mention: Mention) -> int:
    """As written, then inflected or restored; *Presse- und Meinungsfreiheit* is about *Pressefreiheit* first."""
    return 0 if mention.how in _AS_WRITTEN else 2 if mention.how is How.COMPOUND else 1


def _order(candidate: tuple[int, Mention]) -> tuple[int, int]:
    return candidate[0], candidate[1].start


def _spans(mention: Mention) -> list[tuple[int, int]]:
    return [(mention.start, mention.end), *([mention.rest] if mention.rest else [])]


def _clashes(spans: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Whether a range overlaps one of those that stand, which are in order and do not overlap each other."""
    at = bisect_left(spans, span)
    return any(spans[n][0] < span[1] and span[0] < spans[n][1] for n in (at - 1, at) if 0 <= n < len(spans))
