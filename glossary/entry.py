"""One glossary entry: its German, its English and its rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath

__all__ = ["Kind", "Term"]


class Kind(StrEnum):
    """How the two sides of an entry inflect."""

    NOUN = "noun"
    NAME = "name"
    PHRASE = "phrase"
    VERB = "verb"
    ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a glossary.

    Attributes:
        source: German citation form (``msgid``).
        target: English rendering (``msgstr`` or ``msgstr[0]``); for a `forbidden` entry the rendering
            that must not stand in a translation.
        source_plural: German plural, empty where the entry gives none.
        target_plural: English plural, empty where the entry gives none.
        domain: free text (``msgctxt``); tells entries with the same `source` apart.
        kind: how the entry inflects.
        forbidden: `target` must not be used for `source`.
        read_only: `source` is not translated; `target` equals it.
        exact: neither inflected nor compound mentions match.
        case_sensitive: a mention has the letters of `source` in the same case.
        accept: further renderings that satisfy the term.
        forms: further German forms that count as a mention; in those of a verb an ellipsis stands for what
            may come between it and its particle (``rückt … ab``).
        note: why the rendering is what it is.
        replaces: entries of earlier glossaries that this one stands for; their renderings are what a model
            that was trained on such texts is likely to write.
        path: file that the entry comes from.
        line: 1-based line of its ``msgid`` there.
    """

    source: str
    target: str
    source_plural: str = ""
    target_plural: str = ""
    domain: str = ""
    kind: Kind = Kind.NOUN
    forbidden: bool = False
    read_only: bool = False
    exact: bool = False
    case_sensitive: bool = False
    accept: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    note: str = ""
    replaces: tuple[Term, ...] = field(default=(), compare=False, repr=False)
    path: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """Where the entry stands, as ``file:line``, without the folders."""
        return f"{PurePath(self.path).name}:{self.line}"
