"""The commands `review` and `check`, as they are typed."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from translate import formats
from translate.cli import main
from translate.document import BilingualDocument, BlockKind, Segment, SegmentState

SOUND = ("Er kam.", "He came.")
FAULTY = ("Es waren 12 Gäste.", "There were guests.")
TERM = ("Der Kremlchef kam.", "The boss came.")


def write(path, *pairs, state=SegmentState.MACHINE):
    segments, end = [], 0
    for n, (source, target) in enumerate(pairs, 1):
        before = " " if end else ""
        segments.append(
            Segment(1, n, BlockKind.PARAGRAPH, end + len(before), source, target, before=before, state=state)
        )
        end += len(before) + len(source)
    formats.write(BilingualDocument(path.name, tuple(segments)), path)
    return path


@pytest.fixture
def run(monkeypatch, capsys):
    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["wortlaut", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, err

    return call


@pytest.fixture
def house(tmp_path):
    path = tmp_path / "house.po"
    path.write_text('msgid ""\nmsgstr ""\n\n#, name\nmsgid "Kremlchef"\nmsgstr "Kremlin leader"\n', encoding="utf-8")
    return path


# ------------------------------------------------------------------ check


@pytest.mark.parametrize("suffix", [".po", ".jsonl", ".tsv"])
def test_check_reports_findings_with_their_place(run, tmp_path, suffix):
    path = write(tmp_path / f"a{suffix}", SOUND, FAULTY)
    code, out, err = run("check", path, "--no-glossary")
    place = str(path) if suffix == ".tsv" else re.escape(str(path)) + r":\d+"
    assert re.search(rf"^{place}: 1\.2 error \(numbers\): the number 12 is not in the translation$", out, re.MULTILINE)
    assert out.splitlines()[-1] == (f"{path}: 0 of 2 reviewed; 0 mentions: 0 kept, 0 enforced, 0 missed; 1 finding")
    assert (code, err) == (0, "")


def test_check_holds_terms_against_the_glossary_as_it_is_now(run, tmp_path, house):
    path = write(tmp_path / "a.po", TERM)
    assert "missed" not in run("check", path, "--no-glossary")[1].replace("0 missed", "")
    out = run("check", path, "--no-glossary", "--glossary", house)[1]
    assert "1.1 error (terms): Kremlchef is not rendered as Kremlin leader" in out
    assert "1 missed" in out


@pytest.mark.parametrize(("pair", "code"), [(SOUND, 0), (FAULTY, 1), (TERM, 1)])
def test_strict_exits_with_one_on_an_error(run, tmp_path, house, pair, code):
    path = write(tmp_path / "a.po", pair)
    assert run("check", path, "--no-glossary", "--glossary", house)[0] == 0
    assert run("check", path, "--no-glossary", "--glossary", house, "--strict")[0] == code


def test_strict_passes_over_warnings(run, tmp_path):
    path = write(tmp_path / "a.po", ('Er sagte: "Ja".', "He said: Yes."))
    code, out, _ = run("check", path, "--no-glossary", "--strict")
    assert "warning (quotes)" in out
    assert code == 0


def test_check_as_json(run, tmp_path):
    paths = [write(tmp_path / "a.po", FAULTY), write(tmp_path / "b.jsonl", SOUND, state=SegmentState.REVIEWED)]
    code, out, _ = run("check", *paths, "--no-glossary", "--json", "--strict")
    first, second = json.loads(out)
    assert code == 1
    assert (first["sound"], first["reviewed"], second["sound"], second["reviewed"]) == (False, 0, True, 1)
    (found,) = first["found"]
    assert (found["segment"], found["check"], found["severity"], found["source_span"]) == (
        "1.1",
        "numbers",
        "error",
        [9, 11],
    )
    assert found["line"] > 10


def test_check_reads_po_files_of_others(run, tmp_path):
    path = tmp_path / "other.po"
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "12 Gäste"\nmsgstr ""\n', encoding="utf-8")
    assert "other.po:4: 1.1 error (untranslated): there is no translation yet" in run("check", path)[1]


@pytest.mark.parametrize(
    ("name", "data", "code", "says"),
    [
        ("none.po", None, 3, "no such file"),
        ("a.po", 'msgid "x', 3, "a.po:1: is not a PO string"),
        ("a.txt", "x", 2, "cannot be read back"),
        ("a.html", "x", 2, "cannot be read back"),
    ],
)
@pytest.mark.parametrize("command", ["check", "review"])
def test_bad_files_are_one_line(run, tmp_path, command, name, data, code, says):
    path = tmp_path / name
    if data is not None:
        path.write_text(data, encoding="utf-8")
    ended, out, err = run(command, path)
    if command == "review" and code == 2:
        says = "cannot be reviewed; give a .po or .jsonl file"
    assert (ended, out) == (code, "")
    assert says in err
    assert err.count("\n") == 1


# ------------------------------------------------------------------ review


def test_a_port_in_use_is_one_line(run, tmp_path):
    path = write(tmp_path / "a.po", SOUND)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, err = run("review", path, "--no-open", "--no-glossary", "--port", port)
    assert (code, out) == (2, "")
    assert err == f"wortlaut: --port {port} is in use; name another, or leave --port out to take a free one\n"


def test_a_file_given_twice(run, tmp_path):
    path = write(tmp_path / "a.po", SOUND)
    code, _, err = run("review", path, path, "--no-open")
    assert code == 2
    assert "twice" in err


def test_review_serves_this_machine_until_it_is_interrupted(tmp_path):
    path = write(tmp_path / "a.po", SOUND)
    command = [sys.executable, "-c", "from translate.cli import main; main()", "review", str(path), "--no-open",
               "--no-glossary", "--glossary", str(tmp_path / "new.po")]  # fmt: skip
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        address = process.stdout.readline().split()[-1]
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", address)
        with urllib.request.urlopen(address) as answer:
            assert b'id="rows"' in answer.read()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "0 of 1 segments reviewed" in err
    assert "new.po: is not there yet" in err
    assert "Traceback" not in err + out
