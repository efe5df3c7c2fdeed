"""Word files: paragraphs in English, looks and links where they belong."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from translate import articles
from translate.errors import InputError

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
NS = nsdecls("w")


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def add_link(paragraph, text: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to("https://example.org/", LINK, is_external=True))
    run = OxmlElement("w:r")
    run.text = text
    link.append(run)
    paragraph._p.append(link)


@pytest.fixture
def word():
    document = docx.Document()
    document.add_heading("Der Gipfel in Alaska", 1)
    paragraph = document.add_paragraph("KIEW (dpa) - Die ")
    paragraph.add_run("Koal").bold = True
    paragraph.add_run("ition der Willigen").bold = True
    paragraph.add_run(" traf sich am ")
    add_link(paragraph, "Montag in Berlin")
    paragraph.add_run(".")
    document.add_paragraph("Erster\tPunkt\nzweite Zeile", style="List Bullet")
    document.add_paragraph("")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Zelle", "12,5 Prozent"
    document.sections[0].header.paragraphs[0].text = "Kopfzeile"
    document.core_properties.language = "de-DE"
    return document


def runs(paragraph) -> list[tuple[str, bool | None]]:
    return [(run.text, run.bold) for run in paragraph.runs]


def test_a_file(translated, word):
    found = opened(translated("a.docx", saved(word)))
    assert [(p.style.name, p.text) for p in found.paragraphs] == [
        ("Heading 1", "DER GIPFEL IN ALASKA"),
        ("Normal", "KIEW (DPA) - DIE KOALITION DER WILLIGEN TRAF SICH AM MONTAG IN BERLIN."),
        ("List Bullet", "ERSTER\tPUNKT\nZWEITE ZEILE"),
        ("Normal", ""),
    ]
    second = found.paragraphs[1]
    assert runs(second) == [
        ("KIEW (DPA) - DIE ", None), ("KOALITION DER WILLIGEN", True), (" TRAF SICH AM ", None), (".", None),
    ]  # fmt: skip
    assert [(link.text, link.address) for link in second.hyperlinks] == [("MONTAG IN BERLIN", "https://example.org/")]
    assert [cell.text for cell in found.tables[0].row_cells(0)] == ["ZELLE", "12,5 PROZENT"]
    assert found.sections[0].header.paragraphs[0].text == "KOPFZEILE"
    assert found.core_properties.language == "en-US"


def test_the_kinds(texts, word):
    assert texts("a.docx", saved(word))[:3] == [
        ("heading", "Der Gipfel in Alaska"), ("dateline", "KIEW (dpa) -"),
        ("paragraph", "Die Koalition der Willigen traf sich am Montag in Berlin."),
    ]  # fmt: skip


def test_order_of_words(translated):
    document = docx.Document()
    paragraph = document.add_paragraph("Am ")
    paragraph.add_run("Montag").italic = True
    paragraph.add_run(" traf ")
    add_link(paragraph, "Merz")
    paragraph.add_run(" Trump.")
    found = opened(translated("a.docx", saved(document), lambda _: "Merz met Trump on Monday.",
                              [(0, 3), (1, 4), (2, 1), (3, 0), (4, 2)])).paragraphs[0]  # fmt: skip
    assert found.text == "Merz met Trump on Monday."
    assert found.hyperlinks[0].text == "Merz"
    assert [(run.text, run.italic) for run in found.runs] == [(" met Trump on ", None), ("Monday", True), (".", None)]


def test_the_same_input_makes_the_same_file(translated, word):
    data = saved(word)
    assert translated("a.docx", data) == translated("a.docx", data)


def body(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.element.body.insert_element_before(parse_xml(f"<w:p {NS}>{paragraph}</w:p>"), "w:sectPr")
    return saved(document)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def shape(element) -> str:
    """A paragraph as names of elements, texts within."""
    name = element.tag.rpartition("}")[2]
    inner = "".join(shape(child) for child in element)
    return element.text or "" if name == "t" else inner if name == "r" else f"<{name}>{inner}</{name}>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # fields: what they show is worked out by Word, but for links
        (run("Seite ") + char("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + char("separate") + run("drei")
         + char("end") + run(" hier"),
         "SEITE <fldChar></fldChar><instrText></instrText><fldChar></fldChar>drei<fldChar></fldChar> HIER"),
        (run("Der ") + char("begin") + '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>' + char("separate")
         + run("Link") + char("end") + run(" hier"),
         "DER <fldChar></fldChar><instrText></instrText><fldChar></fldChar>LINK<fldChar></fldChar> HIER"),
        # tracked changes: what is new is translated, what is deleted stays deleted
        (run("Der ") + f'<w:ins w:id="1">{run("neue ")}</w:ins>'
         '<w:del w:id="2"><w:r><w:delText>alte</w:delText></w:r></w:del>' + run("Text"),
         "DER <ins>NEUE</ins> <del><delText></delText></del>TEXT"),
        # bookmarks, comments, footnotes, spelling marks
        ('<w:bookmarkStart w:id="1" w:name="a"/>' + run("Ein ") + "<w:proofErr/>" + run("Wort")
         + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" mehr") + '<w:bookmarkEnd w:id="1"/>',
         "<bookmarkStart></bookmarkStart>EIN WORT<footnoteReference></footnoteReference> MEHR"
         "<bookmarkEnd></bookmarkEnd>"),
        # a content control, and a field in one element
        (run("Der ") + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('kleine')}</w:sdtContent></w:sdt>" + run(" Text ")
         + f'<w:fldSimple w:instr="PAGE">{run("drei")}</w:fldSimple>',
         "DER <sdt><sdtPr></sdtPr><sdtContent>KLEINE</sdtContent></sdt> TEXT <fldSimple>drei</fldSimple>"),
        # white space at the ends stays outside
        (run("  Ein Wort "), "  EIN WORT "),
        # a page break is no line break
        ('<w:r><w:br w:type="page"/></w:r>' + run("Ein Wort"), "<br></br>EIN WORT"),
    ],
)  # fmt: skip
def test_what_stands_in_a_paragraph(translated, before, after):
    found = opened(translated("a.docx", body(before)))
    assert shape(found.paragraphs[0]._p) == f"<p>{after}</p>"


def test_a_text_box_in_a_paragraph(translated):
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('Im Kasten')}</w:p></w:txbxContent></w:pict></w:r>"
    found = opened(translated("a.docx", body(run("Davor ") + box + run("danach"))))
    assert shape(found.paragraphs[0]._p) == (
        "<p>DAVOR <pict><txbxContent><p>IM KASTEN</p></txbxContent></pict>DANACH</p>"
    )


def test_a_field_over_paragraphs_stays(translated):
    toc = char("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + char("separate") + run("Inhalt")
    found = opened(translated("a.docx", body(toc, run("Text"))))
    assert [p.text for p in found.paragraphs] == ["Inhalt", "TEXT"]


def changed(data: bytes, changes: dict[str, tuple[bytes, str]], more: dict[str, str] | None = None) -> bytes:
    """A file with something else in some of its parts, and with more of them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            before, after = changes.get(name, (b"", ""))
            new.writestr(name, old.read(name).replace(before, after.encode()) if before else old.read(name))
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return out.getvalue()


