"""Reviewed segments, found again."""

import json
import os
import sqlite3
from dataclasses import replace

import pytest

from tests.translate.fake import Fake
from translate import formats, memory
from translate.document import SegmentState
from translate.errors import DocumentError, InputError, UnknownFormat
from translate.memory import Memory, difference, normalised
from translate.pipeline import Translator
from translate.wire import parse


@pytest.fixture
def write(tmp_path):
    """Write a document of which every sentence is reviewed, or none."""

    def write(name, pairs, state=SegmentState.REVIEWED, mtime=None):
        (found,) = Translator(Fake()).translate([parse("\n\n".join(pairs))])
        segments = zip(found.segments, pairs.values(), strict=True)
        found = found.with_segments(tuple(replace(s, target=target, state=state) for s, target in segments))
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        formats.write(found, path)
        if mtime:
            os.utime(path, (mtime, mtime))
        return path

    return write


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Fu\u0308r alle.", "F\u00fcr alle.", True),
        ("Be\u00adamte", "Beamte", True),
        ("Zwei\n  Zeilen", "Zwei Zeilen", True),
        ("geschützt\u00a0leer", "geschützt leer", True),
        ("null\u200bbreit", "nullbreit", True),
        ("Groß", "gross", False),
        ("Nato", "NATO", False),
        ("der \ufb01nale", "der finale", False),
        ("Satz.", "Satz!", False),
    ],
)
def test_what_counts_as_the_same_sentence(one, other, same):
    assert (normalised(one) == normalised(other)) is same
    assert (Memory.of([(normalised(one), "x")]).exact(other) is not None) is same


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("am Montag in Rom", "am Dienstag in Rom", "-Montag +Dienstag"),
        ("Er kam", "Er kam heute", "+heute"),
        ("Er kam heute", "Er kam", "-heute"),
        ("a b c d", "x b c y", "-a +x -d +y"),
        ("gleich", "gleich", ""),
    ],
)
def test_difference(old, new, said):
    assert difference(old, new) == said


def test_formats_folders_and_states(write, tmp_path):
    write("m/a.po", {"Aus PO.": "po"})
    write("m/b.tsv", {"Aus TSV.": "tsv"})
    write("m/c.jsonl", {"Aus JSONL.": "jsonl"})
    write("m/d.po", {"Nicht freigegeben.": "no"}, SegmentState.MACHINE)
    write("m/e.html", {"Aus HTML.": "no"})
    write("m/.f.po", {"Versteckt.": "no"})
    found = Memory.open([tmp_path / "m"])
    assert [found.exact(f"Aus {name}.").target for name in ("PO", "TSV", "JSONL")] == ["po", "tsv", "jsonl"]
    assert len(found) == 3
    assert found.exact("Aus PO.").place == str(tmp_path / "m" / "a.po")


def test_the_newest_file_wins_and_the_others_are_named(write):
    paths = [write("a.po", {"Ja.": "new"}, mtime=2000), write("b.po", {"Ja.": "old"}, mtime=1000)]
    hit = Memory.open(paths).exact("Ja.")
    assert (hit.target, hit.others) == ("new", ("old",))


