"""Documents under review: every change is in the file at once, and what others write there is merged.

The file is the truth. Before each change it is looked at again; what somebody else has changed comes in
segment by segment, and a change to a text that is no longer the one that the editor saw is a conflict,
not an overwriting.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path

from translate import files
from translate.document import Segment, SegmentState
from translate.errors import InputError
from translate.files import Locked
from translate.judge import Judge, moved_links
from translate.review import bilingual
from translate.review.bilingual import Bilingual, Item

__all__ = ["Changes", "Conflict", "Copy", "Gone", "Locked", "Version"]

_LOCK_SECONDS = 1.0


class Conflict(InputError):
    """Somebody else has changed the segment meanwhile; `item` is what it is now, None where it has gone."""

    def __init__(self, message: str, item: Item | None) -> None:
        self.item = item
        super().__init__(message)


class Gone(InputError):
    """The file was deleted or moved while it was open."""


@dataclass(frozen=True, slots=True)
class Version:
    """What an editor saw, or wants: translation and state."""

    target: str
    state: SegmentState

    @classmethod
    def of(cls, segment: Segment) -> Version:
        """The version that a segment is in."""
        return cls(segment.target, segment.state)


@dataclass(frozen=True, slots=True)
class Changes:
    """What has happened since a revision: the segments, or all of them where they are others now."""

    revision: int
    layout: int
    items: tuple[Item, ...]
    gone: bool = False
    problem: str = ""


class Copy:
    """One file under review.

    Args:
        path: a PO or JSONL file.
        judge: recomputes terms and findings.

    Raises:
        UnknownFormat, InputError, DocumentError: see `bilingual.read`.
    """

    def __init__(self, path: Path, judge: Judge) -> None:
        self.path, self.judge = path, judge
        self.revision = self.layout = 1
        self._lock = threading.RLock()
        self._mark = ""
        self._stamp: tuple[int, int, int] | None = None
        bilingual.suffix(path)
        self._data = files.read_bytes(str(path))
        self.file = self._parsed(self._data)
        self._first = {item.id: item.segment for item in self.file.items}
        self.flagged: set[str] = set()  # reviewed segments that a change of the glossary has made wrong
        self.file = self._judged(self.file, None)
        self._revisions: dict[str, int] = {}

    @property
    def items(self) -> tuple[Item, ...]:
        """The segments, in order."""
        return self.file.items

    # ------------------------------------------------------------------ reading

    def _parsed(self, data: bytes) -> Bilingual:
        text, self._mark = bilingual.decoded(data, str(self.path))
        return bilingual.parse(text, self.path)

    def _judged(self, file: Bilingual, known: dict[str, Item] | None) -> Bilingual:
        """Judge the segments; those that another program has changed get the links that are left of ours."""
        items = []
        for item in file.items:
            old = known.get(item.id) if known else None
            segment = item.segment
            if old and old.segment.source == segment.source:
                if Version.of(old.segment) == Version.of(segment):
                    items.append(replace(item, segment=replace(old.segment, start=segment.start)))
                    continue
                segment = self._edited(old.segment, Version.of(segment))
            items.append(replace(item, segment=self._with_flag(segment)))
        return replace(file, items=tuple(items))

    def _with_flag(self, segment: Segment, *, new_glossary: bool = False) -> Segment:
        """Judge a segment; flag it where it is reviewed and has a term that was not wrong so far.

        Where nothing is known of its terms (files of others) only a new glossary makes the difference.
        """
        judged = self.judge.segment(segment)
        known = new_glossary or segment.terms
        if segment.state is SegmentState.REVIEWED and known and _wrong(judged) - _wrong(segment):
            self.flagged.add(segment.id)
        return judged

    def _edited(self, segment: Segment, version: Version) -> Segment:
        """A segment with another translation: links move along, the score goes with the machine's text."""
        if version.target != segment.target or version.state is SegmentState.REVIEWED:
            segment = replace(segment, findings=())  # a remark on where the text came from has done its work
        first = self._first.get(segment.id)
        if first and first.source == segment.source and first.target == version.target and first.links:
            return replace(segment, target=version.target, state=version.state, links=first.links, score=first.score)
        links = moved_links(segment.links, segment.target, version.target)
        score = segment.score if segment.target == version.target else None
        return replace(segment, target=version.target, state=version.state, links=links, score=score)

    def refresh(self) -> None:
        """Take in what others have written since.

        Raises:
            Gone: the file is not there.
            InputError, DocumentError: it cannot be read, or is broken.
        """
        with self._lock:
            try:
                status = self.path.stat()
            except FileNotFoundError as error:
                self._stamp = None
                raise Gone(f"{self.path}: was deleted or moved; put it back, or write it again from here") from error
            except OSError as error:
                raise InputError(f"{self.path}: cannot be read ({error.strerror}); check its permissions") from error
            stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
            if stamp == self._stamp:
                return
            data = files.read_bytes(str(self.path))
            if data != self._data:
                self._merge(self._parsed(data))
                self._data = data
            self._stamp = stamp

    def _merge(self, file: Bilingual) -> None:
        old = {item.id: item for item in self.items}
        same = list(bilingual.ids(file.items)) == list(bilingual.ids(self.items))
        file = self._judged(file, old)
        self.revision += 1
        if not same:
            self.layout += 1
            self._first = {item.id: item.segment for item in file.items}
        for item in file.items:
            before = old.get(item.id)
            if before is None or before.segment != item.segment or before.record != item.record:
                self._revisions[item.id] = self.revision
        self.file = file

    def changes(self, since: int) -> Changes:
        """Return what has happened since a revision; looks at the file first."""
        with self._lock:
            gone, problem = False, ""
            try:
                self.refresh()
            except Gone as error:
                gone, problem = True, str(error)
            except InputError as error:
                problem = str(error)
            items = tuple(item for item in self.items if self._revisions.get(item.id, 0) > since)
            return Changes(self.revision, self.layout, items, gone, problem)

    def needs_attention(self, item: Item) -> bool:
        """Whether someone should look: findings before the review; after it, terms that have become wrong."""
        if item.segment.state is SegmentState.REVIEWED:
            return item.id in self.flagged
        return bool(item.segment.findings)

    def judge_again(self, judge: Judge) -> tuple[Item, ...]:
        """Judge all segments with another glossary; return those about which there is something new to say."""
        with self._lock:
            self.judge = judge
            self.revision += 1
            items, new = [], []
            for item in self.items:
                judged = replace(item, segment=self._with_flag(item.segment, new_glossary=True))
                items.append(judged)
                if judged != item:
                    self._revisions[item.id] = self.revision
                    new.append(judged)
            self.file = replace(self.file, items=tuple(items))
            return tuple(new)

    # ------------------------------------------------------------------ writing

    def preview(self, id: str, target: str) -> Item:
        """Return a segment as it would be with another translation; nothing is written."""
        with self._lock:
            item = self._item(id)
            segment = self._edited(item.segment, Version(target, item.segment.state))
            return replace(item, segment=self.judge.segment(segment))

    def save(
        self, id: str, source: str, seen: Version, wanted: Version, seconds: float = 0.0,
        machine: Segment | None = None,
    ) -> Item:  # fmt: skip
        """Write one segment.

        Args:
            id: of the segment.
            source: its source as the editor saw it.
            seen: its translation and state as the editor saw them.
            wanted: what they are to be.
            seconds: time spent on it since the last call.
            machine: the new translation is the machine's own, with these links and this score.

        Raises:
            Conflict: it has been changed by others; nothing is written.
            Gone, Locked, InputError: the file cannot be written.
        """
        with self._lock, files.locked(self.path, _LOCK_SECONDS):
            self.refresh()
            index = self._index(id)
            if index is None or self.items[index].segment.source != source:
                raise Conflict(f"{self.path}: the file holds other segments now; load the page again", None)
            item = self.items[index]
            now = Version.of(item.segment)
            if now not in (seen, wanted):
                raise Conflict(f"{self.path}: segment {id} was changed by somebody else", item)
            flagged = id in self.flagged
            self.flagged.discard(id)  # who saves it has looked at it
            if now == wanted and not seconds and machine is None:
                if flagged:
                    self.revision += 1
                    self._revisions[id] = self.revision
                return item
            new = self._changed(item, wanted, seconds, machine)
            self._write(self.file.changed(index, new))
            self.revision += 1
            for other in self.items:
                if other.chunk == new.chunk:
                    self._revisions[other.id] = self.revision
            return new

    def _changed(self, item: Item, wanted: Version, seconds: float, machine: Segment | None) -> Item:
        record = replace(item.record, seconds=item.record.seconds + seconds)
        if machine is not None:
            segment = replace(machine, state=wanted.state)
            self._first[item.id] = segment
            record = replace(record, machine=None, score=None)
        else:
            segment = self._edited(item.segment, wanted)
            if record.machine == wanted.target:
                segment = replace(segment, score=record.score)
                record = replace(record, machine=None, score=None)
            elif record.machine is None and item.segment.target not in ("", wanted.target):
                record = replace(record, machine=item.segment.target, score=item.segment.score)
        return replace(item, segment=self.judge.segment(segment), record=record)

    def _write(self, file: Bilingual) -> None:
        data = (self._mark + file.text).encode()
        files.writable(self.path)
        with files.whole_file(self.path, "wb") as out:
            out.write(data)
        self.file, self._data, self._stamp = file, data, None

    def restore(self) -> None:
        """Write a file again that was deleted meanwhile.

        Raises:
            InputError: it is there, or cannot be written.
        """
        with self._lock:
            if self.path.exists():
                raise InputError(f"{self.path}: is there; nothing was written")
            self._write(self.file)

    def _index(self, id: str) -> int | None:
        return next((number for number, item in enumerate(self.items) if item.id == id), None)

    def _item(self, id: str) -> Item:
        index = self._index(id)
        if index is None:
            raise Conflict(f"{self.path}: there is no segment {id}; load the page again", None)
        return self.items[index]

    def item(self, id: str) -> Item:
        """Return a segment by its id."""
        with self._lock:
            return self._item(id)


def _wrong(segment: Segment) -> set[tuple[str, int]]:
    return {(term.term, term.source_span.start) for term in segment.terms if term.state.is_fault}


