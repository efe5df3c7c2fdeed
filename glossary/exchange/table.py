"""CSV and TSV: every field of an entry, or the two columns that DeepL and Google want.

Reading takes what comes: with or without a header, whatever the delimiter, languages in either order.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from glossary.entry import Kind, Term
from glossary.errors import GlossaryError
from glossary.exchange import Exported, Imported, Layout, Loss, decoded
from glossary.exchange.entries import checked, lacking, without_doubles
from glossary.pofile import FLAGS

__all__ = ["dumps", "loads"]

COLUMNS = (
    "source", "target", "source_plural", "target_plural", "domain", "kind", "flags", "accept", "forms", "note",
)  # fmt: skip
_NAMES = {
    name: meaning
    for meaning, names in {
        "source": "source;source term;term;de;de-de;de_de;german;deutsch;quelle",
        "target": "target;target term;translation;en;en-us;en_us;en-gb;en_gb;english;englisch;ziel",
        "source_plural": "source_plural;plural",
        "target_plural": "target_plural;english plural",
        "domain": "domain;subject",
        "kind": "kind;pos;part of speech",
        "flags": "flags",
        "accept": "accept;synonyms",
        "forms": "forms",
        "note": "note;notes;comment;description;definition",
        "source_lang": "source_lang",
        "target_lang": "target_lang",
    }.items()
    for name in names.split(";")
}
_LANGUAGE = r"[A-Za-z]{2}(?:-[A-Za-z]{2,4})?"
_DELIMITERS = ("\t", ";", ",", "|")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_KINDS = {**{str(kind): kind for kind in Kind}, "propn": Kind.NAME, "proper noun": Kind.NAME}


def loads(data: bytes, name: str) -> Imported:
    """Read a table; see `glossary.exchange.imported`."""
    text = decoded(data, name)
    columns, rows = _columns(_rows(text, name), name)
    losses: list[Loss] = []
    terms = list(_terms(rows, columns, name, losses))
    terms = without_doubles(terms, losses)
    return Imported(tuple(terms), tuple(losses))


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line that it begins in, by the delimiter that fits best.

    Raises:
        GlossaryError: no delimiter makes rows of more than one cell.
    """
    best: list[tuple[int, list[str]]] = []
    rank = 0.0
    wrong: tuple[int, csv.Error] | None = None
    for delimiter in _DELIMITERS:
        # Spreadsheets quote cells; what comes from elsewhere with tabs does not, but may have quotation marks.
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE) if delimiter == "\t" else (csv.QUOTE_MINIMAL,):
            rows, error = _parsed(text, delimiter, quoting)
            wrong = wrong or error
            if error is None:
                break
        else:
            continue
        widths = [len(row) for _, row in rows]
        most = max(widths, key=widths.count)
        if most > 1 and widths.count(most) / len(widths) > rank:
            best, rank = rows, widths.count(most) / len(widths)
    if not best and wrong:
        message = f"is not a table here ({wrong[1]}); close the quotation marks, or save it with tabs"
        raise GlossaryError(name, wrong[0], message) from wrong[1]
    if not best:
        raise GlossaryError(name, 1, "has one column; give German and English, separated by tab, comma or semicolon")
    return best


def _parsed(
    text: str, delimiter: str, quoting: int
) -> tuple[list[tuple[int, list[str]]], tuple[int, csv.Error] | None]:
    """The rows, or the line and the error that they end with."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    rows, start = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((start, [_plain(cell) for cell in row]))
            start = reader.line_num + 1
    except csv.Error as error:
        return [], (start, error)
    return rows, None


def _plain(cell: str) -> str:
    """A cell without the mark that keeps spreadsheets from computing it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell.strip()


def _columns(rows: list[tuple[int, list[str]]], name: str) -> tuple[dict[int, str], list[tuple[int, list[str]]]]:
    """What the columns mean, and the rows without a header."""
    (_, first), *rest = rows
    if len(first) >= 4 and all(re.fullmatch(_LANGUAGE, cell) for cell in first[2:4]):  # DeepL's four columns
        return {0: "source", 1: "target", 2: "source_lang", 3: "target_lang"}, rows
    names = [_NAMES.get(cell.strip().lower()) for cell in first]
    if "source" in names and "target" in names:
        return {n: meaning for n, meaning in enumerate(names) if meaning}, rest
    if ("source" in names) != ("target" in names) and not rest:
        other = "English" if "source" in names else "German"
        raise GlossaryError(name, 1, f"has a header without a column for {other}; name it de or en")
    return {0: "source", 1: "target"}, rows


