"""Adding, changing, removing."""

from pathlib import Path

import pytest

from glossary import edit
from glossary.entry import Kind
from glossary.errors import GlossaryError, Refused
from glossary.match import Matcher
from glossary.pofile import load

TEXT = """\
msgid ""
msgstr ""
"Language: en\\n"

# accept: Article 5 case
# forms: Beistandsfall
#, noun
msgctxt "security"
msgid "Bündnisfall"
msgid_plural "Bündnisfälle"
msgstr[0] "collective defense case"
msgstr[1] "collective defense cases"

#, noun, forbidden
msgctxt "security: never"
msgid "Bündnisfall"
msgstr "alliance case"

#, noun, exact, case-sensitive
msgctxt "wire"
msgid "EILMELDUNG"
msgstr "BREAKING NEWS"
"""


@pytest.fixture
def po(tmp_path) -> Path:
    path = tmp_path / "a.po"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_add_proposes_what_is_left_out_and_writes_bans(po):
    done = edit.add(po, "Drohnenwall", "drone wall", domain="security", forbid=["drone barrier"], note="EU")
    term, rule = done.added
    assert (term.source_plural, term.target_plural, term.kind) == ("Drohnenwälle", "drone walls", Kind.NOUN)
    assert (rule.target, rule.forbidden, rule.domain) == ("drone barrier", True, "security: never")
    assert len(done.assumed) == 3
    assert set(done.added) <= set(load(po))
    assert po.read_text(encoding="utf-8").startswith(TEXT[: TEXT.index("#, noun, forbidden")])


@pytest.mark.parametrize(
    ("given", "forms", "said"),
    [
        ({}, ("treten … zurück",), ['it stands split, as "treten … zurück", too; otherwise add --form']),
        ({"forms": ("tritt … zurück",)}, ("tritt … zurück",), []),
        ({"kind": Kind.NOUN}, (), []),
    ],
)
def test_add_proposes_how_a_verb_stands_split(po, given, forms, said):
    done = edit.add(po, "zurücktreten", "resign", **given)
    assert done.added[0].forms == forms
    assert [sentence for sentence in done.assumed if "split" in sentence] == said
    text = "Er trat am Montag zurück."
    assert [text[m.start : m.end] for m in Matcher(done.added).find(text)] == (["trat"] if forms else [])


@pytest.mark.parametrize("dry_run", [True, False])
def test_add_does_not_make_a_folder(tmp_path, dry_run):
    with pytest.raises(GlossaryError, match=r"a\.po: no such folder as .*no; make it, or name another file"):
        edit.add(tmp_path / "no" / "a.po", "Wall", "wall", dry_run=dry_run)


def test_add_makes_a_file(tmp_path):
    (term,) = edit.add(tmp_path / "new.po", "dpa", "dpa", read_only=True).added
    assert (term.read_only, term.kind) == (True, Kind.NAME)
    assert load(tmp_path / "new.po") == (term,)


@pytest.mark.parametrize(
    ("german", "english", "fields", "message"),
    [
        ("Bündnisfall", "collective defense case", {}, 'a.po:9: "Bündnisfall" is there already: line 9 holds'),
        ("bündnisfall", "alliance emergency", {}, 'is rendered otherwise: line 9 holds "Bündnisfall" → "coll'),
        ("Beistandsfall", "case of assistance", {}, "is rendered otherwise: line 9 holds"),
        ("Fall", "case", {"source_plural": "Bündnisfälle"}, "is rendered otherwise: line 9 holds"),
        ("Bündnisfall", "alliance case", {"domain": "x"}, "a.po:9: .* is rendered otherwise"),
        ("Ernstfall", "real thing", {"forbid": ["real thing"]}, 'would be forbidden and asked for ("Ernstfall")'),
        ("", "x", {}, "a.po: the German is empty; write a term"),
        ("Wort", "", {}, 'msgstr of "Wort" is empty'),
        ("W" * 10_000, "word", {}, "has 10000 characters; a term has at most 300"),
        ("Wort", "w" * 10_000, {}, "has 10000 characters; a term has at most 300"),
        ("…", "dots", {}, "has no word in it"),
        ("Foo;Bar", "foo", {}, 'a.po: "Foo;Bar" is a list; give one term, and further ones with --form'),
        ("Foo", "foo; bar", {}, 'a.po: "foo; bar" is a list; give one term'),
        ("Foo", "foo", {"source_plural": "Foos;Bars"}, 'a.po: "Foos;Bars" is a list; give one term'),
        ("Foo", "foo", {"forbid": ["a;b"]}, 'a.po: "a;b" is a list; give one term'),
    ],
)
def test_add_refuses_with_the_line_that_holds_the_other(po, german, english, fields, message):
    with pytest.raises(Refused) as error:
        edit.add(po, german, english, **fields)
    found = str(error.value)
    assert all(part in found for part in message.split(".*"))
    assert "\n" not in found
    assert po.read_text(encoding="utf-8") == TEXT


