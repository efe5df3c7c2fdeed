"""Values as plain ones and back: what the formats that read back have in common.

Every field of a segment goes by its own name. Beside them stands ``target_hash``, which tells whether
somebody has changed the translation since: what was said about the old one is then not repeated.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from translate.document import BilingualDocument, Finding, Segment, Severity
from translate.errors import DocumentError

__all__ = [
    "Header",
    "compact",
    "document",
    "header",
    "header_values",
    "not_ours",
    "parse",
    "segment",
    "segment_values",
]

VERSION = 1
EDITED = Finding(
    "edited", Severity.WARNING, "the translation was changed after it was checked; terms and numbers are not verified"
)
AGAIN = "translate the article again"
_BESIDE = frozenset({"target_hash", "review"})  # the latter is kept by translate.review
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: JSON can name it, no file can hold it
# Besides these, characters that many programs take for the end of a line.
_ESCAPED = re.compile(f"[\x7f-\x9f\u2028\u2029]|{_SURROGATE.pattern}")


def compact(value: Any) -> str:
    """Return plain values as JSON without a line break, not even a Unicode one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def parse(text: str, where: str) -> Any:
    """Return the value that JSON stands for.

    Raises:
        DocumentError: it is no JSON; the message starts with `where`.
    """
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        detail = error.msg if isinstance(error, json.JSONDecodeError) else "too deep, or no number"
        raise DocumentError(f"{where}: is not JSON here ({detail}); restore the line as it was written") from error


def _no_number(name: str) -> float:
    raise ValueError(name)


class Header(NamedTuple):
    """What is to be known of a document beside its segments: name, signature, number of segments."""

    name: str
    signature: str
    segments: int


# -------------------------------------------------------------------- values out


def header_values(document: BilingualDocument) -> dict[str, Any]:
    """Return the header of a document as a dict of plain values."""
    return {"wortlaut": VERSION, **Header(document.name, document.signature, len(document.segments))._asdict()}


def segment_values(segment: Segment) -> dict[str, Any]:
    """Return a segment as a dict of plain values."""
    return {**_plain(segment), "target_hash": _hash(segment.target)}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, Enum) else value


def _hash(target: str) -> str:
    return hashlib.sha256(target.encode("utf-8", "surrogatepass")).hexdigest()[:12]


# --------------------------------------------------------------------- values in


def not_ours(where: str) -> DocumentError:
    """Return the error for a file that another program has written."""
    return DocumentError(f"{where}: is not a document of wortlaut; give a file that wortlaut translate has written")


def header(given: Any, where: str) -> Header:
    """Return the header that plain values stand for.

    Raises:
        DocumentError: it is not ours; the message starts with `where`.
    """
    if not isinstance(given, dict) or "wortlaut" not in given:
        raise not_ours(where)
    if given["wortlaut"] != VERSION:
        raise DocumentError(f"{where}: was written by another version of wortlaut; {AGAIN}")
    hints = _hints(Header)
    return Header(*(_value(hints[key], given.get(key), f"{where}: {key}") for key in Header._fields))


def document(given: Header, segments: Sequence[tuple[str, Segment]], file: str) -> BilingualDocument:
    """Put a document together again.

    Args:
        given: its header.
        segments: each with the ``file:line`` that it comes from, in any order.
        file: name, for messages.

    Raises:
        DocumentError: segments are missing or doubled, or do not join.
    """
    ordered = sorted(segments, key=lambda pair: (pair[1].block, pair[1].sentence))
    end = 0
    for where, found in ordered:
        end += len(found.before)
        if found.start != end:
            raise DocumentError(
                f"{where}: segment {found.id} does not follow on the one before it; restore the segments and their "
                f"sources as they were written, or {AGAIN}"
            )
        end += len(found.source) + len(found.after)
    if len(ordered) != given.segments:
        raise DocumentError(f"{file}: holds {len(ordered)} of {given.segments} segments; restore the rest, or {AGAIN}")
    return BilingualDocument(given.name, tuple(found for _, found in ordered), given.signature)


