"""How long each verb of ``wortlaut glossary`` takes on the shipped glossary, start and end of the process included.

    python -m benchmarks.verbs                        # median time, processor time and memory of five runs
    python -m benchmarks.verbs --baseline CHECKOUT    # the same for another checkout in turn, and the ratio

The ratio is that of processor time, which other work on the machine changes least. `suggest` is asked without a
model. A verb that writes does so to a copy of the glossary.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parent.parent
_RUN = "from translate.cli import main; main()"
_SEED = "seeds/dpa-2025-08-17-ukraine-summit.txt"
_NEWS = "glossary/news.po"
_VERBS = (
    ("list", "Bündnisfall"),
    ("stats",),
    ("show", "Bündnisfall"),
    ("show", "Bündnisfall", "--forms"),
    ("show", "Bündnisfall", _SEED),
    ("add", "Drohnenzaun", "drone fence", "--glossary", "{copy}"),
    ("edit", "Bündnisfall", "--english", "alliance event", "--glossary", "{copy}"),
    ("remove", "Bündnisfall", "--glossary", "{copy}"),
    ("check",),
    ("check", "--fix", "{copy}"),
    ("check", "--against", "{document}"),
    ("suggest", _SEED),
    ("suggest", "--from", "{document}"),
    ("import", "{table}", "--glossary", "{copy}"),
    ("export", "{folder}/out.csv"),
    ("diff", _NEWS, "{copy}"),
    ("merge", _NEWS, "{copy}", "-o", "{folder}/both.po"),
)


class Cost(NamedTuple):
    """Seconds on the clock and of processor time, and the most memory in MB."""

    wall: float
    processor: float
    memory: float


def cost(verb: tuple[str, ...], root: Path, document: str) -> Cost:
    """Run a verb in a checkout; return what it took."""
    with tempfile.TemporaryDirectory() as folder:
        copy, table = Path(folder, "copy.po"), Path(folder, "in.csv")
        shutil.copy(root / _NEWS, copy)
        table.write_text("Drohnenzaun,drone fence\n", encoding="utf-8")
        given = [part.format(copy=copy, table=table, folder=folder, document=document) for part in verb]
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", _RUN, "glossary", *given],
            cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(verb)}: {process.stderr.read()}")
        process.stderr.close()
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def middle(costs: list[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*map(median, zip(*costs, strict=True)))


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--baseline", type=Path, metavar="CHECKOUT")
    parser.add_argument("--document", metavar="FILE", help="what translate has made of the seed, as JSON lines")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    roots = [_ROOT] if options.baseline is None else [options.baseline.resolve(), _ROOT]
    print(("   s   cpu s    MB   " * len(roots)) + ("  ratio  " if len(roots) > 1 else "") + "verb")
    with tempfile.TemporaryDirectory() as folder:
        document = options.document
        if document is None:
            document = str(Path(folder, "seed.jsonl"))
            command = [sys.executable, "-c", _RUN, "translate", _SEED, "-o", document, "--quiet"]
            subprocess.run(command, cwd=_ROOT, check=True, stderr=subprocess.DEVNULL)
        for verb in _VERBS:
            for root in roots:  # not measured: Python may have to compile
                cost(verb, root, document)
            runs = [[cost(verb, root, document) for root in roots] for _ in range(options.runs)]
            found = [middle(list(costs)) for costs in zip(*runs, strict=True)]
            text = "".join(f"{c.wall:5.2f} {c.processor:6.2f} {c.memory:6.0f}   " for c in found)
            ratio = f"{found[-1].processor / found[0].processor:6.2f}   " if len(found) > 1 else ""
            print(f"{text}{ratio}{' '.join(verb)}", flush=True)


if __name__ == "__main__":
    main()
