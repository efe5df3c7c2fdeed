"""How fast a large memory answers, and how large its index is.

    python benchmarks/memory.py [SEGMENTS]

Sentences are put together from a vocabulary whose words are as unequally frequent as those of a language
(Zipf). Prints the time to build the index, its size, and the time of look-ups: the middle one and the
slowest of a hundred.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

from translate.memory import Memory

_WORDS = 200_000
_LOOK_UPS = 1000


def sentences(count: int, seed: int = 1) -> list[str]:
    """Return that many sentences of 5 to 30 words."""
    chance = random.Random(seed)
    syllables = [a + b for a in "b d f g h k l m n p r s t w z sch br".split() for b in "a e i o u ei au en er".split()]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(_WORDS)]
    weights = [1 / (rank + 3) for rank in range(_WORDS)]
    pool = chance.choices(words, weights, k=count * 18)
    found, start = [], 0
    for _ in range(count):
        length = chance.randint(5, 30)
        start = start if start + length < len(pool) else chance.randint(0, 1000)
        found.append(" ".join(pool[start : start + length]).capitalize() + ".")
        start += length
    return found


def main(count: int) -> None:
    """Build a memory of that many segments and ask it."""
    german = sentences(count)
    chance = random.Random(2)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder, "memory.sqlite")
        database = sqlite3.connect(index, isolation_level=None)
        started = time.perf_counter()
        memory = Memory(database)
        database.execute("BEGIN")
        memory.add(((sentence, sentence.upper()) for sentence in german), "memory.jsonl")
        memory.count()
        database.execute("COMMIT")
        print(f"{count} segments, index built in {time.perf_counter() - started:.1f} s, "
              f"{index.stat().st_size / 1e6:.0f} MB")  # fmt: skip
        asked = chance.sample(german, min(_LOOK_UPS, count))
        times("exact, found", asked, memory.exact)
        times("exact, not found", [f"{sentence} x" for sentence in asked], memory.exact)
        altered = [changed(sentence, chance) for sentence in asked]
        hits = times("alike, at least 80 %", altered, lambda sentence: memory.alike(sentence, 80))
        print(f"one word of each changed: found {sum(hit is not None for hit in hits)} of {len(hits)}")
        memory.close()


def changed(sentence: str, chance: random.Random) -> str:
    """Return a sentence with one word replaced."""
    words = sentence.split()
    words[chance.randrange(len(words))] = "anderswo"
    return " ".join(words)


def times(what: str, asked: list[str], look_up) -> list:
    """Print how long look-ups take; return what they found."""
    found, taken = [], []
    for sentence in asked:
        started = time.perf_counter()
        found.append(look_up(sentence))
        taken.append((time.perf_counter() - started) * 1000)
    slowest = statistics.quantiles(taken, n=100)[-1]
    print(f"{what}: {statistics.median(taken):.2f} ms in the middle, {slowest:.2f} ms for the slowest of a hundred")
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
