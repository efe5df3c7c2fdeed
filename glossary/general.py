"""How common a word is in general German, from a list that ships: what is rare there and frequent in an article is
a term.

``general.txt`` holds the 20,000 most frequent words, case folded, counted over a million German sentences of many
kinds (news, parliament, encyclopedia, subtitles, web). Made with::

    python -m glossary.general < sentences.txt > glossary/general.txt
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

__all__ = ["UNKNOWN", "count", "zipf"]

_MOST = 20_000
_WORD = re.compile(r"[^\W\d_]+")
UNKNOWN = 3.2  # below the rarest word of the list


@cache
def _frequencies() -> dict[str, float]:
    found = {}
    for line in Path(__file__).with_name("general.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            level, *words = line.split()
            found.update(dict.fromkeys(words, int(level) / 10))
    return found


def zipf(word: str) -> float:
    """Return how often a word occurs in a thousand million of general German, as a power of ten."""
    return _frequencies().get(word.casefold(), UNKNOWN)


def count(lines: Iterable[str], most: int = _MOST) -> str:
    """Return the text of a list: the most frequent words by tenths of their power of ten."""
    counted = Counter(word.casefold() for line in lines for word in _WORD.findall(line))
    total = sum(counted.values())
    levels: dict[int, list[str]] = {}
    for word, times in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:most]:
        levels.setdefault(round(10 * math.log10(times / total * 1e9)), []).append(word)
    return "".join(f"{level} {' '.join(words)}\n" for level, words in levels.items())


if __name__ == "__main__":
    print("# The most frequent words of general German, by tenths of log10(occurrences in 1,000,000,000 words).")
    sys.stdout.write(count(sys.stdin))
