"""An index of word sequences whose look-up costs what the text costs, however many entries there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

__all__ = ["ELLIPSIS", "Index", "Variant"]

ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")  # in a form of a verb, where other words stand

_END = "\n"  # ends each key; no key has a line end in it


class Variant(NamedTuple):
    """One German form of an entry.

    Attributes:
        order: number of the entry in the glossary.
        words: the words of the form, with what stands between them where that is more than a blank.
        given: 0 for the citation form, 1 for a further form that the entry lists.
        rest: the words behind the ellipsis of a split form (``rückt … ab``).
    """

    order: int
    words: tuple[str, ...]
    given: int = 0
    rest: tuple[str, ...] = ()


class Index:
    """A trie of keys, kept as one table from each sequence, and each beginning of one, to what ends there.

    A dictionary of strings takes a third of the time and memory of a tree of nodes.
    """

    __slots__ = ("_table",)

    def __init__(self) -> None:
        self._table: dict[str, tuple[Variant, ...]] = {}

    def add(self, keys: Sequence[Iterable[str]], variant: Variant) -> None:
        """Put an entry under every sequence that takes one of the alternatives for each of its words."""
        table = self._table
        if len(keys) == 1:
            for part in keys[0]:
                table[part + _END] = (*table.get(part + _END, ()), variant)
            return
        for path in product(*keys):
            key = ""
            for part in path[:-1]:
                key += part + _END
                table.setdefault(key, ())
            key += path[-1] + _END
            table[key] = (*table.get(key, ()), variant)

    def at(self, options: Sequence[Iterable[str]], start: int = 0) -> Iterator[tuple[int, Variant]]:
        """Yield ``(end, variant)`` for each entry that stands at `start` in a text.

        Args:
            options: for each word of the text the keys under which it may stand; an empty one skips it.
            start: the first word.
        """
        table = self._table
        frontier = [""]
        for end in range(start, len(options)):
            longer = []
            for path in frontier:
                for option in options[end]:
                    if not option:
                        longer += [path] if path else []
                        continue
                    key = path + option + _END
                    hits = table.get(key)
                    if hits is not None:
                        longer.append(key)
                        for variant in hits:
                            yield end + 1, variant
            if not longer:
                return
            frontier = longer

    def word(self, key: str) -> tuple[Variant, ...]:
        """Return the entries of one word under a key."""
        return self._table.get(key + _END, ())
