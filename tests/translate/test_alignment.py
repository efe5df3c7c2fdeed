"""Word alignment: from a matrix over pieces to links between words."""

import numpy as np
import pytest

from translate.alignment import aligned_span, links
from translate.document import Link, Span


def test_links_join_words_and_leave_punctuation_out():
    source, target = "Das Haus.", "The house."
    source_pieces = [Span(0, 3), Span(3, 6), Span(6, 8), Span(8, 9)]
    target_pieces = [Span(0, 3), Span(3, 9), Span(9, 10)]
    attention = np.zeros((3, 5))
    attention[0, 0] = attention[1, 2] = attention[2, 3] = 1
    assert links(source, target, source_pieces, target_pieces, attention) == (Link(0, 3, 0, 3), Link(4, 8, 4, 9))


def test_a_piece_that_attends_to_the_end_links_nothing():
    attention = np.array([[0.0, 1.0]])
    assert links("Ja", "Yes", [Span(0, 2)], [Span(0, 3)], attention) == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [(Span(0, 3), Span(0, 3)), (Span(0, 8), Span(0, 9)), (Span(4, 8), Span(4, 9)), (Span(20, 30), None)],
)
def test_aligned_span(source, expected):
    assert aligned_span([Link(0, 3, 0, 3), Link(4, 8, 4, 9)], source) == expected


def test_a_word_far_off_is_taken_for_a_slip():
    found = [Link(0, 3, 0, 3), Link(4, 8, 4, 9), Link(4, 8, 90, 95)]
    assert aligned_span(found, Span(0, 8)) == Span(0, 9)
