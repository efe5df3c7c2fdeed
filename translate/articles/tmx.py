"""TMX as a list of work: units in German without English get it, all else stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from translate import safexml
from translate.articles.coded import PRESERVED, Coded
from translate.articles.source import Nodes, Source, source
from translate.errors import InputError

__all__ = ["load"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def load(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Read what is untranslated in a file.

    Args:
        data: the file.
        name: of the file, for messages.
        encoding: ignored; XML says it itself.

    Raises:
        InputError: it is no TMX, is broken, or declares entities.
    """
    work = [coded.unit for _, _, coded in _work(safexml.parse(data, name), name) if coded.unit]

    def render(translated: Sequence[Nodes]) -> bytes:
        tree = safexml.parse(data, name)
        for (unit, german, coded), nodes in zip(list(_work(tree, name)), translated, strict=True):
            seg = coded.translated(nodes, "seg")
            english = _variant(unit, "en")
            if english is None:
                english = etree.Element("tuv", {_LANG: "en"})
                english.tail = german.tail
                german.addnext(english)
            for old in english.findall("seg"):
                english.remove(old)
            english.append(seg)
        return etree.tostring(tree, xml_declaration=True, encoding=tree.docinfo.encoding or "UTF-8")

    return source(name, ".tmx", work, render, may_be_empty=True)


def _work(tree: etree._ElementTree, name: str) -> Iterator[tuple[etree._Element, etree._Element, Coded]]:
    """The units without English, each with its German variant."""
    if safexml.local(tree.getroot()) != "tmx":
        raise InputError(f"{name}:1: is not TMX; give a file in that format")
    for unit in tree.getroot().iter("tu"):
        german, english = _variant(unit, "de"), _variant(unit, "en")
        seg = german.find("seg") if german is not None else None
        if seg is None or (english is not None and "".join(english.itertext("seg", "hi")).strip()):
            continue
        coded = Coded(seg, name, PRESERVED)
        if coded.unit:
            yield unit, german, coded


def _variant(unit: etree._Element, language: str) -> etree._Element | None:
    for variant in unit.findall("tuv"):
        if (variant.get(_LANG) or variant.get("lang") or "").lower().split("-")[0] == language:
            return variant
    return None
