"""German inflection, as far as finding a glossary term in a sentence needs it.

Lemmas come from simplemma's dictionary; for compounds that it does not list, from the longest tail that
it does. Small suffix rules cover what a dictionary of lemmas cannot say: the genitive of names and the
endings of nouns made from adjectives (*der Sondergesandte, ein Sondergesandter*).
"""

from __future__ import annotations

from functools import cache, lru_cache

__all__ = ["lemmas", "noun_from_adjective", "reads_as_adjective"]

_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")


@cache
def _simplemma():
    # simplemma unpacks its German dictionary on first use (a third of a second), so `--help` and
    # commands that match nothing must not pay for it.
    import simplemma

    return simplemma


@lru_cache(maxsize=1 << 17)
def _lemma(word: str) -> str:
    simplemma = _simplemma()
    known = simplemma.is_known(word, lang="de")
    return simplemma.lemmatize(word, lang="de", greedy=not known)


def _known(word: str) -> bool:
    return _simplemma().is_known(word, lang="de")


@lru_cache(maxsize=1 << 17)
def lemmas(word: str) -> frozenset[str]:
    """Return the case-folded forms under which a word may stand in a glossary.

    These are the word itself, its lemma, the lemma of its lower-case spelling (*Weißen* → *weiß*),
    the word without a genitive *s* (*Selenskyjs*), and the stem of a noun made from an adjective
    with a ``~`` for the ending (*Sondergesandten* → *sondergesandt~*).
    """
    found = {word.casefold(), _lemma(word).casefold()}
    lower = word.lower()
    if lower != word:
        found.add(_lemma(lower).casefold())
    if word.isupper() and len(word) > 1:  # a headline in capitals
        found.add(_lemma(word.capitalize()).casefold())
    if len(word) > 3 and word[-1:] in "sS" and not _known(word):
        found.add(word[:-1].rstrip("'’").casefold())
        if word[-2:-1] in "eE":
            found.add(word[:-2].casefold())
    stem = noun_from_adjective(word)
    if stem:
        found.add(stem)
    return frozenset(found)


@lru_cache(maxsize=1 << 16)
def noun_from_adjective(word: str) -> str:
    """Return ``stem~`` for a noun that is declined like an adjective, else an empty string.

    *Sondergesandter*, *Beauftragten* and *Willige* are such nouns: what is left without the ending is an
    adjective or participle. *Minister* and *Seiten* are not.
    """
    if not word[:1].isupper():
        return ""
    for ending in sorted(_ADJECTIVE_ENDINGS, key=len, reverse=True):
        stem = word[: -len(ending)].lower()
        if word.lower().endswith(ending) and len(stem) > 3 and _is_adjective(stem):
            return stem.casefold() + "~"
    return ""


@lru_cache(maxsize=1 << 16)
def _is_adjective(stem: str) -> bool:
    """Whether a lower-case stem takes adjective endings; nouns and verb stems have no *-em* form."""
    for start in range(max(1, len(stem) - 3)):  # sonder|gesandt: the tail decides
        tail = stem[start:]
        if _known(tail):
            return _known(tail + "em") and _known(tail + "es")
    return False


@lru_cache(maxsize=1 << 16)
def reads_as_adjective(word: str) -> bool:
    """Whether a capitalised word could be an adjective or verb that only starts a sentence."""
    lower = word.lower()
    return _known(lower) and _lemma(lower)[:1].islower()
