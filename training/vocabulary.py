"""The joint SentencePiece vocabulary: training it, and text to piece ids with the word of each piece."""

from __future__ import annotations

import argparse
import io
import json
import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import sentencepiece

from training.command import command, new_parser
from training.corpus import read_pairs
from translate.errors import InputError, UsageError
from translate.files import whole_file

__all__ = [
    "END",
    "ENGLISH",
    "TERM",
    "Pieces",
    "Vocabulary",
    "Word",
    "main",
    "parser",
    "split_words",
    "train",
]

TERM, ENGLISH, END = "<t>", "<e>", "</t>"
"""The tags of term mark-up, one piece each (user-defined symbols of SentencePiece)."""

_TAG_LIKE = {tag: f"‹{tag[1:-1]}›" for tag in (TERM, ENGLISH, END)}  # the same length, so offsets stay

BLANK = "▁"
_PAD = "<pad>"
_TOKENIZER = {
    "tokenizer_class": "MarianTokenizer",
    "source_lang": "de",
    "target_lang": "en",
    "model_max_length": 512,
    "separate_vocabs": False,
}
_WORD = re.compile(r"\w+|[^\w\s]")
_SAMPLE = 600_000  # pairs; more makes SentencePiece slower and its vocabulary no better


class Word(NamedTuple):
    """A word or punctuation mark: half-open code point offsets into the text, and its letters."""

    start: int
    end: int
    text: str


class Pieces(NamedTuple):
    """Piece ids of a text and, for each, the index of the word that it begins in (-1: none)."""

    ids: list[int]
    words: list[int]


