"""The way of an article, and what of an earlier translation is taken over: with a stand-in for the model."""

from dataclasses import replace

import pytest

from glossary.entry import Term
from tests.translate.fake import Fake
from translate.document import BilingualDocument, SegmentState, TermState
from translate.memory import Memory
from translate.pipeline import Translator
from translate.recall import CHANGED, Recall
from translate.wire import parse

M, R = SegmentState.MACHINE, SegmentState.REVIEWED


@pytest.fixture
def translator():
    return Translator(Fake(), [Term("Kiew", "Kyiv")])


def document(translator, text, **reviewed) -> BilingualDocument:
    """A translation, with segments that a person has approved (s0="English") or changed only (e0="English")."""
    (found,) = translator.translate([parse(text)])
    segments = list(found.segments)
    for key, target in reviewed.items():
        changes = {"state": R} if key[0] == "s" else {"findings": (CHANGED,)}
        segments[int(key[1:])] = replace(segments[int(key[1:])], target=target, **changes)
    return found.with_segments(tuple(segments))


def again(translator, text, *previous, **options) -> BilingualDocument:
    """The article translated anew; `asked` of the model tells what went through it."""
    translator.marian.asked.clear()
    return translator.translate([translator.prepare(parse(text), Recall(previous, **options))])[0]


def states(found: BilingualDocument) -> str:
    return "".join("r" if segment.state is R else "m" for segment in found.segments)


def test_without_anything_known_all_is_translated(translator):
    found = again(translator, "Eins ist da. Zwei ist da.")
    assert translator.marian.asked == ["Eins ist da.", "Zwei ist da."]
    assert found == document(translator, "Eins ist da. Zwei ist da.")


