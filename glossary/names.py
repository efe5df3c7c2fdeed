"""Names that have a common noun or another name in them: *Staaten* in *Vereinigte Staaten*, *Korea* in *North Korea*.

What stands inside one of these neither is a mention of a term (in German) nor renders one (in English),
unless the term is the name. The lists hold what news copy trips over, not all there is. A surname that has
another person's first name in front of it (*Manuel Macron*) renders nobody else, either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from glossary import english
from glossary.words import fold

__all__ = ["inside_english_name", "inside_german_name", "named_otherwise"]

_GERMAN = re.compile(
    r"\b(?:Vereinigte[nrs]?\s+(?:Staaten|Königreich\w*|Arabische\w*\s+Emirate\w*)|Vereinte[nr]?\s+Nationen"
    r"|Wei(?:ß|ss)e[sn]?\s+Haus(?:es)?|Rote[sn]?\s+(?:Kreuz(?:es)?|Meer(?:es)?)|Schwarze[sn]?\s+Meer(?:es)?|(?:Nahe|Mittlere|Ferne)[rn]?\s+Ostens?"
    r"|Islamische[rn]?\s+Staat(?:e?s)?|Deutsche[rn]?\s+(?:Bank|Bahn|Post|Börse|Telekom)|Wall\s+Street|Scholz\s+&\s+Friends"
    r"|Redaktions[nN]etzwerk\s+Deutschland|FC\s+Bayern|Bayern\s+München|Bayer\s+Leverkusen|Eintracht\s+Frankfurt"
    r"|Washington\s+Post|Paris\s+Hilton|Paris\s+Saint-Germain|New\s+York(?:\s+Times)?|Rolls-Royce"
    r"|Kölner\s+Stadt-Anzeiger|Münche?ner\s+(?:Merkur|Abendzeitung)|(?:Neue\s+)?Zürcher\s+Zeitung|Basler\s+Zeitung"
    r"|Luzerner\s+Zeitung|Thüringer\s+Allgemeine[nr]?|Nürnberger\s+(?:Nachrichten|Zeitung)"
    r"|Wiener\s+(?:Neustadt|Schnitzels?|Zeitung)"
    r"|(?:Christmas|Coney|Ellis|George|Long|Norfolk|Rhode|Staten|Edward)\s+Island)\b"
)
_ENGLISH = re.compile(
    r"\b(?:United\s+(?:States|Nations|Kingdom|Arab\s+Emirates)|Secretar(?:y|ies)\s+of\s+State|State\s+Department"
    r"|Department\s+of\s+State|State\s+of\s+the\s+Union|Houses?\s+of\s+(?:Representatives|Commons|Lords)|White\s+House"
    r"|Wall\s+Street|Downing\s+Street|Islamic\s+State|West\s+Bank|Red\s+(?:Cross|Sea)|Black\s+Sea|Middle\s+East|Far\s+East"
    r"|Federal\s+Reserve|Washington\s+Post|Paris\s+Hilton|New\s+(?:York|Mexico|England|Jersey)(?:\s+Times)?"
    r"|(?:North|South)\s+Korea|South\s+(?:Africa|Sudan)|Northern\s+Ireland|(?:North|South|Latin|Central)\s+America"
    r"|West\s+Virginia|Papua\s+New\s+Guinea|Equatorial\s+Guinea|Guinea-Bissau)\b"
)

_WORD_BEFORE = re.compile(r"(?:(\w+)\s+)?(\w[\w.'’-]*)\s+$")
# In front of a surname these are no first names, and the dictionary does not list them.
_NO_FIRST_NAMES = frozenset(
    "a although amid among and because but despite dr during for from frau herr if into madame monsieur mr mrs ms nor "
    "of or prof sir so than the this to unlike until upon whether with without american argentine armenian australian "
    "austrian azerbaijani belarusian belgian brazilian british bulgarian canadian chinese croatian czech danish dutch "
    "egyptian english englishman european finnish french frenchman georgian german greek hungarian indian iranian "
    "iraqi irish italian japanese korean mexican norwegian palestinian polish portuguese romanian russian scottish "
    "serbian slovak spanish swedish swiss syrian turkish ukrainian".split()
)
_BEFORE_PLACES = ("at", "in", "on")  # In Paris Macron said
_FARTHEST = 60  # characters of the two words in front of a surname


def inside_german_name(text: str, start: int, end: int) -> bool:
    """Whether a range is a part, but not all, of a name in a German text."""
    return _inside(_spans(_GERMAN, text), start, end)


def inside_english_name(text: str, start: int, end: int) -> bool:
    """Whether a range is a part, but not all, of a name in an English text."""
    return _inside(_spans(_ENGLISH, text), start, end)


def _spans(names: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [m.span() for m in names.finditer(text)]


def _inside(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans)


def named_otherwise(names: Iterable[str], text: str, start: int, end: int) -> bool:
    """Whether a range of an English text is a person's surname alone, with a first name of someone else in front.

    Args:
        names: what the person is called in full, and otherwise.
        text: the text.
        start, end: the range.
    """
    surname = _plain(text[start:end])
    full = [name for name in map(_plain, names) if name.endswith(" " + surname)]
    before = _WORD_BEFORE.search(text[max(0, start - _FARTHEST) : start]) if full else None
    if before is None or fold(before[1] or "") in _BEFORE_PLACES:
        return False
    first = before[2]
    if not first[0].isupper() or first.isupper() or first.endswith((".", "'s", "’s", "s'", "s’")):
        return False
    parts = _plain(first).split()
    own = any(part in name.split() for part in parts for name in full)
    return not own and parts[-1] not in _NO_FIRST_NAMES and not _listed(parts[-1])


def _listed(word: str) -> bool:
    """Whether an English dictionary lists a word, as a title (*President*) or what else begins a sentence."""
    return english.is_listed(word, "NOUN", "VERB", "ADJ", "ADV")


def _plain(text: str) -> str:
    """A name as it is compared: folded, a hyphen like a blank, without accents."""
    letters = unicodedata.normalize("NFD", re.sub(r"[\s\-‐‑]+", " ", fold(text)))
    return "".join(c for c in letters if not unicodedata.combining(c))