RELATIONS = "word/_rels/document.xml.rels"


def test_footnotes(translated):
    office = "openxmlformats-officedocument"
    added = {
        "[Content_Types].xml": (
            b"</Types>", '<Override PartName="/word/footnotes.xml" ContentType='
            f'"application/vnd.{office}.wordprocessingml.footnotes+xml"/></Types>',
        ),
        RELATIONS: (
            b"</Relationships>", '<Relationship Id="rId99" Target="footnotes.xml" Type='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>',
        ),
    }  # fmt: skip
    note = f'<w:footnote w:id="1"><w:p>{run("Eine Note")}</w:p></w:footnote>'
    data = changed(body(run("Text")), added, {"word/footnotes.xml": f"<w:footnotes {NS}>{note}</w:footnotes>"})
    found = translated("a.docx", data)
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        assert b"EINE NOTE" in archive.read("word/footnotes.xml")


@pytest.mark.parametrize("kind", [b"relationships/styles", b"metadata/core-properties"])
def test_parts_that_are_not_named_are_not_made(translated, kind):
    relations = RELATIONS if b"styles" in kind else "_rels/.rels"
    data = changed(body(run("Ein Wort")), {relations: (kind, "x")})
    found = translated("a.docx", data)
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(found)) as after:
        assert len(after.namelist()) == len(set(after.namelist())) == len(before.namelist())
    assert "EIN WORT" in opened(found).paragraphs[0].text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        *((changed(body(run("Ja")), {RELATIONS: (attribute, "x=")}), "a.docx: is a broken Word file; open it")
          for attribute in (b"Target=", b"Id=", b"Type=")),
        (b"Guten Tag", "a.docx: is not a Word file (.docx); save it in Word as .docx"),
        (b"\xd0\xcf\x11\xe0", "a.docx: is an old Word file (.doc)"),
        (saved(docx.Document()), "a.docx: holds no text to translate; give a file with a German article"),
    ],
)
def test_what_is_refused(tmp_path, monkeypatch, data, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(InputError) as caught:
        articles.read("a.docx")
    assert str(caught.value).startswith(message)
