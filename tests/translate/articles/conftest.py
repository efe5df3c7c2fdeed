"""A translator of words: what a dictionary knows, in its order, each word linked with its own."""

from dataclasses import replace

import pytest

from glossary.words import words
from translate import articles
from translate.document import BilingualDocument, Link, Segment


def translation(article, translate, links=None) -> BilingualDocument:
    """A document of an article, a segment a block; words are linked one by one where their numbers agree."""
    segments = []
    for number, block in enumerate(article.blocks, 1):
        target = translate(block.text)
        german, english = words(block.text), words(target)
        if links is None:
            pairs = zip(german, english, strict=True) if len(german) == len(english) else ()
        else:
            pairs = [(german[a], english[b]) for a, b in links]
        linked = tuple(Link(a.start, a.end, b.start, b.end) for a, b in pairs)
        segments.append(Segment(number, 1, block.kind, block.start, block.text, target, block.before, links=linked))
    if segments:
        segments[-1] = replace(segments[-1], after=article.after)
    return BilingualDocument(article.name, tuple(segments))


@pytest.fixture
def translated(tmp_path):
    """Write a file, read it as an article, and return it in upper case, or as a function has it."""

    def run(name: str, data: str | bytes, translate=str.upper, links=None) -> bytes:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        source = articles.read(str(path))
        return source.render(translation(source.article, translate, links))

    return run


@pytest.fixture
def texts(tmp_path):
    """Write a file and return the texts of the article in it, with their kinds."""

    def run(name: str, data: str | bytes) -> list[tuple[str, str]]:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return [(str(block.kind), block.text) for block in articles.read(str(path)).article.blocks]

    return run
