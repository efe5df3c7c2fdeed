"""What is proposed for an entry that somebody adds."""

import pytest

from glossary.entry import Kind
from glossary.propose import english_plural, german_plural, kind_of, propose, split_form


@pytest.mark.parametrize(
    ("german", "plural"),
    [
        ("Bündnisfall", "Bündnisfälle"),
        ("Sicherheitsgarantie", "Sicherheitsgarantien"),
        ("Garantiemacht", "Garantiemächte"),
        ("Haus", "Häuser"),
        ("Drohnenwall", "Drohnenwälle"),
        ("Tarifrunde", "Tarifrunden"),
        ("Mitgliedstaat", "Mitgliedstaaten"),
        ("EU-Staat", "EU-Staaten"),
        ("Betriebsrat", "Betriebsräte"),
        ("Warnstreik", "Warnstreiks"),
        ("Untersuchungsausschuss", "Untersuchungsausschüsse"),
        ("Bürgermeister", "Bürgermeister"),
        ("Flugzeugträger", "Flugzeugträger"),
        ("Sondergesandter", "Sondergesandte"),
        ("Staatsfonds", "Staatsfonds"),
        ("Verhandlungsrunde", "Verhandlungsrunden"),
        ("Sprecherin", "Sprecherinnen"),
        ("Kursziel", "Kursziele"),
        ("Mittel der Wahl", "Mittel der Wahl"),
        ("Minister für Verteidigung", "Minister für Verteidigung"),
        ("gemeinsame Erklärung", "gemeinsame Erklärungen"),
        ("Gemeinsames Haus", "Gemeinsame Häuser"),
        ("NATO", ""),
        ("aktuell", ""),
    ],
)
def test_german_plurals(german, plural):
    assert german_plural(german) == plural


@pytest.mark.parametrize(
    ("english", "plural"),
    [
        ("collective defense case", "collective defense cases"),
        ("head of state", "heads of state"),
        ("secretary general", "secretaries general"),
        ("commander-in-chief", "commanders-in-chief"),
        ("member of the board", "members of the board"),
        ("crisis", "crises"),
        ("MEP", "MEPs"),
        ("combat aircraft", "combat aircraft"),
        ("request for help", "requests for help"),
        ("profit-taking", "profit-taking"),
    ],
)
def test_english_plurals(english, plural):
    assert english_plural(english) == plural


@pytest.mark.parametrize(
    ("german", "english", "kind"),
    [
        ("Bündnisfall", "collective defense case", Kind.NOUN),
        ("Weißes Haus", "White House", Kind.NAME),
        ("Selenskyj", "Zelensky", Kind.NAME),
        ("dpa-AFX", "dpa-AFX", Kind.NAME),
        ("abrücken", "back away", Kind.VERB),
        ("unter vier Augen", "in private", Kind.NOUN),
        ("auf Sicht", "in the short term", Kind.NOUN),
        ("so schnell wie möglich", "as soon as possible", Kind.PHRASE),
        ("dementsprechend", "accordingly", Kind.PHRASE),
    ],
)
def test_kinds(german, english, kind):
    assert kind_of(german, english)[0] is kind


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("zurücktreten", "treten … zurück"),
        ("anerkennen", "erkennen … an"),
        ("teilnehmen", "nehmen … teil"),
        ("herausfordern", "fordern … heraus"),
        ("antun", "tun … an"),
        # What begins like a particle and has no verb behind it, or parts only in one of its senses.
        ("antworten", ""),
        ("einigen", ""),
        ("zucken", ""),
        ("herrschen", ""),
        ("beinhalten", ""),
        ("übersetzen", ""),
        ("beschließen", ""),
    ],
)
def test_split_forms(verb, form):
    assert split_form(verb) == form


def test_what_is_given_stays_and_what_is_guessed_is_said():
    given = propose("Wall", "wall", Kind.NOUN, "Wälle", "walls")
    assert given == (Kind.NOUN, "Wälle", "walls", ())
    guessed = propose("Bundesregierung", "German government")
    assert guessed[:3] == (Kind.NOUN, "Bundesregierungen", "German governments")
    assert [sentence.split(";")[0] for sentence in guessed.assumed] == [
        "it is a noun (ends in a noun)",
        'the German plural is "Bundesregierungen"',
        'the English plural is "German governments"',
    ]


def test_without_a_german_plural_there_is_no_english_one():
    assert propose("NATO-Osten", "NATO east", Kind.NAME)[1:3] == ("", "")
