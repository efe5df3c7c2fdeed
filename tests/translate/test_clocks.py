"""Times of day."""

import pytest

from translate.clocks import english_clocks, german_clocks


def hours(clocks) -> list[list[str]]:
    return [sorted(f"{minute // 60}:{minute % 60:02}" for minute in clock.minutes) for clock in clocks]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("um 15.30 Uhr", [["15:30"]]),
        ("um 15:30 Uhr", [["15:30"]]),
        ("um 9 Uhr 30", [["9:30"]]),
        ("um 24 Uhr", [["0:00"]]),
        ("zwischen 10 und 12.30 Uhr", [["10:00"], ["12:30"]]),
        ("am Abend um 9 Uhr", [["21:00", "9:00"]]),
        ("am Abend um 21 Uhr", [["21:00"]]),
        ("um 25 Uhr, 10 Uhrwerke, 15.30 Euro", []),
    ],
)
def test_german(text, times):
    assert hours(german_clocks(text)) == times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("at 3:30 p.m.", [["15:30"]]),
        ("at 3 PM", [["15:00"]]),
        ("at 12 a.m. or 12 p.m.", [["0:00"], ["12:00"]]),
        ("at 15:30", [["15:30"]]),
        ("at 3 o'clock", [["15:00", "3:00"]]),
        ("noon and midnight", [["12:00"], ["0:00"]]),
        ("at 19:30 p.m.", [[]]),
        ("1,200 or 3.5 or 99", []),
    ],
)
def test_english(text, times):
    assert hours(english_clocks(text)) == times


def test_where_the_half_of_the_day_stands():
    text = "at 3:30 p.m. sharp"
    (clock,) = english_clocks(text)
    assert (text[slice(*clock.half)], clock.plain) == (" p.m.", False)
    assert english_clocks("3 men")[0].plain
