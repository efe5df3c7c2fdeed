"""Dictionary entries as lists, for words that the sentences of a corpus lack.

*Glatteis, Eilverfahren* is *black ice, summary proceedings*: the entries of a list come in the same order on
both sides, so that it can be aligned and marked up as sentences are.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.command import command, new_parser
from training.corpus import Pair, read_pairs, tidy
from translate.errors import InputError
from translate.files import whole_file

__all__ = ["SOURCE", "entries", "lists", "main", "parser"]

SOURCE = "dictionary"
"""Source id of the lists."""

_NO_ENTRY = re.compile(r"[()\[\]:;,/!?\"]|\.\.\.|^-|-$")  # explanations, alternatives, parts of words
_GERMAN_LONGEST, _ENGLISH_LONGEST = 3, 4  # words
_SENSES = 2  # renderings of a German word that are learnt, the first ones given
_LONGEST = 7  # entries of a list
_JOINTS = ((", ", ", "), (", ", ", "), ("; ", "; "), (" und ", " and "))


def entries(pairs: Iterable[Pair]) -> Iterator[tuple[str, str]]:
    """Yield the German and English of the pairs that are short and plain enough to stand in a list."""
    senses: Counter[str] = Counter()
    for pair in pairs:
        german, english = tidy(pair.german), tidy(pair.english).removeprefix("to ")
        plain = german and english and not _NO_ENTRY.search(german) and not _NO_ENTRY.search(english)
        short = len(german.split()) <= _GERMAN_LONGEST and len(english.split()) <= _ENGLISH_LONGEST
        if plain and short and senses[german] < _SENSES:
            senses[german] += 1
            yield german, english


def lists(words: Iterable[tuple[str, str]], turns: int, seed: int) -> Iterator[Pair]:
    """Yield lists of one to seven entries in which each entry comes once a turn, in company drawn anew.

    Args:
        words: German and English of each entry.
        turns: how often each entry comes.
        seed: of what is drawn.
    """
    rng = random.Random(seed)
    waiting = list(words)
    for _ in range(turns):
        rng.shuffle(waiting)
        start = 0
        while start < len(waiting):
            german, english = zip(*waiting[start : start + rng.randint(1, _LONGEST)], strict=True)
            start += len(german)
            joint = rng.choice(_JOINTS)
            yield Pair(SOURCE, "human", joint[0].join(german), joint[1].join(english))


def parser() -> argparse.ArgumentParser:
    """Return the parser of this step's arguments."""
    step = new_parser(
        "dictionary", "Turn dictionaries into lists of words that training.corpus reads beside sentences."
    )
    step.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="TSV or TMX: German, English")
    step.add_argument("--out", type=Path, required=True, help="TSV of lists to write")
    step.add_argument("--turns", type=int, default=2, help="how often each entry comes")
    step.add_argument("--seed", type=int, default=0, help="of which entries meet in a list")
    return step


@command(parser)
def main(options: argparse.Namespace) -> None:
    """Write the lists."""
    words = list(entries(pair for path in options.inputs for pair in read_pairs(path)))
    if not words:
        raise InputError(
            f"{options.inputs[0]}: no entry is short and plain enough; give one German and English a line."
        )
    made = list(lists(words, options.turns, options.seed))
    with whole_file(options.out) as file:
        file.writelines("\t".join(pair) + "\n" for pair in made)
    print(f"{len(words)} entries, {len(made)} lists", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
