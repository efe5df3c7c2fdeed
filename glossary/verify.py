"""Is each mention satisfied in this translation, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glossary.entry import Kind, Term
from glossary.forms import accepted, accepted_for, inflections, pattern
from glossary.match import Mention, Number

__all__ = ["Verdict", "forbidden_rendering", "renderings", "verify"]

_MAX_STEPS = 5000  # of the search for an assignment; enough for any sentence that a person wrote


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


def renderings(forms: Iterable[str], target: str) -> list[tuple[int, int]]:
    """Return the places of any of the forms in a text: best form first, then from left to right."""
    return list(dict.fromkeys((m.start(), m.end()) for form in forms for m in pattern(form).finditer(target)))


def forbidden_rendering(term: Term, target: str) -> tuple[int, int] | None:
    """Return where a forbidden entry's rendering stands, in any inflected form; None if nowhere."""
    forms = accepted(term) if term.kind is not Kind.VERB else inflections(term.target)
    forms = (*forms, *accepted(term, Number.PLURAL))
    return min(renderings(forms, target), default=None)


def verify(
    mentions: Sequence[Mention], target: str, expected: Sequence[int | None] | None = None
) -> tuple[Verdict, ...]:
    """Tell for each mention whether the translation renders it as the glossary says.

    A rendering satisfies one mention: two mentions need two renderings that do not overlap.

    Args:
        mentions: of one sentence, overlapped ones left out.
        target: the translation.
        expected: for each mention the offset in `target` where word alignment puts it, or None; among
            several renderings the nearest is taken.

    Returns:
        One verdict a mention, in the same order.
    """
    options: list[list[tuple[int, int]]] = []
    for number, mention in enumerate(mentions):
        places = [] if mention.term.forbidden else renderings(accepted_for(mention), target)
        hint = expected[number] if expected else None
        if hint is not None:
            places.sort(key=lambda place: abs(place[0] - hint))
        options.append(places)
    found = _assign(options)
    return tuple(
        Verdict(mention, found.get(number), _fault(mention, target)) for number, mention in enumerate(mentions)
    )


def _fault(mention: Mention, target: str) -> tuple[int, int] | None:
    rules = (mention.term, *mention.forbids) if mention.term.forbidden else mention.forbids
    return min((place for rule in rules if (place := forbidden_rendering(rule, target))), default=None)


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
