"""TBX-Basic, versions 3 and 2."""

import os
import subprocess
from xml.etree import ElementTree

import pytest

from glossary.entry import Kind, Term
from glossary.errors import GlossaryError
from glossary.exchange import Layout, exported, imported
from tests.glossary.exchange.samples import TERMS, plain

V3_NAMESPACE = "{urn:iso:std:iso:30042:ed-2}"


def head(version: int, body: str) -> str:
    text = f"<text><body>{body}</body></text>"
    if version == 3:
        return f'<tbx style="dca" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2">{text}</tbx>'
    return f'<martif type="TBX-Basic">{text}</martif>'


def read(tmp_path, text: str | bytes):
    path = tmp_path / "a.tbx"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = imported(path)
    return found.terms, [str(loss).removeprefix(f"{path}:") for loss in found.losses]


@pytest.mark.parametrize("layout", [Layout.TBX3, Layout.TBX2])
def test_round_trip_loses_nothing(tmp_path, layout):
    text, _, losses = exported(TERMS, tmp_path / "a.tbx", layout)
    assert losses == ()
    assert plain(read(tmp_path, text)[0]) == plain(TERMS)


def test_what_goes_out_is_the_same_each_time(tmp_path):
    assert exported(TERMS, tmp_path / "a.tbx") == exported(TERMS, tmp_path / "b.tbx")


def test_a_note_on_what_is_forbidden_is_lost_and_said(tmp_path):
    rule = Term("Haus", "hut", forbidden=True, note="x", path="g.po", line=7)
    *_, losses = exported([rule], tmp_path / "a.tbx")
    assert [str(loss) for loss in losses] == [
        'g.po:7: "Haus": note, forms and plural of what is forbidden are left out'
    ]


# The rules of TBX-Basic: what may stand where, in which order, with which values.
CHILDREN = {
    Layout.TBX3: {
        "tbx": ["tbxHeader", "text"], "tbxHeader": ["fileDesc", "encodingDesc"],
        "fileDesc": ["titleStmt", "sourceDesc"], "titleStmt": ["title"], "sourceDesc": ["p"], "encodingDesc": ["p"],
        "text": ["body"], "body": ["conceptEntry"], "conceptEntry": ["descrip", "note", "langSec"],
        "langSec": ["termSec"], "termSec": ["term", "termNote", "note"],
    },
    Layout.TBX2: {
        "martif": ["martifHeader", "text"], "martifHeader": ["fileDesc", "encodingDesc"],
        "fileDesc": ["titleStmt", "sourceDesc"], "titleStmt": ["title"], "sourceDesc": ["p"], "encodingDesc": ["p"],
        "text": ["body"], "body": ["termEntry"], "termEntry": ["descripGrp", "note", "langSet"],
        "descripGrp": ["descrip"], "langSet": ["tig"], "tig": ["term", "termNote", "note"],
    },
}  # fmt: skip
VALUES = {
    "partOfSpeech": {"noun", "verb", "adjective", "adverb", "properNoun", "other"},
    "administrativeStatus": {
        "preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts", "supersededTerm-admn-sts",
    },
}  # fmt: skip


@pytest.mark.parametrize("layout", [Layout.TBX3, Layout.TBX2])
def test_it_is_valid_by_the_rules_of_tbx_basic(tmp_path, layout):
    text, *_ = exported(TERMS, tmp_path / "a.tbx", layout)
    root = ElementTree.fromstring(text)
    assert root.get("type") == "TBX-Basic"
    ids = []
    for element in root.iter():
        tag = element.tag.removeprefix(V3_NAMESPACE)
        children = [child.tag.removeprefix(V3_NAMESPACE) for child in element]
        allowed = CHILDREN[layout].get(tag, [])
        assert set(children) <= set(allowed), tag
        assert children == sorted(children, key=allowed.index), tag
        if element.get("type") in VALUES:
            assert element.text in VALUES[element.get("type")]
        elif tag == "descrip":
            assert element.get("type") == "subjectField"
        ids += [element.get("id")] if element.get("id") else []
    assert len(ids) == len(set(ids)) > 0


CONCEPTS = {
    3: """<conceptEntry id="1"><descrip type="subjectField">law</descrip><descrip type="definition">why</descrip>
          <langSec xml:lang="en"><termSec><term>old house</term>
            <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
          <termSec><term>home</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec>
          <termSec><term>house</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
          </langSec>
          <langSec xml:lang="de-DE"><termSec><term>Haus</term><termNote type="partOfSpeech">properNoun</termNote>
          </termSec><termSec><term>Heim</term></termSec></langSec></conceptEntry>""",
    2: """<termEntry id="1"><descripGrp><descrip type="subjectField">law</descrip></descripGrp>
          <descrip type="definition">why</descrip>
          <langSet xml:lang="de"><ntig><termGrp><term>Haus</term>
            <termNote type="partOfSpeech">properNoun</termNote></termGrp></ntig>
          <tig><term>Heim</term></tig></langSet>
          <langSet xml:lang="en"><tig><term>house</term>
            <termNote type="administrativeStatus">preferred</termNote></tig>
          <tig><term>home</term></tig>
          <tig><term>old house</term><termNote type="administrativeStatus">notRecommended</termNote></tig>
          </langSet></termEntry>""",
}


