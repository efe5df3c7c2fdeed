"""HTML pages: what is translated, and that all else stays character by character."""

import pytest

from translate import articles
from translate.errors import EncodingError, InputError, UsageError

PAGE = """<!DOCTYPE html>
<html lang="de-DE"><head><meta charset="utf-8"><title>Titel &amp; mehr</title><style>p{color:red}</style>
<script>if (a<b) { x = "<p>Nein</p>"; }</script></head>
<body class='x'>
<!-- bleibt -->
<h1 id=top>Der <em>Gipfel</em></h1>
<p>KIEW (dpa) - Die <b>Koalition der Willigen</b> traf sich<br class="y">
  am <a href="x?a=1&b=2" hreflang=de>Montag</a> in &laquo;Berlin&raquo;&nbsp;&ndash; mit <code>x &lt; 1</code>.</p>
<p>Ein <img src=a.png alt="B"> Bild
<p>Noch <i>ein <b>Absatz</i></b> ohne Ende
<ul><li>Punkt eins<li><!-- c --> Punkt <span translate="no">zwei</span>.</ul>
<div translate=no>Bleibt <div>alles</div> so</div>
<pre>nicht
 anfassen</pre> loser < Text &copy;
</body></html>
"""
IN_CAPITALS = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>TITEL &amp; MEHR</title><style>p{color:red}</style>
<script>if (a<b) { x = "<p>Nein</p>"; }</script></head>
<body class='x'>
<!-- bleibt -->
<h1 id=top>DER <em>GIPFEL</em></h1>
<p>KIEW (DPA) - DIE <b>KOALITION DER WILLIGEN</b> TRAF SICH<br class="y">AM \
<a href="x?a=1&b=2" hreflang=de>MONTAG</a> IN &laquo;BERLIN&raquo;&nbsp;&ndash; MIT <code>x &lt; 1</code>.</p>
<p>EIN <img src=a.png alt="B">BILD
<p>NOCH <i>EIN <b>ABSATZ</b></i></b> OHNE ENDE
<ul><li>PUNKT EINS<li><!-- c --> PUNKT <span translate="no">zwei</span>.</ul>
<div translate=no>Bleibt <div>alles</div> so</div>
<pre>nicht
 anfassen</pre> LOSER &lt; TEXT &copy;
</body></html>
"""


def test_a_page(translated):
    # What is nested wrongly is closed where it has to be: browsers do the same.
    assert translated("a.html", PAGE).decode() == IN_CAPITALS.replace("ABSATZ</b></i></b>", "ABSATZ</i></b>")


def test_the_kinds(texts):
    found = texts("a.html", PAGE)
    assert found[:4] == [
        ("heading", "Titel & mehr"), ("heading", "Der Gipfel"), ("dateline", "KIEW (dpa) -"),
        ("paragraph", "Die Koalition der Willigen traf sich"),
    ]  # fmt: skip
    assert ("paragraph", "Punkt eins") in found


def test_order_of_words(translated):
    page = '<p>Am <b>Montag</b> traf <a href="m">Merz</a> Trump.</p>'
    links = [(0, 3), (1, 4), (2, 1), (3, 0), (4, 2)]
    english = translated("a.html", page, lambda _: "Merz met Trump on Monday.", links)
    assert english.decode() == '<p><a href="m">Merz</a> met Trump on <b>Monday</b>.</p>'


def test_special_characters_are_escaped(translated):
    found = translated("a.html", "<p>Gut &uuml;ber</p>", lambda _: 'a < b & "c" > ü')
    assert found.decode() == '<p>a &lt; b &amp; "c" &gt; &uuml;</p>'


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ('<meta charset="iso-8859-1"><p>Gr\xfc\xdfe</p>'.encode("latin-1"), "latin-1"),
        ('<meta http-equiv=Content-Type content="text/html; charset=cp1252"><p>Grüße €'.encode("cp1252"), "cp1252"),
        ("<meta charset=klingon <p>Grüße".encode(), "utf-8"),  # no tag: text
        ("<p>Grüße</p>".encode("utf-8-sig"), "utf-8-sig"),
        ("<p>Grüße</p>".encode("utf-16"), "utf-8-sig"),
    ],
)
def test_encodings(translated, data, encoding):
    found = translated("a.html", data, lambda text: text + " ž").decode(encoding)
    assert "Grüße" in found
    assert " ž" in found if encoding != "latin-1" else " &#382;</p>" in found


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (b"<p>Gr\xfc\xdfe</p>", EncodingError, "a.html:1: is not UTF-8 text"),
        (b"<meta charset=klingon><p>Ja</p>", InputError, "a.html: names the encoding klingon, which is unknown"),
        (b"<p><img src=a></p>", InputError, "holds no text to translate; give a file with a German article"),
        (b"", InputError, "holds no text to translate"),
    ],
)
def test_what_is_refused(tmp_path, data, error, message):
    path = tmp_path / "a.html"
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        articles.read(str(path))
    assert message in str(caught.value)


def test_no_such_encoding(tmp_path):
    (tmp_path / "a.html").write_text("<p>Ja</p>", encoding="utf-8")
    with pytest.raises(UsageError):
        articles.read(str(tmp_path / "a.html"), "klingon")


@pytest.mark.parametrize(
    "data",
    ["<a " * 100_000, "<" * 100_000, "<p>x" * 20_000, "<b>x" * 10_000, '<a "' * 50_000, "<!--" * 100_000,
     "<b>x<p>" * 10_000, "</b>" * 20_000 + "x", "<script>" * 50_000, "&" * 100_000 + "x", "x<svg>" * 15_000,
     "x<code>" * 15_000],
    ids=range(12),
)  # fmt: skip
def test_what_would_take_long_does_not(translated, data):
    translated("a.html", "<p>Text</p>" + data, lambda text: text)
