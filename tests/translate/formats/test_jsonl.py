"""JSON Lines: every field by its name."""

import json

from translate.formats import jsonl


def test_the_first_line_is_the_document(sample):
    first = json.loads(jsonl.dumps(sample).splitlines()[0])
    assert first == {"wortlaut": 1, "name": "gipfel.txt", "signature": sample.signature, "segments": 7}


def test_a_segment_has_every_field(sample):
    lines = [json.loads(line) for line in jsonl.dumps(sample).splitlines()[1:]]
    assert lines[1] == {
        "block": 2, "sentence": 1, "kind": "heading", "start": 25,
        "source": "Nato-Rat stellt Bündnisfall fest", "target": "NATO council declares alliance case",
        "before": "\n\n", "after": "", "state": "machine", "score": -0.7,
        "terms": [
            {"term": "Nato-Rat", "wanted": "NATO council", "state": "kept", "matched": "exact", "source_span": [0, 8],
             "target_span": [0, 12], "by": "", "place": "news.po:40"},
            {"term": "Bündnisfall", "wanted": "alliance case", "state": "forbidden", "matched": "exact",
             "source_span": [16, 27], "target_span": [22, 35], "by": "", "place": "news.po:17"},
        ],
        "links": [[0, 8, 0, 4], [0, 8, 5, 12], [9, 15, 13, 21], [28, 32, 13, 21], [16, 27, 31, 35]],
        "findings": [{"check": "terms", "severity": "error", "source_span": [16, 27], "target_span": [22, 35],
                      "message": "the glossary forbids alliance case for Bündnisfall"}],
        "target_hash": "979fb48c189c",
    }  # fmt: skip


def test_fields_with_a_default_may_be_left_out():
    text = (
        '{"wortlaut": 1, "name": "a", "signature": "", "segments": 1}\n'
        '{"block": 1, "sentence": 1, "kind": "paragraph", "start": 0, "source": "Ja.", "target": "Yes.", "score": -1}\n'
    )
    found = jsonl.loads(text, "f").segments[0]
    assert (found.target, found.score, found.terms) == ("Yes.", -1.0, ())


def test_lines_stay_lines_for_programs_that_cut_at_unicode_separators(sample):
    text = jsonl.dumps(sample.with_segments((*sample.segments[:1],))).replace("updated", "a\u2028b\x85c")
    found = jsonl.loads(text, "f")
    assert len(jsonl.dumps(found).splitlines()) == 2
