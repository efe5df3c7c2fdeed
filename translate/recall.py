"""What is known of an article before the model is asked: what a person has worked on, and what has not changed.

In this order: the outputs that are there already, the document that is updated, the memory. What a person
has approved is taken over word for word as reviewed; what somebody has changed and not yet approved is
taken over as it is. A sentence that stands several times keeps its translations in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from translate.document import BilingualDocument, Finding, Segment, SegmentState, Severity
from translate.memory import Hit, Memory, difference, normalised

__all__ = ["CHANGED", "Known", "Recall", "by_hand"]

CHANGED = Finding("edited", Severity.WARNING, "changed by hand and not yet approved; kept as it is")
_SHOWN = 200  # code points of a suggestion in a finding


class Known(NamedTuple):
    """What is known of a segment.

    Attributes:
        segment: whose translation and state it gets; None where the model has to translate it.
        findings: for the reviewer, besides those of the checks.
    """

    segment: Segment | None = None
    findings: tuple[Finding, ...] = ()


def by_hand(segment: Segment) -> bool:
    """Whether a person has worked on a segment: approved it, or changed its translation."""
    if segment.state is SegmentState.REVIEWED:
        return True
    return bool(segment.target.strip()) and any(finding.check == CHANGED.check for finding in segment.findings)


class Recall:
    """Finds for each segment of an article what is known of it.

    Args:
        previous: what the outputs hold already, the newest first.
        update: an earlier version of the article; its machine translations are taken over as well.
        memory: reviewed segments of other documents.
        fuzzy: likeness in percent from which on a reviewed segment is shown as a suggestion; 100 for none.
    """

    def __init__(
        self,
        previous: Sequence[BilingualDocument] = (),
        *,
        update: BilingualDocument | None = None,
        memory: Memory | None = None,
        fuzzy: int = 80,
    ) -> None:
        self.previous, self.update, self.memory, self.fuzzy = previous, update, memory, fuzzy

    def __call__(self, segments: Sequence[Segment], signature: str) -> tuple[list[Known], tuple[Segment, ...]]:
        """Return what is known of each segment, and what a person has worked on that the article no longer has.

        Args:
            segments: of the article, not yet translated.
            signature: of the settings of this run; machine translations made with others are not taken over.
        """
        places: dict[str, list[int]] = {}
        for index, segment in enumerate(segments):
            places.setdefault(normalised(segment.source), []).append(index)
        found: list[Segment | None] = [None] * len(segments)
        gone: list[Segment] = []
        for document in self.previous:
            gone += _assign(document.segments, places, found, by_hand)
        back = [segment for document in self.previous for segment in document.obsolete]
        gone += _assign(back, places, found, by_hand)
        if self.update:
            _assign(self.update.segments, places, found, by_hand)
        hits: dict[int, Hit] = {}
        if self.memory is not None:
            for index in (index for index, segment in enumerate(found) if segment is None):
                if hit := self.memory.exact(segments[index].source):
                    hits[index] = hit
                    found[index] = replace(segments[index], target=hit.target, state=SegmentState.REVIEWED)
        if self.update and self.update.signature == signature:
            _assign(self.update.segments, places, found, lambda segment: bool(segment.target))
        memories = [] if self.memory is None else [self.memory]
        if gone:  # a sentence that was changed shows what was approved for it before
            memories.append(Memory.of((normalised(s.source), s.target) for s in gone if s.target.strip()))
        known = [
            Known(taken, self._remarks(new, taken, hits.get(index), memories))
            for index, (new, taken) in enumerate(zip(segments, found, strict=True))
        ]
        if gone:
            memories[-1].close()
        return known, _distinct(gone, found)

    def _remarks(
        self, new: Segment, taken: Segment | None, hit: Hit | None, memories: Sequence[Memory]
    ) -> tuple[Finding, ...]:
        if taken is not None and taken.state is SegmentState.MACHINE and by_hand(taken):
            return (CHANGED,)
        if hit is not None:
            return tuple(_remark(f'the memory has "{_short(other)}" as well') for other in hit.others)
        if self.fuzzy == 100 or (taken is not None and taken.state is SegmentState.REVIEWED):
            return ()
        alike = max(
            (found for memory in memories if (found := memory.alike(new.source, self.fuzzy))),
            key=lambda found: found.likeness, default=None,
        )  # fmt: skip
        if alike is None:
            return ()
        changes = difference(alike.source, normalised(new.source))
        return (
            _remark(
                f'{alike.likeness} % like a reviewed sentence, translated "{_short(alike.target)}"; '
                f"the source differs in: {_short(changes)}"
            ),
        )


def _remark(message: str) -> Finding:
    return Finding("memory", Severity.WARNING, message)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _assign(
    old: Sequence[Segment],
    places: dict[str, list[int]],
    found: list[Segment | None],
    wanted: Callable[[Segment], bool],
) -> list[Segment]:
    """Give segments that are known to the places where their sentences stand; return those that got none.

    A place that has something keeps it. Places beyond the old ones get what a person approved last.
    """
    by_source: dict[str, list[Segment]] = {}
    for segment in old:
        by_source.setdefault(normalised(segment.source), []).append(segment)
    left: list[Segment] = []
    for source, candidates in by_source.items():
        here = places.get(source, [])
        if len(candidates) > len(here):  # a place has gone: what people have worked on is not what goes with it
            kept = sorted(range(len(candidates)), key=lambda n: not wanted(candidates[n]))[: len(here)]
            left += [c for n, c in enumerate(candidates) if n not in kept and wanted(c)]
            candidates = [candidates[n] for n in sorted(kept)]
        approved = [c for c in candidates if c.state is SegmentState.REVIEWED]
        for number, index in enumerate(here):
            candidate = candidates[number] if number < len(candidates) else approved[-1] if approved else None
            if candidate is not None and found[index] is None and wanted(candidate):
                found[index] = candidate
    return left


def _distinct(gone: Sequence[Segment], found: Sequence[Segment | None]) -> tuple[Segment, ...]:
    """What has gone, once each, without what stands in the article all the same."""
    standing = {(normalised(s.source), s.target) for s in found if s is not None}
    distinct = {(normalised(s.source), s.target): s for s in reversed(gone)}  # the newest of equal ones stays
    return tuple(segment for key, segment in reversed(distinct.items()) if key not in standing)
