"""What an entry that somebody adds lacks: how it inflects, its German plural and its English one.

Guesses, each said in words so that the person who adds the entry can object.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from glossary.entry import Kind
from glossary.forms import plural
from glossary.german import is_known, noun_from_adjective
from glossary.lexicon import lexicon

__all__ = ["Proposal", "english_plural", "german_plural", "kind_of", "lemma", "propose", "split_form"]

_LINKS = frozenset("der des die das den dem für in im zu zum zur von vom mit gegen über an am auf bei und ohne".split())
_OF = re.compile(r"\s(?:of|for|to|in|on|at|against|with|by|from|between|without|under|de)\s")
_SMALL = frozenset("of the and for on in to de".split())
_INVARIABLE = frozenset(
    "aircraft spacecraft series species means headquarters aid damage million billion trillion staff police".split()
)
_POSTPOSED = frozenset("general elect designate martial".split())
_NO_PLURAL = ("ismus", "tum", "heit", "keit", "nis", "schaft", "ik")
# The first that fits counts; what stands there is put for the German ending.
_SURE = (
    ("ung", "ungen"), ("heit", "heiten"), ("keit", "keiten"), ("schaft", "schaften"), ("tät", "täten"),
    ("tion", "tionen"), ("sion", "sionen"), ("staat", "staaten"), ("schuss", "schüsse"), ("fonds", "fonds"),
    ("minister", "minister"), ("präsident", "präsidenten"), ("bericht", "berichte"), ("gesetz", "gesetze"),
)  # fmt: skip
_ENDINGS = (
    *_SURE,
    ("rat", "räte"), ("streik", "streiks"), ("park", "parks"), ("limit", "limits"), ("zins", "zinsen"),
    ("index", "indizes"), ("nis", "nisse"), ("in", "innen"), ("ion", "ionen"), ("enz", "enzen"), ("anz", "anzen"),
    ("eur", "eure"), ("ur", "uren"), ("ist", "isten"), ("ent", "enten"), ("ant", "anten"), ("at", "ate"),
    ("chen", "chen"), ("lein", "lein"), ("ar", "are"), ("är", "äre"), ("ler", "ler"), ("ner", "ner"), ("e", "en"),
)  # fmt: skip
# Those that never part, or not always (über, um, unter, durch, wieder), are left to the person.
_PARTICLES = (
    "ab", "an", "auf", "aus", "bei", "dar", "ein", "empor", "entgegen", "fest", "fort", "frei", "gegenüber", "her",
    "herab", "heran", "heraus", "herbei", "herein", "herunter", "hervor", "hin", "hinaus", "hinein", "hinzu", "los",
    "mit", "nach", "nieder", "stand", "statt", "teil", "vor", "voran", "voraus", "vorbei", "weg", "weiter", "zu",
    "zurück", "zusammen",
)  # fmt: skip
_UMLAUT = {"a": "ä", "o": "ö", "u": "ü"}
_SHORTEST_HEAD = 3


class Proposal(NamedTuple):
    """An inflection class and plurals, and a sentence for each thing that was assumed."""

    kind: Kind
    source_plural: str
    target_plural: str
    assumed: tuple[str, ...]


def propose(
    source: str, target: str, kind: Kind | None = None, source_plural: str = "", target_plural: str = ""
) -> Proposal:
    """Fill in what an entry lacks; what is given stays.

    Args:
        source: German citation form.
        target: English rendering.
        kind: how it inflects, where that is known.
        source_plural: German plural, where it is known.
        target_plural: English plural, where it is known.
    """
    assumed = []
    if kind is None:
        kind, why = (Kind.NOUN, "a plural was given") if source_plural or target_plural else kind_of(source, target)
        assumed.append(f"it is a {kind} ({why}); otherwise add --kind")
    if kind is Kind.NOUN:
        german = source_plural or german_plural(source)
        if german and not source_plural:
            assumed.append(f'the German plural is "{german}"; otherwise add --plural')
        if german and not target_plural:
            target_plural = english_plural(target)
            assumed.append(f'the English plural is "{target_plural}"; otherwise add --english-plural')
        if not german:
            assumed.append("it has no German plural (none is known); otherwise add --plural")
        source_plural = german
    return Proposal(kind, source_plural, target_plural if source_plural else "", tuple(assumed))


def kind_of(source: str, target: str) -> tuple[Kind, str]:
    """Guess how an entry inflects, and say what shows it."""
    german, english = source.split(), target.removeprefix("the ").split()
    if source == target:
        return Kind.NAME, "the same in both languages"
    if len(german) == 1 and source[:1].islower():
        if target.startswith("to ") or (source.endswith(("en", "ern", "eln")) and lemma(source) == source):
            return Kind.VERB, "a small letter, and ends like a verb"
        return Kind.PHRASE, "one word with a small letter"
    if german[-1][:1].islower():
        return Kind.PHRASE, "does not end in a noun"
    if all(word[:1].isupper() or word in _SMALL for word in english):
        return Kind.NAME, "the English has capitals throughout"
    return Kind.NOUN, "ends in a noun" if german[-1] == _head(german)[0] else "a noun with what belongs to it"


def _head(words: list[str]) -> tuple[str, int]:
    """The noun that takes the plural: the last one in front of *der*, *für* …"""
    stop = next((n for n, word in enumerate(words) if n and word in _LINKS), len(words))
    return words[stop - 1], stop - 1


def split_form(verb: str) -> str:
    """Return the form of a verb whose particle stands apart (``treten … zurück``); an empty string where none does.

    The infinitive stands for all finite forms.
    """
    for particle in sorted(_PARTICLES, key=len, reverse=True):
        base = verb.removeprefix(particle)
        if base != verb and len(base) >= _SHORTEST_HEAD and base.endswith("n") and lexicon().form(base) == base:
            return f"{base} … {particle}"
    return ""


def german_plural(source: str) -> str:
    """Return the plural of a German noun phrase; an empty string where none is known."""
    words = source.split()
    head, at = _head(words)
    if not head[:1].isupper() or head.isupper() or (at and not _declines(words[:at])):
        return ""
    before, hyphen, last = head.rpartition("-")
    plural = _noun_plural(last)
    if not plural:
        return ""
    adjectives = [_plural_adjective(word) for word in words[:at]]
    return " ".join([*adjectives, before + hyphen + plural, *words[at + 1 :]])


def _declines(words: list[str]) -> bool:
    return all(re.search(r"e[rsmn]?$", word) for word in words)


def _plural_adjective(word: str) -> str:
    """*gemeinsames* → *gemeinsame*."""
    return re.sub(r"e[rsmn]?$", "e", word)


def lemma(word: str) -> str:
    """Return the dictionary form of a word; the word itself where the dictionary does not list it."""
    return lexicon().form(word) or word


def _noun_plural(noun: str) -> str:
    """The plural of a noun: of the longest tail that the dictionary has, else by its ending."""
    if sure := _by_ending(noun, _SURE):
        return sure
    # A Bürgermeister has a genitive in -s and a Runde a plural in -n; an Abgeordneter or eine Abgeordnete has neither.
    ending = {"er": "s", "e": "n"}.get("e" if noun.endswith("e") else noun[-2:], "")
    tails = [noun[start:].capitalize() for start in range(len(noun) - 3)]
    plain = any(is_known(tail + ending) and lemma(tail + ending) == tail for tail in tails)
    if ending and not plain and noun_from_adjective(noun):
        return noun.removesuffix("r")
    for start in range(len(noun) - _SHORTEST_HEAD + 1):
        tail = noun[start:].capitalize()
        if is_known(tail) and lemma(tail) == tail:
            plural = _listed_plural(tail)
            if plural:
                return noun[:start] + (plural.lower() if start else plural)
            if start == 0 and noun.lower().endswith(_NO_PLURAL):
                return ""
    return _by_ending(noun)


def _by_ending(noun: str, endings=_ENDINGS) -> str:
    for ending, many in endings:
        if noun.lower().endswith(ending):
            stem = noun[: len(noun) - len(ending)]
            return stem + many if stem else many.capitalize()
    return ""


def _listed_plural(noun: str) -> str:
    """The plural among the forms that the dictionary lists for a noun."""

    def listed(form: str) -> bool:
        return is_known(form) and lemma(form) == noun

    umlaut = _umlaut(noun)
    candidates = [_by_ending(noun)]
    if umlaut:
        candidates += [umlaut + "er", umlaut + "e", umlaut if noun.endswith(("er", "el", "en")) else ""]
    if noun.endswith("um"):
        candidates += [noun[:-2] + "en", noun[:-2] + "a"]
    if noun.endswith(("er", "el", "en")) and not noun.endswith("iel"):
        # Masculine and neuter nouns have a genitive; feminine ones (Regel, Mauer) take -n.
        candidates.append(noun if listed(noun + "s") else noun + "n")
    if noun.endswith("e"):
        candidates.append(noun + "n")
    if noun[-1] in "aiouy" or noun.isupper():
        candidates.append(noun + "s")
    candidates += [noun + "er" if listed(noun + "ern") else "", noun + "e" if listed(noun + "e") else ""]
    candidates += [noun + "en", noun + "s" if not listed(noun + "es") else ""]
    return next((form for form in candidates if form and (form == noun or listed(form))), "")


def _umlaut(noun: str) -> str:
    """The noun with its last *a*, *o*, *u* or *au* changed; empty where it has none."""
    found = re.search(r"(?:a(?=u)|[aou])(?=[^aouäöüAOUÄÖÜ]*$|u[^aouäöü]*$)", noun)
    if not found or not found[0]:
        found = re.match(r"([AOU])", noun) if not re.search(r"[aouäöü]", noun) else None
        return {"A": "Ä", "O": "Ö", "U": "Ü"}[found[1]] + noun[1:] if found else ""
    return noun[: found.start()] + _UMLAUT[found[0]] + noun[found.end() :]


def english_plural(target: str) -> str:
    """Return the English plural of a noun phrase: of its head, which stands before *of*, *for* …"""
    found = _OF.search(target)
    if found and found.start():
        return english_plural(target[: found.start()]) + target[found.start() :]
    head, _, last = target.rpartition(" ")
    if head and last.lower() in _POSTPOSED:
        return f"{english_plural(head)} {last}"
    if last.lower() in _INVARIABLE or ("-" in last and last.endswith("ing")):
        return target
    if "-in-" in last:  # commander-in-chief
        first, hyphen, rest = last.partition("-")
        return f"{head} {plural(first)}{hyphen}{rest}".lstrip()
    if last.isupper() and len(last) > 1:
        return target + "s"
    return plural(target)
