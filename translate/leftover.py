"""German words that stand in an English sentence, told from names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from glossary import english
from glossary.lexicon import lexicon
from glossary.words import Word, words
from translate.document import Span

__all__ = ["leftovers"]

_SHORTEST = 4
# What goes by its German name in English although the dictionary inflects it: institutions, papers, clubs, regions.
_KEPT = frozenset(
    (
        "abitur allianz autobahn berlinale bild bundesanstalt bundesbank bundesliga bundespolizei bundesrat "
        "bundestag bundeswehr burgenland charité commerzbank currywurst deutschlandticket eintracht eisbären elbe "
        "elbphilharmonie energiewende handelsblatt jusos kita knesset koran landesbank landesliga landtag "
        "lebenshilfe lufthansa mittelstand münsterland oder oktoberfest ostpolitik raiffeisenbank regionalliga "
        "reichstag ruhr rügen saarland sauerland schalke schufa sejm shoah sinti sparkasse spiegel stasi "
        "tagesschau tagesspiegel taliban tatort tibet tiergarten volksbanken volkswagen wehrmacht werder "
        "willkommenskultur wirtschaftswunder zeit zugspitze"
    ).split()
)
# Surnames that are words: nouns only behind an article.
_SURNAMES = frozenset(
    (
        "bader bauer baumann beck becker berger bergmann brandt braun busch böhm engel fischer frank franke fuchs "
        "geiger graf götze hahn hartmann hofmann huber jäger kaiser keller kirchner klein koch kraus krause "
        "krämer krüger köhler könig kühn lang lange lindner ludwig maier meier möller müller neumann otto palme "
        "pilz pohl renner reuter richter roth rutte schmied schneider scholz schreiber schröder schulte schulze "
        "schumacher schuster schwarz schäfer seidel sommer stadler stein vogel vogt wagner walter weber winkler "
        "winter wirth wolf ziegler zimmermann"
    ).split()
)
# English, though no dictionary here lists it.
_ENGLISH = frozenset(
    "darknet doppelgänger föhn führer soundcheck taskforce telenovela über übermensch vernissage".split()
)
_IN_ADDRESS = re.compile(r"[.@/]\w|://")
_DETERMINER = re.compile(
    r"\b(?:the|an?|this|that|these|those|his|her|its|their|our|my|your|no|any|some|every|each|another)\s\Z",
    re.IGNORECASE,
)
_GERMAN_DETERMINER = re.compile(
    r"\b(?:k?eine?[mnrs]?|diese[mnrs]?|jede[mnrs]?|(?:mein|dein|sein|ihr|unser)e?[mnrs]?|manche[mnrs]?|alle[nrs]?|viele[nr]?)\s\Z",
    re.IGNORECASE,
)
_CASE_ENDINGS = ("", "e", "en", "ern", "es", "er", "n")
_LAST_VOWEL = re.compile(r"(?:a(?=u)|[aou])(?=[^aou]*\Z)", re.IGNORECASE)
_UMLAUTS = str.maketrans("aouAOU", "äöüÄÖÜ")
_HEAD = re.compile(
    r"\s*(?:\Z|[.,;:!?\"“”)]|(?:['’]s|of|in|on|at|for|with|to|from|by|about|after|before|against|between|during|as|and|or|but|that|"
    r"which|who|is|are|was|were|has|have|had|will|would|can|could|may|must|should|not|also|said)\b)"
)
_NOUN_ENDING = re.compile(
    r".{3}(?:ungs?|ungen|heit(?:en)?|keit(?:en)?|schaft(?:en)?|ität(?:en)?|nisse?)\Z", re.IGNORECASE
)


def leftovers(source: str, target: str, renderings: Iterable[Span] = ()) -> Iterator[Word]:
    """Return the words of a translation that were left in German.

    A word in small letters is one that stands in the German too and no English dictionary knows, or one with
    letters that English lacks. One with a capital may be a name: it has to look like a noun, by its ending,
    its other forms in the dictionary, or an article where names have none.

    Args:
        source: the German sentence.
        target: its translation.
        renderings: places of terms in the translation; what the glossary wants is no leftover.
    """
    german = {}
    for word in words(source):
        german.setdefault(word.text.casefold(), word)
    capitals = target.isupper()
    found = words(target)
    allowed = tuple(renderings)
    for index, word in enumerate(found):
        if len(word.text) < _SHORTEST or any(span.start < word.end and word.start < span.end for span in allowed):
            continue
        original = german.get(word.text.casefold())
        if word.text.islower():
            spelt = (word.text, original.text) if original else ()
            left = any(c in "äöüß" for c in word.text) or any(map(_only_german, spelt))
            left = left and word.text not in _ENGLISH
        elif original and capitals:
            small, noun = original.text.lower(), original.text.capitalize()
            left = _only_german(small) or (_only_german(noun) and _is_noun(noun, original, source, word, target))
        elif original and word.text[1:].islower():
            left = _is_of_a_place(found, index, target, original, source) or (
                not _beside_capital(found, index, target)
                and _only_german(word.text)
                and _is_noun(word.text, original, source, word, target)
            )
        else:
            left = False
        if left and not _IN_ADDRESS.match(target, word.end):
            yield word


def _is_noun(spelt: str, original: Word, source: str, word: Word, target: str) -> bool:
    """Whether a word with a capital is an ordinary noun, not a name."""
    folded = spelt.casefold()
    if folded in _KEPT or target.endswith(" am ", 0, word.start):  # Bild am Sonntag
        return False
    if folded not in _SURNAMES and (_NOUN_ENDING.match(spelt) or _inflects(spelt)):
        return True
    if not _HEAD.match(target, word.end):  # the Audi boss: a name may stand behind the article of another word
        return False
    return bool(_DETERMINER.search(target[: word.start]) or _GERMAN_DETERMINER.search(source[: original.start]))


def _inflects(noun: str) -> bool:
    """Whether the dictionary has forms of a noun other than the genitive that names have too."""
    known = lexicon()
    lemma = known.form(noun) or noun
    if not lemma[:1].isupper():
        return False
    return any(
        form != lemma and known.form(form) == lemma
        for stem in (lemma, _with_umlaut(lemma))
        for form in (stem + ending for ending in _CASE_ENDINGS)
    )


def _with_umlaut(noun: str) -> str:
    """*Dach* with the vowel of *Dächer*."""
    return _LAST_VOWEL.sub(lambda m: m.group().translate(_UMLAUTS), noun)


def _is_of_a_place(found: list[Word], index: int, text: str, original: Word, source: str) -> bool:
    """Whether a word is one like *Kiewer* in *the Kiewer government*, where German has *Kiewer Regierung*."""
    word = found[index]
    if not word.text.endswith("er") or index + 1 == len(found) or found[index + 1].text[0].isupper():
        return False
    german = re.match(r" [A-ZÄÖÜ]", source[original.end :])
    return bool(german) and text[word.end : found[index + 1].start] == " " and not _is_english(word.text)


def _beside_capital(found: list[Word], index: int, text: str) -> bool:
    word = found[index]
    before = index > 0 and found[index - 1].text[0].isupper() and text[found[index - 1].end : word.start] in (" ", "-")
    after = index + 1 < len(found) and found[index + 1].text[0].isupper()
    return (before and index > 1) or (after and text[word.end : found[index + 1].start] in (" ", "-", " & "))


def _only_german(word: str) -> bool:
    return word in lexicon() and not _is_english(word)


def _is_english(word: str) -> bool:
    if english.is_listed(word.lower(), "NOUN", "VERB", "ADJ", "ADV", "AUX"):
        return True
    import simplemma  # its English dictionary, which knows names too, is unpacked on first use

    return simplemma.is_known(word, lang="en") or simplemma.is_known(word.lower(), lang="en")
