"""Is each mention satisfied in this translation, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from glossary.entry import Kind, Term
from glossary.forms import Letters, accepted, accepted_for, letters, pattern, plural
from glossary.mention import How, Mention, Number
from glossary.names import inside_english_name, named_otherwise

__all__ = ["Verdict", "forbidden_rendering", "forbidden_renderings", "renderings", "renderings_of", "verify"]

_MAX_STEPS = 5000  # of the search for an assignment; enough for any sentence that a person wrote
_LONGEST_ACRONYM = 5
_NEAR = 20  # characters between the parts of a coordination
_LAST_WORD = re.compile(r"\w+(?=\W*$)")
_FIRST_WORD = re.compile(r"\w+")
_NEGATED = re.compile(r"\bnon[-‐‑]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a translation does with one mention.

    Attributes:
        mention: the mention.
        found: half-open range of the rendering in the translation, None where there is none.
        fault: half-open range of a forbidden rendering, None where there is none.
    """

    mention: Mention
    found: tuple[int, int] | None
    fault: tuple[int, int] | None = None

    @property
    def satisfied(self) -> bool:
        """The rendering stands there and no forbidden one does."""
        return self.fault is None and (self.found is not None or self.mention.term.forbidden)


def renderings(forms: Iterable[str], target: str, spelled: Letters = Letters.ANY) -> list[tuple[int, int]]:
    """Return the places of any of the forms in a text: best form first, then from left to right.

    A small word in capitals (*AID*, *WHO*) is an acronym, unless its neighbours have capitals too.
    """
    places = {
        (m.start(), m.end()): None
        for form in forms
        for m in pattern(form, spelled).finditer(target)
        if not (m.group().isupper() and len(form) <= _LONGEST_ACRONYM and form.islower() and _alone(target, m))
    }
    return list(places)


def renderings_of(term: Term, target: str) -> list[tuple[int, int]]:
    """Return where a text has what an entry accepts, in either number, spelled as the entry has it."""
    return renderings(accepted(term), target, letters(term))


def _alone(target: str, found: re.Match[str]) -> bool:
    """Whether a word in capitals has no neighbour in capitals, and is not all there is."""
    before = _LAST_WORD.search(target[: found.start()])
    after = _FIRST_WORD.search(target[found.end() :])
    near = [m.group() for m in (before, after) if m]
    return len(found.group()) > 1 and bool(near) and not any(w.isupper() and len(w) > 1 for w in near)


def _options(mention: Mention, target: str, coordinated: Iterable[Mention]) -> list[tuple[int, int]]:
    """Where in a translation a mention could be rendered.

    Args:
        mention: the mention.
        target: the translation.
        coordinated: the truncated compounds of the sentence.
    """
    if mention.term.forbidden:
        return []
    forms = accepted_for(mention)
    spelled = letters(mention.term)
    places = renderings(forms, target, spelled)
    if mention.how is not How.COMPOUND:
        places = [p for p in places if not inside_english_name(target, *p) and not _NEGATED.search(target[: p[0]])]
    if mention.term.kind is Kind.NAME and " " in mention.term.target:
        names = (mention.term.target, *mention.term.accept)
        places = [p for p in places if not named_otherwise(names, target, *p)]
    if any(max(mention.start - other.end, other.start - mention.end) <= _NEAR for other in coordinated):
        places += [place for form in accepted(mention.term) for place in _elliptic(form, target, spelled)]
    return list(dict.fromkeys(places))


def _elliptic(form: str, target: str, spelled: Letters) -> list[tuple[int, int]]:
    """Where a rendering shares a word with one that it is coordinated with.

    *security and defense policy* renders *security policy*, *arms exports and imports* renders *arms
    imports*, *heads of state and government* renders *heads of government*; the place is that of the
    words which are not shared.
    """
    head, _, last = form.rpartition(" ")
    if not head:
        return []
    joint = r"(?:,|\s+(?:and|or|as\s+well\s+as))"
    one, other = (pattern(part, spelled).pattern for part in (head, last))
    first = rf"{one}(?={joint}(?:[\s,]+[\w-]+){{1,5}}?\s+{other})"
    places = [m.span() for m in re.finditer(first, target)]
    second = rf"{one}(?:\s+[\w-]+){{1,3}}{joint}\s+({other})"
    return places + [m.span(1) for m in re.finditer(second, target)]


