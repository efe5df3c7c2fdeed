"""What the form of a German mention shows: whether capitals allow it, whether a name may inflect so, its number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossary.entry import Kind, Term
from glossary.german import adjective_stem, is_known, noun_from_adjective, reads_as_adjective
from glossary.lexicon import lexicon
from glossary.mention import Number
from glossary.tokens import Tokens
from glossary.words import fold

__all__ = ["adjective_of_name_fits", "case_fits", "name_fits", "number_of"]

# Prepositions and adverbs that look like a noun when they begin a sentence.
_NO_NOUN_FIRST = frozenset("dank kraft laut morgen schuld statt trotz weise zeit".split())
# In front of a plural form that could also be a singular, these leave the number open …
_OBLIQUE = frozenset("den keinen ihren seinen diesen unseren deren dessen".split())
# … these show the singular …
_SINGULAR = frozenset(
    "ein eine einen einem einer eines kein keinem keines dem des das diesem dieses jenem jenes ihrem ihres seinem "
    "seines unserem unseres jeder jede jeden jedem jedes am beim im ins vom zum zur".split()
)
# … if they are no relative pronoun behind a comma …
_RELATIVE = frozenset({"das", "dem"})
# … and these the plural.
_PLURAL = frozenset(
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf beide beiden beider einige einigen einiger mehrere "
    "mehreren mehrerer viele vielen vieler wenige wenigen weniger sämtliche sämtlichen sämtlicher zahlreiche "
    "zahlreichen zahlreicher".split()
)
# Countries and regions that are spelled like the people who live there: with an article, the people are meant.
_PEOPLES = frozenset(
    "bayern franken friesen hessen polen pommern preussen sachsen schwaben schweden ungarn westfalen".split()
)
_OF_PEOPLE = frozenset("die der den diese dieser diesen alle aller allen viele vielen keine".split())
_DIE = frozenset("die diese jene keine ihre seine unsere alle".split())
# Masculine nouns that end in -en everywhere but in the nominative singular; and feminine ones, which never do.
_WEAK_NOUN = (
    "ent", "ant", "ist", "at", "et", "ot", "oge", "ade", "arch", "herr", "mensch", "held", "fürst", "prinz", "nachbar",
)  # fmt: skip
_FEMININE = ("ung", "heit", "keit", "schaft", "ion", "tät", "ie", "ik", "enz", "anz", "ur", "in")
_OFFICES = ("beauftragten", "vorsitzenden", "gesandten")  # held by a woman, their dative looks like a plural
# What looks like an adjective in front of a noun and is none.
_DETERMINERS = frozenset(
    "all~ dein~ dies~ ein~ ihr~ jed~ jen~ kein~ manch~ mein~ sein~ solch~ unser~ viel~ welch~ wenig~".split()
)
_NAME_ENDING = re.compile(r"(?:e?s|['’])?")


def case_fits(
    term: Term, wanted: Sequence[str], found: Sequence[str], tokens: Tokens, start: int, end: int, *, inflected: bool
) -> bool:
    """Whether capitals and small letters allow a match.

    Acronyms and case-sensitive entries have their own letters; nouns have a capital; a lower-case
    entry of one word is no capitalised word within a sentence, nor is the first word of a sentence
    a noun if it reads as an adjective in front of one, or is a preposition.

    Args:
        term: the entry.
        wanted: words of the entry.
        found: words of the text, as many.
        tokens: the text.
        start, end: range of its keys where the words stand.
        inflected: the words need not be spelled alike.
    """
    for want, word in zip(wanted, found, strict=True):
        if term.case_sensitive and (want[0] != word[0] if inflected else want != word):
            return False
        if want.isupper() and len(want) > 1 and not word.startswith(want):
            return False
        if want[0].isupper() and not (word[0].isupper() or word[0].isdigit()):
            return False
    if len(found) > 1:
        return True
    (word,) = found
    if term.kind is Kind.NAME and fold(word) in _PEOPLES and _article_before(tokens, start) in _OF_PEOPLE:
        return False
    first = tokens.starts_sentence(start)
    following = tokens.word(end)
    if wanted[0][0].islower():
        if word[0].islower() or not word[0].isalpha():
            return True
        if word.isupper() and len(word) > 1:
            return len(word) > 3
        return first and (following[:1].isupper() or not is_known(word))
    if not first or term.kind is Kind.PHRASE or (word.isupper() and len(word) > 1):
        return True
    if term.kind is Kind.NOUN and fold(word) in _NO_NOUN_FIRST:
        return False
    if inflected and reads_as_adjective(word) and not (is_known(word) or adjective_stem(word)):
        return False  # Lädt er ein?
    return not (following[:1].isupper() and reads_as_adjective(word) and adjective_stem(word))


def name_fits(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Whether a name may inflect so: genitive *s*, dative *n* of a plural, endings of adjectives.

    There is one White House, and *Merz* has no other forms: *Weißen Häuser* and *Polin* are no mentions
    of the names *Weißes Haus* and *Polen*.
    """
    for want, word in zip(wanted, found, strict=True):
        base, form = fold(want), fold(word)
        if form == base or (form.startswith(base) and _NAME_ENDING.fullmatch(form[len(base) :])):
            continue
        if form == base + "n" and base.endswith("e"):
            continue
        if (stem := adjective_stem(want)) and stem == adjective_stem(word):
            continue
        if want[0].islower():
            continue
        return False
    return True


