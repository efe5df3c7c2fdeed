"""The measuring: what is read, how terms are counted, what a report says; most of it with a made-up model."""

import json
import sys
from types import SimpleNamespace

import pytest

from glossary.entry import Term
from translate import cli, testset
from translate.document import Span
from translate.errors import InputError
from translate.evaluate import evaluate, sweep, unique
from translate.marian import Assessment, Hypothesis
from translate.testset import Example


class Dictionary:
    """A model that knows its sentences by heart; asked to begin in a certain way, it goes on with "indeed."."""

    name, knows_terms = "dictionary", False

    def __init__(self, **sentences: str) -> None:
        self.sentences = {german.replace("_", " ") + ".": english for german, english in sentences.items()}

    def fits(self, text):
        return True

    comfortable = fits

    def translate(self, requests, *, alternatives=1, **options):
        return [[self.hypothesis(f"{r.prefix} indeed." if r.prefix else self._plain(r.text))] for r in requests]

    def _plain(self, german):
        return self.sentences.get(german, "Hello.")

    def hypothesis(self, text):
        return Hypothesis(text, tuple(text.encode()), tuple(Span(n, n + 1) for n in range(len(text))))

    def assess(self, pairs):
        return [Assessment(-1.0, ()) for _ in pairs]


def terms(**pairs):
    return tuple(Term(german, english) for german, english in pairs.items())


@pytest.mark.parametrize(
    ("wanted", "text", "held"),
    [
        (["trade"], "Free Trade", [True]),
        (["trade", "trade"], "trade and trade", [True, True]),
        (["trade", "trade"], "trade", [True, False]),
        (["free trade", "trade"], "free trade", [True, True]),
        (["trade", "trader"], "traders trade", [True, True]),
        (["a", "a"], "", [False, False]),
        ([], "trade", []),
    ],
)
def test_each_term_needs_an_offset_of_its_own(wanted, text, held):
    assert unique(wanted, text) == held


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"de": "a", "en": "b"}', '{"de": 1, "en": "b", "terms": []}', '{"de": "a", "en": "b", "terms": [1]}',
     '{"de": "a", "en": "b", "terms": [{"de": "a"}]}'],
)  # fmt: skip
def test_a_bad_line_of_a_term_set_is_named(line, tmp_path):
    path = tmp_path / "terms.jsonl"
    path.write_text('{"de": "a", "en": "b", "terms": []}\n' + line, encoding="utf-8")
    with pytest.raises(InputError, match=r"terms\.jsonl:2: not a JSON object with"):
        testset.read_terms(str(path))


def test_term_set_and_its_limit(tmp_path):
    path = tmp_path / "terms.jsonl"
    line = {"de": "Das Haus.", "en": "The house.", "terms": [{"de": "Haus", "en": "house"}, {"de": "rot", "en": "red"}]}
    path.write_text(f"{json.dumps(line)}\n\n{json.dumps({**line, 'id': 'x'})}\n", encoding="utf-8")
    examples = testset.read_terms(str(path))
    assert [e.id for e in examples] == ["1", "x"]
    assert [(t.source, t.target, t.kind.value) for t in examples[0].terms] == [
        ("Haus", "house", "noun"), ("rot", "red", "phrase")
    ]  # fmt: skip
    assert len(testset.read_terms(str(path), 1)) == 1


def test_texts_have_to_match_line_by_line(tmp_path):
    german, english = tmp_path / "a.de", tmp_path / "a.en"
    german.write_text("Eins.\nZwei.\n", encoding="utf-8")
    english.write_text("One.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.en: has 1 lines"):
        testset.read_pairs(str(german), str(english))
    english.write_text("One.\nTwo.\n", encoding="utf-8")
    assert [e.reference for e in testset.read_pairs(str(german), str(english), 1)] == ["One."]


def test_a_report_counts_what_became_of_the_terms():
    model = Dictionary(Das_Haus_brennt="The home burns.", Der_Hund_bellt="The dog barks.", Nichts_da="Nothing there.")
    examples = [
        Example("1", "Das Haus brennt.", "The house is on fire.", terms(Haus="house")),
        Example("2", "Der Hund bellt.", "The dog is barking.", terms(Hund="dog", Katze="cat")),
        Example("3", "Nichts da.", "Nothing."),
    ]
    report = evaluate(examples, model)
    assert report.mentions == {
        "kept": 1, "enforced": 1, "missed": 0, "forbidden": 0, "overlapped": 0, "absent": 1
    }  # fmt: skip
    assert report.means == {"insertion": 1}
    assert report.false_enforcement == 0
    assert report.redecoded == 0
    assert report.identical
    assert [m["id"] for m in report.misses] == ["2"]
    every, bearing, free = report.parts
    assert (every.lines, bearing.lines, free.lines) == (3, 2, 1)
    assert (every.terms, free.terms) == (3, 0)
    assert every.without.accepted == pytest.approx(100 / 3)
    assert every.with_glossary.accepted == pytest.approx(200 / 3)
    assert every.reference.surface == pytest.approx(200 / 3)
    assert free.without.surface is None
    assert json.loads(json.dumps(report.plain()))["slowdown"] > 0


