"""IPTC ninjs, news in JSON: headlines, descriptions and bodies in English, ``language`` set, all else as it was."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from typing import Any

from translate import files
from translate.articles import html, json_text, markup
from translate.articles.source import Nodes, Source, Unit, plain_text, source
from translate.document import BlockKind
from translate.errors import InputError

__all__ = ["load"]

# ninjs 3 has lists of objects with a value each; 1 and 2 had fields, by content type.
_LISTS = frozenset({"headlines", "subheadlines", "descriptions", "bodies"})
_FIELDS = frozenset({"headline", "subheadline", "title"})
_TYPED = ("description_", "body_")
_HTML = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_WITHIN = frozenset({"associations", "newsItems"})


def load(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Read a news item.

    Args:
        data: the file.
        name: of the file, for messages.
        encoding: of the file, where it is not UTF-8.

    Raises:
        InputError: it is not JSON, is no news item, or holds no text.
        EncodingError: the bytes are not text in that encoding.
        UsageError: there is no such encoding.
    """
    text = files.decode(data, name, encoding)
    item = json_text.check(text, name)
    if not isinstance(item, dict) or not (_LISTS | _FIELDS | {"body_text", "body_html", "body_xhtml"}) & item.keys():
        raise InputError(f"{name}:1: is not ninjs (no headlines, no bodies); give a news item in that format")
    units: list[Unit] = []
    edits: list[tuple[int, int, int, Callable[[Sequence[Nodes]], str]]] = []  # range, number of texts, new value
    for place in json_text.places(text):
        if _is_language(place.path) and place.value.lower().split("-")[0] == "de":
            edits.append((place.start, place.end, 0, lambda _: "en"))
        elif content_type := _content_type(place.path, item):
            if bad := _NO_TEXT.search(place.value):
                line = text.count("\n", 0, place.start) + 1
                raise InputError(f"{name}:{line}: holds U+{ord(bad.group()):04X}, which is no character; remove it")
            own, render = _texts(place.value, content_type, heading="headline" in str(place.path))
            units += own
            edits.append((place.start, place.end, len(own), render))
    ascii_only = text.isascii()

    def render(translated: Sequence[Nodes]) -> bytes:
        parts, position, used = [], 0, 0
        for start, end, count, made in edits:
            value = made(translated[used : used + count])
            unchanged = not count and value != "en"
            quoted = text[start:end] if unchanged else json_text.quoted(value, ascii_only=ascii_only)
            parts += [text[position:start], quoted]
            position, used = end, used + count
        return "".join([*parts, text[position:]]).encode("utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8")

    return source(name, ".json", units, render)


def _is_language(path: Sequence[str | int]) -> bool:
    return path[-1] == "language" and _in_item(path[:-1], allow_text=True)


def _in_item(path: Sequence[str | int], *, allow_text: bool = False) -> bool:
    """Whether a path leads to the item itself or to one that is associated with it."""
    names = [part for part in path if isinstance(part, str)]
    if allow_text and names and names[-1] in _LISTS:
        names.pop()
    # In ninjs 1 and 2 associations are named by the agency.
    return all(part in _WITHIN or (at and names[at - 1] == "associations") for at, part in enumerate(names))


def _content_type(path: Sequence[str | int], item: Any) -> str:
    """What kind of text a value is; empty for one that is not to be translated."""
    key = path[-1]
    if key == "value" and len(path) > 2 and path[-3] in _LISTS and _in_item(path[:-3]):
        for part in path[:-1]:
            item = item[part]
        return str(item.get("contenttype") or item.get("contentType") or "text/plain").partition(";")[0].lower()
    if isinstance(key, str) and _in_item(path[:-1]):
        if key in _FIELDS:
            return "text/plain"
        if key.startswith(_TYPED):
            return key.rpartition("_")[2]
    return ""


def _texts(value: str, content_type: str, *, heading: bool) -> tuple[list[Unit], Callable[[Sequence[Nodes]], str]]:
    """The texts of a value, and what makes it of their translations."""
    if content_type in _HTML:
        page: markup.Page = html.read(value)
        return page.units, page.render
    core = value.strip()
    if content_type not in ("text/plain", "text") or not any(c.isalnum() for c in core):
        return [], lambda _: value
    lead = value[: len(value) - len(value.lstrip())]
    trail = value[len(lead) + len(core) :]
    unit = Unit(core, kind=BlockKind.HEADING if heading else None)
    return [unit], lambda translated: lead + plain_text(translated[0]) + trail
