"""The command line: what goes in, what comes out, and one sentence for whatever is wrong."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from translate import cli, formats
from translate.marian import Marian

pytestmark = pytest.mark.model
GLOSSARY = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#, noun
msgid "Bündnisfall"
msgid_plural "Bündnisfälle"
msgstr[0] "collective defense case"
msgstr[1] "collective defense cases"

#, name
msgid "Kiew"
msgstr "Kyiv"
"""
ARTICLE = "KIEW (dpa) - Der Bündnisfall ist nicht eingetreten.\n\nDer Präsident sagte nichts./he\n"


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(monkeypatch, capsys, tmp_path, marian):
    """Run the command in a folder of its own; the bundled model is loaded once for all tests."""
    monkeypatch.chdir(tmp_path)
    load = Marian.load
    monkeypatch.setattr(
        Marian, "load", classmethod(lambda cls, name: marian if Path(name) == Path(marian.name) else load(name))
    )

    def command(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["wortlaut", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        return Result(left.value.code or 0, captured.out, captured.err)

    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "g.po").write_text(GLOSSARY, encoding="utf-8")
    return command


OWN = ("--no-glossary", "--glossary", "g.po")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("b.md", "# Kiew\n\nDer `Bündnisfall` **gilt**.\n"),
        ("b.html", "<!DOCTYPE html>\n<html lang='de'><body><p>In <b>Kiew</b>.</p></body></html>\n"),
        ("b.txt", ARTICLE),
    ],
)
def test_what_is_printed_is_what_a_file_of_its_format_holds(run, tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    printed = run("translate", name, *OWN).out
    assert run("translate", name, *OWN, "-o", f"out-{name}").code == 0
    assert printed == (tmp_path / f"out-{name}").read_text(encoding="utf-8")


def test_plain_english_goes_into_a_pipe_and_the_summary_beside_it(run):
    done = run("translate", "a.txt", *OWN)
    lines = done.out.split("\n")
    assert done.code == 0
    assert lines[0].startswith("KYIV (dpa) - ")
    assert "collective defense case" in lines[0]
    assert lines[1] == ""
    assert lines[2].endswith("/he")
    assert lines[3:] == [""]
    assert done.err.startswith("2 mentions: ")
    assert done.err.count("\n") == 1


def test_standard_input(run):
    assert run("translate", "-", *OWN, stdin=ARTICLE.encode()).out == run("translate", "a.txt", *OWN).out


def test_quiet_says_nothing(run):
    assert run("translate", "a.txt", "--quiet").err == ""


def test_files_by_suffix(run, tmp_path):
    outputs = [f"o{suffix}" for suffix in (".txt", ".po", ".html", ".tsv", ".jsonl", ".md")]
    done = run("translate", "a.txt", *OWN, *[part for name in outputs for part in ("-o", name)])
    assert (done.code, done.out) == (0, "")
    assert (tmp_path / "o.txt").read_text("utf-8") == run("translate", "a.txt", *OWN).out
    documents = [formats.read(tmp_path / name) for name in ("o.po", "o.tsv", "o.jsonl")]
    assert documents[0] == documents[1] == documents[2]
    assert documents[0].source == ARTICLE
    assert [r.term for s in documents[0].segments for r in s.terms] == ["Kiew", "Bündnisfall"]
    assert sorted(os.listdir(tmp_path)) == sorted(["a.txt", "g.po", *outputs])


def test_json_summary(run):
    (summary,) = json.loads(run("translate", "a.txt", *OWN, "--json").out)
    assert summary["mentions"] == 2
    assert summary["kept"] + summary["enforced"] == 2
    assert summary["missed"] == summary["forbidden"] == 0
    assert "beams:4" in summary["signature"]


def test_view_side_by_side(run):
    done = run("translate", "a.txt", *OWN, "--view")
    first = next(line for line in done.out.splitlines() if line.strip())
    assert first.startswith("KIEW (dpa) -")
    assert "KYIV (dpa) -" in first


def test_a_later_glossary_wins(run, tmp_path):
    (tmp_path / "h.po").write_text(GLOSSARY.replace("Kyiv", "Kiyv"), encoding="utf-8")
    assert "KIYV (dpa)" in run("translate", "a.txt", *OWN, "--glossary", "h.po").out
    assert "KYIV (dpa)" in run("translate", "a.txt", "--no-glossary", "--glossary", "h.po", "--glossary", "g.po").out


def test_sentences_without_a_mention_are_the_same_without_a_glossary(run):
    with_terms = run("translate", "a.txt", *OWN).out.split("\n")[2]
    assert run("translate", "a.txt", "--no-glossary").out.split("\n")[2] == with_terms


def test_strict(run, tmp_path):
    assert run("translate", "a.txt", *OWN, "--strict").code == 0
    (tmp_path / "f.po").write_text(
        'msgid ""\nmsgstr ""\n\n#, forbidden\nmsgid "Präsident"\nmsgstr "president"\n', encoding="utf-8"
    )
    assert run("translate", "a.txt", "--no-glossary", "--glossary", "f.po", "--strict").code == 1
    assert "1 forbidden" in run("translate", "a.txt", "--no-glossary", "--glossary", "f.po").err


def test_typographic_quotes(run, tmp_path):
    (tmp_path / "q.txt").write_text('"Ja", sagte der Präsident.', encoding="utf-8")
    assert run("translate", "q.txt", "--quotes", "typographic").out[0] == "“"
    assert run("translate", "q.txt").out[0] == '"'


def test_text_that_is_not_german_is_translated_with_a_warning(run, tmp_path):
    (tmp_path / "e.txt").write_text("The treaty says that an attack on one of them is an attack on all.", "utf-8")
    done = run("translate", "e.txt")
    assert done.code == 0
    assert done.err.startswith("e.txt: warning: this does not look like German")


def test_windows_encoding(run, tmp_path):
    (tmp_path / "w.txt").write_bytes(ARTICLE.replace("\n", "\r\n").encode("cp1252"))
    done = run("translate", "w.txt", *OWN, "--encoding", "cp1252", "-o", "w.jsonl")
    assert done.code == 0
    assert formats.read(tmp_path / "w.jsonl").source == ARTICLE.replace("\n", "\r\n")


def test_model(run):
    done = run("model")
    assert "bundled" in done.out
    assert "licence" in done.out
    assert json.loads(run("model", "--json").out)["model"] == "bundled"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("translate", "none.txt"), 3, "none.txt: no such file; check the name"),
        (("translate", "."), 2, ".: give one folder for the translations, such as -o translated/"),
        (("translate", "empty.txt"), 3, "empty.txt: is empty"),
        (("translate", "blank.txt"), 3, "blank.txt: holds only blanks"),
        (("translate", "latin.txt"), 3, "add --encoding cp1252"),
        (("translate", "binary.txt"), 3, "binary.txt: is not text but binary data"),
        (("translate", "control.txt"), 3, "control.txt:1: holds the control character U+0007"),
        (("translate", "a.txt", "--encoding", "klingon"), 2, "--encoding klingon: no such encoding"),
        (("translate", "a.txt", "-o", "none/a.po"), 3, "there is no folder none; make it first"),
        (("translate", "a.txt", "-o", "a.xyz"), 2, "a.xyz: "),
        (("translate", "a.txt", "-o", "a"), 2, "a: "),
        (("translate", "a.txt", "--glossary", "none.po"), 3, "none.po: no such file"),
        (("translate", "a.txt", "--glossary", "broken.po"), 3, "broken.po:1: is not a PO file here"),
        (("translate", "a.txt", "--glossary", "empty.txt"), 3, "empty.txt: is empty"),
        (("translate", "a.txt", "--glossary", "twice.po"), 3, 'twice.po:6: "Kiew" stands already in line 3 with "Ky'),
        (("translate", "a.txt", "--model", "./none"), 2, "./none: no such folder"),
        (("translate", "a.txt", "--beams", "0"), 2, "--beams"),
        (("translate", "a.txt", "--quotes", "french"), 2, "--quotes"),
        (("translate",), 2, "ARTICLE"),
        (("tranlsate", "a.txt"), 2, "tranlsate"),
    ],
)
def test_bad_input_ends_in_one_line(run, tmp_path, arguments, code, message):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_bytes(b" \n\n")
    (tmp_path / "latin.txt").write_bytes("für".encode("latin-1"))
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\r\n\0\0\0\rIHDR\0\0\1\0")
    (tmp_path / "control.txt").write_bytes(b"Ein\aSatz.")
    (tmp_path / "broken.po").write_text("Dies ist kein PO", "utf-8")
    (tmp_path / "twice.po").write_text(
        '\n\nmsgid "Kiew"\nmsgstr "Kyiv"\n\nmsgid "Kiew"\nmsgstr "Kiev"\n', encoding="utf-8"
    )
    before = sorted(os.listdir(tmp_path))
    done = run(*arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert done.err.startswith("wortlaut: ")
    assert done.err.count("\n") == 1
    assert sorted(os.listdir(tmp_path)) == before


def test_an_interrupted_run_leaves_nothing(run, tmp_path, monkeypatch, marian):
    def interrupted(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(marian, "translate", interrupted)
    done = run("translate", "a.txt", "-o", "a.po")
    assert (done.code, done.err) == (130, "wortlaut: interrupted; no file is half-written\n")
    assert not (tmp_path / "a.po").exists()


def test_help_answers_without_torch():
    code = (
        "import sys, translate.cli as cli\n"
        "sys.argv = ['wortlaut', 'translate', '--help']\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "assert 'torch' not in sys.modules and 'transformers' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "--glossary" in done.stdout
