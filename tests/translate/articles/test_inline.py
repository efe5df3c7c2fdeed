"""Where the markup of German words stands in the English."""

import pytest

from glossary.words import words
from translate.articles.inline import Mark, Node, Part, Role, carry
from translate.document import Link, Span

ROLES = {"b": Role.STYLE, "i": Role.STYLE, "a": Role.KEEP, "c": Role.VERBATIM, "p": Role.POINT}


def read(tagged: str) -> tuple[str, list[Mark]]:
    """``<b>…</b>`` and the like to a text and marks; ``<p/>`` is a point."""
    text, marks, opened, position = "", [], [], 0
    while position < len(tagged):
        if tagged[position] != "<":
            text += tagged[position]
            position += 1
            continue
        end = tagged.index(">", position)
        tag = tagged[position + 1 : end].rstrip("/")
        if tag.startswith("/"):
            number = opened.pop()
            mark = marks[number]
            marks[number] = Mark(mark.start, len(text), mark.role, mark.what, mark.parent)
        else:
            marks.append(Mark(len(text), len(text), ROLES[tag], tag, opened[-1] if opened else -1))
            if tag != "p":
                opened.append(len(marks) - 1)
        position = end + 1
    return text, marks


def show(nodes) -> str:
    parts = []
    for node in nodes:
        if isinstance(node, Node):
            inner = show(node.children)
            parts.append(f"<{node.mark.what}>{inner}</{node.mark.what}>" if node.mark.what != "p" else "<p/>")
        else:
            parts.append(node)
    return "".join(parts)


def part(source: str, target: str, source_at: int, target_at: int, pairs: str) -> Part:
    german, english = words(source), words(target)
    links = tuple(
        Link(german[a].start + source_at, german[a].end + source_at,
             english[b].start + target_at, english[b].end + target_at)
        for a, b in (map(int, pair.split("-")) for pair in pairs.split())
    )  # fmt: skip
    return Part(Span(source_at, source_at + len(source)), Span(target_at, target_at + len(target)), links)


