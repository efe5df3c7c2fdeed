"""The checks, each with what passes and what fails."""

from pathlib import Path

import pytest

from glossary import lint
from glossary.errors import GlossaryError
from glossary.pofile import load
from glossary.rules import CHECKS

HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n'


def entry(german: str, english: str, *comments: str, plural: tuple[str, str] | None = None, domain: str = "") -> str:
    lines = list(comments)
    if domain:
        lines.append(f'msgctxt "{domain}"')
    lines.append(f'msgid "{german}"')
    if plural:
        lines += [f'msgid_plural "{plural[0]}"', f'msgstr[0] "{english}"', f'msgstr[1] "{plural[1]}"']
    else:
        lines.append(f'msgstr "{english}"')
    return "\n".join(lines) + "\n\n"


RUNDE = entry("Verhandlung", "negotiation", plural=("Verhandlungen", "negotiations"))

FAILS = {
    "unknown-flag": [entry("A", "a", "#, nuon"), entry("A", "a", "#, noun, c-format")],
    "unknown-key": [entry("A", "a", "# see: b")],
    "unusable": [
        entry("A", ""), entry("A", "a", "#, fuzzy"), entry("A", "b" * 10_000), entry("A", "b", "#, read-only"),
    ],
    "spacing": [
        entry("Haus ", "house"), entry("Weißes  Haus", "White House"), entry("Haus", "house\u00a0x"),
        entry("Haus (alt )", "house"), entry("Ha\u0308user", "houses"), entry("Ha\u00adus", "house"),
    ],
    "review": [entry("Haus", "house", "# review")],
    "duplicate": [
        entry("Haus", "house") + entry("Haus", "house", domain="x"), entry("Haus", "house") + entry("Haus", "house"),
    ],
    "contradiction": [
        entry("Haus", "house") + entry("Haus", "home", domain="x"),
        entry("Haus", "house") + entry("haus", "home", "#, phrase"),
        entry("Haus", "house") + entry("Haus", "home", "# note: b"),
    ],
    "forbidden-preferred": [
        entry("Haus", "house") + entry("Haus", "house", "#, forbidden", domain="x"),
        entry("Haus", "house", "# accept: Home") + entry("Haus", "home", "#, forbidden", domain="x"),
    ],
    "shadowed": [entry("Fall", "case", "# forms: Ereignis") + entry("Ereignis", "event")],
    "plural-missing": [RUNDE + entry("Friedensverhandlung", "peace negotiation")],
    "plural-english": [
        entry("Haus", "house", plural=("Häuser", "house")),
        entry("Haus", "houses", plural=("Häuser", "house")),
        entry("Unionsfraktion", "CDU", plural=("Unionsfraktionen", "CSU parliamentary group")),
    ],
    "quotes": [entry("Haus", 'the \\"house'), entry("Haus", '\\"house\\"'), entry("„Haus", "house")],
    "german-in-english": [entry("Bund der Länder", "union der states"), entry("Überläufer", "Überläufer")],
    "case": [
        entry("haus", "house", "#, noun"), entry("Abrücken", "back away", "#, verb"),
        entry("Haus", "House", plural=("Häuser", "houses")), entry("Neues Haus", "NEW HOUSE"),
    ],
    "redundant": [entry("Haus", "house", "# accept: house; home"), entry("Haus", "house", "# forms: Haus")],
}  # fmt: skip

PASSES = {
    "unknown-flag": entry("A", "a", "#, noun, exact"),
    "unknown-key": entry("A", "a", "# note: b", "# looked up twice") + entry("B", "b", "# https://example.org"),
    "unusable": entry("A", "b" * 300),
    "spacing": entry("Haus (alt)", "house, old"),
    "review": entry("Haus", "house", "# note: review"),
    "duplicate": entry("Haus", "house") + entry("Heim", "house"),
    "contradiction": (
        entry("EILMELDUNG", "BREAKING NEWS", "#, exact, case-sensitive") + entry("Eilmeldung", "news alert")
        + entry("Haus", "house") + entry("Haus", "home", "#, forbidden", domain="x")
    ),
    "forbidden-preferred": entry("Haus", "house") + entry("Haus", "home", "#, forbidden", domain="x"),
    "shadowed": entry("EILMELDUNG", "BREAKING NEWS", "#, exact, case-sensitive") + entry("Eilmeldung", "news alert"),
    "plural-missing": (
        RUNDE + entry("Bundesverhandlung", "federal negotiation") + entry("Runde Verhandlung", "round negotiation")
        + entry("Friedensverhandlung", "peace talk")
    ),
    "plural-english": (
        entry("Person", "person", plural=("Personen", "people"))
        + entry("Flieger", "aircraft", plural=("Flieger", "aircraft"))
        + entry("Chef", "head of state", plural=("Chefs", "heads of state"))
    ),
    "quotes": entry("Ampel", 'the \\"traffic light\\" coalition') + entry("Volk", "people's house"),
    "german-in-english": (
        entry("Özdemir", "Özdemir", "#, name") + entry("Bundestag", "Bundestag") + entry("Tod", "die-off")
    ),
    "case": entry("abrücken", "back away", "#, verb") + entry("8-Punkte-Plan", "eight-point plan") + entry("G7", "G7"),
    "redundant": entry("Haus", "house", "# accept: home", "# forms: Häusle"),
}  # fmt: skip


