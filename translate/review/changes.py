"""What a person changed: words in and out, per segment and for a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from translate.document import SegmentState
from translate.review.bilingual import Item

__all__ = ["difference", "edits", "summary"]

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")


def difference(old: str, new: str) -> list[tuple[str, str]]:
    """Return a text as stretches that are the same, deleted or inserted.

    >>> difference("the old case", "the new case")
    [('same', 'the '), ('deleted', 'old'), ('inserted', 'new'), ('same', ' case')]
    """
    a, b = _TOKENS.findall(old), _TOKENS.findall(new)
    found: list[tuple[str, str]] = []
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(a[a0:a1])))
            continue
        if a0 < a1:
            found.append(("deleted", "".join(a[a0:a1])))
        if b0 < b1:
            found.append(("inserted", "".join(b[b0:b1])))
    return found


def edits(old: str, new: str) -> tuple[int, int]:
    """Return how many words were taken out and put in."""
    count = {"deleted": 0, "inserted": 0, "same": 0}
    for kind, text in difference(old, new):
        count[kind] += len(re.findall(r"\w+", text))
    return count["deleted"], count["inserted"]


def summary(items: Iterable[Item]) -> dict[str, Any]:
    """Return what the review of a document came to.

    chrF is sacrebleu's, of the machine's texts against the reviewed ones; None where nothing is reviewed.
    """
    items = list(items)
    reviewed = [item for item in items if item.segment.state is SegmentState.REVIEWED]
    changed = [item for item in items if item.record.machine is not None]
    out, put_in = 0, 0
    for item in changed:
        less, more = edits(item.record.machine or "", item.segment.target)
        out, put_in = out + less, put_in + more
    pairs = [(_machine(item), item.segment.target) for item in reviewed if _machine(item)]
    score = None
    if pairs:
        from sacrebleu.metrics import CHRF

        score = round(CHRF().corpus_score([a for a, _ in pairs], [[b for _, b in pairs]]).score, 1)
    return {
        "segments": len(items),
        "reviewed": len(reviewed),
        "changed": len(changed),
        "words_deleted": out,
        "words_inserted": put_in,
        "seconds": round(sum(item.record.seconds for item in items), 1),
        "chrf": score,
    }


def _machine(item: Item) -> str:
    return item.segment.target if item.record.machine is None else item.record.machine
