"""PO files as lists of work: entries without a translation get one, all else stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import polib

from translate import files
from translate.articles.inline import Mark, Role
from translate.articles.source import Nodes, Source, Unit, source
from translate.document import BlockKind
from translate.errors import InputError
from translate.formats.po import parse

__all__ = ["load"]

_PLACEHOLDER = re.compile(
    r"%(?:\(\w+\)|\d++\$)?[-+ #0]*+\d*+(?:\.\d++)?(?:hh?|ll?|[zjt])?[sdifuxXeEgGcrpo]"
    r"|%%|\{[\w.:!\[\]]*\}|%[A-Za-z]\w*%|\$\{?\w+\}?"
)
# Where no flag says so: "50 % der Stimmen" is none.
_PLAIN_PLACEHOLDER = re.compile(r"%(?:\(\w+\)|\d+\$)?[sd](?!\w)|\{\w*\}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_LONG = 80


def load(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Read what is untranslated in a file; fuzzy entries have a translation and stay.

    Raises:
        InputError: it is no PO file from German into English, or is broken.
        EncodingError: the bytes are not text in that encoding.
        UsageError: there is no such encoding.
    """
    text = files.decode(data, name, encoding)
    if not text.strip():
        raise InputError(f"{name}: is empty; give a PO file")
    wrap = 0 if any(len(line) > _LONG for line in text.split("\n") if line.startswith(("msg", '"'))) else 78
    first = parse(text, name)
    language = first.metadata.get("Language", "").lower()
    if language and not language.startswith("en"):
        raise InputError(f"{name}: translates into {language}; give one with German texts to translate into English")
    units = [_unit(entry.msgid if number == 0 else entry.msgid_plural, entry) for entry, number in _work(first)]

    def render(translated: Sequence[Nodes]) -> bytes:
        file = parse(text, name)
        file.wrapwidth = wrap
        for (entry, number), nodes in zip(list(_work(file)), translated, strict=True):
            german = entry.msgid_plural if number else entry.msgid
            core = german.strip()
            lead, _, trail = german.partition(core)
            english = lead + _raw(nodes) + trail
            if entry.msgid_plural:
                entry.msgstr_plural[number] = english
            else:
                entry.msgstr = english
            entry.flags = [*entry.flags, *(["fuzzy"] if "fuzzy" not in entry.flags else [])]
        file.metadata["Language"] = file.metadata.get("Language") or "en"
        return (str(file) + ("" if str(file).endswith("\n") else "\n")).encode()

    return source(name, ".po", units, render, may_be_empty=True)


def _work(file: polib.POFile) -> Iterator[tuple[polib.POEntry, int]]:
    """The entries without a translation; one with a plural comes once for each empty form."""
    for entry in file:
        if entry.obsolete or not any(c.isalnum() for c in entry.msgid):
            continue
        if entry.msgid_plural:
            for number in (0, 1):
                if not entry.msgstr_plural.get(number, "").strip():
                    yield entry, number
        elif not entry.msgstr.strip():
            yield entry, 0


def _unit(text: str, entry: polib.POEntry) -> Unit:
    core = text.strip()
    formatted = any(flag.endswith("-format") and not flag.startswith("no-") for flag in entry.flags)
    parts, marks, position = [], [], 0
    found = [(m, Role.POINT) for m in _TAG.finditer(core)]
    found += [(m, Role.VERBATIM) for m in (_PLACEHOLDER if formatted else _PLAIN_PLACEHOLDER).finditer(core)]
    length = 0
    for match, role in sorted(found, key=lambda pair: pair[0].start()):
        if match.start() < position:
            continue
        before = core[position : match.start()]
        length += len(before)
        held = "" if role is Role.POINT else match.group()
        marks.append(Mark(length, length + len(held), role, match.group()))
        parts += [before, held]
        length += len(held)
        position = match.end()
    whole = "".join([*parts, core[position:]])
    if not any(c.isalnum() for c in whole) or whole != whole.strip():
        return Unit(core, kind=BlockKind.PARAGRAPH)  # nothing but tags
    return Unit(whole, tuple(marks), BlockKind.PARAGRAPH)


def _raw(nodes: Nodes) -> str:
    return "".join(node if isinstance(node, str) else node.mark.what for node in nodes)
