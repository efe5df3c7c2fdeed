"""Weblate's glossaries: a PO file in which each entry has one rendering and an explanation.

What Weblate has no field for (plural, further renderings and forms) goes into the explanation, which people see
there and this module reads back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polib

from glossary.entry import Kind, Term
from glossary.exchange import Exported, Imported, Layout, Loss, decoded
from glossary.exchange.entries import checked, without_doubles
from glossary.pofile import FLAGS
from glossary.potext import PoText

__all__ = ["dumps", "loads"]

_IGNORED = frozenset({"terminology", "fuzzy"})


def loads(data: bytes, name: str) -> Imported:
    """Read a PO file; see `glossary.exchange.imported`."""
    losses: list[Loss] = []
    book = PoText(name, decoded(data, name))
    terms = [
        term for entry in book.entries
        if (found := _term(entry.po, f"{name}:{entry.line}", losses))
        and (term := checked(found, name, entry.line, losses))
    ]  # fmt: skip
    return Imported(tuple(without_doubles(terms, losses)), tuple(losses))


def _term(po: polib.POEntry, where: str, losses: list[Loss]) -> Term | None:
    plural = po.msgstr_plural or {}
    target = po.msgstr or plural.get(0, "")
    if po.fuzzy:
        losses.append(Loss(where, f'"{po.msgid}" is waiting for an edit (fuzzy); left out'))
        return None
    if not target:
        losses.append(Loss(where, f'"{po.msgid}" is not translated; left out'))
        return None
    kinds = [flag for flag in po.flags if flag in set(Kind)]
    for flag in po.flags:
        if flag not in FLAGS and flag not in _IGNORED and flag not in kinds:
            losses.append(Loss(where, f"the flag {flag} is not known here; dropped"))
    term = Term(
        source=po.msgid,
        target=target,
        source_plural=po.msgid_plural or "",
        target_plural=plural.get(1, ""),
        domain=po.msgctxt or "",
        kind=Kind(kinds[0]) if kinds else Kind.NOUN,
        **{flag.replace("-", "_"): flag in po.flags for flag in FLAGS},
    )
    return _explained(term, "\n".join(filter(None, (po.tcomment, po.comment))), where, losses)


def _explained(term: Term, text: str, where: str, losses: list[Loss]) -> Term:
    """The entry with what the comments say."""
    notes = []
    for line in text.splitlines():
        key, _, value = line.strip().partition(": ")
        listed = tuple(part.strip() for part in value.split(";") if part.strip())
        if key == "accept" and listed:
            term = replace(term, accept=(*term.accept, *listed))
        elif key == "forms" and listed:
            term = replace(term, forms=(*term.forms, *listed))
        elif key == "plural" and len(listed) == 2:
            term = replace(term, source_plural=listed[0], target_plural=listed[1])
        elif key == "kind" and value in set(Kind):
            term = replace(term, kind=Kind(value))
        elif key == "exact" and value == "yes":
            term = replace(term, exact=True)
        else:
            notes.append(value if key == "note" else line.strip())
    if term.forbidden and (term.source_plural or term.accept):
        losses.append(Loss(where, f'"{term.source}": plural and further renderings of what is forbidden; dropped'))
        term = replace(term, source_plural="", target_plural="", accept=())
    return replace(term, note=" ".join(notes))


def dumps(terms: Sequence[Term], _layout: Layout, _suffix: str) -> Exported:
    """Write a PO file; see `glossary.exchange.exported`."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for term in terms:
        flags = [flag for flag in FLAGS if flag != "exact" and getattr(term, flag.replace("-", "_"))]
        file.append(
            polib.POEntry(
                msgctxt=term.domain or None,
                msgid=term.source,
                msgstr=term.target,
                comment="\n".join(_explanation(term)),
                flags=["terminology", *flags],
            )
        )
    return Exported(str(file), len(terms), ())


def _explanation(term: Term) -> Iterator[str]:
    if term.note:
        yield f"note: {term.note}"
    if term.kind is not Kind.NOUN:
        yield f"kind: {term.kind}"
    if term.source_plural and not term.forbidden:
        yield f"plural: {term.source_plural}; {term.target_plural}"
    if term.accept:
        yield f"accept: {'; '.join(term.accept)}"
    if term.forms:
        yield f"forms: {'; '.join(term.forms)}"
    if term.exact:
        yield "exact: yes"
