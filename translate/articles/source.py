"""A document that holds an article: its texts in order, and how to put the English back in their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from glossary.words import words
from translate import files, wire
from translate.articles.inline import Mark, Node, Part, carry
from translate.document import BilingualDocument, BlockKind, Link, Segment, Span, TermState
from translate.errors import DocumentError, InputError

__all__ = ["Source", "Unit", "plain_text", "source"]

_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Unit:
    """A text of the document: a paragraph, a heading, a cell, an entry.

    Attributes:
        text: without markup, and without white space at its ends; never empty.
        marks: the markup in it.
        kind: what it is, where the document says so; else it is judged as wire copy.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    kind: BlockKind | None = None


Nodes = tuple[Node | str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article and the document that it was read from.

    Attributes:
        article: what the pipeline translates; `Article.text` is the text without markup.
        suffix: of the format, such as ``.docx``.
    """

    article: wire.Article
    suffix: str
    _units: tuple[Unit, ...]
    _starts: tuple[int, ...]  # of the units, in the article's text
    _render: Callable[[Sequence[Nodes]], bytes]

    def render(self, document: BilingualDocument) -> bytes:
        """Return the file with the English in it.

        Args:
            document: the translation, also one that was reviewed and read back.

        Raises:
            DocumentError: it is not a translation of this article.
        """
        if document.source != self.article.text:
            raise DocumentError(
                f"{self.article.name}: the translation belongs to another text; translate the article again"
            )
        parts: list[list[Segment]] = [[] for _ in self._units]
        unit = 0
        for segment in document.segments:
            while unit + 1 < len(self._units) and segment.start >= self._starts[unit + 1]:
                unit += 1
            if self._units:
                parts[unit].append(segment)
        return self._render(
            [
                _translated(given, start, segments)
                for given, start, segments in zip(self._units, self._starts, parts, strict=True)
            ]
        )

    def write(self, document: BilingualDocument, path: Path) -> None:
        """Write the document with the English in it; the file is whole or not there.

        Raises:
            DocumentError: the translation is not one of this article.
            InputError: the file cannot be written.
        """
        data = self.render(document)
        with files.whole_file(path, "wb") as file:
            file.write(data)


def source(
    name: str,
    suffix: str,
    units: Sequence[Unit],
    render: Callable[[Sequence[Nodes]], bytes],
    *,
    may_be_empty: bool = False,
) -> Source:
    """Return a source from its texts.

    Args:
        name: of the file, for reports.
        suffix: of the format.
        units: the texts in order.
        render: makes the file of the translated texts, which come in the same order.
        may_be_empty: whether it is right that nothing is left to be translated.

    Raises:
        InputError: there is no text.
    """
    if not units and not may_be_empty:
        raise InputError(f"{name}: holds no text to translate; give a file with a German article")
    article = wire.parse(_GAP.join(unit.text for unit in units), Path(name).name)
    starts, end = [], 0
    for unit in units:
        starts.append(end)
        end += len(unit.text) + len(_GAP)
    return Source(_with_kinds(article, units, starts), suffix, tuple(units), tuple(starts), render)


def _with_kinds(article: wire.Article, units: Sequence[Unit], starts: Sequence[int]) -> wire.Article:
    """What the document calls a heading is one, whatever it looks like."""
    blocks, unit = [], 0
    for block in article.blocks:
        while unit + 1 < len(units) and block.start >= starts[unit + 1]:
            unit += 1
        kind = units[unit].kind
        if kind is not None and block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH):
            block = block._replace(kind=kind)
        blocks.append(block)
    return replace(article, blocks=tuple(blocks))


def _translated(unit: Unit, start: int, segments: Sequence[Segment]) -> Nodes:
    """The English of a unit, with its marks."""
    text, parts = "", []
    for number, segment in enumerate(segments):
        text += segment.before if number else ""
        at, to = segment.start - start, len(text)
        parts.append(
            Part(
                Span(at, at + len(segment.source)),
                Span(to, to + len(segment.target)),
                tuple(Link(a + at, b + at, c + to, d + to) for a, b, c, d in _links(segment)),
            )
        )
        text += segment.target
    return carry(unit.text, text, parts, unit.marks)


def _links(segment: Segment) -> tuple[Link, ...]:
    """The word alignment, put right where the glossary knows better: all of a rendering renders its mention."""
    links = list(segment.links)
    for term in segment.terms:
        if term.target_span is None or term.state is TermState.OVERLAPPED:
            continue
        mention = [word for word in words(segment.source) if _overlap(word.start, word.end, term.source_span)]
        for word in words(segment.target):
            own = [link for link in links if link.target_start == word.start]
            if not _overlap(word.start, word.end, term.target_span) or any(
                _overlap(link.source_start, link.source_end, term.source_span) for link in own
            ):
                continue
            links = [link for link in links if link not in own]
            links += [Link(german.start, german.end, word.start, word.end) for german in mention]
    return tuple(links)


def _overlap(start: int, end: int, span: Span) -> bool:
    return start < span.end and span.start < end


def plain_text(nodes: Nodes) -> str:
    """Return the characters of a translated text without its marks."""
    return "".join(node if isinstance(node, str) else plain_text(node.children) for node in nodes)
