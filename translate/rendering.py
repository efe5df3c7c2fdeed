"""Renderings put into texts: where one belongs, and how the text around it takes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from glossary.entry import Kind
from glossary.forms import accepted_for, indefinite_article
from glossary.match import Mention, Number
from glossary.verify import Verdict
from translate.alignment import aligned_span
from translate.document import Link, Span

__all__ = ["citation", "prefixes", "replaced", "spliced", "substitute", "unsatisfied"]

_ARTICLE = re.compile(r"\b(an?)(\s+)$", re.IGNORECASE)
_PREFIXED_FORMS = 2  # of a rendering that are tried as a prefix
_SPLICED_FORMS = 2  # of a rendering that are tried in place of what is aligned with its mention


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


def unsatisfied(links: Sequence[Link], verdicts: Sequence[Verdict]) -> list[tuple[Span, Verdict]]:
    """Return the failing mentions of a translation with the places for their renderings, from left to right.

    The place is what is aligned with the mention, or the forbidden rendering that stands there. One that
    cuts into the rendering of another mention shrinks to the point behind that one. Bans without a
    preferred rendering have no place.

    Args:
        links: word alignment, target side in the translation.
        verdicts: of the translation.
    """
    held = [Span(*v.found) for v in verdicts if v.found and v.satisfied]
    failing = []
    for verdict in verdicts:
        if verdict.satisfied or verdict.mention.term.forbidden:
            continue
        place = Span(*verdict.fault) if verdict.fault else _place(links, verdict.mention)
        cut = [span for span in held if span.start < place.end and place.start < span.end]
        failing.append((Span(cut[-1].end, cut[-1].end) if cut else place, verdict))
    return sorted(failing, key=lambda item: item[0])


def _place(links: Sequence[Link], mention: Mention) -> Span:
    """Where a mention is rendered, or would be: behind what comes before it in German."""
    span = aligned_span(links, Span(mention.start, mention.end))
    if span is not None:
        return span
    before = [link for link in links if link.source_end <= mention.start]
    nearest = max((link.source_end for link in before), default=None)
    end = max((link.target_end for link in before if link.source_end == nearest), default=0)
    return Span(end, end)


def prefixes(text: str, failing: Sequence[tuple[Span, Verdict]]) -> list[str]:
    """Return what a translation has to begin with so that the first failing mention holds, best form first."""
    if not failing:
        return []
    place, verdict = failing[0]
    before = text[: place.start].rstrip()
    before += " " if before and text[: place.start] != before else ""
    return [_insert(before, form) for form in _forms(verdict.mention)[:_PREFIXED_FORMS]]


def spliced(text: str, failing: Sequence[tuple[Span, Verdict]]) -> list[str]:
    """Return a translation with accepted renderings in the places of the failing mentions.

    The preferred forms come first, then the second form of each mention, and so on: number and tense are
    for the model to choose.
    """
    forms = [_forms(verdict.mention)[:_SPLICED_FORMS] for _, verdict in failing]
    count = max(map(len, forms), default=0)
    return list(dict.fromkeys(_put(text, failing, [f[min(n, len(f) - 1)] for f in forms]) for n in range(count)))


def replaced(text: str, changes: Iterable[tuple[Span, str]]) -> str:
    """Return a translation with other renderings in some places; capital and indefinite article follow."""
    for span, form in sorted(changes, reverse=True):
        text = _insert(text[: span.start], form) + text[span.end :]
    return text


def _put(text: str, failing: Sequence[tuple[Span, Verdict]], forms: Sequence[str]) -> str:
    limit = len(text)
    for (place, verdict), form in reversed(list(zip(failing, forms, strict=True))):
        rest = text[min(place.end, limit) :]
        if verdict.mention.term.kind is not Kind.NAME:
            rest = re.sub(r"^['’]s\b", "", rest)
        glue = " " if rest[:1].isalnum() else ""
        text = _insert(text[: place.start], form) + glue + rest
        limit = place.start
    return text


def _insert(before: str, form: str) -> str:
    """Text that ends with a rendering: capital, blank and indefinite article as they have to be."""
    before = _ARTICLE.sub(lambda m: _like(m.group(1), indefinite_article(form)) + m.group(2), before)
    if not re.search(r"\w", before):
        form = form[:1].upper() + form[1:]
    glue = "" if not before or before[-1].isspace() or before[-1] in "(\"'“‘[-–—/" else " "
    return before + glue + form


def _like(old: str, new: str) -> str:
    return new.capitalize() if old[0].isupper() else new
