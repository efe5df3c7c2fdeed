"""Entries of every sort, for round trips."""

from dataclasses import replace

from glossary.entry import Kind, Term

__all__ = ["TERMS", "plain"]

TERMS = (
    Term("Bündnisfall", "collective defense case", "Bündnisfälle", "collective defense cases", domain="security",
         accept=("Article 5 case", "a & b <c>"), forms=("Beistandsfall",), note='NATO: "Article 5"'),
    Term("Bündnisfall", "alliance case", domain="security: never", forbidden=True),
    Term("Bündnisfall", "pact case", domain="other", forbidden=True),
    Term("Insolvenzverfahren", "insolvency proceedings", "Insolvenzverfahren", "insolvency proceedings"),
    Term("dpa-AFX", "dpa-AFX", kind=Kind.NAME, read_only=True, case_sensitive=True),
    Term("EILMELDUNG", "BREAKING NEWS", exact=True, case_sensitive=True, domain="wire"),
    Term("abrücken", "back away", kind=Kind.VERB),
    Term("aktualisierte Fassung", "updated version", kind=Kind.PHRASE),
    *(Term(f"Art {kind}", f"kind {kind}", kind=kind) for kind in Kind),
)  # fmt: skip


def plain(terms) -> set[Term]:
    """Entries without their places."""
    return {replace(term, path="", line=0) for term in terms}