def segment(given: Any, where: str) -> Segment:
    """Return the segment that plain values stand for.

    Where the translation has been changed since they were written, links, score, findings and the
    places of renderings are dropped, and a finding says so.

    Raises:
        DocumentError: a value is missing or wrong; the message starts with `where`.
    """
    written = given.get("target_hash") if isinstance(given, dict) else None
    if isinstance(given, dict):
        given = {key: value for key, value in given.items() if key not in _BESIDE}
    found = _value(Segment, given, where)
    if written is not None and written != _hash(found.target):
        terms = tuple(replace(term, target_span=None) for term in found.terms)
        found = replace(found, links=(), score=None, terms=terms, findings=(EDITED,))
    _check_offsets(found, where)
    return found


def _check_offsets(found: Segment, where: str) -> None:
    source, target = [link[:2] for link in found.links], [link[2:] for link in found.links]
    for part in (*found.terms, *found.findings):
        source.append(part.source_span or (0, 0))
        target.append(part.target_span or (0, 0))
    for side, text, spans in (("source", found.source, source), ("target", found.target, target)):
        for start, end in spans:
            if not start <= end <= len(text):
                raise DocumentError(
                    f"{where}: the span {start}-{end} lies outside the {side}, which has {len(text)} characters; "
                    f"restore it as it was written, or {AGAIN}"
                )


def _value(kind: Any, given: Any, where: str) -> Any:
    """Make a plain value into what a field holds."""
    if is_dataclass(kind):
        return _dataclass(kind, given, where)
    if isinstance(kind, UnionType):  # with None, the only one that there is
        return None if given is None else _value(get_args(kind)[0], given, where)
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], part, f"{where}: {n}") for n, part in enumerate(_list(given, where), 1))
    if issubclass(kind, tuple):  # a named one, of offsets
        numbers = _list(given, where)
        if len(numbers) != len(kind._fields):
            raise _wrong(where, f"{len(kind._fields)} numbers", given)
        return kind(*(_value(int, number, where) for number in numbers))
    if issubclass(kind, Enum):
        if given not in list(kind):
            raise _wrong(where, f"one of {', '.join(kind)}", given)
        return kind(given)
    right = {
        str: isinstance(given, str) and not _SURROGATE.search(given),
        int: type(given) is int and given >= 0,  # True is no number here
        float: type(given) in (int, float) and math.isfinite(given),
    }
    if not right[kind]:
        raise _wrong(where, _NAMES[kind], given)
    return kind(given)


_hints = cache(get_type_hints)  # slow, and needed for every segment
_NAMES = {str: "text", int: "a whole number", float: "a number"}


def _dataclass(kind: Any, given: Any, where: str) -> Any:
    if not isinstance(given, dict):
        raise _wrong(where, "an object with named values", given)
    if unknown := given.keys() - {field.name for field in fields(kind)}:
        raise DocumentError(f"{where}: {_shown(min(unknown))} is not a field of it; remove it")
    hints = _hints(kind)
    found = {}
    for field in fields(kind):
        if field.name in given:
            found[field.name] = _value(hints[field.name], given[field.name], f"{where}: {field.name}")
        elif field.default is MISSING:
            raise DocumentError(f"{where}: {field.name} is missing; restore it as it was written")
    return kind(**found)


def _list(given: Any, where: str) -> Iterable[Any]:
    if not isinstance(given, list):
        raise _wrong(where, "a list", given)
    return given


def _wrong(where: str, wanted: str, given: Any) -> DocumentError:
    return DocumentError(f"{where} has to be {wanted}, not {_shown(given)}; mend it")


def _shown(given: Any) -> str:
    shown = compact(given)
    return shown if len(shown) <= 40 else shown[:39] + "…"
