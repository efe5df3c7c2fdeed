"""Wire copy to blocks and back: advisory, dateline, heading, paragraph, sign-off.

Nothing of the text is lost: joining the blocks gives it back character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from translate.document import BlockKind, Span

__all__ = ["Article", "Block", "dateline_places", "parse"]

_LINE_END = r"(?:\r\n|\r|\n)"
_CHUNK = re.compile(rf"\S(?:(?!{_LINE_END}[^\S\r\n]*(?:{_LINE_END}|\Z)).)*", re.DOTALL)  # up to a blank line
_LINE = re.compile(r"[^\r\n]+")
_ADVISORY = re.compile(r"\([^().]{3,100}\)")
_NAME = r"[^\W\d_][\w\u0300-\u036f.'’-]*"  # decomposed letters too
_PLACE = rf"{_NAME}(?:[ ](?:\([^\W\d_][\w\u0300-\u036f]{{1,40}}\)|{_NAME})){{0,3}}"
_PLACES = rf"{_PLACE}(?:[ ]?/[ ]?{_PLACE}){{0,5}}"
_AGENCY = r"(?i:dpa|afp|apa|ap|rtr|reuters|epd|kna|sda|awp|ots|dts|dj|dow jones|bloomberg)"
_CREDIT = rf"\({_AGENCY}\b[\w./+& -]{{0,30}}\)"
_DATELINE = re.compile(rf"(?P<places>{_PLACES})[ ]{_CREDIT}[ ]?[-–—](?=[ \u00a0])")
_BARE_DATELINE = re.compile(rf"(?P<places>{_PLACES})[ ][-–—](?=[ \u00a0])")  # only in capitals
_SLASHED = r"(?:/[^\W_]{2,5}){1,6}"
_INITIALS = rf"{_AGENCY}(?:[-/]\w{{2,8}})*(?:[ ][a-z]\w{{1,3}}){{1,8}}"
_HUNG_SIGN_OFF = re.compile(rf"(?<=[.!?…\"”“»)])(?:\s*{_SLASHED}|\s+{_INITIALS})\Z")
_SIGN_OFF = re.compile(rf"{_SLASHED}|{_INITIALS}")
_LONGEST_HEADING = 100
_OPEN_END = re.compile(r"[.!:;,…](?:[\"”“»')]*)\Z")
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 50


class Block(NamedTuple):
    """A stretch of an article.

    Attributes:
        kind: what it is.
        start: offset of `text` in the article.
        text: as in the article, without white space around it.
        before: white space between the previous block and this one.
    """

    kind: BlockKind
    start: int
    text: str
    before: str


@dataclass(frozen=True, slots=True)
class Article:
    """A parsed article.

    Attributes:
        name: file name, or ``-``.
        blocks: in order.
        after: white space behind the last block.
    """

    name: str
    blocks: tuple[Block, ...]
    after: str

    @property
    def text(self) -> str:
        """The text that was parsed."""
        return "".join(block.before + block.text for block in self.blocks) + self.after


def parse(text: str, name: str = "-") -> Article:
    """Cut wire copy into blocks.

    Blank lines separate blocks; without them every line is one, unless the lines were broken at a
    fixed width.

    Args:
        text: the article as the file has it.
        name: file name, for reports.
    """
    spans = [span for chunk in _CHUNK.finditer(text) for span in _paragraphs(text, chunk.start(), chunk.end())]
    blocks: list[Block] = []
    end = 0
    for number, span in enumerate(spans):
        last = number == len(spans) - 1
        for kind, start, stop in _classified(text, span, first=not blocks, last=last):
            blocks.append(Block(kind, start, text[start:stop], text[end:start]))
            end = stop
    return Article(name, tuple(blocks), text[end:])


def _paragraphs(text: str, start: int, end: int) -> list[Span]:
    """The paragraphs of a stretch without blank lines."""
    lines = [
        Span(m.start() + len(m.group()) - len(m.group().lstrip()), m.start() + len(m.group().rstrip()))
        for m in _LINE.finditer(text, start, end)
    ]
    if _wrapped([text[a:b] for a, b in lines]):
        return [Span(lines[0].start, lines[-1].end)]
    return lines


def _wrapped(lines: list[str]) -> bool:
    """Whether lines were broken at a fixed width: none had room for the first word of the next."""
    width = max(map(len, lines))
    if len(lines) < 2 or not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return False
    return all(len(a) + 1 + len(b.split(maxsplit=1)[0]) > width for a, b in pairwise(lines))


def _classified(text: str, span: Span, *, first: bool, last: bool) -> Iterator[tuple[BlockKind, int, int]]:
    """Name a paragraph's kind; a dateline at its start and a sign-off at its end are blocks of their own."""
    start, end = span
    line = text[start:end]
    if (first or last) and _ADVISORY.fullmatch(line):
        yield BlockKind.ADVISORY, start, end
        return
    if _SIGN_OFF.fullmatch(line):
        yield BlockKind.SIGN_OFF, start, end
        return
    if places := _dateline(line):
        yield BlockKind.DATELINE, start, start + places.end()
        start += places.end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
    sign_off = _HUNG_SIGN_OFF.search(text, start, end) if last else None
    stop = sign_off.start() if sign_off else end
    if start < stop:
        heading = not (places or sign_off or last) and _is_heading(text[start:stop])
        yield (BlockKind.HEADING if heading else BlockKind.PARAGRAPH), start, stop
    if sign_off:
        yield BlockKind.SIGN_OFF, stop + len(sign_off.group()) - len(sign_off.group().lstrip()), end


def _dateline(line: str) -> re.Match[str] | None:
    if found := _DATELINE.match(line):
        return found
    bare = _BARE_DATELINE.match(line)
    return bare if bare and bare["places"].isupper() else None


def _is_heading(line: str) -> bool:
    if len(line) > _LONGEST_HEADING or "\n" in line or "\r" in line or _OPEN_END.search(line):
        return False
    return line[0] not in "-–—•*" and any(c.isalpha() for c in line) and ". " not in line


def dateline_places(text: str) -> Span:
    """Return where a dateline names its places; an empty span where it names none."""
    found = _dateline(text + " ")
    return Span(*found.span("places")) if found else Span(0, 0)
