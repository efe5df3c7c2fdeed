"""Load time, words a second with and without the glossary, peak memory.

    python -m benchmarks.speed [ARTICLE...] [--model PATH] [--beams N] [--repeat N]

Words are German words between blanks; of several repetitions the fastest counts. Seconds are by the clock on
the wall, so that nothing else should run beside it.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from pathlib import Path

SEED = Path(__file__).parents[1] / "seeds" / "dpa-2025-08-17-ukraine-summit.txt"
GLOSSARY = Path(__file__).parents[1] / "glossary" / "news.po"


def main() -> None:
    """Measure, and print a line a figure."""
    start = time.perf_counter()
    from glossary import pofile
    from translate import wire
    from translate.marian import BUNDLED, Marian
    from translate.pipeline import Translator

    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="*", type=Path, default=[SEED])
    parser.add_argument("--model", default=str(BUNDLED))
    parser.add_argument("--beams", type=int, default=4)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    marian = Marian.load(given.model)
    loaded = time.perf_counter() - start
    articles = [wire.parse(path.read_text(encoding="utf-8"), path.name) for path in given.articles]
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in given.articles)
    seconds = {}
    for name, terms in (("without", ()), ("with", pofile.load(GLOSSARY))):
        translator = Translator(marian, terms, beams=given.beams)
        translator.translate(articles)  # what is slow the first time is not what is measured
        times = []
        for _ in range(given.repeat):
            start = time.perf_counter()
            translator.translate(articles)
            times.append(time.perf_counter() - start)
        seconds[name] = min(times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    threads = os.environ.get("OMP_NUM_THREADS", "as many as there are cores")
    print(f"imports and model:       {loaded:.2f} s")
    for name, value in seconds.items():
        print(f"{name + ' glossary:':<24} {value:.2f} s, {words / value:.0f} words a second")
    print(f"with over without:       {seconds['with'] / seconds['without']:.2f}")
    print(f"peak memory:             {peak:.0f} MiB")
    print(f"signature:               {translator.signature}|words:{words}|threads:{threads}")


if __name__ == "__main__":
    main()
