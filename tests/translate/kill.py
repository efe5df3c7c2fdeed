"""Kill the command at random points and look at what it has left; a program of its own, because it forks.

    python kill.py FOLDER KILLS SEED

After every kill each file there is whole, and what the manifest calls finished is there and is not written
again; what was reviewed stands in its file. In the end all is as an undisturbed run leaves it. Prints the
number of kills that hit a running command, and of those after which something was left to do.
"""

import os
import random
import shutil
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.translate.fake import Fake
from translate import batch, cli, formats
from translate.document import SegmentState
from translate.manifest import NAME
from translate.marian import Marian
from translate.pipeline import Translator
from translate.wire import parse

_ARTICLES = 16
_APPROVED = "Approved by a person."


def start(arguments: list[str], pause: float = 0.001) -> int:
    """Run the command in a process of its own; return its id."""
    process = os.fork()
    if process:
        return process
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    Marian.load = classmethod(lambda cls, name: Fake(pause))
    sys.argv = ["wortlaut", *arguments]
    try:
        cli.main()
    except SystemExit as left:
        os._exit(left.code or 0)
    except BaseException:
        os._exit(70)
    os._exit(0)


def wait(process: int) -> int:
    """Return the exit code of a process, negative if a signal has ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def articles(folder: Path) -> None:
    """Write articles of one to twelve sentences, some of them in a folder below."""
    for number in range(_ARTICLES):
        path = folder / ("sub" if number % 5 == 0 else "") / f"a{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        sentences = [f"Satz {n} von Artikel {number} ist da." for n in range(1 + number % 12)]
        path.write_text(" ".join(sentences) + "\n", "utf-8")


def reviewed(source: Path, output: Path) -> None:
    """Put a reviewed translation of an earlier version of some articles where the command will write."""
    for path in sorted(source.rglob("*.txt"))[::3]:
        (found,) = Translator(Fake()).translate([parse("Vorspann hier. " + path.read_text("utf-8"), path.name)])
        first, second, *rest = found.segments
        done = [replace(s, target=_APPROVED, state=SegmentState.REVIEWED) for s in (first, second)]
        target = output / path.relative_to(source).with_suffix(".po")
        target.parent.mkdir(parents=True, exist_ok=True)
        formats.write(found.with_segments((*done, *rest)), target)


def contents(folder: Path) -> dict[str, bytes]:
    """What stands in the files, the manifest left out."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*") if path.is_file() and path.name != NAME
    }  # fmt: skip


def finished(folder: Path) -> dict[str, list[int]]:
    """The articles that the manifest calls finished, with the inodes of their files."""
    import json

    found = {}
    for line in (folder / NAME).read_bytes().split(b"\n") if (folder / NAME).exists() else ():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        paths = [(folder / entry["article"]).with_suffix(suffix) for suffix in entry["outputs"]]
        found[entry["article"]] = [path.stat().st_ino for path in paths]
    return found


def look(output: Path, expected: dict[str, bytes], before: dict[str, list[int]], old: dict[str, bytes]) -> bool:
    """Hold what a kill has left against the promises; return whether all is done."""
    left = contents(output)
    for name, data in left.items():
        if not Path(name).name.startswith("."):
            assert data in (expected[name], old.get(name)), f"{name} is neither the old file nor the new one"
    for name in old:
        assert _APPROVED.encode() in left[name], f"{name} has lost what was reviewed"
    now = finished(output)
    assert before.items() <= now.items(), "what was finished has been written again"
    return set(expected) <= set(left) and len(now) == _ARTICLES


def main(folder: Path, kills: int, seed: int) -> None:
    """Kill until that many kills have hit."""
    batch._SENTENCES = 10
    chance = random.Random(seed)
    source, whole, output = folder / "in", folder / "whole", folder / "out"
    articles(source)
    reviewed(source, whole)
    old = contents(whole)
    command = ["translate", str(source), "--no-glossary", "--quiet", "--format", "po,jsonl", "-o"]
    began = time.monotonic()
    assert wait(start([*command, str(whole)])) == 0
    duration = time.monotonic() - began
    expected = contents(whole)
    hit = open_ends = 0
    while hit < kills:
        shutil.rmtree(output, ignore_errors=True)
        reviewed(source, output)
        done, before = False, {}
        while not done and hit < kills:
            process = start([*command, str(output)])
            time.sleep(chance.uniform(0, duration / 2))
            os.kill(process, signal.SIGKILL)
            hit += wait(process) == -signal.SIGKILL
            done = look(output, expected, before, old)
            open_ends += not done
            before = finished(output)
        assert wait(start([*command, str(output)], 0)) == 0
        assert look(output, expected, before, old)
        assert contents(output) == expected, "the end differs from an undisturbed run"
    print(hit, open_ends)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
