"""Sentence pairs from TSV and TMX, cleaned, without what the held-out sets contain.

A corpus is a TSV of four columns: source id, kind (``human``, or ``mt`` where one side is
machine-made), German, English. There is no quoting; a tab or line break inside a sentence becomes a
blank. As input, two columns (German, English) and three (German, English, source id) are read as well.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import sentencex
from simplemma import in_target_language

from training.command import command, new_parser
from training.files import open_binary, plain_name, read_lines
from translate.errors import InputError
from translate.files import whole_file

__all__ = ["Pair", "fault", "main", "parser", "read_pairs", "read_sentences", "select", "sentence_key", "tidy"]

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NATIVE_CODE = {"bpt", "ept", "it", "ph", "ut", "sub"}  # TMX elements whose content is mark-up, not text
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NOT_WORD = re.compile(r"[\W_]+")
_LETTER = re.compile(r"[^\W\d_]")

MAX_CHARACTERS = 1000
SENTENCE_KEY_WORDS = 5
"""A sentence inside a held-out paragraph is held out on its own from this many words on."""


class Pair(NamedTuple):
    """A German sentence and its English translation, with where they come from."""

    source: str
    kind: str
    german: str
    english: str


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a ``.tmx`` or tab-separated file, plain or compressed.

    Raises:
        InputError: the file cannot be read as what its suffix says.
    """
    name = plain_name(path)
    return _read_tmx(path, name) if name.endswith(".tmx") else _read_tsv(path, name)


def _read_tsv(path: Path, name: str) -> Iterator[Pair]:
    stem = Path(name).stem
    for number, line in enumerate(read_lines(path), 1):
        match line.split("\t"):
            case [german, english]:
                yield Pair(stem, "human", german, english)
            case [german, english, source]:
                yield Pair(source, "human", german, english)
            case [source, ("human" | "mt") as kind, german, english]:
                yield Pair(source, kind, german, english)
            case columns:
                raise InputError(
                    f"{path}:{number}: has {len(columns)} columns; write German, English, or German, English, "
                    "source id, or source id, human or mt, German, English."
                )


def _read_tmx(path: Path, name: str) -> Iterator[Pair]:
    stem = Path(name).stem
    with open_binary(path) as file:
        try:
            for _, unit in ElementTree.iterparse(file):
                if unit.tag != "tu":
                    continue
                sides = {"de": "", "en": ""}
                for variant in unit.iter("tuv"):
                    language = (variant.get(_XML_LANG) or variant.get("lang") or "").lower()[:2]
                    segment = variant.find("seg")
                    if language in sides and not sides[language] and segment is not None:
                        sides[language] = _segment_text(segment)
                yield Pair(stem, "human", sides["de"], sides["en"])
                unit.clear()
        except ElementTree.ParseError as error:
            line, _ = error.position
            raise InputError(f"{path}:{line}: is not well-formed TMX ({error.msg}); export it again.") from error


def _segment_text(element: ElementTree.Element) -> str:
    if element.tag in _NATIVE_CODE:
        return ""
    return (element.text or "") + "".join(_segment_text(child) + (child.tail or "") for child in element)


def tidy(text: str) -> str:
    """Return the text in NFC, without invisible characters, each run of white space one blank."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def sentence_key(text: str) -> str:
    """Return what two writings of the same sentence share: its letters and digits, case folded."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def fault(pair: Pair) -> str:
    """Name what makes a tidied pair unfit for training; empty where nothing does.

    ``empty`` a side has no letter; ``long`` a side has more than `MAX_CHARACTERS`; ``ratio`` one side is
    much longer; ``copy`` both sides are the same sentence; ``language`` a side reads as the other
    language.
    """
    german, english = pair.german, pair.english
    if not _LETTER.search(german) or not _LETTER.search(english):
        return "empty"
    shorter, longer = sorted((len(german), len(english)))
    if longer > MAX_CHARACTERS:
        return "long"
    if longer > 2 * shorter + 25:
        return "ratio"
    # Names and headings of a few words may well be equal in both languages, or look like either.
    words = min(len(german.split()), len(english.split()))
    if words >= 4 and sentence_key(german) == sentence_key(english):
        return "copy"
    if words >= 5 and (_reads_as(german, "en", "de") or _reads_as(english, "de", "en")):
        return "language"
    return ""


def _reads_as(text: str, wrong: str, right: str) -> bool:
    return in_target_language(text, lang=wrong) > in_target_language(text, lang=right) + 0.2


