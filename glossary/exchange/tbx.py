"""TBX-Basic: version 3 (ISO 30042:2019, style DCA) and version 2 (*martif*).

A concept holds the German term with its forms and the English ones: preferred, admitted (``accept``) and
deprecated (forbidden). What TBX-Basic has no field for (plurals, flags) stands in notes, which other programs show
and this one reads back.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from glossary.edit import never
from glossary.entry import Kind, Term
from glossary.errors import GlossaryError
from glossary.exchange import Exported, Imported, Layout, Loss
from glossary.exchange.entries import checked, without_doubles
from glossary.pofile import FLAGS

__all__ = ["dumps", "loads"]

_PREFERRED, _ADMITTED, _DEPRECATED = "preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"
_SUPERSEDED = "supersededTerm-admn-sts"
_STATUSES = {
    **{s: s for s in (_PREFERRED, _ADMITTED, _DEPRECATED)}, _SUPERSEDED: _DEPRECATED, "preferred": _PREFERRED,
    "admitted": _ADMITTED, "notRecommended": _DEPRECATED, "obsolete": _DEPRECATED, "deprecated": _DEPRECATED,
    "superseded": _DEPRECATED,
}  # fmt: skip
_PARTS = {**{kind: str(kind) for kind in Kind}, Kind.NAME: "properNoun", Kind.PHRASE: "other"}
_KINDS = {**{part: kind for kind, part in _PARTS.items()}, "proper noun": Kind.NAME}
_PLURAL = "plural"  # the note that marks one
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CONCEPTS, _LANGUAGES, _TERMS = {"conceptEntry", "termEntry"}, {"langSec", "langSet"}, {"termSec", "tig", "ntig"}
_READ = {"subjectField", "definition", "partOfSpeech", "administrativeStatus", "normativeAuthorization", "termType"}
_V3 = """<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dca" type="TBX-Basic" xml:lang="de" xmlns="urn:iso:std:iso:30042:ed-2">
  <tbxHeader>
    <fileDesc>
      <titleStmt><title>Glossary</title></titleStmt>
      <sourceDesc><p>German-English glossary, written by wortlaut</p></sourceDesc>
    </fileDesc>
    <encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>
  </tbxHeader>
  <text>
    <body>
"""
_V2 = """<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX-Basic" xml:lang="de">
  <martifHeader>
    <fileDesc>
      <titleStmt><title>Glossary</title></titleStmt>
      <sourceDesc><p>German-English glossary, written by wortlaut</p></sourceDesc>
    </fileDesc>
    <encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>
  </martifHeader>
  <text>
    <body>
