"""Batches hold what was prepared, each line as often as it weighs, in an order that the seed decides."""

import itertools
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from training.batches import Batch, Data, Place, batches, collate, plan
from translate.errors import InputError

length, weight = st.integers(1, 40), st.sampled_from([0.4, 1.0, 2.0, 2.5])
lines = st.lists(st.tuples(length, length, weight), min_size=1, max_size=60)


@given(lines, st.integers(1, 100), st.integers(0, 9), st.integers(0, 9))
def test_plan(lines, budget, seed, epoch):
    lengths = np.array([line[:2] for line in lines], np.int64).T
    weights = np.array([line[2] for line in lines], np.float32)
    made = plan(lengths, weights, budget, seed, epoch)
    for batch in made:
        assert len(batch) == 1 or len(batch) * lengths[:, batch].max() <= budget
    copies = Counter(itertools.chain.from_iterable(batch.tolist() for batch in made))
    for line, weight in enumerate(weights.tolist()):
        assert int(weight) <= copies[line] <= int(weight) + (weight % 1 > 0)
    again = plan(lengths, weights, budget, seed, epoch)
    assert all(np.array_equal(one, other) for one, other in zip(made, again, strict=True))


def test_the_order_changes_from_epoch_to_epoch():
    lengths, weights = np.stack([np.arange(1, 50)] * 2), np.ones(49, np.float32)
    first, second = (np.concatenate(plan(lengths, weights, 60, 1, epoch)).tolist() for epoch in (0, 1))
    assert first != second
    assert sorted(first) == sorted(second)


def test_a_fraction_is_seen_in_its_share_of_epochs():
    lengths, weights = np.ones((2, 1000), np.int64), np.full(1000, 0.4, np.float32)
    assert 300 < sum(map(len, plan(lengths, weights, 10, 0, 0))) < 500


def test_little_of_a_batch_is_padding():
    rng = np.random.default_rng(0)
    source = rng.integers(5, 60, 20_000)
    lengths = np.stack([source, np.maximum(1, source * rng.normal(1, 0.25, 20_000)).astype(np.int64)])
    made = plan(lengths, np.ones(20_000, np.float32), 2000, 0, 0)
    for side, least in ((0, 0.85), (1, 0.95)):
        room = sum(len(batch) * lengths[side, batch].max() for batch in made)
        assert lengths[side].sum() / room > least


@pytest.fixture
def small():
    """Three lines; the second has no links."""
    return Data(
        source=np.array([5, 6, 0, 7, 0, 8, 9, 10, 0], np.uint16),
        target=np.array([11, 0, 12, 13, 0, 14, 0], np.uint16),
        source_offsets=np.array([0, 3, 5, 9]),
        target_offsets=np.array([0, 2, 5, 7]),
        weights=np.ones(3, np.float32),
        links=np.array([[0, 0], [1, 0], [2, 1], [0, 0], [3, 1]], np.uint8),
        link_offsets=np.array([0, 3, 3, 5]),
        vocabulary_size=16,
        pad=15,
        eos=0,
    )


def test_collate(small):
    batch = collate(small, np.array([2, 1, 0]))
    assert batch.source.tolist() == [[8, 9, 10, 0], [7, 0, 15, 15], [5, 6, 0, 15]]
    assert batch.target.tolist() == [[14, 0, 15], [12, 13, 0], [11, 0, 15]]
    # line, target piece, source piece
    assert batch.links.T.tolist() == [[0, 0, 0], [0, 1, 3], [2, 0, 0], [2, 0, 1], [2, 1, 2]]


def test_collate_without_links(small):
    assert collate(small, np.array([1])).links.shape == (3, 0)
    bare = replace(small, links=np.zeros((0, 2), np.uint8), link_offsets=np.zeros(4, np.int64))
    assert collate(bare, np.array([0, 2])).links.shape == (3, 0)


def test_lengths_and_fingerprint(small):
    assert small.lengths.tolist() == [[3, 2, 4], [2, 3, 2]]
    changed = replace(small, weights=np.array([1, 1, 2], np.float32))
    assert small.fingerprint == replace(small).fingerprint != changed.fingerprint


def test_a_run_goes_on_where_it_was(data):
    def same(one, other):
        return one[1] == other[1] and all(torch.equal(a, b) for a, b in zip(one[0], other[0], strict=True))

    taken = list(itertools.islice(batches(data, 300, 1, Place(0, 0), pin=False), 60))
    assert {place.epoch for _, place in taken} >= {0, 1, 2}
    for number in (0, 7, 40):
        rest = itertools.islice(batches(data, 300, 1, taken[number][1], pin=False), 59 - number)
        assert all(same(*both) for both in zip(taken[number + 1 :], rest, strict=True))
    assert all(isinstance(batch, Batch) for batch, _ in taken)


@pytest.mark.parametrize("broken", ["meta.json", "data.npz"])
@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 damaged", b"{}"])
def test_other_folders_are_refused(data_folder, tmp_path, broken, content):
    for name in ("meta.json", "data.npz"):
        (tmp_path / name).write_bytes((data_folder / name).read_bytes())
    assert len(Data.load(tmp_path))
    (tmp_path / broken).unlink()
    if content is not None:
        (tmp_path / broken).write_bytes(content)
    with pytest.raises(InputError, match="is not a prepared folder"):
        Data.load(tmp_path)
