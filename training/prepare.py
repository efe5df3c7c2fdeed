"""A corpus with its links and vocabulary becomes the arrays that training reads.

Some lines carry term mark-up (see `training.markup`). ``data.npz`` holds ``src`` and ``tgt`` (uint16
ids of all lines, each with its end), ``src_off`` and ``tgt_off`` (int64, where the lines begin),
``weight`` (float32, expected copies of a line in an epoch) and, with links, ``align`` (uint8 pairs of
source and target piece by index in the line; the ends of both sides are linked too) and ``align_off``.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from training.align import Link, read_links
from training.command import command, new_parser
from training.corpus import Pair, read_pairs
from training.files import read_lines
from training.markup import Mention, annotate, choose, citation_form, count_words, phrase_pairs
from training.vocabulary import Pieces, Vocabulary, split_words
from translate.errors import InputError, UsageError
from translate.files import whole_file

__all__ = ["Lines", "main", "mark", "parser", "piece_links", "prepare", "read_weights"]

MARKUP_ROOM = 30
"""Pieces that a marked line may have beyond the longest plain line."""
_LONGEST = 255 - MARKUP_ROOM  # a link holds 8 bits a piece
_REPLACED = 0.5  # share of the marked lines that stand in place of the plain ones, not beside them
_SAMPLE = 200_000  # pairs whose English words are counted


def piece_links(source: Sequence[int], target: Sequence[int], links: Sequence[Link]) -> list[Link]:
    """Turn links between words into links between pieces.

    Args:
        source, target: word of each piece (see `training.vocabulary.Pieces`).
        links: links between words.
    """
    pieces_of: defaultdict[int, list[int]] = defaultdict(list)
    for piece, word in enumerate(source):
        pieces_of[word].append(piece)
    linked: defaultdict[int, list[int]] = defaultdict(list)
    for german, english in links:
        linked[english] += pieces_of[german]
    return [(piece, position) for position, word in enumerate(target) for piece in linked.get(word, ())]


class Lines:
    """Collects the arrays of ``data.npz``."""

    def __init__(self, eos: int) -> None:
        """Begin with no line; `eos` ends each side of those to come."""
        self._eos = eos
        self._source, self._target, self._links = array("H"), array("H"), array("B")
        self._weights = array("f")
        self._source_offsets, self._target_offsets = array("q", [0]), array("q", [0])
        self._link_offsets = array("q", [0])

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self._weights)

    def add(self, source: Pieces, target: Pieces, links: Sequence[Link], weight: float) -> None:
        """Add a line; `links` are between words."""
        self._source.extend([*source.ids, self._eos])
        self._target.extend([*target.ids, self._eos])
        if links:
            for link in piece_links(source.words, target.words, links):
                self._links.extend(link)
            self._links.extend((len(source.ids), len(target.ids)))
        self._weights.append(weight)
        self._source_offsets.append(len(self._source))
        self._target_offsets.append(len(self._target))
        self._link_offsets.append(len(self._links) // 2)

    def write(self, path: Path) -> None:
        """Write the arrays."""
        arrays = {
            "src": np.frombuffer(self._source, np.uint16),
            "tgt": np.frombuffer(self._target, np.uint16),
            "src_off": np.frombuffer(self._source_offsets, np.int64),
            "tgt_off": np.frombuffer(self._target_offsets, np.int64),
            "weight": np.frombuffer(self._weights, np.float32),
        }
        if self._links:
            arrays["align"] = np.frombuffer(self._links, np.uint8).reshape(-1, 2)
            arrays["align_off"] = np.frombuffer(self._link_offsets, np.int64)
        with whole_file(path, "wb") as file:
            np.savez(file, **arrays)


def mark(
    vocabulary: Vocabulary, pair: Pair, links: Sequence[Link], counts: Counter[str], rng: random.Random
) -> Pieces | None:
    """Return the German side with terms marked, None where no phrase pair is worth it."""
    german, english = split_words(pair.german), split_words(pair.english)
    pairs = choose(phrase_pairs([w.text for w in german], [w.text for w in english], links, rng), rng)
    if not pairs:
        return None
    mentions = [
        Mention(
            german[phrase.german_start].start,
            german[phrase.german_end - 1].end,
            citation_form(pair.english, english, phrase, counts, rng),
        )
        for phrase in pairs
    ]
    return annotate(vocabulary, pair.german, mentions)


def prepare(
    pairs: Sequence[Pair],
    links: Iterable[Sequence[Link]],
    vocabulary: Vocabulary,
    *,
    weight: Callable[[Pair], float] = lambda pair: 1.0,
    longest: int = 100,
    terms: float = 0.3,
    seed: int = 0,
    counted: Counter[str],
) -> Lines:
    """Make the lines of a corpus.

    Args:
        pairs: tidied pairs.
        links: links between the words of each pair; empty lists where there are none.
        vocabulary: gives the pieces.
        weight: expected copies of a pair in an epoch.
        longest: most pieces of a side; longer pairs are left out.
        terms: share of the pairs in which mark-up is tried.
        seed: of all that is drawn.
        counted: counts ``long`` pairs left out and ``marked`` lines.

    Raises:
        InputError: the links are not those of the pairs.
    """
    rng = random.Random(seed)
    sample = rng.sample(pairs, min(_SAMPLE, len(pairs)))
    counts = count_words(pair.english for pair in sample)
    lines = Lines(vocabulary.eos)
    for number, (pair, linked) in enumerate(zip(pairs, links, strict=True), 1):
        source, target = vocabulary.encode(pair.german), vocabulary.encode(pair.english)
        if not 0 < len(source.ids) <= longest or not 0 < len(target.ids) <= longest:
            counted["long"] += 1
            continue
        if linked and not _fit(pair, linked):
            raise InputError(f"pair {number} has links to words that it lacks; align this very corpus again.")
        marked = mark(vocabulary, pair, linked, counts, rng) if rng.random() < terms else None
        if marked and len(marked.ids) <= longest + MARKUP_ROOM:
            lines.add(marked, target, linked, weight(pair))
            counted["marked"] += 1
            if rng.random() < _REPLACED:
                continue
        lines.add(source, target, linked, weight(pair))
    return lines


def _fit(pair: Pair, links: Sequence[Link]) -> bool:
    german, english = (len(split_words(side)) for side in (pair.german, pair.english))
    return max(source for source, _ in links) < german and max(target for _, target in links) < english


def read_weights(path: Path) -> Callable[[Pair], float]:
    """Read a table of weights: regular expression for the source id, kind or ``*``, weight, tab between.

    The first line that fits a pair counts; a pair that none fits weighs 1. Lines that begin with ``#``
    are comments.

    Raises:
        InputError: the file cannot be read as such a table.
    """
    rules: list[tuple[re.Pattern[str], str, float]] = []
    for number, line in enumerate(read_lines(path), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            pattern, kind, text = line.split("\t")
            value = float(text)
            if kind not in {"human", "mt", "*"} or not 0 < value < float("inf"):
                raise ValueError(line)
            rules.append((re.compile(pattern), kind, value))
        except (ValueError, re.error) as error:
            raise InputError(
                f"{path}:{number}: write a regular expression, human, mt or *, and a weight above 0, with tabs between."
            ) from error

    def weight(pair: Pair) -> float:
        for pattern, kind, value in rules:
            if kind in ("*", pair.kind) and pattern.search(pair.source):
                return value
        return 1.0

    return weight


def parser() -> argparse.ArgumentParser:
    """Return the parser of this step's arguments."""
    step = new_parser("prepare", "Turn a corpus into the arrays that training reads, with term mark-up in some lines.")
    step.add_argument("corpus", type=Path, help="corpus of training.corpus")
    step.add_argument("out", type=Path, help="folder to write data.npz and the vocabulary into")
    step.add_argument(
        "--vocabulary", type=Path, required=True, help="of training.vocabulary, or source.spm of a model to fine-tune"
    )
    step.add_argument("--links", type=Path, help="links of training.align; without: no guidance, no term mark-up")
    step.add_argument("--weights", type=Path, help="table of weights by source id, such as training/weights.tsv")
    step.add_argument("--longest", type=int, default=100, help=f"most pieces of a side, up to {_LONGEST}")
    step.add_argument("--terms", type=float, default=0.3, help="share of the pairs in which term mark-up is tried")
    step.add_argument("--seed", type=int, default=0, help="of the choice of terms")
    return step


@command(parser)
def main(options: argparse.Namespace) -> None:
    """Write the prepared folder."""
    if not 0 < options.longest <= _LONGEST:
        raise UsageError(f"--longest {options.longest}: must be between 1 and {_LONGEST}.")
    vocabulary = Vocabulary(options.vocabulary)
    pairs = list(read_pairs(options.corpus))
    links: Iterable[list[Link]] = read_links(options.links) if options.links else ([] for _ in pairs)
    if options.links and (number := sum(1 for _ in read_lines(options.links))) != len(pairs):
        raise InputError(f"{options.links}: has {number} lines, the corpus {len(pairs)}; align this very corpus again.")
    counted: Counter[str] = Counter()
    lines = prepare(
        pairs, links, vocabulary,
        weight=read_weights(options.weights) if options.weights else lambda pair: 1.0,
        longest=options.longest, terms=options.terms, seed=options.seed, counted=counted,
    )  # fmt: skip
    if not len(lines):
        raise InputError(f"{options.corpus}: no pair has at most {options.longest} pieces a side; raise --longest.")
    vocabulary.write(options.out, counted["marked"])
    lines.write(options.out / "data.npz")
    print(f"{len(lines)} lines, {counted['marked']} with terms; {counted['long']} pairs too long", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
