"""Make glossary terms hold: propose, verify, choose; on the bundled model, whatever it says."""

import math
import re

import pytest

from glossary import Kind, Matcher, Term
from translate import enforce as enforcement
from translate import places
from translate.document import Span
from translate.enforce import STAGES, enforce
from translate.usage import DOUBLE_QUOTES

pytestmark = pytest.mark.model
ODD = (  # renderings that no model comes up with unaided
    Term("Präsident", "grand poobah", "Präsidenten", "grand poobahs"),
    Term("Kiew", "Kyivtown", kind=Kind.NAME),
    Term("Koalition der Willigen", "league of the eager", kind=Kind.PHRASE),
    Term("Waffenstillstand", "arms pause", "Waffenstillstände", "arms pauses"),
)
SENTENCES = [
    "Der Präsident sprach am Montag in Berlin.",
    "Die Präsidenten reisen nach Kiew.",
    'Die "Koalition der Willigen" sei bereit, sagte der Präsident.',
    "In Kiew regnet es.",
    "Ein Waffenstillstand ist nicht in Sicht.",
    "Die Lage ist ernst.",
]


def run(sentences, terms, marian, **options):
    matcher = Matcher(terms)
    mentions = [tuple(m for m in matcher.find(s) if not m.overlapped) for s in sentences]
    return enforce(sentences, mentions, marian, **options), mentions


def test_every_mention_holds_and_says_where_and_by_which_means(marian):
    outcomes, mentions = run(SENTENCES, ODD, marian)
    assert [len(m) for m in mentions] == [1, 2, 2, 1, 1, 0]
    for outcome, own in zip(outcomes, mentions, strict=True):
        assert [v.mention for v in outcome.verdicts] == list(own)
        for verdict, means in zip(outcome.verdicts, outcome.means, strict=True):
            assert verdict.satisfied
            assert means in {"beam", "insertion", *STAGES}
            wanted = verdict.mention.term
            found = outcome.text[slice(*verdict.found)].lower()
            assert found in {wanted.target.lower(), wanted.target_plural.lower()}
    assert "grand poobahs" in outcomes[1].text


@pytest.mark.parametrize("stage", ["prefix", "splice"])
def test_a_stage_alone_makes_mentions_hold(marian, stage):
    outcomes, _ = run(SENTENCES, ODD, marian, stages=[stage])
    assert any(v.satisfied for outcome in outcomes for v in outcome.verdicts)
    assert {m for outcome in outcomes for m in outcome.means if m} <= {"beam", "insertion", stage}


@pytest.mark.parametrize(("aligned", "tried_again"), [(True, False), (False, True)])
def test_what_is_spliced_in_where_nothing_was_aligned_is_not_settled(marian, monkeypatch, aligned, tried_again):
    tried = []
    monkeypatch.setattr(enforcement, "_MARGIN", math.inf)
    monkeypatch.setattr(enforcement._Run, "prefix", lambda self, sentences: tried.extend(sentences))
    if not aligned:
        monkeypatch.setattr(places, "_places", lambda *given: (Span(4, 4),))
    outcomes, _ = run([SENTENCES[4]], ODD, marian, stages=["splice", "prefix"])
    assert outcomes[0].means == (("splice",) if aligned else ("insertion",))
    assert bool(tried) is tried_again


def test_without_stages_the_plain_translation_stands_and_the_mention_is_reported(marian):
    outcomes, _ = run(SENTENCES, ODD, marian, stages=[])
    plain, _ = run(SENTENCES, (), marian)
    assert [o.text for o in outcomes] == [o.text for o in plain]
    assert not any(v.satisfied for outcome in outcomes for v in outcome.verdicts)
    assert not any(means for outcome in outcomes for means in outcome.means)


def test_a_sentence_without_a_mention_is_the_same_beside_sentences_with_some(marian):
    alone, _ = run(["Die Lage ist ernst."], (), marian)
    beside, _ = run(SENTENCES, ODD, marian)
    assert (beside[-1].text, beside[-1].links) == (alone[0].text, alone[0].links)
    assert beside[-1].score == pytest.approx(alone[0].score, abs=1e-4)


def test_quotation_marks_of_a_term_come_through(marian):
    outcomes, _ = run([SENTENCES[2]], ODD, marian)
    inside = re.search(r'"([^"]*)"', outcomes[0].text)
    assert inside
    assert inside[1].lower().strip(",.").startswith("league of the eager")
    assert sum(c in DOUBLE_QUOTES for c in outcomes[0].text) == 2


def test_links_and_renderings_lie_in_the_text(marian):
    outcomes, _ = run(SENTENCES, ODD, marian, quotes="typographic")
    for source, outcome in zip(SENTENCES, outcomes, strict=True):
        for link in outcome.links:
            assert source[link.source_start : link.source_end].strip()
            assert outcome.text[link.target_start : link.target_end].strip()


def test_a_forbidden_rendering_without_another_is_avoided_or_reported(marian):
    rule = Term("Präsident", "president", forbidden=True)
    (outcome,), _ = run([SENTENCES[0]], [rule], marian)
    (verdict,) = outcome.verdicts
    assert verdict.satisfied is ("president" not in outcome.text.lower())


def test_nothing_to_do(marian):
    assert enforce([], [], marian) == []
