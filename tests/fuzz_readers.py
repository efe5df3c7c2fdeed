"""Fuzz a reader, guided by what of the code each input reaches: what it holds is read or refused, and comes back.

    python -m tests.fuzz_readers TARGET FOLDER [libFuzzer's options, such as -max_total_time=180]

Needs atheris (``pip install atheris``), which is no dependency of the tests; docs/formats.md has the rest. The corpus
lies in FOLDER, and goes on from where it was. A finding does not stop the run: it is printed once for each place in
the code, and the input that led there is kept in ``FOLDER/found``.

What counts: an exception that is none of the project's own, a message of more than a line, a text that does not come
back as it went out, more than five seconds of processor time (times `_SLOWER`, what the instrumentation costs).
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import signal
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

_SLOWER = 4
_SECONDS = 5 * _SLOWER
_PROJECT = ("translate", "glossary")
_HERE = Path(__file__).parent
_CONTROL = dict.fromkeys((*range(9), *range(14, 32), *range(127, 160), 0xFEFF), " ")  # refused, or no text
_RELATIONS = "word/_rels/document.xml.rels"
_LISTS = ("po", "xliff", "tmx")  # what is in them gets a translation beside it


class Slow(BaseException):
    """An input took too long."""


def main() -> None:
    """Run one target until libFuzzer's options say that it is enough."""
    import atheris

    name, folder, *options = sys.argv[1:]
    folder = Path(folder)
    (folder / "found").mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=[*_PROJECT, "markdown_it", "polib"]):
        for module in ("translate.wire", "translate.formats.plain", "glossary.exchange.entries"):
            import_module(module)
        seeds, check = targets()[name]()
    for seed in seeds:
        (folder / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
    words = folder.parent / f"{name}.dict"
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in _words(seeds)), encoding="ascii")
    places: set[str] = set()

    def slow(*_: object) -> None:
        raise Slow

    def run(data: bytes) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
        try:
            check(data)
        except (Exception, Slow) as error:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            stack = traceback.extract_tb(error.__traceback__)
            own = [frame for frame in stack if any(f"/{part}/" in frame.filename for part in _PROJECT)] or stack
            place = "slow" if isinstance(error, Slow) else f"{type(error).__name__} {own[-1].name} {own[-1].lineno}"
            if isinstance(error, AssertionError):
                place = f"assertion {stack[-1].lineno}"
            count = sum(known.startswith(place) for known in places)
            if count < (3 if isinstance(error, AssertionError | Slow) else 1):
                place += f" {count}"
                places.add(place)
                (folder / "found" / re.sub(r"\W+", "-", place)).write_bytes(data)
                print(f"\nFOUND {name}: {place}: {str(error)[:300]!r}\n  {data!r:.600}", flush=True)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    signal.signal(signal.SIGVTALRM, slow)
    limits = ["-rss_limit_mb=1024", "-max_len=4096", "-timeout=300", f"-dict={words}", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, *options, str(folder)], run)
    atheris.Fuzz()


def _words(seeds: list[bytes]) -> list[bytes]:
    """What mutations are made of: pieces that mean something to a reader, and the tags and names of the seeds."""
    from tests.translate.articles.test_fuzz import SAMPLES

    found = {piece.encode("utf-8", "surrogatepass") for piece in SAMPLES}
    for seed in seeds:
        found.update(re.findall(rb"</?[\w:]+|[\w:-]+=|\"\w+\":|#[.,~|:]|msg\w+", seed))
    return sorted(word for word in found if 0 < len(word) < 40)


def _quoted(word: bytes) -> str:
    return "".join(chr(b) if 35 <= b < 127 and b != 92 else f"\\x{b:02x}" for b in word)


def _text(data: bytes) -> bytes:
    """Most of what a mutation makes is no UTF-8, and refused as such: mended, but for what may be UTF-16."""
    if data[:1] in (b"\xfe", b"\xff"):
        return data
    return data.decode("utf-8", "ignore").translate(_CONTROL).encode()


# ----------------------------------------------------------------------------- targets


def targets() -> dict[str, Callable[[], tuple[list[bytes], Callable[[bytes], None]]]]:
    """Return what can be fuzzed: by name, what makes seeds and a check."""
    found = {}
    for name in ("text", "markdown", "html", "ninjs", "news", "po", "xliff", "tmx", "docx"):
        found[f"article-{name}"] = lambda name=name: _article(name)
    for name in ("po", "tsv", "jsonl", "xliff", "xliff12", "tmx", "docx"):
        found[f"document-{name}"] = lambda name=name: _document(name)
    found |= {"foreign": _foreign, "glossary": _glossary}
    for name in ("table", "tbx", "weblate"):
        found[f"glossary-{name}"] = lambda name=name: _exchange(name)
    return found


def _one_line(error: Exception) -> None:
    message = str(error)
    assert re.match(r"\S*\bf(\.po)?:", message), f"the message names no file: {message}"
    assert "\n" not in message, f"more than a line: {message}"


