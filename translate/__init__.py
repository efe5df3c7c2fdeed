"""Articles: German wire copy in, aligned bilingual documents out.

    >>> from translate import Marian, Translator, parse
    >>> from glossary import load
    >>> document = Translator(Marian.load(), load("glossary/news.po")).translate([parse(text)])[0]  # doctest: +SKIP

Names are imported when they are asked for, torch when a model is loaded: commands that need neither
answer at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from translate.document import (
        BilingualDocument,
        BlockKind,
        Finding,
        Link,
        Segment,
        SegmentState,
        Severity,
        Span,
        TermResult,
        TermState,
    )
    from translate.errors import WortlautError
    from translate.marian import Marian
    from translate.pipeline import Translator
    from translate.wire import Article, parse

__all__ = [
    "Article",
    "BilingualDocument",
    "BlockKind",
    "Finding",
    "Link",
    "Marian",
    "Segment",
    "SegmentState",
    "Severity",
    "Span",
    "TermResult",
    "TermState",
    "Translator",
    "WortlautError",
    "parse",
]

_HOMES = {
    "Article": "wire", "Marian": "marian", "Translator": "pipeline", "WortlautError": "errors", "parse": "wire",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"translate.{_HOMES.get(name, 'document')}"), name)
