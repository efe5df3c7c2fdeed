"""`wortlaut translate` with earlier work and with many articles, on a stand-in for the model."""

import io
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from tests.translate.fake import Fake
from translate import cli, formats
from translate.document import SegmentState
from translate.manifest import NAME
from translate.marian import Marian

TEXT = "Der Kanzler reist am Montag nach Rom. Ein zweiter Satz ist auch da.\n\nEnde.\n"


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def fake(monkeypatch):
    model = Fake()
    monkeypatch.setattr(Marian, "load", classmethod(lambda cls, name: model))
    return model


@pytest.fixture
def run(monkeypatch, capsys, tmp_path, fake):
    """Run the command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("a.txt").write_text(TEXT, "utf-8")

    def command(*arguments: str, stdin: bytes = b"") -> Result:
        fake.asked.clear()
        monkeypatch.setattr(sys, "argv", ["wortlaut", "translate", "--no-glossary", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        return Result(left.value.code or 0, captured.out, captured.err)

    return command


def approve(path: str, number: int, target: str, state=SegmentState.REVIEWED) -> None:
    document = formats.read(Path(path))
    segments = list(document.segments)
    segments[number] = replace(segments[number], target=target, state=state, findings=(), links=())
    formats.write(document.with_segments(tuple(segments)), Path(path))


# ---------------------------------------------------------------------- outputs that are there already


@pytest.mark.parametrize("suffix", [s for s in formats.SUFFIXES if formats.reads_back(Path(f"a{s}"))])
def test_reviewed_segments_of_an_output_are_kept(run, fake, suffix):
    name = f"o{suffix}"
    run("a.txt", "-o", name)
    approve(name, 1, "A second sentence, approved.")
    done = run("a.txt", "-o", name)
    assert (done.code, done.out) == (0, "")
    found = formats.read(Path(name))
    assert (found.segments[1].target, found.segments[1].state) == ("A second sentence, approved.", "reviewed")
    assert fake.asked == ["Der Kanzler reist am Montag nach Rom.", "Ende."]
    assert "; 1 reviewed segment kept" in done.err


def test_what_the_article_no_longer_has_becomes_obsolete(run):
    run("a.txt", "-o", "o.po", "-o", "o.jsonl")
    approve("o.po", 1, "Approved.")
    Path("a.txt").write_text("Der Kanzler reist am Montag nach Rom.", "utf-8")
    done = run("a.txt", "-o", "o.po", "-o", "o.jsonl", "-o", "o.tsv")
    assert "1 without a sentence in the article now, kept as obsolete" in done.err
    first, second = (formats.read(Path(name)) for name in ("o.po", "o.jsonl"))
    assert first == second
    assert [segment.target for segment in first.obsolete] == ["Approved."]
    assert formats.read(Path("o.tsv")).obsolete == ()
    (entry,) = polib.pofile("o.po").obsolete_entries()
    assert (entry.msgid, entry.msgstr) == ("Ein zweiter Satz ist auch da.", "Approved.")
    Path("a.txt").write_text(TEXT, "utf-8")
    run("a.txt", "-o", "o.po")
    found = formats.read(Path("o.po"))
    assert (found.segments[1].target, found.obsolete) == ("Approved.", ())


def test_a_table_has_no_place_for_that(run):
    run("a.txt", "-o", "o.tsv")
    approve("o.tsv", 1, "Approved.")
    before = Path("o.tsv").read_bytes()
    Path("a.txt").write_text("Neu.", "utf-8")
    done = run("a.txt", "-o", "o.tsv")
    assert done.code == 3
    assert done.err == (
        "wortlaut: o.tsv: holds a reviewed segment whose sentence the article no longer has, and .tsv has no place "
        "for that; add -o o.po, or move the file away\n"
    )
    assert Path("o.tsv").read_bytes() == before
    assert run("a.txt", "-o", "o.tsv", "-o", "o.po").code == 0
    assert [segment.target for segment in formats.read(Path("o.po")).obsolete] == ["Approved."]


def test_the_newest_output_wins(run):
    run("a.txt", "-o", "o.po", "-o", "o.jsonl")
    approve("o.po", 0, "From PO.")
    approve("o.jsonl", 0, "From JSONL.")
    approve("o.jsonl", 1, "Only there.")
    os.utime("o.jsonl", (1, 1))
    run("a.txt", "-o", "o.po", "-o", "o.jsonl")
    for name in ("o.po", "o.jsonl"):
        assert [s.target for s in formats.read(Path(name)).segments[:2]] == ["From PO.", "Only there."]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("o.po", "Mein Kram", "o.po:1: is not a PO file here; restore the line as it was written, or move"),
        ("o.po", 'msgid ""\nmsgstr "Language: en\\n"\n', "o.po:1: is not a document of wortlaut; give a file that"),
        ("o.jsonl", '{"a": 1}', "o.jsonl:1: is not a document of wortlaut"),
        ("o.tsv", "a\tb\n", "o.tsv:1: is not a document of wortlaut"),
        ("o.po", "f\udcfcr", "o.po:1: is not UTF-8 text; save it as UTF-8 text, or move the file away: it is not"),
        ("a.txt", TEXT, "a.txt: is the article itself; name another file to write to"),
    ],
)
def test_what_is_not_overwritten(run, fake, name, content, message):
    Path(name).write_bytes(content.encode("utf-8", "surrogateescape"))
    done = run("a.txt", "-o", name)
    assert done.code in (2, 3)
    assert done.err.startswith(f"wortlaut: {message}")
    assert done.err.count("\n") == 1
    assert fake.asked == []
    assert Path(name).read_bytes() == content.encode("utf-8", "surrogateescape")


def test_an_article_from_po_does_not_overwrite_another_po(run, fake):
    Path("in.po").write_text('msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Ein Satz ist da."\nmsgstr ""\n', "utf-8")
    assert run("in.po", "-o", "o.po").code == 0
    before = Path("o.po").read_bytes()
    done = run("in.po", "-o", "o.po")
    assert done.err == "wortlaut: o.po: is there already and may hold work; move it away, or name another file\n"
    assert (done.code, fake.asked, Path("o.po").read_bytes()) == (3, [], before)
    assert run("in.po", "-o", "in.po").err.startswith("wortlaut: in.po: is the article itself")
    for _ in range(2):
        assert run("in.po", "-o", "out/").code == 0
    Path("out", NAME).unlink()  # as if killed just before the record
    assert run("in.po", "-o", "out/").code == 0
    Path("out/in.po").write_bytes(before.replace(b"ztaS", b"sentence"))
    Path("out", NAME).unlink()
    assert "out/in.po: is there already and may hold work" in run("in.po", "-o", "out/").err


@pytest.mark.parametrize("name", ["o.po", "o.html", "o.txt", "o.md"])
def test_what_is_overwritten(run, name):
    Path(name).write_text("" if name == "o.po" else "old")
    assert run("a.txt", "-o", name).code == 0
    assert Path(name).stat().st_size > 20


def test_what_people_write_beside_entries_stays(run):
    run("a.txt", "-o", "o.po")
    file = polib.pofile("o.po", wrapwidth=0)
    file.header = "Reviewed by Ada"
    file.metadata["Last-Translator"] = "Ada <ada@example.org>"
    file.metadata["X-Generator"] = "Poedit 3.9"
    first, second, third = file
    first.tcomment = "ask the desk\n\nreally"
    second.tcomment = "will go"
    third.tcomment, third.msgstr = "short", "The end."
    third.flags.remove("fuzzy")
    third.comment += '\nwortlaut-review: {"seconds":3.5}'
    file.save("o.po")
    Path("a.txt").write_text("Neu ist das. Der Kanzler reist am Montag nach Rom.\n\nEnde.\n", "utf-8")
    for _ in range(2):
        run("a.txt", "-o", "o.po")
        file = polib.pofile("o.po", wrapwidth=0)
        live = {entry.msgid: entry for entry in file if not entry.obsolete}
        assert file.header == "Reviewed by Ada"
        assert file.metadata["Last-Translator"] == "Ada <ada@example.org>"
        assert file.metadata["X-Generator"] == "Poedit 3.9"
        assert live["Neu ist das."].tcomment == ""
        assert live["Der Kanzler reist am Montag nach Rom."].tcomment == "ask the desk\n\nreally"
        assert (live["Ende."].tcomment, live["Ende."].msgstr) == ("short", "The end.")
        assert live["Ende."].comment.endswith('\nwortlaut-review: {"seconds":3.5}')
        (gone,) = file.obsolete_entries()
        assert gone.tcomment.startswith("will go\nwortlaut: {")
        assert gone.fuzzy


def test_what_was_edited_on_the_review_page_and_not_approved_stays(run):
    run("a.txt", "-o", "o.jsonl")
    header, first, *rest = Path("o.jsonl").read_text("utf-8").splitlines()
    values = json.loads(first)
    del values["target_hash"]
    first = json.dumps(values | {"target": "By hand.", "review": {"machine": values["target"], "seconds": 2.0}})
    Path("o.jsonl").write_text("\n".join([header, first, *rest]) + "\n", "utf-8")
    for _ in range(2):
        run("a.txt", "-o", "o.jsonl")
        segment = formats.read(Path("o.jsonl")).segments[0]
        assert (segment.target, segment.state) == ("By hand.", "machine")
        assert segment.findings[-1].message == "changed by hand and not yet approved; kept as it is"
        assert json.loads(Path("o.jsonl").read_text("utf-8").splitlines()[1])["review"]["seconds"] == 2.0


# ----------------------------------------------------------------------------------- update and memory


def test_an_update_says_what_was_translated(run, fake):
    run("a.txt", "-o", "old.po")
    approve("old.po", 2, "The end.")
    Path("b.txt").write_text(TEXT.replace("Montag", "Dienstag"), "utf-8")
    done = run("b.txt", "--update", "old.po", "-o", "new.po")
    assert fake.asked == ["Der Kanzler reist am Dienstag nach Rom."]
    assert done.err.startswith(
        "b.txt: 1 of 3 segments translated, 2 taken over\n  1.1  Der Kanzler reist am Dienstag nach Rom.\n0 mentions"
    )
    found = formats.read(Path("new.po"))
    assert [segment.state for segment in found.segments] == ["machine", "machine", "reviewed"]
    assert found.segments[1] == replace(formats.read(Path("old.po")).segments[1], start=found.segments[1].start)
    assert run("b.txt", "--update", "old.po").out == found.target
    assert run("b.txt", "--update", "old.po", "-q", "--beams", "2").err == ""
    assert fake.asked[:2] == ["Der Kanzler reist am Dienstag nach Rom.", "Ein zweiter Satz ist auch da."]


def test_a_memory_of_files_and_folders(run, fake):
    Path("m").mkdir()
    run("a.txt", "-o", "m/old.po")
    approve("m/old.po", 0, "The chancellor goes to Rome on Monday.")
    approve("m/old.po", 2, "The end.")
    Path("b.txt").write_text("Der Kanzler reist am Freitag nach Rom. Ende.\n", "utf-8")
    done = run("b.txt", "--memory", "m", "-o", "b.jsonl")
    assert fake.asked == ["Der Kanzler reist am Freitag nach Rom."]
    found = formats.read(Path("b.jsonl"))
    assert (found.segments[1].target, found.segments[1].state) == ("The end.", "reviewed")
    assert found.segments[0].state == "machine"
    assert found.segments[0].findings[-1].message == (
        '90 % like a reviewed sentence, translated "The chancellor goes to Rome on Monday."; '
        "the source differs in: -Montag +Freitag"
    )
    assert "1 reviewed segment kept" in done.err
    assert run("b.txt", "--memory", "m/old.po", "--fuzzy", "100").out == found.target
    assert json.loads(run("b.txt", "--memory", "m", "--json").out)[0]["reviewed"] == 1


# ----------------------------------------------------------------------------------------- many articles


def test_a_folder(run, fake):
    Path("in/sub").mkdir(parents=True)
    Path("in/a.txt").write_text(TEXT, "utf-8")
    Path("in/sub/b.txt").write_text("Noch einer.", "utf-8")
    Path("in/c.txt").write_bytes(b"f\xfcr")
    done = run("in", "-o", "out", "--format", "po,html")
    assert (done.code, done.out) == (3, "")
    assert done.err.split("\n") == [
        "wortlaut: in/c.txt:1: is not UTF-8 text; if it is Latin-1 or Windows text, add --encoding cp1252; if it is no "
        "text, save it as text first",
        "3 articles: 2 translated, 1 failed; 0 mentions: 0 kept, 0 enforced, 0 missed",
        "",
    ]
    assert sorted(os.listdir("out")) == [NAME, "a.html", "a.po", "sub"]
    assert run("in", "-o", "out/", "--format", "po,html", "-q").err.count("\n") == 1
    assert fake.asked == []
    done = run("in", "-o", "out", "--json", "--format", ".JSONL")
    assert [json.loads(line)["name"] for line in done.out.splitlines()] == ["a.txt", "b.txt"]
    done = run("in", "-o", "out2", "--format", "po", "--fail-fast")
    assert done.code == 3
    assert done.err.startswith("3 articles are not done; the same command goes on there\nwortlaut: in/c.txt:1: is not")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["*.txt"], "*.txt: give one folder for the translations, such as -o translated/ --format po,html"),
        (["in"], "in: give one folder"),
        (["in", "-o", "x.po"], "x.po: is a file; several articles need a folder"),
        (["a.txt", "b.txt", "-o", "y.po"], "several articles do not fit into a file; give a folder, such as -o tr"),
        (["in", "-o", "out/", "--format", "doc"], "--format doc: there is no format doc; use some of txt,po,html"),
        (["in", "-o", "out/", "-o", "out2/"], "in: give one folder"),
        (["a.txt", "--update", "none.po"], "none.po: no such file"),
        (["a.txt", "b.txt", "--update", "o.po"], "--update takes one article; run the command once for each"),
        (["in", "--update", "o.po", "-o", "out/"], "--update takes one article and a file to write to, not a folder"),
        (["in", "--view", "-o", "out/"], "--view shows an article; leave it out where a folder is written"),
        (["a.txt", "--memory", "none"], "none: no such file or folder; check the name given with --memory"),
        (["a.txt", "--memory", "a.txt"], "a.txt: .txt cannot be read back; use"),
        (["--watch", "in", "-o", "out/", "--jobs", "2"], "--watch translates in one process; leave --jobs out"),
        (["--watch", "none"], "none: give one folder for the translations"),
        (["--watch", "none", "-o", "out/"], "none: no such folder; make it first, then watch it"),
        (["a.txt", "--fuzzy", "20"], "Invalid value for '--fuzzy'"),
    ],
)
def test_wrong_usage_ends_in_one_line(run, arguments, message):
    Path("in").mkdir()
    Path("in/a.txt").write_text(TEXT, "utf-8")
    Path("b.txt").write_text(TEXT, "utf-8")
    Path("x.po").write_text("", "utf-8")
    done = run("-q", *arguments)
    assert (done.code in (2, 3), done.out) == (True, "")
    assert done.err.startswith(f"wortlaut: {message}")
    assert done.err.count("\n") == 1


def test_watching(run, monkeypatch):
    Path("in").mkdir()
    looks = iter(range(10))

    def look(_pause):
        if next(looks) == 1:
            os.replace("a.txt", "in/a.txt")
        elif Path("out/a.po").exists():
            raise KeyboardInterrupt

    monkeypatch.setattr("translate.watch.time.sleep", look)
    monkeypatch.setattr("translate.watch.arrivals.__kwdefaults__", {**_defaults(), "wait": look})
    done = run("--watch", "in", "-o", "out/")
    assert done.code == 130
    assert done.err.split("\n")[:2] == [
        "in: waiting for articles; move them in, Ctrl+C ends",
        "1 article: 1 translated; 0 mentions: 0 kept, 0 enforced, 0 missed",
    ]
    assert formats.read(Path("out/a.po")).source == TEXT


def _defaults():
    from translate.watch import arrivals

    return arrivals.__kwdefaults__


def test_strict_counts_what_was_finished_before(run, tmp_path):
    Path("g.po").write_text('msgid ""\nmsgstr ""\n\n#, forbidden\nmsgid "Rom"\nmsgstr "moR"\n', "utf-8")
    Path("a.txt").write_text("In Rom.", "utf-8")
    for _ in range(2):
        assert run("a.txt", "-o", "out/", "--glossary", "g.po", "--strict").code == 1


# ------------------------------------------------------------------------------------------ long and odd


ODD = {
    "mixed line ends": "Eins ist da.\r\n\r\nZwei ist da.\r\rDrei ist da.\n\nVier.\r",
    "marks of direction": "Das Wort \u202bשלום\u202c steht \u200fda.\u200e",
    "emoji": "Ein \U0001f1fa\U0001f1e6 und \U0001f469\u200d\U0001f52c und \u2764\ufe0f sind da.",
    "soft hyphens": "Die Außen\u00admini\u00adste\u00adrin ist da.",
    "ligatures": "Die \ufb01nale O\ufb00erte \ufb02ie\u00dft.",
    "separators": "Eins\u2028zwei\u2029drei\u0085vier\x0bfünf\x0csechs.",
    "no sentence": "... --- !!!",
    "combining marks": "Fu\u0308r u" + "\u0308" * 300 + ".",
    "one word of 100,000 letters": "x" * 100_000,
    "a line of a megabyte": ("Donaudampfschiff" * 12 + " ") * 5_300,
    "blanks of all kinds": "\ufeff \u00a0Eins\u00a0zwei\u2003drei. \u3000",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_come_back_as_they_were(run, text):
    Path("odd.txt").write_bytes(text.encode())
    done = run("odd.txt", "-o", "odd.po", "-o", "odd.jsonl", "-o", "odd.txt.txt", "-q")
    assert (done.code, done.err) == (0, "")
    text = text.removeprefix("\ufeff")
    assert formats.read(Path("odd.jsonl")).source == text
    assert formats.read(Path("odd.po")).source == text
    approve("odd.po", 0, "Approved.")
    run("odd.txt", "-o", "odd.po", "-q")
    assert formats.read(Path("odd.po")).segments[0].target == "Approved."


@pytest.mark.parametrize("character", ["\0", "\x01", "\x1b", "\x7f", "\x90"])
def test_control_characters_are_refused(run, character):
    Path("odd.txt").write_bytes(f"Ein{character}Satz.".encode())
    done = run("odd.txt")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