def test_tmx_of_other_programs_counts(tmp_path):
    (tmp_path / "m.tmx").write_text(
        '<tmx version="1.4"><header srclang="de"/><body><tu><tuv xml:lang="de"><seg>Er kam.</seg></tuv>'
        '<tuv xml:lang="en"><seg>He came.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    assert Memory.open([tmp_path / "m.tmx"]).exact("Er kam.").target == "He came."


def test_obsolete_segments_and_po_of_other_programs_count(write, tmp_path):
    path = write("a.po", {"Ja.": "Yes."})
    document = formats.read(path)
    formats.write(replace(document, obsolete=(replace(document.segments[0], source="Nein.", target="No."),)), path)
    (tmp_path / "b.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Datei"\nmsgstr "File"\n\n'
        '#, fuzzy\nmsgid "Ordner"\nmsgstr "Order"\n', "utf-8",
    )  # fmt: skip
    found = Memory.open([path, tmp_path / "b.po"])
    assert [found.exact(german).target for german in ("Ja.", "Nein.", "Datei")] == ["Yes.", "No.", "File"]
    assert found.exact("Ordner") is None


@pytest.mark.parametrize(
    ("asked", "least", "target"),
    [
        ("Der Kanzler reist am Dienstag nach Rom.", 80, "one"),
        ("Der Kanzler reist am Dienstag nach Rom.", 95, None),
        ("Der Kanzler reist am Montag nach Rom.", 80, None),  # the same is no likeness
        ("Ein Gipfel ganz ohne Ergebnis ging zu Ende.", 80, "two"),
        ("Etwas ganz anderes.", 50, None),
        ("", 50, None),
        ("!?", 50, None),
        ('AND OR NOT NEAR ( * " ^ :', 50, None),
        ("wort " * 5000, 50, None),
    ],
)
def test_alike(asked, least, target):
    found = Memory.of(
        [("Der Kanzler reist am Montag nach Rom.", "one"), ("Der Gipfel ging ohne Ergebnis zu Ende.", "no"),
         ("Ein Gipfel ganz ohne Ergebnis geht zu Ende.", "two")]
    )  # fmt: skip
    hit = found.alike(asked, least)
    assert (hit.target if hit else None) == target
    assert hit is None or least <= hit.likeness < 100


def test_common_words_only():
    pairs = [(f"der die das und nicht {n}", str(n)) for n in range(6000)] + [("der die das und ja", "found")]
    assert Memory.of(pairs).alike("der die das und nicht", 80).source.startswith("der die das und nicht ")


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr(memory, "_LARGE", 1)


def test_a_large_memory_has_an_index_that_is_kept_up_to_date(write, tmp_path, large, monkeypatch):
    one, two = write("m/a.po", {"Eins.": "One."}, mtime=1000), write("m/b.po", {"Zwei.": "Two."}, mtime=1000)
    cache, read = tmp_path / "cache", []
    pairs = memory._pairs
    monkeypatch.setattr(memory, "_pairs", lambda path: read.append(path.name) or pairs(path))

    def ask(*asked):
        found = Memory.open([tmp_path / "m"], cache=cache)
        hits = [found.exact(german) or found.alike(german, 70) for german in asked]
        found.close()
        return [hit.target if hit else None for hit in hits]

    assert ask("Eins.", "Zwei.") == ["One.", "Two."]
    assert ask("Eins.", "Zwei.") == ["One.", "Two."]
    assert read == ["a.po", "b.po"]
    write("m/b.po", {"Drei Worte hier.": "Three."}, mtime=2000)
    write("m/c.po", {"Vier.": "Four."})
    assert ask("Eins.", "Zwei.", "Drei Worte hie.", "Vier.") == ["One.", None, "Three.", "Four."]
    assert read[2:] == ["b.po", "c.po"]
    one.unlink()
    two.unlink()
    assert ask("Eins.", "Drei Worte hier.", "Vier.") == [None, None, "Four."]
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 200])
def test_a_damaged_index_is_made_again(write, tmp_path, large, damage):
    path, cache = write("a.po", {"Eins.": "One."}), tmp_path / "cache"
    Memory.open([path], cache=cache).close()
    (index,) = cache.iterdir()
    index.write_bytes(damage)
    found = Memory.open([path], cache=cache)
    assert found.exact("Eins.").target == "One."
    found.close()


def test_an_index_of_another_version_is_made_again(write, tmp_path, large):
    path, cache = write("a.po", {"Eins.": "One."}), tmp_path / "cache"
    Memory.open([path], cache=cache).close()
    (index,) = cache.iterdir()
    database = sqlite3.connect(index)
    database.executescript("PRAGMA user_version = 99; DROP TABLE frequencies")
    database.close()
    found = Memory.open([path], cache=cache)
    assert found.exact("Eins.").target == "One."
    found.close()


