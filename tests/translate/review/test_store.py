"""Saving, merging, conflicts: nothing is overwritten, nothing is lost."""

from __future__ import annotations

import fcntl
import os
import threading

import pytest

from glossary import Kind, Term
from translate import formats
from translate.document import SegmentState, TermState
from translate.errors import DocumentError, InputError
from translate.judge import Judge
from translate.review import store
from translate.review.store import Conflict, Copy, Gone, Locked, Version

REVIEWED, MACHINE = SegmentState.REVIEWED, SegmentState.MACHINE


@pytest.fixture
def copy(either, judge):
    return Copy(either, judge)


def save(copy, id, target, state=MACHINE, seen=None, **values):
    segment = copy.item(id).segment
    return copy.save(id, segment.source, seen or Version.of(segment), Version(target, state), **values)


def elsewhere(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_change_is_in_the_file_at_once(copy):
    save(copy, "3.1", "The ceasefire held.", REVIEWED)
    segment = formats.read(copy.path).segments[4]
    assert (segment.target, segment.state) == ("The ceasefire held.", REVIEWED)
    assert segment.findings == ()
    assert segment.score is None
    assert {segment.target[link.target_start : link.target_end] for link in segment.links} == {
        "The",
        "ceasefire",
        "held",
    }


def test_the_machine_text_is_kept_and_undoing_forgets_it(copy):
    before = copy.path.read_bytes()
    item = save(copy, "3.1", "The ceasefire held.", seconds=2.5)
    assert (item.record.machine, item.record.score, item.record.seconds) == ("The truce held.", -0.2, 2.5)
    item = save(copy, "3.1", "The ceasefire stood.")
    assert item.record.machine == "The truce held."
    item = save(copy, "3.1", "The truce held.")
    assert item.record.machine is None
    assert item.segment.score == -0.2
    assert len(item.segment.links) == 3
    again = Copy(copy.path, copy.judge).item("3.1")
    assert again.segment == item.segment
    assert again.record.seconds == 2.5
    assert before != copy.path.read_bytes()


def test_a_term_that_a_person_put_right(copy):
    item = save(copy, "2.2", "The Kremlin leader came on May 3.")
    assert [(t.state, t.by) for t in item.segment.terms] == [(TermState.ENFORCED, "review")]
    assert formats.read(copy.path).segments[2].terms[0].by == "review"


def test_what_others_write_comes_in_segment_by_segment(copy):
    elsewhere(copy.path, "He stayed & <b>was silent</b>.", "He said nothing.")
    save(copy, "3.1", "The ceasefire held.")
    targets = {s.id: s.target for s in formats.read(copy.path).segments}
    assert (targets["2.3"], targets["3.1"]) == ("He said nothing.", "The ceasefire held.")
    found = copy.changes(1)
    assert [item.id for item in found.items] == ["2.3", "3.1"]
    assert copy.changes(found.revision).items == ()


def test_a_conflict_is_told_and_nothing_overwritten(copy):
    seen = Version.of(copy.item("3.1").segment)
    elsewhere(copy.path, "The truce held.", "Their text.")
    with pytest.raises(Conflict, match=r"segment 3\.1 was changed by somebody else") as caught:
        save(copy, "3.1", "My text.", seen=seen)
    assert caught.value.item.segment.target == "Their text."
    assert formats.read(copy.path).segments[4].target == "Their text."
    save(copy, "3.1", "My text.", seen=Version("Their text.", MACHINE))
    assert formats.read(copy.path).segments[4].target == "My text."


def test_the_same_change_twice_is_no_conflict(copy):
    seen = Version.of(copy.item("3.1").segment)
    save(copy, "3.1", "New.", seen=seen)
    assert save(copy, "3.1", "New.", seen=seen).segment.target == "New."


def test_other_segments_in_the_file_are_told(foreign, judge):
    copy = Copy(foreign, judge)
    layout = copy.layout
    item = copy.item("2.1")
    text = foreign.read_text(encoding="utf-8")
    foreign.write_text(text.replace("# keep me\n", 'msgid "Neu"\nmsgstr "New"\n\n# keep me\n'), encoding="utf-8")
    with pytest.raises(Conflict, match="other segments now"):
        copy.save("2.1", item.segment.source, Version.of(item.segment), Version("x", MACHINE))
    assert copy.layout == layout + 1
    assert copy.item("2.1").segment.target == "New"


def test_a_deleted_file_is_told_and_can_be_written_again(copy):
    text = copy.path.read_bytes()
    copy.path.unlink()
    assert copy.changes(0).gone
    with pytest.raises(Gone, match="was deleted or moved"):
        save(copy, "3.1", "New.")
    assert not copy.path.exists()
    copy.restore()
    assert copy.path.read_bytes() == text
    with pytest.raises(InputError, match="is there; nothing was written"):
        copy.restore()


def test_a_locked_file_is_told(copy, monkeypatch):
    monkeypatch.setattr(store, "_LOCK_SECONDS", 0.05)
    with open(copy.path, "rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(Locked, match="is locked by another program"):
            save(copy, "3.1", "New.")
    assert save(copy, "3.1", "New.").segment.target == "New."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_may_not_be_written(copy):
    copy.path.chmod(0o444)
    with pytest.raises(InputError, match="cannot be written"):
        save(copy, "3.1", "New.")


def test_a_file_that_breaks_meanwhile(copy):
    whole = copy.path.read_bytes()
    copy.path.write_text("{broken", encoding="utf-8")
    assert "broken" in copy.changes(0).problem or "is not" in copy.changes(0).problem
    with pytest.raises(DocumentError):
        save(copy, "3.1", "New.")
    assert copy.path.read_text(encoding="utf-8") == "{broken"
    copy.path.write_bytes(whole)
    assert copy.changes(0).problem == ""
    assert save(copy, "3.1", "New.").segment.target == "New."


def test_two_reviews_of_one_file_lose_nothing(either, judge):
    copies = [Copy(either, judge), Copy(either, judge)]
    failed = []

    def work(copy, id):
        try:
            for n in range(15):
                save(copy, id, f"Text {n}.")
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=pair) for pair in zip(copies, ("2.3", "3.1"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    targets = {s.id: s.target for s in formats.read(either).segments}
    assert (targets["2.3"], targets["3.1"]) == ("Text 14.", "Text 14.")


def test_an_interrupted_write_leaves_the_old_file_whole(copy, monkeypatch):
    before = copy.path.read_bytes()
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(InputError, match="No space left"):
        save(copy, "3.1", "New.")
    assert copy.path.read_bytes() == before
    assert [path.name for path in copy.path.parent.iterdir() if path.name.startswith(".")] == []
    monkeypatch.undo()
    assert copy.item("3.1").segment.target == "The truce held."


def test_preview_writes_nothing(copy):
    before = copy.path.read_bytes()
    item = copy.preview("2.2", "The Kremlin leader came on May 3.")
    assert item.segment.findings == ()
    assert copy.path.read_bytes() == before
    assert copy.item("2.2").segment.target == "The boss came in May."


# ------------------------------------------------------------------ what a new glossary makes of it


def test_a_reviewed_segment_is_flagged_where_a_new_glossary_makes_it_wrong(copy, judge):
    save(copy, "2.2", "The boss came on May 3.", REVIEWED)
    save(copy, "3.1", "The truce held.", REVIEWED)
    assert not any(copy.needs_attention(copy.item(id)) for id in ("2.2", "3.1"))  # approved as it is
    revision = copy.revision
    copy.judge_again(Judge([*judge.matcher.terms, Term("Waffenruhe", "ceasefire")]))
    assert copy.flagged == {"3.1"}
    assert {item.id for item in copy.changes(revision).items} >= {"3.1"}
    assert copy.item("3.1").segment.state is REVIEWED
    save(copy, "3.1", "The truce held.", REVIEWED)
    assert not copy.needs_attention(copy.item("3.1"))


def test_a_file_that_was_reviewed_with_another_glossary(copy, judge):
    save(copy, "2.2", "The Kremlin leader came on May 3.", REVIEWED)
    other = Judge([Term("Kremlchef", "president", kind=Kind.NAME)])
    assert Copy(copy.path, other).flagged == {"2.2"}
    assert Copy(copy.path, judge).flagged == set()
