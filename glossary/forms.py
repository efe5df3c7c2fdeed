"""Which English surface forms satisfy a term."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from glossary import english
from glossary.entry import Kind, Term
from glossary.mention import How, Mention, Number

__all__ = [
    "Letters",
    "accepted",
    "accepted_for",
    "degrees",
    "indefinite_article",
    "inflections",
    "letters",
    "pattern",
    "plural",
]

_ACRONYM_WITH_VOWEL_SOUND = frozenset("AEFHILMNORSX")
# Words that begin with a sound that their letter hides.
_CONSONANT_SOUND = re.compile(
    r"(?:u(?:n(?:anim|i(?!n|ma|mp|de|ss)|\b)|s(?:e|a|u)|k\b|kr|ra|ru|te|ti|bi)|eu(?!$)|ewe|one\b|once|ouija)",
    re.IGNORECASE,
)
_SILENT_H = re.compile(r"(?:hour|honest|honou?r|heir|herb)", re.IGNORECASE)
_READ_AS_WORDS = frozenset(
    "NATO UNESCO UNICEF FIFA NASA NAFTA NASDAQ LUKOIL MERCOSUR RADAR SIPRI MERICS HAMAS LIBOR SARS MERS SWIFT "
    "FEMA".split()
)
_SPELT_OUT = re.compile(r"[aefhilmnorsx][A-Z]{2}")  # mRNA
# In a phrase with one of these, the word in front of it takes the plural: heads of state.
_HEAD_ENDS = re.compile(r" (?:of|in|at|for|to|on|from|with|against|under|by|de|du|general|elect|designate)\b")
# What ends a rendering without ending a word; a stop, an apostrophe or a hyphen belongs to its word (U.S., -like).
_SIGN = re.compile(r"[^\w\s.'’\-‐‑]")
# Where a sentence or a quotation begins.
_BEGINS = r"(?:(?<![\s\S])|(?<=\n)|(?<=[.!?:…]\s)|(?<=[\"“„«(]))"
_VERB_TAGS = ("VBD", "VBG", "VBN", "VBZ")


class Letters(Enum):
    """How a rendering is spelled: which of its small letters may be capital."""

    ANY = "any"  # sentence start, headline
    FIRST = "first"  # the first one, where a sentence begins
    AS_WRITTEN = "as written"


def letters(term: Term) -> Letters:
    """Return how the renderings of an entry are spelled."""
    if term.read_only:
        return Letters.AS_WRITTEN
    return Letters.FIRST if term.case_sensitive else Letters.ANY


def plural(noun: str) -> str:
    """Return the English plural of a noun phrase; its head takes the ending.

    >>> plural("security guarantee"), plural("head of state"), plural("secretary general"), plural("MP")
    ('security guarantees', 'heads of state', 'secretaries general', 'MPs')

    A word that is a plural already, or has none of its own, stays as it is.
    """
    end = found.start() if (found := _HEAD_ENDS.search(noun, 1)) else len(noun)
    before, space, head = noun[:end].rpartition(" ")
    if not head[-1:].isalpha() or head.isupper():
        many = head + "s"
    elif head.endswith("ese") or english.lemma(head, "NOUN")[:1] not in ((), (head,)):
        many = head
    else:
        many = next(iter(english.inflection(head, "NNS")), head + "s")
    return before + space + many + noun[end:]


def inflections(verb: str) -> tuple[str, ...]:
    """Return the forms of an English verb phrase, whose first word is the verb (*to* is left out)."""
    head, space, rest = verb.removeprefix("to ").partition(" ")
    known = english.all_inflections(head, "VERB").values() or [english.inflection(head, tag) for tag in _VERB_TAGS]
    forms = {form: None for group in known for form in group}
    return tuple(form + space + rest for form in (head, *forms))


def degrees(adjective: str) -> tuple[str, ...]:
    """Return an English adjective or adverb with its comparative and superlative, where they have endings."""
    if not adjective.isalpha():
        return (adjective,)
    forms = {**english.all_inflections(adjective, "ADJ"), **english.all_inflections(adjective, "ADV")}
    return _unique((adjective, *(form for group in forms.values() for form in group)))


@lru_cache(maxsize=1 << 14)
def accepted(term: Term, number: Number = Number.UNKNOWN, in_compound: bool = False) -> tuple[str, ...]:
    """Return the renderings that satisfy a mention of a term, the preferred one first.

    What the entry accepts besides its target does so as it is written, whatever the number (*Wahlen* may
    be an *election*).

    Args:
        term: the entry.
        number: what the German shows. Where it shows nothing, or the mention is part of a compound
            (English has the singular there), both numbers are accepted.
        in_compound: the mention is the first part of a hyphenated compound.
    """
    given = (term.target, *term.accept)
    if term.read_only:
        return given
    if term.kind is Kind.VERB:
        return _unique(form for verb in given for form in inflections(verb))
    if term.kind is Kind.ADJECTIVE:
        return _unique(form for adjective in given for form in degrees(adjective))
    if term.kind is not Kind.NOUN:
        return _unique((term.target, term.target_plural, *term.accept))
    many = term.target_plural or plural(term.target)
    if in_compound or number is Number.UNKNOWN or not term.target_plural:
        return _unique((term.target, many, *(form for other in term.accept for form in (other, plural(other)))))
    if number is Number.PLURAL:
        return _unique((many, *map(plural, term.accept), *term.accept))
    return _unique(given)


def accepted_for(mention: Mention) -> tuple[str, ...]:
    """Return the renderings that satisfy a mention, the preferred one first.

    Of an entry whose capitals are as written, those in capitals do too where the German is a heading in capitals.
    """
    forms = accepted(mention.term, mention.number, mention.how is How.COMPOUND and not mention.number)
    if mention.capitals and letters(mention.term) is not Letters.ANY:
        return _unique((*forms, *map(str.upper, forms)))
    return forms


def _unique(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form))


@lru_cache(maxsize=1 << 14)
def pattern(form: str, spelled: Letters = Letters.ANY) -> re.Pattern[str]:
    """Return what finds a rendering in a text.

    Capitals are as they are; a blank may be a hyphen and the reverse. Word boundaries hold on both sides; a
    possessive ending may follow. Where the rendering begins or ends in a sign there is no word to be bounded
    (*US$* in *US$500*, *%* in *3%*).

    Args:
        form: the rendering.
        spelled: which of its small letters may be capital.
    """
    parts = []
    for part in re.split(r"([\s\-‐‑]+|['’])", form):
        if not part:
            continue
        if part in ("'", "’"):
            parts.append("['’]")
        elif re.fullmatch(r"[\s\-‐‑]+", part):
            parts.append(r"[\s\-‐‑]+")
        else:
            parts.append("".join(map(_letter, part)) if spelled is Letters.ANY else re.escape(part))
    if spelled is Letters.FIRST and (first := form[:1]).islower():
        parts[0] = f"(?:{first}|{_BEGINS}{first.upper()}){parts[0].removeprefix(first)}"
    before, after = (not _SIGN.match(end) for end in (form[:1], form[-1:]))
    return re.compile((r"(?<!\w)" if before else "") + "".join(parts) + (r"(?!\w)" if after else ""))


def _letter(c: str) -> str:
    return f"[{c}{c.upper()}]" if c.islower() and len(c.upper()) == 1 else re.escape(c)


def indefinite_article(phrase: str) -> str:
    """Return ``a`` or ``an``, whichever stands in front of a phrase.

    >>> indefinite_article("EU summit"), indefinite_article("NATO treaty"), indefinite_article("8 percent rise")
    ('an', 'a', 'an')
    """
    first = re.split(r"[\s\-‐‑'’]", phrase.lstrip("\"'“‘(«"), maxsplit=1)[0]
    if not first:
        return "a"
    if first[0].isdigit():
        return "an" if re.match(r"8|11(?!\d)|18(?!\d)|1[18],", first) else "a"
    if first.isupper() and first not in _READ_AS_WORDS:
        return "an" if first[0] in _ACRONYM_WITH_VOWEL_SOUND else "a"
    if _SILENT_H.match(first) or _SPELT_OUT.match(first):
        return "an"
    return "an" if first[0].lower() in "aeiou" and not _CONSONANT_SOUND.match(first) else "a"
