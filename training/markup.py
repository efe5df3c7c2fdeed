"""Term mark-up: which phrase pairs are worth being a term, and how a marked sentence is written.

A marked mention reads, as piece ids: ``<t>``, the German words, ``<e>``, the English citation form,
``</t>``. No blank piece stands before a tag, and only a stretch of the source that begins with a blank,
or begins the sentence, begins with a word-start piece, if the vocabulary has that piece without: so
`translate.marian` writes mentions too, and what it writes has to be what was learnt. The translation is
left as it is: the model learns to inflect the citation form itself.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import simplemma

from training.align import Link
from training.vocabulary import Pieces, Vocabulary, Word, split_words

__all__ = ["Mention", "PhrasePair", "annotate", "choose", "citation_form", "count_words", "phrase_pairs"]

# Words that a term neither begins nor ends with.
_GERMAN_STOP = frozenset(
    "der die das den dem des ein eine einen einem einer eines und oder nicht auch als wie zu im in am an auf "
    "aus bei mit nach von vor um für über unter sich es er sie wir ich ihr hat haben ist sind war waren wird "
    "werden worden sei habe".split()
)
_ENGLISH_STOP = frozenset(
    "the a an of to in on at and or not is are was were be been by for with from that this it its as he she "
    "they we his her their has have had will would".split()
)
_GERMAN_LONGEST = 4  # words
_ENGLISH_LONGEST = 6
_OTHER_WORD = 0.07  # share of the lower-case single words (verbs, adjectives) that may be terms
_SINGULAR = 0.4  # share of the English plurals that are shown in the singular
_ADJECTIVE_ENDINGS = ("e", "en", "er", "em", "es")


class PhrasePair(NamedTuple):
    """Word ranges, half-open, that translate each other and nothing else."""

    german_start: int
    german_end: int
    english_start: int
    english_end: int


class Mention(NamedTuple):
    """A place in a German text (code points, half-open) and the English that is wanted for it."""

    start: int
    end: int
    english: str


def phrase_pairs(
    german: Sequence[str], english: Sequence[str], links: Iterable[Link], rng: random.Random
) -> list[PhrasePair]:
    """List the phrase pairs that could be glossary entries.

    No link may lead out of a pair. The German side is a noun phrase or, rarely (drawn from `rng`), a
    single other word; neither side begins or ends with a function word.
    """
    english_of: defaultdict[int, list[int]] = defaultdict(list)
    german_of: defaultdict[int, list[int]] = defaultdict(list)
    for source, target in links:
        english_of[source].append(target)
        german_of[target].append(source)
    found = []
    for start in range(len(german)):
        for end in range(start + 1, min(start + _GERMAN_LONGEST, len(german)) + 1):
            if not english_of[start] or not english_of[end - 1] or not _german_term(german[start:end], rng):
                continue
            targets = [target for source in range(start, end) for target in english_of[source]]
            first, last = min(targets), max(targets) + 1
            closed = all(start <= source < end for target in range(first, last) for source in german_of[target])
            if closed and last - first <= _ENGLISH_LONGEST and _english_term(english[first:last]):
                found.append(PhrasePair(start, end, first, last))
    return found


def _german_term(words: Sequence[str], rng: random.Random) -> bool:
    first, last = words[0], words[-1]
    if not all(word[0].isalpha() for word in words) or {first.lower(), last.lower()} & _GERMAN_STOP:
        return False
    if len(words) == 1:
        return first[0].isupper() or (len(first) >= 5 and rng.random() < _OTHER_WORD)
    adjective = len(first) > 3 and first.endswith(_ADJECTIVE_ENDINGS)
    return last[0].isupper() and (first[0].isupper() or adjective)


def _english_term(words: Sequence[str]) -> bool:
    if {words[0].lower(), words[-1].lower()} & _ENGLISH_STOP:
        return False
    return all(word[0].isalnum() or word in "-'" for word in words)


def choose(pairs: Sequence[PhrasePair], rng: random.Random) -> list[PhrasePair]:
    """Draw up to three pairs whose German sides do not overlap, longer ones rather; in German order."""
    ranked = sorted(
        pairs,
        key=lambda pair: -rng.random() * (pair.german_end - pair.german_start + pair.english_end - pair.english_start),
    )
    wanted = rng.choice((1, 1, 2, 3))
    chosen: list[PhrasePair] = []
    for pair in ranked:
        if len(chosen) < wanted and all(
            pair.german_end <= other.german_start or pair.german_start >= other.german_end for other in chosen
        ):
            chosen.append(pair)
    return sorted(chosen)


def count_words(sentences: Iterable[str]) -> Counter[str]:
    """Count the words that do not begin a sentence, so that their usual capitals can be told."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update(word.text for word in split_words(sentence)[1:])
    return counts


def citation_form(text: str, words: Sequence[Word], pair: PhrasePair, counts: Counter[str], rng: random.Random) -> str:
    """Return the English side of a pair as a glossary would have it.

    The capital of a sentence's first word goes unless the word usually has it; some plurals (drawn from
    `rng`) become singular, so that the model learns to inflect what it is given.
    """
    first, last = words[pair.english_start], words[pair.english_end - 1]
    head, tail = text[first.start : last.start], last.text
    lower = first.text.lower()
    if (
        pair.english_start == 0
        and text[first.start + 1 : first.start + 2].islower()
        and counts[lower] > counts[first.text]
    ):
        head, tail = (head[0].lower() + head[1:], tail) if head else ("", tail[0].lower() + tail[1:])
    lemma = simplemma.lemmatize(tail, lang="en")
    plural = tail.endswith("s") and lemma != tail and lemma[0] == tail[0]
    return head + (lemma if plural and rng.random() < _SINGULAR else tail)


def annotate(vocabulary: Vocabulary, text: str, mentions: Sequence[Mention]) -> Pieces:
    """Write a German text with its mentions marked.

    Args:
        vocabulary: gives the pieces.
        text: a German sentence.
        mentions: in text order, not overlapping.

    Returns:
        The ids, without the end of the sentence; tags and English pieces belong to no word (-1).
    """
    ends = [word.end for word in split_words(text)]
    ids: list[int] = []
    words: list[int] = []

    def put(start: int, end: int) -> None:
        pieces = vocabulary.encode(text[start:end])
        if start > 0 and not text[start : start + 1].isspace():
            pieces = vocabulary.without_blank(pieces)
        before = bisect_right(ends, start)
        ids.extend(pieces.ids)
        words.extend(word + before if word >= 0 else -1 for word in pieces.words)

    def put_tags(tagged: list[int]) -> None:
        ids.extend(tagged)
        words.extend([-1] * len(tagged))

    position = 0
    for mention in mentions:
        put(position, mention.start)
        put_tags([vocabulary.term])
        put(mention.start, mention.end)
        put_tags([vocabulary.english, *vocabulary.encode(mention.english).ids, vocabulary.end])
        position = mention.end
    put(position, len(text))
    return Pieces(ids, words)
