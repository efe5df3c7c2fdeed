"""English inflection by lemminflect, whose tables are read a word at a time.

By itself it makes 80,000 dictionaries of them on first use, which takes longer than most commands; kept as sorted
lines they are there in a tenth of that time.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

__all__ = ["all_inflections", "inflection", "is_listed", "lemma"]

Forms = dict[str, tuple[str, ...]]


class _Table:
    """What the lines of a sorted table say about a word, read when it is asked for.

    Args:
        path: the table, gzipped; a line begins with its word and a comma.
        read: what a line says.
        fixed: what is said otherwise than in the table.
    """

    def __init__(self, path: str, read: Callable[[str], Forms], fixed: Mapping[str, Forms]) -> None:
        with gzip.open(path) as file:
            self._lines = sorted(file.read().splitlines())
        self._read = read
        self._fixed = fixed

    def get(self, word: str, default: Forms) -> Forms:
        """Return the forms of a word by their tag."""
        if word in self._fixed:
            return self._fixed[word]
        begin = word.encode() + b","
        found: Forms = {}
        at = bisect_left(self._lines, begin)
        while at < len(self._lines) and self._lines[at].startswith(begin):
            found |= self._read(self._lines[at].decode())
            at += 1
        return found or default


@cache
def _lemminflect() -> Any:
    import lemminflect
    from lemminflect import config
    from lemminflect.codecs.InflectionLUCodec import InflectionLUCodec
    from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec
    from lemminflect.core.LexicalUtils import categoryToUPos

    def lemmas(line: str) -> Forms:
        _, category, forms = LemmaLUCodec.fromString(line)
        return {categoryToUPos(category): forms}

    # Where it keeps its tables, each being made on first use if it is not there.
    lemminflect.Lemmatizer().lemma_dict = _Table(config.lemma_lu_fn, lemmas, {})
    lemminflect.Inflections().infl_dict = _Table(
        config.inflection_lu_fn,
        lambda line: InflectionLUCodec.fromString(line)[2],
        InflectionLUCodec.updateForAuxMod({}),
    )
    return lemminflect


def lemma(word: str, part_of_speech: str) -> tuple[str, ...]:
    """Return the dictionary forms that are listed for a word as a ``NOUN``, ``VERB`` …"""
    return _lemminflect().getLemma(word, part_of_speech, lemmatize_oov=False)


def is_listed(word: str, *parts_of_speech: str) -> bool:
    """Return whether a word is listed as a form of any of these parts of speech."""
    return any(lemma(word, part) for part in parts_of_speech)


def inflection(word: str, tag: str) -> tuple[str, ...]:
    """Return the spellings of a dictionary form inflected by a Penn tag, by rule where none is listed."""
    return _lemminflect().getInflection(word, tag=tag)


def all_inflections(word: str, part_of_speech: str) -> Forms:
    """Return the forms that are listed for a dictionary form, by their Penn tags."""
    return _lemminflect().getAllInflections(word, upos=part_of_speech)
