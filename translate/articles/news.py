"""News in XML, IPTC NewsML-G2 and NITF: the texts in English, the language set, all other fields as they were."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace

from translate import safexml
from translate.articles import html, markup
from translate.articles.source import Nodes, Source, source
from translate.errors import InputError

__all__ = ["load"]

_NITF_TEXTS = frozenset({"hedline", "abstract", "body.content", "dateline", "note", "title", "tagline"})
_NITF_FACTS = frozenset(
    "byline distributor rights media-producer media-reference media-metadata docdata tobject iim series copyrite "
    "story.date".split()
)
_NITF_INLINE = frozenset(
    "em person org location city state region country sublocation event function object.title money num frac chron "
    "alt-code virtloc classifier pronounce".split()
)
_G2_TEXTS = frozenset({"headline", "description", "title", "dateline", "edNote", "inlineXML", "inlineData"})
_G2_FACTS = frozenset({"assert", "remoteContent", "itemClass", "subject", "genre", "service", "signal", "derivedFrom"})
_G2_ITEMS = frozenset({"newsItem", "packageItem", "newsMessage", "NewsML-G2"})
_LANGUAGE_TAG = re.compile(r"""(\stag\s*=\s*["'])de(?:-[A-Za-z0-9]+)*(?=["'])""", re.IGNORECASE)
_PLAIN_DATA = re.compile(r"""\sencoding\s*=|\scontenttype\s*=\s*["'](?!text/)""", re.IGNORECASE)


def _wanted(stack: Sequence[str]) -> bool:
    if any(name in _NITF_FACTS or name in _G2_FACTS for name in stack):
        return False
    if "nitf" in stack:
        return any(name in _NITF_TEXTS for name in stack[stack.index("nitf") :])
    return any(name in _G2_TEXTS for name in stack)


_RULES = replace(
    html.RULES,
    keep=html.RULES.keep | (_NITF_INLINE - {"em"}),
    inline=(html.RULES.inline | _NITF_INLINE) - {"label", "data"},
    headings=html.RULES.headings | {"headline", "hl1", "hl2", "title"},
    blocks=html.RULES.blocks | {"note", "edNote", "media-caption", "description"},
    skipped=html.RULES.skipped - {"object", "svg", "math"},
    raw=frozenset(),
    void=frozenset(),
    wanted=_wanted,
    line="<br/>",
    xml=True,
)
_KINDS = {"nitf": "NITF", **dict.fromkeys(_G2_ITEMS, "NewsML-G2")}


def load(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Read a news item.

    Args:
        data: the file.
        name: of the file, for messages.
        encoding: ignored; XML says it itself.

    Raises:
        InputError: it is no NewsML-G2 or NITF, is broken, declares entities, or holds no text.
    """
    tree = safexml.parse(data, name)
    root = safexml.local(tree.getroot())
    if root not in _KINDS:
        raise InputError(f"{name}:1: <{root}> is neither NewsML-G2 nor NITF; give a file in one of these formats")
    # A byte-order mark counts for more than what is declared, for libxml2 too.
    codec = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else tree.docinfo.encoding or "utf-8"
    try:
        text = data.decode(codec)
    except (LookupError, UnicodeError) as error:
        raise InputError(f"{name}:1: is in {codec}, which cannot be written again; save it as UTF-8") from error
    page = markup.read(_in_english(markup.tokens(text, _RULES)), _RULES)

    def render(translated: Sequence[Nodes]) -> bytes:
        return page.render(translated).encode(codec, "xmlcharrefreplace")

    return source(name, ".xml", page.units, render)


def _in_english(given: Sequence[markup.Token]) -> list[markup.Token]:
    """Set the language of the items and of what is translated; names in German keep theirs."""
    found, stack = [], []
    for token in given:
        if token.tag in (markup.Tag.OPEN, markup.Tag.EMPTY):
            stack.append(token.name)
            if token.name == "language" and "contentMeta" in stack:
                token = replace(token, raw=_LANGUAGE_TAG.sub(r"\1en", token.raw))
            elif token.name in _G2_ITEMS or len(stack) == 1 or _wanted(stack):
                token = html.in_english(token)
            if token.name == "inlineData" and token.tag is markup.Tag.OPEN and _PLAIN_DATA.search(token.raw):
                token = replace(token, name="remoteContent")  # not text: stays
                stack[-1] = token.name
            if token.tag is markup.Tag.EMPTY:
                stack.pop()
        elif token.tag is markup.Tag.CLOSE and stack:
            token = replace(token, name=stack.pop())
        found.append(token)
    return found
