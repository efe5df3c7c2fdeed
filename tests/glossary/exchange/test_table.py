"""CSV and TSV."""

import pytest

from glossary.entry import Kind, Term
from glossary.errors import GlossaryError
from glossary.exchange import Layout, exported, imported
from tests.glossary.exchange.samples import TERMS, plain


def pairs(tmp_path, text: str | bytes, name: str = "a.csv") -> tuple[list[tuple[str, str]], list[str]]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = imported(path)
    return [(t.source, t.target) for t in found.terms], [str(loss).removeprefix(f"{path}:") for loss in found.losses]


TWO = [("Haus", "house"), ("Rat", "council")]


@pytest.mark.parametrize(
    "text",
    [
        "Haus,house\nRat,council\n",
        "Haus;house\nRat;council\n",
        "Haus\thouse\r\nRat\tcouncil\r\n",
        "Haus|house\nRat|council",
        "de,en\nHaus,house\nRat,council\n",
        "en,de\nhouse,Haus\ncouncil,Rat\n",
        "EN-US\tDE\nhouse\tHaus\ncouncil\tRat\n",
        "source,target\nHaus,house\nRat,council\n",
        "Haus,house,de,en\nRat,council,de,en\n",
        "house,Haus,EN-US,DE\ncouncil,Rat,EN-US,DE\n",
        "source,target,source_lang,target_lang\nHaus,house,DE,EN\nRat,council,DE,EN\n",
        "de,en,pos,description\nHaus,house,noun,x\nRat,council,noun,\n",
        "\ufeffDeutsch;Englisch\nHaus;house\n\nRat;council\n",
        '"Haus","house"\n"Rat","council"\n',
        "Haus,house,\nRat,council,\n",
        "de,en\nHaus,house\nRat,council\n".encode("utf-16"),
    ],
)
def test_whatever_the_layout(tmp_path, text):
    assert pairs(tmp_path, text) == (TWO, [])


def test_quotation_marks_in_a_table_with_tabs(tmp_path):
    assert pairs(tmp_path, '"Ampel"-Koalition\t"traffic light" coalition\n')[0] == [
        ('"Ampel"-Koalition', '"traffic light" coalition')
    ]


def test_cells_that_hold_the_other_delimiter(tmp_path):
    assert pairs(tmp_path, "Haus;house, home\nRat;council, board\n")[0] == [
        ("Haus", "house, home"), ("Rat", "council, board"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("Haus,house\nRat,council,x,y\n", ["2: has 4 cells where 2 are wanted; left out"]),
        ("Haus,house\nRat\n", ["2: has 1 cells where 2 are wanted; left out"]),
        ("Haus,house\nRat,\n", ["2: one side is empty; left out"]),
        ("Haus,house\nHaus,home\n", ['2: "Haus" → "home" is at odds with line 1 ("house"); left out']),
        ("Haus,house,de,en\nRat,conseil,de,fr\n", ["2: goes from de to fr; left out"]),
        ("de,en,pos\nHaus,house,adv\n", ['2: the part of speech "adv" is not known here; taken for a noun']),
        ("de,en,flags\nHaus,house,loud\n", ["2: the flag loud is not known here; dropped"]),
        ("de,en,plural\nHaus,house,Häuser\n", ['2: "Haus" has a plural on one side only; dropped']),
        (
            "de,en,flags\nHaus,house,read-only\n",
            ['2: "Haus" is read-only but has another rendering; no longer read-only'],
        ),
        (f"Haus,house\nRat,{'x' * 10_000}\n", ['2: msgstr of "Rat" has 10000 characters; left out']),
    ],
)  # fmt: skip
def test_what_does_not_come_through_is_named(tmp_path, text, losses):
    found, said = pairs(tmp_path, text)
    assert (found, said) == ([("Haus", "house")], losses)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Haus\nRat\n", "a.csv:1: has one column; give German and English, separated by tab, comma or semicolon"),
        (b"", "a.csv: is empty"),
        ("Häuser,houses\n".encode("cp1252"), r"a\.csv:1: is not UTF-8; save it as UTF-8 \(in Excel: CSV UTF-8\)"),
        (b"Haus,\0house\n", "a.csv:1: is not text"),
        (b'Haus,"house\n', r"a\.csv:1: is not a table here \(unexpected end of data\); close the quotation marks"),
        (b"Haus,\n", r"holds no entry that can be used \(.*one side is empty; left out\)"),
        (b"de,fr\n", "has a header without a column for English"),
    ],
)
def test_what_is_no_table(tmp_path, data, message):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(GlossaryError, match=message):
        imported(path)


@pytest.mark.parametrize(("name", "message"), [("a.doc", "a suffix that says nothing"), ("no.csv", "no such file")])
def test_what_is_no_file(tmp_path, name, message):
    if name == "a.doc":
        (tmp_path / name).write_text("x")
    with pytest.raises(GlossaryError, match=message):
        imported(tmp_path / name)


def test_a_gigabyte_is_refused_by_its_size(tmp_path):
    path = tmp_path / "a.csv"
    with open(path, "wb") as file:
        file.truncate(10**9)
    with pytest.raises(GlossaryError, match="is larger than 200 MB; split the glossary"):
        imported(path)


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_the_full_layout_loses_nothing(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    text, _, losses = exported(TERMS, path)
    path.write_text(text, encoding="utf-8")
    assert losses == ()
    assert plain(imported(path).terms) == plain(TERMS)


@pytest.mark.parametrize(("layout", "text"), [(Layout.DEEPL, "Haus,house\n"), (Layout.GOOGLE, "de,en\nHaus,house\n")])
def test_two_columns_lose_the_rest_and_say_so(tmp_path, layout, text):
    haus = Term("Haus", "house", "Häuser", "houses", accept=("home",), note="x", domain="d", path="g.po", line=3)
    ban = Term("Haus", "hut", forbidden=True, path="g.po", line=9)
    again = Term("Haus", "house of lords", domain="uk", path="g.po", line=12)
    found, _, losses = exported([haus, ban, again], tmp_path / "a.csv", layout)
    assert found == text
    assert list(map(str, losses)) == [
        'g.po:3: "Haus" loses plural, accept, note, domain',
        'g.po:9: "Haus": what is forbidden has no place there; left out',
        'g.po:12: "Haus" goes out from g.po:3 already; left out',
    ]


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1", "-1 Grad", "@SUM(A1)"])
def test_what_a_spreadsheet_would_compute_is_written_as_text_and_read_back(tmp_path, cell):
    path = tmp_path / "a.csv"
    text, _, losses = exported([Term("Zelle", cell, kind=Kind.NAME, path="g.po", line=2)], path)
    assert f"'{cell}" in text
    assert [str(loss) for loss in losses] == [
        f'g.po:2: "{cell}" would be computed by a spreadsheet; written with \' in front'
    ]
    path.write_text(text, encoding="utf-8")
    assert imported(path).terms[0].target == cell


def test_a_layout_that_the_suffix_does_not_have(tmp_path):
    with pytest.raises(GlossaryError, match=r"cannot have the layout tbx2; \.csv has full, deepl, google"):
        exported(TERMS, tmp_path / "a.csv", Layout.TBX2)
