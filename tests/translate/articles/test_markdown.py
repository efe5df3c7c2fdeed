"""Markdown: the structure block by block, code as it was."""

import pytest
from markdown_it import MarkdownIt

from translate import articles
from translate.errors import InputError

TEXT = """---
title: Der Gipfel
---

# Der *Gipfel* in Alaska #

KIEW (dpa) - Die **Koalition der Willigen** traf sich am [Montag](https://example.org/a_b "Titel") in
Berlin mit `x < 1` und ![Bild](a.png).\x20\x20
Neue Zeile.[^1]

> Ein Zitat von
> *Merz*.

- Punkt eins
  geht weiter
- Punkt zwei
  1. Unterpunkt

| Land | Zahl |
| --- | ---: |
| **Kiew** | 12,5 \\| 3 |

```python
print("Nicht übersetzen")
```

    auch Code

Setext
======

<div>HTML bleibt</div>

[^1]: Fußnote hier.

[ref]: http://x.y

Siehe [dort][ref] und <http://a.b/c> \\*so\\*.
"""
IN_CAPITALS = """---
title: Der Gipfel
---

# DER *GIPFEL* IN ALASKA #

KIEW (DPA) - DIE **KOALITION DER WILLIGEN** TRAF SICH AM [MONTAG](https://example.org/a_b "Titel") IN BERLIN \
MIT `x < 1` UND ![Bild](a.png).\\
NEUE ZEILE.[^1]

> EIN ZITAT VON *MERZ*.

- PUNKT EINS GEHT WEITER
- PUNKT ZWEI
  1. UNTERPUNKT

| LAND | ZAHL |
| --- | ---: |
| **KIEW** | 12,5 \\| 3 |

```python
print("Nicht übersetzen")
```

    auch Code

SETEXT
======

<div>HTML bleibt</div>

[^1]: FUSSNOTE HIER.

[ref]: http://x.y

SIEHE [DORT](http://x.y) UND <http://a.b/c> \\*SO\\*.
"""


def test_a_text(translated):
    assert translated("a.md", TEXT).decode() == IN_CAPITALS


def test_cells_of_another_length(translated):
    table = "| Land | Zahl | Ort |\n|---|---|---|\n| **Kiew** | 12,5 | x \\| y |\n"
    english = {"Land": "Country", "Zahl": "No.", "Ort": "Place name", "Kiew": "Kyiv", "12,5": "12.5 percent"}
    english["x | y"] = "a | b c"
    found = translated("a.md", table, english.get)
    assert found.decode() == (
        "| Country | No. | Place name |\n|---|---|---|\n| **Kyiv** | 12.5 percent | a \\| b c |\n"
    )


def test_line_ends(translated):
    assert translated("a.md", "# Titel\r\n\r\nText\r\nmehr\r\n") == b"# TITEL\r\n\r\nTEXT MEHR\r\n"