def _article(name: str):
    """An article goes back into its document, and the words that come out again are those that went in."""
    from tests.translate.articles import test_fuzz, test_html, test_markdown, test_news, test_worklists
    from tests.translate.articles.conftest import translation
    from translate.articles.inline import Role
    from translate.errors import InputError

    module = import_module(f"translate.articles.{name}")

    def check(data: bytes) -> None:
        data = zipped(data) if name == "docx" else _text(data)
        try:
            source = module.load(data, "f")
        except InputError as error:
            _one_line(error)
            return
        code = any(mark.role is Role.VERBATIM for unit in source._units for mark in unit.marks)
        aligned, not_aligned = None, ()
        ways = [(str, not_aligned), (str, aligned)]
        if not code:  # which stays as it is
            ways += [(str.upper, aligned), (_backwards, not_aligned)]
        for english, links in ways:
            translated = translation(source.article, english, links)
            made = source.render(translated)
            try:
                again = module.load(made, "f").article.text
            except InputError as error:
                if "names the encoding" in str(error):  # what looked like a tag that names another was none
                    continue
                again = f"refused: {error}" if _seen(source.article.text, "") else ""
            wanted = "" if name in _LISTS else translated.target
            glue = "" if english is _backwards else " "  # a line break may come between other words
            assert _seen(again, glue) == _seen(wanted, glue), f"{english.__name__}: {again!r} for {wanted!r}"
            if name in _LISTS and english is str:
                _filled_in(module, name, data, made)

    if name == "docx":
        seeds, zipped = _word_parts(_small_word(test_fuzz.word()), ("word/document.xml", "word/styles.xml", _RELATIONS))
        return seeds, check
    more = {
        "markdown": [test_markdown.TEXT], "html": [test_html.PAGE], "ninjs": [json.dumps(test_news.NINJS)],
        "news": [test_news.G2, test_news.NITF], "po": [test_worklists.PO], "tmx": [test_worklists.TMX],
        "xliff": [test_worklists.XLIFF_12, test_worklists.XLIFF_21],
    }  # fmt: skip
    return [seed.encode() for seed in (test_fuzz.SEEDS[name], *more.get(name, ()))], check


def _filled_in(module, name: str, data: bytes, made: bytes) -> None:
    """The entries of a list of work say in their English what they say in their German."""
    from translate import files, safexml
    from translate.articles.coded import Coded
    from translate.formats import po

    if name == "po":
        before, after = (list(po.parse(files.decode(given, "f"), "f")) for given in (data, made))
        for old, new in zip(before, after, strict=True):
            for entry, number in module._work([old]):
                german = entry.msgid_plural if number else entry.msgid
                english = new.msgstr_plural[number] if entry.msgid_plural else new.msgstr
                assert english == german, f"{english!r} for {german!r}"
        return
    before, after = safexml.parse(data, "f"), safexml.parse(made, "f")
    for holder, *_, german in module._work(before, "f"):
        found = after.xpath(before.getpath(holder))[0]
        english = found.find("{*}target") if name == "xliff" else module._variant(found, "en").find("seg")
        text = Coded(english, "fuzz", german._page.rules).unit.text
        assert text.split() == german.unit.text.split(), f"{text!r} for {german.unit.text!r}"


def _seen(text: str, glue: str) -> str:
    """Words, without what a file may begin with, and what keeps a tag of Markdown from beginning a block."""
    return glue.join(text.translate({0xFEFF: None, 0x200B: None}).split())


def _backwards(text: str) -> str:
    return " ".join(reversed(text.split(" ")))