def read_sentences(path: Path) -> Iterator[str]:
    """Yield the sentences of a held-out file.

    A ``.jsonl`` file has objects with ``de`` and ``en``; ``.tsv`` and ``.tmx`` are read as pairs, both
    sides count; anything else has one sentence or paragraph a line. Of paragraphs, the sentences of at
    least `SENTENCE_KEY_WORDS` words are yielded too.

    Raises:
        InputError: the file cannot be read as what its suffix says.
    """
    suffix = Path(plain_name(path)).suffix
    if suffix == ".jsonl":
        try:
            records = [json.loads(line) for line in read_lines(path)]
            lines = [(str(record[language]), language) for record in records for language in ("de", "en")]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise InputError(f'{path}: each line must be a JSON object with "de" and "en".') from error
    elif suffix in {".tsv", ".tmx"}:
        lines = [side for pair in read_pairs(path) for side in ((pair.german, "de"), (pair.english, "en"))]
    else:
        lines = [(line, "de" if suffix == ".de" else "en") for line in read_lines(path)]
    for line, language in lines:
        yield line
        sentences = list(sentencex.segment(language, line))
        if len(sentences) > 1:
            yield from (s for s in sentences if len(s.split()) >= SENTENCE_KEY_WORDS)


def select(pairs: Iterable[Pair], held_out: Collection[str], variants: int, dropped: Counter[str]) -> Iterator[Pair]:
    """Yield the tidied pairs that are fit for training, in their order.

    Args:
        pairs: as read.
        held_out: keys (see `sentence_key`) of sentences that must occur on neither side.
        variants: how many translations of the same German sentence, and of the same English one, stay.
        dropped: counts, by reason, what is left out (those of `fault`, ``held-out``, ``duplicate``,
            ``variants``).
    """
    seen: set[tuple[str, str]] = set()
    german_count: Counter[str] = Counter()
    english_count: Counter[str] = Counter()
    for pair in pairs:
        pair = pair._replace(german=tidy(pair.german), english=tidy(pair.english))
        keys = sentence_key(pair.german), sentence_key(pair.english)
        reason = fault(pair)
        if not reason and (keys[0] in held_out or keys[1] in held_out):
            reason = "held-out"
        if not reason and keys in seen:
            reason = "duplicate"
        if not reason and (german_count[keys[0]] >= variants or english_count[keys[1]] >= variants):
            reason = "variants"
        if reason:
            dropped[reason] += 1
            continue
        seen.add(keys)
        german_count[keys[0]] += 1
        english_count[keys[1]] += 1
        yield pair


def parser() -> argparse.ArgumentParser:
    """Return the parser of this step's arguments."""
    step = new_parser("corpus", "Read TSV and TMX files, clean them, leave out what held-out sets contain.")
    step.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="TSV or TMX, plain or compressed")
    step.add_argument("--out", type=Path, required=True, help="corpus to write, a TSV of four columns")
    step.add_argument(
        "--held-out", nargs="*", type=Path, default=[], metavar="FILE",
        help="sentences that neither side may contain: text, TSV, TMX, or JSONL with de and en",
    )  # fmt: skip
    step.add_argument(
        "--hold-out-source", type=_regex, metavar="REGEX",
        help="pairs whose source id matches are held out too, with their sentences wherever they occur",
    )  # fmt: skip
    step.add_argument("--variants", type=int, default=6, help="pairs that may share a sentence")
    return step


@command(parser)
def main(options: argparse.Namespace) -> None:
    """Write the corpus and say on standard error what was left out and why."""
    held_out = {sentence_key(sentence) for path in options.held_out for sentence in read_sentences(path)}
    dropped: Counter[str] = Counter()
    pairs = [pair for path in options.inputs for pair in read_pairs(path)]
    total = len(pairs)
    if pattern := options.hold_out_source:
        for pair in pairs:
            if pattern.search(pair.source):
                held_out |= {sentence_key(pair.german), sentence_key(pair.english)}
        pairs = [pair for pair in pairs if not pattern.search(pair.source)]
        dropped["hold-out-source"] = total - len(pairs)
    held_out.discard("")
    kept: Counter[str] = Counter()
    with whole_file(options.out) as file:
        for pair in select(pairs, held_out, options.variants, dropped):
            file.write("\t".join(pair) + "\n")
            kept[pair.source] += 1
        if not kept:
            raise InputError(f"no pair is left of {total} ({_listing(dropped)}); look at the input files.")
    print(f"{kept.total()} pairs from {len(kept)} sources; left out: {_listing(dropped)}", file=sys.stderr)


def _listing(dropped: Counter[str]) -> str:
    return ", ".join(f"{reason} {number}" for reason, number in dropped.most_common()) or "none"


def _regex(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a regular expression ({error})") from error


if __name__ == "__main__":
    raise SystemExit(main())
