"""A small article under review, its files, and a server for a real browser."""

from __future__ import annotations

import importlib.util
import os
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from glossary import pofile
from translate import formats
from translate.document import BilingualDocument, BlockKind, Link, Segment
from translate.judge import Judge
from translate.review.desk import Desk
from translate.review.machine import Alternative

GLOSSARY = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

# note: NATO treaty, Article 5
#, noun
msgid "Bündnisfall"
msgid_plural "Bündnisfälle"
msgstr[0] "collective defense case"
msgstr[1] "collective defense cases"

#, noun, forbidden
msgctxt "never"
msgid "Bündnisfall"
msgstr "alliance case"

#, name
msgid "Kremlchef"
msgstr "Kremlin leader"

#, name
msgid "Nato-Rat"
msgstr "NATO council"
"""

FOREIGN = """\
# Translated by hand.
msgid ""
msgstr ""
"Project-Id-Version: Haus 1.0\\n"
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

# Anna: please look again
#. from the layout
#: seite.html:12
#, fuzzy, c-format
#| msgid "Der Kremlchef kam."
msgid "Der Kremlchef geht."
msgstr "The Kremlin leader comes."

# keep me
msgid ""
"Am 3. Mai kamen "
"12 Gäste."
msgstr ""
"On May 3, 12 "
"guests came."

msgid "Ein Gast"
msgid_plural "Gäste"
msgstr[0] "A guest"
msgstr[1] "Guests"

msgid "Noch nicht übersetzt\\n"
msgstr ""

#~ msgid "Alt"
#~ msgstr "Old"
"""


def links(source: str, target: str, *pairs: tuple[str, str]) -> tuple[Link, ...]:
    return tuple(
        sorted(
            Link(source.index(german), source.index(german) + len(german),
                 target.index(english), target.index(english) + len(english))
            for german, english in pairs
        )
    )  # fmt: skip


def article(parts) -> BilingualDocument:
    """A document of (block, sentence, kind, before, source, target, links, score) tuples."""
    segments, end = [], 0
    for block, sentence, kind, before, source, target, pairs, score in parts:
        end += len(before)
        segments.append(
            Segment(block, sentence, BlockKind(kind), end, source, target, before=before, score=score,
                    links=links(source, target, *pairs))
        )  # fmt: skip
        end += len(source)
    return BilingualDocument("gipfel.txt", tuple(segments), "wortlaut:test")


PARTS = [
    (1, 1, "heading", "", "Nato-Rat stellt Bündnisfall fest", "NATO council declares alliance case",
     [("Nato-Rat", "NATO"), ("Nato-Rat", "council"), ("stellt", "declares"), ("Bündnisfall", "alliance"),
      ("Bündnisfall", "case")], -0.5),
    (2, 1, "dateline", "\n\n", "KIEW (dpa) -", "KYIV (dpa) -", [], None),
    (2, 2, "paragraph", " ", "Der Kremlchef kam am 3. Mai.", "The boss came in May.",
     [("Der", "The"), ("Kremlchef", "boss"), ("kam", "came"), ("Mai", "May")], -1.2),
    (2, 3, "paragraph", " ", "Er blieb & <b>schwieg</b>.", "He stayed & <b>was silent</b>.",
     [("Er", "He"), ("blieb", "stayed"), ("schwieg", "silent")], -0.3),
    (3, 1, "paragraph", "\n\n", "Die Waffenruhe hielt.", "The truce held.",
     [("Die", "The"), ("Waffenruhe", "truce"), ("hielt", "held")], -0.2),
    (3, 2, "paragraph", " ", "Eine Waffenruhe 😀 ist kein Frieden.", "A truce 😀 is no peace.",
     [("Eine", "A"), ("Waffenruhe", "truce"), ("ist", "is"), ("kein", "no"), ("Frieden", "peace")], -0.2),
]  # fmt: skip


class FakeMachine:
    """Answers at once, and as every test expects."""

    loaded = True

    def alternatives(self, segment, judge):
        return self._judged(segment, judge, f"{segment.target[:-1]} indeed.", f"{segment.target[:-1]} again.")

    def with_rendering(self, segment, judge, source, rendering):
        return self._judged(segment, judge, f"The {rendering} came on May 3.")

    def translate(self, segments, judge):
        wanted = [judge.standing(segment)[0].term.target for segment in segments]
        texts = [s.target.replace("truce", w) for s, w in zip(segments, wanted, strict=True)]
        return [self._judged(s, judge, text)[0] for s, text in zip(segments, texts, strict=True)]

    def _judged(self, segment, judge, *texts):
        made = [judge.segment(replace(segment, target=text, links=(), score=-0.4, terms=())) for text in texts]
        return [Alternative(found, len(found.findings)) for found in made]


@pytest.fixture
def machine() -> FakeMachine:
    return FakeMachine()


@pytest.fixture
def make_article():
    """Makes a document of tuples; see `article`."""
    return article


@pytest.fixture
def glossary(tmp_path) -> Path:
    path = tmp_path / "house.po"
    path.write_text(GLOSSARY, encoding="utf-8")
    return path


@pytest.fixture
def judge(glossary) -> Judge:
    return Judge(pofile.load(glossary))


@pytest.fixture
def document(judge) -> BilingualDocument:
    return judge.document(article(PARTS))


@pytest.fixture(params=[".po", ".jsonl"])
def either(request, tmp_path, document) -> Path:
    """The article as a file, in both formats."""
    path = tmp_path / f"gipfel{request.param}"
    formats.write(document, path)
    return path


@pytest.fixture
def po(tmp_path, document) -> Path:
    path = tmp_path / "gipfel.po"
    formats.write(document, path)
    return path


@pytest.fixture
def foreign(tmp_path) -> Path:
    path = tmp_path / "haus.po"
    path.write_text(FOREIGN, encoding="utf-8")
    return path


@pytest.fixture
def desk(po, glossary, machine) -> Desk:
    return Desk([po], [], [glossary], machine)


# ------------------------------------------------------------------ a real browser

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()


def _missing() -> str:
    if not CHROMIUM.exists() or not DRIVER.exists():
        return "needs Debian's chromium and chromium-driver: apt-get install chromium chromium-driver"
    return "" if importlib.util.find_spec("selenium") else "needs selenium: pip install selenium"


@pytest.fixture(scope="session")
def browser():
    if reason := _missing():
        pytest.skip(reason)
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = Options()
        options.binary_location = str(CHROMIUM)
        for flag in [*FLAGS, f"--user-data-dir={profile}", "--window-size=1280,900", "--lang=en-US"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = Service(str(DRIVER), log_output=os.devnull)
        driver = webdriver.Chrome(options=options, service=service)
        try:
            yield driver
        finally:
            driver.quit()


@pytest.fixture
def serve():
    """Serve a desk in a thread; returns the address."""
    import uvicorn

    from translate.review.app import application
    from translate.review.serve import bind

    running = []

    def start(desk: Desk) -> str:
        listener = bind(0)
        port = listener.getsockname()[1]
        config = uvicorn.Config(
            application(desk, "token", port), log_level="error", lifespan="off", ws="none", http="h11", loop="asyncio",
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        running.append((server, thread, listener))
        while not server.started:
            time.sleep(0.01)
        return f"http://127.0.0.1:{port}/token/"

    yield start
    for server, thread, listener in running:
        server.should_exit = server.force_exit = True
        thread.join(10)
        listener.close()
