"""Candidate terms: what an article says often that general German seldom says, and no entry covers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from glossary.entry import Term
from glossary.general import UNKNOWN, zipf
from glossary.german import lemmas
from glossary.match import Matcher
from glossary.propose import lemma

__all__ = ["Candidate", "Shape", "candidates"]


class Shape(StrEnum):
    """What a candidate looks like."""

    ACRONYM = "acronym"
    NAME = "name"
    COMPOUND = "compound"
    PHRASE = "phrase"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A German expression that may be worth an entry.

    Attributes:
        source: as it stands most often; a single noun in its citation form, where that is known.
        shape: see `Shape`.
        count: how often it occurs.
        weirdness: how much more often than in general German, as a power of ten.
        score: what candidates are ranked by.
        places: article, start and end (half-open, code points) of each occurrence.
        renderings: what the model makes of it, and how often; empty where no model was asked.
    """

    source: str
    shape: Shape
    count: int
    weirdness: float
    score: float
    places: tuple[tuple[str, int, int], ...]
    renderings: tuple[tuple[str, int], ...] = ()

    def with_renderings(self, found: Counter[str]) -> Candidate:
        """Return the candidate with what a model makes of it; one rendered now so, now so ranks higher."""
        ordered = tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
        return replace(self, renderings=ordered, score=self.score * (1 + math.log2(max(1, len(ordered)))))


# A word with the parts that hyphens tie to it.
_TOKEN = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_LINK = frozenset("der des".split())
_ADJECTIVE = re.compile(r"[a-zäöüß-]{3,}(?:e|en|er|es|em)")
# They look like adjectives and are none, or say nothing of the noun.
_NO_ADJECTIVE = frozenset(
    "aller allen alles andere anderen anderer anderes beide beiden diese dieser dieses diesen diesem eine einen einem "
    "einer eines jede jeder jedes jeden jedem keine keinen keinem keiner meine meinen seine seinen seinem seiner "
    "seines ihre ihren ihrem ihrer ihres unsere unseren unserem unserer unseres viele vielen vieler wenige wenigen "
    "mehrere mehreren einige einigen einiger solche solchen solcher welche welchen welcher letzten letzte ersten erste "
    "weitere weiteren weiterer neue neuen neuer neues große großen großer großes gegen wegen neben zwischen hatten "
    "waren wurden werden haben sollen können müssen wollen sagte teilte über unter hinter nächsten nächste eigenen "
    "zweiten dritten vergangenen kommenden heutigen gestrigen jüngsten möglichen deren dessen denen ihnen seien hätte "
    "wäre würde wurde hatte machte nannte erklärte betonte".split()
)
_SHORTEST_CLOSED = 12  # letters of a compound without a hyphen
_COMMON = 5.0  # as a power of ten in a thousand million: the thousand most frequent words or so
_TELLING = 4.4  # a word beside a term has to be rarer than that
_WEIGHTS = {Shape.ACRONYM: 1.2, Shape.COMPOUND: 1.2, Shape.NAME: 1.0, Shape.PHRASE: 0.7, Shape.NOUN: 0.8}
_LEAST_WEIRD = 1.8
_PHRASES_RARER = 1.0  # a phrase is at least ten times rarer than its rarest word


def candidates(texts: Mapping[str, str], terms: Sequence[Term] = (), *, least: int = 1) -> list[Candidate]:
    """Return expressions that no entry covers, the most promising first.

    Args:
        texts: German articles by name.
        terms: the glossary.
        least: how often an expression has to occur.
    """
    matcher = Matcher(terms)
    places: dict[tuple[Shape, str], list[tuple[str, int, int]]] = {}
    forms: dict[tuple[Shape, str], Counter[str]] = {}
    partly: Counter[tuple[Shape, str]] = Counter()
    total = 0
    for name, text in texts.items():
        covered = [(m.start, m.end) for m in matcher.find(text) if not m.term.forbidden]
        total += len(_TOKEN.findall(text))
        for shape, start, end in _expressions(text):
            touched = any(a < end and start < b for a, b in covered)
            if touched and not _adds_to(text, start, end, covered):
                continue
            surface = " ".join(text[start:end].split())
            key = shape, _citation(surface, shape)
            places.setdefault(key, []).append((name, start, end))
            forms.setdefault(key, Counter())[surface] += 1
            if touched:
                partly[key] += 1
    found = []
    for (shape, citation), where in places.items():
        if len(where) < least or (partly[shape, citation] and len(where) == 1):
            continue  # a term with a word beside it, once: no expression of its own
        source = citation if shape is Shape.NOUN else forms[shape, citation].most_common(1)[0][0]
        weirdness = math.log10(len(where) / total * 1e9) - _common(source, shape)
        if weirdness >= _LEAST_WEIRD:
            score = weirdness * (1 + math.log2(len(where))) * _WEIGHTS[shape]
            found.append(Candidate(source, shape, len(where), round(weirdness, 2), score, tuple(where)))
    return sorted(_outermost(found), key=lambda c: (-c.score, c.places))


