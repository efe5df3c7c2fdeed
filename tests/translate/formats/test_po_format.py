"""The PO file: what translators see in it, and what they may do to it."""

import shutil
import subprocess
from dataclasses import replace

import polib
import pytest

from translate.document import SegmentState
from translate.formats import plain, po

MSGFMT = pytest.mark.skipif(not shutil.which("msgfmt"), reason="msgfmt (gettext) is not installed")


def entries(text: str) -> list[polib.POEntry]:
    return list(polib.pofile(text, encoding="utf-8"))


def test_an_entry(sample):
    lines = po.dumps(sample).split("\n")
    start = lines.index("#. missed: Koalition der Willigen → coalition of the willing")
    found = lines[start : start + 13]
    assert found.pop(5).startswith('#. wortlaut: {"start":157,"before":"\\u0020","state":"machine","score":-1.3,')
    assert found == [
        "#. missed: Koalition der Willigen → coalition of the willing",
        "#. overlapped: Koalition → coalition",
        "#. missed: Kremlchef → Kremlin chief",
        "#. error (numbers): the number 11 is not in the translation",
        "#. warning (length): the translation is very short for its source",
        "#: gipfel.txt:5",
        "#, fuzzy",
        'msgctxt "4.2 paragraph"',
        'msgid ""',
        '"Die Koalition der Willigen traf\\n"',
        '"den Kremlchef am 11. September."',
        'msgstr "The coalition met the Russian president in September."',
    ]


def test_the_report_names_means_and_bans(sample):
    text = po.dumps(sample)
    assert "#. enforced (by prefix): Sicherheitsgarantien → security guarantee\n" in text
    assert "#. forbidden: Bündnisfall, never alliance case\n" in text


def test_fuzzy_until_reviewed(sample):
    assert [entry.msgctxt for entry in entries(po.dumps(sample)) if not entry.fuzzy] == ["4.1 paragraph"]


def test_a_file_name_with_blanks_is_one_reference(sample):
    text = po.dumps(replace(sample, name="a\n b.txt"))
    assert "#: \u2068a b.txt\u2069:1\n" in text
    assert po.loads(text, "f").name == "a\n b.txt"


def test_edited_in_an_editor(sample):
    file = polib.pofile(po.dumps(sample), encoding="utf-8", wrapwidth=60)
    file.metadata["Last-Translator"] = "Ada"
    first, second, *_, last = file
    first.flags.remove("fuzzy")
    second.msgstr, second.tcomment = "NATO council determines collective defense case", "note: see Article 5\n\nreally"
    second.flags.remove("fuzzy")
    last.msgstr = ""
    last.flags.remove("fuzzy")
    file.append(polib.POEntry(msgctxt="9.1 paragraph", msgid="Alt", msgstr="Old", obsolete=True))
    found = po.loads(str(file), "f")
    assert found.segments[0] == replace(sample.segments[0], state=SegmentState.REVIEWED)
    assert found.segments[1].target == "NATO council determines collective defense case"
    assert found.segments[1].state is SegmentState.REVIEWED
    assert found.segments[1].findings == (plain.EDITED,)
    assert (found.segments[-1].target, found.segments[-1].state) == ("", SegmentState.MACHINE)
    assert found.segments[2:-1] == sample.segments[2:-1]
    assert po.loads(po.dumps(found), "f") == found


AWKWARD = [
    "\nmsg", "msg\n", "\n\nmsg\n", 'say "yes"', "back\\slash\\", "\\n", "a\u2028b\x85c", "a\r\nb", "%s %d",
    "é\u0301🇺🇦", "x",
]  # fmt: skip


@MSGFMT
@pytest.mark.parametrize("state", SegmentState)
def test_msgfmt_accepts_it(tmp_path, state, sample):
    segments, end = [], 0
    for number, source in enumerate(AWKWARD, 1):
        for target in (*AWKWARD, ""):
            segments.append(
                replace(sample.segments[0], block=len(segments) + 1, sentence=number, start=end, source=source,
                        target=target, state=state)
            )  # fmt: skip
            end += len(source)
    document = replace(sample, segments=tuple(segments), name="a b\u2028c.txt")
    text = po.dumps(document)
    (tmp_path / "a.po").write_bytes(text.encode())
    command = ["msgfmt", "--check", "--output-file=a.mo", "a.po"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert po.loads(text, "f") == document


@MSGFMT
def test_gettext_may_rewrite_it(tmp_path, sample):
    (tmp_path / "a.po").write_bytes(po.dumps(sample).encode())
    done = subprocess.run(["msgcat", "--width=50", "a.po"], cwd=tmp_path, capture_output=True, check=True)
    assert po.loads(done.stdout.decode(), "f") == sample
