"""HTML pages: the texts of blocks in English, tags, attributes and entities as they were."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace

from translate import files
from translate.articles import markup
from translate.articles.source import Nodes, Source, source
from translate.errors import InputError

__all__ = ["RULES", "in_english", "load", "read"]

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img input ins kbd label mark math nobr q ruby rb "
    "rp rt s samp small span strike strong sub sup svg time tt u var wbr".split()
)
RULES = markup.Rules(
    inline=_INLINE,
    keep=frozenset({"a", "abbr", "time", "data", "ins", "del", "sub", "sup"}),
    verbatim=frozenset({"code", "kbd", "samp", "var", "tt"}),
    skipped=frozenset("script style pre textarea template svg math iframe object audio video canvas select".split()),
    headings=frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title"}),
    blocks=frozenset({"li", "td", "th", "dt", "dd", "figcaption", "caption", "nav", "footer", "button"}),
    raw=frozenset({"script", "style", "textarea", "iframe", "xmp", "noembed", "noframes"}),
    void=_VOID,
)
_LANGUAGE = re.compile(r"""(?<![\w-])((?:xml:)?lang\s*=\s*["']?)de(?:[-_][A-Za-z0-9]+)*(?=["'\s/>])""", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_META = re.compile(rb"""<meta\s[^<>]*?charset\s*=\s*["']?\s*([\w.:-]+)(?=[^<>]*>)""", re.IGNORECASE)


def load(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Read a page.

    Args:
        data: the file.
        name: of the file, for messages.
        encoding: where the file does not say; what its ``meta`` element says comes second, UTF-8 third.

    Raises:
        InputError: it holds no text to translate.
        EncodingError: the bytes are not text in that encoding.
        UsageError: there is no such encoding.
    """
    found = _META.search(data[:4096])
    declared = encoding or (_known(found[1].decode("ascii", "replace"), name) if found else None)
    text = files.decode(data, name, declared)
    target = "utf-8-sig" if data.startswith(_MARKS) else declared or "utf-8"
    page = read(text)

    def render(translated: Sequence[Nodes]) -> bytes:
        return page.render(translated).encode(target, "xmlcharrefreplace")

    return source(name, ".html", page.units, render)


def read(text: str, rules: markup.Rules = RULES) -> markup.Page:
    """Return a page, or a piece of one, cut into what stays and what is translated."""
    return markup.read([in_english(token) for token in markup.tokens(text, rules)], rules)


def in_english(token: markup.Token) -> markup.Token:
    """Return a start tag with its language German made English."""
    if token.tag in (markup.Tag.OPEN, markup.Tag.EMPTY) and "lang" in token.raw.lower():
        return replace(token, raw=_LANGUAGE.sub(r"\1en", token.raw))
    return token


def _known(encoding: str, name: str) -> str:
    try:
        "".encode(encoding)
    except LookupError as error:
        raise InputError(f"{name}: names the encoding {encoding}, which is unknown; add --encoding") from error
    return encoding
