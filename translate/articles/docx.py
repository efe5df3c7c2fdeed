"""Word files: paragraphs in English with their styles, and bold, links and pictures where they belong.

A paragraph is a row of runs, each with its own look. The look that most of its characters have is that of
the English; runs that look different become marks, as do links. What holds no text stays as it is.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from translate import package
from translate.articles.inline import Mark, Role
from translate.articles.source import Nodes, Source, Unit, source
from translate.document import BlockKind
from translate.errors import InputError
from translate.safexml import NOT_IN_XML

__all__ = ["load"]

_P, _R, _T, _RPR, _PPR = (qn(f"w:{name}") for name in ("p", "r", "t", "rPr", "pPr"))
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t"}
_HYPHENS = {qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad"}
_SDT, _SDT_CONTENT = qn("w:sdt"), qn("w:sdtContent")
_HOLDERS = {_SDT, *(qn(f"w:{name}") for name in ("hyperlink", "ins", "moveTo", "smartTag"))}
_DROPPED = {qn("w:proofErr"), qn("w:lastRenderedPageBreak")}
_RANGES = {qn(f"w:{name}") for name in ("bookmarkStart", "commentRangeStart", "permStart", "moveToRangeStart")}
_RANGE_ENDS = {qn(f"w:{name}") for name in ("bookmarkEnd", "commentRangeEnd", "permEnd", "moveToRangeEnd")}
_IN_CELLS = {qn("w:tc")}
_UNLIKE = {qn(f"w:{name}") for name in ("lang", "noProof", "rtl")}  # do not make a look of their own
_PARTS = ("header", "footer", "footnotes", "endnotes")


def load(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Read a Word file.

    Args:
        data: the file.
        name: of the file, for messages.
        encoding: ignored.

    Raises:
        InputError: it is no Word file, would unpack to too much, is broken, or holds no text.
    """
    package.check(data, name)
    try:
        word = docx.Document(io.BytesIO(data))
        roots = list(_roots(word))
        parts = (word.part.package, *word.part.package.iter_parts())
        relations = [relation for part in parts for relation in part.rels.values()]
        if any(None in (relation.rId, relation.reltype) for relation in relations):
            raise ValueError("a relation without a name or a type")  # python-docx reads that, and cannot write it
        styles = word.styles if _has(word.part, RELATIONSHIP_TYPE.STYLES) else ()
        headings = {style.style_id for style in styles if (style.name or "").lower().startswith(("heading", "title"))}
    except Exception as error:  # whatever the layers of python-docx raise
        raise InputError(f"{name}: is a broken Word file; open it in Word and save it again") from error
    paragraphs = [found for root in roots for element in root.iter(_P) if (found := _Paragraph(element, headings)).text]
    units = [Unit(found.text, tuple(found.marks), found.kind) for found in paragraphs]

    def render(translated: Sequence[Nodes]) -> bytes:
        # From the file each time: what is written does not depend on what was written before.
        copy = docx.Document(io.BytesIO(data))
        elements = [e for root in _roots(copy) for e in root.iter(_P) if _Paragraph(e, headings).text]
        # A text box is a paragraph within a paragraph: the inner ones first.
        for element, nodes in reversed(list(zip(elements, translated, strict=True))):
            _Paragraph(element, headings).write(nodes)
        styles = [copy.styles.element] if _has(copy.part, RELATIONSHIP_TYPE.STYLES) else []
        for root in (*_roots(copy), *styles):
            for language in root.iter(qn("w:lang")):
                if language.get(qn("w:val"), "").lower().startswith("de"):
                    language.set(qn("w:val"), "en-US")
        known = _has(copy.part.package, RELATIONSHIP_TYPE.CORE_PROPERTIES)
        if known and (copy.core_properties.language or "").lower().startswith("de"):
            copy.core_properties.language = "en-US"
        out = io.BytesIO()
        copy.save(out)
        return package.undated(out.getvalue())

    return source(name, ".docx", units, render)


def _has(part, kind: str) -> bool:
    """Whether a part names another of a kind; python-docx adds its own where it is asked for one that is missing."""
    return any(relation.reltype == kind for relation in part.rels.values())


def _roots(word) -> Iterator[etree._Element]:
    """The body, then headers, footers and notes."""
    yield word.element
    for part in word.part.package.iter_parts():
        kind = part.content_type.rpartition(".")[2].removesuffix("+xml")
        if kind in _PARTS and "wordprocessingml" in part.content_type:
            if hasattr(part, "element"):
                yield part.element
            else:  # python-docx does not know notes; the parsed tree takes the place of the bytes
                parsed = docx.oxml.parser.parse_xml(part.blob)
                part.__class__ = docx.opc.part.XmlPart
                part._element = parsed
                yield parsed


