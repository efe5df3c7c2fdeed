"""Bilingual files entry by entry: what was not touched keeps every byte, comments of others included.

A file is cut into chunks, the first of which belongs to no segment. Changing a segment rewrites the
lines of its chunk that are the segment's: translation, fuzzy flag and the comments that wortlaut wrote.
Beside the segment stands a record of its review: the machine's text, the score that went with it and
the time spent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from translate import files
from translate.document import BilingualDocument, Segment
from translate.errors import DocumentError, EncodingError, UnknownFormat
from translate.formats import plain

__all__ = ["Bilingual", "Item", "Record", "decoded", "parse", "read"]

_BACKENDS = {".po": "po_entries", ".jsonl": "jsonl_lines"}
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept about the review of a segment.

    Attributes:
        machine: the text before a person changed it; None where nobody has.
        score: the machine's score for that text.
        seconds: time spent on the segment.
    """

    machine: str | None = None
    score: float | None = None
    seconds: float = 0.0

    def values(self) -> dict[str, Any]:
        """Plain values, ready for JSON; empty where there is nothing to keep."""
        given = {"machine": self.machine, "score": self.score, "seconds": round(self.seconds, 1)}
        return {key: value for key, value in given.items() if value not in (None, 0.0)}

    @classmethod
    def of(cls, given: Any) -> Record:
        """The record that plain values stand for; what has been broken in it counts for nothing."""
        if not isinstance(given, dict):
            return cls()
        machine, score, seconds = given.get("machine"), given.get("score"), given.get("seconds")
        return cls(
            machine if isinstance(machine, str) else None,
            float(score) if type(score) in (int, float) else None,
            float(seconds) if type(seconds) in (int, float) and seconds >= 0 else 0.0,
        )


@dataclass(frozen=True, slots=True)
class Item:
    """A segment of a file.

    Attributes:
        segment: as the file has it, or as it is to be written.
        chunk: number of the chunk that holds it.
        line: 1-based line of its entry in the file as it was read.
        record: see `Record`.
        form: number of the plural form, None in an entry without plural.
        ours: wortlaut wrote the entry, with links, score and terms.
    """

    segment: Segment
    chunk: int
    line: int
    record: Record = field(default_factory=Record)
    form: int | None = None
    ours: bool = True

    @property
    def id(self) -> str:
        """Id of the segment."""
        return self.segment.id


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A bilingual file, taken apart.

    Attributes:
        name: of the article, for people.
        signature: what the translation depends on; empty where another program wrote the file.
        chunks: joined they are the text of the file.
        items: in the order of the article.
        backend: the module that knows the format.
    """

    name: str
    signature: str
    chunks: tuple[str, ...]
    items: tuple[Item, ...]
    backend: ModuleType

    @property
    def text(self) -> str:
        """Text of the file."""
        return "".join(self.chunks)

    @property
    def document(self) -> BilingualDocument:
        """The document as a value."""
        return BilingualDocument(self.name, tuple(item.segment for item in self.items), self.signature)

    def changed(self, index: int, new: Item) -> Bilingual:
        """Return the file with one segment changed."""
        chunks = list(self.chunks)
        chunks[new.chunk] = self.backend.rewritten(chunks[new.chunk], self.items[index], new)
        items = [
            replace(item, segment=replace(item.segment, state=new.segment.state))
            if item.chunk == new.chunk else item
            for item in self.items
        ]  # fmt: skip
        items[index] = new
        return replace(self, chunks=tuple(chunks), items=tuple(items))


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and the byte-order mark that it began with, if any."""
    try:
        text = files.decode(data, name)
    except EncodingError as error:
        raise DocumentError(f"{str(error).partition(';')[0]}; save it as UTF-8 text") from error
    if not text.strip():
        raise DocumentError(f"{name}: is empty; give a bilingual document")
    return text, _BOM if data.startswith(_BOM.encode()) else ""


def read(path: Path) -> Bilingual:
    """Read a file that can be reviewed.

    Raises:
        UnknownFormat: only PO and JSONL files can be changed segment by segment.
        InputError, DocumentError: the file cannot be read, or is broken.
    """
    suffix(path)
    text, _ = decoded(files.read_bytes(str(path)), str(path))
    return parse(text, path)


def suffix(path: Path) -> str:
    """Return the suffix of a file that can be reviewed."""
    found = path.suffix.lower()
    if found not in _BACKENDS:
        raise UnknownFormat(f"{path}: cannot be reviewed; give a .po or .jsonl file (wortlaut translate … -o FILE.po)")
    return found


def parse(text: str, path: Path) -> Bilingual:
    """Take the text of a file apart.

    Raises:
        DocumentError: it is broken; the message names the line.
    """
    backend = import_module(f"{__package__}.{_BACKENDS[suffix(path)]}")
    return backend.parse(text, str(path), backend)


def record_line(record: Record) -> str:
    """A record as JSON in one line; empty where there is nothing to keep."""
    values = record.values()
    return plain.compact(values) if values else ""


def ids(items: tuple[Item, ...]) -> Iterator[tuple[str, str, str]]:
    """What tells whether two versions of a file hold the same segments: id, kind and source of each."""
    return ((item.id, item.segment.kind.value, item.segment.source) for item in items)