def ids(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "a.po"
    path.write_text(HEADER + text, encoding="utf-8")
    return [remark.id for remark in lint.lint(path)]


def refused(path: Path) -> list[int]:
    """The line for which a glossary cannot be used, if it cannot."""
    try:
        load(path)
    except GlossaryError as error:
        return [error.line]
    return []


def test_every_check_has_examples():
    assert set(FAILS) == set(PASSES) == set(CHECKS)


@pytest.mark.parametrize(("check", "text"), [(check, text) for check, texts in FAILS.items() for text in texts])
def test_fails(tmp_path, check, text):
    assert set(ids(tmp_path, text)) == {check}


@pytest.mark.parametrize("text", [text for texts in FAILS.values() for text in texts])
def test_an_error_is_what_keeps_a_glossary_from_being_used_and_both_name_its_line(tmp_path, text):
    path = tmp_path / "a.po"
    path.write_text(HEADER + text, encoding="utf-8")
    errors = [remark.line for remark in lint.lint(path) if remark.severity == "error"]
    assert errors[:1] == refused(path)


@pytest.mark.parametrize(("check", "text"), PASSES.items())
def test_passes(tmp_path, check, text):
    assert ids(tmp_path, text) == []


def test_a_remark_is_one_line_with_place_severity_remedy_and_id(tmp_path):
    path = tmp_path / "a.po"
    path.write_text(HEADER + entry("Haus", 'an \\"odd'), encoding="utf-8")
    (remark,) = lint.lint(path)
    assert str(remark) == (
        f"{path}:6:12: warning: a quotation mark without its partner; add it or take it out [quotes]"
    )


def test_ignored_checks_say_nothing(tmp_path):
    path = tmp_path / "a.po"
    path.write_text(HEADER + entry("Haus", "house", "# review"), encoding="utf-8")
    assert lint.lint(path, ["review"]) == []


@pytest.mark.parametrize(
    ("data", "line"),
    [(b'msgid "A"\nmsgstr "a\n', 2), (b"Dear all,\n", 1), (b'msgid "A"\nmsgstr "a"\nmsgid "B"\nhello\n', 4)],
)
def test_what_is_no_po_file_is_one_finding(tmp_path, data, line):
    path = tmp_path / "a.po"
    path.write_bytes(data)
    (remark,) = lint.lint(path)
    assert (remark.id, remark.line, remark.severity) == (lint.SYNTAX, line, "error")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        ('msgid "Bündnisfall"\nmsgstr "x"\n'.encode("latin-1"), "a.po:1: is not UTF-8; save the glossary as UTF-8"),
        (b"msgid \0", "a.po:1: is not text; give a PO file"),
    ],
)
def test_what_cannot_be_read(tmp_path, data, message):
    path = tmp_path / "a.po"
    path.write_bytes(data)
    with pytest.raises(GlossaryError, match=message):
        lint.lint(path)


def test_a_gigabyte_is_refused_by_its_size(tmp_path):
    path = tmp_path / "a.po"
    with open(path, "wb") as file:
        file.truncate(10**9)
    with pytest.raises(GlossaryError, match="is larger than 200 MB; split the glossary"):
        lint.lint(path)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (entry("Weißes  Haus ", "White House"), entry("Weißes Haus", "White House")),
        (entry("Ha\u0308user", "houses"), entry("Häuser", "houses")),
        (
            entry("Haus", "house", "# accept: house; home", "#, noun"),
            entry("Haus", "house", "# accept: home", "#, noun"),
        ),
        (entry("Haus", "house", "#, noun, c-format"), entry("Haus", "house", "#, noun")),
        (entry("Haus", "house", "#, no-wrap"), entry("Haus", "house")),
        (entry("Haus", "house") + entry("Haus", "house"), entry("Haus", "house")),
        (
            entry("Haus", "house") * 3 + entry(" Rat", "council", "# accept: council"),
            entry("Haus", "house") + entry("Rat", "council"),
        ),
        (entry("Haus", 'an \\"odd'), entry("Haus", 'an \\"odd')),
    ],
)  # fmt: skip
def test_fix_mends_what_is_safe_and_nothing_else(tmp_path, text, mended):
    path = tmp_path / "a.po"
    path.write_text(HEADER + text, encoding="utf-8")
    done = lint.fix(path)
    assert path.read_text(encoding="utf-8").rstrip("\n") == (HEADER + mended).rstrip("\n")
    assert bool(done) == (text != mended)
    assert not any(remark.fixable for remark in lint.lint(path))
