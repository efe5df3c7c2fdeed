"""The glossary file: what it says, and what is wrong with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from glossary import GlossaryError, Kind, Term, combine, fingerprint, load

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def file(text: str | bytes) -> Path:
        path = Path("g.po")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return file


def test_every_field(write):
    path = write(
        HEADER
        + """
# note: NATO treaty,
#   Article 5
# accept: Article 5 case; case of  collective defense
# forms: Verteidigungsfall
#, noun
msgctxt "security"
msgid "Bündnisfall"
msgid_plural "Bündnisfälle"
msgstr[0] "collective defense case"
msgstr[1] "collective defense cases"

#, forbidden, noun
msgctxt "security: never"
msgid "Bündnisfall"
msgstr "alliance case"

# a free remark
#, read-only, exact, case-sensitive, name
msgid "dpa-AFX"
msgstr "dpa-AFX"

#~ msgid "Alt"
#~ msgstr "Old"
"""
    )
    assert load(path) == (
        Term(
            "Bündnisfall", "collective defense case", "Bündnisfälle", "collective defense cases", "security",
            accept=("Article 5 case", "case of collective defense"), forms=("Verteidigungsfall",),
            note="NATO treaty, Article 5", path="g.po", line=10,
        ),
        Term("Bündnisfall", "alliance case", domain="security: never", forbidden=True, path="g.po", line=17),
        Term(
            "dpa-AFX", "dpa-AFX", kind=Kind.NAME, read_only=True, exact=True, case_sensitive=True, path="g.po", line=22
        ),
    )  # fmt: skip
    assert load(path)[0].place == "g.po:10"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "g.po: is empty; add an entry"),
        (HEADER, "g.po: holds no entry; add one"),
        ("Das ist kein PO.", "g.po:1: is not a PO file here"),
        ('msgid "a"\nmsgstr "b\n"', "g.po:2: is not a PO file here"),
        ('msgid "a" "b"\nmsgstr "c"', "g.po:1: is not a PO file here"),
        (b'msgid "f\xfcr"\nmsgstr "for"', "g.po:1: is not UTF-8; save the glossary as UTF-8"),
        (b'\0msgid "a"\nmsgstr "b"', "g.po:1: is not text"),
        ('msgid "Kiew"\nmsgstr ""', 'g.po:1: msgstr of "Kiew" is empty; fill it in or remove the entry'),
        ('\n\nmsgid " "\nmsgstr "x"', "g.po:3: msgid is empty"),
        ('msgid "..."\nmsgstr "x"', 'g.po:1: msgid "..." has no word in it'),
        ('msgid "' + "a" * 10_000 + '"\nmsgstr "x"', "g.po:1: msgid has 10000 characters; a term has at most 300"),
        ('#, fuzzy\nmsgid "Kiew"\nmsgstr "Kyiv"', 'g.po:2: "Kiew" is marked fuzzy'),
        ('#, nuon\nmsgid "Kiew"\nmsgstr "Kyiv"', 'g.po:2: "Kiew" has the unknown flag nuon; use adjective, name, noun'),
        ('#, noun, name\nmsgid "Kiew"\nmsgstr "Kyiv"', '"Kiew" is flagged name and noun; keep one'),
        ('# acept: Kiev\nmsgid "Kiew"\nmsgstr "Kyiv"', "g.po:2: unknown comment key acept; use note, accept, forms"),
        ('# note: a\n# note: b\nmsgid "Kiew"\nmsgstr "Kyiv"', "g.po:3: comment note is given twice"),
        ('# forms: -\nmsgid "Kiew"\nmsgstr "Kyiv"', '"Kiew" has a form without a word'),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"', 'g.po:1: "a" has a msgid_plural; give msgstr[0] and msgstr[1]'),
        ('msgid "a"\nmsgstr[0] "c"', 'g.po:1: "a" has msgstr[0] but no msgid_plural'),
        ('#, read-only\nmsgid "Kiew"\nmsgstr "Kyiv"', '"Kiew" is read-only but has another msgstr'),
        ('#, read-only, forbidden\nmsgid "a"\nmsgstr "a"', '"a" is read-only and forbidden'),
        ('# accept: c\n#, forbidden\nmsgid "a"\nmsgstr "b"', '"a" is forbidden and has accept'),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "b"', 'g.po:4: "a" stands already in line 1; remove one'),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"', 'g.po:4: "a" stands already in line 1 with "b"; keep one'),
        (
            '# accept: c\nmsgid "a"\nmsgstr "b"\n\n#, forbidden\nmsgctxt "never"\nmsgid "a"\nmsgstr "C"',
            'g.po:7: "C" is forbidden for "a" but asked for in line 2; keep one',
        ),
    ],
)
def test_what_is_wrong(write, text, message):
    path = write(text)
    with pytest.raises(GlossaryError) as caught:
        load(path)
    assert str(caught.value).startswith("g.po")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_file(tmp_path):
    with pytest.raises(GlossaryError, match="no such file"):
        load(tmp_path / "none.po")
    with pytest.raises(GlossaryError, match="is a folder"):
        load(tmp_path)


A, B, NEVER = Term("Kiew", "Kyiv"), Term("Kiew", "Kiev"), Term("Kiew", "Kiev", forbidden=True)
OTHER = Term("Moskau", "Moscow")


@pytest.mark.parametrize(
    ("glossaries", "expected"),
    [
        (((A, OTHER), (B,)), (B, OTHER)),  # later files win
        (((A, NEVER), (B,)), (B,)),  # and lift the bans on their own renderings
        (((B, OTHER), (NEVER,)), (NEVER, OTHER)),  # a later ban removes what asks for it
        (((A,), (NEVER,)), (NEVER, A)),
        (((A,), ()), (A,)),
        ((), ()),
    ],
)
def test_combine(glossaries, expected):
    assert combine(*glossaries) == expected


@pytest.mark.parametrize(
    ("glossaries", "replaced"),
    [
        (((A, OTHER), (B,)), [(A,), ()]),
        (((A,), (B,), (replace(A, domain="house"),)), [(B, A)]),  # what these stood for included
        (((NEVER, A), (B,)), [(A,)]),  # a ban has no rendering
        (((A,), (NEVER,)), [(), ()]),
    ],
)
def test_combined_entries_know_what_they_stand_for(glossaries, replaced):
    assert [term.replaces for term in combine(*glossaries)] == replaced


def test_fingerprint_is_of_what_the_entries_say():
    assert fingerprint([A]) == fingerprint([Term("Kiew", "Kyiv", path="x.po", line=9, note="why")])
    assert fingerprint([A]) != fingerprint([B])
    assert len(fingerprint([])) == 8
