"""What stands side by side: blocks, with what shares a line in one row."""

from __future__ import annotations

from translate.document import BilingualDocument, Segment

__all__ = ["rows"]


def rows(document: BilingualDocument) -> list[tuple[Segment, ...]]:
    """Return the segments row by row.

    A dateline and a sign-off belong to the paragraph in whose line they stand.
    """
    found: list[tuple[Segment, ...]] = []
    for block in document.blocks():
        if found and not any(c in block[0].before for c in "\r\n"):
            found[-1] += block
        else:
            found.append(block)
    return found
