"""The fast reader reads what polib reads, or leaves the file to it."""

from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

import glossary
from glossary import load, poread

HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n'
FIELDS = ("msgid", "msgstr", "msgid_plural", "msgstr_plural", "msgctxt", "tcomment", "flags")


def values(entries) -> list[tuple]:
    return [tuple(getattr(entry, name) for name in FIELDS) for entry in entries if not entry.obsolete]


def by_polib(tmp_path_factory, text: str) -> list[tuple]:
    path = tmp_path_factory.mktemp("po") / "g.po"
    path.write_text(text, encoding="utf-8", newline="")
    return values(polib.pofile(str(path), encoding="utf-8"))


def test_the_glossary_that_ships_reads_alike():
    path = Path(glossary.__file__).with_name("news.po")
    entries = poread.read(path.read_text(encoding="utf-8"))
    assert entries is not None
    assert values(entries) == values(polib.pofile(str(path), encoding="utf-8"))


TEXT = st.text(alphabet='aÄ \\"\n\t;:', min_size=1, max_size=12)
ENTRY = st.fixed_dictionaries(
    {"msgid": TEXT, "comment": st.lists(st.sampled_from(["", " note: x", " a; b", " b\\n"]), max_size=2)},
    optional={"msgctxt": TEXT, "plural": TEXT, "flags": st.lists(st.sampled_from(["noun", "exact"]), min_size=1)},
)


def written(entry: dict, wrap: bool) -> str:
    def quoted(key: str, value: str) -> str:
        lines = value.splitlines(keepends=True) if wrap else [value]
        quotes = [f'"{polib.escape(line)}"' for line in lines]
        return f"{key} " + ('""\n' if wrap else "") + "\n".join(quotes) + "\n"

    text = "".join(f"#{line}\n" for line in entry["comment"])
    text += f"#, {', '.join(entry['flags'])}\n" if "flags" in entry else ""
    text += quoted("msgctxt", entry["msgctxt"]) if "msgctxt" in entry else ""
    text += quoted("msgid", entry["msgid"])
    if "plural" in entry:
        text += quoted("msgid_plural", entry["plural"])
        return text + quoted("msgstr[0]", entry["msgid"]) + quoted("msgstr[1]", entry["plural"])
    return text + quoted("msgstr", entry["msgid"])


@given(st.lists(ENTRY, max_size=4), st.booleans(), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\n"]))
def test_what_is_written_plainly_reads_as_polib_reads_it(tmp_path_factory, entries, wrap, end, blank):
    text = (HEADER + blank.join(written(entry, wrap) for entry in entries)).replace("\n", end)
    found = poread.read(text)
    assert found is not None
    assert values(found) == by_polib(tmp_path_factory, text)


PIECES = [
    'msgid "a"', 'msgstr "b"', 'msgid ""', '"c"', "# d", "#, noun", "#: e:1", "#. f", '#| msgid "g"', '#~ msgid "h"',
    'msgctxt "i"', 'msgid_plural "j"', 'msgstr[0] "k"', 'msgstr[1] "l"', 'msgstr[2] "m"', "", "n", 'msgid "o', "#,p",
    "##", 'msgid"q"', 'msgstr "\\x"', 'msgstr "r"s"', "#",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=10))
def test_what_it_does_not_leave_to_polib_it_reads_as_polib(tmp_path_factory, lines):
    text = HEADER + "\n".join(lines) + "\n"
    found = poread.read(text)
    if found is not None:
        assert values(found) == by_polib(tmp_path_factory, text)


@given(st.text())
def test_any_text_is_read_or_left(text):
    poread.read(text)


@pytest.mark.parametrize(
    "text",
    [
        'msgid "a"\n',  # no msgstr
        'msgstr "b"\n',
        'msgid "a"\nmsgstr[0] "b"\n',
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
        '#~ msgid "a"\n#~ msgstr "b"\n',  # obsolete
        '#| msgid "a"\nmsgid "a"\nmsgstr "b"\n',
        'msgid "a"\nmsgstr "b"c"\n',
        'msgid "a"\nmsgstr "b"\rmsgid "c"\n',
        'msgid "a" # b\nmsgstr "b"\n',
        "# a comment that belongs to nothing\n\n" + 'msgid "a"\nmsgstr "b"\n',
    ],
)
def test_the_rest_is_left_to_polib(text):
    assert poread.read(HEADER + text) is None


@pytest.mark.parametrize("tail", ["", '\n#~ msgid "c"\n#~ msgstr "d"\n'])
def test_the_comments_of_a_first_entry_without_a_header_are_kept(tail, tmp_path):
    path = tmp_path / "g.po"
    path.write_text('# accept: x\n#, noun\nmsgid "a"\nmsgstr "b"\n' + tail, encoding="utf-8")
    (term,) = load(path)
    assert (term.accept, term.line) == (("x",), 3)


def test_both_ways_of_reading_give_the_same_entries(tmp_path):
    text = Path(glossary.__file__).with_name("news.po").read_text(encoding="utf-8")
    path = tmp_path / "news.po"
    path.write_text(text + '\n#~ msgid "c"\n#~ msgstr "d"\n', encoding="utf-8")
    slow = load(path)
    assert poread.read(path.read_text(encoding="utf-8")) is None
    path.write_text(text, encoding="utf-8")
    assert load(path) == slow


def test_lines_are_those_of_the_msgid():
    found = poread.read(HEADER + '# note: x\n#, noun\nmsgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n')
    assert [entry.linenum for entry in found] == [7, 9]
