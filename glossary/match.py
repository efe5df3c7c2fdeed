"""Where glossary terms stand in a German text.

Strategies are tried in the order of `How`; the first that applies is named in the mention. A trie over
words makes the cost of a sentence depend on the sentence, not on the size of the glossary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from glossary.entry import Kind, Term
from glossary.german import lemmas, noun_from_adjective, reads_as_adjective
from glossary.words import Word, fold, words

__all__ = ["How", "Matcher", "Mention", "Number"]


class How(StrEnum):
    """The strategy that found a mention, in the order in which they are tried."""

    EXACT = "exact"
    FORM = "form"
    INFLECTED = "inflected"
    COMPOUND = "compound"


class Number(StrEnum):
    """Grammatical number of a mention, as far as its German form shows it."""

    SINGULAR = "singular"
    PLURAL = "plural"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a term stands.

    Attributes:
        term: the entry; a forbidden one only where no other entry covers the place.
        start, end: half-open range of code points in the text searched.
        how: the strategy that found it.
        number: singular or plural where the German shows it.
        forbids: forbidden entries for the same German words.
        overlapped: a longer or earlier entry covers (part of) the place.
    """

    term: Term
    start: int
    end: int
    how: How
    number: Number = Number.UNKNOWN
    forbids: tuple[Term, ...] = ()
    overlapped: bool = False


class _Variant(NamedTuple):
    """A German form of an entry, as the trie's leaves know it."""

    order: int
    term: Term
    form: tuple[str, ...]
    how: How


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    ends: list[_Variant] = field(default_factory=list)


_HYPHENS = "-\u2010\u2011"
_SPACE = re.compile(r"\s+")
_HYPHEN = re.compile(f"[{_HYPHENS}]")
# In front of a plural form that could also be a singular, these leave the number open.
_OBLIQUE = frozenset(
    "den dem des einen einem eines keinen keinem ihrem ihren ihres seinem seinen seines diesem diesen "
    "dieses unserem unseren zum beim vom am im".split()
)
_WEAK_NOUN = ("ent", "ant", "ist", "at", "et", "ot", "oge", "ade", "arch")


def _tokens(text: str) -> tuple[list[str], list[Word | None]]:
    """Return the words of a text with what stands between them where that is more than a blank.

    The second list has the same length; it holds the word's place, or None for what stands between.
    """
    keys: list[str] = []
    places: list[Word | None] = []
    end = None
    for word in words(text):
        if end is not None:
            gap = _HYPHEN.sub("-", _SPACE.sub(" ", text[end : word.start]))
            if gap != " ":
                keys.append(gap)
                places.append(None)
        keys.append(word.text)
        places.append(word)
        end = word.end
    return keys, places


class Matcher:
    """Finds the mentions of a glossary's terms.

    Args:
        terms: the entries, most important first; forbidden entries among them restrict the others.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._surface, self._lemma = _Node(), _Node()
        for order, term in enumerate(self.terms):
            for how, form in _forms(term):
                keys = tuple(_tokens(form)[0])
                variant = _Variant(order, term, keys, how)
                _insert(self._surface, [(fold(k),) for k in keys], variant)
                if not term.exact:
                    _insert(self._lemma, [_lemma_keys(keys, i) for i in range(len(keys))], variant)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in a text, in order of their places; overlapped ones are marked."""
        candidates = sorted(
            self._candidates(text), key=lambda c: (c[1].start - c[1].end, c[0], c[1].start)
        )
        taken: list[Mention] = []
        overlapped: list[Mention] = []
        forbidden = [m for _, m in candidates if m.term.forbidden]
        for _, mention in candidates:
            if mention.term.forbidden:
                continue
            clash = any(mention.start < other.end and other.start < mention.end for other in taken)
            (overlapped if clash else taken).append(mention)
        rules: dict[tuple[int, int], list[Term]] = {}
        for mention in forbidden:
            host = next((t for t in taken if t.start <= mention.start and mention.end <= t.end), None)
            if host is None:
                taken.append(mention)
            elif host.term.forbidden or (host.start, host.end) == (mention.start, mention.end):
                rules.setdefault((host.start, host.end), []).append(mention.term)
        found = [replace(m, forbids=tuple(rules.get((m.start, m.end), ()))) for m in taken]
        found += [replace(m, overlapped=True) for m in overlapped]
        return tuple(sorted(found, key=lambda m: (m.start, -m.end, m.overlapped)))

    def _candidates(self, text: str) -> list[tuple[int, Mention]]:
        """Every place where an entry could stand, each entry once a place, with its rank."""
        keys, places = _tokens(text)
        best: dict[tuple[int, int, int], tuple[int, Mention]] = {}
        for start, place in enumerate(places):
            if place is None:
                continue
            surface = _walk(self._surface, keys, start, lambda key: (fold(key),))
            lemma = _walk(self._lemma, keys, start, lambda key: lemmas(key) if key[0].isalnum() else (key,))
            for inflected, (end, variant) in [(False, hit) for hit in surface] + [(True, hit) for hit in lemma]:
                first, last = place, places[end - 1]
                assert last is not None  # entries begin and end with a word
                how = How.INFLECTED if inflected else variant.how
                if _in_compound(text, first.start, last.end):
                    if variant.term.exact:
                        continue
                    how = How.COMPOUND
                spot = (first.start, last.end, variant.order)
                if spot in best or not _case_fits(variant, keys, start, end, inflected, text):
                    continue
                number = _number(variant.term, keys[start:end], keys[max(0, start - 2) : start])
                best[spot] = variant.order, Mention(variant.term, first.start, last.end, how, number)
        return list(best.values())


