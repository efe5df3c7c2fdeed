"""How a term can stand in a German text: one function a strategy, tried in this order.

`written` finds what an entry gives letter by letter (its German, its plural, listed forms), `inflected` the
other forms of these, both also as a part of a hyphenated compound; `coordinated` restores truncated
compounds, `split` verbs whose particle stands apart. `in_closed_compounds` finds what is no mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from glossary.german import adjective_stem, is_known, lemmas
from glossary.index import Index, Variant
from glossary.mention import How
from glossary.tokens import Tokens
from glossary.words import fold

__all__ = ["Hit", "Part", "coordinated", "in_closed_compounds", "inflected", "split", "written"]

_FIRST_TRUNCATED = re.compile(r"-[ ,/]")  # Sicherheits- und
_LAST_TRUNCATED = re.compile(r"[ /]-")  # und -politik
_CONJUNCTIONS = frozenset("und oder sowie bzw beziehungsweise wie bis aber als auch".split())
_FARTHEST = 10  # words from a truncated compound to the one that completes it
_FARTHEST_PARTICLE = 20
_ENDS_CLAUSE = re.compile(r"[,.!?:;…()]| [–—-] ")
_AFTER_PARTICLE = _CONJUNCTIONS | {"denn", "sondern"}
_LINKS = ("", "s", "es", "n", "en", "er", "e")  # between the parts of a closed compound
_SHORTEST_PART = 4
_LONGEST = 60  # letters; what is longer is no word


class Hit(NamedTuple):
    """Where a variant stands, before capitals are looked at.

    Attributes:
        variant: the form of an entry.
        first, last: half-open range of the keys that it takes.
        how: the strategy.
        found: the words as they would stand alone.
        loose: the words need not be spelled as the entry has them.
        rest: keys of the particle of a split verb.
    """

    variant: Variant
    first: int
    last: int
    how: How
    found: Sequence[str]
    loose: bool
    rest: tuple[int, int] | None = None


def written(tokens: Tokens, start: int, surface: Index) -> Iterator[Hit]:
    """Find what stands in an entry letter by letter, capitals aside."""
    for end, variant in surface.at(tokens.folded, start):
        how = How.FORM if variant.given else How.EXACT
        yield Hit(variant, start, end, _tied(tokens, start, end) or how, tokens.keys[start:end], False)


def inflected(tokens: Tokens, start: int, lemmatised: Index) -> Iterator[Hit]:
    """Find a sequence of words with the same dictionary forms."""
    for end, variant in lemmatised.at(tokens.lemmas, start):
        if end < len(tokens) and _FIRST_TRUNCATED.match(tokens.keys[end]):
            continue  # the s of "Staats- und" ties a compound together
        how = _tied(tokens, start, end) or How.INFLECTED
        found = tokens.keys[start:end]
        if len(found) != len(variant.words):  # commas between adjectives
            found = [key for key in found if key != ", "]
        yield Hit(variant, start, end, how, found, True)


def _tied(tokens: Tokens, start: int, end: int) -> How | None:
    first, last = tokens.place(start), tokens.place(end - 1)
    tied = tokens.tied_before(first.start) or tokens.tied_after(last.end)
    return How.COMPOUND if tied else None


def coordinated(tokens: Tokens, start: int, surface: Index, lemmatised: Index) -> Iterator[Hit]:
    """Find compounds that share a part with another one and are written without it.

    *Sicherheits- und Verteidigungspolitik* has *Sicherheitspolitik*, *Rüstungsexporte und -importe* has
    *Rüstungsimporte*; the mention takes what stands there.
    """
    for found in _restored(tokens, start):
        joined = " ".join(found)
        for index, options, loose in (
            (surface, [(fold(key),) for key in found], False),
            (lemmatised, [lemmas(key) if key[0].isalnum() else (key,) for key in found], True),
        ):
            for end, variant in index.at(options):
                if end == len(found) and joined:
                    yield Hit(variant, start, start + 1, How.COORDINATED, found, loose)


def _restored(tokens: Tokens, start: int) -> Iterator[tuple[str, ...]]:
    """Yield what the truncated compound at a word could be in full, longest shared part first."""
    word = tokens.keys[start]
    if len(word) > _LONGEST:
        return
    after = tokens.keys[start + 1] if start + 1 < len(tokens) and not tokens.word(start + 1) else ""
    before = tokens.keys[start - 1] if start and not tokens.word(start - 1) else ""
    if _FIRST_TRUNCATED.match(after) and before != "-":
        whole = _completion(tokens, start + 2)
        if not whole:
            return
        *head, last = whole
        if head:
            yield word, "-", last
        if len(last) > _LONGEST:
            return
        for cut in range(2, len(last) - 2):
            yield (word + last[cut:].lower(),)
    elif _LAST_TRUNCATED.fullmatch(before) and start >= 3 and fold(tokens.word(start - 2)) in _CONJUNCTIONS:
        whole = _compound_before(tokens, start - 3)
        if not whole:
            return
        *head, last = whole
        if head:
            yield *head, word
        for cut in range(len(last) - 2, 2, -1):
            yield *head, last[:cut] + word.lower()


def _completion(tokens: Tokens, at: int) -> tuple[str, ...]:
    """The keys of the compound that completes truncated ones in front of it."""
    joined = "/" in tokens.keys[at - 1]
    between = 0
    for index in range(at, min(len(tokens), at + _FARTHEST)):
        word = tokens.word(index)
        if not word:
            if tokens.keys[index] not in ("- ", "-, ", "-/", ", "):
                return ()
            continue
        if index + 1 < len(tokens) and _FIRST_TRUNCATED.match(tokens.keys[index + 1]):
            continue
        if fold(word) in _CONJUNCTIONS:
            joined = True
            continue
        first = tokens.word(at - 2)
        if first[0].isupper() and word[0].islower() and between < 2:  # Innen- und die neue Außenpolitik
            between += 1
            continue
        if not joined:
            return ()
        end = index + 1
        while end + 1 < len(tokens) and tokens.keys[end] == "-":
            end += 2
        return tuple(tokens.keys[index:end])
    return ()


def _compound_before(tokens: Tokens, at: int) -> tuple[str, ...]:
    """The keys of the compound that ends at a key."""
    if not tokens.word(at):
        return ()
    start = at
    while start >= 2 and tokens.keys[start - 1] == "-":
        start -= 2
    return tuple(tokens.keys[start : at + 1])


def split(tokens: Tokens, start: int, verbs: Index) -> Iterator[Hit]:
    """Find verbs whose particle closes the clause, for entries that list a form with an ellipsis.

    The form ``rückt … ab`` is found in *Er rückte davon ab.*: between verb and particle there is no
    punctuation, and behind the particle the clause ends.
    """
    for end, variant in verbs.at(tokens.lemmas, start):
        size = len(variant.rest)
        for at in range(end, min(len(tokens) - size + 1, end + _FARTHEST_PARTICLE)):
            if not tokens.word(at) and _ENDS_CLAUSE.search(tokens.keys[at]):
                break
            after = at + size
            if tuple(tokens.keys[at:after]) == variant.rest and (
                after == len(tokens)
                or (not tokens.word(after) and _ENDS_CLAUSE.search(tokens.keys[after]))
                or tokens.word(after) in _AFTER_PARTICLE
            ):
                yield Hit(variant, start, end, How.SPLIT, tokens.keys[start:end], True, (at, after))
                break


class Part(NamedTuple):
    """A term within a closed compound: the form of the entry, the word's key, ``first`` or ``last``."""

    variant: Variant
    index: int
    part: str


