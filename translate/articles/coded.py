"""Texts with inline codes in translation files: a source element's content in English, as another element."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from translate.articles import markup
from translate.articles.source import Nodes, Unit
from translate.errors import InputError

__all__ = ["CODES", "PRESERVED", "Coded", "languages_fit"]

# Codes of XLIFF 1.2, XLIFF 2 and TMX. Those that hold text to translate have to stay around it; those that
# hold code of the original format are taken as a whole.
_AROUND = frozenset({"g", "pc", "mrk", "hi"})
_CODE = frozenset({"ph", "it", "bpt", "ept", "ut", "sub"})
CODES = markup.Rules(
    inline=_AROUND | _CODE | {"x", "bx", "ex", "sc", "ec", "sm", "em", "cp"},
    keep=_AROUND,
    skipped=_CODE,
    line="\n",
    xml=True,
)
PRESERVED = replace(CODES, preserved=True)
_OUTER = re.compile(r"(<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>)(.*)(</[^>]*>)\Z", re.DOTALL)
_NAME = re.compile(r"(</?(?:[\w.-]+:)?)[\w.-]+")


class Coded:
    """The content of an element of a file; the file's name is for messages.

    Attributes:
        unit: its text with its codes as marks; None where it holds no words.
    """

    def __init__(self, element: etree._Element, file: str, rules: markup.Rules = CODES) -> None:
        self._place = f"{file}:{element.sourceline}"
        whole = _OUTER.match(etree.tostring(element, encoding="unicode", with_tail=False))
        self._first, content, self._last = whole.groups() if whole else ("", "", "")
        self._page = markup.read(markup.tokens(content, rules), rules)
        self.unit: Unit | None = self._page.units[0] if len(self._page.units) == 1 else None

    def translated(self, nodes: Nodes, name: str) -> etree._Element:
        """Return an element of another name with the translation in it, codes in their places.

        Raises:
            InputError: a tag has a name that libxml2 reads and cannot write, such as ``xml::lang``.
        """
        first, last = (_NAME.sub(rf"\g<1>{name}", tag, count=1) for tag in (self._first, self._last))
        try:
            return etree.fromstring(first + self._page.render([nodes]) + last)
        except etree.XMLSyntaxError as problem:
            said = f"{self._place}: holds a name that is not XML ({self._first}); mend it in the file"
            raise InputError(said) from problem


def languages_fit(given: Sequence[str | None]) -> bool:
    """Whether source and target language are German and English, as far as they are said."""
    source, target = given
    return (not source or source.lower().startswith("de")) and (not target or target.lower().startswith("en"))
