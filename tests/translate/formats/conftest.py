"""A small document made by hand: every kind of block, every state of a term, links and findings."""

import pytest

from translate.document import (
    BilingualDocument,
    BlockKind,
    Finding,
    Link,
    Segment,
    SegmentState,
    Severity,
    Span,
    TermResult,
    TermState,
)


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def build(kind, source, target, terms=(), links=(), findings=(), **values) -> dict:
    """Values of a segment, with words instead of offsets."""
    return {
        "kind": BlockKind(kind),
        "source": source,
        "target": target,
        "terms": tuple(
            TermResult(term, wanted, TermState(state), matched, span(source, german),
                       span(target, english) if english else None, by, f"news.po:{line}")
            for term, wanted, state, matched, german, english, by, line in terms
        ),
        "links": tuple(Link(*span(source, german), *span(target, english)) for german, english in links),
        "findings": tuple(
            Finding(check, Severity(severity), message, span(source, german) if german else None,
                    span(target, english) if english else None)
            for check, severity, message, german, english in findings
        ),
        **values,
    }  # fmt: skip


@pytest.fixture(scope="session")
def sample() -> BilingualDocument:
    """A short report with an advisory, two headings, a dateline and a sign-off."""
    parts = [
        (1, 1, "", build("advisory", "(aktualisierte Fassung)", "(updated version)", score=-0.1)),
        (2, 1, "\n\n", build("heading", "Nato-Rat stellt Bündnisfall fest", "NATO council declares alliance case",
            terms=[("Nato-Rat", "NATO council", "kept", "exact", "Nato-Rat", "NATO council", "", 40),
                   ("Bündnisfall", "alliance case", "forbidden", "exact", "Bündnisfall", "alliance case", "", 17)],
            links=[("Nato-Rat", "NATO"), ("Nato-Rat", "council"), ("stellt", "declares"), ("fest", "declares"),
                   ("Bündnisfall", "case")],
            findings=[("terms", "error", "the glossary forbids alliance case for Bündnisfall", "Bündnisfall",
                       "alliance case")],
            score=-0.7)),
        (3, 1, "\n\n", build("dateline", "KIEW/BRÜSSEL (dpa-AFX) -", "KYIV/BRUSSELS (dpa-AFX) -",
            terms=[("Kiew", "Kyiv", "enforced", "exact", "KIEW", "KYIV", "glossary", 70),
                   ("Brüssel", "Brussels", "enforced", "exact", "BRÜSSEL", "BRUSSELS", "glossary", 74)])),
        (4, 1, " ", build("paragraph", 'Es gehe um "Sicherheitsgarantien & Artikel 5" <script>alert(1)</script>.',
            'It is about "security guarantees & Article 5" <script>alert(1)</script>.',
            terms=[("Sicherheitsgarantie", "security guarantee", "enforced", "inflected", "Sicherheitsgarantien",
                    "security guarantees", "prefix", 12)],
            links=[("Es", "It"), ("gehe", "is"), ("um", "about"), ("Sicherheitsgarantien", "security"),
                   ("Sicherheitsgarantien", "guarantees"), ("Artikel", "Article"), ("5", "5")],
            score=-0.25, state=SegmentState.REVIEWED)),
        (4, 2, " ", build("paragraph", "Die Koalition der Willigen traf\nden Kremlchef am 11. September.",
            "The coalition met the Russian president in September.",
            terms=[("Koalition der Willigen", "coalition of the willing", "missed", "exact", "Koalition der Willigen",
                    "", "", 22),
                   ("Koalition", "coalition", "overlapped", "exact", "Koalition", "", "", 23),
                   ("Kremlchef", "Kremlin chief", "missed", "exact", "Kremlchef", "", "", 30)],
            links=[("Die", "The"), ("Koalition", "coalition"), ("traf", "met"), ("Kremlchef", "president")],
            findings=[("numbers", "error", "the number 11 is not in the translation", "11", ""),
                      ("length", "warning", "the translation is very short for its source", "", "")],
            score=-1.3)),
        (5, 1, "", build("sign-off", "/mee/DP/he", "/mee/DP/he")),
        (6, 1, "\n\n", build("heading", "C:\\Temp | a\tb", "C:\\Temp | a\tb", after="\r\n")),
    ]  # fmt: skip
    segments, end = [], 0
    for block, sentence, before, values in parts:
        end += len(before)
        segments.append(Segment(block=block, sentence=sentence, before=before, start=end, **values))
        end += len(values["source"]) + len(values.get("after", ""))
    return BilingualDocument("gipfel.txt", tuple(segments), "wortlaut:0.1.0|model:toy|beams:4|glossary:12345678")