def forbidden_renderings(term: Term, target: str) -> list[tuple[int, int]]:
    """Return where a forbidden entry's rendering stands, in any inflected form."""
    spelled = letters(term)
    return sorted(m.span() for form in _forbidden_forms(term) for m in pattern(form, spelled).finditer(target))


def forbidden_rendering(term: Term, target: str) -> tuple[int, int] | None:
    """Return the first place where a forbidden entry's rendering stands; None if there is none."""
    return next(iter(forbidden_renderings(term, target)), None)


@lru_cache(maxsize=1 << 12)
def _forbidden_forms(term: Term) -> tuple[str, ...]:
    forms = (*accepted(term), *accepted(term, Number.PLURAL))
    return forms if term.kind in (Kind.VERB, Kind.ADJECTIVE) else (*forms, plural(term.target))


def verify(
    mentions: Sequence[Mention], target: str, expected: Sequence[int | None] | None = None
) -> tuple[Verdict, ...]:
    """Tell for each mention whether the translation renders it as the glossary says.

    A rendering satisfies one mention: two mentions need two renderings that do not overlap.

    Args:
        mentions: of one sentence, overlapped ones left out.
        target: the translation.
        expected: for each mention the offset in `target` where word alignment puts it, or None; among
            several renderings the nearest is taken, the longest of those that include it.

    Returns:
        One verdict a mention, in the same order.
    """
    options: list[list[tuple[int, int]]] = []
    coordinated = [mention for mention in mentions if mention.how is How.COORDINATED]
    for number, mention in enumerate(mentions):
        places = _options(mention, target, coordinated)
        hint = expected[number] if expected else None
        if hint is not None:
            places.sort(key=lambda place: (max(place[0] - hint, hint - place[1], 0), place[0] - place[1]))
        options.append(places)
    found = _assign(options)
    return tuple(
        Verdict(mention, found.get(number), _fault(mention, target, found.values()))
        for number, mention in enumerate(mentions)
    )


def _fault(mention: Mention, target: str, found: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """The first place of a rendering that the glossary forbids, if it is not a part of one that it asks for."""
    rules = (mention.term, *mention.forbids) if mention.term.forbidden else mention.forbids
    held = list(found) if rules else []
    places = (place for rule in rules for place in forbidden_renderings(rule, target))
    return min((p for p in places if not any(a <= p[0] and p[1] <= b for a, b in held)), default=None)


def _assign(options: list[list[tuple[int, int]]]) -> dict[int, tuple[int, int]]:
    """Give as many mentions as possible a place of their own, longest and scarcest first."""
    order = sorted(
        (n for n, places in enumerate(options) if places),
        key=lambda n: (len(options[n]), -(options[n][0][1] - options[n][0][0]), n),
    )
    best: dict[int, tuple[int, int]] = {}
    steps = 0

    def search(depth: int, taken: dict[int, tuple[int, int]]) -> bool:
        nonlocal best, steps
        steps += 1
        if len(taken) > len(best):
            best = dict(taken)
        if len(best) == len(order) or steps > _MAX_STEPS:
            return True
        if depth == len(order) or len(taken) + len(order) - depth <= len(best):
            return False
        for place in options[order[depth]]:
            if all(place[1] <= other[0] or other[1] <= place[0] for other in taken.values()):
                taken[order[depth]] = place
                if search(depth + 1, taken):
                    return True
                del taken[order[depth]]
        return search(depth + 1, taken)

    search(0, {})
    return best
