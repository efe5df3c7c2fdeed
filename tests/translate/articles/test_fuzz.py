"""Whatever a file holds: it is read or refused, and what is read goes back and can be read again."""

import importlib
import io
import json
import zipfile
from dataclasses import replace

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translate import articles
from translate.document import BilingualDocument, Segment
from translate.errors import InputError

HTML = (
    '<html lang="de"><body><h1>Der <em>Gipfel</em></h1><p>KIEW (dpa) - Die <b>Lage</b><br>ist '
    '<a href="x">ernst</a> &amp; '
    "<code>x &lt; 1</code>.<p>Noch <i>ein <b>Absatz</i></b><ul><li>Punkt <img src=a> eins</ul></body></html>"
)
MARKDOWN = (
    "# Der *Gipfel*\n\nKIEW (dpa) - Die **Lage** ist [ernst](x).  \nNeue `Zeile`\n\n> Zitat\n\n- Punkt\n  1. Eins\n\n"
    "| a | b |\n| - | - |\n| **c** | d |\n\n```\ncode\n```\n"
)
NEWS = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="de"><contentMeta><language tag="de"/>'
    "<headline>Titel</headline></contentMeta><contentSet><inlineXML>"
    "<html><body><p>Die <b>Lage</b> ist <a>gut</a>.</p></body></html>"
    "</inlineXML></contentSet></newsItem>"
)
NINJS = json.dumps({
    "language": "de", "headlines": [{"value": "Der Gipfel"}],
    "bodies": [{"contentType": "text/html", "value": HTML}, {"value": "Eins.\n\nZwei."}],
}, indent=1)  # fmt: skip
PO = 'msgid "Die <b>Datei</b> %s"\nmsgstr ""\n\n#, fuzzy\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\n'
XLIFF = (
    '<xliff version="1.2"><file source-language="de" target-language="en"><body><trans-unit id="1">'
    '<source>Die <g id="1">Lage<x id="2"/></g></source></trans-unit></body></file></xliff>'
)
TMX = '<tmx version="1.4"><body><tu><tuv xml:lang="de"><seg>Die <hi>Lage</hi></seg></tuv></tu></body></tmx>'
SEEDS = {
    "html": HTML, "markdown": MARKDOWN, "news": NEWS, "ninjs": NINJS, "po": PO, "xliff": XLIFF, "tmx": TMX,
    "text": "Eins.",
}  # fmt: skip
AGAIN = ("html", "markdown", "news", "ninjs", "text")  # lists of work have nothing left to do
SAMPLES = [
    "<", ">", "&", '"', "'", "</", "/>", "<p>", "</p>", "<b>", "</b>", "<br>", "<!--", "-->", "<![CDATA[", "]]>",
    "&amp;", "&#0;", "&#x1F600;", "&nbsp", "\n", "\n\n", "\r\n", "\t", " ", "\xa0", "\xad", "\u200f", "\u2028", "*",
    "**", "_", "`", "```", "[", "](", "|", "\\", "#", "> ", "- ", "1. ", "{", "}", "]", ":", ",", "%s", "\ufeff", "🇺🇦",
    "\x0b", "Wort", "KIEW (dpa) - ", "/mee/DP/he", "<pre>", "<script>", "<g>", "</g>", "\\u0000", "\\ud800", "msgid",
    "---",
]  # fmt: skip
PIECES = st.sampled_from(SAMPLES)
QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def identical(article) -> BilingualDocument:
    """The German as its own translation, without an alignment."""
    segments = [
        Segment(number, 1, block.kind, block.start, block.text, block.text, block.before)
        for number, block in enumerate(article.blocks, 1)
    ]
    if segments:
        segments[-1] = replace(segments[-1], after=article.after)
    return BilingualDocument(article.name, tuple(segments))


def load(name: str, data: bytes):
    return importlib.import_module(f"translate.articles.{name}").load(data, "f")


@st.composite
def spoilt(draw, seed: str) -> str:
    """A file in which stretches were cut out and pieces put in."""
    text = seed
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 12))
        text = text[:start] + "".join(draw(st.lists(PIECES, max_size=3))) + text[end:]
    return text


def check(name: str, data: bytes) -> None:
    try:
        source = load(name, data)
    except InputError as error:
        problem = str(error)
    else:
        problem = ""
    if problem:
        assert problem.startswith("f:")
        assert "\n" not in problem
        return
    made = source.render(identical(source.article))
    assert made == source.render(identical(source.article)), "writing leaves no trace"
    if name in AGAIN:
        assert load(name, made).article.text.split() == source.article.text.split()


@pytest.mark.parametrize("name", SEEDS)
@given(data=st.data())
@QUICK
def test_spoilt_files(name, data):
    check(name, data.draw(spoilt(SEEDS[name])).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", ["html", "markdown"])
@given(pieces=st.lists(PIECES | st.text(max_size=3), max_size=30))
@QUICK
def test_files_made_of_anything(name, pieces):
    check(name, "".join(pieces).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", [*SEEDS, "docx"])
@given(data=st.binary(max_size=60))
@QUICK
def test_bytes(name, data):
    check(name, data)


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Die ").add_run("Lage").bold = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_spoilt_word_files(data):
    whole = word()
    if data.draw(st.booleans()):  # the archive
        start = data.draw(st.integers(0, len(whole)))
        check("docx", whole[:start] + data.draw(st.binary(max_size=8)) + whole[start + data.draw(st.integers(0, 40)) :])
        return
    out = io.BytesIO()  # what is in it
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        spoil = data.draw(st.sampled_from(names))
        for name in names:
            part = old.read(name)
            if name == spoil:
                part = data.draw(spoilt(part.decode("utf-8", "replace"))).encode("utf-8", "surrogatepass")
            new.writestr(name, part)
    check("docx", out.getvalue())


def test_every_suffix_has_a_module():
    for suffix, name in articles._MODULES.items():
        assert importlib.import_module(f"translate.articles.{name}").load, suffix
