"""JSON Lines: the document in the first line, then one segment a line with every field."""

from __future__ import annotations

from translate.document import BilingualDocument
from translate.formats import plain

__all__ = ["dumps", "loads"]


def dumps(document: BilingualDocument) -> str:
    """Return the text of the file."""
    objects = [plain.header_values(document), *map(plain.segment_values, document.segments)]
    return "".join(plain.compact(given) + "\n" for given in objects)


def loads(text: str, name: str) -> BilingualDocument:
    """Read a document back.

    Args:
        text: what `dumps` returned.
        name: of the file, for messages.

    Raises:
        DocumentError: the text is not such a document; the message names the line.
    """
    lines = [(f"{name}:{n}", line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    (where, first), *rest = lines or [(f"{name}:1", "null")]
    header = plain.header(plain.parse(first, where), where)
    segments = [(place, plain.segment(plain.parse(line, place), place)) for place, line in rest]
    return plain.document(header, segments, name)
