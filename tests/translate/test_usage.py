"""English usage where the model leaves German."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.document import Span
from translate.usage import apply, edits, move


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("1.200 Menschen.", "1.200 people.", "1,200 people."),
        ("1.200 Menschen.", "1,200 people.", "1,200 people."),
        ("3,5 Prozent.", "3,5 percent.", "3.5 percent."),
        ("1.234.567,8 Euro.", "1.234.567,8 euros.", "1,234,567.8 euros."),
        ("Version 3.11.", "Version 3.11.", "Version 3.11."),
        ("Die 1.200 kosten 1,200 Euro.", "The 1,200 cost 1,200 euros.", "The 1,200 cost 1,200 euros."),
        ("am 11. September 2001.", "on 11. September 2001.", "on September 11, 2001."),
        ("am 3. Oktober.", "on 3. Oktober.", "on October 3."),
        ("12 000 Menschen.", "12 000 people.", "12,000 people."),
        ("Schalke 04 200 Mal.", "Schalke 04 200 times.", "Schalke 04 200 times."),
        ("am 3.10.2025 in Bonn.", "on 3,10,2025 in Bonn.", "on October 3, 2025 in Bonn."),
        ("am 24.12.2024.", "on 24.12.2024.", "on December 24, 2024."),
        ("um 15.30 Uhr.", "at 15.30 Uhr.", "at 15:30."),
        ("um 15.30 Uhr.", "at 15.30.", "at 15:30."),
        ("um 9 Uhr.", "at 9 Uhr.", "at 9:00."),
        ("Er las www.dpa.de.", "He read ww.dpa.de.", "He read www.dpa.de."),
        ("um 19.30 Uhr.", "at 19:30 p.m.", "at 19:30."),
        ("um 19.30 Uhr in Bonn.", "at 19:30pm in Bonn.", "at 19:30 in Bonn."),
        ("um 18.00 Uhr in Bonn.", "at 18:00 a.m. in Bonn.", "at 18:00 in Bonn."),
        ("um 10.00 Uhr in Bonn.", "at 10:00 p.m. in Bonn.", "at 10:00 a.m. in Bonn."),
        ("um 9 Uhr.", "at 9pm.", "at 9am."),
        ("um 9 Uhr abends.", "at 9 p.m.", "at 9 p.m."),
        ("um 15.30 Uhr.", "at 3:30 p.m.", "at 3:30 p.m."),
        ("2. Das Amt ging.", "2nd. The office went.", "2. The office went."),
        ("2) Das Amt ging.", "2nd The office went.", "2) The office went."),
        ("um 19 Uhr.", "at 19pm.", "at 19:00."),
        ("29. September 2018", "29th September 2018", "29th September 2018"),
        ("2. Halbzeit.", "2nd half.", "2nd half."),
        ("Freitag", "Fri.", "Fri."),
        ("in den USA", "in the U.S.", "in the U.S."),
        ("Artikel 5", "Article 5.", "Article 5"),  # a heading
        ("Wer?", "Who?", "Who?"),
        ("Er ging.", "He left", "He left."),
        ('Er sagte "ja".', 'He said "yes".', 'He said "yes".'),
        ('"Ja", sagte er.', 'Yes," he said.', '"Yes," he said.'),
        ('Er sagte "ja".', 'He said "yes.', 'He said "yes."'),
        ("„Ja“, sagte er.", "“Yes,” he said.", '"Yes," he said.'),
        ("Trumps Plan.", "Trump’s plan.", "Trump's plan."),
        ("Waffenstillstand oder nicht?", "ceasefire or not?", "Ceasefire or not?"),
        ('"Ja", sagte er.', '"yes," he  said.', '"Yes," he said.'),
        ("iPhones kosten mehr.", "iPhones cost more.", "iPhones cost more."),
        ("Die Nato tagt.", "The NATO is in session of the NATO.", "NATO is in session of NATO."),
        ("Der Nato-Gipfel.", "The NATO summit in the Ukraine war.", "The NATO summit in the Ukraine war."),
        ("Minister Wadephul.", "US secretary of state Marco Rubio.", "US Secretary of State Marco Rubio."),
        ("Er.", "US secretary of defense Pete Hegseth.", "US Secretary of Defense Pete Hegseth."),
        ("Er.", "Of secretary of the treasury Scott Bessent.", "Of Secretary of the Treasury Scott Bessent."),
        ("Er.", "US attorney general Pam Bondi.", "US Attorney General Pam Bondi."),
        ("Er.", "The attorney general of Texas.", "The attorney general of Texas."),
        ("Er.", "British defence secretary John Healey.", "British Defence Secretary John Healey."),
        (
            "Kanzler Merz.",
            "Said vice chancellor Merz and NATO secretary general Rutte.",
            "Said Vice Chancellor Merz and NATO Secretary General Rutte.",
        ),
        ("Der Kanzler.", "It met foreign minister Lavrov.", "It met Foreign Minister Lavrov."),
        ("Der Kanzler.", "The Ukrainian president Zelensky.", "The Ukrainian President Zelensky."),
        ("dass er kam,", "That he came.", "that he came"),
        ("und er kam,", "And he came,", "and he came,"),
        ("wie er sagte.", "Berlin said.", "Berlin said."),
        ("Eine EU-Regel.", "A EU rule and a union, an US one.", "An EU rule and a union, a US one."),
        ("Er verließ eine Nato.", "He left an NATO.", "He left a NATO."),
        ("EIN ENDE", "A END", "AN END"),
        ("EIN NEUES", "A NEW ONE", "A NEW ONE"),
        ("Er nahm Vitamin A.", "He took vitamin A and a egg.", "He took vitamin A and an egg."),
    ],
)
def test_straight(source, text, expected):
    assert apply(text, edits(source, text)) == expected


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ('Die "Willigen", so er.', "The willing, he said.", 'The "willing," he said.'),
        ('Die "Willigen", so er.', 'The willing," he said.', 'The "willing," he said.'),
        ('Die "Willigen" kamen.', 'The "willing came.', 'The "willing" came.'),
        ('"Willige" kamen.', "willing came.", '"Willing" came.'),
        ('Es kamen "Willige".', "There came willing.", 'There came "willing."'),
        ('"Ja", sagten "Willige".', '"Yes," said willing.', '"Yes," said "willing."'),
        ("Die Willigen kamen.", "The willing came.", "The willing came."),
    ],
)
def test_words_quoted_in_the_source_are_quoted(source, text, expected):
    start = text.lower().index("willing")
    assert apply(text, edits(source, text, quoted=[Span(start, start + len("willing"))])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Yes," he said.', "“Yes,” he said."),
        ('He said "yes".', "He said “yes”."),
        ('("Yes")', "(“Yes”)"),
        ("Trump's plan, the states' plan", "Trump’s plan, the states’ plan"),
        ("He said 'yes'", "He said ‘yes’"),
        ("the '90s", "the ’90s"),
    ],
)
def test_typographic(text, expected):
    assert apply(text, edits(text, text, "typographic")) == expected


@given(st.text(st.sampled_from("ab 1.,35\"'„”")), st.text(st.sampled_from("ab 1.,35\"'„”")))
def test_edits_are_in_order_and_settle(source, text):
    changes = edits(source, text)
    assert all(a.end <= b.start for a, b in pairwise(changes))
    once = apply(text, changes)
    assert once.count('"') == sum(c in '"„”' for c in once)


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("people", "1.200 people", "people"),
        ("1.200", "1.200 people", "1,200"),
        ("September", "on 11. September 2001", None),  # lies within what is replaced
    ],
)
def test_move(word, text, expected):
    source = "1.200 Menschen am 11. September 2001"
    changes = edits(source, text)
    start = text.index(word)
    span = move(Span(start, start + len(word)), changes)
    moved = apply(text, changes)[slice(*span)]
    assert moved == expected if expected else "September" in moved


@given(st.data())
def test_moved_spans_lie_in_the_text_and_keep_untouched_words(data):
    text = data.draw(st.text(st.sampled_from("ab 1.,35\"'"), min_size=1))
    changes = edits(text, text, data.draw(st.sampled_from(["straight", "typographic"])))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span, new = move(Span(start, end), changes), apply(text, changes)
    assert 0 <= span.start <= span.end <= len(new)
    if not any((e.start < end and start < e.end) or e.start == e.end in (start, end) for e in changes):
        assert new[slice(*span)] == text[start:end]
