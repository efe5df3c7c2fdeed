"""Which phrase pairs become terms, and that training and tool write mark-up alike."""

import itertools
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.align import parse_links
from training.corpus import tidy
from training.markup import Mention, PhrasePair, annotate, choose, citation_form, count_words, phrase_pairs
from training.vocabulary import split_words
from translate.document import Span
from translate.marian import Marian, Mark, Request


class Never(random.Random):
    """Draws what makes rare things not happen."""

    def random(self):
        return 0.999


class Always(random.Random):
    """Draws what makes rare things happen."""

    def random(self):
        return 0.0


def phrases(german, english, links, rng=None):
    """Return phrase pairs as text, German = English."""
    german, english = german.split(), english.split()
    found = phrase_pairs(german, english, parse_links(links), rng or Never())
    return [f"{' '.join(german[a:b])} = {' '.join(english[c:d])}" for a, b, c, d in found]


@pytest.mark.parametrize(
    ("german", "english", "links", "expected"),
    [
        ("der Bündnisfall", "the mutual defense", "0-0 1-1 1-2", ["Bündnisfall = mutual defense"]),
        ("die neue Reform", "the new reform", "0-0 1-1 2-2", ["neue Reform = new reform", "Reform = reform"]),
        ("Rat der Stadt", "city council", "0-1 2-0", ["Rat = council", "Rat der Stadt = city council", "Stadt = city"]),
        ("Rat der Stadt", "council of the city", "0-0 2-3", ["Rat = council", "Rat der Stadt = council of the city",
                                                             "Stadt = city"]),
        ("Rat tagt", "council meets", "0-0 1-0 1-1", []),  # a link leads out
        ("Rat", "the", "0-0", []),  # a function word alone
        ("Rat ,", "council ,", "0-0 1-1", ["Rat = council"]),
        ("12 Rat", "12 council", "0-0 1-1", ["Rat = council"]),
        ("Rat", "council", "", []),
        ("sagt Rat", "says council", "0-0 1-1", ["Rat = council"]),
        ("Rat", "a b c d e f council", "0-0 0-6", []),  # too long to be a term
    ],
)  # fmt: skip
def test_phrase_pairs(german, english, links, expected):
    assert phrases(german, english, links) == expected


def test_other_words_are_terms_now_and_then():
    assert phrases("tagen oft", "meet often", "0-0 1-1", Always()) == ["tagen = meet"]


ranges = st.tuples(st.integers(0, 20), st.integers(1, 4))


@given(st.lists(ranges), st.integers())
def test_chosen_terms_do_not_overlap(spans, seed):
    pairs = [PhrasePair(start, start + length, start, start + length) for start, length in spans]
    chosen = choose(pairs, random.Random(seed))
    assert len(chosen) <= 3
    assert bool(chosen) == bool(pairs)
    assert set(chosen) <= set(pairs)
    assert all(one.german_end <= other.german_start for one, other in itertools.pairwise(chosen))


@pytest.mark.parametrize(
    ("text", "start", "end", "expected", "always"),
    [
        ("Weapons arrive .", 0, 1, "weapons", "weapon"),
        ("Berlin waits .", 0, 1, "Berlin", "Berlin"),  # usually has its capital
        ("NATO troops wait .", 0, 2, "NATO troops", "NATO troop"),
        ("The new rules hold .", 1, 3, "new rules", "new rule"),
        ("It meets .", 1, 2, "meets", "meet"),
        ("Paris talks .", 1, 2, "talks", "talk"),
        ("The press waits .", 1, 2, "press", "press"),
    ],
)
def test_citation_form(text, start, end, expected, always):
    counts = Counter({"Berlin": 9, "weapons": 5, "Weapons": 1})
    words = split_words(text)
    for rng, form in ((Never(), expected), (Always(), always)):
        assert citation_form(text, words, PhrasePair(0, 1, start, end), counts, rng) == form


def test_count_words_leaves_the_sentence_start_out():
    assert count_words(["Weapons and weapons", "Berlin"]) == {"and": 1, "weapons": 1}


def pieces(vocabulary, ids):
    return " ".join(vocabulary.model.id_to_piece(i) for i in ids)


def test_annotate(toy_vocabulary):
    text = "Die Börse nennt am Montag neue Regeln."
    words = split_words(text)
    mentions = [
        Mention(words[1].start, words[1].end, "exchange"),
        Mention(words[6].start, words[6].end, "rule"),
    ]
    found = annotate(toy_vocabulary, text, mentions)
    plain = toy_vocabulary.model.decode
    tags = [
        i
        for i, piece in enumerate(found.ids)
        if piece in (toy_vocabulary.term, toy_vocabulary.english, toy_vocabulary.end)
    ]
    parts = [plain(found.ids[a + 1 : b]).strip() for a, b in zip([-1, *tags], [*tags, len(found.ids)], strict=True)]
    assert parts == ["Die", "Börse", "exchange", "nennt am Montag neue", "Regeln", "rule", "."]
    # The German keeps its words, tags and English have none.
    german = [word for word in found.words if word >= 0]
    assert german == sorted(german)
    assert set(german) == set(range(len(words)))
    assert all(found.words[i] == -1 for i in tags)
    assert found.words[tags[1] + 1 : tags[2]] == [-1] * (tags[2] - tags[1] - 1)


def test_annotate_nothing(toy_vocabulary):
    text = "Neue Regeln kommen am Montag."
    assert annotate(toy_vocabulary, text, []) == toy_vocabulary.encode(text)


@pytest.fixture(scope="module")
def marian(toy_model):
    return Marian.load(toy_model)


words = st.sampled_from(["Börse", "Montag", "die", "Waffen", ",", "-", "(", "5", "Größe", "日", "x"])


@given(st.lists(st.tuples(words, st.booleans()), min_size=1, max_size=12), st.data())
def test_training_and_tool_write_mark_up_alike(toy_vocabulary, marian, parts, draw):
    text = tidy("".join(word + " " * blank for word, blank in parts))
    spans = [(word.start, word.end) for word in split_words(text)]
    chosen = draw.draw(st.lists(st.sampled_from(spans), unique=True, max_size=3).map(sorted))
    trained = annotate(toy_vocabulary, text, [Mention(*span, "new rule") for span in chosen])
    asked = Request(text, tuple(Mark(Span(*span), "new rule") for span in chosen))
    assert marian._encode(asked) == [*trained.ids, toy_vocabulary.eos]
