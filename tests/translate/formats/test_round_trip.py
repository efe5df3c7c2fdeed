"""PO, TSV and JSON Lines hold the whole document: what is written reads back to an equal one."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translate import formats
from translate.document import (
    BilingualDocument,
    BlockKind,
    Finding,
    Link,
    Segment,
    SegmentState,
    Severity,
    Span,
    TermResult,
    TermState,
)
from translate.errors import DocumentError
from translate.formats import docx, jsonl, plain, po, tmx, tsv, xliff, xliff12

MODULES = pytest.mark.parametrize(
    "module", [po, tsv, jsonl, xliff, xliff12, tmx], ids=["po", "tsv", "jsonl", "xliff", "xliff12", "tmx"]
)

AWKWARD = "\t\n\r\"'\\|#~=+-@,;:{}[]ntr \x85\xa0\xad\u0301\u200f\u2028\u2029\ufeffÄß»“🇺🇦"
text = st.text(st.sampled_from(AWKWARD) | st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)
source_text = text.filter(str.strip)
one_line = text.map(lambda found: " ".join(found.split()))


def spans(length: int):
    bounds = st.integers(0, length)
    return st.tuples(bounds, bounds).map(lambda pair: Span(*sorted(pair)))


def lists(values):
    return st.lists(values, max_size=3).map(tuple)


@st.composite
def parts_of_a_segment(draw) -> dict:
    source, target = draw(source_text), draw(text)
    german, english = spans(len(source)), spans(len(target))
    return {
        "source": source,
        "target": target,
        "kind": draw(st.sampled_from(BlockKind)),
        "state": draw(st.sampled_from(SegmentState)),
        "before": draw(st.text(" \n\r\t\xa0\u2028", max_size=3)),
        "score": draw(st.none() | st.floats(-20, 0)),
        "terms": draw(lists(st.builds(TermResult, text, text, st.sampled_from(TermState), text, german,
                                      st.none() | english, text, text))),
        "links": draw(lists(st.builds(lambda s, t: Link(*s, *t), german, english))),
        "findings": draw(lists(st.builds(Finding, text, st.sampled_from(Severity), text, st.none() | german,
                                         st.none() | english))),
    }  # fmt: skip


@st.composite
def documents(draw) -> BilingualDocument:
    segments, end, block, sentence = [], 0, 1, 1
    for values in draw(st.lists(parts_of_a_segment(), min_size=1, max_size=4)):
        if segments and draw(st.booleans()):
            block, sentence = block + 1, 1
        start = end + len(values["before"])
        segments.append(Segment(block=block, sentence=sentence, start=start, **values))
        end, sentence = start + len(values["source"]), sentence + 1
    segments[-1] = replace(segments[-1], after=draw(st.text(" \n\r", max_size=2)))
    return BilingualDocument(draw(text), tuple(segments), draw(text))


@MODULES
def test_the_sample_comes_back(module, sample):
    assert module.loads(module.dumps(sample), "f") == sample


@MODULES
@given(document=documents())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_comes_back(module, document):
    written = module.dumps(document)
    assert module.loads(written, "f") == document
    assert module.loads(written.replace("\n", "\r\n"), "f") == document, "an editor on Windows has saved it"


@pytest.mark.parametrize("suffix", formats._READ_BACK)
def test_through_a_file(tmp_path, suffix, sample):
    path = tmp_path / f"a{suffix.upper()}"
    formats.write(sample, path)
    assert formats.read(path) == sample
    if suffix != ".docx":
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        assert formats.read(path) == sample


@pytest.mark.parametrize("module", [xliff, xliff12, tmx, docx])
def test_what_has_gone_from_the_article_comes_along(module, sample):
    document = replace(sample, segments=sample.segments[:3], obsolete=sample.segments[4:6])
    assert module.HOLDS_OBSOLETE
    assert module.loads(module.dumps(document), "f") == document


AWKWARD_IN_XML = ["\x0b", "\x0c", "\ufffe", "\uffff", "\x00", "\x1f", "a\x0bb \x0c", "]]>", "&amp;<x>", "\r\n"]


@pytest.mark.parametrize("module", [xliff, xliff12, tmx, docx])
@pytest.mark.parametrize("awkward", AWKWARD_IN_XML, ids=ascii)
def test_what_xml_cannot_hold_comes_back(module, awkward, sample):
    first = replace(sample.segments[0], source=f"{awkward}x{awkward}", target=f"{awkward}y {awkward}", start=0)
    document = replace(sample, name=awkward, segments=(first,), obsolete=(first,))
    assert module.loads(module.dumps(document), "f") == document


@given(document=documents())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_comes_back_from_word(document):
    assert docx.loads(docx.dumps(document), "f") == document


@MODULES
@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_happens_to_a_file_it_is_read_or_refused(module, data, sample):
    written = module.dumps(sample)
    start = data.draw(st.integers(0, len(written)))
    end = start + data.draw(st.integers(0, 400))
    spoilt = written[:start] + data.draw(text) + written[end:]
    try:
        found = module.loads(spoilt, "f")
    except DocumentError:
        return
    assert module.loads(module.dumps(found), "f") == found


# ------------------------------------------------------------------------ edited


@MODULES
def test_a_changed_translation_comes_through_and_what_was_said_of_the_old_one_does_not(module, sample):
    written = module.dumps(sample).replace("The coalition met", "The coalition of the willing met")
    found = module.loads(written, "f").segments[4]
    old = sample.segments[4]
    assert found.target == "The coalition of the willing met the Russian president in September."
    assert (found.links, found.score, found.findings) == ((), None, (plain.EDITED,))
    assert [(t.term, t.state, t.source_span) for t in found.terms] == [
        (t.term, t.state, t.source_span) for t in old.terms
    ]
    assert all(term.target_span is None for term in found.terms)


@MODULES
def test_the_other_segments_stay_as_they_were(module, sample):
    written = module.dumps(sample).replace("The coalition met", "The coalition of the willing met")
    found = module.loads(written, "f")
    assert [a for a, b in zip(found.segments, sample.segments, strict=True) if a != b] == [found.segments[4]]


# -------------------------------------------------------------------- bad input


def changed(old: str, new: str):
    return lambda written: written.replace(old, new)


def without_line(number: int):
    return lambda written: "".join(line for n, line in enumerate(written.splitlines(True), 1) if n != number)


JSONL = [
    (lambda w: '{"a": 1}\n', "f:1: is not a document of wortlaut; give a file that"),
    (lambda w: "[]", "f:1: is not a document of wortlaut"),
    (lambda w: "null", "f:1: is not a document of wortlaut"),
    (lambda w: "\n\nGuten Tag", "f:3: is not JSON here (Expecting value); restore the line"),
    (lambda w: "[" * 100_000, "f:1: is not JSON here (too deep"),
    (lambda w: w[:-30], "f:8: is not JSON here"),
    (without_line(8), "f: holds 6 of 7 segments; restore the rest, or translate the article again"),
    (without_line(4), "f:4: segment 4.1 does not follow on the one before it; restore"),
    (lambda w: w + w.splitlines()[-1], "f:9: segment 6.1 does not follow"),
    (changed('"wortlaut":1', '"wortlaut":99'), "f:1: was written by another version of wortlaut; translate"),
    (changed('"segments":7', '"segments":"7"'), 'f:1: segments has to be a whole number, not "7"; mend it'),
    (changed('"score":-0.7', '"score":NaN'), "f:3: is not JSON here"),
    (changed('"score":-0.7', '"score":"-0.7"'), 'f:3: score has to be a number, not "-0.7"; mend it'),
    (changed('"score":-0.7', '"score":1e999'), "f:3: score has to be a number"),
    (changed('"start":25', '"start":-25'), "f:3: start has to be a whole number, not -25; mend it"),
    (changed('"start":25', '"start":true'), "f:3: start has to be a whole number, not true"),
    (changed('"start":25', '"begin":25'), 'f:3: "begin" is not a field of it; remove it'),
    (changed("updated version", "\\ud800"), 'f:2: target has to be text, not "(\\ud800)"; mend it'),
    (changed('"start":25,', ""), "f:3: start is missing; restore it as it was written"),
    (changed('"kind":"dateline"', '"kind":"headline"'), "f:4: kind has to be one of advisory, dateline, heading, "),
    (changed('"kind":"dateline"', '"kind":["dateline"]'), 'f:4: kind has to be one of'),
    (changed('"source_span":[0,8]', '"source_span":[0]'), "f:3: terms: 1: source_span has to be 2 numbers, not [0]"),
    (changed('"source_span":[0,8]', '"source_span":[8,0]'), "f:3: the span 8-0 lies outside the source, which has 32"),
    (changed('"target_span":[0,12]', '"target_span":[0,99]'), "f:3: the span 0-99 lies outside the target"),
    (changed('"links":[[0,8,', '"links":[[0,99,'), "f:3: the span 0-99 lies outside the source"),
    (changed('"links":[[0,8,0,4]', '"links":[7'), "f:3: links: 1 has to be a list, not 7; mend it"),
    (changed('"links":[]', '"links":{}'), "f:2: links has to be a list, not {}; mend it"),
    (changed("Nato-Rat stellt", "Der Nato-Rat stellt"), "f:4: segment 3.1 does not follow"),
]
TSV = [
    (lambda w: "Das ist kein Dokument\n", "f:1: is not a document of wortlaut"),
    (lambda w: "", "f:1: is not a document of wortlaut"),
    (lambda w: w.splitlines()[0], "f:1: holds no segment; translate the article again"),
    (changed("\tlinks\t", "\tlinx\t"), "f:1: the column links is missing; restore it as it was written"),
    (lambda w: w[:-120], "f:8: is not a table here (unexpected end of data); restore the line"),
    (lambda w: w[: w.rindex("\t")], "f:8: has 15 cells for 16 columns; restore the line"),
    (without_line(8), "f: holds 6 of 7 segments; restore the rest"),
    (without_line(3), "f:3: segment 3.1 does not follow"),
    (changed("\t-0.7\t", "\t-0,7\t"), "f:3: score: is not JSON here (Extra data); restore the line"),
    (changed("\t-0.7\t", '\t"""-0.7"""\t'), 'f:3: score has to be a number, not "-0.7"'),
    (changed("\tmachine\t", "\tdone\t"), 'f:2: state has to be one of machine, reviewed, not "done"; mend it'),
    (changed('""wortlaut""', '""word""'), "f:2: is not a document of wortlaut"),
    (lambda w: w.replace('\t"', '\t"x"', 1), "f:2: is not a table here ("),
]
PO = [
    (lambda w: 'msgid "Haus"\nmsgstr "house"\n', "f:1: is not a document of wortlaut; give a file that"),
    (lambda w: "Guten Tag", "f:1: is not a PO file here; restore the line as it was written"),
    (lambda w: "", "f:1: is not a document of wortlaut"),
    (changed('msgid "(aktualisierte Fassung)"', 'msgid "(aktualisierte Fassung)'), "f:21: is not a PO string; write"),
    (changed('msgid "(aktualisierte Fassung)"', 'msgid "(aktuali"sierte Fassung)"'), "f:21: is not a PO string"),
    (changed('msgid "(aktualisierte Fassung)"', 'mist "(aktualisierte Fassung)"'), "f:21: is not a PO file here"),
    (changed('msgid "(aktualisierte Fassung)"', 'msgstr "a"'), "f:21: msgstr does not belong here; restore the entry"),
    (changed('msgstr "(updated version)"', 'msgstr[0] "(updated version)"'), "f:22: msgstr[0] does not belong here"),
    (changed('msgstr "(updated version)"', 'msgid_plural ""\nmsgstr[0] "a"'), "f:17: has msgstr[0] and an empty"),
    (changed('msgstr "(updated version)"', 'msgstr ""\n# so\nmsgstr "a"'), "f:24: msgstr does not belong here"),
    (lambda w: w[: w.rindex("msgstr")], "f:76: breaks off within an entry; restore the file"),
    (lambda w: w[: w.rindex("#. wortlaut")], "f: holds 6 of 7 segments; restore the rest"),
    (changed('msgctxt "3.1 dateline"\n', ""), "f:34: the entry has lost its msgctxt line; restore it"),
    (changed('msgctxt "3.1 dateline"', 'msgctxt "3.1 headline"'), "f:34: kind has to be one of advisory, dateline"),
    (changed('wortlaut: {"start":59', 'w: {"start":59'), "f:34: the entry has lost its #. wortlaut line"),
    (changed('#. wortlaut: {"start":59', '#. wortlaut: "start":59'), "f:34: is not JSON here"),
    (lambda w: w.replace("#. wortlaut: {", "#. wortlaut: 7 #", 1), "f:17: is not JSON here"),
    (changed('{"start":0,', '{"start":0,"edges":7,'), "f:17: the #. wortlaut line has other values; restore it"),
    (changed('"wortlaut\\":1', '"wortlaut\\":2'), "f:1: was written by another version of wortlaut"),
    (changed("Nato-Rat stellt", "Der Nato-Rat stellt"), "f:34: segment 3.1 does not follow"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("module", "break_it", "message"),
    [(module, *case) for module, cases in ((jsonl, JSONL), (tsv, TSV), (po, PO)) for case in cases],
)
def test_what_is_broken_is_named(module, break_it, message, sample):
    written = break_it(module.dumps(sample))
    with pytest.raises(DocumentError) as caught:
        module.loads(written, "f")
    found = str(caught.value)
    assert found.startswith(message)
    assert "\n" not in found
    assert "; " in found, "says how to mend it"
