"""XLIFF and TMX: the rules of their schemas, what translators see, what tools may do, what is refused."""

import json
import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from translate import formats
from translate.document import BilingualDocument, SegmentState
from translate.errors import DocumentError
from translate.formats import plain, tmx, xliff, xliff12

CORE, GLS, MDA = (f"urn:oasis:names:tc:xliff:{name}:2.0" for name in ("document", "glossary", "metadata"))
OLD = "urn:oasis:names:tc:xliff:document:1.2"
NMTOKEN = re.compile(r"[\w:.-]+")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tree(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def rules(element: etree._Element, known: dict, path: str = "") -> None:
    """Check children (a pattern over their names, in order) and attributes (needed, allowed) of all elements."""
    name = etree.QName(element).localname
    children, needed, allowed = known[name]
    order = " ".join(etree.QName(child).localname for child in element)
    assert re.fullmatch(children, order), f"{path}/{name} holds {order}"
    given = set(element.attrib)
    assert needed <= given <= needed | allowed, f"{path}/{name} has {given}"
    for child in element:
        rules(child, known, f"{path}/{name}")


# What the XSD of XLIFF 2.1, of its glossary and its metadata module says of the elements used.
XLIFF_21 = {
    "xliff": ("file( file)*", {"version", "srcLang"}, {"trgLang"}),
    "file": ("(metadata )?(notes )?(unit|group)( (unit|group))*", {"id"}, {"original"}),
    "group": ("", {"id"}, set()),
    "unit": ("(glossary )?(metadata )?(notes )?(segment|ignorable)( (segment|ignorable))*", {"id"},
             {"name", "canResegment"}),
    "glossary": ("glossEntry( glossEntry)*", set(), set()),
    "glossEntry": ("term( translation)*( definition)?", set(), {"id", "ref"}),
    "term": ("", set(), {"source"}),
    "translation": ("", set(), {"id", "ref", "source"}),
    "definition": ("", set(), {"source"}),
    "metadata": ("metaGroup( metaGroup)*", set(), {"id"}),
    "metaGroup": ("meta( meta)*", set(), {"id", "category", "appliesTo"}),
    "meta": ("", {"type"}, set()),
    "notes": ("note( note)*", set(), set()),
    "note": ("", set(), {"id", "appliesTo", "category", "priority", "ref"}),
    "segment": ("source( target)?", set(), {"id", "canResegment", "state", "subState"}),
    "ignorable": ("source( target)?", set(), {"id"}),
    "source": ("(cp( cp)*)?", set(), {SPACE, LANG}),
    "target": ("(cp( cp)*)?", set(), {SPACE, LANG, "order"}),
    "cp": ("", {"hex"}, set()),
}  # fmt: skip
XLIFF_12 = {
    "xliff": ("file( file)*", {"version"}, {LANG}),
    "file": ("header body", {"original", "source-language", "datatype"}, {"target-language", "tool-id"}),
    "header": ("(note|tool)( (note|tool))*", set(), set()),
    "tool": ("", {"tool-id", "tool-name"}, {"tool-version"}),
    "body": ("(trans-unit( trans-unit)*)?", set(), set()),
    "trans-unit": ("source( target)?( context-group| note)*", {"id"}, {"approved", "resname", SPACE}),
    "context-group": ("context( context)*", set(), {"name", "purpose"}),
    "context": ("", {"context-type"}, set()),
    "note": ("", set(), {"priority", "from", "annotates", LANG}),
    "source": ("(x( x)*)?", set(), {LANG}),
    "target": ("(x( x)*)?", set(), {LANG, "state"}),
    "x": ("", {"id"}, {"ctype", "equiv-text"}),
}
TMX_14 = {
    "tmx": ("header body", {"version"}, set()),
    "header": ("((note|prop)( (note|prop))*)?", {"creationtool", "creationtoolversion", "segtype", "o-tmf",
               "adminlang", "srclang", "datatype"}, set()),
    "prop": ("", {"type"}, {LANG}),
    "note": ("", set(), {LANG}),
    "body": ("(tu( tu)*)?", set(), set()),
    "tu": ("((note|prop) )*tuv( tuv)*", set(), {"tuid"}),
    "tuv": ("((note|prop) )*seg", {LANG}, set()),
    "seg": ("(ph( ph)*)?", set(), set()),
    "ph": ("", set(), {"x", "type", "assoc"}),
}  # fmt: skip
ALL = pytest.mark.parametrize(("module", "known"), [(xliff, XLIFF_21), (xliff12, XLIFF_12), (tmx, TMX_14)])


@pytest.fixture
def awkward(sample):
    """The sample with characters that XML cannot hold, and segments without a translation."""
    first, second, *rest = sample.segments
    return replace(
        sample,
        name="a\x0bb\n.txt",
        segments=(
            replace(first, source="(aktualisierte\x0bFassung)", target="\x0c(updated\x0b\x0bversion)"),
            replace(second, target="", links=(), terms=(), findings=(), state=SegmentState.REVIEWED),
            *rest[:-1],
            replace(rest[-1], target="", state=SegmentState.MACHINE),
        ),
    )


@ALL
def test_the_schema(module, known, sample, awkward):
    for document in (sample, awkward, BilingualDocument("a")):
        rules(tree(module.dumps(document)), known)
        assert module.loads(module.dumps(document), "f") == document


def test_values_in_xliff_21(sample, awkward):
    for document in (sample, awkward):
        root = tree(xliff.dumps(document))
        assert root.attrib == {"version": "2.1", "srcLang": "de", "trgLang": "en"}
        for kind, within in (("unit", "file"), ("segment", "unit"), ("ignorable", "unit"), ("glossEntry", "unit")):
            for holder in root.iter(f"{{{CORE}}}{within}"):
                ids = [e.get("id") for e in holder.iter("{*}" + kind)]
                assert len(set(ids)) == len(ids)
                assert all(NMTOKEN.fullmatch(i) for i in ids)
        for segment in root.iter(f"{{{CORE}}}segment"):
            assert segment.get("state") in ("initial", "translated", "reviewed", "final")
            assert segment.get("state") == "initial" or segment.find(f"{{{CORE}}}target") is not None
        for note in root.iter(f"{{{CORE}}}note"):
            assert 1 <= int(note.get("priority")) <= 10
            assert note.get("appliesTo") in ("source", "target")
        for entry in root.iter(f"{{{GLS}}}glossEntry"):
            assert entry.find(f"{{{GLS}}}translation") is not None or entry.find(f"{{{GLS}}}definition") is not None


def test_values_in_xliff_12(sample, awkward):
    for document in (sample, awkward):
        root = tree(xliff12.dumps(document))
        for kind, attribute in (("trans-unit", "id"), ("context-group", "name")):  # each once in a file
            given = [e.get(attribute) for e in root.iter(f"{{{OLD}}}{kind}") if e.get(attribute) is not None]
            assert len(set(given)) == len(given), kind
        for target in root.iter(f"{{{OLD}}}target"):
            assert target.get("state") in ("translated", "final")
        for holder in root.iter(f"{{{OLD}}}source", f"{{{OLD}}}target"):
            ids = [x.get("id") for x in holder]
            assert len(set(ids)) == len(ids)


def test_what_xliff_21_shows(sample):
    root = tree(xliff.dumps(sample))
    unit = root.find(f".//{{{CORE}}}unit[@id='b4']")
    assert unit.get("name") == "4 paragraph"
    entries = [[child.text for child in entry] for entry in unit.iter(f"{{{GLS}}}glossEntry")]
    assert entries[0] == ["Sicherheitsgarantie", "security guarantee",
                          "enforced (by prefix): Sicherheitsgarantien → security guarantee"]  # fmt: skip
    assert entries[1][2] == "missed: Koalition der Willigen → coalition of the willing"
    assert [note.text for note in unit.iter(f"{{{CORE}}}note")] == [
        "4.2 error: the number 11 is not in the translation",
        "4.2 warning: the translation is very short for its source",
    ]
    assert [(e.tag.rpartition("}")[2], e.get("state")) for e in unit][-3:] == [
        ("segment", "reviewed"), ("ignorable", None), ("segment", "translated"),
    ]  # fmt: skip
    forbidden = root.find(f".//{{{CORE}}}unit[@id='b2']").findall(f".//{{{GLS}}}glossEntry")[1]
    assert [child.text for child in forbidden] == ["Bündnisfall", "forbidden: Bündnisfall, never alliance case"]


def test_what_xliff_12_shows(sample):
    unit = tree(xliff12.dumps(sample)).find(f".//{{{OLD}}}trans-unit[@id='4.1']")
    assert unit.get("approved") == "yes"
    assert unit.findtext(f"{{{OLD}}}note") == "enforced (by prefix): Sicherheitsgarantien → security guarantee"
    assert unit.find(f"{{{OLD}}}target").get("state") == "final"


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        (xliff, '<segment id="s2" state="translated">', '<segment state="final" id="s2">'),
        (xliff12, 'id="4.2" resname="4.2 paragraph" approved="no"', 'id="4.2" approved="yes"'),
        (xliff12, '<target state="translated">The coalition', '<target state="signed-off">The coalition'),
        (tmx, '<tu tuid="4.2">', '<tu><prop type="x-state">reviewed</prop>'),
    ],
)
def test_reviewed_in_a_tool(module, old, new, sample):
    written = module.dumps(sample)
    assert old in written
    found = module.loads(written.replace(old, new), "f").segments[4]
    assert found == replace(sample.segments[4], state=SegmentState.REVIEWED)


