"""What lies on the reviewer's desk: documents, glossary and model together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from glossary import GlossaryError, Term, pofile
from glossary.words import fold
from translate.document import Segment, SegmentState, Span
from translate.errors import UsageError
from translate.judge import Judge
from translate.review import teach
from translate.review.bilingual import Item
from translate.review.machine import Alternative, Machine
from translate.review.store import Copy, Version

__all__ = ["Desk"]

_NO_GLOSSARY = "no glossary file to add to; start again with --glossary FILE.po, which is made if it is not there"


class Desk:
    """Documents under review with the glossary that they are held against.

    Args:
        paths: PO or JSONL files.
        shipped: glossary files that are only read.
        glossaries: glossary files that new entries can go into; one that is missing is made then.
        machine: the model.
        load: reads a glossary file.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        shipped: Sequence[Path] = (),
        glossaries: Sequence[Path] = (),
        machine: Machine | None = None,
        load: Callable[[Path], tuple[Term, ...]] = pofile.load,
    ) -> None:
        self.shipped, self.glossaries, self._load = tuple(shipped), tuple(glossaries), load
        self.machine = machine or Machine()
        self._teaching = threading.Lock()
        self._trouble = ""
        self._stamps = self._seen()
        self.judge = Judge(self._terms())
        self.copies = tuple(Copy(path, self.judge) for path in paths)

    def _terms(self) -> tuple[Term, ...]:
        given = [*self.shipped, *(path for path in self.glossaries if path.exists())]
        return pofile.combine(*[self._load(path) for path in given])

    def _seen(self) -> list[tuple[int, int] | None]:
        """What tells whether a glossary file has changed."""
        found = [path.stat() if path.exists() else None for path in self.glossaries]
        return [(status.st_mtime_ns, status.st_size) if status else None for status in found]

    def look(self) -> str:
        """Take in what others have written into the glossary; return what is wrong with it, if anything is."""
        with self._teaching:
            try:
                if (stamps := self._seen()) == self._stamps:
                    return self._trouble
                self._stamps = stamps
                self._judge_again()
                self._trouble = ""
            except (GlossaryError, OSError) as error:
                self._trouble = f"{error} (the glossary stands as it was read before)"
            return self._trouble

    def _judge_again(self) -> None:
        self.judge = Judge(self._terms())
        for copy in self.copies:
            copy.judge_again(self.judge)

    def add(self, entry: teach.Entry, path: str = "") -> list[tuple[Copy, tuple[Item, ...]]]:
        """Add an entry to a glossary file; return for each document the segments that mention it.

        Args:
            entry: the entry.
            path: the file, one of those given; by default the last, which wins over the others.

        Raises:
            UsageError: no file was given that could take it.
            GlossaryError, InputError: the file would not be valid with it, or cannot be written.
        """
        if not self.glossaries:
            raise UsageError(_NO_GLOSSARY)
        target = next((p for p in self.glossaries if str(p) == path), None) if path else self.glossaries[-1]
        if target is None:
            raise UsageError(f"{path}: is not one of the glossary files that were given")
        with self._teaching:
            teach.append(target, entry)
            self._stamps = self._seen()
            self._judge_again()
        return [(c, tuple(i for i in c.items if self._mentions(i.segment, entry.german))) for c in self.copies]

    def _mentions(self, segment: Segment, german: str) -> bool:
        return any(fold(m.term.source) == fold(" ".join(german.split())) for m in self.judge.standing(segment))

    def alternatives(
        self, copy: Copy, id: str, place: Span | None = None, rendering: str = ""
    ) -> list[Alternative]:
        """Return other translations of a segment, or the one with a rendering for the mention at a place."""
        segment = copy.item(id).segment
        if place is None:
            return self.machine.alternatives(segment, self.judge)
        return self.machine.with_rendering(segment, self.judge, place, rendering)

    def translate(self, copy: Copy, ids: Sequence[str]) -> list[Item]:
        """Translate segments again with the glossary as it is, and save them; reviewed ones are left alone."""
        items = [item for item in map(copy.item, ids) if item.segment.state is SegmentState.MACHINE]
        made = self.machine.translate([item.segment for item in items], self.judge)
        saved = []
        for item, alternative in zip(items, made, strict=True):
            seen = Version.of(item.segment)
            wanted = Version(alternative.segment.target, SegmentState.MACHINE)
            saved.append(copy.save(item.id, item.segment.source, seen, wanted, machine=alternative.segment))
        return saved
