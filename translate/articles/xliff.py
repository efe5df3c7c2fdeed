"""XLIFF 1.2 and 2 as lists of work: what has no translation yet gets one, all else stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from translate import safexml
from translate.articles.coded import CODES, PRESERVED, Coded, languages_fit
from translate.articles.source import Nodes, Source, source
from translate.errors import InputError

__all__ = ["load"]

_XML = "{http://www.w3.org/XML/1998/namespace}"
_LANGUAGES = {"1": ("source-language", "target-language"), "2": ("srcLang", "trgLang")}
_UNTRANSLATED = frozenset({"new", "needs-translation"})


def load(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Read what is untranslated in a file.

    Args:
        data: the file.
        name: of the file, for messages.
        encoding: ignored; XML says it itself.

    Raises:
        InputError: it is no XLIFF from German to English, is broken, or declares entities.
    """
    work = [coded for _, coded in _work(safexml.parse(data, name), name)]

    def render(translated: Sequence[Nodes]) -> bytes:
        tree = safexml.parse(data, name)
        for (holder, coded), nodes in zip(list(_work(tree, name)), translated, strict=True):
            _put(holder, coded, nodes)
        major = _version(tree, name)
        for element in [tree.getroot()] if major == "2" else tree.getroot().iter("{*}file"):
            element.set(_LANGUAGES[major][1], element.get(_LANGUAGES[major][1]) or "en")
        return etree.tostring(tree, xml_declaration=True, encoding=tree.docinfo.encoding or "UTF-8")

    return source(name, ".xliff", [coded.unit for coded in work if coded.unit], render, may_be_empty=True)


def _version(tree: etree._ElementTree, name: str) -> str:
    root = tree.getroot()
    major = root.get("version", "").partition(".")[0]
    if safexml.local(root) != "xliff" or major not in _LANGUAGES:
        raise InputError(f"{name}:1: is not XLIFF of version 1 or 2; give a file in that format")
    return major


def _work(tree: etree._ElementTree, name: str) -> Iterator[tuple[etree._Element, Coded]]:
    """The units or segments without a translation, each with its source."""
    major = _version(tree, name)
    for element in [tree.getroot()] if major == "2" else tree.getroot().iter("{*}file"):
        given = [element.get(attribute) for attribute in _LANGUAGES[major]]
        if not languages_fit(given):
            pair = " to ".join(language or "?" for language in given)
            raise InputError(f"{name}:{element.sourceline}: translates {pair}; give a file from German to English")
    for holder in tree.getroot().iter("{*}segment" if major == "2" else "{*}trans-unit"):
        german, english = holder.find("{*}source"), holder.find("{*}target")
        if german is None or _inherited(holder, "translate") == "no":
            continue
        if english is not None and "".join(english.itertext()).strip() and english.get("state") not in _UNTRANSLATED:
            continue
        rules = PRESERVED if _inherited(german, f"{_XML}space") == "preserve" else CODES
        coded = Coded(german, name, rules)
        if coded.unit:
            yield holder, coded


def _inherited(element: etree._Element, attribute: str) -> str | None:
    return next((e.get(attribute) for e in (element, *element.iterancestors()) if e.get(attribute)), None)


def _put(holder: etree._Element, coded: Coded, nodes: Nodes) -> None:
    target = coded.translated(nodes, "target")
    if target.get(f"{_XML}lang"):
        target.set(f"{_XML}lang", "en")
    old = holder.find("{*}target")
    if old is not None:
        target.tail = old.tail
        holder.replace(old, target)
    else:
        last = holder.find("{*}seg-source")
        before = holder.find("{*}source") if last is None else last
        target.tail = before.tail
        before.addnext(target)
        before.tail = target.tail
    if safexml.local(holder) == "segment":
        holder.set("state", "translated")
        holder.attrib.pop("subState", None)
    else:
        target.set("state", "needs-review-translation")