def _word_parts(whole: bytes, names: tuple[str, ...]):
    """A part of a Word file is what is fuzzed; the first byte says which. Whatever begins with PK is a file itself."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def zipped(data: bytes) -> bytes:
        if data.startswith(b"PK"):
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, part in parts.items():
                given = name == names[data[0] % len(names)] if data else False
                archive.writestr(name, data[1:] if given else part)
        return out.getvalue()

    return [whole, *(bytes([n]) + parts[name] for n, name in enumerate(names))], zipped


def _small_word(whole: bytes) -> bytes:
    """A file without what takes long to read: themes, fonts, pictures, a hundred styles."""
    kept = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", _RELATIONS)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for name in kept:
            part = old.read(name)
            if name.endswith(".rels"):
                part = re.sub(rb'<Relationship [^>]*Target="(?!styles.xml|word/document.xml)[^>]*>', b"", part)
            elif name == "word/styles.xml":
                part = re.sub(rb"<w:latentStyles.*</w:latentStyles>", b"", part, flags=re.DOTALL)
                styles = list(re.finditer(rb"<w:style .*?</w:style>", part, re.DOTALL))
                part = part[: styles[3].end()] + part[styles[-1].end() :]
            new.writestr(name, part)
    return out.getvalue()


def _document(name: str):
    """What can be read of a bilingual document is written to a file that reads as the same document."""
    from translate import files
    from translate.errors import DocumentError, EncodingError

    module = import_module(f"translate.formats.{name}")
    written = module.dumps(_bilingual())
    if name == "docx":
        names = ("word/document.xml", "customXml/wortlaut.xml", _RELATIONS)
        seeds, zipped = _word_parts(written, names)
    else:
        seeds = [written.encode()]

    def check(data: bytes) -> None:
        try:
            given = zipped(data) if name == "docx" else files.decode(_text(data), "f")
            found = module.loads(given, "f")
        except (DocumentError, EncodingError) as error:
            _one_line(error)
            return
        assert module.loads(module.dumps(found), "f") == found
        if hasattr(module, "dumps_over"):
            again = module.loads(module.dumps_over(found, given), "f")
            assert replace(again, obsolete=()) == replace(found, obsolete=())

    return seeds, check


def _bilingual():
    """A document with a segment of every state, a term, a link and a finding."""
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
    )  # fmt: skip

    term = TermResult("Rat", "council", TermState.ENFORCED, "exact", Span(4, 7), Span(4, 11), "prefix", "a.po:3")
    finding = Finding("numbers", Severity.ERROR, "the number 5 is missing", Span(0, 3), None)
    first = Segment(1, 1, BlockKind.HEADING, 0, "Der Rat", "The council", score=-0.5, terms=(term,),
                    links=(Link(0, 3, 0, 3),), findings=(finding,))  # fmt: skip
    second = Segment(2, 1, BlockKind.PARAGRAPH, 9, "Ja\x0b.", 'Yes "so".', "\n\n", "\n", SegmentState.REVIEWED)
    gone = Segment(3, 1, BlockKind.PARAGRAPH, 0, "Weg.", "Gone.", state=SegmentState.REVIEWED)
    return BilingualDocument("a.txt", (first, second), "wortlaut:1", (gone,))


def _foreign():
    from translate.errors import InputError
    from translate.formats import foreign

    path = Path(tempfile.mkdtemp()) / "f"

    def check(data: bytes) -> None:
        path.write_bytes(_text(data))
        try:
            found = foreign.pairs(path)
        except InputError as error:
            _one_line(error)
            return
        assert all(german.strip() and english.strip() for german, english in found)

    seeds = [import_module(f"translate.formats.{name}").dumps(_bilingual()) for name in ("tmx", "xliff", "xliff12")]
    return [seed.encode() for seed in seeds], check


def _glossary():
    """The fast reader says what polib says; the text reader writes back what it has read."""
    import polib

    from glossary import pofile, poread
    from glossary.errors import GlossaryError
    from glossary.exchange import weblate
    from glossary.potext import PoText
    from tests.glossary.exchange.samples import TERMS

    path = Path(tempfile.mkdtemp()) / "f.po"

    def check(data: bytes) -> None:
        data = _text(data)
        path.write_bytes(data)
        found = []
        for read in (lambda: pofile.load(path), lambda: PoText.open(path).terms()):
            try:
                found.append(read())
            except GlossaryError as error:
                _one_line(error)
                found.append(None)
        text = data.decode("utf-8", "ignore").removeprefix("\ufeff")
        plain = poread.read(text)
        # polib on its own takes more than line ends for line ends.
        if plain is not None and found[0] is not None and not re.search("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text):
            slow = [entry for entry in polib.pofile(text + "\n\n", encoding="utf-8") if not entry.obsolete]
            assert [(e.msgid, e.msgstr, e.msgctxt) for e in plain] == [(e.msgid, e.msgstr, e.msgctxt) for e in slow]
        if found[0] is not None and found[1] is not None:
            assert [replace(t, line=0, path="") for t in found[0]] == [replace(t, line=0, path="") for t in found[1]]

    own = """msgid ""\nmsgstr ""\n"Language: en\\n"\n
# note: NATO
# accept: a; b
#, noun, exact
msgctxt "x"
msgid "Haus"
msgid_plural "Häuser"
msgstr[0] "house"
msgstr[1] "houses"\n
#~ msgid "Alt"
#~ msgstr "old"
"""
    return [own.encode(), weblate.dumps(TERMS, None, ".po").text.encode()], check


def _exchange(name: str):
    """What is read of a glossary of another program, and written without a loss, reads as the same entries."""
    from glossary.errors import GlossaryError
    from glossary.exchange import Layout
    from tests.glossary.exchange.samples import TERMS, plain

    module = import_module(f"glossary.exchange.{name}")
    layouts = {
        "table": [(Layout.FULL, ".csv"), (Layout.FULL, ".tsv")], "tbx": [(Layout.TBX3, ""), (Layout.TBX2, "")],
        "weblate": [(Layout.WEBLATE, ".po")],
    }[name]  # fmt: skip

    def check(data: bytes) -> None:
        try:
            found = module.loads(_text(data), "f")
        except GlossaryError as error:
            _one_line(error)
            return
        for layout, suffix in layouts if found.terms else ():
            made = module.dumps(found.terms, layout, suffix)
            if not made.losses:
                again = module.loads(made.text.encode(), "f")
                assert plain(again.terms) == plain(found.terms), f"{layout}: {again.losses}"

    return [module.dumps(TERMS, *layout).text.encode() for layout in layouts], check


if __name__ == "__main__":
    main()
