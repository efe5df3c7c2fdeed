"""The vocabulary is the same each time it is made, and every piece knows its word."""

import json

import pytest
import sentencepiece
from hypothesis import given
from hypothesis import strategies as st

from training.corpus import tidy
from training.vocabulary import Vocabulary, split_words, train
from translate.errors import InputError, UsageError


def test_split_words():
    text = "Der Nato-Rat (2025) tagt."
    assert [word.text for word in split_words(text)] == "Der Nato - Rat ( 2025 ) tagt .".split()
    assert all(text[word.start : word.end] == word.text for word in split_words(text))


def test_the_same_text_gives_the_same_vocabulary(toy, vocabulary_file, tmp_path):
    sentences = [text for pair, _ in toy for text in (pair.german, pair.english)]
    train(sentences, tmp_path / "again.model", 420)
    assert (tmp_path / "again.model").read_bytes() == vocabulary_file.read_bytes()


@pytest.mark.parametrize(
    ("size", "message"),
    [(20, "--size 20 does not suit"), (9000, "--size 9000 does not suit"), (70_000, "at most 65534")],
)
def test_a_size_that_does_not_suit_is_refused(tmp_path, size, message):
    with pytest.raises(UsageError, match=message):
        train(["Ein Satz.", "A sentence."], tmp_path / "joint.model", size)
    assert not list(tmp_path.iterdir())


def test_what_is_no_model_is_refused(tmp_path):
    (tmp_path / "a.model").write_bytes(b"nothing")
    for path in (tmp_path / "a.model", tmp_path / "b.model"):
        with pytest.raises(InputError, match="is not a SentencePiece model"):
            Vocabulary(path)


def test_a_vocabulary_needs_the_tags(tmp_path):
    (tmp_path / "text").write_text("eins zwei drei\n" * 9, encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(tmp_path / "text"), model_prefix=str(tmp_path / "bare"), vocab_size=14, minloglevel=2
    )
    with pytest.raises(UsageError, match="lacks </s> or the tags"):
        Vocabulary(tmp_path / "bare.model")


@pytest.mark.parametrize(
    "text", ["Der Minister besucht die Stadt.", "Börse, Börse!", "ﬁn ½ 日本 x²…", "«Ja»", "Rat-", "ein  \u3000 Blank"]
)
def test_every_word_has_pieces_in_order(toy_vocabulary, text):
    pieces = toy_vocabulary.encode(text)
    words = [word for word in pieces.words if word >= 0]
    assert words == sorted(words)
    assert set(words) == set(range(len(split_words(text))))


@given(st.text().map(tidy))
def test_pieces_know_their_words(toy_vocabulary, text):
    ids, words = toy_vocabulary.encode(text)
    assert len(ids) == len(words)
    known = [word for word in words if word >= 0]
    assert known == sorted(known)
    assert all(word < len(split_words(text)) for word in known)


@given(st.text(st.sampled_from("aäßeE19 .,-½ﬁ日")).map(tidy))
def test_every_word_begins_with_its_first_piece(toy_vocabulary, text):
    ids, words = toy_vocabulary.encode(text)
    for number, word in enumerate(split_words(text)):
        own = [piece for piece, of in zip(ids, words, strict=True) if of == number]
        if word.text.isascii():
            assert toy_vocabulary.model.decode(own).strip().startswith(word.text[0])


@given(st.lists(st.sampled_from(["<t>", "<e>", "</t>", "Rat", " "])).map("".join))
def test_tags_in_a_text_are_no_tags(toy_vocabulary, text):
    tags = {toy_vocabulary.term, toy_vocabulary.english, toy_vocabulary.end}
    assert not tags & set(toy_vocabulary.encode(text).ids)


@pytest.mark.parametrize("text", ["", "die Stadt", ", sagte", "日本", "Waffen"])
def test_without_blank(toy_vocabulary, text):
    pieces = toy_vocabulary.encode(text)
    bare = toy_vocabulary.without_blank(pieces)
    assert len(bare.ids) == len(bare.words)
    assert toy_vocabulary.model.decode(bare.ids) == toy_vocabulary.model.decode(pieces.ids)
    firsts = [toy_vocabulary.model.id_to_piece(found.ids[0]) for found in (pieces, bare) if found.ids]
    if firsts and toy_vocabulary.model.piece_to_id(firsts[0][1:]) != toy_vocabulary.model.unk_id():
        assert not firsts[1].startswith("▁")


def test_what_is_written(toy_vocabulary, vocabulary_file, tmp_path):
    toy_vocabulary.write(tmp_path / "data", marked=3)
    toy_vocabulary.write_tokenizer(tmp_path / "model")
    ids = json.loads((tmp_path / "data" / "vocab.json").read_text("utf-8"))
    meta = json.loads((tmp_path / "data" / "meta.json").read_text("utf-8"))
    assert meta == {"vocab_size": 421, "pad": 420, "eos": 0, "marked": 3}
    assert sorted(ids.values()) == list(range(421))
    assert (ids["</s>"], ids["<unk>"], ids["<pad>"]) == (0, 1, 420)
    for name in ("data/joint.model", "model/source.spm", "model/target.spm"):
        assert (tmp_path / name).read_bytes() == vocabulary_file.read_bytes()
    assert json.loads((tmp_path / "model" / "vocab.json").read_text("utf-8")) == ids
