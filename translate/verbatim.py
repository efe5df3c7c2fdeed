"""What has to stand in a translation letter by letter: web and mail addresses, handles, hashtags, ISINs."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from translate.document import Span

__all__ = ["garbled", "lost"]

_NO_ADDRESS = r"\s<>\"“”„»«()"
_VERBATIM = re.compile(
    rf"(?:https?://|www\.)[^{_NO_ADDRESS}]*[\w/#=&]"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@])@\w{2,}|(?<!\w)#[^\W\d_]\w+"
    r"|\b[A-Z]{2}[A-Z0-9]{9}\d\b"
    rf"|(?<![\w.-])(?:[^\W_A-Z][\w-]*\.)+(?:de|com|org|net|eu|at|ch|info|gov|int|io|tv)\b(?:/[^{_NO_ADDRESS}]*[\w/#=&])?"
)
_TOKEN = re.compile(r"[^\s\"“”„»«()]+")
_STOPS = ".,;:!?"
_ALIKE = 0.6  # of 1: an address with letters missing or doubled is above, another word below


def lost(source: str, target: str) -> list[Span]:
    """Return the places of a German text that its translation does not give letter by letter."""
    return [
        Span(*match.span())
        for match in _VERBATIM.finditer(source)
        if not re.search(rf"(?<![\w@#]){re.escape(match.group())}(?!\w)", target)
    ]


def garbled(source: str, target: str) -> list[tuple[Span, str]]:
    """Return the places of a translation where something of this kind was misspelt, with the right spelling."""
    found: list[tuple[Span, str]] = []
    known = {match.group().rstrip(_STOPS) for match in _TOKEN.finditer(source)}
    tokens = [match for match in _TOKEN.finditer(target) if match.group().rstrip(_STOPS) not in known]
    for place in lost(source, target):
        right = source[slice(*place)]
        likeness, best = max(
            ((SequenceMatcher(None, right, token.group(), autojunk=False).ratio(), token) for token in tokens),
            default=(0.0, None),
            key=lambda pair: pair[0],
        )
        if best is not None and likeness >= _ALIKE:
            tokens.remove(best)
            word = best.group().rstrip(_STOPS)
            found.append((Span(best.start(), best.start() + len(word)), right))
    return found
