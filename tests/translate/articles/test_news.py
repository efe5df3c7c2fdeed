"""News formats: texts in English, the language set, every other field as it was."""

import json

import pytest
from lxml import etree

from translate import articles
from translate.errors import EncodingError, InputError

G2 = """<?xml version="1.0" encoding="UTF-8"?>
<!-- agency -->
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:example:1" version="2" standard="NewsML-G2"
  standardversion="2.33" conformance="power" xml:lang="de-DE">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>
  <rightsInfo><copyrightNotice>Alle Rechte vorbehalten</copyrightNotice></rightsInfo>
  <itemMeta><itemClass qcode="ninat:text"/><provider literal="dpa"/><edNote>Achtung: Sperrfrist</edNote></itemMeta>
  <contentMeta>
    <located type="cpnat:city"><name xml:lang="de">Kiew</name></located>
    <by>Von Anna Müller</by>
    <language tag="de-DE"/>
    <subject qcode="medtop:11000000"><name xml:lang="de">Politik</name></subject>
    <headline xml:lang="de">Koalition &amp; Gipfel</headline>
    <slugline separator="/">GIPFEL/UKRAINE</slugline>
    <description role="drol:summary">Eine Zusammenfassung.</description>
  </contentMeta>
  <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="de">
    <head><title>Titel</title></head>
    <body><p>KIEW (dpa) - Die <b>Lage</b><br/>ist <a href="x?a&amp;b">ernst</a>.</p><![CDATA[Roh & gut]]></body>
  </html></inlineXML>
  <remoteContent href="a.jpg"><altId>Bild</altId></remoteContent></contentSet>
</newsItem>
"""
CHANGES = [
    ('conformance="power" xml:lang="de-DE"', 'conformance="power" xml:lang="en"'),
    ("Achtung: Sperrfrist", "ACHTUNG: SPERRFRIST"),
    ('<language tag="de-DE"/>', '<language tag="en"/>'),
    ('<headline xml:lang="de">Koalition &amp; Gipfel<', '<headline xml:lang="en">KOALITION &amp; GIPFEL<'),
    ("Eine Zusammenfassung.", "EINE ZUSAMMENFASSUNG."),
    ('xhtml" xml:lang="de"', 'xhtml" xml:lang="en"'),
    ("<title>Titel<", "<title>TITEL<"),
    ("(dpa) - Die <b>Lage</b><br/>ist", "(DPA) - DIE <b>LAGE</b><br/>IST"),
    (">ernst<", ">ERNST<"),
    ("<![CDATA[Roh & gut]]>", "ROH &amp; GUT"),
]

