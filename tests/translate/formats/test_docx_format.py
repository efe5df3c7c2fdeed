"""The Word file for reviewers: what stands in it, and what they may do to it."""

import io
import zipfile
from copy import deepcopy
from dataclasses import replace

import docx as word_library
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translate import formats
from translate.document import SegmentState
from translate.errors import DocumentError
from translate.formats import docx, plain


def word(data: bytes):
    return word_library.Document(io.BytesIO(data))


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def edited(sample, row: int, column: int, text: str) -> bytes:
    document = word(docx.dumps(sample))
    document.tables[0].cell(row, column).paragraphs[0].runs[0].text = text
    return saved(document)


def test_the_table(sample):
    document = word(docx.dumps(sample))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["No.", "German", "English", "Reviewed"]
    assert rows[2] == ["2.1", "Nato-Rat stellt Bündnisfall fest", "NATO council declares alliance case", ""]
    assert rows[4][3] == "x"
    assert rows[5][1] == "Die Koalition der Willigen traf\nden Kremlchef am 11. September."
    assert [comment.text for comment in document.comments][-1] == (
        "missed: Koalition der Willigen → coalition of the willing\nmissed: Kremlchef → Kremlin chief\n"
        "error (numbers): the number 11 is not in the translation\n"
        "warning (length): the translation is very short for its source"
    )


def test_the_same_document_makes_the_same_file(sample):
    assert docx.dumps(sample) == docx.dumps(sample)


def test_edits_are_reviewed(sample):
    found = docx.loads(edited(sample, 5, 2, "The coalition of the willing met\tPutin\non September 11."), "f")
    segment = found.segments[4]
    assert segment.target == "The coalition of the willing met\tPutin\non September 11."
    assert (segment.state, segment.findings, segment.links) == (SegmentState.REVIEWED, (plain.EDITED,), ())
    assert found.segments[:4] == sample.segments[:4]


@pytest.mark.parametrize("mark", ["x", "ok", "✓"])
def test_a_mark_approves(mark, sample):
    found = docx.loads(edited(sample, 5, 3, mark), "f")
    assert found.segments[4] == replace(sample.segments[4], state=SegmentState.REVIEWED)


def test_a_mark_taken_away(sample):
    found = docx.loads(edited(sample, 4, 3, " "), "f")
    assert found.segments[3] == replace(sample.segments[3], state=SegmentState.MACHINE)


def test_an_emptied_cell_is_not_reviewed(sample):
    segment = docx.loads(edited(sample, 5, 2, ""), "f").segments[4]
    assert (segment.target, segment.state) == ("", SegmentState.MACHINE)


def test_tracked_changes(sample):
    document = word(docx.dumps(sample))
    paragraph = document.tables[0].cell(1, 2).paragraphs[0]
    run = paragraph.runs[0]._r
    deleted, inserted = OxmlElement("w:del"), OxmlElement("w:ins")
    run.addprevious(deleted)
    deleted.append(run)
    for text in run.findall(qn("w:t")):
        text.tag = qn("w:delText")
    new = OxmlElement("w:r")
    new.text = "(updated report)"
    inserted.append(new)
    deleted.addnext(inserted)
    assert docx.loads(saved(document), "f").segments[0].target == "(updated report)"


def test_word_cuts_text_into_runs_and_paragraphs(sample):
    document = word(docx.dumps(sample))
    cell = document.tables[0].cell(1, 2)
    cell.paragraphs[0].runs[0].text = "(updated "
    cell.paragraphs[0].add_run("version)").bold = True
    assert docx.loads(saved(document), "f") == sample
    cell.add_paragraph("more")
    assert docx.loads(saved(document), "f").segments[0].target == "(updated version)\nmore"


def test_text_around_the_table_does_not_matter(sample):
    document = word(docx.dumps(sample))
    document.paragraphs[0].insert_paragraph_before("A note").insert_paragraph_before("")
    document.add_table(1, 1)
    assert docx.loads(saved(document), "f") == sample


def without_row(document):
    row = document.tables[0].rows[3]._tr
    row.getparent().remove(row)


def doubled_row(document):
    row = document.tables[0].rows[3]._tr
    row.addnext(deepcopy(row))


def renumbered(document):
    document.tables[0].cell(3, 0).paragraphs[0].runs[0].text = "9.9"


def german(document):
    document.tables[0].cell(3, 1).paragraphs[0].runs[0].text = "KIEW"


def no_table(document):
    document.tables[0]._tbl.getparent().remove(document.tables[0]._tbl)


def no_part(document):
    rels = document.part.rels
    for key in [key for key, relation in rels.items() if relation.reltype.endswith("/customXml")]:
        del rels[key]


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (without_row, "f: the table has lost the row 3.1; restore it, or translate the article again"),
        (doubled_row, "f: row '3.1' of the table has other cells, or is doubled; restore it"),
        (renumbered, "f: the table has lost the row 3.1; restore it"),
        (german, "f: the German of row 3.1 was changed; restore it, or translate the article again"),
        (no_table, "f: has lost its table, or the first row of it; restore it"),
        (no_part, "f: is not a document of wortlaut; give a file that wortlaut translate has written"),
    ],
)
def test_what_is_broken_is_named(break_it, message, sample):
    document = word(docx.dumps(sample))
    break_it(document)
    with pytest.raises(DocumentError) as caught:
        docx.loads(saved(document), "f")
    assert str(caught.value).startswith(message)


@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_happens_to_a_file_it_is_read_or_refused(data, sample):
    whole = docx.dumps(sample)
    part = data.draw(st.sampled_from(["word/document.xml", "customXml/wortlaut.xml", "[Content_Types].xml", ""]))
    with zipfile.ZipFile(io.BytesIO(whole)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    spoilt = parts.get(part, whole)
    start = data.draw(st.integers(0, len(spoilt)))
    spoilt = spoilt[:start] + data.draw(st.binary(max_size=6)) + spoilt[start + data.draw(st.integers(0, 60)) :]
    try:
        found = docx.loads(archive(**(parts | {part: spoilt})) if part else spoilt, "f")
    except DocumentError as error:
        found = str(error)
    if isinstance(found, str):
        assert found.startswith("f: ")
        assert "\n" not in found
    else:
        assert docx.loads(docx.dumps(found), "f") == found


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not a Word file (.docx); save it in Word as .docx"),
        (b"Guten Tag", "is not a Word file (.docx)"),
        (b"PK\x03\x04kaputt", "is not a Word file (.docx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Word file (.doc) or one with a password; save it as .docx"),
        (archive(**{"a.txt": b"x"}), "is not a Word file (.docx)"),
        (archive(**{"[Content_Types].xml": b"<a/>"}), "is a broken Word file; open it in Word and save it again"),
        (archive(**{"[Content_Types].xml": b"<a"}), "is a broken Word file; open it in Word and save it again"),
        (archive(**{"[Content_Types].xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "declares document types"),
        (archive(**{"[Content_Types].xml": b"<a/>", "b.xml": b" " * (61 << 20)}), "unpack to more than 60 MB; split"),
    ],
    ids=range(9),
)
def test_what_is_no_document(tmp_path, data, message):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        formats.read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)
    assert "; " in str(caught.value)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<a/>")
        with file.open("word/media/a.png", "w", force_zip64=True) as part:
            for _ in range(210):
                part.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(DocumentError, match="would unpack to more than 200 MB; take the pictures out"):
        formats.read(path)
