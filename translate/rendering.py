"""Renderings put into texts, and how the text around them takes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from glossary.entry import Kind
from glossary.forms import accepted_for, indefinite_article
from glossary.match import Mention, Number
from translate.document import Span
from translate.places import Failing

__all__ = ["citation", "lead_in", "prefixes", "replaced", "spliced", "substitute"]

_ARTICLE = re.compile(r"\b(an?)(\s+)$", re.IGNORECASE)
_THE = re.compile(r"\bthe $", re.IGNORECASE)
_PREFIXED_FORMS = 2  # of a rendering that are tried as a prefix


def citation(mention: Mention) -> str:
    """Return the rendering to ask for: the preferred one, in the mention's number."""
    plural = mention.number is Number.PLURAL and mention.term.target_plural
    return mention.term.target_plural if plural else mention.term.target


def _forms(mention: Mention) -> tuple[str, ...]:
    """The forms of the preferred rendering; others are accepted, but not asked for."""
    return accepted_for(replace(mention, term=replace(mention.term, accept=())))


def substitute(source: str, mentions: Sequence[Mention]) -> str:
    """Return a text with each mention replaced by its rendering, all else as it is.

    For what is no sentence: datelines, and segments that consist of mentions alone. A mention in
    capitals gets a rendering in capitals.
    """
    parts, position = [], 0
    for mention in mentions:
        german = source[mention.start : mention.end]
        english = citation(mention)
        if german.isupper() and not mention.term.read_only:
            english = english.upper()
        parts += [source[position : mention.start], english]
        position = mention.end
    return "".join([*parts, source[position:]])


def prefixes(text: str, failing: Sequence[Failing]) -> list[str]:
    """Return what a translation has to begin with so that the first failing mention holds, best form first."""
    if not failing:
        return []
    verdict, places = failing[0]
    verbatim = verdict.mention.term.read_only
    before = text[: places[0].start].rstrip()
    before += " " if before and text[: places[0].start] != before else ""
    forms = _forms(verdict.mention)[:_PREFIXED_FORMS]
    return [_insert(_without_seams(before, form, "")[0], form, verbatim) for form in forms]


def spliced(text: str, failing: Sequence[Failing]) -> list[str]:
    """Return a translation with accepted renderings in the places of the failing mentions.

    The preferred forms in the likeliest places come first, then the second form of each mention, then one
    mention after the other in its other places, and names with and without *the*: number, tense, article
    and how much is replaced are for the model to choose.
    """
    first = [(one.places[0], _forms(one.verdict.mention)[0]) for one in failing]
    second = [(one.places[0], _forms(one.verdict.mention)[:2][-1]) for one in failing]
    ways = [first, second]
    for number, one in enumerate(failing):
        ways += ([*first[:number], way, *first[number + 1 :]] for way in _other_ways(text, one, first[number][1]))
    return list(dict.fromkeys(_put(text, failing, way) for way in ways if way))


def _other_ways(text: str, one: Failing, form: str) -> Iterator[tuple[Span, str]]:
    """Further places for a form, and the other article of a name."""
    for place in one.places[1:]:
        yield place, form
    if one.verdict.mention.term.kind is Kind.NAME:
        place = one.places[0]
        if article := _THE.search(text[: place.start]):
            yield Span(article.start(), place.end), form
        elif text[: place.start][-1:] in ("", " "):
            yield place, f"the {form}"


def replaced(text: str, changes: Iterable[tuple[Span, str]]) -> str:
    """Return a translation with other renderings in some places; capital and indefinite article follow."""
    for span, form in sorted(changes, reverse=True):
        text = _insert(text[: span.start], form) + text[span.end :]
    return text


def _put(text: str, failing: Sequence[Failing], way: Sequence[tuple[Span, str]]) -> str:
    limit = len(text)
    for one, (place, form) in reversed(list(zip(failing, way, strict=True))):
        before, rest = _without_seams(text[: place.start], form, text[min(place.end, limit) :])
        if one.verdict.mention.term.kind is not Kind.NAME:
            rest = re.sub(r"^['’]s\b", "", rest)
        glue = " " if rest[:1].isalnum() else ""
        limit = len(before)
        text = _insert(before, form, one.verdict.mention.term.read_only) + glue + rest
    return text


def _without_seams(before: str, form: str, rest: str) -> tuple[str, str]:
    """What stands around a rendering, without a word that it begins or ends with: *South [South Korea]*."""
    first, *_, last = [*form.split(), form.split()[-1]]
    before = re.sub(rf"(?<!\w){re.escape(first)}[ -]\Z", "", before, flags=re.IGNORECASE)
    return before, re.sub(rf"\A[ -]{re.escape(last)}(?!\w)", "", rest, flags=re.IGNORECASE)


def _insert(before: str, form: str, verbatim: bool = False) -> str:
    """Text that ends with a rendering: its lead-in as it has to be, and the capital, if it may."""
    if not verbatim and not re.search(r"\w", before):
        form = form[:1].upper() + form[1:]
    return lead_in(before, form) + form


def lead_in(before: str, form: str) -> str:
    """Return what stands in front of a rendering, with the indefinite article and the blank that it takes."""
    before = _ARTICLE.sub(lambda m: _like(m.group(1), indefinite_article(form)) + m.group(2), before)
    glue = "" if not before or before[-1].isspace() or before[-1] in "(\"'“‘[-–—/" else " "
    return before + glue


def _like(old: str, new: str) -> str:
    return new.capitalize() if old[0].isupper() else new