@pytest.mark.parametrize(
    ("module", "new"),
    [
        (xliff, 'The <pc id="1">coalition</pc> of <ph id="2"/>us<cp hex="000B"/> <mrk id="m" type="term">met</mrk>'),
        (xliff12, 'The <g id="1">coalition</g> of <x id="2"/>us<x id="c" equiv-text="U+000B"/> <mrk>met</mrk>'),
        (tmx, 'The <hi>coalition</hi> of <bpt i="1">&lt;b></bpt>us<ph>U+000B</ph> met'),
    ],
)
def test_codes_that_a_tool_has_put_in(module, new, sample):
    found = module.loads(module.dumps(sample).replace("The coalition met", new), "f").segments[4]
    assert found.target == "The coalition of us\x0b met the Russian president in September."
    assert found.findings == (plain.EDITED,)


@pytest.mark.parametrize("module", [xliff, xliff12])
def test_either_version_goes_by_either_suffix(tmp_path, module, sample):
    for suffix in (".xlf", ".xliff", ".XLF"):
        path = tmp_path / f"a{suffix}"
        path.write_text(module.dumps(sample), encoding="utf-8")
        assert formats.read(Path(path)) == sample


@pytest.mark.skipif("TRANSLATE_TOOLKIT_PYTHON" not in os.environ, reason="needs an environment with translate-toolkit")
@pytest.mark.parametrize(
    ("suffix", "reader"),
    [(".xlf", "xliff.xlifffile"), (".xliff", "xliff2.Xliff2File"), (".tmx", "tmx.tmxfile"), (".po", "pypo.pofile")],
)
def test_translate_toolkit_reads_and_saves(tmp_path, suffix, reader, sample):
    # Its package has the name of one of ours: it lives in an environment of its own.
    path = tmp_path / f"a{suffix}"
    formats.write(sample, path)
    module, name = reader.split(".")
    program = (
        f"import json, sys; from translate.storage import {module}\n"
        f"file = {module}.{name}.parsefile(sys.argv[1])\n"
        "units = [u for u in file.units if u.source and not u.isheader()]\n"
        "print(json.dumps([[str(u.source), str(u.target)] for u in units]))\n"
        "units[4].target = 'They met.'; file.save()"
    )
    command = [os.environ["TRANSLATE_TOOLKIT_PYTHON"], "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert json.loads(done.stdout) == [[segment.source, segment.target] for segment in sample.segments]
    back = formats.read(path).segments
    assert back[4].target == "They met."
    assert back[:4] + back[5:] == sample.segments[:4] + sample.segments[5:]


def changed(old: str, new: str):
    return lambda written: written.replace(old, new, 1)


ANY = [
    (lambda w: "<a/>", "f:1: is not a document of wortlaut; give a file that"),
    (lambda w: "Guten Tag", "f:1: is not well-formed XML (Start tag expected, '<' not found); mend it"),
    (lambda w: w[:-20], "f:"),
    (lambda w: re.sub("</(source|seg)>", "</target>", w, count=1), "f:"),
    (changed("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>'), "f:1: declares or uses entities of its own"),
    (changed("?>", '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "f:1: declares or uses entities"),
    (changed("(updated", "&nbsp;(updated"), "f:"),
    (changed('"wortlaut":1', '"wortlaut":2'), "f:"),
    (changed('"start":25', '"start":26'), "f:"),
    (changed('"kind":"heading"', '"kind":"headline"'), "f:"),
    (changed('{"block":2', '7 {"block":2'), "f:"),
    (changed("Nato-Rat stellt", "Der Nato-Rat stellt"), "f:"),
    (changed('"segments":7', '"segments":8'), "f: holds 7 of 8 segments; restore the rest, or translate"),
]
OWN = [
    (xliff, changed('type="s1"', 'type="s9"'), "f:15: the segment has lost its id or its metadata; restore"),
    (xliff, changed('category="wortlaut"', 'category="x"'), "f:1: is not a document of wortlaut"),
    (xliff, changed('<segment id="s1"', '<segment id="s\'1"'), "f:15: the segment has lost its id or its metadata"),
    (xliff12, changed("x-wortlaut", "x-w"), "f:9: the unit has lost its context of wortlaut; restore it"),
    (tmx, changed('type="x-wortlaut"', 'type="x"'), "f:7: the unit has lost its property x-wortlaut; restore it"),
    (tmx, changed(">machine<", ">done<"), "f:7: x-state has to be one of machine, reviewed; mend it"),
]


@pytest.mark.parametrize(
    ("module", "break_it", "message"), [(m, *case) for m in (xliff, xliff12, tmx) for case in ANY] + OWN
)
def test_what_is_broken_is_named(module, break_it, message, sample):
    written = break_it(module.dumps(sample))
    assert written != module.dumps(sample)
    with pytest.raises(DocumentError) as caught:
        module.loads(written, "f")
    found = str(caught.value)
    assert found.startswith(message)
    assert re.match(r"f(:\d+)?: ", found)
    assert "\n" not in found
    assert "; " in found, "says how to mend it"


@pytest.mark.parametrize("module", [xliff, xliff12, tmx])
def test_entities_are_not_expanded(module, sample):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {c} "{f"&{p};" * 10}">' for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    written = module.dumps(sample).replace("?>", f"?>{bomb}]>").replace("(updated", "&i;(updated")
    with pytest.raises(DocumentError, match="entities"):
        module.loads(written, "f")


def test_a_dtd_that_is_only_named_is_not_looked_for(sample):
    for where in ("tmx14.dtd", "http://example.invalid/tmx14.dtd", "file:///etc/passwd"):
        written = tmx.dumps(sample).replace("?>", f'?><!DOCTYPE tmx SYSTEM "{where}">')
        assert tmx.loads(written, "f") == sample
