"""Names that have a common noun or another name in them: *Staaten* in *Vereinigte Staaten*, *Korea* in *North Korea*.

What stands inside one of these neither is a mention of a term (in German) nor renders one (in English),
unless the term is the name. The lists hold what news copy trips over, not all there is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["inside_english_name", "inside_german_name"]

_GERMAN = re.compile(
    r"\b(?:Vereinigte[nrs]?\s+(?:Staaten|Königreich\w*|Arabische\w*\s+Emirate\w*)|Vereinte[nr]?\s+Nationen"
    r"|Wei(?:ß|ss)e[sn]?\s+Haus(?:es)?|Rote[sn]?\s+(?:Kreuz(?:es)?|Meer(?:es)?)|Schwarze[sn]?\s+Meer(?:es)?|(?:Nahe|Mittlere|Ferne)[rn]?\s+Ostens?"
    r"|Islamische[rn]?\s+Staat(?:e?s)?|Deutsche[rn]?\s+(?:Bank|Bahn|Post|Börse|Telekom)|Wall\s+Street|Scholz\s+&\s+Friends"
    r"|Redaktions[nN]etzwerk\s+Deutschland|FC\s+Bayern|Bayern\s+München|Bayer\s+Leverkusen|Eintracht\s+Frankfurt"
    r"|Washington\s+Post|Paris\s+Hilton|Paris\s+Saint-Germain|New\s+York(?:\s+Times)?|Rolls-Royce)\b"
)
_ENGLISH = re.compile(
    r"\b(?:United\s+(?:States|Nations|Kingdom|Arab\s+Emirates)|Secretar(?:y|ies)\s+of\s+State|State\s+Department"
    r"|Department\s+of\s+State|State\s+of\s+the\s+Union|Houses?\s+of\s+(?:Representatives|Commons|Lords)|White\s+House"
    r"|Wall\s+Street|Downing\s+Street|Islamic\s+State|West\s+Bank|Red\s+(?:Cross|Sea)|Black\s+Sea|Middle\s+East|Far\s+East"
    r"|Federal\s+Reserve|Washington\s+Post|Paris\s+Hilton|New\s+(?:York|Mexico|England|Jersey)(?:\s+Times)?"
    r"|(?:North|South)\s+Korea|South\s+(?:Africa|Sudan)|Northern\s+Ireland|(?:North|South|Latin|Central)\s+America"
    r"|West\s+Virginia|Papua\s+New\s+Guinea|Equatorial\s+Guinea|Guinea-Bissau)\b"
)


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
