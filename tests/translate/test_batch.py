"""Many articles: which are meant, what is done again, what a bad one or a crash leaves; without a real model."""

import errno
import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.translate.fake import Fake
from translate import batch, files, formats, inputs
from translate.batch import Batch, translate_one
from translate.document import SegmentState
from translate.errors import InputError, UsageError
from translate.manifest import NAME, Manifest
from translate.memory import memory_files
from translate.outputs import Outputs
from translate.pipeline import Translator
from translate.recall import Recall


@pytest.fixture
def tree(tmp_path, monkeypatch) -> Callable[..., None]:
    """Make files with their names as texts, in a folder that is the current one."""
    monkeypatch.chdir(tmp_path)

    def make(*names: str) -> None:
        for name in names:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(f"Dies ist {name}. Noch ein Satz.\n", "utf-8")

    return make


def approve(path: Path, number: int, target: str) -> None:
    """Do what a reviewer does: give a segment another translation and approve it."""
    document = formats.read(path)
    segments = list(document.segments)
    segments[number] = replace(segments[number], target=target, state=SegmentState.REVIEWED)
    formats.write(document.with_segments(tuple(segments)), path)


class Runs:
    """Runs into the folder ``out``, with what they said and what went through the model."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.marian = Fake()

    def __call__(self, *names: str, suffixes=(".po",), beams=4, **options):
        self.said.clear()
        self.marian.asked.clear()
        with Manifest(Path("out")) as manifest:
            run = Batch(Translator(self.marian, beams=beams), manifest, Recall, say=self.said.append, **options)
            return run.run(inputs.jobs(names, Path("out"), suffixes))


@pytest.fixture
def run() -> Runs:
    return Runs()


def counts(tally) -> tuple[int, int, int]:
    return tally.translated, tally.unchanged, tally.failed


# ------------------------------------------------------------------------------- which articles


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["in/a.txt"], ["a.txt"]),
        (["in"], ["a.txt", "b.md", "sub/c.txt"]),
        (["in/sub", "in/a.txt"], ["c.txt", "a.txt"]),
        (["in/*.txt"], ["a.txt"]),
        (["in/**/*.txt"], ["a.txt", "sub/c.txt"]),
        (["in", "in/a.txt"], ["a.txt", "b.md", "sub/c.txt"]),  # once
        (["in/x.po"], ["x.po"]),  # named, it is an article
        (["odd[1].txt"], ["odd[1].txt"]),
        (["none.txt"], ["none.txt"]),  # said when it is read
        (["."], ["in/a.txt", "in/b.md", "in/sub/c.txt", "odd[1].txt"]),  # without what was translated
    ],
)
def test_which_articles_are_meant(tree, names, keys):
    tree("in/a.txt", "in/b.md", "in/sub/c.txt", "in/.d.txt", "in/.git/e.txt", "in/x.po", "in/y.jpg", "odd[1].txt")
    tree("out/a.txt")
    assert [job.key for job in inputs.jobs(names, Path("out"), [".html"])] == keys


@pytest.mark.parametrize(
    ("names", "suffixes", "message"),
    [
        (["a/x.txt", "b/x.txt"], [".po"], "a/x.txt and b/x.txt would both be written to out/x.po; rename one, or"),
        (["a"], [".po"], "a/x.md and a/x.txt would both be written to out/x.po"),
        (["a/x.txt", "out/x.txt"], [".txt"], "out/x.txt would both be written to out/x.txt"),
        (["out/x.txt"], [".txt"], "out/x.txt: is an article, and the translation of out/x.txt would go there; name"),
        (["-"], [".po"], "-: standard input cannot be written to a folder"),
    ],
)
def test_what_would_be_overwritten(tree, names, suffixes, message):
    tree("a/x.txt", "a/x.md", "b/x.txt", "out/x.txt")
    with pytest.raises(UsageError) as caught:
        inputs.jobs(names, Path("out"), suffixes)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("name", "message"), [("empty", "empty: holds no article (.txt, "), ("*.xml", "*.xml: matches no file; check")]
)
def test_names_without_an_article(tree, name, message):
    Path("empty").mkdir()
    with pytest.raises(InputError) as caught:
        inputs.jobs([name], Path("out"), [".po"])
    assert str(caught.value).startswith(message)


def test_a_folder_that_is_closed_is_not_passed_over(tree, monkeypatch):
    tree("in/a.txt", "in/closed/b.txt", "in/gone/c.txt")
    scandir, left_out = os.scandir, []

    def refuse(path):
        if str(path) in ("in/closed", "in/gone"):
            kind = PermissionError if path == "in/closed" else FileNotFoundError
            raise kind(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    message = "in/closed: cannot be read (Permission denied); check the permissions of the folder"
    with pytest.raises(InputError) as caught:
        inputs.jobs(["in"], Path("out"), [".po"])
    assert str(caught.value) == message
    assert [job.key for job in inputs.jobs(["in"], Path("out"), [".po"], left_out.append)] == ["a.txt"]
    memory_files([Path("in")], left_out.append)
    assert left_out == [message, message]


# -------------------------------------------------------------------------------- what is done


def test_folders_and_formats(tree, run):
    tree("in/a.txt", "in/sub/b.txt")
    documents = []
    tally = run("in", suffixes=(".po", ".jsonl", ".txt"), done=documents.append)
    assert counts(tally) == (2, 0, 0)
    assert [document.name for document in documents] == ["a.txt", "b.txt"]
    assert formats.read(Path("out/sub/b.po")) == formats.read(Path("out/sub/b.jsonl")) == documents[1]
    assert sorted(os.listdir("out")) == [NAME, "a.jsonl", "a.po", "a.txt", "sub"]
    assert tally.line() == "2 articles: 2 translated; 0 mentions: 0 kept, 0 enforced, 0 missed"


def test_a_bad_file_does_not_stop_the_others(tree, run):
    tree("in/a.txt", "in/c.txt")
    Path("in/b.txt").write_bytes(b"f\xfcr")
    Path("in/d.txt").write_bytes(b"a\0b")
    tally = run("in", "none.txt")
    assert counts(tally) == (2, 0, 3)
    assert [message.partition(": ")[0] for message in run.said] == ["in/b.txt:1", "in/d.txt", "none.txt"]
    assert all("\n" not in message for message in run.said)
    with pytest.raises(InputError, match=r"in/b\.txt:1: is not UTF-8 text"):
        run("in", fail_fast=True)


def record(change: Callable[[bytes], bytes]) -> None:
    """Change the manifest."""
    Path("out", NAME).write_bytes(change(Path("out", NAME).read_bytes()))


def test_a_reader_that_stumbles_does_not_stop_the_others(tree, run, monkeypatch):
    tree("in/a.txt", "in/b.txt")
    from translate import articles

    read = articles.read
    monkeypatch.setattr(articles, "read", lambda name, encoding: 1 / 0 if "a.txt" in name else read(name, encoding))
    assert counts(run("in")) == (1, 0, 1)
    assert run.said[0].startswith("in/a.txt: cannot be translated (ZeroDivisionError: division by zero); save it in")


CHANGES = {
    "nothing": (lambda: None, (0, 2, 0)),
    "an article": (lambda: Path("in/a.txt").write_text("Ganz neu.", "utf-8"), (1, 1, 0)),
    "touched only": (lambda: os.utime("in/a.txt", (1, 1)), (0, 2, 0)),
    "an output deleted": (lambda: Path("out/a.po").unlink(), (1, 1, 0)),
    "an output edited": (lambda: approve(Path("out/a.po"), 0, "Approved"), (0, 2, 0)),
    "a new article": (lambda: Path("in/c.txt").write_text("Neu.", "utf-8"), (1, 2, 0)),
    "a torn line": (lambda: record(lambda data: data[:-20]), (1, 1, 0)),
    "nonsense in it": (lambda: record(lambda data: b"[1]\n{}\n\xff" + data), (1, 1, 0)),
    "no manifest": (lambda: Path("out", NAME).unlink(), (2, 0, 0)),
}  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_is_done_again(tree, run, change, expected):
    tree("in/a.txt", "in/b.txt")
    run("in")
    change()
    before = {path: path.read_bytes() for path in Path("out").glob("*.po")}
    assert counts(run("in")) == expected
    if expected[0] == 0:
        assert {path: path.read_bytes() for path in Path("out").glob("*.po")} == before
    assert counts(run("in")) == (0, sum(expected), 0)


def test_other_settings_and_formats(tree, run):
    tree("in/a.txt")
    run("in")
    assert counts(run("in", beams=2)) == (1, 0, 0)
    assert counts(run("in", beams=2, suffixes=(".po", ".html"))) == (1, 0, 0)
    assert counts(run("in", beams=2)) == (0, 1, 0)
    assert counts(run("in", beams=2, settings="weights:other")) == (1, 0, 0)


def test_reviewed_segments_outlive_everything(tree, run):
    tree("in/a.txt")
    run("in", suffixes=(".po", ".jsonl"))
    approve(Path("out/a.jsonl"), 1, "Approved")
    assert counts(run("in", beams=2, suffixes=(".po", ".jsonl"))) == (1, 0, 0)
    assert formats.read(Path("out/a.po")).segments[1].target == "Approved"
    Path("in/a.txt").write_text("Etwas anderes.", "utf-8")
    tally = run("in", suffixes=(".po", ".jsonl"))
    assert counts(tally) == (1, 0, 0)
    assert [s.target for s in formats.read(Path("out/a.jsonl")).obsolete] == ["Approved"]


def test_a_format_without_a_place_for_them_is_left_alone(tree, run):
    tree("in/a.txt", "in/b.txt")
    run("in", suffixes=(".tsv",))
    approve(Path("out/a.tsv"), 1, "Approved")
    before = Path("out/a.tsv").read_bytes()
    Path("in/a.txt").write_text("Etwas anderes.", "utf-8")
    assert counts(run("in", suffixes=(".tsv",))) == (0, 1, 1)
    assert run.said == [
        "out/a.tsv: holds a reviewed segment whose sentence the article no longer has, and .tsv has no place for "
        "that; add -o a.po, or move the file away"
    ]
    assert Path("out/a.tsv").read_bytes() == before
    assert counts(run("in", suffixes=(".tsv", ".po"))) == (2, 0, 0)
    assert [s.target for s in formats.read(Path("out/a.po")).obsolete] == ["Approved"]


def test_an_output_that_cannot_be_read_back_is_left_alone(tree, run):
    tree("in/a.txt", "out/a.po")
    before = Path("out/a.po").read_bytes()
    assert counts(run("in")) == (0, 0, 1)
    assert run.said[0].startswith("out/a.po:1: is not a PO file here; restore the line as it was written, or move")
    assert Path("out/a.po").read_bytes() == before


def test_what_is_reviewed_while_the_article_is_translated(tree, run, monkeypatch):
    tree("in/a.txt")
    run("in")
    translate, calls = Translator.translate, []

    def slowly(self, *arguments):
        calls.append(arguments)
        if len(calls) == 1:
            approve(Path("out/a.po"), 0, "Approved meanwhile")
        return translate(self, *arguments)

    monkeypatch.setattr(Translator, "translate", slowly)
    assert counts(run("in", beams=2)) == (1, 0, 0)
    assert formats.read(Path("out/a.po")).segments[0].target == "Approved meanwhile"
    assert len(calls) == 2


def test_a_file_that_changes_again_and_again(tree, run, monkeypatch):
    tree("in/a.txt")
    run("in")
    translate, times = Translator.translate, iter(range(100))

    def slowly(self, *arguments):
        approve(Path("out/a.po"), 0, f"Approved {next(times)}")
        return translate(self, *arguments)

    monkeypatch.setattr(Translator, "translate", slowly)
    from translate import articles

    outputs = Outputs([Path("out/a.po")], articles.read("in/a.txt"), "in/a.txt")
    with pytest.raises(InputError, match=r"out/a\.po: changes again and again"):
        translate_one(Translator(run.marian), outputs, Recall)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_ends_the_run_and_it_goes_on_later(tree, run, monkeypatch, number):
    tree(*(f"in/{n}.txt" for n in range(6)))
    times, replace_file = iter(range(100)), os.replace

    def full(*arguments):
        if next(times) == 3:
            raise OSError(number, "No space left on device")
        replace_file(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "replace", full)
        with pytest.raises(InputError, match="No space left on device"):
            run("in")
    assert sorted(path.name for path in Path("out").iterdir()) == [NAME, "0.po", "1.po", "2.po"]
    assert counts(run("in")) == (3, 3, 0)


def test_an_unwritable_place_is_one_article_s_trouble(tree, run):
    tree("in/a.txt", "in/b/c.txt", "out/b")
    assert counts(run("in")) == (1, 0, 1)
    assert run.said[0].startswith("out/b: File exists")


def test_two_runs_do_not_write_to_one_folder(tree):
    with Manifest(Path("out")), pytest.raises(InputError, match="out: another run of wortlaut writes there"):
        Manifest(Path("out"))
    Manifest(Path("out")).__exit__()


def test_where_there_are_no_locks_a_run_goes_on(tree, monkeypatch):
    def refuse(*_arguments):
        raise OSError(errno.ENOLCK, "No locks available")

    tree("a.txt")
    monkeypatch.setattr(fcntl, "flock", refuse)
    Manifest(Path("out")).__exit__()
    with files.locked(Path("a.txt"), wait=0):
        pass


def test_what_a_killed_run_has_left_beside_a_file_goes(tree, run):
    tree("in/a.txt", "out/.a.po.abcd1234", "out/.b.html.abcd1234", "out/.b.jpg.abcd1234", "out/.a.po.abcd")
    run("in")
    assert sorted(os.listdir("out")) == [".a.po.abcd", ".b.jpg.abcd1234", NAME, "a.po"]
    with files.whole_file(Path("out/c.po")) as file:
        files.sweep(Path("out"), [".po"])
        file.write("whole")
    assert Path("out/c.po").read_text() == "whole"


def test_ten_thousand_articles_in_groups(tree, run, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # the disk of the day is not what is tested
    Path("in").mkdir()
    for number in range(10_000):
        Path(f"in/{number}.txt").write_text(f"Nummer {number}.")
    groups, translate = [], Translator.translate

    def counted(self, prepared, *arguments):
        groups.append(len(prepared))
        return translate(self, prepared, *arguments)

    monkeypatch.setattr(Translator, "translate", counted)
    assert counts(run("in", suffixes=(".txt",))) == (10_000, 0, 0)
    assert (max(groups), sum(groups)) == (256, 10_000)
    assert counts(run("in", suffixes=(".txt",))) == (0, 10_000, 0)


def test_groups_are_bounded_by_sentences(tree, run, monkeypatch):
    tree(*(f"in/{n}.txt" for n in range(9)))
    monkeypatch.setattr(batch, "_SENTENCES", 5)
    groups, translate = [], Translator.translate
    monkeypatch.setattr(
        Translator, "translate", lambda self, given, progress: groups.append(len(given)) or translate(self, given)
    )
    run("in")
    assert groups == [3, 3, 3]


def test_progress_is_told_sentence_by_sentence_and_adds_up(tree, run):
    tree(*(f"in/{n}.txt" for n in range(4)))
    Path("in/bad.txt").write_bytes(b"f\xfcr")
    told, size = [], sum(path.stat().st_size for path in Path("in").glob("?.txt"))
    run("in", progress=lambda *counts: told.append(counts))
    assert [sum(column) for column in zip(*told, strict=True)] == [5, 4 * 6, size]
    assert len([bytes for count, _, bytes in told if bytes and not count]) == 8
    told.clear()
    run("in", progress=lambda *counts: told.append(counts))
    assert [sum(column) for column in zip(*told, strict=True)] == [5, 0, size]


# -------------------------------------------------------------------------------------- killing


def test_killed_fifty_times_it_loses_nothing(tmp_path):
    program = Path(__file__).with_name("kill.py")
    command = [sys.executable, "-W", "error", str(program), str(tmp_path), "50", "7"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    kills, open_ends = map(int, done.stdout.split())
    assert kills >= 50
    assert open_ends >= 25


def test_the_manifest_is_one_line_an_article(tree, run):
    tree("in/a.txt")
    run("in")
    (line,) = Path("out", NAME).read_text("utf-8").splitlines()
    assert json.loads(line)["article"] == "a.txt"
    assert json.loads(line)["outputs"] == [".po"]
