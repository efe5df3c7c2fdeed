"""Markdown: the texts of blocks in English; code, tables' rules, lists' marks and front matter as they were.

A block's text is taken from the parser and put back in its lines: what stands before it there, such as
``> `` or ``## ``, stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from translate import files
from translate.articles.inline import Mark, Role
from translate.articles.source import Nodes, Source, Unit, source
from translate.document import BlockKind

__all__ = ["load"]

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\](?::[ \t]*)?")
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|]")
_START = re.compile(r"(\d{0,9})([#>+=~.)*<`_-])")
_CLOSING = re.compile(r"(?:(?<= )|\A)#(?=#* *\Z)")  # of a heading: no text where nothing is said against it
_SPACES = re.compile(r"[ \t]+")
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_TAGS = re.compile(r"<(/?)([A-Za-z][\w-]*)")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.normalizeLink = lambda url: url  # as the author wrote it
    parser.normalizeLinkText = lambda url: url
    return parser


def load(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Read an article.

    Raises:
        InputError: it holds no text to translate.
        EncodingError: the bytes are not text in that encoding.
        UsageError: there is no such encoding.
    """
    text = files.decode(data, name, encoding)
    ends = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = found.group() if (found := _FRONT_MATTER.match(text)) else ""
    lines = text[len(front) :].split("\n")
    parser = _parser()
    blocks = [block for block in _blocks(parser, lines) if block.unit.text]

    def render(translated: Sequence[Nodes]) -> bytes:
        new: list[str | None] = list(lines)
        for block, nodes in reversed(list(zip(blocks, translated, strict=True))):
            raw = _raw(parser, nodes, block.cell)
            if block.unit.kind is BlockKind.HEADING:
                raw = _CLOSING.sub(r"\\#", raw)
            block.put(new, block.lead + raw + block.trail)
        return (front + "\n".join(line for line in new if line is not None)).replace("\n", ends).encode()

    return source(name, ".md", [block.unit for block in blocks], render)


class _Block:
    """The text of a block and its place: lines, and for each what stands before and behind the text.

    For the cell of a table: its line, what stands before the text, and the text. What stands at both ends
    of the text is white space that Markdown does not take for such: no-break spaces.
    """

    def __init__(self, lead: str, unit: Unit, trail: str, first: int, edges: list[tuple[str, str]], cell: bool) -> None:
        self.lead, self.unit, self.trail = lead, unit, trail
        self.first, self.edges, self.cell = first, edges, cell

    def put(self, lines: list[str | None], raw: str) -> None:
        """Write the text into its lines; a text of fewer lines leaves some out."""
        if self.cell:
            # The cells behind this one have been written already: what is before it is as it was.
            before, content = self.edges[0]
            lines[self.first] = before + raw + lines[self.first][len(before) + len(content) :]
            return
        rows = raw.split("\n")
        if len(rows) > (last := len(self.edges) - 1):
            rows[last:] = [f"\\\n{self.edges[last][0]}".join(rows[last:])]
        for number, (before, _) in enumerate(self.edges):
            lines[self.first + number] = None
            if number < len(rows):
                # A hard line break has to be said: two texts may have shared a line by a backslash or blanks.
                lines[self.first + number] = before + rows[number] + ("\\" if number < len(rows) - 1 else "")
        lines[self.first + min(len(rows), len(self.edges)) - 1] += self.edges[-1][1]


def _blocks(parser: MarkdownIt, lines: Sequence[str]) -> Iterator[_Block]:
    kinds: list[str] = []
    position: tuple[int, int] = (-1, 0)  # in the row of a table: line, and how far its cells are taken
    for token in parser.parse("\n".join(lines)):
        if token.nesting > 0:
            kinds.append(token.type)
        elif token.nesting < 0:
            kinds.pop()
        if token.type != "inline" or not token.map:
            continue
        first = token.map[0]
        outer = kinds[-1].removesuffix("_open")
        cell = outer in ("th", "td")
        listed = cell or "list_item_open" in kinds
        kind = BlockKind.HEADING if outer == "heading" else BlockKind.PARAGRAPH if listed else None
        edges = []
        if cell:
            line = lines[first]
            start = position[1] if position[0] == first else 0
            content = token.content.replace("|", "\\|") if token.content not in line[start:] else token.content
            at = line.find(content, start)
            if at < 0 or not content:
                continue
            position = (first, at + len(content))
            edges.append((line[:at], content))
        else:
            for line, text in zip(lines[first:], token.content.split("\n"), strict=False):
                at = line.rfind(text.rstrip()) if outer == "heading" else line.find(text.rstrip(), _prefix(line, text))
                if at < 0:
                    break
                edges.append((line[:at], line[at + len(text.rstrip()) :]))
            if len(edges) != token.content.count("\n") + 1:
                continue  # tabs for indents, spread by the parser: stays as it is
        lead, unit, trail = _unit(token.children or [])
        yield _Block(lead, replace(unit, kind=kind), trail, first, edges, cell)


