"""A stand-in for the model, for tests of volume: words come out spelt backwards, at once.

As a program it is the command line with that model, in its worker processes too; each sentence takes as many
seconds as WORTLAUT_TEST_PAUSE says:

    python fake.py translate …
"""

import os
import re
import sys
import time
from pathlib import Path

if __name__ in ("__main__", "__mp_main__"):
    sys.path.insert(0, str(Path(__file__).parents[2]))

from translate.document import Span
from translate.marian import Assessment, Hypothesis, Marian

_WORD = re.compile(r"[^\W\d_]+")


class Fake:
    """What the pipeline wants of `Marian`."""

    name = "fake"
    knows_terms = True

    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause
        self.asked: list[str] = []

    def fits(self, text: str) -> bool:
        return len(text) <= 2000

    comfortable = fits

    def hypothesis(self, text: str) -> Hypothesis:
        return Hypothesis(text, (1,), (Span(0, len(text)),))

    def translate(self, requests, *, beams=4, alternatives=1, no_repeat=0, progress=None):
        found = []
        for request in requests:
            time.sleep(self.pause)
            self.asked.append(request.text)
            parts, position = [], 0
            for mark in request.marks:
                parts += [english(request.text[position : mark.span.start]), mark.target]
                position = mark.span.end
            found.append([self.hypothesis("".join([*parts, english(request.text[position:])]))])
            if progress:
                progress(1)
        return found

    def assess(self, pairs):
        return [Assessment(-0.5, ()) for _ in pairs]


def english(text: str) -> str:
    """Return what the stand-in makes of German."""
    return _WORD.sub(lambda word: word.group()[::-1], text)


if __name__ in ("__main__", "__mp_main__"):
    model = Fake(float(os.environ.get("WORTLAUT_TEST_PAUSE", "0")))
    Marian.load = classmethod(lambda cls, name: model)

if __name__ == "__main__":
    import signal

    from translate import cli

    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background
    cli.main()
