"""PO, XLIFF and TMX as lists of work: only what is untranslated is translated."""

import polib
import pytest
from lxml import etree

from translate import articles, formats
from translate.articles.coded import Coded
from translate.errors import InputError

PO = """# Erika
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

# Hinweis
#: a.py:1
#, python-format
msgid "Die <b>Datei</b> %(name)s fehlt.\\n"
msgstr ""

#, fuzzy
msgid "Vielleicht"
msgstr "Perhaps"

msgid "Ja"
msgstr "Yes"

msgctxt "Menü"
msgid "Ein Punkt"
msgid_plural "%d Punkte"
msgstr[0] ""
msgstr[1] ""

msgid "..."
msgstr ""

#~ msgid "Alt"
#~ msgstr ""
"""


def test_po(translated, texts):
    assert texts("a.po", PO) == [
        ("paragraph", "Die Datei %(name)s fehlt."), ("paragraph", "Ein Punkt"), ("paragraph", "%d Punkte"),
    ]  # fmt: skip
    found = list(polib.pofile(translated("a.po", PO).decode()))
    assert [(e.msgid, e.msgstr, e.fuzzy) for e in found if not e.msgid_plural] == [
        ("Die <b>Datei</b> %(name)s fehlt.\n", "DIE <b>DATEI</b> %(name)s FEHLT.\n", True),
        ("Vielleicht", "Perhaps", True), ("Ja", "Yes", False), ("...", "", False), ("Alt", "", False),
    ]  # fmt: skip
    assert found[3].msgstr_plural == {0: "EIN PUNKT", 1: "%d PUNKTE"}
    assert (found[0].tcomment, found[0].occurrences, found[5].obsolete) == ("Hinweis", [("a.py", "1")], 1)


@pytest.mark.parametrize("entry", [
    "Die <b>Datei</b> %</b>](s", "-->## <b>Die</b> %s", "i%s%sm tei</b> %s", " Ein <i>Wort</i> - <b>so</b>.\\n",
])  # fmt: skip
def test_po_keeps_all_codes_in_their_places(translated, entry):
    found = polib.pofile(translated("a.po", f'msgid "{entry}"\nmsgstr ""\n', str).decode())
    assert found[0].msgstr == found[0].msgid


def test_what_would_take_long_does_not(translated):
    entry = "%" + "0" * 90_000
    found = polib.pofile(translated("a.po", f'#, python-format\nmsgid "{entry}"\nmsgstr ""\n', str).decode())
    assert found[0].msgstr == entry


@pytest.mark.parametrize("comment", ["# :E", "# ,fuzzy", "# a\n# :b"])
def test_po_keeps_the_comment_at_the_top(translated, comment):
    found = translated("a.po", f'{comment}\nmsgid "Ja"\nmsgstr "Yes"\n').decode().partition("msgid")[0]
    assert found.split() == comment.split()