LINKED = [
    # one word, several words, across a change of order
    ("Die <b>Koalition</b> traf sich", "The coalition met", "0-0 1-1 2-2", "The <b>coalition</b> met"),
    ("Am Montag <b>traf Merz</b> Trump", "On Monday Merz met Trump", "0-0 1-1 2-3 3-2 4-4",
     "On Monday <b>Merz met</b> Trump"),
    ("Merz hat <b>Trump</b> getroffen", "Merz has met Trump", "0-0 1-1 2-3 3-2", "Merz has met <b>Trump</b>"),
    # a verb in two places goes to the words that translate both
    ("Er <b>stellt</b> den Fall <b>fest</b>", "He determines the case", "0-0 1-1 4-1 2-2 3-3",
     "He <b>determines</b> the case"),
    # words without a link between linked ones are within
    ("Der <b>Nato Rat</b> tagt", "The council of NATO meets", "0-0 2-1 1-3 3-4", "The <b>council of NATO</b> meets"),
    # a stray link far off does not stretch a mark over the sentence
    ("<b>Merz</b> sagte in Berlin gestern zu", "Merz agreed in Berlin yesterday with Merz",
     "0-0 0-6 1-1 2-2 3-3 4-4 5-5",
     "<b>Merz</b> agreed in Berlin yesterday with Merz"),
    # the whole, with and without the stop
    ("<b>Alles ist gut.</b>", "All is well.", "0-0 1-1 2-2", "<b>All is well.</b>"),
    ("<b>Alles ist gut</b>.", "All is well.", "0-0 1-1 2-2", "<b>All is well</b>."),
    # quotation marks within and without
    ('Die <b>"Welle"</b> kam.', 'The "wave" came.', "0-0 1-1 2-2", 'The <b>"wave"</b> came.'),
    ('Die "<b>Welle</b>" kam.', 'The "wave" came.', "0-0 1-1 2-2", 'The "<b>wave</b>" came.'),
    ("Er kam, <b>sah</b>, siegte", "He came, saw, won", "0-0 1-1 2-2 3-3", "He came, <b>saw</b>, won"),
    # nested, side by side, crossing in English
    ("Die <b>sehr <i>große</i> Koalition</b>", "The very large coalition", "0-0 1-1 2-2 3-3",
     "The <b>very <i>large</i> coalition</b>"),
    ("<b>rote</b> <i>Häuser</i>", "red houses", "0-0 1-1", "<b>red</b> <i>houses</i>"),
    ("<b>eins</b> <a>zwei</a>", "both", "0-0 1-0", "<b>both</b><a></a>"),
    ("<a>eins</a> <b>zwei</b>", "both", "0-0 1-0", "<a>both</a>"),
    # what nothing translates: a style goes, a link stays where it was, spelling decides
    ("Er <b>ja</b> kommt", "He comes", "0-0 2-1", "He comes"),
    ("Er <b>Putin</b> kommt", "He Putin comes", "0-0 2-2", "He <b>Putin</b> comes"),
    ("Er <a>ja</a> kommt", "He comes", "0-0 2-1", "<a>He</a> comes"),
    ("Er kommt <a>doch</a>", "He comes", "0-0 1-1", "He <a>comes</a>"),
    # code stays as it was
    ("Mit <c>git add</c> geht es", "It works with git add", "0-2 1-3 3-1 4-0", "It works with <c>git add</c>"),
    ("Mit <c>x</c> und <c>x</c>", "With x and x", "0-0 1-1 2-2 3-3", "With <c>x</c> and <c>x</c>"),
    ("Mit <c>print</c> geht es", "It works with pressure", "0-2 1-3 2-1 3-0", "It works with <c>print</c>"),
    ("Mit <c>%s</c> hier", "With here", "0-0 2-1", "With <c>%s</c> here"),
    # marks of parts of a word stay apart where the translation has the same parts, else the first has the word
    ("Der <a>Nato</a><c>Rat</c> kam", "The NatoRat came", "0-0 1-1 2-2", "The <a>Nato</a><c>Rat</c> came"),
    ("Der <c>x</c><b>y</b><a>z</a> kam", "The xyz came", "0-0 1-1 2-2", "The <c>x</c><b>y</b><a>z</a> came"),
    ("Die <b>Nato</b>staaten", "NATO states", "0-0 1-0 1-1", "<b>NATO</b> states"),
    ("Der <a>Haus</a><b>herr</b> kam", "The landlord came", "0-0 1-1 2-2", "The <a>landlord</a> came"),
    ("Ein <b>un</b>und<a>un</a>", "An unundun", "0-0 1-1", "An <b>un</b>und<a>un</a>"),
    # code stays where it is, also between words of another mark, and comes once
    ("Der <b>alte Rat</b> <c>x</c>", "The old x council", "0-0 1-1 2-3 3-2", "The <b>old</b> <c>x</c> council"),
    ("Er <b>las <a>das</a> so</b> <c>x</c>", "He read x that so", "0-0 1-1 2-3 3-4 4-2",
     "He <b>read <c>x</c> <a>that</a></b> so"),
    ("Er las <a>das <c>y</c></a> <c>x</c>", "He read x that y", "0-0 1-1 2-3 3-4 4-2",
     "He read <c>x</c> <a>that <c>y</c></a>"),
    # points
    ("<p/>Er kam", "He came", "0-0 1-1", "<p/>He came"),
    ("Er kam<p/>", "He came", "0-0 1-1", "He came<p/>"),
    ("Heute <p/>kam er", "Today he came", "0-0 1-2 2-1", "Today <p/>he came"),
    ("Heute \xa0<p/>kam er", "Today \xa0he came", "0-0 1-2 2-1", "Today \xa0<p/>he came"),
    ("Heute<p/> kam er", "Today he came", "0-0 1-2 2-1", "Today<p/> he came"),
    ("Er kam.<p/> Gut", "He came. Good", "0-0 1-1 2-2", "He came.<p/> Good"),
    ("Er <b>kam<p/></b> heute", "He came today", "0-0 1-1 2-2", "He <b>came<p/></b> today"),
    ("Er <a><p/></a> kam", "He came", "0-0 1-1", "He <a><p/></a>came"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "pairs", "expected"), LINKED)
def test_in_a_sentence(source, target, pairs, expected):
    text, marks = read(source)
    assert show(carry(text, target, [part(text, target, 0, 0, pairs)], marks)) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("<b>KIEW/BERLIN</b> (dpa) -", "KYIV/BERLIN (dpa) -", "<b>KYIV/BERLIN</b> (dpa) -"),
        ("<b>KIEW</b> <i>(dpa)</i> -", "KYIV (dpa) -", "<b>KYIV</b> <i>(dpa)</i> -"),
        ("Der <b>rote Hund</b> lief", "A dog", "A dog"),
        ("Der <a>rote Hund</a> lief", "A very big red dog ran off", "A <a>very big red dog</a> ran off"),
        ("<b>Der Hund</b>", "", "<b></b>"),
        ("Der <a>Hund</a>", "", "<a></a>"),
    ],
)
def test_without_an_alignment(source, target, expected):
    text, marks = read(source)
    found = show(carry(text, target, [part(text, target, 0, 0, "")], marks))
    assert found == expected.replace("<b></b>", "")


def test_over_sentences():
    text, marks = read("Er <b>kam. Sie ging.</b> Ich <a>blieb</a>.")
    target = "He came. She went. I stayed."
    parts = [
        part("Er kam.", "He came.", 0, 0, "0-0 1-1"),
        part("Sie ging.", "She went.", 8, 9, "0-0 1-1"),
        part("Ich blieb.", "I stayed.", 18, 19, "0-0 1-1"),
    ]
    assert show(carry(text, target, parts, marks)) == "He <b>came. She went.</b> I <a>stayed</a>."