def test_enforcing_what_the_reference_does_not_say_is_counted():
    model = Dictionary(Das_Haus_brennt="The home burns.")
    report = evaluate([Example("1", "Das Haus brennt.", "The home is on fire.")], model, terms(Haus="house"))
    assert (report.mentions["enforced"], report.false_enforcement) == (1, 1)


def test_without_stages_only_the_beam_counts():
    model = Dictionary(Das_Haus_brennt="The home burns.")
    examples = [Example("1", "Das Haus brennt.", "A house.", terms(Haus="house"))]
    reports = sweep(examples, model, stages=[(), ("splice",)])
    assert [r.mentions["missed"] for r in reports] == [1, 0]
    assert [r.redecoded for r in reports] == [0, 0]
    assert [r.signature.split()[0] for r in reports] == ["stages:beam", "stages:beam+splice"]


@pytest.mark.parametrize(
    ("term", "german", "found"),
    [
        ("Stärken Schwächen", "Seine Stärken und Schwächen.", "Stärken und Schwächen"),
        ("Traum", "Sein Traumjob.", "Traum"),
        ("Job", "Sein Nebenjob.", None),  # of three letters: too short to be looked for in words
        ("Fonds Entwicklung", "Der Fonds, den wir alle hier kennen, dient der Entwicklung.", None),  # too far apart
        ("Schwächen Stärken", "Seine Stärken und Schwächen.", None),
    ],
)
def test_terms_that_a_glossary_would_not_find_are_placed_loosely(term, german, found):
    examples = [Example("1", german, "x", (Term(term, "x y z"),))]
    model = Dictionary()
    model.translate = lambda requests, **options: [[model.hypothesis("Hello.")] for _ in requests]
    report = evaluate(examples, model)
    assert report.loose == (found is not None)
    assert report.mentions["absent"] == (found is None)
    assert evaluate(examples, model, loose=False).loose == 0


def test_shuffled_terms_leave_everything_alone():
    examples = testset.shuffled([
        Example("1", "Das Haus brennt.", "The house.", terms(Haus="house")),
        Example("2", "Der Hund bellt.", "The dog.", terms(Hund="dog")),
    ])  # fmt: skip
    assert [e.terms[0].source for e in examples] == ["Hund", "Haus"]
    report = evaluate(examples, Dictionary(), loose=False)
    assert report.mentions["absent"] == 2
    assert report.identical


def test_an_empty_set_is_refused():
    with pytest.raises(InputError, match="no line"):
        evaluate([], Dictionary())


@pytest.fixture
def run(monkeypatch, capsys, tmp_path, marian):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("translate.marian.Marian.load", lambda name: marian)

    def command(*arguments):
        monkeypatch.setattr(sys, "argv", ["wortlaut", "evaluate", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        return SimpleNamespace(code=left.value.code or 0, out=captured.out, err=captured.err)

    return command


@pytest.mark.model
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give --source and --reference, or --terms alone"),
        (("--source", "a"), "give --source and --reference, or --terms alone"),
        (("--source", "a", "--reference", "b", "--terms", "c"), "give --source and --reference, or --terms alone"),
        (("--terms", "c", "--glossary", "g.po"), "--terms brings its own glossary"),
        (("--source", "a", "--reference", "b", "--random-terms"), "--random-terms needs --terms"),
        (("--terms", "c", "--stages", "magic"), "--stages magic: no such stage"),
    ],
)
def test_what_does_not_go_together_is_refused(run, arguments, message):
    result = run(*arguments)
    assert result.code == 2
    assert message in result.err


@pytest.mark.model
def test_the_command_prints_tables_or_json(run, tmp_path):
    line = {"id": "a", "de": "Das Haus ist rot.", "en": "The house is red.", "terms": [{"de": "Haus", "en": "house"}]}
    (tmp_path / "t.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    plain = json.loads(run("--terms", "t.jsonl", "--json").out)
    assert plain["parts"][0]["terms"] == 1
    assert sum(plain["mentions"].values()) == 1
    printed = run("--terms", "t.jsonl", "--stages", "none", "--misses", "1").out
    assert "BLEU" in printed
    assert "identical" in printed
    assert "stages:beam " in printed


@pytest.mark.model
def test_a_glossary_is_measured_on_two_texts(run, tmp_path):
    (tmp_path / "a.de").write_text("Kiew schweigt.\nEr kam gestern.\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("Kyiv is silent.\nHe came yesterday.\n", encoding="utf-8")
    (tmp_path / "g.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#, name\nmsgid "Kiew"\nmsgstr "Kyiv"\n',
        encoding="utf-8",
    )
    result = run("--source", "a.de", "--reference", "a.en", "--glossary", "g.po", "--json")
    plain = json.loads(result.out)
    assert result.code == 0
    assert [part["name"] for part in plain["parts"]] == ["all", "with mentions", "without mentions"]
    assert plain["identical"]