def _prefix(line: str, text: str) -> int:
    """Where the text of a line begins at the earliest: it ends the line, but for blanks."""
    return max(0, len(line.rstrip()) - len(text.rstrip()))


def _unit(children: Sequence[Token]) -> tuple[str, Unit, str]:
    """A text without white space at its ends, and that of it which is more than blanks to Markdown."""
    text, marks, opened = "", [], []
    for token in children:
        parent = opened[-1] if opened else -1
        if token.nesting > 0:
            role = Role.KEEP if token.type == "link_open" else Role.STYLE
            role = Role.VERBATIM if token.markup == "autolink" else role
            opened.append(len(marks))
            marks.append(Mark(len(text), len(text), role, _opening(token), parent))
        elif token.nesting < 0:
            number = opened.pop()
            marks[number] = replace(marks[number], end=len(text))
        elif token.type == "code_inline":
            fence, end = token.markup, len(text) + len(token.content)
            content = f" {token.content} " if "`" in token.content[:1] + token.content[-1:] else token.content
            marks.append(Mark(len(text), end, Role.VERBATIM, (fence, fence, content), parent))
            text += token.content
        elif token.type == "html_inline":
            text = _tag(token.content.replace("\n", " "), text, marks, parent)
        elif token.type == "image":
            marks.append(Mark(len(text), len(text), Role.POINT, (_image(token), "", ""), parent))
        elif token.type == "hardbreak":
            text = text.rstrip(" ") + "\n"
        elif token.type == "softbreak":
            text += "" if text.endswith((" ", "\n")) or not text else " "
        else:
            position = 0
            content = token.content
            for note in _FOOTNOTE.finditer(content):
                text += content[position : note.start()]
                marks.append(Mark(len(text), len(text), Role.POINT, (note.group(), "", ""), parent))
                position = note.end()
            text += content[position:]
    lead = len(text) - len(text.lstrip())
    core = text.strip()
    if not any(c.isalnum() for c in core):
        return "", Unit(""), ""
    before, after = (_BLANKS.sub("", part) for part in (text[:lead], text[lead + len(core) :]))

    def moved(offset: int) -> int:
        return min(max(offset - lead, 0), len(core))

    moved_marks = tuple(replace(mark, start=moved(mark.start), end=moved(mark.end)) for mark in marks)
    return before, Unit(core, moved_marks), after


def _tag(raw: str, text: str, marks: list[Mark], parent: int) -> str:
    """A tag of HTML in the text: a line break, or a point where it stands."""
    match = _TAGS.match(raw)
    marks.append(Mark(len(text), len(text), Role.POINT, (raw, "", ""), parent))
    if match and match[2].lower() == "br":
        return text if text.endswith(" ") else text + " "
    return text


def _opening(token: Token) -> tuple[str, str, None]:
    if token.type != "link_open":
        return token.markup, token.markup, None
    if token.markup == "autolink":
        return "<", ">", None
    return "[", f"]({_target(token, 'href')})", None


def _target(token: Token, attribute: str) -> str:
    url, title = str(token.attrGet(attribute) or ""), token.attrGet("title")
    if not url or re.search(r"[\s()<>]", url):
        url = f"<{url.replace('<', '%3C').replace('>', '%3E')}>"
    return f'{url} "{_quoted(str(title))}"' if title else url


def _quoted(title: str) -> str:
    return re.sub(r'["\\]', r"\\\g<0>", title).replace("\n", " ")


def _image(token: Token) -> str:
    return f"![{_heavy(token.content)}]({_target(token, 'src')})"


