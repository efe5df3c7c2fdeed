"""Links between words: how two directions are combined, and what is read back from a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import align
from training.align import align_statistically, format_links, main, parse_links, read_links, symmetrise
from translate.errors import InputError

links = st.sets(st.tuples(st.integers(0, 20), st.integers(0, 20)))


@pytest.mark.parametrize(
    ("forward", "reverse", "expected"),
    [
        ("0-0 1-1", "0-0 1-1", "0-0 1-1"),
        ("0-0 1-1", "0-0", "0-0 1-1"),  # across a corner, both words free
        ("0-0 0-1", "0-0", "0-0 0-1"),  # beside, one word free
        ("0-0 2-2", "0-0", "0-0"),  # touches nothing
        ("0-0 1-1 2-2", "0-0", "0-0 1-1 2-2"),  # what joined is touched in turn
        ("0-0 1-1 0-1", "0-0 1-1", "0-0 1-1"),  # both words have links already
        ("0-0", "1-1", ""),
        ("", "", ""),
    ],
)
def test_symmetrise(forward, reverse, expected):
    assert format_links(symmetrise(parse_links(forward), parse_links(reverse))) == expected
    assert format_links(symmetrise(parse_links(reverse), parse_links(forward))) == expected


@given(links, links)
def test_symmetrised_links_lie_between_both_and_either(forward, reverse):
    found = symmetrise(forward, reverse)
    assert found == sorted(set(found))
    assert forward & reverse <= set(found) <= forward | reverse


@given(links)
def test_links_survive_a_file(tmp_path_factory, found):
    path = tmp_path_factory.mktemp("links") / "links"
    path.write_text(f"\n{format_links(sorted(found))}\n", encoding="utf-8")
    assert list(read_links(path)) == [[], sorted(found)]


@pytest.mark.parametrize("line", ["0-", "0", "a-b", "0-1,1-2", "0:1"])
def test_what_is_no_link_is_refused(tmp_path, line):
    (tmp_path / "links").write_text(f"0-0\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="links:2: is not a list of links"):
        list(read_links(tmp_path / "links"))


def test_eflomal(toy):
    pytest.importorskip("eflomal", reason="eflomal comes with the extra 'train'")
    right = found = wanted = 0
    for (_, known), linked in zip(toy, align_statistically([pair for pair, _ in toy]), strict=True):
        right, found, wanted = right + len(set(known) & set(linked)), found + len(linked), wanted + len(known)
    assert right / found > 0.7
    assert right / wanted > 0.6


def test_lower_case_has_the_same_words():
    """The dotted capital of Turkish names becomes two characters, the second of which is no letter."""
    assert align._spaced("Auch İbrahim kam.").split() == ["auch", "İ".lower() + "brahim", "kam", "."]


def test_without_eflomal_the_way_out_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "eflomal", None)
    (tmp_path / "corpus.tsv").write_text("Ja.\tYes.\n", encoding="utf-8")
    assert main([str(tmp_path / "corpus.tsv"), str(tmp_path / "links")]) == 2
    assert "pip install 'wortlaut[train]', or align with --model" in capsys.readouterr().err
    assert not (tmp_path / "links").exists()
