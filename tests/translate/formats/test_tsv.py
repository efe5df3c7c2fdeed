"""The table: one line a segment, safe to open in a spreadsheet."""

import csv
import io
from dataclasses import replace

import pytest

from translate.document import SegmentState
from translate.formats import tsv


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))


def test_what_people_look_for_comes_first_and_each_segment_is_one_line(sample):
    text = tsv.dumps(sample)
    assert len(text.splitlines()) == 8
    assert [row[:5] for row in rows(text)[:3]] == [
        ["id", "kind", "state", "source", "target"],
        ["1.1", "advisory", "machine", "(aktualisierte Fassung)", "(updated version)"],
        ["2.1", "heading", "machine", "Nato-Rat stellt Bündnisfall fest", "NATO council declares alliance case"],
    ]
    assert rows(text)[-1][3] == "C:\\\\Temp | a\\tb"


@pytest.mark.parametrize(
    ("target", "cell"),
    [
        ("=1+1", "\\=1+1"),
        ("- he said", "\\- he said"),
        ("+49", "\\+49"),
        ("@all", "\\@all"),
        ("a=b", "a=b"),
        ("a\tb\nc\rd\\", "a\\tb\\nc\\rd\\\\"),
        ('"Yes"', '"Yes"'),
        ("\\n \\= \\x", "\\\\n \\\\= \\\\x"),
    ],
)
def test_cells(target, cell, sample):
    document = sample.with_segments((replace(sample.segments[0], target=target), *sample.segments[1:]))
    text = tsv.dumps(document)
    assert rows(text)[1][4] == cell
    assert tsv.loads(text, "f") == document


def test_a_backslash_typed_in_a_spreadsheet_stays_one(sample):
    text = tsv.dumps(sample).replace("(updated version)", "C:\\Xaver")
    assert tsv.loads(text, "f").segments[0].target == "C:\\Xaver"


def test_a_spreadsheet_may_sort_lines_move_and_add_columns_quote_all_and_spoil_the_id(sample):
    head, *lines = rows(tsv.dumps(sample))
    lines = [["1. Feb", *line[1:], "looks fine"] for line in reversed(lines)]
    text = io.StringIO()
    csv.writer(text, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(
        [row[5:] + row[:5] for row in ([*head, "note"], *lines)]
    )
    assert tsv.loads(text.getvalue(), "f") == sample


def test_a_line_break_typed_in_a_cell(sample):
    text = tsv.dumps(sample).replace("(updated version)", '"(updated\nversion)"')
    assert tsv.loads(text, "f").segments[0].target == "(updated\nversion)"


def test_reviewed_in_a_spreadsheet(sample):
    text = tsv.dumps(sample).replace("1.1\tadvisory\tmachine", "1.1\tadvisory\treviewed")
    assert tsv.loads(text, "f").segments[0] == replace(sample.segments[0], state=SegmentState.REVIEWED)
