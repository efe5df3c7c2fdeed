"""Write ``terms.md``: what each combination of stages makes of term sets.

    python -m benchmarks.terms SET.jsonl... [--limit N] [--beams N] [--model PATH] [-o FILE]

A set has a JSON object a line, with ``de``, ``en`` and ``terms``, a list of ``{"de", "en"}``. Nothing else
should run beside it: times are of the processor, but caches are shared.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from translate.enforce import STAGES
from translate.evaluate import Quality, Report, evaluate, sweep
from translate.marian import BUNDLED, Marian
from translate.testset import read_terms, shuffled

COMBINATIONS = [(), ("splice",), ("markup",), ("prefix",), ("markup", "prefix"), STAGES]
HEAD = [
    "stages", "BLEU", "chrF", "surface %", "accepted %", "unique %", "kept", "enforced", "missed", "absent",
    "decoded again %", "time ×",
]  # fmt: skip


def main() -> None:
    """Measure the sets named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.terms", description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", metavar="SET.jsonl")
    parser.add_argument("--limit", type=int, help="use the first lines only")
    parser.add_argument("--beams", type=int, default=4)
    parser.add_argument("--model", default=str(BUNDLED))
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).with_name("terms.md"))
    given = parser.parse_args()
    marian = Marian.load(given.model)
    names = [Path(name).name for name in given.sets]
    options = [f"--limit {given.limit}"] * bool(given.limit)
    parts = [
        "# Terms\n",
        f"Made by `python -m benchmarks.terms {shlex.join(names)}{' '.join(['', *options])}`. All figures are of all",
        "segments of a set; the columns are explained in `translate/evaluate.py`. *time ×* is processor time with the",
        "glossary over that without. *plain* is the model without glossary, *beam* takes what the beam offers.\n",
    ]
    for name in given.sets:
        examples = read_terms(name, given.limit)
        reports = sweep(examples, marian, beams=given.beams, stages=COMBINATIONS)
        parts.append(f"## {Path(name).stem}\n\n{table(reports)}\n")
        foreign = evaluate(shuffled(examples), marian, beams=given.beams, loose=False)
        parts += [summary(reports[COMBINATIONS.index(STAGES)]), random_terms(foreign)]
        print("\n".join(parts[-3:]), file=sys.stderr, flush=True)
        given.output.write_text("\n".join(parts), encoding="utf-8")


def table(reports: list[Report]) -> str:
    """A row for the model alone and one for each combination of stages."""
    first = reports[0].parts[0]
    rows = [["plain", *_quality(first.without), *[""] * 4, "0.0", "1.00"]]
    for report, stages in zip(reports, COMBINATIONS, strict=True):
        mentions = report.mentions
        rows.append(
            ["+".join(("beam", *stages)), *_quality(report.parts[0].with_glossary)]
            + [str(mentions[state]) for state in ("kept", "enforced", "missed", "absent")]
            + [f"{100 * report.redecoded / report.sentences:.1f}", f"{report.slowdown:.2f}"]
        )
    rows.append(["reference", *_quality(first.reference), *[""] * 6])
    return "\n".join("| " + " | ".join(row) + " |" for row in [HEAD, ["---"] * len(HEAD), *rows])


def _quality(quality: Quality) -> list[str]:
    figures = (quality.bleu, quality.chrf, quality.surface, quality.accepted, quality.unique)
    return ["" if figure is None else f"{figure:.1f}" for figure in figures]


def summary(report: Report) -> str:
    """What the table leaves out, of all stages together."""
    parts = {part.name: part for part in report.parts}
    bearing = parts.get("with mentions", report.parts[0])
    gains = [b - a for a, b in zip(*((q.bleu, q.chrf) for q in (bearing.without, bearing.with_glossary)), strict=True)]
    return (
        f"All stages: {bearing.lines} of {parts['all'].lines} segments have mentions; there BLEU {gains[0]:+.1f}, chrF "
        f"{gains[1]:+.1f}. Enforced by {', '.join(f'{by} {n}' for by, n in report.means.items()) or 'nothing'}. "
        f"{report.loose} terms were placed loosely. Segments without mentions are "
        f"{'identical' if report.identical else 'NOT identical'}. {report.without.words_per_second:.0f} words a second "
        f"without, {report.with_glossary.words_per_second:.0f} with the glossary.\n\n`{report.signature}`\n"
    )


def random_terms(report: Report) -> str:
    """What came of terms that belong to other sentences."""
    total, mentions = report.parts[0].terms, report.mentions
    return (
        f"With the terms of another segment each ({total} terms): {mentions['absent']} stand nowhere, "
        f"{mentions['kept']} kept, {mentions['enforced']} enforced, {mentions['missed']} missed; segments without "
        f"mentions are {'identical' if report.identical else 'NOT identical'}.\n"
    )


if __name__ == "__main__":
    main()
