"""Pairs for the memory from files that other programs have written."""

import pytest

from translate import formats
from translate.errors import DocumentError
from translate.formats import foreign

XLIFF_12 = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="de-DE" target-language="en-GB" original="a" datatype="plaintext"><body>
<trans-unit id="1" approved="yes"><source>Die <g id="1">Lage</g></source>
<target>The <g id="1">situation</g></target></trans-unit>
<trans-unit id="2"><source>Ja</source><target state="signed-off">Yes</target></trans-unit>
<trans-unit id="3"><source>Nein</source><target state="translated">No</target></trans-unit>
<trans-unit id="4" approved="yes"><source>Leer</source><target/></trans-unit>
<trans-unit id="5"><source>Ohne</source></trans-unit></body></file>
<file source-language="en" target-language="fr" original="b" datatype="plaintext"><body>
<trans-unit id="1" approved="yes"><source>Yes</source><target>Oui</target></trans-unit></body></file></xliff>"""
XLIFF_21 = """<xliff version="2.1" srcLang="de" trgLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f">
<unit id="1"><segment state="final"><source>Die <pc id="1">Lage</pc></source><target>The situation</target></segment>
<segment state="reviewed"><source>Ja</source><target>Yes</target></segment>
<segment><source>Nein</source><target>No</target></segment></unit></file></xliff>"""
TMX = """<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header/><body>
<tu><tuv xml:lang="DE_de"><seg>Die <bpt i="1">&lt;b></bpt>Lage<ept i="1">&lt;/b></ept></seg></tuv>
<tuv xml:lang="en-US"><seg>The situation</seg></tuv></tu>
<tu><tuv lang="de"><seg>Ja</seg></tuv><tuv lang="fr"><seg>Oui</seg></tuv><tuv lang="en"><seg>Yes</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Nein</seg></tuv></tu></body></tmx>"""


@pytest.mark.parametrize(("name", "text"), [("a.xlf", XLIFF_12), ("a.xliff", XLIFF_21), ("a.tmx", TMX)])
def test_what_is_approved(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert foreign.pairs(path) == [("Die Lage", "The situation"), ("Ja", "Yes")]


@pytest.mark.parametrize("suffix", foreign.SUFFIXES)
def test_files_of_our_own(tmp_path, suffix, sample):
    path = tmp_path / f"a{suffix}"
    formats.write(sample, path)
    reviewed = [(s.source, s.target) for s in sample.segments if s.state.value == "reviewed" or suffix == ".tmx"]
    assert foreign.pairs(path) == reviewed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html/>", "<html> is neither TMX nor XLIFF; give a file in one of these formats"),
        ("<tmx>", "is not well-formed XML ("),
        ('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', "declares or uses entities of its own"),
    ],
)
def test_what_is_none(tmp_path, text, message):
    path = tmp_path / "a.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        foreign.pairs(path)
    assert message in str(caught.value)
