"""Cutting changes how a source is written, not what it says nor what its links lead to."""

import itertools

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from training.batches import Batch, Place, batches
from training.cuts import Cuts


def texts(vocabulary, ids):
    """The text of each row, padding left out."""
    return [vocabulary.model.decode([i for i in row if i != vocabulary.pad]) for row in ids.tolist()]


def linked(vocabulary, batch):
    """For each target piece with links, the source letters that they lead to."""
    found = {}
    for line, to, of in sorted(batch.links.T.tolist()):
        piece = vocabulary.model.id_to_piece(int(batch.source[line, of]))
        found[line, to] = found.get((line, to), "") + piece
    return found


@given(st.integers(0, 50), st.sampled_from([0.1, 0.5, 1.0]))
def test_texts_and_links_stay(data, toy_vocabulary, seed, share):
    batch = next(batches(data, 300, seed, Place(0, 0), pin=False))[0]
    cut = Cuts(toy_vocabulary, share)(batch, np.random.default_rng(seed))
    assert texts(toy_vocabulary, cut.source) == texts(toy_vocabulary, batch.source)
    assert linked(toy_vocabulary, cut) == linked(toy_vocabulary, batch)
    assert torch.equal(cut.target, batch.target)


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0, 0), (0.3, 0.2, 0.4), (1.0, 1, 1)])
def test_share(toy_vocabulary, share, least, most):
    cuts = Cuts(toy_vocabulary, share)
    piece = int(cuts._count.argmax())
    batch = Batch(
        torch.full((20, 20), piece), torch.zeros((20, 1), dtype=torch.long), torch.zeros((3, 0), dtype=torch.long)
    )
    cut = cuts(batch, np.random.default_rng(1)).source
    assert least <= ((cut != toy_vocabulary.pad).sum() - 400) / 400 <= most
    assert len({tuple(row) for row in cut.tolist()}) > 1 or share in (0, 1)


def test_tags_short_pieces_and_signs_stay_whole(toy_vocabulary):
    model, cuts = toy_vocabulary.model, Cuts(toy_vocabulary, 1)
    for piece in range(toy_vocabulary.pad):
        text = model.id_to_piece(piece)
        assert not cuts._count[piece] or (len(text) > 3 and text.removeprefix("▁").isalpha())
    assert {model.id_to_piece(i) for i in np.nonzero(cuts._count == 0)[0][:-1].tolist()} >= {
        "<t>",
        "<e>",
        "</t>",
        "</s>",
    }


def test_a_run_goes_on_as_it_would_have(data, toy_vocabulary):
    def take(number, place):
        found = batches(data, 300, 1, place, pin=False, change=Cuts(toy_vocabulary, 0.5))
        return list(itertools.islice(found, number))

    whole = take(9, Place(0, 0))
    rest = take(4, whole[4][1])
    for (one, place), (other, again) in zip(whole[5:], rest, strict=True):
        assert place == again
        assert all(torch.equal(a, b) for a, b in zip(one, other, strict=True))
    plain = next(batches(data, 300, 1, Place(0, 0), pin=False))[0]
    assert whole[0][0].source.shape != plain.source.shape
