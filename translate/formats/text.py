"""The English article as plain text, with the paragraphing of the source."""

from __future__ import annotations

from translate.document import BilingualDocument

__all__ = ["dumps"]


def dumps(document: BilingualDocument) -> str:
    """Return the text of the file."""
    return document.target
