"""Texts in tagged files, HTML or XML: found, and replaced, without touching a character around them.

The file is cut into tags and texts. Stretches between tags that make blocks are the texts to translate;
tags within them become marks. All else is written as it was read.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from translate.articles.inline import Mark, Role
from translate.articles.source import Nodes, Unit
from translate.document import BlockKind
from translate.safexml import NOT_IN_XML

__all__ = ["Page", "Rules", "Tag", "Token", "read", "tokens"]


class Tag(Enum):
    """What a token is."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    EMPTY = "empty"
    OTHER = "other"  # a comment, a declaration


@dataclass(frozen=True, slots=True)
class Token:
    """A tag or a text, as in the file; the name is in lower case in HTML and without prefix in XML."""

    tag: Tag
    raw: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the elements of a format mean.

    Attributes:
        inline: markup within a text; all others end it.
        keep: those of them that have to stay, such as links.
        verbatim: elements whose text is not translated though it stands in a sentence.
        skipped: elements that are left as they are.
        headings: elements that are headings.
        blocks: elements whose texts are no headings, however short.
        raw: elements that hold no markup.
        void: elements without an end tag.
        wanted: whether texts in elements of these names, outermost first, are to be translated.
        line: the tag for a line break.
        preserved: whether white space stays as it is.
        xml: whether names are case-sensitive and only the five entities are known.
    """

    inline: frozenset[str]
    keep: frozenset[str] = frozenset()
    verbatim: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    raw: frozenset[str] = frozenset()
    void: frozenset[str] = frozenset()
    wanted: Callable[[Sequence[str]], bool] | None = None
    line: str = "<br>"
    preserved: bool = False
    xml: bool = False


_TAG = r"[^\W\d][^\s/>\"'<]*+(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>"
_TOKEN = re.compile(
    rf"(?P<other><!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<![^>\[]*+(?:\[[^\]]*+\][^>]*+)?>)"
    rf"|(?P<close></{_TAG})|(?P<open><{_TAG})|(?P<text>[^<]++)|(?P<loose><)",
    re.DOTALL,
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_NAME = re.compile(r"</?([^\s/>\"'<]+)")
_NOT_TRANSLATED = re.compile(r"""\stranslate\s*=\s*["']?no\b|\sclass\s*=\s*["'][^"']*\bnotranslate\b""", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACE = " \t\n\r\f"
_SPACES = re.compile(f"[{_SPACE}]+")
_ENDED_BY_THEIR_LIKE = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})
_NEAR = 8
_DEEPEST = 50  # marks in marks; what is deeper counts as points
_DEFAULT = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def tokens(text: str, rules: Rules) -> list[Token]:
    """Cut a file into tokens; joined, they are the file again."""
    found: list[Token] = []
    position = 0
    while position < len(text):
        if rules.xml and (cdata := _CDATA.match(text, position)):
            found.append(Token(Tag.TEXT, cdata.group()))
            position = cdata.end()
            continue
        match = _TOKEN.match(text, position)
        raw, kind = match.group(), match.lastgroup
        position = match.end()
        if kind in ("text", "loose"):
            found.append(Token(Tag.TEXT, raw))
        elif kind == "other":
            found.append(Token(Tag.OTHER, raw))
        else:
            name = _NAME.match(raw)[1]
            name = name.rpartition(":")[2] if rules.xml else name.lower()
            tag = Tag.CLOSE if kind == "close" else Tag.OPEN
            if tag is Tag.OPEN and (name in rules.void or (raw.endswith("/>") and rules.xml)):
                tag = Tag.EMPTY
            found.append(Token(tag, raw, name))
            if tag is Tag.OPEN and name in rules.raw:
                end = re.compile(rf"</{re.escape(name)}(?![\w-])", re.IGNORECASE).search(text, position)
                stop = end.start() if end else len(text)
                if stop > position:
                    found.append(Token(Tag.OTHER, text[position:stop]))
                position = stop
    return found


@dataclass(slots=True)
class Page:
    """A file cut into what stays and what is translated.

    Attributes:
        units: the texts.
        pieces: the rest: one before each text, one behind the last.
    """

    rules: Rules
    units: list[Unit] = field(default_factory=list)
    pieces: list[list[str]] = field(default_factory=lambda: [[]])
    spelled: dict[str, str] = field(default_factory=dict)
    lines: list[list[str]] = field(default_factory=list)

    def render(self, translated: Sequence[Nodes]) -> str:
        """Return the file with the translations in it."""
        parts = list(self.pieces[0])
        for nodes, lines, piece in zip(translated, self.lines, self.pieces[1:], strict=True):
            parts += [self._raw(nodes, iter(lines)), *piece]
        return "".join(parts)

    def _raw(self, nodes: Nodes, lines: Iterator[str]) -> str:
        parts = []
        for node in nodes:
            if isinstance(node, str):
                parts.append(self._escaped(node, lines))
            else:
                before, after, within = node.mark.what
                parts += [before, self._raw(node.children, lines) if within is None else within, after]
        return "".join(parts)

    def _escaped(self, text: str, lines: Iterator[str]) -> str:
        if self.rules.xml:
            text = NOT_IN_XML.sub("\ufffd", text)
        text = "".join(_DEFAULT.get(c) or self.spelled.get(c, c) for c in text)
        return "".join(next(lines, self.rules.line) if c == "\n" else c for c in text) if "\n" in text else text


def read(given: Sequence[Token], rules: Rules) -> Page:
    """Find the texts of a file.

    Args:
        given: the file, cut by `tokens`; tags may have been changed since.
        rules: what its elements mean.
    """
    page = Page(rules)
    stack: list[str] = []
    known: Counter[str] = Counter()  # the names on the stack
    run: list[Token] = []
    skipping = 0  # how deep in an element that is left as it is
    for token in given:
        plain = token.tag in (Tag.TEXT, Tag.OTHER)
        if skipping:
            skipping += (token.tag is Tag.OPEN) - (token.tag is Tag.CLOSE) if token.name == stack[-1] else 0
            page.pieces[-1].append(token.raw)
            if not skipping:
                known[stack.pop()] -= 1
            continue
        if plain or token.name in rules.inline:
            run.append(token)
            continue
        _flush(page, run, stack)
        run = []
        page.pieces[-1].append(token.raw)
        if token.tag is Tag.OPEN:
            if not rules.xml and stack and stack[-1] == token.name in _ENDED_BY_THEIR_LIKE:
                known[stack.pop()] -= 1
            stack.append(token.name)
            known[token.name] += 1
            skipping = int(token.name in rules.skipped or bool(_NOT_TRANSLATED.search(token.raw)))
        elif token.tag is Tag.CLOSE and known[token.name]:
            while True:
                name = stack.pop()
                known[name] -= 1
                if name == token.name:
                    break
    _flush(page, run, stack)
    return page


def _flush(page: Page, run: Sequence[Token], stack: Sequence[str]) -> None:
    """Make a unit of what stands between two tags that make blocks."""
    rules = page.rules
    if rules.wanted is None or rules.wanted(stack):
        builder = _Builder(rules, page.spelled)
        if builder.build(run):
            page.pieces[-1].append(builder.lead)
            kind = None
            for name in stack[-_NEAR:]:  # the innermost one counts
                if name in rules.headings or name in rules.blocks:
                    kind = BlockKind.HEADING if name in rules.headings else BlockKind.PARAGRAPH
            page.units.append(Unit(builder.text, tuple(builder.marks), kind))
            page.lines.append(builder.lines)
            page.pieces.append([builder.trail])
            return
    page.pieces[-1] += [token.raw for token in run]


class _Builder:
    """The text and the marks of a run of tokens."""

    def __init__(self, rules: Rules, spelled: dict[str, str]) -> None:
        self.rules, self.spelled = rules, spelled
        self.text = self.lead = self.trail = ""
        self.marks: list[Mark] = []
        self.lines: list[str] = []
        self._open: list[tuple[int, str]] = []
        self._ends: dict[int, int] = {}
        self._length = 0

    def build(self, run: Sequence[Token]) -> bool:
        """Take in the tokens; False where there is no word in them."""
        run = list(run)
        decoded = [self._decoded(token) if token.tag is Tag.TEXT else "" for token in run]
        if not any(c.isalnum() for text in decoded for c in text):
            return False
        while run[0].tag is Tag.OTHER or not (run[0].name or decoded[0].strip(_SPACE)):
            self.lead += run.pop(0).raw
            decoded.pop(0)
        while run[-1].tag is Tag.OTHER or not (run[-1].name or decoded[-1].strip(_SPACE)):
            self.trail = run.pop().raw + self.trail
            decoded.pop()
        if not run[0].name:
            raw = run[0].raw
            self.lead += raw[: len(raw) - len(raw.lstrip(_SPACE))]
        if not run[-1].name:
            raw = run[-1].raw
            self.trail = raw[len(raw.rstrip(_SPACE)) :] + self.trail
        self._ends = _ends(run)
        # Tags of an element around a block as well: in XML they have to stay in their order, whatever the words do.
        loose = {n for n, token in enumerate(run) if token.tag in (Tag.OPEN, Tag.CLOSE)}
        loose -= self._ends.keys() | set(self._ends.values())
        outside = {Tag.OPEN: "", Tag.CLOSE: ""}
        parts: list[str] = []
        index = 0
        while index < len(run):
            token = run[index]
            if token.tag is Tag.TEXT:
                self._add(parts, decoded[index])
            elif token.name == "br" and token.tag is not Tag.CLOSE:
                self._line(parts, token)
            elif self.rules.xml and index in loose:
                outside[token.tag] += token.raw
            elif token.tag is Tag.OPEN:
                index = self._opened(parts, run, decoded, index)
            elif token.tag is Tag.CLOSE and any(name == token.name for _, name in self._open):
                self._closed(token)
            else:
                self._point(token.raw)
            index += 1
        text = "".join(parts)
        while self._open:  # the end tag stands elsewhere, or nowhere
            self._close("")
        self._trim(text)
        self.lead = outside[Tag.CLOSE] + self.lead
        self.trail += outside[Tag.OPEN]
        return bool(self.text)

    def _decoded(self, token: Token) -> str:
        if token.raw.startswith("<![CDATA["):
            return token.raw[9:-3]
        for reference in _REFERENCE.findall(token.raw):
            character = html.unescape(reference)
            if len(character) == 1 and character not in "&<>\n ":
                self.spelled.setdefault(character, reference)
        return html.unescape(token.raw) if not self.rules.xml else _REFERENCE.sub(_xml_character, token.raw)

    def _add(self, parts: list[str], text: str) -> None:
        if not self.rules.preserved:
            text = _SPACES.sub(" ", text)
        if not self.rules.preserved and text.startswith(" ") and (not self._length or parts[-1][-1] in " \n"):
            text = text[1:]
        if text:
            parts.append(text)
            self._length += len(text)

    def _line(self, parts: list[str], token: Token) -> None:
        if not self._length:
            self._point(token.raw)
            return
        self.lines.append(token.raw)
        parts.append("\n")
        self._length += 1

    def _opened(self, parts: list[str], run: Sequence[Token], decoded: Sequence[str], index: int) -> int:
        """Open a mark; an element whose text stays is taken in whole. Returns the index of the last token taken."""
        token = run[index]
        verbatim = token.name in self.rules.verbatim or bool(_NOT_TRANSLATED.search(token.raw))
        if verbatim or token.name in self.rules.skipped:
            end = self._ends.get(index)
            if end is None:
                self._point(token.raw)
                return index
            raw = "".join(other.raw for other in run[index + 1 : end])
            start = self._length
            if verbatim:
                self._add(parts, "".join(decoded[index + 1 : end]))
            role = Role.VERBATIM if self._length > start else Role.POINT
            self.marks.append(Mark(start, self._length, role, (token.raw, run[end].raw, raw), self._parent))
            return end
        if len(self._open) >= _DEEPEST:
            self._point(token.raw)
            return index
        role = Role.KEEP if token.name in self.rules.keep else Role.STYLE
        self.marks.append(Mark(self._length, self._length, role, (token.raw, "", None), self._parent))
        self._open.append((len(self.marks) - 1, token.name))
        return index

    @property
    def _parent(self) -> int:
        return self._open[-1][0] if self._open else -1

    def _closed(self, token: Token) -> None:
        while self._open[-1][1] != token.name:  # wrongly nested: ends with what it stands in
            self._close("")
        self._close(token.raw)

    def _close(self, raw: str) -> None:
        number, _ = self._open.pop()
        mark = self.marks[number]
        self.marks[number] = replace(mark, end=self._length, what=(mark.what[0], raw, None))

    def _point(self, raw: str) -> None:
        self.marks.append(Mark(self._length, self._length, Role.POINT, (raw, "", ""), self._parent))

    def _trim(self, text: str) -> None:
        """Take off white space at the ends, and move the marks along."""
        self.text = text.strip()
        lead = len(text) - len(text.lstrip())
        edge = len(self.text)
        before, after = text[:lead], text[lead + edge :].strip(" ")
        if self.rules.preserved:  # taken from the tokens at the ends already
            before, after = before.strip(_SPACE), after.strip(_SPACE)
        self.lead += self._spelled(before, self.lines[: before.count("\n")])
        last = max(0, len(self.lines) - after.count("\n"))
        self.trail = self._spelled(after, self.lines[last:]) + self.trail
        self.lines = self.lines[before.count("\n") : last]
        self.marks = [
            replace(m, start=min(max(m.start - lead, 0), edge), end=min(max(m.end - lead, 0), edge)) for m in self.marks
        ]

    def _spelled(self, text: str, lines: Sequence[str]) -> str:
        left = iter(lines)
        return "".join(next(left, c) if c == "\n" else self.spelled.get(c, c) for c in text)


def _ends(run: Sequence[Token]) -> dict[int, int]:
    """Where each element of a run ends: the index of its end tag by that of its start tag."""
    found: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    for index, token in enumerate(run):
        if token.tag is Tag.OPEN:
            waiting.setdefault(token.name, []).append(index)
        elif token.tag is Tag.CLOSE and waiting.get(token.name):
            found[waiting[token.name].pop()] = index
    return found


def _xml_character(match: re.Match[str]) -> str:
    return html.unescape(match.group())
