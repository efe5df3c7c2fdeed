"""The command `glossary`, as it is typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import glossary
from glossary.pofile import load
from translate import cli_glossary_suggest, formats
from translate.cli import main
from translate.cli_glossary import app
from translate.document import BilingualDocument, BlockKind, Link, Segment, SegmentState

NEWS = Path(glossary.__file__).with_name("news.po")
SEED = Path(__file__).parents[2] / "seeds" / "dpa-2025-08-17-ukraine-summit.txt"
TEXT = """\
msgid ""
msgstr ""
"Language: en\\n"

# accept: Article 5 case
#, noun
msgctxt "security"
msgid "Bündnisfall"
msgid_plural "Bündnisfälle"
msgstr[0] "collective defense case"
msgstr[1] "collective defense cases"

#, noun, forbidden
msgctxt "security: never"
msgid "Bündnisfall"
msgstr "alliance case"
"""
VERBS = ("list", "show", "add", "edit", "remove", "check", "stats", "import", "export", "diff", "merge", "suggest")


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Type a command in a folder with a glossary ``g.po``; return exit code, output and messages."""
    monkeypatch.chdir(tmp_path)
    Path("g.po").write_text(TEXT, encoding="utf-8")

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["wortlaut", "glossary", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return left.value.code or 0, out, err

    return call


def document(path: str, *pairs: tuple[str, str], state=SegmentState.REVIEWED) -> Path:
    segments, end = [], 0
    for n, (source, target) in enumerate(pairs, 1):
        before = " " if end else ""
        segments.append(Segment(1, n, BlockKind.PARAGRAPH, end + len(before), source, target, before, state=state))
        end += len(before) + len(source)
    formats.write(BilingualDocument("a.txt", tuple(segments)), Path(path))
    return Path(path)


OWN = ("--glossary", "g.po")


def test_every_verb_has_help_with_an_example_and_json(run):
    commands = {command.name or command.callback.__name__: command for command in app.registered_commands}
    assert set(commands) == set(VERBS)
    for verb in VERBS:
        code, out, _ = run(verb, "--help")
        assert code == 0
        assert f"Example: wortlaut glossary {verb}" in " ".join(out.split())
        assert "--json" in out


@pytest.mark.parametrize(
    ("command", "out", "err"),
    [
        (["list", *OWN], "Bündnisfall  collective defense case / collective defense cases  (noun, security)", "2 ent"),
        (["list", "ALLIANCE", *OWN], "Bündnisfall  never alliance case  (noun, security: never)", "1 entry"),
        (["list", "zzz", *OWN], "", "0 entries"),
        (["show", "bündnisfälle", *OWN], "  singular  collective defense case, Article 5 case\n", ""),
        (["show", "Bündnisfall", "--forms", *OWN], "Bündnisfalls", ""),
        (["add", "Drohnenwall", "drone wall", *OWN], '  assumed: the German plural is "Drohnenwälle"', ""),
        (["add", "Rat", "council", "--dry-run", *OWN], "would be added: Rat → council", ""),
        (["add", "dpa", "--read-only", *OWN], "g.po:6: added: dpa → dpa  (name, read-only)", ""),
        (["edit", "Bündnisfall", "--note", "NATO", *OWN], "g.po:9: changed: Bündnisfall", ""),
        (["remove", "Bündnisfall", "--in", "security", *OWN], "g.po:8: removed: Bündnisfall", ""),
        (["check", "g.po"], "", "no findings"),
        (["check", "--checks"], "shadowed", ""),
        (["stats", *OWN], "entries              2", ""),
        (["export", "out.csv", *OWN], "", "2 entries written to out.csv, 0 remarks"),
        (["diff", "g.po", "g.po"], "", "0 added, 0 removed, 0 changed"),
    ],
)
def test_verbs(run, command, out, err):
    code, said, told = run(*command)
    assert (code, out in said, err in told) == (0, True, True), (said, told)


@pytest.mark.parametrize(
    "command",
    [
        ["list"], ["show", "Bündnisfall"], ["add", "Rat", "council"], ["edit", "Bündnisfall", "--note", "x"],
        ["remove", "Bündnisfall"], ["stats"], ["export", "o.tbx"], ["import", "i.csv"], ["suggest", "a.txt"],
        ["suggest", "--from", "d.po"],
    ],
)  # fmt: skip
def test_json(run, command):
    Path("i.csv").write_text("Rat;council\n", encoding="utf-8")
    Path("a.txt").write_text("Der Drohnenwall kommt.\n", encoding="utf-8")
    document("d.po", ("Der Bündnisfall gilt.", "The case applies."))
    code, out, _ = run(*command, *OWN, "--json")
    assert code == 0
    assert json.loads(out) is not None


@pytest.mark.parametrize(
    "command", [["check", "g.po"], ["check", "--checks"], ["diff", "g.po", "h.po"], ["merge", "g.po", "h.po"]]
)
def test_json_of_verbs_that_name_their_files(run, command):
    Path("h.po").write_text(TEXT, encoding="utf-8")
    assert json.loads(run(*command, "--json")[1])


BREAKS = [
    ("Der Bündnisfall gilt.", "The alliance case applies."),
    ("Der Bündnisfall gilt.", "The pact clause applies."),
]


@pytest.mark.parametrize("suffix", [".po", ".jsonl"])
def test_check_against_a_document(run, suffix):
    path = document(f"d{suffix}", *BREAKS)
    code, out, err = run("check", "g.po", "--against", path)
    assert code == 0
    assert out.splitlines() == [
        "g.po:8: Bündnisfall → collective defense case / collective defense cases  (noun, security)",
        f'  {path} 1.1: Bündnisfall: has "alliance case", which is forbidden: The alliance case applies.',
        f"  {path} 1.2: Bündnisfall: does not render it so: The pact clause applies.",
    ]
    assert err == "1 entry broken, 2 times\n"
    assert run("check", "g.po", "--against", path, "--strict")[0] == 1
    assert len(json.loads(run("check", "g.po", "--against", path, "--json")[1])) == 2


@pytest.mark.parametrize(
    ("files", "terms"),
    [
        (["g.po"], ["Bündnisfall"]),
        (["g.po", "h.po"], ["Bündnisfall", "Rat"]),
        (["h.po", "i.po"], ["Rat"]),
        (["i.po", "h.po"], ["Rat"]),
        (["h.po", "--shipped"], ["Bündnisfall", "Nato", "Rat"]),
        ([], ["Bündnisfall", "Nato"]),
    ],
)
def test_check_against_several_glossaries(run, files, terms):
    Path("h.po").write_text('msgid "Rat"\nmsgstr "council"\n', encoding="utf-8")
    Path("i.po").write_text('msgid "Rat"\nmsgstr "board"\n', encoding="utf-8")
    path = document("d.po", ("Der Bündnisfall gilt.", "The pact clause applies."), ("Der Rat der Nato.", "It."))
    found = json.loads(run("check", *files, "--against", path, "--json")[1])
    assert sorted(broken["term"] for broken in found) == terms
    assert {broken["wanted"] for broken in found if broken["term"] == "Rat"} == (
        {"board" if files[-1] == "i.po" else "council"} if "Rat" in terms else set()
    )


def test_check_looks_several_glossaries_over(run):
    Path("h.po").write_text('msgid "Rat "\nmsgstr "council"\n', encoding="utf-8")
    code, out, err = run("check", "g.po", "h.po", "--strict")
    assert (code, out.split(":")[0], err) == (1, "h.po", "0 errors, 1 warning; --fix mends 1\n")
    assert run("check", "g.po", "h.po", "--fix", "--strict")[0] == 0


@pytest.mark.parametrize(
    ("command", "overridden"),
    [
        (["Bündnisfall", "pact case", "--glossary", "my.po"], ["collective defense case"]),
        (["Bündnisfall", "pact case", "--glossary", "my.po", "--dry-run"], ["collective defense case"]),
        (["Drohnenwall", "drone wall", "--glossary", "my.po"], []),
        (["Drohnenwall", "drone wall", "--dry-run"], []),
    ],
)
def test_add_says_what_it_overrides(run, command, overridden):
    shown = [line for line in run("add", *command)[1].splitlines() if "overrides" in line]
    assert [line.split(" → ")[1].split(" / ")[0] for line in shown] == overridden
    assert all(line.startswith("  overrides the shipped news.po:") for line in shown)
    Path("my.po").unlink(missing_ok=True)
    assert [term["target"] for term in json.loads(run("add", *command, "--json")[1])["overrides"]] == overridden


def test_check_fix_and_strict(run):
    Path("g.po").write_text(TEXT.replace("Article 5 case", "x; collective defense case"), encoding="utf-8")
    code, out, _ = run("check", "g.po", "--strict")
    assert (code, out) == (1, "g.po:5:1: warning: accept repeats the rendering; leave it out [redundant]\n")
    assert run("check", "g.po", "--strict", "--ignore", "redundant")[0] == 0
    code, out, _ = run("check", "g.po", "--strict", "--fix")
    assert (code, out) == (0, "g.po:5: mended: accept repeats the rendering [redundant]\n")
    assert Path("g.po").read_text(encoding="utf-8") == TEXT.replace("Article 5 case", "x")


def test_import_lists_what_it_leaves_out(run):
    Path("i.csv").write_text("Rat;council\nBündnisfall;pact case\nTat\n", encoding="utf-8")
    code, out, err = run("import", "i.csv", *OWN, "--domain", "law", "--strict")
    assert code == 1
    assert out.splitlines() == [
        "i.csv:3: has 1 cells where 2 are wanted; left out",
        "i.csv:2: Bündnisfall → pact case: left out, g.po:8 has collective defense case",
    ]
    assert err == "1 entry added to g.po, 0 there already, 1 left out, 1 remark\n"
    assert ("Rat", "law") in [(t.source, t.domain) for t in load("g.po")]


def test_export_says_what_it_loses(run):
    code, out, _ = run("export", "out.csv", "--layout", "deepl", *OWN, "--strict")
    assert code == 1
    assert out.splitlines()[0] == 'g.po:8: "Bündnisfall" loses plural, accept, domain'
    assert Path("out.csv").read_text(encoding="utf-8") == "Bündnisfall,collective defense case\n"


def test_diff_and_merge(run):
    text = TEXT.replace("defense case", "security case") + '\nmsgid "Rat"\nmsgstr "council"\n'
    Path("h.po").write_text(text, encoding="utf-8")
    code, out, _ = run("diff", "g.po", "h.po", "--strict")
    assert code == 1
    assert out.splitlines() == [
        "+ h.po:18: Rat → council  (noun)",
        "~ h.po:8: Bündnisfall",
        "    target: collective defense case → collective security case",
        "    target_plural: collective defense cases → collective security cases",
    ]
    code, out, err = run("merge", "g.po", "h.po", "-o", "m.po", "--strict")
    assert (code, out.count("conflict: ")) == (1, 1)
    assert err == "1 added, 1 the same, 0 replaced, 1 conflict; written to m.po\n"
    assert run("merge", "g.po", "h.po", "-o", "m.po", "--prefer-b", "--strict")[0] == 0
    _, out, err = run("merge", "g.po", "h.po", "-o", "n.po", "--dry-run")
    assert err == "1 added, 1 the same, 0 replaced, 1 conflict; would be written to n.po\n"
    assert not json.loads(run("merge", "g.po", "h.po", "-o", "n.po", "--dry-run", "--json")[1])["written"]
    assert not Path("n.po").exists()


@pytest.mark.parametrize(
    ("command", "code"), [(["list"], 0), (["check", "bad.po"], 0), (["check", "bad.po", "--strict"], 1)]
)
def test_who_reads_no_further_finds_no_fault(tmp_path, command, code):
    (tmp_path / "bad.po").write_text('msgid "Rat "\nmsgstr "council"\n', encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)  # nobody reads at all: the first line is one too many
    program = [sys.executable, "-c", "from translate.cli import main\nmain()", "glossary", *command]
    with os.fdopen(writing) as out:
        done = subprocess.run(program, stdout=out, stderr=subprocess.PIPE, cwd=tmp_path, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False)


def test_suggest_and_add(run):
    Path("a.txt").write_text("Der Drohnenwall kommt. Ein Drohnenwall fehlt.\n", encoding="utf-8")
    code, out, err = run("suggest", "a.txt", *OWN, "--add", "Drohnenwall=drone wall", "--domain", "eu")
    assert (code, out.split()[1:4]) == (0, ["Drohnenwall", "noun", "2×"])
    assert "g.po:8: added: Drohnenwall → drone wall, marked review\n" in err
    assert "# review\n" in Path("g.po").read_text(encoding="utf-8")
    assert "[review]" in run("check", "g.po")[1]


def test_suggest_with_the_model(run, monkeypatch):
    source, target = "Der Drohnenwall kommt.", "The drone wall comes."
    links = (Link(4, 15, 4, 9), Link(4, 15, 10, 14))
    made = Segment(1, 1, BlockKind.PARAGRAPH, 0, source, target, links=links, after="\n")
    monkeypatch.setattr(
        cli_glossary_suggest, "_translated", lambda articles, model: [BilingualDocument(articles[0].name, (made,))]
    )
    Path("a.txt").write_text(f"{source}\n", encoding="utf-8")
    code, out, err = run("suggest", "a.txt", *OWN, "--model", "bundled", "--add", "Drohnenwall")
    assert (code, "→ drone wall (1×)" in out) == (0, True)
    assert "added: Drohnenwall → drone wall, marked review" in err


def test_suggest_from_a_reviewed_document(run):
    path = document("d.po", ("Der Bündnisfall gilt.", "The pact clause applies."),
                    ("Kein Bündnisfall.", "No pact clause."), ("Er kam.", "He came."))  # fmt: skip
    code, out, _ = run("suggest", "--from", path, *OWN)
    assert code == 0
    assert out.splitlines() == [
        "Bündnisfall: collective defense case → pact clause (2 segments: 1.1, 1.2)",
        '  g.po:8; wortlaut glossary edit "Bündnisfall" --accept "pact clause"',
    ]


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        (["add", "Bündnisfall", "x", *OWN], 2, 'g.po:8: "Bündnisfall" is rendered otherwise: line 8 holds'),
        (["add", "Rat", *OWN], 2, '"Rat" needs a rendering; add the English, or --read-only'),
        (["add", "R" * 10_000, "x", *OWN], 2, "g.po: msgid has 10000 characters; a term has at most 300"),
        (["edit", "Bündnisfall", *OWN], 2, "nothing to change; name what to change"),
        (["edit", "Rat", "--note", "x", *OWN], 2, 'g.po: has no entry "Rat"'),
        (["show", "Rat", *OWN], 2, 'g.po: has no entry "Rat"'),
        (["remove", "Rat", *OWN], 2, 'g.po: has no entry "Rat"'),
        (["list", "--glossary", "no.po"], 3, "no.po: no such file; check the name"),
        (["list", "--glossary", "latin.po"], 3, "latin.po:1: is not UTF-8; save the glossary as UTF-8"),
        (["list", "--glossary", "letter.po"], 3, "letter.po:1: is not a PO file here"),
        (["list", "--glossary", "big.po"], 3, "big.po: is larger than 200 MB; split the glossary"),
        (["check", "no.po"], 3, "no.po: no such file; check the name"),
        (["list", "--kind", "french"], 2, "Invalid value for '--kind': 'french' is not one of 'noun', 'name'"),
        (["add", "Rat", "council", "--glossary", "no/m.po"], 3, "no/m.po: no such folder as no; make it, or name ano"),
        (["add", "Rat;Tat", "council", *OWN], 2, 'g.po: "Rat;Tat" is a list; give one term, and further ones with'),
        (["merge", "g.po", "h.po", "-o", "no/m.po"], 3, "no/m.po: no such folder as no; make it, or name another f"),
        (["check", "g.po", "--ignore", "spelling"], 2, "--ignore spelling: no such check"),
        (["check", "g.po", "--against", "a.html"], 2, "a.html: "),
        (["import", "dtd.tbx", *OWN], 3, "dtd.tbx:1: has a document type or entities"),
        (["import", "one.csv", *OWN], 3, "one.csv:1: has one column"),
        (["import", "big.csv", *OWN], 3, "big.csv: is larger than 200 MB; split the glossary"),
        (["import", "a.html", *OWN], 2, "a.html: has a suffix that says nothing"),
        (["export", "a.doc", *OWN], 2, "a.doc: has a suffix that says nothing"),
        (["export", "a.csv", "--layout", "tbx2", *OWN], 2, "a.csv: cannot have the layout tbx2"),
        (["export", "g.po", *OWN], 2, "g.po: is the glossary itself; name another file"),
        (["merge", "g.po", "g.po"], 2, "g.po: would be merged with itself; name two glossaries"),
        (["merge", "g.po", "h.po", "-o", "h.po"], 2, "h.po: would be merged into itself"),
        (["suggest", *OWN], 2, "no article given"),
        (["suggest", "no.txt", *OWN], 3, "no.txt: no such file"),
        (["suggest", "a.html", "--from", "d.po", *OWN], 2, "--from and articles do not go together"),
        (["suggest", "a.txt", "--add", "Rat", *OWN], 2, '--add "Rat": no rendering; write --add "Rat=ENGLISH"'),
        (["suggest", "--from", "d.po", "--add", "Rat", *OWN], 2, "--add goes with articles"),
        (["suggest", "a.txt", "--before", "d.po", *OWN], 2, "--before goes with --from"),
    ],
)
def test_one_sentence_for_whatever_is_wrong(run, command, code, message):
    Path("h.po").write_text(TEXT, encoding="utf-8")
    Path("latin.po").write_bytes('msgid "Bündnis"\nmsgstr "x"\n'.encode("cp1252"))
    Path("letter.po").write_text("Dear all,\n")
    Path("a.txt").write_text("Der Rat.\n")
    Path("a.html").write_text("<p>")
    Path("dtd.tbx").write_text('<!DOCTYPE tbx SYSTEM "x.dtd"><tbx/>')
    Path("one.csv").write_text("Rat\nTat\n")
    for name in ("big.po", "big.csv"):
        with open(name, "wb") as file:
            file.truncate(10**9)
    left, out, err = run(*command)
    assert (left, out) == (code, "")
    assert err.startswith(f"wortlaut: {message}")
    assert err.count("\n") == 1
    assert Path("g.po").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["stats"],
        ["check"],
        ["diff", NEWS, NEWS],
        ["export", "o.tbx"],
        ["show", "Bündnisfall"],
        ["show", "Bündnisfall", SEED],
        ["suggest", SEED],
        ["add", "Drohnenwall", "drone wall", "--dry-run"],
        ["edit", "Bündnisfall", "--english", "case", "--dry-run"],
        ["remove", "Bündnisfall", "--dry-run"],
    ],
    ids=lambda command: command[0],
)
def test_no_verb_imports_torch_and_each_answers_at_once(tmp_path, command):
    program = (
        "import sys, time; begin = time.process_time()\n"
        "from translate.cli import main\n"
        "try:\n    main()\n"
        "finally:\n    print('torch' in sys.modules, time.process_time() - begin, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "glossary", *map(str, command)], capture_output=True, text=True, cwd=tmp_path
    )
    torch, seconds = done.stderr.split()[-2:]
    assert torch == "False"
    assert float(seconds) < 1  # half of that on a machine with nothing else to do
