"""German inflection, as far as finding a glossary term in a sentence needs it.

Lemmas come from a dictionary (`glossary.lexicon`); for compounds that it does not list, from the longest tail
that it does. Small suffix rules cover what a dictionary with one lemma a form cannot say: the genitive of
names, the dative of plurals, and adjectives with the nouns made from them (*verrückte Ideen*; *der
Sondergesandte, ein Sondergesandter*), whose common stem is written with a ``~`` for the ending.
"""

from __future__ import annotations

import re
from functools import lru_cache

from glossary.lexicon import lexicon

__all__ = ["adjective_stem", "citation_keys", "is_known", "lemmas", "noun_from_adjective", "reads_as_adjective"]

_ENDINGS = ("em", "en", "er", "es", "e")  # of adjectives, long ones first
# What the dictionary has never seen is taken for an adjective by these endings.
_ADJECTIVAL = (
    "isch", "lich", "ig", "bar", "sam", "haft", "los", "ell", "iv", "är", "ös", "abel", "ibel", "end", "iert", "lar",
)  # fmt: skip
_PARTICIPLE = re.compile(r"(?:un)?(?:be|ent|er|ge|ver|zer)\w{3,}t")
_STRONG_PARTICIPLE = re.compile(r"\w*ge\w{3,}en")
_COMPARED = re.compile(r"(\w{4,}?)(?:er|e?st)(?:e[mnrs]?)?")
_LONGEST = 60  # letters; what is longer is no word


def is_known(word: str) -> bool:
    """Whether the dictionary lists a word in this spelling, capitals included."""
    return word in lexicon()


@lru_cache(maxsize=1 << 17)
def _lemma(word: str) -> str:
    """The dictionary form of a word in the same case; of an unknown one that of its longest known tail."""
    known = lexicon()
    if found := known.form(word):
        return found
    capital = word[:1].isupper()
    if len(word) <= _LONGEST:
        for start in range(2, len(word) - 3):
            tail = word[start:].capitalize() if capital else word[start:]
            if found := known.form(tail):
                return word[:start] + found.lower()
    return word


@lru_cache(maxsize=1 << 17)
def lemmas(word: str) -> tuple[str, ...]:
    """Return the case-folded keys under which a word of a text may stand in a glossary.

    These are the word itself, its lemma, the lemma of its lower-case spelling (*Weißen* → *weiß*), the
    word without a genitive *s* (*Selenskyjs*) or dative *n* (*Niederlanden*) that the dictionary does not
    count as part of the word, and the stem of an adjective or of a noun made from one.
    """
    known = lexicon()
    found = {word.casefold(): None}
    spellings = [word]
    if word[:1].isupper():
        spellings.append(word.lower())
    if word.isupper() and len(word) > 1:  # a headline in capitals
        spellings.append(word.capitalize())
    for spelling in spellings:
        lemma = _lemma(spelling)
        found[lemma.casefold()] = None
        if spelling.islower() and lemma != spelling and is_known(lemma + "em"):  # größerer → groß
            found[lemma.casefold() + "~"] = None
    noun = word.capitalize() if word.isupper() else word
    if len(noun) > 3 and noun[:1].isupper() and known.form(noun) != noun:
        lower = word.casefold()
        if lower.endswith("s") and noun not in known:
            found[lower[:-1].rstrip("'’")] = None
            if lower.endswith("es"):
                found[lower[:-2]] = None
        elif lower.endswith(("en", "eln", "ern")):
            found[lower[:-1]] = None
    if stem := adjective_stem(word):
        found[stem] = None
        if stem.endswith("end~") and is_known(stem[:-2]):  # schockierenden → schockieren
            found[stem[:-2]] = None
    elif stem := _positive_stem(word):
        found[stem] = None
    return tuple(found)


def citation_keys(word: str, *, last: bool, verb: bool = False) -> tuple[str, ...]:
    """Return the keys under which a word of an entry is looked for.

    An entry is given in its dictionary form, so that the word itself is enough; adjectives within a term
    and nouns made from adjectives (*Weißes Haus*, *Sondergesandter*) stand under their stem.

    Args:
        word: the word as the entry has it.
        last: it is the last word of the entry, or the only one, and given without an ending.
        verb: the entry is a verb; *gleichen* is no form of *gleich* then.
    """
    itself = word.casefold()
    if not word[:1].isalpha() or (word.isupper() and len(word) > 1) or (verb and last):
        return (itself,)
    if last and word.islower():
        if _is_adjective(word) or _PARTICIPLE.fullmatch(word):
            return (itself, itself + "~")
        if word.endswith("er") and (is_known(word[:-1] + "ste") or is_known(word[:-2] + "ste")):
            return (itself,)  # später is no form of spät, but a word of its own
    if stem := adjective_stem(word):
        return (stem, itself)
    if word.islower() and (_is_adjective(word) or _PARTICIPLE.fullmatch(word)):
        return (itself, itself + "~")
    if not last and word.islower() and (lemma := _lemma(word).casefold()) != itself:
        return (itself, lemma)
    return (itself,)


@lru_cache(maxsize=1 << 17)
def adjective_stem(word: str) -> str:
    """Return ``stem~`` for a word with the ending of an adjective, else an empty string."""
    lower = word.lower()
    if lower[-1:] not in "emnrs" or len(lower) > _LONGEST:
        return ""
    unlisted = not is_known(lower) and not is_known(lower.capitalize())
    for ending in _ENDINGS:
        stem = lower.removesuffix(ending)
        if stem != lower and (_is_adjective(stem) or (unlisted and _PARTICIPLE.fullmatch(stem))):
            return stem.casefold() + "~"
    return ""


def _positive_stem(word: str) -> str:
    """Return ``stem~`` for a comparative or superlative that the dictionary does not list (*diskretere*)."""
    if word[:1].islower() and (found := _COMPARED.fullmatch(word)) and _is_adjective(found[1]):
        return found[1].casefold() + "~"
    return ""


def noun_from_adjective(word: str) -> str:
    """Return ``stem~`` for a noun that is declined like an adjective, else an empty string.

    *Sondergesandter*, *Beauftragten* and *Willige* are such nouns: what is left without the ending is an
    adjective or participle. *Minister*, *Seiten* and *Initiative* are not.
    """
    if not word[:1].isupper() or (word.isupper() and len(word) > 1):
        return ""
    stem = adjective_stem(word)
    return "" if stem.endswith("iv~") else stem


@lru_cache(maxsize=1 << 17)
def _is_adjective(stem: str) -> bool:
    """Whether a lower-case stem takes adjective endings; nouns and verb stems have no *-em* form."""
    if len(stem) < 3:
        return False
    known = lexicon()
    if stem + "em" in known and (stem + "es" in known or stem + "er" in known):
        return True
    for start in (0, *range(2, len(stem) - 3)):  # sonder|gesandt: the longest known tail decides
        tail = stem[start:]
        if tail in known or tail.capitalize() in known:
            if tail + "em" in known and tail + "es" in known:
                return True
            # Of rare adjectives and participles the dictionary lists one form or two.
            if tail in known and _STRONG_PARTICIPLE.fullmatch(tail):  # kriegs|gefangen
                return True
            if tail.capitalize() in known:
                return False
            break
    return len(stem) > 5 and stem.endswith(_ADJECTIVAL)


@lru_cache(maxsize=1 << 16)
def reads_as_adjective(word: str) -> bool:
    """Whether a capitalised word could be an adjective or verb that only starts a sentence."""
    lemma = lexicon().form(word.lower())
    return lemma is not None and lemma[:1].islower()