def _terms(
    rows: Iterable[tuple[int, list[str]]], columns: dict[int, str], name: str, losses: list[Loss]
) -> Iterator[Term]:
    widest = max(columns) + 1
    for line, row in rows:
        where = f"{name}:{line}"
        if len(row) < 2 or any(row[max(widest, 2) :]):
            losses.append(Loss(where, f"has {len(row)} cells where {widest} are wanted; left out"))
            continue
        cells = {meaning: row[n].strip() for n, meaning in columns.items() if n < len(row)}
        languages = cells.pop("source_lang", "de").lower()[:2], cells.pop("target_lang", "en").lower()[:2]
        if languages == ("en", "de"):
            cells["source"], cells["target"] = cells["target"], cells["source"]
        elif languages != ("de", "en"):
            losses.append(Loss(where, f"goes from {languages[0]} to {languages[1]}; left out"))
            continue
        term = _term(cells, name, line, losses)
        if term:
            yield term


def _term(cells: dict[str, str], name: str, line: int, losses: list[Loss]) -> Term | None:
    where = f"{name}:{line}"
    flags = {flag.strip() for flag in cells.get("flags", "").split(",") if flag.strip()}
    for flag in sorted(flags - set(FLAGS)):
        losses.append(Loss(where, f"the flag {flag} is not known here; dropped"))
    given = cells.get("kind", "")
    kind = _KINDS.get(given.lower(), Kind.NOUN)
    if given and given.lower() not in _KINDS:
        losses.append(Loss(where, f'the part of speech "{given}" is not known here; taken for a noun'))
    return checked(
        Term(
            source=cells.get("source", ""),
            target=cells.get("target", ""),
            source_plural=cells.get("source_plural", ""),
            target_plural=cells.get("target_plural", ""),
            domain=cells.get("domain", ""),
            kind=kind,
            accept=_listed(cells.get("accept", "")),
            forms=_listed(cells.get("forms", "")),
            note=" ".join(cells.get("note", "").split()),
            **{flag.replace("-", "_"): flag in flags for flag in FLAGS},
        ),
        name, line, losses,
    )  # fmt: skip


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def dumps(terms: Sequence[Term], layout: Layout, suffix: str) -> Exported:
    """Write a table; see `glossary.exchange.exported`."""
    losses: list[Loss] = []
    rows = _full(terms) if layout is Layout.FULL else _pairs(terms, layout, losses)
    text, entries = io.StringIO(), 0
    writer = csv.writer(text, delimiter="\t" if suffix == ".tsv" else ",", lineterminator="\n")
    for term, row in rows:
        cells = [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row]
        for cell in row:
            if cell.startswith(_FORMULA):
                where = term.place if term else "header"
                losses.append(Loss(where, f'"{cell}" would be computed by a spreadsheet; written with \' in front'))
        writer.writerow(cells)
        entries += term is not None
    return Exported(text.getvalue(), entries, tuple(losses))


def _full(terms: Sequence[Term]) -> Iterator[tuple[Term | None, list[str]]]:
    yield None, list(COLUMNS)
    for term in terms:
        cells = {name: getattr(term, name, "") for name in COLUMNS}
        cells |= {"kind": str(term.kind), "accept": "; ".join(term.accept), "forms": "; ".join(term.forms)}
        cells["flags"] = ", ".join(flag for flag in FLAGS if getattr(term, flag.replace("-", "_")))
        yield term, [cells[name] for name in COLUMNS]


def _pairs(terms: Sequence[Term], layout: Layout, losses: list[Loss]) -> Iterator[tuple[Term | None, list[str]]]:
    if layout is Layout.GOOGLE:
        yield None, ["de", "en"]
    seen: dict[str, Term] = {}
    for term in terms:
        if term.forbidden:
            losses.append(Loss(term.place, f'"{term.source}": what is forbidden has no place there; left out'))
        elif other := seen.get(term.source):
            losses.append(Loss(term.place, f'"{term.source}" goes out from {other.place} already; left out'))
        else:
            seen[term.source] = term
            if lost := lacking(term, ("source_plural", "accept", "forms", "note", "domain", "exact", "case_sensitive")):
                losses.append(Loss(term.place, f'"{term.source}" loses {lost}'))
            yield term, [term.source, term.target]