def test_what_differs_in_capitals_only_goes_together_if_one_insists_on_them(po):
    edit.add(po, "Eilmeldung", "news alert", domain="wire")
    assert [t.source for t in load(po)][-1] == "Eilmeldung"


def test_change_adds_to_lists_and_inflects_a_new_rendering(po):
    done = edit.change(po, "Bündnisfall", accept=["a"], unaccept=["Article 5 case"], target="case of alliance")
    (term,) = done.added
    assert (term.accept, term.target_plural) == (("a",), "cases of alliance")
    assert done.assumed == ('the English plural is "cases of alliance"; otherwise add --english-plural',)
    assert term in load(po)


def test_change_can_forbid(po):
    done = edit.change(po, "Bündnisfall", forbid=["pact case"])
    assert [t.target for t in done.added if t.forbidden] == ["pact case"]


@pytest.mark.parametrize(
    ("german", "given", "message"),
    [
        ("Bündnisfal", {"note": "x"}, 'has no entry "Bündnisfal"; did you mean "Bündnisfall"?'),
        ("Zebra", {"note": "x"}, 'has no entry "Zebra"; see wortlaut glossary list'),
        ("Bündnisfall", {"target": "alliance case"}, "would be forbidden and asked for"),
        ("Bündnisfall", {"source": "EILMELDUNG"}, "is rendered otherwise: line 21"),
        ("Bündnisfall", {"unaccept": ["zzz"]}, 'does not list "zzz" there'),
        ("Bündnisfall", {"forbid": ["Article 5 case"]}, "would be forbidden and asked for"),
        ("Bündnisfall", {"target": " "}, "is empty"),
        ("Bündnisfall", {"target": "a;b"}, '"a;b" is a list; give one term'),
    ],
)
def test_change_refuses(po, german, given, message):
    with pytest.raises(Refused) as error:
        edit.change(po, german, **given)
    assert message in str(error.value)
    assert po.read_text(encoding="utf-8") == TEXT


def test_an_empty_plural_takes_both_away(po):
    (term,) = edit.change(po, "Bündnisfall", source_plural="").added
    assert (term.source_plural, term.target_plural) == ("", "")


def test_remove(po):
    (gone,) = edit.remove(po, "Bündnisfall").removed
    assert gone.target == "collective defense case"
    assert [t.target for t in load(po)] == ["alliance case", "BREAKING NEWS"]
    edit.remove(po, "Bündnisfall", domain="security: never")
    with pytest.raises(Refused, match="holds no other entry; remove the file instead"):
        edit.remove(po, "EILMELDUNG")


def test_a_german_in_two_domains_needs_the_domain(po):
    text = TEXT + '\nmsgctxt "a"\nmsgid "Bank"\nmsgstr "bank"\n\nmsgctxt "b"\nmsgid "Bank"\nmsgstr "bench"\n'
    po.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r'several places: line 25 \("a": bank\), line 29 \("b": bench\); name the'):
        edit.remove(po, "Bank")
    assert edit.remove(po, "Bank", domain="b").removed[0].target == "bench"


@pytest.mark.parametrize("verb", ["add", "change", "remove"])
def test_a_dry_run_writes_nothing(po, verb):
    call = {
        "add": lambda: edit.add(po, "Wall", "wall", dry_run=True),
        "change": lambda: edit.change(po, "Bündnisfall", note="x", dry_run=True),
        "remove": lambda: edit.remove(po, "Bündnisfall", dry_run=True),
    }
    done = call[verb]()
    assert done.added or done.removed
    assert po.read_text(encoding="utf-8") == TEXT


def test_a_file_that_is_broken_elsewhere_is_not_touched(po):
    po.write_text(TEXT + '\nmsgid "Rat"\nmsgstr ""\n', encoding="utf-8")
    with pytest.raises(GlossaryError, match=r'a\.po:24: msgstr of "Rat" is empty'):
        edit.add(po, "Wall", "wall")


def test_add_missing_names_what_it_leaves_out(po):
    from glossary.entry import Term

    terms = [Term("Wall", "wall"), Term("Bündnisfall", "x"), Term("EILMELDUNG", "BREAKING NEWS"), Term("Wall", "bank")]
    done = edit.add_missing(po, terms)
    assert [t.source for t in done.added] == ["Wall"]
    assert [(t.target, o.target) for t, o in done.left] == [("x", "collective defense case"), ("bank", "wall")]
    assert done.same == 1
    assert len(load(po)) == 4
