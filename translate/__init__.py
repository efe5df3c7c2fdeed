"""Articles: German wire copy in, aligned bilingual documents out.

    >>> from translate import Marian, Translator, parse
    >>> from glossary import load
    >>> document = Translator(Marian.load(), load("glossary/news.po")).translate([parse(text)])[0]  # doctest: +SKIP

torch is imported when a model is loaded, not before.
"""

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
