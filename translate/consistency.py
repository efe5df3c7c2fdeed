"""One rendering for one form of a term throughout an article, where its entry accepts several.

A reader takes *the US* and *the United States* in one article for a choice that somebody made. The
rendering of a form is that of what is known of the article already, else the preferred one if the
article uses it, else the one it uses most. Nouns, names and phrases only: verbs and adjectives live
from variation, and their forms differ with the grammar of the sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from glossary.entry import Kind, Term
from glossary.forms import pattern, plural
from glossary.match import How, Mention
from glossary.verify import Verdict
from translate.document import Link, Span
from translate.places import SMALL_WORDS
from translate.rendering import replaced

__all__ = ["Choices", "agreed"]

_FIXED = (Kind.NOUN, Kind.NAME, Kind.PHRASE)


class _Form(NamedTuple):
    """One form of a term in one article."""

    article: Hashable
    term: Term
    german: str
    in_compound: bool


class Choices:
    """Which of the accepted renderings each article uses for each form of a term."""

    def __init__(self) -> None:
        self._used: dict[_Form, Counter[str]] = {}
        self._settled: dict[_Form, str] = {}

    def note(self, article: Hashable, source: str, target: str, verdicts: Iterable[Verdict]) -> None:
        """Count the renderings of a translation."""
        for verdict in verdicts:
            if base := _base(verdict, target):
                self._used.setdefault(_form(article, source, verdict.mention), Counter())[base] += 1

    def settle(self) -> None:
        """Decide on the forms counted so far; what is decided stays."""
        for form, used in self._used.items():
            preferred = form.term.target
            self._settled.setdefault(form, preferred if preferred in used else used.most_common(1)[0][0])
        self._used.clear()

    def wanted(self, article: Hashable, source: str, mention: Mention) -> str:
        """Return the rendering decided on for a mention in its article, empty if none is."""
        return self._settled.get(_form(article, source, mention), "")


def agreed(
    choices: Choices, article: Hashable, source: str, target: str, verdicts: Sequence[Verdict], links: Sequence[Link]
) -> str:
    """Return a translation with the renderings that its article has decided on, where grammar lets them stand.

    Args:
        choices: what the articles have decided on.
        article: which one the sentence belongs to.
        source: the German sentence.
        target: its translation.
        verdicts: of the translation.
        links: word alignment of the translation.
    """
    changes = []
    for verdict in verdicts:
        base = _base(verdict, target)
        wanted = choices.wanted(article, source, verdict.mention)
        if not base or not wanted or wanted == base or _moved_forward(verdict, target, links):
            continue
        assert verdict.found is not None
        found = target[slice(*verdict.found)]
        plurals = [_plurals(verdict.mention.term, form) for form in (base, wanted)]
        many = any(pattern(form).fullmatch(found) for form in plurals[0]) and not pattern(base).fullmatch(found)
        changes.append((Span(*verdict.found), plurals[1][0] if many and plurals[1] else wanted))
    return replaced(target, changes)


def _form(article: Hashable, source: str, mention: Mention) -> _Form:
    german = source[mention.start : mention.end].casefold()
    return _Form(article, mention.term, german, mention.how is How.COMPOUND)


def _base(verdict: Verdict, target: str) -> str:
    """Which of an entry's renderings a mention has, in its citation form; empty where none can be told."""
    term = verdict.mention.term
    if not verdict.satisfied or verdict.found is None or term.kind not in _FIXED or not term.accept:
        return ""
    found = target[slice(*verdict.found)]
    for base in (term.target, *term.accept):
        if any(pattern(form).fullmatch(found) for form in (base, *_plurals(term, base))):
            return base
    return ""


@lru_cache(maxsize=1 << 12)
def _plurals(term: Term, base: str) -> tuple[str, ...]:
    if base == term.target and term.target_plural:
        return (term.target_plural,)
    return (plural(base),) if term.kind is Kind.NOUN else ()


def _moved_forward(verdict: Verdict, target: str, links: Sequence[Link]) -> bool:
    """Whether a rendering stands in front of the word that it depends on: *Präsident der USA*, *US president*."""
    assert verdict.found is not None
    behind = [link for link in links if link.target_start >= verdict.found[1]]
    head = min((Span(link.target_start, link.target_end) for link in behind), default=None)
    if head is None or target[slice(*head)].lower() in SMALL_WORDS:
        return False
    return any(link.target_start == head.start and link.source_end <= verdict.mention.start for link in behind)