@dataclass(slots=True)
class _Look:
    """What a mark stands for.

    Attributes:
        properties: of a run, None where it has none.
        holder: a link around runs.
        content: runs or elements that stay as they are.
        tail: of them, those behind the text, where there is one.
    """

    properties: etree._Element | None = None
    holder: etree._Element | None = None
    content: list[etree._Element] = field(default_factory=list)
    tail: list[etree._Element] = field(default_factory=list)


class _Paragraph:
    """A paragraph: its text and marks, and a way to write others in their place."""

    def __init__(self, element: etree._Element, headings: set[str]) -> None:
        self.element = element
        self.marks: list[Mark] = []
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[etree._Element] = []
        self._ends: list[etree._Element] = []
        self._field: list[etree._Element] | None = None
        self._depth = 0
        self._take(element, -1)
        if self._field is not None:  # goes on in another paragraph: nothing here can be moved
            self._parts = []
        text = "".join(self._parts)
        self.text = text.strip() if any(c.isalnum() for c in text) else ""
        self._lead = len(text) - len(text.lstrip())
        self._outer = text
        style = element.find(f"{_PPR}/{qn('w:pStyle')}")
        self.kind = BlockKind.HEADING if style is not None and style.get(qn("w:val")) in headings else None
        if self.kind is None and element.getparent() is not None and element.getparent().tag in _IN_CELLS:
            self.kind = BlockKind.PARAGRAPH
        self._settle()

    def _take(self, holder: Iterable[etree._Element], parent: int) -> None:
        for child in holder:
            if child.tag == _PPR or child.tag in _DROPPED or not isinstance(child.tag, str):
                continue
            if child.tag == _R:
                self._take_run(child, parent)
            elif self._field is not None:
                self._field.append(child)
            elif child.tag == _SDT and child.find(_SDT_CONTENT) is None:
                self._point(child, parent)
            elif child.tag in _HOLDERS:
                self.marks.append(Mark(self._length, self._length, Role.KEEP, _Look(holder=child), parent))
                number = len(self.marks) - 1
                self._take(_content(child), number)
                self._end(number)
            elif child.tag in _RANGES:
                self._starts.append(child)
            elif child.tag in _RANGE_ENDS:
                self._ends.append(child)
            else:
                self._point(child, parent)

    def _take_run(self, run: etree._Element, parent: int) -> None:
        kinds = [c.get(qn("w:fldCharType")) for c in run.iter(qn("w:fldChar"))]
        if self._field is not None or kinds:  # a field is one thing: page number, cross reference
            if self._field is None:
                self._field = []
            self._field.append(run)
            self._depth += kinds.count("begin") - kinds.count("end")
            if self._depth <= 0:
                runs, self._field, self._depth = self._field, None, 0
                self._take_field(runs, parent)
            return
        properties = run.find(_RPR)
        self.marks.append(Mark(self._length, self._length, Role.STYLE, _Look(properties), parent))
        number = len(self.marks) - 1
        for child in run:
            text = child.text or "" if child.tag == _T else _BREAKS.get(child.tag) or _HYPHENS.get(child.tag)
            if text is not None and child.get(qn("w:type")) in (None, "textWrapping"):
                self._parts.append(text)
                self._length += len(text)
            elif child.tag != _RPR and child.tag not in _DROPPED:
                single = etree.SubElement(etree.Element("none"), _R)
                if properties is not None:
                    single.append(deepcopy(properties))
                single.append(deepcopy(child))
                self.marks.append(Mark(self._length, self._length, Role.POINT, _Look(content=[single]), parent))
        self._end(number)

    def _take_field(self, runs: list[etree._Element], parent: int) -> None:
        """A link has text to translate; what other fields show, Word works out itself."""
        kinds = [[c.get(qn("w:fldCharType")) for c in run.iter(qn("w:fldChar"))] for run in runs]
        code = "".join(c.text or "" for run in runs for c in run.iter(qn("w:instrText"))).strip()
        if code.startswith("HYPERLINK") and [kind for kind in kinds if kind] == [["begin"], ["separate"], ["end"]]:
            middle = kinds.index(["separate"]) + 1
            self.marks.append(
                Mark(self._length, self._length, Role.KEEP, _Look(content=runs[:middle], tail=runs[-1:]), parent)
            )
            number = len(self.marks) - 1
            self._take(runs[middle:-1], number)
            self._end(number)
        else:
            self.marks.append(Mark(self._length, self._length, Role.POINT, _Look(content=runs), parent))

    def _point(self, element: etree._Element, parent: int) -> None:
        self.marks.append(Mark(self._length, self._length, Role.POINT, _Look(content=[element]), parent))

    def _end(self, number: int) -> None:
        mark = self.marks[number]
        self.marks[number] = Mark(mark.start, self._length, mark.role, mark.what, mark.parent)

    def _settle(self) -> None:
        """Find the look that most characters have, and drop the marks of it; trim the others to the text."""
        looks: dict[str, int] = {}
        for mark in self.marks:
            if mark.role is Role.STYLE:
                key = _key(mark.what.properties)
                looks[key] = looks.get(key, 0) + mark.end - mark.start
        base = max(looks, key=looks.get, default="")
        self._base = next(
            (m.what.properties for m in self.marks if m.role is Role.STYLE and _key(m.what.properties) == base), None
        )
        kept: list[Mark] = []
        new: dict[int, int] = {-1: -1}
        edge = len(self.text)
        self._at_edge: dict[int, int] = {}  # points outside the white space at the ends: mark, place
        for number, mark in enumerate(self.marks):
            if mark.role is Role.STYLE and (_key(mark.what.properties) == base or mark.start == mark.end):
                new[number] = new[mark.parent]
                continue
            start, end = (min(max(offset - self._lead, 0), edge) for offset in (mark.start, mark.end))
            parent, last = new[mark.parent], kept[-1] if kept else None
            if (
                mark.role is Role.STYLE
                and last is not None
                and (last.role, last.end, last.parent) == (Role.STYLE, start, parent)
                and _key(last.what.properties) == _key(mark.what.properties)
            ):  # Word cuts words into runs as it likes
                kept[-1] = Mark(last.start, end, last.role, last.what, parent)
            else:
                kept.append(Mark(start, end, mark.role, mark.what, parent))
            new[number] = len(kept) - 1
            if mark.role is Role.POINT and parent < 0 and mark.start in (0, len(self._outer)):
                self._at_edge[new[number]] = mark.start
        # Numbers, so that a translation of these marks can be put into another copy of the file.
        self._looks: list[_Look] = [mark.what for mark in kept]
        self.marks = [replace(mark, what=number) for number, mark in enumerate(kept)]

    def write(self, nodes: Nodes) -> None:
        """Put a translated text in the place of the paragraph's own."""
        lead, trail = self._outer[: self._lead], self._outer[self._lead + len(self.text) :]
        at_edge = [node for node in nodes if not isinstance(node, str) and node.mark.what in self._at_edge]
        nodes = [
            *(node for node in at_edge if not self._at_edge[node.mark.what]),
            lead,
            *(node for node in nodes if node not in at_edge),
            trail,
            *(node for node in at_edge if self._at_edge[node.mark.what]),
        ]
        content = list(self._runs([node for node in nodes if node], self._base))
        for child in list(self.element):
            if child.tag != _PPR:
                self.element.remove(child)
        self.element.extend([*self._starts, *content, *self._ends])

    def _runs(self, nodes: Nodes, properties: etree._Element | None) -> Iterator[etree._Element]:
        for node in nodes:
            if isinstance(node, str):
                yield _run(node, properties)
                continue
            look = self._looks[node.mark.what]
            if look.holder is not None:
                holder = deepcopy(look.holder)
                content = _content(holder)
                for child in list(content):
                    content.remove(child)
                content.extend(list(self._runs(node.children, _in_link(look, properties))))
                yield holder
            elif node.mark.role is not Role.STYLE:
                yield from look.content
                yield from self._runs(node.children, properties)
                yield from look.tail
            else:
                yield from self._runs(node.children, look.properties)


def _content(holder: etree._Element) -> etree._Element:
    """The element in a link or a content control that holds its runs."""
    return holder.find(_SDT_CONTENT) if holder.tag == _SDT else holder


def _in_link(look: _Look, properties: etree._Element | None) -> etree._Element | None:
    """The look of words in a link that have no look of their own."""
    first = _content(look.holder).find(f"{_R}/{_RPR}")
    return properties if first is None else first


def _key(properties: etree._Element | None) -> str:
    """A look as a string to compare by."""
    if properties is None:
        return ""
    telling = (child for child in properties if child.tag not in _UNLIKE)
    return "".join(sorted(etree.tostring(child, encoding="unicode") for child in telling))


def _run(text: str, properties: etree._Element | None) -> etree._Element:
    run = OxmlElement("w:r")
    if properties is not None:
        run.append(deepcopy(properties))
    run.text = NOT_IN_XML.sub("\ufffd", text)  # python-docx makes tabs and breaks of \t and \n
    return run