XLIFF_12 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://example.invalid/xliff.dtd">
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file source-language="de" original="x" \
datatype="html"><header><note>Nein</note></header><body>
<trans-unit id="1"><source xml:lang="de">Die <g id="1">Koalition der <x id="2"/>Willigen</g> &amp; mehr.</source>
<note>bleibt</note></trans-unit>
<trans-unit id="2"><source>Ja</source><target>Yes</target></trans-unit>
<trans-unit id="3" translate="no"><source>Nein</source></trans-unit>
<trans-unit id="4"><source>Neu <ph id="1">&lt;br></ph>hier</source><target state="new">Neu</target></trans-unit>
<trans-unit id="5" xml:space="preserve"><source>Eins
Zwei </source></trans-unit>
<trans-unit id="6"><source>...</source></trans-unit>
</body></file></xliff>
"""
XLIFF_12_CHANGES = [
    ('datatype="html"', 'datatype="html" target-language="en"'),
    ("mehr.</source>", 'mehr.</source>\n<target xml:lang="en" state="needs-review-translation">'
     'DIE <g id="1">KOALITION DER <x id="2"/>WILLIGEN</g> &amp; MEHR.</target>'),
    ("br></ph>hier", "br&gt;</ph>hier"),
    ('<target state="new">Neu</target>',
     '<target state="needs-review-translation">NEU <ph id="1">&lt;br&gt;</ph>HIER</target>'),
    ("Zwei </source>", 'Zwei </source><target state="needs-review-translation">EINS\nZWEI </target>'),
]  # fmt: skip
XLIFF_21 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="de"><file id="f"><unit id="u">
<segment id="s1" state="initial"><source>Die <pc id="1">Lage <ph id="2"/>heute</pc> ist gut.</source></segment>
<ignorable><source> </source></ignorable>
<segment id="s2" state="final"><source>Ja</source><target>Yes</target></segment>
</unit><unit id="v" translate="no"><segment><source>Nein</source></segment></unit></file></xliff>"""
XLIFF_21_CHANGES = [
    ('srcLang="de"', 'srcLang="de" trgLang="en"'),
    ('state="initial"', 'state="translated"'),
    ("gut.</source>", 'gut.</source><target>DIE <pc id="1">LAGE <ph id="2"/>HEUTE</pc> IST GUT.</target>'),
]
TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="de" creationtool="x"/><body>
<tu><prop type="a">b</prop><tuv xml:lang="de-DE"><seg>Die <hi>Lage</hi> <ph x="1">&lt;br></ph>heute.</seg></tuv></tu>
<tu><tuv xml:lang="de-DE"><seg>Ja</seg></tuv><tuv xml:lang="en-US"><seg>Yes</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Leer</seg></tuv><tuv xml:lang="en-GB"><seg/></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Oui</seg></tuv></tu>
</body></tmx>"""
TMX_CHANGES = [
    ("br></ph>", "br&gt;</ph>"),
    ("heute.</seg></tuv>",
     'heute.</seg></tuv><tuv xml:lang="en"><seg>DIE <hi>LAGE</hi> <ph x="1">&lt;br&gt;</ph>HEUTE.</seg></tuv>'),
    ("<seg/>", "<seg>LEER</seg>"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "changes"),
    [("a.xlf", XLIFF_12, XLIFF_12_CHANGES), ("a.xliff", XLIFF_21, XLIFF_21_CHANGES), ("a.tmx", TMX, TMX_CHANGES)],
)
def test_xml(translated, name, data, changes):
    expected = data
    for old, new in changes:
        assert expected.count(old) == 1, old
        expected = expected.replace(old, new)
    found = translated(name, data)
    canonical = [etree.tostring(etree.fromstring(d), method="c14n").decode() for d in (found, expected.encode())]
    assert canonical[0] == canonical[1]


@pytest.mark.parametrize("suffix", [".po", ".xliff", ".xlf", ".tmx"])
def test_nothing_is_left_of_a_file_of_our_own(tmp_path, suffix):
    from translate.document import BilingualDocument, BlockKind, Segment

    document = BilingualDocument("a", (Segment(1, 1, BlockKind.PARAGRAPH, 0, "Ja.", "Yes."),))
    path = tmp_path / f"a{suffix}"
    formats.write(document, path)
    source = articles.read(str(path))
    assert source.article.text == ""
    path.write_bytes(source.render(BilingualDocument("a")))
    assert formats.read(path) == document


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.po", "", "a.po: is empty; give a PO file"),
        ("a.po", "Guten Tag", "a.po:1: is not a PO file here"),
        ("a.po", 'msgid ""\nmsgstr "Language: fr\\n"\n', "a.po: translates into fr; give one with German texts"),
        ("a.xlf", "<a/>", "a.xlf:1: is not XLIFF of version 1 or 2; give a file in that format"),
        ("a.xlf", '<xliff version="3.0"/>', "a.xlf:1: is not XLIFF of version 1 or 2"),
        ("a.xlf", XLIFF_12.replace('source-language="de"', 'source-language="fr"'),
         "a.xlf:3: translates fr to ?; give a file from German to English"),
        ("a.xlf", XLIFF_21.replace('srcLang="de"', 'srcLang="de" trgLang="pl"'), "a.xlf:1: translates de to pl; give"),
        ("a.tmx", "<a/>", "a.tmx:1: is not TMX; give a file in that format"),
        ("a.tmx", '<?xml version="1.0" encoding="UTF-7"?><tmx/>', "a.tmx:1: is in UTF-7, which hides tags and is not"),
        ("a.tmx", "<tmx>", "a.tmx:1: is not well-formed XML ("),
        ("a.tmx", '<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', "a.tmx:1: declares or uses entities of its own"),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path, monkeypatch, name, data, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        articles.read(name)
    assert str(caught.value).startswith(message)


def test_a_name_that_cannot_be_written_is_said():
    coded = Coded(etree.fromstring("<source>Ja</source>"), "a.xlf")
    coded._first = '<source xml::lang="de">'  # in some files libxml2 lets that pass
    with pytest.raises(InputError, match=r"a\.xlf:1: holds a name that is not XML"):
        coded.translated(("Yes",), "target")