def test_without_a_place_for_the_index_it_is_in_memory(write, tmp_path, large):
    path = write("a.po", {"Eins.": "One."})
    (tmp_path / "file").write_text("")
    said = []
    found = Memory.open([path], cache=tmp_path / "file" / "cache", say=said.append)
    assert found.exact("Eins.").target == "One."
    assert [message.partition(": ")[2] for message in said] == [
        "no index can be kept there (Not a directory); the memory is read anew each time until one can"
    ]


@pytest.mark.parametrize("pages", [3, 20])
def test_without_room_for_the_index_nothing_of_it_is_left(write, tmp_path, large, monkeypatch, pages):
    path, cache, said = write("a.po", {"Eins.": "One. " * 10_000}), tmp_path / "cache", []
    connect = sqlite3.connect

    def full(name, **options):
        database = connect(name, **options)
        if name != ":memory:":
            database.execute(f"PRAGMA max_page_count = {pages}")
        return database

    with monkeypatch.context() as patch:
        patch.setattr(memory.sqlite3, "connect", full)
        assert Memory.open([path], cache=cache, say=said.append).exact("Eins.").target.startswith("One. ")
    assert len(said) == 1
    assert ".sqlite: no index can be kept there (database or disk is full); the memory is read anew each" in said[0]
    assert list(cache.iterdir()) == []
    Memory.open([path], cache=cache, say=said.append).close()
    assert (len(said), len(list(cache.iterdir()))) == (1, 1)


def test_a_file_that_vanishes_while_it_is_read_is_left_out(write, tmp_path, large, monkeypatch):
    write("m/a.po", {"Eins.": "One."})
    gone, said, pairs = write("m/b.po", {"Zwei.": "Two."}), [], memory._pairs

    def read(path):
        gone.unlink(missing_ok=True)
        return pairs(path)

    monkeypatch.setattr(memory, "_pairs", read)
    found = Memory.open([tmp_path / "m"], cache=tmp_path / "cache", say=said.append)
    assert (found.exact("Eins.").target, found.exact("Zwei.")) == ("One.", None)
    assert said == [f"{gone}: no such file; check the name; left out of the memory"]
    found.close()
    gone = write("m/b.po", {"Zwei.": "Two."})
    monkeypatch.setattr(memory, "_pairs", pairs)
    found = Memory.open([tmp_path / "m"], cache=tmp_path / "cache")
    assert found.exact("Zwei.").target == "Two."
    found.close()


def test_a_build_that_breaks_off_leaves_no_half_index(write, tmp_path, large, monkeypatch):
    path, cache = write("a.po", {"Eins.": "One."}), tmp_path / "cache"

    def broken(_self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Memory, "count", broken)
        with pytest.raises(KeyboardInterrupt):
            Memory.open([path], cache=cache)
    found = Memory.open([path], cache=cache)
    assert (found.exact("Eins.").target, len(found)) == ("One.", 1)
    found.close()


def test_what_cannot_be_read(write, tmp_path):
    write("m/a.po", {"Eins.": "One."})
    (tmp_path / "m" / "b.jsonl").write_text(json.dumps({"other": 1}))
    said = []
    found = Memory.open([tmp_path / "m"], say=said.append)
    assert found.exact("Eins.").target == "One."
    assert len(said) == 1
    assert said[0].endswith("left out of the memory")
    with pytest.raises(DocumentError, match=r"b\.jsonl:1: is not a document of wortlaut"):
        Memory.open([tmp_path / "m" / "b.jsonl"])
    with pytest.raises(InputError, match="no such file or folder; check the name given with --memory"):
        Memory.open([tmp_path / "none.po"])
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(UnknownFormat):
        Memory.open([tmp_path / "a.txt"])
