"""Sentence pairs from the TMX and XLIFF files of other programs, for the memory: what people have approved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from translate import files, safexml
from translate.errors import DocumentError
from translate.formats.carried import taken

__all__ = ["SUFFIXES", "pairs"]

SUFFIXES = (".tmx", ".xlf", ".xliff")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset({"x", "bx", "ex", "ph", "it", "bpt", "ept", "ut", "cp", "sc", "ec", "sm", "em"})
_APPROVED = frozenset({"final", "signed-off", "reviewed"})


def pairs(path: Path) -> list[tuple[str, str]]:
    """Return German texts with the English that somebody has approved; in TMX that is all of it.

    Raises:
        InputError: the file cannot be read.
        DocumentError: it is neither TMX nor XLIFF, is broken, or declares entities.
    """
    tree = safexml.parse(files.read_bytes(str(path)), str(path), DocumentError)
    root = tree.getroot()
    kind = safexml.local(root)
    if kind not in ("tmx", "xliff"):
        raise DocumentError(f"{path}:1: <{kind}> is neither TMX nor XLIFF; give a file in one of these formats")
    found = _from_tmx(root) if kind == "tmx" else _from_xliff(root)
    return [(german, english) for german, english in found if german.strip() and english.strip()]


def _from_tmx(root: etree._Element) -> Iterator[tuple[str, str]]:
    for unit in root.iter("tu"):
        texts = {
            _language(variant.get(_LANG) or variant.get("lang")): taken(variant.find("seg"), _CODES)
            for variant in unit.iterfind("tuv")
        }
        yield texts.get("de", ""), texts.get("en", "")


def _from_xliff(root: etree._Element) -> Iterator[tuple[str, str]]:
    new = root.get("version", "").startswith("2")
    for holder in [root] if new else root.iter("{*}file"):
        names = ("srcLang", "trgLang") if new else ("source-language", "target-language")
        if [_language(holder.get(name)) for name in names] != ["de", "en"]:
            continue
        for unit in holder.iter("{*}segment" if new else "{*}trans-unit"):
            target = unit.find("{*}target")
            if target is None:
                continue
            state = unit.get("state") if new else target.get("state")
            if state in _APPROVED or unit.get("approved") == "yes":
                yield taken(unit.find("{*}source"), _CODES), taken(target, _CODES)


def _language(tag: str | None) -> str:
    return (tag or "").lower().replace("_", "-").split("-")[0]