"""


# ------------------------------------------------------------------------------ reading


class _Word(NamedTuple):
    """A term of one language in a concept."""

    text: str
    status: str
    part: str
    kind: str
    notes: tuple[str, ...]


def loads(data: bytes, name: str) -> Imported:
    """Read a TBX file; see `glossary.exchange.imported`."""
    losses: list[Loss] = []
    root = _parse(data, name)
    if _tag(root) not in ("tbx", "martif", "TBX"):
        raise GlossaryError(name, 1, f"is not TBX but <{_tag(root)}>; give a file with <tbx> or <martif>")
    terms = [term for concept in root.iter() if _tag(concept) in _CONCEPTS for term in _concept(concept, name, losses)]
    return Imported(tuple(without_doubles(terms, losses)), tuple(losses))


def _parse(data: bytes, name: str) -> ElementTree.Element:
    """The tree, each element with its line; a document type or an entity is refused."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    class Builder(ElementTree.TreeBuilder):
        def start(self, tag, attrs):
            element = super().start(tag, attrs)
            element.set("line", str(parser.parser.CurrentLineNumber))
            return element

    parser = DefusedXMLParser(target=Builder(), forbid_dtd=True)
    try:
        return ElementTree.parse(io.BytesIO(data), parser).getroot()
    except DefusedXmlException as error:
        message = "has a document type or entities, which can reach for other files; remove the <!DOCTYPE …>"
        raise GlossaryError(name, data.count(b"\n", 0, max(data.find(b"<!"), 0)) + 1, message) from error
    except ElementTree.ParseError as error:
        message = f"is not XML here ({str(error).partition(':')[0]}); export it again"
        raise GlossaryError(name, error.position[0], message) from error
    except (ValueError, LookupError) as error:
        raise GlossaryError(name, 1, "is in an encoding that is not known; save it as UTF-8") from error


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _data(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Category and value of what describes an element itself, be it written ``type=…`` or as a tag (style DCT)."""
    waiting = [*element][::-1]
    while waiting:  # a file may nest groups deeper than Python calls itself
        child = waiting.pop()
        tag = _tag(child)
        if tag in ("descripGrp", "termNoteGrp", "termGrp", "adminGrp"):
            waiting += [*child][::-1]
        elif tag == "note":
            yield "note", _text(child)
        elif child.get("type"):
            yield child.get("type", ""), _text(child)
        elif tag in _READ:
            yield tag, _text(child)


def _concept(concept: ElementTree.Element, name: str, losses: list[Loss]) -> Iterator[Term]:
    line = int(concept.get("line", "0"))
    where = f"{name}:{line}"
    languages: dict[str, list[_Word]] = {"de": [], "en": []}
    data = list(_data(concept))
    for section in concept:
        if _tag(section) not in _LANGUAGES:
            continue
        language = section.get(_LANGUAGE, "").lower()[:2]
        if language not in languages:
            losses.append(Loss(where, f'terms in "{section.get(_LANGUAGE, "")}" are left out'))
            continue
        data += _data(section)
        languages[language] += [_word(element, where, losses) for element in section if _tag(element) in _TERMS]
    for category in sorted({category for category, _ in data} - _READ - {"note"}):
        losses.append(Loss(where, f"{category} has no place in a glossary; dropped"))
    german, english = languages["de"], languages["en"]
    if not german or not english:
        losses.append(Loss(where, f"has no {'German' if not german else 'English'} term; left out"))
        return
    for term in _entries(german, english, data, name, line):
        if found := checked(term, name, line, losses):
            yield found


def _word(element: ElementTree.Element, where: str, losses: list[Loss]) -> _Word:
    data = dict(_data(element))
    inner = next((e for e in element.iter() if _tag(e) == "term"), None)
    status = data.get("administrativeStatus", data.get("normativeAuthorization", ""))
    for category in sorted(data.keys() - _READ - {"note"}):
        losses.append(Loss(where, f"{category} of a term has no place in a glossary; dropped"))
    notes = tuple(value for category, value in _data(element) if category == "note")
    text = _text(inner) if inner is not None else ""
    return _Word(text, _STATUSES.get(status, ""), data.get("partOfSpeech", ""), data.get("termType", ""), notes)


def _entries(german: list[_Word], english: list[_Word], data, name: str, line: int) -> Iterator[Term]:
    """The entry that a concept makes, and one for each rendering that it advises against."""

    domain = next((value for category, value in data if category == "subjectField"), "")
    notes = [value for category, value in data if category in ("note", "definition")]
    flags = {flag for note in notes if note.startswith("flags: ") for flag in note[7:].split(", ")}
    kept = [note for note in notes if not note.startswith("flags: ")]
    source, *others = german
    plurals = [w.text for w in others if _PLURAL in w.notes]
    forms = tuple(w.text for w in others if _PLURAL not in w.notes)
    usable = [w for w in english if w.status != _DEPRECATED]
    target_plurals = [w.text for w in usable if _PLURAL in w.notes]
    wanted = [w for w in usable if _PLURAL not in w.notes]
    first = next((w for w in wanted if w.status == _PREFERRED), wanted[0] if wanted else None)
    kind = _KINDS.get(source.part, Kind.PHRASE if source.part == "other" else Kind.NOUN)
    common = Term(source=source.text, target="", domain=domain, kind=kind, path=name, line=line)
    if first:
        yield replace(
            common,
            target=first.text,
            source_plural=plurals[0] if plurals and target_plurals else "",
            target_plural=target_plurals[0] if plurals and target_plurals else "",
            accept=tuple(w.text for w in wanted if w is not first),
            forms=forms if not (plurals and not target_plurals) else (*forms, *plurals),
            note=" ".join(kept),
            **{flag.replace("-", "_"): flag in flags for flag in FLAGS if flag != "forbidden"},
        )
    for word in english:
        if word.status == _DEPRECATED:
            yield replace(common, target=word.text, forbidden=True, domain=never(domain) if first else domain)


# ------------------------------------------------------------------------------ writing


def dumps(terms: Sequence[Term], layout: Layout, _suffix: str) -> Exported:
    """Write a TBX file; see `glossary.exchange.exported`."""
    losses: list[Loss] = []
    hosts = {(term.source, term.domain): term for term in terms if not term.forbidden}
    bans: dict[tuple[str, str], list[Term]] = {}
    concepts: list[tuple[Term, list[Term]]] = []
    for term in terms:
        key = (term.source, term.domain.removesuffix("never").removesuffix(": "))
        if term.forbidden and key in hosts and term.domain == never(key[1]) and term.kind is hosts[key].kind:
            bans.setdefault(key, []).append(term)
    merged = {id(term) for group in bans.values() for term in group}
    for term in terms:
        if id(term) not in merged:
            concepts.append((term, [] if term.forbidden else bans.get((term.source, term.domain), [])))
        if term.forbidden and (term.note or term.forms or term.source_plural):
            message = f'"{term.source}": note, forms and plural of what is forbidden are left out'
            losses.append(Loss(term.place, message))
    write = _Writer(layout)
    body = "".join(write.concept(number, term, rules) for number, (term, rules) in enumerate(concepts, 1))
    head, tail = (_V3, "</tbx>") if layout is Layout.TBX3 else (_V2, "</martif>")
    return Exported(f"{head}{body}    </body>\n  </text>\n{tail}\n", len(terms), tuple(losses))


class _Writer:
    """Writes concepts in the tags of one version."""

    def __init__(self, layout: Layout) -> None:
        self.old = layout is Layout.TBX2
        self.entry, self.language, self.term = (
            ("termEntry", "langSet", "tig") if self.old else ("conceptEntry", "langSec", "termSec")
        )

    def concept(self, number: int, term: Term, rules: Sequence[Term]) -> str:
        """One concept: the German with its forms, the English by status."""
        lines = [f'<{self.entry} id="c{number}">']
        if term.domain:
            lines.append(f"  {self._described('subjectField', term.domain)}")
        if term.note and not term.forbidden:
            lines.append(f"  <note>{_escaped(term.note)}</note>")
        if flags := [f for f in FLAGS if f != "forbidden" and getattr(term, f.replace("-", "_"))]:
            lines.append(f"  <note>flags: {', '.join(flags)}</note>")
        german = [(term.source, _PREFERRED, "")]
        german += [(term.source_plural, _ADMITTED, _PLURAL)] if term.source_plural else []
        german += [(form, _ADMITTED, "") for form in term.forms]
        if term.forbidden:
            english = [(term.target, _DEPRECATED, "")]
        else:
            english = [(term.target, _PREFERRED, "")]
            english += [(term.target_plural, _ADMITTED, _PLURAL)] if term.target_plural else []
            english += [(form, _ADMITTED, "") for form in term.accept]
        english += [(rule.target, _DEPRECATED, "") for rule in rules]
        for language, words in (("de", german), ("en-US", english)):
            lines.append(f'  <{self.language} xml:lang="{language}">')
            lines += [line for word in words for line in self._word(term, *word)]
            lines.append(f"  </{self.language}>")
        lines.append(f"</{self.entry}>")
        return "".join(f"      {line}\n" for line in lines)

    def _described(self, category: str, value: str) -> str:
        inner = f'<descrip type="{category}">{_escaped(value)}</descrip>'
        return f"<descripGrp>{inner}</descripGrp>" if self.old else inner

    def _word(self, term: Term, text: str, status: str, note: str) -> Iterator[str]:
        yield f"    <{self.term}>"
        yield f"      <term>{_escaped(text)}</term>"
        yield f'      <termNote type="partOfSpeech">{_PARTS[term.kind]}</termNote>'
        yield f'      <termNote type="administrativeStatus">{status}</termNote>'
        if note:
            yield f"      <note>{note}</note>"
        yield f"    </{self.term}>"


# XML has no way to say these.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _escaped(text: str) -> str:
    return escape(_NO_XML.sub("", text))
