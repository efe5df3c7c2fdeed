"""Where the strings of a JSON file stand, so that some can be replaced and all else left as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from translate.errors import InputError

__all__ = ["Place", "check", "places", "quoted"]

_TOKEN = re.compile(r'\s*+(?:("(?:[^"\\]|\\.)*+")|([\[{])|([\]}])|([,:])|([^\s\[\]{},:"]++))', re.DOTALL)


class Place(NamedTuple):
    """A string value: its path of keys and indices, what it says, and its range in the file."""

    path: tuple[str | int, ...]
    value: str
    start: int
    end: int


def check(text: str, name: str) -> Any:
    """Return the value of a JSON file.

    Raises:
        InputError: it is no JSON; the message names the line.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{name}:{error.lineno}: is not JSON here ({error.msg}); mend it") from error
    except (RecursionError, ValueError) as error:
        raise InputError(f"{name}: is nested too deep, or holds a number too long; mend it") from error


def places(text: str) -> Iterator[Place]:
    """Yield the string values of a file that `check` has accepted."""
    path: list[str | int] = []  # of the value to come; a key, or an index
    kinds: list[str] = []
    key_next = False
    position = 0
    while match := _TOKEN.match(text, position):
        position = match.end()
        string, opening, closing, mark, _ = match.groups()
        if string is not None and key_next:
            path[-1] = json.loads(string)
        elif string is not None:
            yield Place(tuple(path), json.loads(string), match.start(1), match.end(1))
        elif opening:
            kinds.append(opening)
            path.append("" if opening == "{" else 0)
            key_next = opening == "{"
        elif closing:
            kinds.pop()
            path.pop()
            key_next = False
        elif mark == ":":
            key_next = False
        elif mark == "," and kinds[-1] == "{":
            key_next = True
        elif mark == ",":
            path[-1] += 1


def quoted(value: str, *, ascii_only: bool) -> str:
    """Return a string as JSON."""
    return json.dumps(value, ensure_ascii=ascii_only)
