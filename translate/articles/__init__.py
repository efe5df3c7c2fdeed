"""Articles in the documents that they come in: read from one, and written back into the same one in English.

One module a format, chosen by the suffix of the file name and imported when it is asked for. Each has
``load(data, name, encoding)`` and returns a `Source`: what the pipeline translates, and how to write it.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from translate import files
from translate.articles.source import Source
from translate.document import BilingualDocument

__all__ = ["SUFFIXES", "Source", "as_text", "read", "same_format"]

_MODULES = {
    ".txt": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".json": "ninjs", ".xml": "news", ".nitf": "news", ".newsml": "news",
    ".po": "po", ".pot": "po", ".xlf": "xliff", ".xliff": "xliff", ".tmx": "tmx",
}  # fmt: skip
SUFFIXES = tuple(_MODULES)
_UNMARKED = (".txt", ".docx")  # have no markup, or are no text


def read(name: str, encoding: str | None = None) -> Source:
    """Read an article in the format that its suffix names; what has none of them is plain text.

    Args:
        name: path, or ``-`` for plain text from standard input.
        encoding: of text without a byte-order mark, where the format does not say; UTF-8 if None.

    Raises:
        InputError: the file cannot be read, is broken, or holds no text to translate.
        EncodingError: the bytes are not text in that encoding.
        UsageError: there is no such encoding.
    """
    suffix = Path(name).suffix.lower()
    module = import_module(f"{__name__}.{_MODULES.get(suffix, 'text')}")
    return module.load(files.read_bytes(name), name, encoding)


def same_format(source: Source, path: Path) -> bool:
    """Whether a path to write to names the format that the article came in, so that it goes back into it.

    ``page.html`` for an article from HTML is the page in English; ``page.review.html`` is the page for
    reviewers, as it is for articles from other formats.
    """
    own = _MODULES.get(path.suffix.lower())
    return own == _MODULES[source.suffix] and own != "text" and not path.stem.lower().endswith(".review")


def as_text(source: Source, document: BilingualDocument) -> str:
    """Return the English article in the format that it came in; the text alone where that is not text."""
    return document.target if source.suffix in _UNMARKED else source.render(document).decode()
