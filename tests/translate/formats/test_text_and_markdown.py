"""The formats that only show the translation: plain text and a Markdown table."""

from dataclasses import replace

import pytest

from translate.document import BilingualDocument, BlockKind, Segment
from translate.formats import markdown, text


def test_text_has_the_paragraphing_of_the_source(sample):
    assert text.dumps(sample) == (
        "(updated version)\n\nNATO council declares alliance case\n\n"
        'KYIV/BRUSSELS (dpa-AFX) - It is about "security guarantees & Article 5" <script>alert(1)</script>. '
        "The coalition met the Russian president in September./mee/DP/he\n\nC:\\Temp | a\tb\r\n"
    )


def test_markdown_has_a_row_for_each_block_and_keeps_what_shares_a_line(sample):
    assert markdown.dumps(sample).splitlines() == [
        "| German | English |",
        "| --- | --- |",
        "| *(aktualisierte Fassung)* | *(updated version)* |",
        "| **Nato-Rat stellt Bündnisfall fest** | **NATO council declares alliance case** |",
        '| KIEW/BRÜSSEL (dpa-AFX) - Es gehe um "Sicherheitsgarantien \\& Artikel 5" \\<script\\>alert(1)\\</script\\>. '
        "Die Koalition der Willigen traf den Kremlchef am 11. September./mee/DP/he "
        '| KYIV/BRUSSELS (dpa-AFX) - It is about "security guarantees \\& Article 5" '
        "\\<script\\>alert(1)\\</script\\>. The coalition met the Russian president in September./mee/DP/he |",
        "| **C:\\\\Temp \\| a b** | **C:\\\\Temp \\| a b** |",
    ]


@pytest.mark.parametrize(
    ("kind", "target", "cell"),
    [
        ("paragraph", "*a* _b_ `c` ~d~ [e](f) &lt; \\ |", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\[e\\](f) \\&lt; \\\\ \\|"),
        ("paragraph", "a\u00a0b\u2028c\r\nd", "a\u00a0b c d"),
        ("heading", " a ", "**a**"),
        ("heading", "", ""),
    ],
)
def test_markdown_cells(kind, target, cell):
    segment = Segment(1, 1, BlockKind(kind), 0, "x", target)
    document = BilingualDocument("a", (segment, replace(segment, block=2, before="\n")))
    last = markdown.dumps(document).split("\n")[-2]
    assert last == f"| {'**x**' if kind == 'heading' else 'x'} | {cell} |"
