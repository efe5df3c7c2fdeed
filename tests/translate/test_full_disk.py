"""A disk that is full: one sentence, what was there is whole, nothing is left beside it, and with room it goes on."""

import errno
import os
import resource
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.translate.fake import Fake
from translate import cli, formats
from translate.document import SegmentState
from translate.errors import InputError
from translate.judge import Judge
from translate.manifest import NAME
from translate.marian import Marian
from translate.review.store import Copy, Version


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run the command in a folder with articles and a glossary; return exit code and messages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Marian, "load", classmethod(lambda cls, name: Fake()))
    Path("in").mkdir()
    for number in range(10):
        Path(f"in/{number}.txt").write_text(f"Dies ist Nummer {number}. Ein zweiter Satz.\n", "utf-8")
    Path("g.po").write_text('msgid ""\nmsgstr ""\n\n#, noun\nmsgid "Gipfel"\nmsgstr "summit"\n', "utf-8")

    def command(line: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["wortlaut", *line.split()])
        with pytest.raises(SystemExit) as left:
            cli.main()
        return left.value.code or 0, capsys.readouterr().err

    return command


@contextmanager
def _no_file_beyond(size: int):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def _no_room_found_late():
    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", full)
        yield


FULL = {  # how a write can fail, and what is said of it
    "at a write": (lambda: _no_file_beyond(20), "cannot be written (File too large); name another place"),
    "at the sync": (_no_room_found_late, "cannot be written (No space left on device); make room and try again"),
}


def contents() -> dict[str, bytes]:
    """What stands in the files, the record of a folder left out."""
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file() and path.name != NAME}


def approve(path: Path) -> None:
    document = formats.read(path)
    first, *rest = document.segments
    reviewed = replace(first, target="Approved.", state=SegmentState.REVIEWED, findings=(), links=())
    formats.write(document.with_segments((reviewed, *rest)), path)


COMMANDS = [  # and the file that cannot be written
    ("translate --no-glossary in/0.txt -o o.po -o o.html", "o.po"),
    ("translate --no-glossary in/0.txt -o o.docx", "o.docx"),
    ("translate --no-glossary in/0.txt -o old.po", "old.po"),
    ("translate --no-glossary in -o out/ --format txt,jsonl", "out/0.jsonl"),
    ("glossary add Drohnenwall=drone --kind noun --glossary g.po", "g.po"),
    ("glossary export g.csv --glossary g.po", "g.csv"),
]


@pytest.mark.parametrize(("full", "said"), FULL.values(), ids=FULL)
@pytest.mark.parametrize(("command", "name"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_a_command_on_a_full_disk(run, full, said, command, name):
    run("translate --no-glossary in/0.txt -o old.po")
    approve(Path("old.po"))
    command = command.replace("=", " ")
    before = contents()
    with full():
        code, err = run(command)
    assert code == 3
    assert err.splitlines()[-1].startswith(f"wortlaut: {name}: {said.partition(';')[0]}; ")
    assert contents() == before
    assert run(command)[0] == 0
    assert Path(name).stat().st_size > len(before.get(name, b"")) or name == "old.po"
    assert b"Approved." in Path("old.po").read_bytes()


@pytest.mark.parametrize(("full", "said"), FULL.values(), ids=FULL)
def test_a_review_on_a_full_disk(run, full, said):
    run("translate --no-glossary in/0.txt -o o.po")
    copy, before = Copy(Path("o.po"), Judge(())), contents()
    first = copy.items[0]
    change = first.id, first.segment.source, Version.of(first.segment), Version("By hand.", SegmentState.REVIEWED)
    with full(), pytest.raises(InputError) as caught:
        copy.save(*change)
    assert str(caught.value) == f"o.po: {said}"
    assert contents() == before
    assert copy.items[0] == first
    copy.save(*change)
    assert formats.read(Path("o.po")).segments[0].target == "By hand."


@pytest.mark.parametrize("room", [100, 400, 1000])
def test_the_record_of_a_folder_on_a_full_disk(run, room):
    with _no_file_beyond(room):
        code, err = run("translate --no-glossary in -o out/ --format txt")
    assert code == 3
    assert err.splitlines()[-1] == (
        f"wortlaut: out/{NAME}: cannot be written (No space left on device); make room and try again"
    )
    assert Path("out", NAME).stat().st_size == room
    done = Path("out", NAME).read_bytes().count(b"\n")
    assert f"{10 - done} articles are not done; the same command goes on there" in err
    assert run("translate --no-glossary in -o out/ --format txt")[1].startswith(f"10 articles: {10 - done} translated")
    assert run("translate --no-glossary in -o out/ --format txt")[1] == "10 articles: 0 translated, 10 unchanged\n"
    assert sorted(os.listdir("out")) == [NAME, *(f"{number}.txt" for number in range(10))]
