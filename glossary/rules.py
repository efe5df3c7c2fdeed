"""What can be wrong with a glossary entry: a registry of small checks.

Each check has an id, a severity, a sentence for the reference and a function that yields what it finds. The
first five look at an entry as it stands in the file; the others at what it means, so they skip entries that
cannot be read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from glossary import pofile
from glossary.book import DROP_FLAGS, REMOVE, SHORTEST_HEAD, Book, Check, Hit, Item, Severity, german
from glossary.entry import Kind, Term
from glossary.words import fold, spelling, words

__all__ = ["CHECKS"]

_E, _W = Severity.ERROR, Severity.WARNING


def _sides(term: Term) -> Iterator[tuple[str, str]]:
    """The texts of an entry, each with the name of its field."""
    yield "msgid", term.source
    if term.source_plural:
        yield from (("msgid_plural", term.source_plural), ("msgstr[0]", term.target), ("msgstr[1]", term.target_plural))
    else:
        yield "msgstr", term.target
    for name, listed in (("accept", term.accept), ("forms", term.forms)):
        yield from ((f"comment {name}", text) for text in listed)


def _target(term: Term) -> str:
    return "msgstr[0]" if term.source_plural else "msgstr"


# ------------------------------------------------------------------ as it stands in the file


def _unknown_flag(item: Item, _book: Book) -> Iterator[Hit]:
    known = {*pofile.FLAGS, *Kind, "fuzzy"}
    for flag in item.entry.po.flags:
        if flag not in known:
            gettext = flag.endswith(("-format", "-wrap"))
            remedy = f"remove it; known are {', '.join([*Kind, *pofile.FLAGS])}"
            yield Hit(f"unknown flag {flag}", remedy, mended=DROP_FLAGS if gettext else None)


def _unknown_key(item: Item, _book: Book) -> Iterator[Hit]:
    for line in item.entry.po.tcomment.splitlines():
        found = re.match(r"([\w-]+):(?:\s+|$)", line.strip())
        if found and found[1] not in ("note", "accept", "forms"):
            remedy = "use note, accept or forms, or leave the colon out"
            yield Hit(f"unknown comment key {found[1]}", remedy)


def _unusable(item: Item, book: Book) -> Iterator[Hit]:
    if item.term is None and not any(_unknown_flag(item, book)) and not any(_unknown_key(item, book)):
        message, _, remedy = item.problem.partition("; ")
        yield Hit(message, remedy or "mend the entry", "msgid")


def _spacing(item: Item, _book: Book) -> Iterator[Hit]:
    po, term = item.entry.po, item.term
    raw = {"msgid": po.msgid, "msgid_plural": po.msgid_plural, "msgstr": po.msgstr, "msgctxt": po.msgctxt or ""}
    raw |= {f"msgstr[{n}]": text for n, text in po.msgstr_plural.items()}
    for name, text in raw.items():
        if found := re.search(r"^\s|\s$|\s\s|[^\S ]", text):
            yield Hit("blanks that do not belong there", "leave single blanks", name, found.start(), term)
        elif found := re.search(r"\s[,;:!?)\]]|[(\[]\s", text):
            yield Hit("a blank beside punctuation", "take it out", name, found.start())
        if text != unicodedata.normalize("NFC", text) or text != spelling(text):
            message = "letters in several parts, or invisible marks"
            yield Hit(message, "write it with plain letters", name, 0, _plain(term))


def _plain(term: Term | None) -> Term | None:
    if term is None:
        return None
    names = ("source", "source_plural", "target", "target_plural")
    return replace(term, **{name: spelling(getattr(term, name)) for name in names})


def _review(item: Item, _book: Book) -> Iterator[Hit]:
    if any(remark.strip() == "review" for remark in item.entry.remarks):
        yield Hit(f'"{item.entry.po.msgid}" has not been looked at yet', "check it and remove the comment", "comment")


# ------------------------------------------------------------------------- what it means


def _duplicate(item: Item, book: Book) -> Iterator[Hit]:
    term = item.term
    for other in _earlier(term, book):
        if fold(other.target) == fold(term.target) and other.forbidden == term.forbidden:
            same = replace(other, line=0) == replace(term, line=0)
            message, remedy = f'"{term.source}" stands already in line {other.line}', "remove one of the two"
            yield Hit(message, remedy, mended=REMOVE if same else None, severity=_at_odds(term, other))
            return


def _contradiction(item: Item, book: Book) -> Iterator[Hit]:
    term = item.term
    if term.forbidden:
        return
    for other in _earlier(term, book):
        if not other.forbidden and fold(other.target) != fold(term.target):
            severity = _at_odds(term, other)
            used = ", which is used," if severity is _W else ""
            message = f'"{term.source}" is "{other.target}" in line {other.line}{used} and "{term.target}" here'
            yield Hit(message, "keep one and accept the other", severity=severity)
            return


def _at_odds(term: Term, other: Term) -> Severity:
    """How bad a second entry for the same German is: in another domain it only stands behind the first."""
    return _E if (term.source, term.domain) == (other.source, other.domain) else _W


def _forbidden_preferred(item: Item, book: Book) -> Iterator[Hit]:
    rule = item.term
    if not rule.forbidden:
        return
    for other in book.by_form[fold(rule.source)]:
        wanted = {fold(form) for form in (other.target, other.target_plural, *other.accept) if form}
        if not other.forbidden and fold(rule.target) in wanted:
            message = f'"{rule.target}" is forbidden for "{rule.source}" but asked for in line {other.line}'
            yield Hit(message, "keep one of the two")


def _shadowed(item: Item, book: Book) -> Iterator[Hit]:
    """Of entries that match the same words, the one that stands first in the file is taken."""
    term = item.term
    if term.forbidden:
        return
    covers: list[Term] = []
    for form in german(term):
        cover = next((o for o in book.by_form[fold(form)] if o.line < term.line and _covers(o, form)), None)
        if cover is None:
            return
        covers.append(cover)
    if fold(covers[0].source) != fold(term.source):  # the others are duplicates or contradictions
        message = f'"{term.source}" never matches: "{covers[0].source}" in line {covers[0].line} does so first'
        yield Hit(message, "move it in front, or remove it")


def _covers(other: Term, form: str) -> bool:
    if other.forbidden:
        return False
    return any(fold(own) == fold(form) and (own == form or not other.case_sensitive) for own in german(other))


def _earlier(term: Term, book: Book) -> list[Term]:
    """Entries further up for the same German."""
    return [
        other
        for other in book.by_form[fold(term.source)]
        if other.line < term.line and fold(other.source) == fold(term.source) and not _told_apart(other, term)
    ]


def _told_apart(one: Term, other: Term) -> bool:
    """Whether capitals tell which of two entries a German word belongs to."""
    return (one.case_sensitive or other.case_sensitive) and one.source != other.source


def _plural_missing(item: Item, book: Book) -> Iterator[Hit]:
    """A compound has a plural if its last part has one in the same glossary."""
    term = item.term
    if term.kind is not Kind.NOUN or term.source_plural or term.forbidden or term.read_only or term.exact:
        return
    word = term.source.lower()
    unique = term.target[0].isupper() and not term.target.split()[0].isupper()
    if unique or term.source.startswith("Bundes"):  # bodies of which there is one
        return
    if " " in word or any(form.lower().startswith(word) for form in term.forms):
        return
    for start in range(3, len(word) - SHORTEST_HEAD + 1):
        other = book.plurals.get(word[start:])
        if other and fold(other.target).rpartition(" ")[2] == fold(term.target).rpartition(" ")[2]:
            tail = other.source_plural if term.source[start].isupper() else other.source_plural.lower()
            message = f'"{term.source}" has no plural, but "{other.source}" (line {other.line}) has'
            yield Hit(message, f'give msgid_plural "{term.source[:start]}{tail}"')
            return


def _plural_english(item: Item, _book: Book) -> Iterator[Hit]:
    term = item.term
    if not term.target_plural or term.kind is not Kind.NOUN or _regular(term.target, term.target_plural):
        return
    if _regular(term.target_plural, term.target):
        yield Hit("singular and plural have changed places", "exchange them", "msgstr[0]")
        return
    if term.target_plural != term.target:
        if not _related(term.target, term.target_plural):
            message = f'"{term.target_plural}" is no plural of "{term.target}"'
            yield Hit(message, "make the two say the same", "msgstr[1]")
        return
    if term.source_plural == term.source:
        return
    from glossary.propose import english_plural

    expected = english_plural(term.target)
    if expected != term.target:
        message = f'"{term.target}" is given for both numbers'
        yield Hit(message, f'write "{expected}" if that is its plural', "msgstr[1]")


def _regular(singular: str, plural: str) -> bool:
    """Whether one word has a plural ending, and all others are the same: no dictionary is needed then."""
    one, many = singular.split(), plural.split()
    differing = [pair for pair in zip(one, many, strict=False) if pair[0] != pair[1]]
    if len(one) != len(many) or len(differing) != 1:
        return False
    ((a, b),) = differing
    return b in (a + "s", a + "es", a.removesuffix("y") + "ies")


def _related(singular: str, plural: str) -> bool:
    """Whether two phrases share a word, or a beginning (*man, men*; *person, people*)."""
    one, many = ([fold(word.text) for word in words(text)] for text in (singular, plural))
    return any(a[:2] == b[:2] for a in one for b in many) and abs(len(one) - len(many)) < 2


def _quotes(item: Item, _book: Book) -> Iterator[Hit]:
    for name, text in _sides(item.term):
        marks = re.findall(r"[\"„“”«»]", text)
        if len(marks) % 2:
            yield Hit("a quotation mark without its partner", "add it or take it out", name, text.index(marks[0]))
        elif marks and text[0] == marks[0] and text[-1] == marks[-1] and len(marks) == 2:
            yield Hit("quotation marks around the whole", "leave them out; the text around it has them", name)


_GERMAN_WORDS = frozenset(
    "der das dem des ein eine einem einer eines und nicht mit für zum zur im vom beim oder über bei nach auf als auch "
    "wird werden ist sind durch gegen ohne".split()
)


def _german_in_english(item: Item, _book: Book) -> Iterator[Hit]:
    term = item.term
    if term.kind is Kind.NAME or term.read_only:
        return
    own = {fold(word.text) for form in german(term) for word in words(form)}
    for name, text in _sides(term):
        if not name.startswith("msgstr"):
            continue
        for word in words(text):
            same = fold(word.text) in own and not word.text.isupper() and re.search("[äöüß]", word.text)
            if word.text in _GERMAN_WORDS or same or "ß" in word.text:
                remedy = "write it in English, or flag the entry as a name"
                yield Hit(f'"{word.text}" is German', remedy, name, word.start)
                break


def _case(item: Item, _book: Book) -> Iterator[Hit]:
    term = item.term
    if term.source_plural and term.source[0].isupper() != term.source_plural[0].isupper():
        yield Hit("singular and plural differ in their capital", "write both alike", "msgid_plural")
    if term.target_plural and term.target[0].isupper() != term.target_plural[0].isupper():
        yield Hit("singular and plural differ in their capital", "write both alike", "msgstr[1]")
    small = all(word.text[0].islower() for word in words(term.source))
    if term.kind is Kind.NOUN and small:
        yield Hit(f'"{term.source}" is a noun without a capital', "give it one, or flag it verb or phrase")
    if term.kind is Kind.VERB and term.source[0].isupper():
        yield Hit(f'"{term.source}" is a verb with a capital', "write it small, or flag it noun")
    if term.target.isupper() and len(term.target) > 6 and not term.source.isupper() and " " in term.target:
        yield Hit("capitals throughout", "write it as in running text", _target(term))


def _redundant(item: Item, _book: Book) -> Iterator[Hit]:
    term = item.term
    wanted = {term.target, term.target_plural}
    if any(form in wanted for form in term.accept):
        kept = tuple(form for form in term.accept if form not in wanted)
        yield Hit("accept repeats the rendering", "leave it out", "comment accept", mended=replace(term, accept=kept))
    own = {term.source, term.source_plural}
    if any(form in own for form in term.forms):
        kept = tuple(form for form in term.forms if form not in own)
        yield Hit("forms repeats the German", "leave it out", "comment forms", mended=replace(term, forms=kept))


_ALL: Sequence[Check] = (
    Check("unknown-flag", _E, "a flag that a glossary entry cannot have", _unknown_flag,
          "drops the format flags that PO editors add", needs_term=False),
    Check("unknown-key", _E, "a comment key other than note, accept and forms", _unknown_key, needs_term=False),
    Check("unusable", _E, "an entry that cannot be used: a side is empty or too long, fuzzy, flags at odds", _unusable,
          needs_term=False),
    Check("spacing", _W, "blanks at the ends, doubled or beside punctuation; letters in several parts", _spacing,
          "leaves single blanks and plain letters", needs_term=False),
    Check("review", _W, "an entry from suggest that nobody has looked at", _review, needs_term=False),
    Check("duplicate", _E, "the same German and English twice; a warning in another msgctxt", _duplicate,
          "removes the later one if all is the same"),
    Check("contradiction", _E,
          "the same German with another rendering; a warning in another msgctxt: the first is used", _contradiction),
    Check("forbidden-preferred", _E, "a forbidden rendering that another entry asks for", _forbidden_preferred),
    Check("shadowed", _W, "an entry that can never match since earlier ones take its words", _shadowed),
    Check("plural-missing", _W, "no plural, though the glossary has one for its last part", _plural_missing),
    Check("plural-english", _W, "the English is not what the plural says: the same, exchanged or unrelated",
          _plural_english),
    Check("quotes", _W, "a quotation mark without its partner, or a pair around the whole", _quotes),
    Check("german-in-english", _W, "German words on the English side", _german_in_english),
    Check("case", _W, "a noun without its capital, a verb with one, singular and plural at odds", _case),
    Check("redundant", _W, "accept or forms repeat what the entry says anyway", _redundant,
          "leaves the repetition out"),
)  # fmt: skip
CHECKS: dict[str, Check] = {check.id: check for check in _ALL}
