"""What stands inside a name is neither a mention nor a rendering."""

import pytest

from glossary.names import inside_english_name, inside_german_name


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("in den Vereinigten Staaten", "Staaten", True),
        ("in den Vereinigten Staaten", "Vereinigten Staaten", False),
        ("in den Staaten", "Staaten", False),
        ("des Weißen Hauses", "Hauses", True),
        ("im Nahen Osten", "Osten", True),
        ("dem Redaktionsnetzwerk Deutschland (RND)", "Deutschland", True),
        ("der Deutschen Bank", "Bank", True),
        ("einer deutschen Bank", "Bank", False),
        ("Vereinigtenstaaten Staaten", "Staaten", False),
        ("auf King George Island", "Island", True),
        ("in Island", "Island", False),
        ("dem Münchner Merkur", "Münchner", True),
        ("dem Münchener Merkur", "Münchener", True),
        ("die Wiener Zeitung", "Wiener", True),
        ("die Wiener Polizei", "Wiener", False),
    ],
)
def test_german(text, part, expected):
    start = text.rindex(part)
    assert inside_german_name(text, start, start + len(part)) is expected


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("the United States", "States", True),
        ("the United States", "United States", False),
        ("the member states", "states", False),
        ("Secretary of State Rubio", "State", True),
        ("in North Korea", "Korea", True),
        ("in Korea", "Korea", False),
        ("the White House", "House", True),
        ("The New York Times", "York", True),
    ],
)
def test_english(text, part, expected):
    start = text.rindex(part)
    assert inside_english_name(text, start, start + len(part)) is expected