def test_the_kinds(texts):
    assert texts("a.md", TEXT)[:3] == [
        ("heading", "Der Gipfel in Alaska"), ("dateline", "KIEW (dpa) -"),
        ("paragraph", "Die Koalition der Willigen traf sich am Montag in Berlin mit x < 1 und .\nNeue Zeile."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "english",
    ["* no list", "# no heading", "1. no number", "1) no", "- no", "+ no", "> no quote", "=====", "---", "~~~ no",
     "*no emphasis*", "`no code`", "[no](link)", "<b>no tag", "a_b_c", "_no_", "| no | table", "&amp;", "back\\slash",
     "![no](image)", "~~no~~", "http://example.org/a_b_c", "3.5 percent", "C# and F#", "<p>no tag", "<div", "``` no",
     "___", "&nbsp;x", "no table|", "no end #",
     "no end ##"],
)  # fmt: skip
@pytest.mark.parametrize(
    "block", ["Text", "# Text", "Text\n----", "- Text", "> Text", "| Text | b |\n| - | - |\n| a | b |"]
)
def test_english_stays_text(translated, english, block):
    found = translated("a.md", f"{block}\n", lambda text: english if text == "Text" else text).decode()
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    before, after = parser.parse(block), parser.parse(found)
    assert [token.type for token in after] == [token.type for token in before]
    inline = next(token for token in after if token.type == "inline")
    assert "".join(child.content for child in inline.children) == english
    assert {child.type for child in inline.children} <= {"text", "text_special"}


def test_only_the_start_of_a_line_is_kept_from_being_one(translated):
    assert translated("a.md", "# >Ja *so*\n\n- 3 *mal*\n", str) == b"# \\>Ja *so*\n\n- 3 *mal*\n"
    assert translated("a.md", "Ja *so*\n", lambda _: "- ja *so*") == b"\\- ja \\**so*\\*\n"


def test_no_more_marks_than_needed(translated):
    english = "A normal sentence - with (brackets), 3.5 percent, a_b and 5 * 3 [sic]!"
    assert translated("a.md", "Text\n", lambda _: english).decode() == f"{english}\n"


def test_order_of_words(translated):
    found = translated("a.md", "Am **Montag** traf [Merz](m) Trump.\n", lambda _: "Merz met Trump on Monday.",
                       [(0, 3), (1, 4), (2, 1), (3, 0), (4, 2)])  # fmt: skip
    assert found.decode() == "[Merz](m) met Trump on **Monday**.\n"


@pytest.mark.parametrize("text", [
    "Die [Nato](x)`-Rat` tagt", "Die **a**`b`[c](d)e", "a`b`c`b`d", "[a](x)`b`", "`a`**b**`c`", "[a`b`](x)c`b`",
    "**x**y*z*", "Ja <i lang=de> so", "[Haus](a)[tür](b)", "`a`[^1]`b`", "Ein `a`<b>b</b>",
])  # fmt: skip
def test_marks_within_a_word_stay_where_they_are(translated, text):
    assert translated("a.md", text, str).decode() == text


@pytest.mark.parametrize(
    ("text", "english", "written"),
    [
        ('Eine **"Welle"** kam', 'A "wave"s came', "A \"wave\"s came"),  # no emphasis ends there
        ("Eine **(Welle)** kam", "A (wave) came", "A **(wave)** came"),
        ("_<i>_> Ja so da", "Ja so >", "<i>Ja so \\>"),
    ],
)
def test_emphasis_that_would_not_be_read_as_such(translated, text, english, written):
    assert translated("a.md", text, lambda _: english, [(0, 0), (1, 1), (2, 1)]).decode() == written


@pytest.mark.parametrize(("text", "written"), [
    ("&nbsp;<b>Ja</b> so", "\xa0<b>Ja</b> so"), ("<b>\xa0Ja</b> so", "\xa0<b>Ja</b> so"),
    ("Ja <b>so</b>&nbsp;", "Ja <b>so</b>\xa0"), ("\xa0**Ja** so\u3000", None), ("Ja \xa0<b>so</b>", None),
    ("Ja <i\nid=a>so", "Ja <i id=a>so"),
    ("Ja\n\xa0<b>so</b>", "Ja \xa0<b>so</b>"), ("# \xa0<i>Ja</i>\xa0", None), ("- &emsp;Ja", "- \u2003Ja"),
    ("| \xa0<i>Ja</i> | &nbsp;so |\n|---|---|", "| \xa0<i>Ja</i> | \xa0so |\n|---|---|"),
])  # fmt: skip
def test_white_space_of_markup_stays(translated, text, written):
    assert translated("a.md", text, str).decode() == (written or text)


@pytest.mark.parametrize("data", ["```\ncode\n```\n", "---\na: b\n---\n", "<div>x</div>\n", "***\n"])
def test_nothing_to_translate(tmp_path, data):
    (tmp_path / "a.md").write_text(data, encoding="utf-8")
    with pytest.raises(InputError, match="holds no text to translate"):
        articles.read(str(tmp_path / "a.md"))
