"""PO for review: ours with links and terms, and any other German-English PO without them.

polib says what an entry holds and where it begins; only the lines that change are written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from types import ModuleType

import polib

from translate.document import BlockKind, Segment, SegmentState, Severity, TermState
from translate.errors import DocumentError
from translate.formats import plain, po
from translate.review.bilingual import Bilingual, Item, Record, record_line

__all__ = ["parse", "rewritten"]

_RECORD = re.compile(r"^wortlaut-review:\s*(.+)", re.MULTILINE)
_OURS = re.compile(
    rf"#\.\s*(?:(?:{'|'.join(TermState)})(?: \(by [^)]*\))?: |(?:{'|'.join(Severity)}) \([\w-]+\): |wortlaut: )"
)
_OUR_RECORD = re.compile(r"#\.\s*wortlaut-review:")
_MSGSTR = re.compile(r"msgstr(?:\[(\d+)\])?\s*\"")


def parse(text: str, name: str, backend: ModuleType) -> Bilingual:
    """Take a file apart, an entry a chunk."""
    file = po.parse(text, name)
    ours = po.HEADER in file.metadata
    entries = [entry for entry in file if not entry.obsolete]
    if not entries:
        raise DocumentError(f"{name}:1: holds no entry to review; give a PO file with German msgid and English msgstr")
    starts = sorted({(entry.linenum or 1) - 1 for entry in file} | {0})
    lines = text.split("\n")
    chunks = ["\n".join([*lines[a:b], ""]) for a, b in pairwise(starts)]
    chunks.append("\n".join(lines[starts[-1] :]))
    place = {start: number for number, start in enumerate(starts)}
    items: list[Item] = []
    for block, entry in enumerate(entries, 1):
        line = entry.linenum or 1
        read = _our_item if ours else _foreign_items
        items += read(entry, block, place[line - 1], line, name)
    if not ours:
        title = file.metadata.get("Project-Id-Version", "").strip()
        return Bilingual(title or name, "", tuple(chunks), tuple(_joined(items)), backend)
    where = f"{name}:1"
    header = plain.header(plain.parse(file.metadata[po.HEADER], where), where)
    document = plain.document(header, [(f"{name}:{item.line}", item.segment) for item in items], name)
    order = {segment.id: number for number, segment in enumerate(document.segments)}
    items.sort(key=lambda item: order[item.id])
    return Bilingual(document.name, document.signature, tuple(chunks), tuple(items), backend)


def _record(entry: polib.POEntry) -> Record:
    found = _RECORD.findall(entry.comment)
    try:
        return Record.of(plain.parse(found[-1], "")) if found else Record()
    except DocumentError:
        return Record()


def _our_item(entry: polib.POEntry, _block: int, chunk: int, line: int, name: str) -> Iterator[Item]:
    where = f"{name}:{line}"
    yield Item(plain.segment(po.values(entry, where), where), chunk, line, _record(entry))


def _foreign_items(entry: polib.POEntry, block: int, chunk: int, line: int, name: str) -> Iterator[Item]:
    """One item an entry, two where it has a plural; line breaks at both ends belong to the file, not to the text."""
    forms = sorted(entry.msgstr_plural.items()) if entry.msgid_plural else [(None, entry.msgstr)]
    for number, (form, target) in enumerate(forms, 1):
        segment = Segment(
            block=block,
            sentence=number,
            kind=BlockKind.PARAGRAPH,
            start=0,
            source=(entry.msgid_plural if form else entry.msgid).strip("\n"),
            target=target.strip("\n"),
            state=SegmentState.MACHINE if entry.fuzzy or not target else SegmentState.REVIEWED,
        )
        yield Item(segment, chunk, line, _record(entry) if not form else Record(), form, ours=False)


def _joined(items: list[Item]) -> Iterator[Item]:
    """Items with the white space between them that makes an article of them: each stands in a line of its own."""
    start = 0
    for item in items:
        before = "\n\n" if start else ""
        yield replace(item, segment=replace(item.segment, before=before, start=start + len(before)))
        start += len(before) + len(item.segment.source)


def rewritten(chunk: str, old: Item, new: Item) -> str:
    """Return the lines of an entry whose segment was changed; all other lines are as they were."""
    end = "\r\n" if "\r\n" in chunk else "\n"
    lines = [line.removesuffix("\r") for line in chunk.split("\n")]
    record = record_line(new.record) if not new.form else None
    comments = [line for line in lines if new.ours and _OURS.match(line)]
    lines = [
        line for line in lines
        if line not in comments and not (record is not None and _OUR_RECORD.match(line))
    ]  # fmt: skip
    entry = po.entry(new.segment, "", 1) if new.ours else None
    fresh = [f"#. {line}" for line in entry.comment.split("\n")] if entry else []
    fresh += [f"#. wortlaut-review: {record}"] if record else []
    if not fresh and not comments and old.segment == new.segment:
        return chunk
    at = next(n for n, line in enumerate(lines) if re.match(r"#[:,|]|msg", line))
    lines[at:at] = fresh
    _set_fuzzy(lines, new.segment.state is SegmentState.MACHINE and (new.ours or bool(new.segment.target)))
    _set_msgstr(lines, entry.msgstr if entry else _with_edges(lines, new), new.form)
    return end.join(lines)


def _set_fuzzy(lines: list[str], fuzzy: bool) -> None:
    """Put the fuzzy flag in, or take it out; other flags stay."""
    at = next((n for n, line in enumerate(lines) if line.startswith("#,")), None)
    flags = [flag.strip() for flag in lines[at][2:].split(",") if flag.strip()] if at is not None else []
    if ("fuzzy" in flags) == fuzzy:
        return
    flags = ["fuzzy", *flags] if fuzzy else [flag for flag in flags if flag != "fuzzy"]
    line = [f"#, {', '.join(flags)}"] if flags else []
    if at is None:
        at = next(n for n, line in enumerate(lines) if line.startswith(("#|", "msg")))
        lines[at:at] = line
    else:
        lines[at : at + 1] = line


def _set_msgstr(lines: list[str], text: str, form: int | None) -> None:
    for start, line in enumerate(lines):
        found = _MSGSTR.match(line)
        if found and (found[1] is None if form is None else found[1] == str(form)):
            end = start + 1
            while end < len(lines) and lines[end].lstrip().startswith('"'):
                end += 1
            keyword = "msgstr" if form is None else f"msgstr[{form}]"
            if _read(lines[start:end]) != text:
                lines[start:end] = _written(keyword, text)
            return


def _read(lines: list[str]) -> str:
    return "".join(polib.unescape(line[line.index('"') + 1 : line.rindex('"')]) for line in lines)


def _written(keyword: str, text: str) -> list[str]:
    parts = text.splitlines(keepends=True) if text.count("\n") else [text]
    quoted = [f'"{polib.escape(part)}"' for part in parts]
    return [f"{keyword} {quoted[0]}"] if len(quoted) == 1 else [f'{keyword} ""', *quoted]


def _with_edges(lines: list[str], new: Item) -> str:
    """The translation with the line breaks at both ends that the msgid has: gettext insists on it."""
    text = new.segment.target
    keyword = "msgid_plural" if new.form else "msgid"
    start = next((n for n, line in enumerate(lines) if re.match(rf"{keyword}\s", line)), None)
    if start is None or not text:
        return text
    end = start + 1
    while end < len(lines) and lines[end].lstrip().startswith('"'):
        end += 1
    source = _read(lines[start:end])
    core = source.strip("\n")
    return source[: source.index(core)] + text + source[source.index(core) + len(core) :] if core else text