def in_closed_compounds(tokens: Tokens, surface: Index) -> Iterator[Part]:
    """Find terms that are the first or last part of a compound, if the other part is a word."""
    for index, place in enumerate(tokens.places):
        word = tokens.keys[index]
        if place is None or not 2 * _SHORTEST_PART - 1 <= len(word) <= _LONGEST or not word.isalpha():
            continue
        if word[0].isupper() and adjective_stem(word).endswith("isch~"):  # Österreichische is no compound
            continue
        whole = fold(word)
        if index + 1 < len(tokens) and _FIRST_TRUNCATED.match(tokens.keys[index + 1]):
            for link in _LINKS[1:]:  # Einrichtungs-, Reise- und Hotelkosten
                for variant in surface.word(whole.removesuffix(link)) if whole.endswith(link) else ():
                    yield Part(variant, index, "first")
        for cut in range(2, len(word) - 2):
            first, last = word[:cut], word[cut:]
            for variant in surface.word(fold(first)):
                # In a compound two letters carry no meaning by themselves, unless they are all of a word.
                if (len(first) >= _SHORTEST_PART or is_known(first)) and _ends_compound(last, word[0].isupper()):
                    yield Part(variant, index, "first")
            if len(last) < _SHORTEST_PART:
                continue
            for key in dict.fromkeys((fold(last), *lemmas(last.capitalize() if word[0].isupper() else last))):
                for variant in surface.word(key):
                    if key != whole and _begins_compound(first):
                        yield Part(variant, index, "last")


def _begins_compound(part: str) -> bool:
    """Whether the first part of a compound is a word, perhaps with a linking element behind it."""
    part = part.lower()
    return any(
        len(bare := part.removesuffix(link)) > 2 and (is_known(bare) or is_known(bare.capitalize()))
        for link in _LINKS
        if part.endswith(link)
    )


def _ends_compound(part: str, noun: bool) -> bool:
    """Whether the last part of a compound is a word or made of two, perhaps with a linking element in front of it."""
    for link in _LINKS:
        bare = part.removeprefix(link)
        if part.startswith(link) and len(bare) > 2:
            cuts = (0, *range(_SHORTEST_PART, len(bare) - _SHORTEST_PART + 1))
            if any(_known_parts(bare[:cut], bare[cut:], noun) for cut in cuts):
                return True
    return False


def _known_parts(first: str, last: str, noun: bool) -> bool:
    return is_known(last.capitalize() if noun else last) and (not first or is_known(first.capitalize()))