LONG = "Dies ist ein Satz, der in zwei Zeilen steht, weil er lang ist"
CASES = [
    # the text before, what was approved (s) or edited (e) in it; the text now; states, targets kept, what has gone
    ("approved work stays", "Eins da. Zwei da.", {"s0": "One!"}, "Eins da. Zwei da.", "rm", {0: "One!"}, []),
    ("edited work stays, still open", "Eins da. Zwei da.", {"e0": "One"}, "Eins da. Zwei da.", "mm", {0: "One"}, []),
    ("it moves with its sentence", "Eins da. Zwei da.", {"s0": "One!"}, "Neu da. Zwei da.\n\nEins da.", "mmr",
     {2: "One!"}, []),
    ("a sentence that has gone is kept", "Eins da. Zwei da.", {"s0": "One!"}, "Zwei da.", "m", {}, ["One!"]),
    ("an edited one as well", "Eins da. Zwei da.", {"e0": "One!"}, "Zwei da.", "m", {}, ["One!"]),
    ("two that are alike keep their order", "Eins da. Eins da.", {"s0": "A", "s1": "B"}, "Eins da. Eins da.", "rr",
     {0: "A", 1: "B"}, []),
    ("the second of two was approved", "Eins da. Eins da.", {"s1": "B"}, "Eins da. Eins da.", "mr", {1: "B"}, []),
    ("the one left is the approved one", "Eins da. Eins da.", {"s1": "B"}, "Eins da.", "r", {0: "B"}, []),
    ("what differs is not lost", "Eins da. Eins da.", {"s0": "A", "s1": "B"}, "Eins da.", "r", {0: "A"}, ["B"]),
    ("what is the same is kept once", "Eins da. Eins da.", {"s0": "A", "s1": "A"}, "Eins da.", "r", {0: "A"}, []),
    ("further places get it too", "Eins da.", {"s0": "A"}, "Eins da. Eins da.", "rr", {0: "A", 1: "A"}, []),
    ("spelling of the same letters does not matter", "Fu\u0308r das\u00ad da.", {"s0": "A"}, "F\u00fcr  das da.", "r",
     {0: "A"}, []),
    ("a line break does not matter", f"{LONG}\nund ist da.", {"s0": "A"}, f"{LONG} und ist da.", "r", {0: "A"}, []),
    ("approved as empty", "Eins da. Zwei da.", {"s0": ""}, "Eins da. Zwei da.", "rm", {0: ""}, []),
    ("emptied and not approved is translated", "Eins da.", {"e0": ""}, "Eins da.", "m", {}, []),
    ("datelines and sign-offs", "KIEW (dpa) - Eins da./mee", {"s0": "KYIV -", "s2": "/x"}, "KIEW (dpa) - Neu da./mee",
     "rmr", {0: "KYIV -", 2: "/x"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("before", "work", "now", "state", "kept", "gone"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_what_a_person_has_worked_on_is_kept(translator, before, work, now, state, kept, gone):
    found = again(translator, now, document(translator, before, **work))
    assert states(found) == state
    assert {n: found.segments[n].target for n in kept} == kept
    assert [segment.target for segment in found.obsolete] == gone
    prose = [s.source for n, s in enumerate(found.segments) if n not in kept and s.kind == "paragraph"]
    assert translator.marian.asked == prose
    assert found.source == now


def test_kept_again_and_again(translator):
    first = again(translator, "Zwei da.", document(translator, "Eins da. Zwei da.", s0="One!", e1="Two?"))
    second = again(translator, "Zwei da.", first)
    assert second == first
    assert [segment.findings for segment in second.segments] == [(CHANGED,)]
    back = again(translator, "Eins da. Zwei da.", second)
    assert ([segment.target for segment in back.segments], back.obsolete) == (["One!", "Two?"], ())
    assert states(back) == "rm"


def test_the_newest_of_several_outputs_wins(translator):
    newer, older = (document(translator, "Eins da. Zwei da.", s0=text) for text in ("new", "old"))
    older = older.with_segments((older.segments[0], replace(older.segments[1], target="two", state=R)))
    found = again(translator, "Eins da. Zwei da.", newer, older)
    assert [segment.target for segment in found.segments] == ["new", "two"]
    assert found.obsolete == ()


def test_terms_of_kept_segments_are_verified_again(translator):
    old = document(translator, "Er war in Kiew. Sie auch.", s0="He was in Kyiv.")
    (result,) = again(translator, "Er war in Kiew. Sie auch.", old).segments[0].terms
    assert (result.state, result.target_span) == (TermState.ENFORCED, (10, 14))
    other = Translator(Fake(), [Term("Kiew", "Kiev")])
    found = again(other, "Er war in Kiew. Sie auch.", old)
    assert found.segments[0].target == "He was in Kyiv."
    assert found.segments[0].terms[0].state is TermState.MISSED
    assert [finding.check for finding in found.segments[0].findings] == ["terms"]


def test_a_change_of_the_source_shows_what_was_approved_before(translator):
    target = "The chancellor goes to Rome on Monday."
    old = document(translator, "Der Kanzler reist am Montag nach Rom. Ende.", s0=target)
    found = again(translator, "Der Kanzler reist am Dienstag nach Rom. Ende.", old)
    (finding,) = [f for f in found.segments[0].findings if f.check == "memory"]
    assert found.segments[0].state is M
    assert finding.message.endswith(f'translated "{target}"; the source differs in: -Montag +Dienstag')
    assert [segment.target for segment in found.obsolete] == [target]
    assert not any(f.check == "memory" for f in again(translator, found.source, old, fuzzy=100).segments[0].findings)


def test_an_update_translates_what_has_changed_only(translator):
    old = document(translator, "Eins da. Zwei da. Drei da.", s2="Three")
    found = again(translator, "Eins da. Neu da. Drei da.", update=old)
    assert translator.marian.asked == ["Neu da."]
    assert found.segments[0] == old.segments[0]
    assert (states(found), found.segments[2].target, found.obsolete) == ("mmr", "Three", ())


def test_an_update_with_other_settings_takes_over_reviewed_segments_only(translator):
    old = document(translator, "Eins da. Zwei da.", s1="Two")
    other = Translator(Fake(), [Term("Kiew", "Kyiv")], beams=2)
    again(other, "Eins da. Zwei da.", update=old)
    assert other.marian.asked == ["Eins da."]


def test_the_memory_knows_whole_sentences_and_suggests_others(translator):
    two = "Zwei ist heute da."
    memory = Memory.of([("Eins ist heute da.", "One is here today."), (two, "Two."), (two, "2")])
    found = again(translator, "Eins ist heute da. Zwei ist heute da. Eins ist gestern da.", memory=memory, fuzzy=70)
    assert states(found) == "rrm"
    assert [segment.target for segment in found.segments[:2]] == ["One is here today.", "2"]
    assert [f.message for f in found.segments[1].findings] == ['the memory has "Two." as well']
    assert found.segments[2].findings[-1].check == "memory"
    assert translator.marian.asked == ["Eins ist gestern da."]


def test_outputs_come_before_the_memory(translator):
    old = document(translator, "Eins ist da.", s0="Output")
    found = again(translator, "Eins ist da.", old, memory=Memory.of([("Eins ist da.", "Memory")]))
    assert found.segments[0].target == "Output"


def test_many_sentences_go_through_the_model_in_parts(translator, monkeypatch):
    text = " ".join(f"Satz {n} ist da." for n in range(10))
    whole, counts = again(translator, text), []
    monkeypatch.setattr("translate.pipeline._AT_ONCE", 3)
    parts = translator.translate([parse(text)], lambda done, total: counts.append((done, total)))
    assert parts == [whole]
    assert counts == [(n, 10) for n in range(1, 11)]