def _expressions(text: str) -> Iterator[tuple[Shape, int, int]]:
    """Every place that has the looks of a term; longer and shorter ones may overlap."""
    for line in re.finditer(r"[^\n]+", text):
        if line[0].upper() == line[0]:  # a headline in capitals: there all looks like an acronym
            continue
        tokens = [(m[0], line.start() + m.start(), line.start() + m.end()) for m in _TOKEN.finditer(line[0])]
        tied = [text[a[2] : b[1]] == " " for a, b in pairwise(tokens)]
        # A sentence's first word has a capital that says nothing.
        part = [
            _name_part(word) and not (zipf(word) > _COMMON and _opens_sentence(text, start))
            for word, start, _ in tokens
        ]
        for n, (word, start, end) in enumerate(tokens):
            signed = text[max(0, start - 1) : start] == "/"  # the desk's initials at the end of an article
            if (shape := _shape(word)) and not (signed and shape is Shape.ACRONYM):
                yield shape, start, end
            run = n
            while run < len(tied) and tied[run] and part[run + 1]:
                run += 1
            if part[n] and (n == 0 or not tied[n - 1] or not part[n - 1]) and 1 <= run - n <= 3:
                yield Shape.NAME, start, tokens[run][2]
            if n < len(tied) and tied[n] and _is_adjective(word) and _noun_part(tokens[n + 1][0]):
                yield Shape.PHRASE, start, tokens[n + 1][2]
            linked = n + 1 < len(tied) and tied[n] and tied[n + 1] and tokens[n + 1][0] in _LINK
            if linked and _noun_part(word) and _noun_part(tokens[n + 2][0]):
                yield Shape.PHRASE, start, tokens[n + 2][2]


def _shape(word: str) -> Shape | None:
    if _HYPHEN.search(word):
        return Shape.COMPOUND if re.search(r"[-\u2010\u2011][A-ZÄÖÜ]", word) and word[0].isalnum() else None
    if len(word) > 1 and word.isupper():
        return Shape.ACRONYM
    if not word[0].isupper() or len(word) < 4:
        return None
    return Shape.COMPOUND if len(word) >= _SHORTEST_CLOSED and zipf(word) == UNKNOWN else Shape.NOUN


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'„“»‚(")
    return not before or before[-1] in ".!?:\n-–—"


def _name_part(word: str) -> bool:
    return len(word) > 1 and _HYPHEN.split(word)[-1][:1].isupper()


def _noun_part(word: str) -> bool:
    return len(word) > 2 and _name_part(word)


def _is_adjective(word: str) -> bool:
    return bool(_ADJECTIVE.fullmatch(word)) and word not in _NO_ADJECTIVE and zipf(word) < 5.5


def _adds_to(text: str, start: int, end: int, mentions: Sequence[tuple[int, int]]) -> bool:
    """Whether an expression has a word that belongs to no mention of a term, and not a common one."""
    spans = [(start + word.start(), start + word.end()) for word in _TOKEN.finditer(text[start:end])]
    own = [text[a:b] for a, b in spans if not any(x <= a and b <= y for x, y in mentions)]
    return any(word not in _LINK and zipf(word) < _TELLING for word in own)


def _citation(surface: str, shape: Shape) -> str:
    """What brings the forms of an expression together."""
    if shape in (Shape.ACRONYM, Shape.NAME):
        return surface.removesuffix("s") if len(surface) > 4 else surface
    if shape is Shape.NOUN:
        found = lemma(surface)
        return found if found[:1].isupper() else surface
    return " ".join(min(lemmas(word)) for word in surface.split())


def _common(source: str, shape: Shape) -> float:
    """How common an expression is in general German: as its rarest word, phrases rarer than that."""
    rarest = min(zipf(word) for word in re.split(r"[\s\-\u2010\u2011]+", source) if word)
    tied = shape in (Shape.NAME, Shape.PHRASE) or _HYPHEN.search(source)
    return rarest - _PHRASES_RARER if tied else rarest


def _outermost(found: Sequence[Candidate]) -> list[Candidate]:
    """Leave out what occurs only within a longer candidate."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for candidate in found:
        for name, start, end in candidate.places:
            spans.setdefault(name, []).append((start, end))

    def inside(name: str, start: int, end: int) -> bool:
        return any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans[name])

    return [candidate for candidate in found if not all(inside(*place) for place in candidate.places)]
