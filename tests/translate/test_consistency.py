"""One rendering for one form of a term throughout an article."""

import math

import pytest

from glossary import Kind, Matcher, Term
from glossary.verify import verify
from translate import enforce as enforcement
from translate.consistency import Choices, agreed
from translate.document import Link
from translate.enforce import enforce

USA = Term("USA", "United States", kind=Kind.NAME, accept=("US", "America"))
PARTEITAG = Term("Parteitag", "party conference", "Parteitage", "party conferences", accept=("convention",))
WARNEN = Term("warnen", "warn", kind=Kind.VERB, accept=("caution",))
TERMS = (USA, PARTEITAG, WARNEN)


def standing(source):
    return tuple(m for m in Matcher(TERMS).find(source) if not m.overlapped)


def noted(*pairs, article=0):
    choices = Choices()
    for source, target in pairs:
        choices.note(article, source, target, verify(standing(source), target))
    choices.settle()
    return choices


def agree(choices, source, target, links=(), article=0):
    return agreed(choices, article, source, target, verify(standing(source), target), links)


IN_THE_US, IN_THE_UNITED_STATES = ("In den USA", "in the US"), ("In den USA", "in the United States")


@pytest.mark.parametrize(
    ("article", "sentence", "result"),
    [
        # the preferred rendering, where the article uses it at all
        ([IN_THE_US, IN_THE_US, IN_THE_UNITED_STATES], IN_THE_US, "in the United States"),
        # else what it uses most, at first if equally often
        ([IN_THE_US, IN_THE_US, ("den USA", "America")], ("den USA", "America"), "US"),
        ([("den USA", "America"), IN_THE_US], IN_THE_US, "in the America"),
        # forms of their own: first part of a compound, other letters
        ([("US-Regierung", "US government"), IN_THE_UNITED_STATES], IN_THE_UNITED_STATES, "in the United States"),
        ([("Parteitags", "convention")], ("Der Parteitag", "The party conference"), "The party conference"),
        # number, capital and article follow
        ([("Parteitage", "party conferences")] * 2, ("Parteitage", "Conventions begin"), "Party conferences begin"),
        ([("Parteitag", "convention")] * 2, ("Ein Parteitag", "A party conference"), "A convention"),
        ([("den USA", "America")] * 2, ("den USA", "a US"), "an America"),
        # verbs live from variation
        ([("Sie warnen", "They warn")] * 2, ("Sie warnen", "They caution"), "They caution"),
        # what does not hold, or is not known, stays
        ([("den USA", "Canada")], IN_THE_US, "in the US"),
        ([], IN_THE_US, "in the US"),
    ],
)  # fmt: skip
def test_sentences_take_what_their_article_has_decided_on(article, sentence, result):
    assert agree(noted(*article), *sentence) == result


def test_what_is_decided_stays():
    choices = noted(IN_THE_US)
    source, target = IN_THE_UNITED_STATES
    choices.note(0, source, target, verify(standing(source), target))
    choices.settle()
    assert agree(choices, source, target) == "in the US"


def test_articles_decide_for_themselves():
    assert agree(noted(IN_THE_UNITED_STATES, article="one"), *IN_THE_US, article="other") == "in the US"


@pytest.mark.parametrize(
    ("source", "target", "links", "result"),
    [
        # "president" stands behind "US", what it renders in front of "USA": an attribute, which the noun cannot replace
        ("Präsident der USA", "US president", [Link(0, 9, 3, 12), Link(14, 17, 0, 2)], "US president"),
        ("Präsident der USA ist", "US is", [Link(0, 9, 3, 5), Link(14, 17, 0, 2)], "United States is"),
        ("die USA reagierten", "US reacted", [Link(4, 7, 0, 2), Link(8, 18, 3, 10)], "United States reacted"),
    ],
)
def test_grammar_may_differ(source, target, links, result):
    choices = noted(("Präsident der USA", "president of the United States"))
    assert agree(choices, source, target, links) == result


@pytest.mark.model
@pytest.mark.parametrize(
    ("margin", "articles", "same"), [(math.inf, [0, 0], True), (-math.inf, [0, 0], False), (math.inf, [0, 1], False)]
)
def test_an_article_agrees_with_itself_where_the_model_has_no_objection(
    marian, monkeypatch, margin, articles, same
):
    monkeypatch.setattr(enforcement, "_MARGIN", margin)
    sources = ["Die USA warten.", "Die USA reagieren am Montag."]
    choices = Choices()
    america = ("Die USA", "America")
    choices.note(0, *america, verify(standing(america[0]), america[1]))
    choices.settle()
    outcomes = enforce(sources, [standing(s) for s in sources], marian, articles=articles, choices=choices)
    found = {outcome.text[slice(*outcome.verdicts[0].found)] for outcome in outcomes}
    assert (found == {"America"}) is same
    assert all(outcome.means == ("consistency",) for outcome in outcomes) is same
    assert all(outcome.links for outcome in outcomes)
