"""Word alignment of a corpus: eflomal in both directions, or a model that was trained to align.

A file of links has one line per pair of the corpus: ``0-0 1-2 …``, German word - English word, as
`training.vocabulary.split_words` counts them.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.command import command, new_parser
from training.corpus import Pair, read_pairs
from training.files import read_lines
from training.vocabulary import Vocabulary, split_words
from translate.errors import InputError, UsageError
from translate.files import whole_file

__all__ = [
    "Link",
    "align_statistically",
    "align_with_model",
    "format_links",
    "main",
    "parse_links",
    "parser",
    "read_links",
    "symmetrise",
]

Link = tuple[int, int]
"""A German and an English word, by index, that translate each other."""

_NEIGHBOURS = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)]


def symmetrise(forward: Iterable[Link], reverse: Iterable[Link]) -> list[Link]:
    """Combine the alignments of both directions (grow-diag), in order.

    Starts from the links that both directions have. Then a link of one direction joins if it touches a
    link that is in, also across a corner, and one of its words has none yet; until nothing joins.
    """
    forward, reverse = set(forward), set(reverse)
    kept = forward & reverse
    waiting = sorted((forward | reverse) - kept)
    german, english = {link[0] for link in kept}, {link[1] for link in kept}
    grown = True
    while grown:
        grown = False
        for link in waiting:
            source, target = link
            free = source not in german or target not in english
            if free and any((source + i, target + j) in kept for i, j in _NEIGHBOURS):
                kept.add(link)
                german.add(source)
                english.add(target)
                grown = True
        waiting = [link for link in waiting if link not in kept]
    return sorted(kept)


def format_links(links: Iterable[Link]) -> str:
    """Write links as ``0-0 1-2``."""
    return " ".join(f"{source}-{target}" for source, target in links)


def parse_links(text: str) -> list[Link]:
    """Read links back from ``0-0 1-2``.

    Raises:
        ValueError: the text is something else.
    """
    links = []
    for item in text.split():
        source, _, target = item.partition("-")
        links.append((int(source), int(target)))
    return links


def read_links(path: Path) -> Iterator[list[Link]]:
    """Yield the links of each pair.

    Raises:
        InputError: the file cannot be read as links.
    """
    for number, line in enumerate(read_lines(path), 1):
        try:
            yield parse_links(line)
        except ValueError as error:
            raise InputError(f"{path}:{number}: is not a list of links such as 0-0 1-2; run training.align.") from error


def align_statistically(pairs: Sequence[Pair]) -> Iterator[list[Link]]:
    """Align with eflomal, which learns from these pairs alone; tens of thousands are needed.

    eflomal draws from the system's randomness: two runs differ in a few links.

    Raises:
        UsageError: eflomal is not installed.
    """
    try:
        from eflomal import Aligner
    except ImportError as error:
        raise UsageError("eflomal is not installed; pip install 'wortlaut[train]', or align with --model.") from error
    with tempfile.TemporaryDirectory() as scratch:
        forward, reverse = Path(scratch, "forward"), Path(scratch, "reverse")
        # Word beginnings stand in for stems: German and English inflect at the end.
        aligner = Aligner(model=3, n_samplers=1, source_prefix_len=7, target_prefix_len=6)
        aligner.align(
            (_spaced(pair.german) for pair in pairs),
            (_spaced(pair.english) for pair in pairs),
            links_filename_fwd=str(forward),
            links_filename_rev=str(reverse),
        )
        for one, other in zip(read_links(forward), read_links(reverse), strict=True):
            yield symmetrise(one, other)


def _spaced(text: str) -> str:
    return " ".join(word.text.lower() for word in split_words(text)) + "\n"


def align_with_model(pairs: Sequence[Pair], folder: Path, device: str, together: int = 64) -> Iterator[list[Link]]:
    """Align with the attention of a MarianMT model of this package; as good for few pairs as for many.

    Each English word is linked with the German word that the aligning head looks at most, or with none
    where that is the end of the sentence.

    Args:
        pairs: pairs of sentences.
        folder: Hugging Face folder of the model, with its ``source.spm``.
        device: where to compute.
        together: number of pairs in a batch.
    """
    import torch

    from training.network import AligningHeads, forward, load

    vocabulary = Vocabulary(folder / "source.spm")
    model = load(folder, dropout=0.0, device=device).eval()
    heads = AligningHeads(model)
    for start in range(0, len(pairs), together):
        cut = [(vocabulary.encode(p.german), vocabulary.encode(p.english)) for p in pairs[start : start + together]]
        sides = []
        for side in (0, 1):
            rows = [torch.tensor([*pieces[side].ids, vocabulary.eos][:512]) for pieces in cut]
            sides.append(torch.nn.utils.rnn.pad_sequence(rows, True, vocabulary.pad).to(device))
        with torch.inference_mode():
            forward(model, *sides)
            attention = heads.alignment(sides[0] == vocabulary.pad).cpu().numpy()
        for (german, english), weights in zip(cut, attention, strict=True):
            yield _strongest(german.words, english.words, weights)


def _strongest(german: Sequence[int], english: Sequence[int], attention: NDArray[np.float32]) -> list[Link]:
    """Link each English word with the German word that gets most of its pieces' attention.

    Args:
        german, english: word of each piece, -1 for none.
        attention: (target pieces, source pieces), both with the end of the sentence, perhaps padded.
    """
    rows, columns = min(len(english), len(attention)), min(len(german), attention.shape[1])
    if not rows or not columns:
        return []
    # Sum the attention from pieces to words; the last row and column collect what belongs to none.
    to_word = np.zeros((max(english) + 2, max(german) + 2))
    to_word[:, -1] = 1e-9  # a word in which no piece begins has no attention at all
    np.add.at(to_word, (np.array(english[:rows])[:, None], np.array(german[:columns])), attention[:rows, :columns])
    np.add.at(to_word[:, -1], np.array(english[:rows]), attention[:rows, columns:].sum(1))
    best = to_word[:-1].argmax(1)
    return sorted((int(word), position) for position, word in enumerate(best) if word != to_word.shape[1] - 1)


def parser() -> argparse.ArgumentParser:
    """Return the parser of this step's arguments."""
    step = new_parser("align", "Align the words of a corpus.")
    step.add_argument("corpus", type=Path, help="corpus of training.corpus")
    step.add_argument("out", type=Path, help="links to write, one line per pair")
    step.add_argument(
        "--model", type=Path,
        help="align with this MarianMT folder instead of eflomal: the way for a small corpus to fine-tune on",
    )  # fmt: skip
    step.add_argument("--device", choices=("cpu", "cuda"), default="cpu", help="where the model computes")
    return step


@command(parser)
def main(options: argparse.Namespace) -> None:
    """Write the links."""
    pairs = list(read_pairs(options.corpus))
    links = align_with_model(pairs, options.model, options.device) if options.model else align_statistically(pairs)
    with whole_file(options.out) as file:
        file.writelines(f"{format_links(linked)}\n" for linked in links)


if __name__ == "__main__":
    raise SystemExit(main())