def _raw(parser: MarkdownIt, nodes: Nodes, cell: bool) -> str:
    """A translated text as Markdown, with no more backslashes than it needs to be read as what it is."""
    kept = ""
    for escape, emphasis in _WAYS:
        meant, raw = _meant(nodes, emphasis), _joined(nodes, cell, escape, emphasis)
        rows = [row.lstrip(" \t") for row in raw.split("\n")]
        if cell:
            kept = raw.replace("\n", " ")
            if _read(parser, raw.replace("\\|", "|")) == meant:
                return kept
            continue
        for tag in ("\\<", "&#8203;<"):  # before a tag, nothing but a character without width makes its line text
            kept = "\n".join(_kept(row, tag) if _starts_block(parser, row) else row for row in rows)
            if _read(parser, kept.strip()) == meant and _is_one_block(parser, kept):
                return kept
    return kept


def _joined(nodes: Nodes, cell: bool, escape: Callable[[str], str], emphasis: Callable[[str], str]) -> str:
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            text = escape(_SPACES.sub(" ", node))
            parts.append(re.sub(r"(?<!\\)\|", r"\\|", text) if cell else text)
            continue
        before, after, content = node.mark.what
        if content is None:
            inner = str(node.children[0]) if before == "<" else _joined(node.children, cell, escape, emphasis)
            # Emphasis does not begin or end with a blank.
            core = inner.strip()
            lead, trail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :] if core else ""
            if before not in ("<", "["):
                before, after = emphasis(before), emphasis(after)
            parts.append(f"{lead}{before}{core}{after}{trail}" if core or before == "[" else inner)
        else:
            parts.append(before + (content.replace("|", "\\|") if cell else content) + after)
    return "".join(parts)


def _light(text: str) -> str:
    """Text as it is, but for what begins with a backslash."""
    return text.replace("\\", "\\\\")


def _heavy(text: str) -> str:
    """Text in which no character means anything; a table takes even a bar with a backslash for its own."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\\|", "&#124;")


# What begins or ends at the wrong side of a stop is no emphasis: it goes rather than that its marks show.
_WAYS = ((_light, str), (_heavy, str), (_heavy, lambda mark: ""))


def _read(parser: MarkdownIt, raw: str) -> list[str]:
    """What the parser makes of a text: kinds and contents."""
    found = [""]
    for token in parser.parseInline(raw)[0].children or ():
        if token.type in ("text", "text_special", "softbreak", "hardbreak"):
            found[-1] += token.content or " "
        else:
            found += [token.type if token.type == "image" else token.markup or token.content or token.type, ""]
    return [" ".join(part.split()) for part in found]


def _meant(nodes: Nodes, emphasis: Callable[[str], str]) -> list[str]:
    """What the parser should make of a translated text; see `_read`."""
    found = [""]
    for node in nodes:
        if isinstance(node, str):
            found[-1] += node
            continue
        before, after, content = node.mark.what
        if before.startswith("[^"):
            found[-1] += before
        elif content is None:
            within = _meant(node.children, emphasis)
            if before in ("<", "["):
                ends = ("autolink", "autolink") if before == "<" else ("link_open", "link_close")
                found += [ends[0], *within, ends[1], ""]
            elif not any(within) or not emphasis(before):
                found[-1] += within[0]
                found += within[1:]
            else:
                found += [emphasis(before), *within, emphasis(after), ""]
        else:
            found += ["image" if before.startswith("![") else before, ""]
    return [" ".join(part.split()) for part in found]


def _kept(row: str, tag: str) -> str:
    """A line with its start so that it is text."""
    return _START.sub(lambda found: tag if found[2] == "<" else f"{found[1]}\\{found[2]}", row, count=1)


def _is_one_block(parser: MarkdownIt, raw: str) -> bool:
    """Whether a text is a paragraph, and the underlined heading that it may stand for: no table, for one."""
    return len(parser.parse(raw.replace("\n", "\\\n") + "\n---")) == 3


def _starts_block(parser: MarkdownIt, row: str) -> bool:
    """Whether a line would be read as the start of something else than a paragraph, or end the one before it."""
    if not _START.match(row):
        return False
    return parser.parse(row)[0].type != "paragraph_open" or len(parser.parse(f"x\n{row}")) != 3
