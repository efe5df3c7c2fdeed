"""Which English surface forms satisfy a term."""

from __future__ import annotations

import re
from functools import lru_cache

from glossary.entry import Kind, Term
from glossary.match import How, Mention, Number

__all__ = ["accepted", "accepted_for", "indefinite_article", "inflections", "pattern", "plural"]

_ACRONYM_WITH_VOWEL_SOUND = frozenset("AEFHILMNORSX")
# Acronyms and words that are read as a word, or begin with a sound that their letter hides.
_CONSONANT_SOUND = re.compile(
    r"(?:u(?:n(?:anim|i(?!nf|nt|nv|ma|mp|nh)|\b)|s(?:e|a|u)|k\b|kr|ra|te|ti)|eu(?!$)|ewe|one\b|once|ouija)",
    re.IGNORECASE,
)
_SILENT_H = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_READ_AS_WORDS = frozenset("NATO UNESCO UNICEF FIFA NASA LUKOIL MERCOSUR RADAR SIPRI MERICS".split())


def plural(noun: str) -> str:
    """Return the English plural of a noun phrase; its last word takes the ending.

    Irregular plurals of longer phrases (*secretaries general*) are for the glossary to give.
    """
    from lemminflect import getInflection

    head, space, last = noun.rpartition(" ")
    forms = getInflection(last, tag="NNS") if last[-1:].isalpha() else ()
    return head + space + (forms[0] if forms else last + "s")


def inflections(verb: str) -> tuple[str, ...]:
    """Return the forms of an English verb phrase, whose first word is the verb (*to* is left out)."""
    from lemminflect import getAllInflections

    head, space, rest = verb.removeprefix("to ").partition(" ")
    forms = {form: None for group in getAllInflections(head, upos="VERB").values() for form in group}
    return tuple(form + space + rest for form in (head, *forms))


@lru_cache(maxsize=1 << 14)
def accepted(term: Term, number: Number = Number.UNKNOWN, in_compound: bool = False) -> tuple[str, ...]:
    """Return the renderings that satisfy a mention of a term, the preferred one first.

    Args:
        term: the entry.
        number: what the German shows. Where it shows nothing, or the mention is part of a compound
            (English has the singular there), both numbers are accepted.
        in_compound: the mention is part of a hyphenated compound.
    """
    if term.kind is Kind.VERB:
        return _unique(form for given in (term.target, *term.accept) for form in inflections(given))
    if term.kind is not Kind.NOUN or term.read_only:
        return _unique((term.target, term.target_plural, *term.accept))
    many = term.target_plural or plural(term.target)
    others = [form for given in term.accept for form in (given, plural(given))]
    if in_compound or number is Number.UNKNOWN or not term.target_plural:
        return _unique((term.target, many, *others))
    return _unique((many if number is Number.PLURAL else term.target, *others))


def accepted_for(mention: Mention) -> tuple[str, ...]:
    """Return the renderings that satisfy a mention, the preferred one first."""
    return accepted(mention.term, mention.number, mention.how is How.COMPOUND)


def _unique(forms) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form))


@lru_cache(maxsize=1 << 14)
def pattern(form: str) -> re.Pattern[str]:
    """Return what finds a rendering in a text.

    Small letters may be capital (sentence start, headline), capitals are as they are; a blank may be a
    hyphen and the reverse. Word boundaries hold on both sides; a possessive ending may follow.
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
            parts.append("".join(map(_letter, part)))
    return re.compile(rf"(?<!\w){''.join(parts)}(?!\w)")


def _letter(c: str) -> str:
    return f"[{c}{c.upper()}]" if c.islower() and len(c.upper()) == 1 else re.escape(c)


def indefinite_article(phrase: str) -> str:
    """Return ``a`` or ``an``, whichever stands in front of a phrase.

    >>> indefinite_article("EU summit"), indefinite_article("NATO treaty"), indefinite_article("8 percent rise")
    ('an', 'a', 'an')
    """
    first = re.split(r"[\s\-‐‑]", phrase.lstrip("\"'“‘(«"), maxsplit=1)[0]
    if not first:
        return "a"
    if first[0].isdigit():
        return "an" if re.match(r"8|11(?!\d)|18(?!\d)|1[18],", first) else "a"
    if first.isupper() and first not in _READ_AS_WORDS:
        return "an" if first[0] in _ACRONYM_WITH_VOWEL_SOUND else "a"
    if _SILENT_H.match(first):
        return "an"
    return "an" if first[0].lower() in "aeiou" and not _CONSONANT_SOUND.match(first) else "a"
