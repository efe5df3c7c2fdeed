"""Files changed entry by entry: what was not touched keeps every byte."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate import formats
from translate.document import SegmentState
from translate.errors import DocumentError, InputError, UnknownFormat
from translate.formats.po import _Lines
from translate.review import bilingual
from translate.review.bilingual import Record
from translate.review.store import Copy, Version

REVIEWED, MACHINE = SegmentState.REVIEWED, SegmentState.MACHINE


def changed(file, id, target=None, state=None, record=None):
    index = next(n for n, item in enumerate(file.items) if item.id == id)
    item = file.items[index]
    segment = replace(
        item.segment, target=item.segment.target if target is None else target, state=state or item.segment.state
    )
    return file.changed(index, replace(item, segment=segment, record=record or item.record))


def lines(old, new):
    """The lines that went and came."""
    return [d for d in difflib.ndiff(old.split("\n"), new.split("\n")) if d[0] in "+-"]


def test_reads_what_formats_read(either):
    assert bilingual.read(either).document == formats.read(either)


def test_a_change_is_read_back(either):
    file = changed(bilingual.read(either), "3.1", 'The "truce"\theld.', REVIEWED, Record("The truce held.", -0.2, 4.25))
    either.write_text(file.text, encoding="utf-8")
    again = bilingual.read(either)
    item = next(item for item in again.items if item.id == "3.1")
    assert (item.segment.target, item.segment.state) == ('The "truce"\theld.', REVIEWED)
    assert item.record == Record("The truce held.", -0.2, 4.2)
    assert [s.id for s in formats.read(either).segments if s.state is REVIEWED] == ["3.1"]


def test_untouched_lines_keep_every_byte(either):
    file = bilingual.read(either)
    text = either.read_text(encoding="utf-8")
    assert file.text == text
    new = changed(file, "3.1", "The ceasefire held.").text
    assert len(lines(text, new)) <= 4


def test_going_back_gives_the_same_file(either):
    file = bilingual.read(either)
    there = changed(file, "3.1", "The ceasefire held.", REVIEWED, Record("The truce held."))
    assert changed(there, "3.1", "The truce held.", MACHINE, Record()).text != there.text
    assert changed(there, "3.1", "The truce held.", MACHINE, replace(Record(), machine=None)).text != there.text


def test_comments_of_translators_stay(po):
    chunks = list(bilingual.read(po).chunks)
    chunks[5] = "# Anna: sure?\n# and this\n" + chunks[5]
    text = "".join(chunks)
    file = bilingual.parse(text, po)
    new = changed(file, "3.1", "The ceasefire held.", REVIEWED)
    again = changed(new, "3.1", "The truce held.", MACHINE)
    assert "# Anna: sure?\n# and this\n" in new.text
    assert again.text == text


def test_line_ends_and_mark_of_windows_stay(po, judge):
    text = po.read_text(encoding="utf-8")
    po.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    copy = Copy(po, judge)
    item = copy.item("3.1")
    copy.save("3.1", item.segment.source, Version.of(item.segment), Version("New.", REVIEWED))
    data = po.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf#")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert formats.read(po).segments[4].target == "New."


# ------------------------------------------------------------------ PO files of others


def test_any_po_file_can_be_reviewed(foreign):
    file = bilingual.read(foreign)
    assert file.name == "Haus 1.0"
    assert [(i.id, i.segment.source, i.segment.target, i.segment.state.value) for i in file.items] == [
        ("1.1", "Der Kremlchef geht.", "The Kremlin leader comes.", "machine"),
        ("2.1", "Am 3. Mai kamen 12 Gäste.", "On May 3, 12 guests came.", "reviewed"),
        ("3.1", "Ein Gast", "A guest", "reviewed"),
        ("3.2", "Gäste", "Guests", "reviewed"),
        ("4.1", "Noch nicht übersetzt", "", "machine"),
    ]


def test_in_a_po_file_of_others_only_our_lines_change(foreign):
    text = foreign.read_text(encoding="utf-8")
    new = changed(bilingual.read(foreign), "1.1", "The Kremlin leader goes.", REVIEWED).text
    assert lines(text, new) == [
        "- #, fuzzy, c-format", "+ #, c-format",
        '- msgstr "The Kremlin leader comes."', '+ msgstr "The Kremlin leader goes."',
    ]  # fmt: skip


def test_plurals_and_line_breaks_of_others(foreign):
    file = changed(bilingual.read(foreign), "3.2", "Visitors")
    file = changed(file, "4.1", "Not yet", MACHINE)
    found = {entry.msgid: entry for entry in polib.pofile(file.text)}
    assert found["Ein Gast"].msgstr_plural == {0: "A guest", 1: "Visitors"}
    assert found["Noch nicht übersetzt\n"].msgstr == "Not yet\n"
    assert found["Noch nicht übersetzt\n"].fuzzy
    assert '#~ msgid "Alt"' in file.text
    assert "# keep me\n" in file.text


# ------------------------------------------------------------------ what cannot be reviewed


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("a.txt", b"x", UnknownFormat, "give a .po or .jsonl file"),
        ("a.po", b"", DocumentError, "is empty"),
        ("a.po", b"\xff\xfe\x00x", InputError, "a.po"),
        ("a.po", b'msgid "a\nmsgstr "b"\n', DocumentError, "a.po:1: is not a PO string"),
        ("a.po", b'msgid ""\nmsgstr ""\n', DocumentError, "holds no entry"),
        ("a.jsonl", b"{}\n", DocumentError, "is not a document of wortlaut"),
        ("a.jsonl", b"{broken\n", DocumentError, "a.jsonl:1: is not JSON"),
    ],
)
def test_says_what_is_wrong_with_a_file(tmp_path, name, data, error, says):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error, match=says):
        bilingual.read(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        bilingual.read(tmp_path / "none.po")


def test_a_broken_record_counts_for_nothing():
    assert Record.of({"machine": 3, "score": "x", "seconds": -1}) == Record()
    assert Record.of("x") == Record()


# ------------------------------------------------------------------ whatever a PO file looks like

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=90)
LINES = TEXTS.map(str.strip).filter(lambda text: text and not text.startswith(("#", "~", ",", ".", ":", "|")))


@st.composite
def files(draw):
    """A PO file as programs write them, with the ids of what can be reviewed."""
    file = polib.POFile(wrapwidth=draw(st.sampled_from([0, 40, 78])))
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "en"}
    file.header = draw(st.sampled_from(["", "Some header"]))
    for number in range(draw(st.integers(1, 6))):
        entry = polib.POEntry(
            msgid=f"{number} {draw(LINES)}" + draw(st.sampled_from(["", "\n"])),
            msgctxt=draw(st.sampled_from([None, "context"])),
            tcomment=draw(st.one_of(st.just(""), LINES)),
            comment=draw(st.one_of(st.just(""), LINES)),
            occurrences=draw(st.sampled_from([[], [("a.html", "3")]])),
            flags=draw(st.sampled_from([[], ["fuzzy"], ["c-format"], ["fuzzy", "c-format"]])),
            previous_msgid=draw(st.sampled_from([None, "before"])),
        )
        entry.obsolete = number > 0 and draw(st.booleans())
        if draw(st.booleans()) and not entry.obsolete:
            entry.msgid_plural = draw(LINES)
            entry.msgstr_plural = {0: draw(LINES), 1: draw(LINES)}
        else:
            entry.msgstr = draw(st.one_of(st.just(""), LINES))
        file.append(entry)
    return file


@settings(max_examples=50)
@given(files(), st.data())
def test_changing_one_entry_leaves_the_others_as_they_are(file, data):
    text = str(file)
    found = bilingual.parse(text, Path("a.po"))
    assert found.text == text
    item = data.draw(st.sampled_from(found.items))
    target = data.draw(LINES)
    new = changed(found, item.id, target, REVIEWED, Record("old"))
    before, after = (polib.pofile(_Lines(t)) for t in (text, new.text))
    block = int(item.id.split(".")[0])
    standing = [n for n, entry in enumerate(before) if not entry.obsolete]
    touched = standing[block - 1]
    for number, (old, now) in enumerate(zip(before, after, strict=True)):
        if number != touched:
            assert str(old) == str(now)
            continue
        stands = now.msgstr if item.form is None else now.msgstr_plural[item.form]
        assert stands.strip("\n") == target
        assert not now.fuzzy
        assert (old.msgid, old.tcomment, old.msgctxt, old.occurrences) == (
            now.msgid,
            now.tcomment,
            now.msgctxt,
            now.occurrences,
        )
    again = bilingual.parse(new.text, Path("a.po"))
    assert [(i.id, i.segment.target, i.segment.state) for i in again.items] == [
        (i.id, i.segment.target, i.segment.state) for i in new.items
    ]
