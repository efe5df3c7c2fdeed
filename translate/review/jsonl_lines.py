"""JSON Lines for review: a segment a line; the record of its review stands in the field ``review``."""

from __future__ import annotations

from types import ModuleType

from translate.formats import plain
from translate.review.bilingual import Bilingual, Item, Record

__all__ = ["parse", "rewritten"]


def parse(text: str, name: str, backend: ModuleType) -> Bilingual:
    """Take a file apart, a line a chunk."""
    chunks = tuple(_lines(text))
    filled = [number for number, chunk in enumerate(chunks) if chunk.strip()]
    first, *rest = filled
    where = f"{name}:{first + 1}"
    header = plain.header(plain.parse(chunks[first], where), where)
    items = []
    for number in rest:
        where = f"{name}:{number + 1}"
        given = plain.parse(chunks[number], where)
        record = Record.of(given.get("review") if isinstance(given, dict) else None)
        items.append(Item(plain.segment(given, where), number, number + 1, record))
    document = plain.document(header, [(f"{name}:{item.line}", item.segment) for item in items], name)
    place = {segment.id: number for number, segment in enumerate(document.segments)}
    items.sort(key=lambda item: place[item.id])
    return Bilingual(document.name, document.signature, chunks, tuple(items), backend)


def rewritten(chunk: str, _old: Item, new: Item) -> str:
    """Return the line of a segment that was changed."""
    values = plain.segment_values(new.segment)
    if record := new.record.values():
        values["review"] = record
    return plain.compact(values) + chunk[len(chunk.rstrip("\r\n")) :]


def _lines(text: str) -> list[str]:
    return [line + "\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.split("\n")[-1]) else [])
