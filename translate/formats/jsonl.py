"""JSON Lines: the document in the first line, then one segment a line with every field.

Segments whose sentences the article no longer has stand in the first line, under ``obsolete``.
"""

from __future__ import annotations

from dataclasses import replace

from translate.document import BilingualDocument
from translate.errors import DocumentError
from translate.formats import plain

__all__ = ["HOLDS_OBSOLETE", "dumps", "dumps_over", "loads"]

HOLDS_OBSOLETE = True


def dumps(document: BilingualDocument) -> str:
    """Return the text of the file."""
    return _lines(document, {})


def dumps_over(document: BilingualDocument, old: str) -> str:
    """Return the text of the file that takes the place of another; records of reviews come along.

    Args:
        document: what is to be written.
        old: text of a file that `loads` reads.
    """
    records = {}
    for line in old.split("\n")[1:]:
        given = plain.parse(line, "") if line.strip() else {}
        if "review" in given:
            records[given["source"], given["target"]] = given["review"]
    return _lines(document, records)


def _lines(document: BilingualDocument, records: dict[tuple[str, str], object]) -> str:
    header = plain.header_values(document)
    if document.obsolete:
        header["obsolete"] = [plain.segment_values(segment) for segment in document.obsolete]
    objects = [header]
    for segment in document.segments:
        record = records.get((segment.source, segment.target))
        objects.append(plain.segment_values(segment) | ({"review": record} if record else {}))
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
    values = plain.parse(first, where)
    header = plain.header(values, where)
    obsolete = values.get("obsolete", [])
    if not isinstance(obsolete, list):
        raise DocumentError(f"{where}: obsolete has to be a list; restore the line as it was written")
    vanished = tuple(plain.segment(given, f"{where}: obsolete: {n}") for n, given in enumerate(obsolete, 1))
    segments = [(place, plain.segment(plain.parse(line, place), place)) for place, line in rest]
    return replace(plain.document(header, segments, name), obsolete=vanished)