def adjective_of_name_fits(term: Term, found: Sequence[str], tokens: Tokens, end: int) -> bool:
    """Whether a listed form of a name in *-er* stands where it is an adjective (*Moskauer*), not somebody from there.

    The adjective has a noun behind it, perhaps with another adjective in between, or shares one:
    *die Kiewer Regierung*, *Kölner und Bonner Polizisten*, but not *der Kölner sagte*.
    """
    if term.kind is not Kind.NAME or not fold(found[-1]).endswith("er") or fold(term.source).endswith("er"):
        return True
    if tokens.tied_after(tokens.place(end - 1).end):
        return True
    first, second, third = (tokens.word(end + n) for n in range(3))
    if first in ("und", "oder"):
        return second.endswith("er") and third[:1].isupper()
    return first[:1].isupper() or (_is_adjective(first) and second[:1].isupper())


def _is_adjective(word: str) -> bool:
    """Whether a word is the form of an adjective, and of nothing more usual (*die Kölner feierten Siege*)."""
    stem = adjective_stem(word)
    lemma = lexicon().form(word) if stem and word.islower() and stem not in _DETERMINERS else None
    return lemma is not None and fold(lemma) + "~" == stem


def number_of(term: Term, citation: str, plural: str, found: Sequence[str], tokens: Tokens, start: int) -> Number:
    """Return singular or plural, where the form of the mention or a word in front of it tells.

    Args:
        term: the entry.
        citation, plural: its German words and their plural, joined by blanks.
        found: words of the mention.
        tokens: the text.
        start: the first of its keys.
    """
    if not term.source_plural:
        return Number.UNKNOWN
    following = tokens.word(start + len(found))
    while start > 1 and tokens.keys[start - 1] == "-":  # des US-Präsidenten: the article stands before the compound
        start -= 2
    form, singular, many = fold(" ".join(found)), fold(citation), fold(plural)
    shown = _shown_before(tokens, start)
    ending = form.removeprefix(singular)
    if form not in (many, many + "n"):
        if form.endswith(("in", "innen")) and form != singular:  # Ministerin, listed as a form of Minister
            return Number.PLURAL if form.endswith("nen") else Number.SINGULAR
        own = (form == singular or ending in ("s", "es", "e")) and not noun_from_adjective(found[-1])
        if own and form == singular and shown is Number.PLURAL and not _numbered(tokens, start):
            return shown  # drei Zoll, 80 Fass: of measures the form stays
        return Number.SINGULAR if own else shown
    if singular == many:
        return Number.PLURAL if ending == "n" else shown
    before = fold(tokens.word(start - 1))
    if noun_from_adjective(found[-1]):
        return shown or _of_adjective(form, before, following)
    if form == singular + "s":  # a genitive has its article, perhaps behind adjectives in -en
        return shown or (Number.UNKNOWN if before.endswith("en") and before != "den" else Number.PLURAL)
    weak = many in (singular + "n", singular + "en") and singular.endswith(("e", *_WEAK_NOUN))
    weak = weak and not singular.endswith(_FEMININE)
    if weak and shown:
        return shown
    if weak and before in _OBLIQUE:
        return Number.UNKNOWN
    return Number.UNKNOWN if weak and singular.endswith(_WEAK_NOUN) and before not in _DIE else Number.PLURAL


def _of_adjective(form: str, before: str, following: str) -> Number:
    """Number of a noun made from an adjective (*der Alliierten*), if no article shows a singular."""
    if not form.endswith("en") or before in _OBLIQUE:
        return Number.UNKNOWN
    if before == "der" and (following[:1].isupper() or form.endswith(_OFFICES)):
        return Number.UNKNOWN  # der Außenbeauftragten Kallas
    return Number.PLURAL


def _shown_before(tokens: Tokens, start: int) -> Number:
    """Number that an article or numeral shows, with at most two adjectives in between."""
    at = _before_adjectives(tokens, start)
    word = fold(tokens.word(at))
    after_comma = at > 0 and tokens.places[at - 1] is None and "," in tokens.keys[at - 1]
    if word in _PLURAL:
        return Number.PLURAL
    if word.isdecimal() and 2 <= int(word) < 1000 and (at == 0 or tokens.word(at - 1)):
        return Number.PLURAL
    relative = after_comma and word in _RELATIVE
    return Number.SINGULAR if word in _SINGULAR and not relative else Number.UNKNOWN


def _numbered(tokens: Tokens, start: int) -> bool:
    """Whether the figure in front of a word belongs to a name (*Hannover 96 Präsident Kind*)."""
    at = _before_adjectives(tokens, start)
    name = tokens.word(at - 1)
    return tokens.word(at).isdecimal() and name[:1].isupper() and not tokens.starts_sentence(at - 1)


def _before_adjectives(tokens: Tokens, start: int) -> int:
    """The key in front of a word and of at most two adjectives that precede it."""
    at = start - 1
    for _ in range(2):
        word = tokens.word(at)
        if fold(word) in _SINGULAR | _PLURAL or not (word.islower() and adjective_stem(word)):
            break
        at -= 1
    return at


def _article_before(tokens: Tokens, start: int) -> str:
    return fold(tokens.word(_before_adjectives(tokens, start)))