NITF = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf xml:lang="de"><head><title>Über den Gipfel</title><docdata><doc-id id-string="1"/>
<key-list><keyword key="Gipfel"/>
</key-list></docdata></head>
<body><body.head><hedline><hl1>Gipfel in Köln</hl1><hl2>Zwei</hl2></hedline><byline>Von Anna</byline>
<distributor>dpa</distributor><dateline><location>Köln</location></dateline></body.head>
<body.content><block><p>Der <person>Kanzler</person> kam <em>gestern</em>.</p>
<media media-type="image"><media-reference source="a.jpg">Datei</media-reference>
<media-caption><p>Ein Bild</p></media-caption><media-producer>Foto: X</media-producer></media></block></body.content>
<body.end><tagline>/mee/DP/he</tagline></body.end></body></nitf>
"""


def test_newsml_g2(translated):
    expected = G2
    for old, new in CHANGES:
        assert old in expected
        expected = expected.replace(old, new)
    assert translated("a.xml", G2).decode() == expected


def test_newsml_g2_with_nitf_and_plain_text(translated):
    item = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem xml:lang="de"><contentSet>'
        '<inlineXML><nitf><body><body.content><p>Ja</p></body.content></body></nitf></inlineXML>'
        '<inlineData contenttype="text/plain">Nein</inlineData>'
        '<inlineData contenttype="image/png" encoding="base64">Nein</inlineData></contentSet></newsItem></itemSet>'
        "</newsMessage>"
    )
    expected = item.replace('"de"', '"en"').replace(">Ja<", ">JA<").replace("plain\">Nein<", "plain\">NEIN<")
    assert translated("a.newsml", item).decode() == expected


def test_nitf(translated, texts):
    found = translated("a.nitf", NITF.encode("latin-1"), lambda text: text.upper() + " Ž").decode("latin-1")
    for kept in ("<!DOCTYPE nitf SYSTEM", ">Von Anna<", ">dpa<", ">Datei<", ">Foto: X<", 'key="Gipfel"'):
        assert kept in found
    for new in ('xml:lang="en"', "<hl1>GIPFEL IN KÖLN &#381;</hl1>", "<location>KÖLN &#381;</location>",
                "<p>DER <person>KANZLER</person> KAM GESTERN. &#381;</p>", "<p>EIN BILD &#381;</p>"):  # fmt: skip
        assert new in found
    assert texts("a.nitf", NITF.encode("latin-1"))[:3] == [
        ("heading", "Über den Gipfel"), ("heading", "Gipfel in Köln"), ("heading", "Zwei"),
    ]  # fmt: skip


@pytest.mark.parametrize("content", ["<b>Ja<p>so</p>und</b><a>gut</a>", "<b>Ja<i>so<p>und</p>gut</i>so</b>"])
@pytest.mark.parametrize("english", [str, lambda text: " ".join(reversed(text.split(" ")))])
def test_elements_around_blocks_stay_well_formed(translated, content, english):
    item = f"<nitf><body.content><p>{content}</p></body.content></nitf>"
    found = etree.fromstring(translated("a.xml", item, english))
    assert "".join(found.itertext()) == "".join(etree.fromstring(item).itertext())


def test_a_namespace_may_be_odd(translated):
    item = '<nitf xmlns="}" xml:lang="de"><body.content><p xmlns="e">Ja</p></body.content></nitf>'
    assert translated("a.xml", item).decode() == item.replace("Ja", "JA").replace('"de"', '"en"')


@pytest.mark.parametrize(
    ("declared", "given"),
    [("UTF-8", "utf-8"), ("UTF-8", "utf-8-sig"), ("ISO-8859-1", "utf-8-sig"), ("ISO-8859-1", "latin-1"),
     ("UTF-16", "utf-16"), ("windows-1252", "cp1252"), ("US-ASCII", "ascii")],
)  # fmt: skip
def test_encodings(translated, declared, given):
    item = '<?xml version="1.0" encoding="{}"?><nitf><body.content><p>Gr{}ße</p></body.content></nitf>'
    data = item.format(declared, "ü").encode(given, "xmlcharrefreplace")
    assert etree.fromstring(translated("a.xml", data, str)).findtext(".//p") == "Grüße"


NINJS = {
    "uri": "urn:newsml:example:1", "standard": {"name": "ninjs", "version": "3.0"}, "type": "text", "language": "de-DE",
    "urgency": 4.50, "copyrightNotice": "Alle Rechte vorbehalten", "by": "Von Anna", "located": "Köln",
    "headlines": [{"role": "main", "value": "Der Gipfel"}],
    "descriptions": [{"role": "summary", "contentType": "text/plain", "value": "  Eine Zusammenfassung.\n"}],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": "KIEW (dpa) - Erster Satz.\n\nZweiter \"Satz\"."},
        {"role": "html", "contentType": "text/html; charset=utf-8",
         "value": "<section class=\"main\"><p>Die <b>Lage</b> &amp; so</p></section>"},
        {"role": "x", "contenttype": "application/json", "value": "{\"Nein\": 1}"},
    ],
    "subjects": [{"name": "Politik", "uri": "x"}], "places": [{"name": "Kiew", "headline": "Nein"}],
    "associations": [{"name": "bild", "type": "picture", "language": "de",
                      "headlines": [{"value": "Ein Bild"}], "descriptions": [{"value": ""}],
                      "renditions": [{"name": "gro\u00df", "value": "Nein"}]}],
}  # fmt: skip


def test_ninjs(translated):
    found = json.loads(translated("a.json", json.dumps(NINJS, ensure_ascii=False, indent=3)))
    expected = json.loads(json.dumps(NINJS))
    expected["language"] = expected["associations"][0]["language"] = "en"
    expected["headlines"][0]["value"] = "DER GIPFEL"
    expected["descriptions"][0]["value"] = "  EINE ZUSAMMENFASSUNG.\n"
    expected["bodies"][0]["value"] = "KIEW (DPA) - ERSTER SATZ.\n\nZWEITER \"SATZ\"."
    expected["bodies"][1]["value"] = "<section class=\"main\"><p>DIE <b>LAGE</b> &amp; SO</p></section>"
    expected["associations"][0]["headlines"][0]["value"] = "EIN BILD"
    assert found == expected


def test_ninjs_stays_as_it_was_written(translated):
    text = '{ "a":1.50e3,"headlines" : [ {"value":"Gr\\u00fc\\u00dfe"}],\n\t"language":"de", "headlines ":"\\/x" }'
    expected = text.replace("Gr\\u00fc\\u00dfe", "GR\\u00dcSSE").replace('"de"', '"en"')
    assert translated("a.json", text).decode() == expected


def test_ninjs_1_and_2(translated):
    item = {"language": "de", "headline": "Titel", "body_html": "<p>Ja</p>", "body_text": "Ja",
            "description_text": "So", "byline": "Von Anna",
            "associations": {"Bild": {"headline": "Ein Bild", "language": "de"}}}  # fmt: skip
    assert json.loads(translated("a.json", json.dumps(item))) == item | {
        "language": "en", "headline": "TITEL", "body_html": "<p>JA</p>", "body_text": "JA", "description_text": "SO",
        "associations": {"Bild": {"headline": "EIN BILD", "language": "en"}},
    }  # fmt: skip


BOMB = '<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xml", f'{BOMB}]><nitf x="&i;"/>'.encode(), "a.xml:1: declares or uses entities of its own"),
        ("a.xml", f"{BOMB}]><nitf>&i;</nitf>".encode(), "a.xml:1: declares or uses entities of its own"),
        ("a.json", b"{", "a.json:1: is not JSON here (Expecting property name enclosed in double quotes); mend it"),
        ("a.json", b'{"headlines":\n[,]}', "a.json:2: is not JSON here (Expecting value); mend it"),
        ("a.json", b"[" * 100_000, "a.json: is nested too deep, or holds a number too long; mend it"),
        ("a.json", b"[]", "a.json:1: is not ninjs (no headlines, no bodies); give a news item in that format"),
        ("a.json", b'{"a": 1}', "a.json:1: is not ninjs"),
        ("a.json", b'{"headlines": []}', "a.json: holds no text to translate"),
        ("a.json", b'{"headlines": [\n{"value": "Ja \\ud800"}]}', "a.json:2: holds U+D800, which is no character"),
        ("a.json", b'{"headlines": [{"value": "Ja \\u0000"}]}', "a.json:1: holds U+0000, which is no character"),
        ("a.json", b'{"headlines": 7, "bodies": [7, {"value": 7}]}', "a.json: holds no text to translate"),
        ("a.xml", b"<a/>", "a.xml:1: <a> is neither NewsML-G2 nor NITF; give a file in one of these formats"),
        ("a.xml", b"<nitf>\n<a>", "a.xml:2: is not well-formed XML ("),
        ("a.xml", b"", "a.xml:1: is not well-formed XML (Document is empty); mend it"),
        ("a.xml", b"<nitf/>", "a.xml: holds no text to translate"),
        ("a.xml", b'<?xml version="1.0" encoding="VISCII"?><nitf/>', "a.xml:1: is in VISCII, which cannot be written"),
        ("a.xml", b'<?xml version="1.0" encoding="UTF-7"?><nitf/>', "a.xml:1: is in UTF-7, which hides tags and"),
        ("a.xml", b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf>&x;</nitf>',
         "a.xml:1: declares or uses entities of its own, which are not read for safety; write the characters"),
        ("a.xml", b'<!DOCTYPE nitf SYSTEM "nitf.dtd">\n<nitf><body.content>a&nbsp;b</body.content></nitf>',
         "a.xml:2: declares or uses entities"),
        ("a.xml", b'<!DOCTYPE nitf [<!ENTITY % x SYSTEM "http://example.invalid/x">%x;]><nitf/>',
         "a.xml:1: declares or uses entities"),
        ("a.xml", b"<a>" * 300 + b"</a>" * 300, "a.xml:1: is not well-formed XML ("),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path, monkeypatch, name, data, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        articles.read(name)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_json_in_another_encoding(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(json.dumps(NINJS, ensure_ascii=False).encode("cp1252"))
    with pytest.raises(EncodingError, match="add --encoding cp1252"):
        articles.read(str(path))
    assert "Gipfel" in articles.read(str(path), "cp1252").article.text