def _forms(term: Term) -> Iterator[tuple[How, str]]:
    yield How.EXACT, term.source
    for form in (term.source_plural, *term.forms):
        if form:
            yield How.FORM, form


def _insert(node: _Node, keys: Sequence[Iterable[str]], variant: _Variant) -> None:
    for path in product(*keys):
        here = node
        for key in path:
            here = here.next.setdefault(key, _Node())
        here.ends.append(variant)


def _lemma_keys(keys: tuple[str, ...], index: int) -> tuple[str, ...]:
    """The keys under which word `index` of an entry goes into the lemma trie."""
    word = keys[index]
    if not word[0].isalnum() or (word.isupper() and len(word) > 1):
        return (fold(word),)
    if stem := noun_from_adjective(word):
        return (stem,)
    lemma = lemmas(word.lower() if index < len(keys) - 1 and reads_as_adjective(word) else word)
    return tuple(sorted(lemma))


def _walk(node: _Node, keys: Sequence[str], start: int, alternatives) -> Iterator[tuple[int, _Variant]]:
    """Yield ``(end, variant)`` for each entry whose words stand at `start`."""
    frontier = [node]
    for end in range(start, len(keys)):
        options = alternatives(keys[end])
        frontier = [n for node in frontier for key in options if (n := node.next.get(key))]
        if not frontier:
            return
        for here in frontier:
            for variant in here.ends:
                yield end + 1, variant


def _in_compound(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties the place to a neighbouring word."""
    before = start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalnum()
    return before or (end + 1 < len(text) and text[end] in _HYPHENS and text[end + 1].isalnum())


def _case_fits(
    variant: _Variant, keys: Sequence[str], start: int, end: int, inflected: bool, text: str
) -> bool:
    """Whether capitals and small letters allow the match.

    Acronyms and case-sensitive entries have their own letters; nouns have a capital; a lower-case
    entry of one word is no capitalised word within a sentence, nor is the first word of a sentence
    a noun if it reads as an adjective in front of one.
    """
    found = keys[start:end]
    for wanted, word in zip(variant.form, found, strict=True):
        if variant.term.case_sensitive and not inflected and wanted != word:
            return False
        if variant.term.case_sensitive and inflected and wanted[0] != word[0]:
            return False
        if wanted.isupper() and len(wanted) > 1 and not word.startswith(wanted):
            return False
        if wanted[0].isupper() and not (word[0].isupper() or word[0].isdigit()):
            return False
    if len(found) > 1:
        return True
    first = start == 0 or keys[start - 1] in (": ", ' "') or keys[start - 1][-1] in '"„“»('
    (word,) = found
    if variant.form[0][0].islower():
        return word[0].islower() or first or word.isupper()
    if first and variant.term.kind is Kind.NOUN and end < len(keys) and keys[end][0].isupper():
        return not reads_as_adjective(word)
    return True


def _number(term: Term, found: Sequence[str], before: Sequence[str]) -> Number:
    """Singular or plural, where the form of the mention tells."""
    if not term.source_plural or noun_from_adjective(found[-1]):
        return Number.UNKNOWN
    form, singular, plural = (fold(t) for t in (" ".join(found), _joined(term.source), _joined(term.source_plural)))
    if singular == plural:
        return Number.UNKNOWN
    if form in (plural, plural + "n"):
        weak = plural in (singular + "n", singular + "en")
        if weak and (singular.endswith(_WEAK_NOUN) or any(w.lower() in _OBLIQUE for w in before)):
            return Number.UNKNOWN
        return Number.PLURAL
    if form == singular or (form.startswith(singular) and form[len(singular) :] in ("s", "es", "e")):
        return Number.SINGULAR
    return Number.UNKNOWN


def _joined(text: str) -> str:
    return " ".join(_tokens(text)[0])