def split_words(text: str) -> list[Word]:
    """Split a text into the words and punctuation marks that alignment links count."""
    return [Word(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]


class Vocabulary:
    """A trained SentencePiece model with the three tags; ids are SentencePiece's own, padding comes last.

    Attributes:
        size: number of ids, padding included.
        pad, eos: ids of padding (also the first token of the decoder) and of the end of a sentence.
        term, english, end: ids of the tags ``<t>``, ``<e>``, ``</t>``.
        model: the SentencePiece processor.
    """

    def __init__(self, path: Path) -> None:
        """Load a SentencePiece model.

        Raises:
            InputError: the file is not a SentencePiece model.
            UsageError: it lacks the tags or a needed special piece.
        """
        try:
            self._bytes = path.read_bytes()
            self.model = sentencepiece.SentencePieceProcessor(model_proto=self._bytes)
        except (OSError, RuntimeError) as error:
            raise InputError(f"{path}: is not a SentencePiece model; make one with training.vocabulary.") from error
        self.pad = self.model.get_piece_size()
        self.size = self.pad + 1
        self.eos = self.model.eos_id()
        self.term, self.english, self.end = (self.model.piece_to_id(tag) for tag in (TERM, ENGLISH, END))
        if self.eos < 0 or self.model.unk_id() in (self.term, self.english, self.end):
            raise UsageError(
                f"{path}: lacks </s> or the tags {TERM} {ENGLISH} {END}; make a vocabulary with training.vocabulary."
            )

    def encode(self, text: str) -> Pieces:
        """Cut a text into pieces; tags that it spells out are put in other brackets and are no tags."""
        for tag, harmless in _TAG_LIKE.items():
            text = text.replace(tag, harmless)
        cut = self.model.encode(text, return_type="offset_mapping")
        words = split_words(text)
        indices = []
        word = 0
        for piece, (start, _) in zip(cut["pieces"], cut["offsets"], strict=True):
            while start < len(text) and text[start].isspace():
                start += 1  # a piece may begin with the blank before its word
            while word < len(words) and words[word].end <= start:
                word += 1
            inside = piece != BLANK and word < len(words) and words[word].start <= start
            indices.append(word if inside else -1)
        return Pieces(list(cut["ids"]), indices)

    def without_blank(self, pieces: Pieces) -> Pieces:
        """Return the pieces of a text that follows another without a blank between them.

        SentencePiece begins every text with a blank. It is taken off where the first piece is nothing
        else or where the vocabulary has that piece without it.
        """
        if not pieces.ids:
            return pieces
        first = self.model.id_to_piece(pieces.ids[0])
        if first == BLANK:
            return Pieces(pieces.ids[1:], pieces.words[1:])
        bare = self.model.piece_to_id(first.removeprefix(BLANK))
        return pieces if bare == self.model.unk_id() else Pieces([bare, *pieces.ids[1:]], pieces.words)

    def write(self, folder: Path, marked: int) -> None:
        """Write ``joint.model``, ``vocab.json`` (piece to id) and ``meta.json``.

        Args:
            folder: of prepared data.
            marked: number of lines with term mark-up in this data; noted beside sizes and ids.
        """
        self._write_model(folder / "joint.model")
        self._write_ids(folder)
        with whole_file(folder / "meta.json") as file:
            json.dump({"vocab_size": self.size, "pad": self.pad, "eos": self.eos, "marked": marked}, file)

    def write_tokenizer(self, folder: Path) -> None:
        """Write the files of a MarianTokenizer: ``source.spm``, ``target.spm``, ``vocab.json``, its settings."""
        self._write_model(folder / "source.spm")
        self._write_model(folder / "target.spm")
        self._write_ids(folder)
        with whole_file(folder / "tokenizer_config.json") as file:
            json.dump(_TOKENIZER, file)

    def _write_model(self, path: Path) -> None:
        with whole_file(path, "wb") as file:
            file.write(self._bytes)

    def _write_ids(self, folder: Path) -> None:
        ids = {self.model.id_to_piece(i): i for i in range(self.pad)} | {_PAD: self.pad}
        with whole_file(folder / "vocab.json") as file:
            json.dump(ids, file, ensure_ascii=False)


def train(sentences: Iterable[str], path: Path, size: int, seed: int = 0) -> None:
    """Train a unigram model with byte fallback and write it to `path`.

    The same sentences in the same order, size and seed give the same model.

    Raises:
        UsageError: the text is too small for a vocabulary of this size, or the size too large for the
            16 bits that prepared data has for a piece.
    """
    if size > 2**16 - 2:
        raise UsageError(f"--size {size}: prepared data holds 16 bits a piece; ask for at most {2**16 - 2}.")
    sentencepiece.set_random_generator_seed(seed)
    trained = io.BytesIO()
    try:
        # From memory to memory: the names of files would be written into the model.
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences),
            model_writer=trained,
            vocab_size=size,
            model_type="unigram",
            character_coverage=0.9998,
            byte_fallback=True,
            split_digits=True,
            normalization_rule_name="nmt_nfkc",
            user_defined_symbols=[TERM, ENGLISH, END],
            eos_id=0,
            unk_id=1,
            bos_id=-1,
            pad_id=-1,
            max_sentence_length=4096,
            num_threads=2,
            minloglevel=2,
        )
    except RuntimeError as error:
        reason = str(error).strip().rpartition("] ")[2] or str(error)
        raise UsageError(f"--size {size} does not suit this text: {reason}") from error
    with whole_file(path, "wb") as file:
        file.write(trained.getvalue())


def parser() -> argparse.ArgumentParser:
    """Return the parser of this step's arguments."""
    step = new_parser("vocabulary", "Train the joint SentencePiece vocabulary of both languages.")
    step.add_argument("corpus", type=Path, help="corpus of training.corpus")
    step.add_argument("out", type=Path, help="SentencePiece model to write")
    step.add_argument("--size", type=int, default=16_000, help="number of pieces")
    step.add_argument("--seed", type=int, default=0, help="of the sample of sentences that is looked at")
    return step


@command(parser)
def main(options: argparse.Namespace) -> None:
    """Train on both sides of the corpus (a sample of a large one)."""
    pairs = list(read_pairs(options.corpus))
    if len(pairs) > _SAMPLE:
        pairs = random.Random(options.seed).sample(pairs, _SAMPLE)
    train((text for pair in pairs for text in (pair.german, pair.english)), options.out, options.size, options.seed)


if __name__ == "__main__":
    raise SystemExit(main())
