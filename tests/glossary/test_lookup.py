"""Finding entries, and telling all about one."""

import pytest

from glossary.entry import Kind, Term
from glossary.errors import Refused
from glossary.lookup import facts, matching, named

CASE = Term("Bündnisfall", "collective defense case", "Bündnisfälle", "collective defense cases", domain="security",
            accept=("Article 5 case",))  # fmt: skip
BAN = Term("Bündnisfall", "alliance case", domain="security: never", forbidden=True)
NATO = Term("Nato", "NATO", kind=Kind.NAME)
TERMS = (CASE, BAN, NATO)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("", TERMS),
        ("bündnis", (CASE, BAN)),
        ("article 5", (CASE,)),
        ("N*O", (NATO,)),
        ("*case", (CASE, BAN)),
        ("x", ()),
    ],
)
def test_matching(pattern, found):
    assert tuple(matching(TERMS, pattern)) == found


def test_matching_by_domain_and_kind():
    assert matching(TERMS, domain="security") == [CASE]
    assert matching(TERMS, kind=Kind.NAME) == [NATO]


@pytest.mark.parametrize("name", ["Bündnisfall", "bündnisfälle"])
def test_named_in_german(name):
    assert named(TERMS, name, "x.po")[0] == CASE


def test_named_in_english_and_not_at_all():
    assert named(TERMS, "article 5 case", "x.po") == [CASE]
    with pytest.raises(Refused, match=r'x\.po: has no entry "Nado"; did you mean "Nato"\?'):
        named(TERMS, "Nado", "x.po")


def test_facts():
    found = facts(CASE, TERMS, {"a.txt": "Heute.\nZum Bündnisfall: Die Bündnisfälle."}, inflected=True)
    assert found.german == ("Bündnisfall", "Bündnisfälle", "Bündnisfalls", "Bündnisfalles", "Bündnisfällen")
    assert found.english["singular"][0] == "collective defense case"
    assert found.english["plural"][0] == "collective defense cases"
    assert [place[:3] for place in found.places] == [("a.txt", 2, 5), ("a.txt", 2, 22)]


def test_without_the_dictionary_only_what_the_file_lists():
    assert facts(CASE, TERMS, {}).german == ("Bündnisfall", "Bündnisfälle")
