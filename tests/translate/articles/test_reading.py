"""The suffix chooses the format; what is written is the same document in English."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from translate import articles, formats
from translate.document import BilingualDocument, BlockKind, Segment, SegmentState, Span, TermResult, TermState
from translate.errors import DocumentError, InputError


def test_formats_are_imported_when_they_are_asked_for():
    heavy = {"torch", "lxml", "docx", "markdown_it"}
    code = f"import sys, translate.articles; print(*{heavy} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""


@pytest.mark.parametrize(
    ("article", "output", "same"),
    [
        ("a.html", "b.html", True), ("a.html", "b.HTM", True), ("a.html", "b.review.html", False),
        ("a.html", "b.docx", False), ("a.docx", "b.docx", True), ("a.docx", "b.review.docx", False),
        ("a.txt", "b.txt", False), ("a.txt", "b.docx", False), ("a.md", "b.markdown", True), ("a.xlf", "b.xliff", True),
        ("a.json", "b.json", True), ("a.xml", "b.newsml", True), ("a.md", "b", False),
    ],
)  # fmt: skip
def test_back_into_the_same_format(article, output, same):
    source = articles.Source(None, Path(article).suffix, (), (), None)
    assert articles.same_format(source, Path(output)) is same


@pytest.mark.parametrize("name", ["a.txt", "a", "a.dpa", "a.log"])
def test_plain_text(translated, texts, name):
    article = "\nTitel hier\n\nKIEW (dpa) - Ein Satz.\r\n  /mee/DP/he\n"
    assert translated(name, article) == article.upper().encode()
    assert texts(name, article)[:2] == [("heading", "Titel hier"), ("dateline", "KIEW (dpa) -")]


def test_plain_text_in_another_encoding(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Grüße".encode("cp1252"))
    assert articles.read(str(path), "cp1252").article.text == "Grüße"
    path.write_bytes(b" \n")
    with pytest.raises(InputError, match="holds only blanks; give a file with a German article"):
        articles.read(str(path))


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<p>Die <b>Koalition der Willigen</b> tagt. Gut so.</p><p>Ja</p>", encoding="utf-8")
    return articles.read(str(path))


def document(*targets: str, **values) -> BilingualDocument:
    sources = [(1, 1, "", "Die Koalition der Willigen tagt."), (1, 2, " ", "Gut so."), (2, 1, "\n\n", "Ja")]
    segments, end = [], 0
    for (block, sentence, before, source), target in zip(sources, targets, strict=True):
        start = end + len(before)
        segments.append(Segment(block, sentence, BlockKind.PARAGRAPH, start, source, target, before))
        end = start + len(source)
    segments[0] = replace(segments[0], **values)
    return BilingualDocument("a.html", tuple(segments))


def test_what_the_glossary_rendered_keeps_its_markup(tmp_path, page):
    target = "The coalition of the willing meets."
    found = Span(4, 26), Span(4, 28)
    term = TermResult("Koalition der Willigen", "coalition of the willing", TermState.ENFORCED, "exact", *found)
    translation = document(target, "Good.", "Yes", terms=(term,))
    out = tmp_path / "b.html"
    page.write(translation, out)
    assert out.read_text(encoding="utf-8") == (
        "<p>The <b>coalition of the willing</b> meets. Good.</p><p>Yes</p>"
    )


def test_a_document_that_was_reviewed_goes_back(tmp_path, page):
    path = tmp_path / "a.po"
    formats.write(document("They meet.", "Good.", "Yes", state=SegmentState.REVIEWED), path)
    assert page.render(formats.read(path)) == b"<p>They meet. Good.</p><p>Yes</p>"


def test_a_translation_of_something_else(page):
    other = replace(document("a", "b", "c"), segments=document("a", "b", "c").segments[:2])
    with pytest.raises(DocumentError) as caught:
        page.render(other)
    assert str(caught.value) == "a.html: the translation belongs to another text; translate the article again"
