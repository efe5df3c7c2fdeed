"""Sequences of words, found at a cost that does not grow with their number."""

from hypothesis import given
from hypothesis import strategies as st

from glossary.index import Index, Variant

WORDS = st.lists(st.sampled_from("abc"), min_size=1, max_size=3)


@given(st.lists(WORDS), st.lists(st.sampled_from("abcd"), max_size=8))
def test_it_finds_what_a_search_by_hand_finds(entries, text):
    index = Index()
    for order, words in enumerate(entries):
        index.add([(word,) for word in words], Variant(order, tuple(words)))
    for start in range(len(text)):
        found = {(end, variant.order) for end, variant in index.at([(word,) for word in text], start)}
        assert found == {(start + len(e), n) for n, e in enumerate(entries) if text[start : start + len(e)] == e}


def test_each_word_of_an_entry_and_of_a_text_may_have_several_keys():
    index = Index()
    index.add([("weisses", "weiss~"), ("haus",)], Variant(0, ("Weißes", "Haus")))
    assert [end for end, _ in index.at([("weissen", "weiss~"), ("hauses", "haus")])] == [2]
    assert not list(index.at([("weiss~",)]))


def test_an_empty_key_skips_a_word():
    index = Index()
    index.add([("a",), ("b",)], Variant(0, ("a", "b")))
    assert [end for end, _ in index.at([("a",), (",", ""), ("b",)])] == [3]
    assert not list(index.at([("",), ("a",)]))


def test_word_gives_the_entries_of_one_word():
    index = Index()
    index.add([("haus",)], Variant(0, ("Haus",)))
    index.add([("haus",), ("boot",)], Variant(1, ("Haus", "Boot")))
    assert [variant.order for variant in index.word("haus")] == [0]
    assert index.word("boot") == ()