@pytest.mark.parametrize("version", [3, 2])
def test_what_other_programs_write(tmp_path, version):
    terms, losses = read(tmp_path, head(version, CONCEPTS[version]))
    assert plain(terms) == {
        Term("Haus", "house", domain="law", kind=Kind.NAME, accept=("home",), forms=("Heim",), note="why"),
        Term("Haus", "old house", domain="law: never", kind=Kind.NAME, forbidden=True),
    }
    assert losses == []


def test_tags_for_categories_are_read(tmp_path):
    body = """<conceptEntry id="1" xmlns:min="http://www.tbxinfo.net/ns/min"><min:subjectField>law</min:subjectField>
      <langSec xml:lang="de"><termSec><term>Haus</term></termSec></langSec><langSec xml:lang="en"><termSec>
      <term>house</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
      </conceptEntry>"""
    assert plain(read(tmp_path, head(3, body))[0]) == {Term("Haus", "house", domain="law")}


SIDE = '<langSec xml:lang="{}"><termSec><term>{}</term></termSec></langSec>'
GOOD = f'<conceptEntry id="1">{SIDE.format("de", "Haus")}{SIDE.format("en", "house")}</conceptEntry>'


@pytest.mark.parametrize(
    ("body", "losses"),
    [
        (f'\n<conceptEntry id="2">{SIDE.format("de", "Rat")}</conceptEntry>', ["2: has no English term; left out"]),
        (
            f'\n<conceptEntry id="2">{SIDE.format("de", "Rat")}{SIDE.format("fr", "conseil")}</conceptEntry>',
            ['2: terms in "fr" are left out', "2: has no English term; left out"],
        ),
        (
            f'<conceptEntry id="2">{SIDE.format("de", "Haus")}{SIDE.format("en", "home")}</conceptEntry>',
            ['1: "Haus" → "home" is at odds with line 1 ("house"); left out'],
        ),
        (
            f'<conceptEntry id="2">{SIDE.format("de", "")}{SIDE.format("en", "home")}</conceptEntry>',
            ["1: one side is empty; left out"],
        ),
    ],
)
def test_what_does_not_come_through_is_named(tmp_path, body, losses):
    terms, said = read(tmp_path, head(3, GOOD + body))
    assert ([t.source for t in terms], said) == (["Haus"], losses)


def test_categories_without_a_place_are_named(tmp_path):
    body = GOOD.replace("<langSec", '<descrip type="context">x</descrip><langSec', 1).replace(
        "</term>", '</term><termNote type="grammaticalGender">neuter</termNote>', 1
    )
    assert read(tmp_path, head(3, body))[1] == [
        "1: grammaticalGender of a term has no place in a glossary; dropped",
        "1: context has no place in a glossary; dropped",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">\n<martif/>', "a.tbx:1: has a document type or entities"),
        (
            '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<tbx>&e;</tbx>',
            "a.tbx:2: has a document type or entities, which can reach for other files; remove the <!DOCTYPE …>",
        ),
        (
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<tbx>&b;</tbx>',
            "a.tbx:1: has a document type or entities",
        ),
        ("<html/>", "a.tbx:1: is not TBX but <html>; give a file with <tbx> or <martif>"),
        ("<tbx>\n<text>", r"a\.tbx:2: is not XML here \(no element found\); export it again"),
        ("", r"a\.tbx:1: is not XML here"),
        ('<?xml version="1.0" encoding="klingon"?><tbx/>', r"a\.tbx:1: is (not XML here|in an encoding)"),
        (b"<tbx>\xff</tbx>", r"a\.tbx:1: is not XML here \(not well-formed"),
        ("<tbx><text><body/></text></tbx>", "holds no entry that can be used"),
    ],
)
def test_what_is_refused(tmp_path, text, message):
    with pytest.raises(GlossaryError, match=message):
        read(tmp_path, text)


@pytest.mark.skipif("TRANSLATE_TOOLKIT_PYTHON" not in os.environ, reason="needs an environment with translate-toolkit")
def test_translate_toolkit_reads_version_2_back(tmp_path):
    # Its package has the name of one of ours: it lives in an environment of its own.
    path = tmp_path / "a.tbx"
    path.write_text(exported(TERMS, path, Layout.TBX2)[0], encoding="utf-8")
    program = (
        "import sys; from translate.storage import tbx\n"
        "for u in tbx.tbxfile.parsefile(sys.argv[1]).units: print(u.source, u.target, sep='\\t')"
    )
    command = [os.environ["TRANSLATE_TOOLKIT_PYTHON"], "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    found = [line.split("\t") for line in done.stdout.splitlines()]
    assert found == [[t.source, t.target] for t in TERMS if t.domain != "security: never"]


def test_groups_may_be_nested_deeper_than_python_calls_itself(tmp_path):
    group = "<descripGrp>" * 5000 + '<descrip type="subjectField">law</descrip>' + "</descripGrp>" * 5000
    body = f'<conceptEntry id="1">{group}{SIDE.format("de", "Haus")}{SIDE.format("en", "house")}</conceptEntry>'
    assert plain(read(tmp_path, head(3, body))[0]) == {Term("Haus", "house", domain="law")}
