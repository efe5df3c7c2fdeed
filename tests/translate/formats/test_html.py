"""The page: its structure, its escaping, and that it works in a browser."""

import os
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from translate.document import BilingualDocument, BlockKind, Link, Segment, Span, TermResult, TermState
from translate.formats import html

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Element:
    def __init__(self, tag: str, attributes: dict[str, str], parent) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list = []

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def all(self, test) -> list:
        found = [self] if test(self) else []
        return found + [e for child in self.children if not isinstance(child, str) for e in child.all(test)]

    def named(self, name: str) -> list:
        return self.all(lambda e: e.tag == name or name in e.classes)


class Page(HTMLParser):
    """A tree of elements; every tag has to be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = self.here = Element("", {}, None)
        self.feed(text)
        self.close()
        assert self.here is self.root, f"{self.here.tag} is not closed"

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {key: value or "" for key, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_endtag(self, tag):
        assert self.here.tag == tag
        self.here = self.here.parent

    def handle_data(self, data):
        self.here.children.append(data)


def page(document: BilingualDocument) -> Element:
    return Page(html.dumps(document)).root


@pytest.fixture(scope="module")
def root(sample) -> Element:
    return page(sample)


def one(*segments: dict) -> BilingualDocument:
    """A document of short segments in one block."""
    made, end = [], 0
    for number, values in enumerate(segments, 1):
        made.append(Segment(1, number, BlockKind.PARAGRAPH, end, **values))
        end += len(values["source"])
    return BilingualDocument("a.txt", tuple(made))


def test_both_texts_stand_there_character_by_character(sample, root):
    for lang, texts in (("de", [s.source for s in sample.segments]), ("en", [s.target for s in sample.segments])):
        columns = root.all(lambda e, lang=lang: e.tag in ("p", "h2") and e.attributes.get("lang") == lang)
        assert [seg.text for column in columns for seg in column.named("seg")] == texts
    row = root.named("row")[2]
    german = row.all(lambda e: e.attributes.get("lang") == "de")[0]
    assert german.text == "".join(s.before * bool(n) + s.source for n, s in enumerate(sample.segments[2:6]))


def test_blocks_are_marked(root):
    assert [row.classes[1] for row in root.named("row")] == ["advisory", "heading", "paragraph", "heading"]
    assert [row.named("place")[0].text for row in root.named("row")] == ["1advisory", "2heading", "3–5", "6heading"]
    assert [e.text for e in root.named("dateline")] == ["KIEW/BRÜSSEL (dpa-AFX) -", "KYIV/BRUSSELS (dpa-AFX) -"]
    assert [e.text for e in root.named("sign-off")] == ["/mee/DP/he", "/mee/DP/he"]
    assert {e.text for e in root.named("h2")} >= {"Nato-Rat stellt Bündnisfall fest", "Glossary entries used"}


def test_a_mention_and_its_rendering_share_a_number(root):
    def marked(number: str) -> list[tuple[str, str]]:
        found = root.named("main")[0].all(lambda e: number in e.attributes.get("data-m", "").split())
        return [(e.text, e.classes[1]) for e in found]

    assert marked("1") == [("Nato-Rat", "kept"), ("NATO council", "kept")]
    assert marked("2") == [("Bündnisfall", "forbidden"), ("alliance case", "forbidden")]
    assert marked("5") == [("Sicherheitsgarantien", "enforced"), ("security guarantees", "enforced")]
    assert marked("6") == marked("7") == [("Koalition der Willigen", "missed")]
    assert [e.text for e in root.named("main")[0].named("overlapped")] == ["Koalition"]
    assert all(e.attributes["tabindex"] == "0" for e in root.named("main")[0].named("term"))


def test_words_that_are_linked_share_a_number(sample, root):
    for segment in sample.segments:
        sides = root.all(lambda e, s=segment: "seg" in e.classes and e.attributes["data-s"] == s.id)
        for number, link in enumerate(segment.links):
            words = [
                side.all(lambda e, n=str(number): n in e.attributes.get("data-l", "").split()) for side in sides
            ]
            german, english = ("".join(e.text for e in side) for side in words)
            assert german == segment.source[link.source_start : link.source_end]
            assert english == segment.target[link.target_start : link.target_end]


def test_findings_scores_and_review(root):
    assert [e.text for e in root.named("findings")[1].named("li")] == [
        "2the number 11 is not in the translation (error: numbers)",
        "3the translation is very short for its source (warning: length)",
    ]
    assert [e.text for e in root.named("main")[0].named("flagged")] == ["Bündnisfall", "alliance ", "case", "11"]
    assert [e.text for e in root.named("score")] == ["90%", "50%", "78%", "27%"]
    assert len(root.named("reviewed")) == 1
    links = {e.attributes["href"][1:] for e in root.named("a")}
    assert links <= {e.attributes["id"] for e in root.all(lambda e: "id" in e.attributes)}


def test_legend_and_glossary(root):
    assert [e.text for e in root.named("legend")[0].named("dt")] == [
        "1kept", "3enforced", "2missed", "1overlapped", "1forbidden",
    ]  # fmt: skip
    lines = [[cell.text.strip() for cell in line.named("td")] for line in root.named("tbody")[0].named("tr")]
    assert [line[0] for line in lines] == [
        "Brüssel", "Bündnisfall", "Kiew", "Koalition", "Koalition der Willigen", "Kremlchef", "Nato-Rat",
        "Sicherheitsgarantie",
    ]  # fmt: skip
    assert lines[1] == ["Bündnisfall", "never alliance case", "forbidden 1", "2.1", "news.po:17"]


def test_folders_do_not_leave_the_house(sample):
    results = (replace(sample.segments[1].terms[0], place="/home/ada/glossary/news.po:40"),)
    text = html.dumps(sample.with_segments((replace(sample.segments[1], terms=results),)))
    assert "/home/ada" not in text
    assert "news.po:40" in text


def test_all_text_is_escaped():
    evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}&amp;"
    results = (TermResult(evil, evil, TermState.KEPT, evil, Span(0, 9), Span(0, 9), evil, evil),)
    segment = Segment(1, 1, BlockKind.PARAGRAPH, 0, evil, evil, terms=results, links=(Link(0, 4, 0, 4),))
    root = page(BilingualDocument(evil, (segment,), evil))
    assert len(root.named("script")) == 1
    assert not root.named("img")
    assert [e.text for e in root.named("seg")] == [evil, evil]
    assert root.named("title")[0].text == root.named("h1")[0].text == root.named("foot")[0].text == evil


def test_nothing_is_loaded_from_elsewhere_and_only_its_own_script_may_run(sample, root):
    text = html.dumps(sample)
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|https?:", text)
    policy = root.all(lambda e: "http-equiv" in e.attributes)[0].attributes["content"]
    for name in ("style", "script"):
        assert f"{name}-src '{html._digest(root.named(name)[0].text)}'" in policy


@pytest.mark.parametrize(
    "document",
    [
        BilingualDocument("-"),
        one({"source": "Ja.", "target": ""}),
        one({"source": "Ja.", "target": "Yes.", "terms": (
            TermResult("a", "b", TermState.KEPT, "exact", Span(0, 2), Span(0, 3)),
            TermResult("b", "c", TermState.MISSED, "exact", Span(1, 3), Span(1, 4)),
            TermResult("c", "d", TermState.OVERLAPPED, "exact", Span(2, 3), Span(3, 4)),
        )}),
    ],
    ids=["empty", "untranslated", "crossing"],
)  # fmt: skip
def test_odd_documents(document):
    root = page(document)
    seen = [e.text for e in root.named("seg")]
    assert seen == [text for s in document.segments for text in (s.source, s.target)]


# -------------------------------------------------------------------- in Chromium

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# What a pointer does, and what it leaves lit is then in the page that comes back.
PROBE = """<script>
document.querySelector('[data-s="4.1"] [data-l="3 4"]').dispatchEvent(new PointerEvent("pointerover", {bubbles: true}));
document.querySelector('[data-name="scores"]').click();
</script>"""


def opened(path: Path, tmp_path: Path, fragment: str = "") -> Element:
    options = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync --enable-logging=stderr --virtual-time-budget=3000 --dump-dom"
    )
    done = subprocess.run(
        [CHROMIUM, *options.split(), f"--user-data-dir={tmp_path / 'profile'}", path.as_uri() + fragment],
        capture_output=True, text=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)}, check=True,
    )  # fmt: skip
    assert "CONSOLE" not in done.stderr, "the page has errors"
    return Page(done.stdout).root


def texts(root: Element, name: str) -> list[str]:
    return [e.text for e in root.named("main")[0].named(name)]


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_in_a_browser(tmp_path, sample):
    path = tmp_path / "a.html"
    text = html.dumps(sample)
    path.write_text(text, encoding="utf-8")
    root = opened(path, tmp_path, "#m5")
    assert texts(root, "lit") == ["Sicherheitsgarantien", "security guarantees"]
    assert root.all(lambda e: e.attributes.get("id") == "detail")[0].text == (
        "enforced (by prefix): Sicherheitsgarantie → security guarantee · news.po:12\n"
        "Segment 4.1 · reviewed · score 78%"
    )
    path.write_text(
        re.sub(r"<meta http-equiv[^>]*>", "", text).replace("</body>", PROBE + "</body>"), encoding="utf-8"
    )
    root = opened(path, tmp_path)
    assert texts(root, "linked") == ["Sicherheitsgarantien", "security", "guarantees"]
    assert texts(root, "on") == [sample.segments[3].source, sample.segments[3].target]
    assert "scores" in root.named("html")[0].classes
