"""gettext PO: one entry a sentence, for the editors that translators own.

What an entry has no field for stands in an extracted comment, ``#. wortlaut: {…}``, above it what people
want to know: the glossary terms and the findings. An entry is fuzzy until somebody has reviewed it.
A translation that was changed in an editor comes through, and so does a fuzzy flag that was taken away.
Segments whose sentences the article no longer has are obsolete entries, ``#~``, with the data in ``# wortlaut: {…}``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import polib

from translate.document import BilingualDocument, BlockKind, Segment, SegmentState, TermResult, TermState
from translate.errors import DocumentError
from translate.formats import plain

__all__ = ["HEADER", "HOLDS_OBSOLETE", "dumps", "dumps_over", "entry", "loads", "parse", "values"]

HOLDS_OBSOLETE = True
HEADER = "X-Wortlaut-Document"
_DATA = re.compile(r"^wortlaut:\s*(.+)", re.MULTILINE)
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_CONTEXT = re.compile(r"(\d{1,9})\.(\d{1,9}) ([a-z-]+)")
# A string that ends where its line does; polib takes off the last character without looking at it.
_STRING = re.compile(r'(?:msg[^\s"]*\s*)?"(?:[^"\\]|\\.)*"')
_NO_COMMENT = re.compile(r"^(?=[,:])", re.MULTILINE)  # polib would write "#:" for the "# :" at the top of a file
_NO_PO = "is not a PO file here; restore the line as it was written"
_KEYWORD = re.compile(r"#|(msg\w*\[?)(?:\d+\])?")
_BEFORE = {
    "msgctxt": ("",),
    "msgid": ("", "msgctxt"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[": ("msgid_plural", "msgstr["),
}
_RECORD = re.compile(r"^wortlaut-review:.*", re.MULTILINE)
# What a translator's editor writes about itself and about people; the rest of the header is ours.
_THEIRS = re.compile(
    r"PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To|X-(?!Wortlaut|Source-Language).*"
)
_NO_WRAP = 0  # polib's wrapping would take blanks away from comments


def dumps(document: BilingualDocument) -> str:
    """Return the text of the file."""
    return str(_file(document))


def dumps_over(document: BilingualDocument, old: str) -> str:
    """Return the text of the file that takes the place of another; what people wrote beside its entries comes along.

    Comments of translators and records of reviews go with the sentence that they stand at; where it has
    gone, the entry with the comment becomes obsolete.

    Args:
        document: what is to be written.
        old: text of a PO file, ours.
    """
    before, file = parse(old, ""), _file(document)
    file.header = before.header or file.header
    file.metadata |= {key: value for key, value in before.metadata.items() if value and _THEIRS.fullmatch(key)}
    waiting: dict[tuple[bool, str], list[polib.POEntry]] = {}
    for found in before:
        waiting.setdefault((bool(found.obsolete), " ".join(found.msgid.split())), []).append(found)
    for new in list(file):
        key = " ".join(new.msgid.split())
        places = [(True, key), (False, key)] if new.obsolete else [(False, key), (True, key)]
        found = next((waiting[place].pop(0) for place in places if waiting.get(place)), None)
        if found is None:
            continue
        new.tcomment = "\n".join(filter(None, (_remark(found), new.tcomment)))
        if (record := _RECORD.findall(found.comment)) and found.msgstr == new.msgstr and not new.obsolete:
            new.comment += f"\n{record[-1]}"
    for found in (entry for entries in waiting.values() for entry in entries if _remark(entry)):
        file.append(_obsolete_entry(_obsolete_segment(found), _remark(found)))
    return str(file)


def _remark(entry: polib.POEntry) -> str:
    """What a translator has written beside an entry."""
    return _DATA.sub("", entry.tcomment).strip("\n")


def _file(document: BilingualDocument) -> polib.POFile:
    file = polib.POFile(wrapwidth=_NO_WRAP)
    file.header = "German to English, written by wortlaut. An entry is fuzzy until somebody has reviewed it."
    file.metadata = {
        "Project-Id-Version": "wortlaut",
        "POT-Creation-Date": "",
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
        "X-Source-Language": "de",
        HEADER: plain.compact(plain.header_values(document)),
    }
    text, line, end = document.source, 1, 0
    for segment in document.segments:
        line += text.count("\n", end, segment.start)
        end = segment.start
        file.append(entry(segment, document.name, line))
    for segment in document.obsolete:
        file.append(_obsolete_entry(segment))
    return file


def entry(segment: Segment, name: str, line: int) -> polib.POEntry:
    """Return the entry for a segment, which begins in the given line of the source file."""
    values = plain.segment_values(segment)
    source, source_edges = _trimmed(values.pop("source"))
    target, target_edges = _trimmed(values.pop("target"))
    for key in ("block", "sentence", "kind"):  # they are the context
        del values[key]
    values = {key: value for key, value in values.items() if value not in (None, "", [])}
    if any(source_edges + target_edges):
        values["edges"] = source_edges + target_edges
    report = [_term_line(term, segment) for term in segment.terms]
    report += [f"{finding.severity} ({finding.check}): {finding.message}" for finding in segment.findings]
    return polib.POEntry(
        msgctxt=f"{segment.id} {segment.kind}",
        msgid=source,
        msgstr=target,
        comment="\n".join([*map(_one_line, report), f"wortlaut: {_unbreakable(plain.compact(values))}"]),
        occurrences=[(_reference(name), str(line))],
        flags=["fuzzy"] if segment.state is SegmentState.MACHINE else [],
    )


def _obsolete_entry(segment: Segment, remark: str = "") -> polib.POEntry:
    found = entry(segment, "", 1)
    data = found.comment.split("\n")[-1]
    found.obsolete, found.comment, found.occurrences = True, "", []
    found.tcomment = "\n".join(filter(None, (remark, data)))
    return found


def _obsolete_segment(found: polib.POEntry) -> Segment:
    """The segment that an obsolete entry holds, also where another program has made it obsolete."""
    context = _CONTEXT.fullmatch(found.msgctxt or "")
    data = _DATA.findall(found.tcomment) or _DATA.findall(found.comment)
    if context and context[3] in list(BlockKind) and data:
        try:
            copy = polib.POEntry(
                msgctxt=found.msgctxt, msgid=found.msgid, msgstr=found.msgstr, flags=found.flags,
                comment=f"wortlaut: {data[-1]}",
            )  # fmt: skip
            return plain.segment(values(copy, ""), "")
        except DocumentError:
            pass  # its translation is what counts
    state = SegmentState.MACHINE if found.fuzzy else SegmentState.REVIEWED
    block, sentence = (int(context[1]), int(context[2])) if context else (0, 0)
    return Segment(block, sentence, BlockKind.PARAGRAPH, 0, found.msgid, found.msgstr, state=state)


def _trimmed(text: str) -> tuple[str, list[str]]:
    """Take off line breaks at both ends: gettext wants msgid and msgstr to have the same there."""
    core = text.strip("\n")
    start, _, end = text.partition(core) if core else (text, "", "")
    return core, [start, end]


def _term_line(term: TermResult, segment: Segment) -> str:
    german = segment.source[slice(*term.source_span)]
    if term.state is TermState.FORBIDDEN:
        return f"{term.state}: {german}, never {term.wanted}"
    return f"{term.state}{f' (by {term.by})' if term.by else ''}: {german} → {term.wanted}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _unbreakable(data: str) -> str:
    """JSON as one word, which programs that wrap comments leave whole."""
    return _JSON_STRING.sub(lambda found: found[0].replace(" ", "\\u0020").replace("-", "\\u002d"), data)


def _reference(name: str) -> str:
    """A file name as gettext writes it: between isolates where it has blanks."""
    name = _one_line(name)
    return f"\u2068{name}\u2069" if " " in name else name


def loads(text: str, name: str) -> BilingualDocument:
    """Read a document back, with what has been edited in it.

    Args:
        text: what `dumps` returned, also as an editor for PO files has saved it.
        name: of the file, for messages.

    Raises:
        DocumentError: the text is not such a document; the message names the line.
    """
    file = parse(text, name)
    where = f"{name}:1"
    if HEADER not in file.metadata:
        raise plain.not_ours(where)
    header = plain.header(plain.parse(file.metadata[HEADER], where), where)
    entries = [(f"{name}:{found.linenum}", found) for found in file if not found.obsolete]
    document = plain.document(header, [(at, plain.segment(values(found, at), at)) for at, found in entries], name)
    return replace(document, obsolete=tuple(_obsolete_segment(found) for found in file if found.obsolete))


class _Lines(str):
    """Text that polib cuts at line ends only, not at every separator that Unicode knows."""

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


def parse(text: str, name: str) -> polib.POFile:
    """Return the file, or say in which line it is broken."""
    last = ""  # keyword of the entry that a line goes on with
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if line.startswith(('"', "msg")) and not _STRING.fullmatch(line):
            raise DocumentError(f'{name}:{number}: is not a PO string; write it as msgid "…", msgstr "…" or "…"')
        if line and not line.startswith(('"', "msg", "#")):
            raise DocumentError(f"{name}:{number}: {_NO_PO}")
        if not (found := _KEYWORD.match(line)):
            continue
        if found[1] in (None, "msgctxt", "msgid") and last.startswith("msgstr"):
            last = ""
        if found[1]:
            if last not in _BEFORE.get(found[1], ()):  # polib would lose what is in it
                raise DocumentError(f"{name}:{number}: {found[0]} does not belong here; restore the entry around it")
            last = found[1]
    if last and not last.startswith("msgstr"):
        raise DocumentError(f"{name}:{number}: breaks off within an entry; restore the file, or {plain.AGAIN}")
    try:
        file = polib.pofile(_Lines(text), encoding="utf-8")
    except (OSError, ValueError, IndexError, AttributeError, TypeError) as error:
        found = re.search(r"\(line (\d+)\)", str(error))
        line = int(found[1]) if found else 1
        raise DocumentError(f"{name}:{line}: {_NO_PO}") from error
    for found in file:
        if found.msgstr_plural and not found.msgid_plural:
            raise DocumentError(f"{name}:{found.linenum}: has msgstr[0] and an empty msgid_plural; fill it in")
    file.header = _NO_COMMENT.sub(" ", file.header)
    return file


def values(entry: polib.POEntry, where: str) -> dict[str, Any]:
    """Return the plain values of a segment from its entry."""
    context = _CONTEXT.fullmatch(entry.msgctxt or "")
    data = _DATA.findall(entry.comment)
    if not context or not data:
        lost = "#. wortlaut" if context else "msgctxt"
        raise DocumentError(f"{where}: the entry has lost its {lost} line; restore it as it was written")
    values = plain.parse(data[-1], where)
    edges = values.pop("edges", [""] * 4) if isinstance(values, dict) else None
    if not isinstance(edges, list) or len(edges) != 4 or not all(isinstance(edge, str) for edge in edges):
        raise DocumentError(f"{where}: the #. wortlaut line has other values; restore it as it was written")
    values["block"], values["sentence"], values["kind"] = int(context[1]), int(context[2]), context[3]
    values["source"] = edges[0] + entry.msgid + edges[1]
    values["target"] = edges[2] + entry.msgstr + edges[3]
    # Without a translation there is nothing to approve: editors show such an entry as untranslated, not as fuzzy.
    if entry.fuzzy or entry.msgstr:
        values["state"] = SegmentState.MACHINE if entry.fuzzy else SegmentState.REVIEWED
    return values
