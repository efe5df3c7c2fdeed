"""Plain text: the wire copy itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from translate import files, wire
from translate.articles.source import Nodes, Source, Unit, plain_text
from translate.errors import InputError

__all__ = ["load"]


def load(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Read an article.

    Raises:
        InputError: it is empty.
        EncodingError: the bytes are not text in that encoding.
        UsageError: there is no such encoding.
    """
    text = files.decode(data, name, encoding)
    if not text.strip():
        raise InputError(f"{name}: {'holds only blanks' if text else 'is empty'}; give a file with a German article")
    article = wire.parse(text, "-" if name == "-" else Path(name).name)

    def render(translated: Sequence[Nodes]) -> bytes:
        first, last = article.blocks[0], article.after
        return f"{first.before}{plain_text(translated[0])}{last}".encode()

    return Source(article, ".txt", (Unit(text),), (0,), render)
