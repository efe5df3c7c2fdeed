"""``wortlaut evaluate``: quality, terms and time on a test set, with and without the glossary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.errors import UsageError

if TYPE_CHECKING:
    from translate.evaluate import Quality, Report

__all__ = ["evaluate", "show"]

_SHIPPED = Path(__file__).parents[1] / "glossary" / "news.po"


def evaluate(
    source: Annotated[
        str | None, typer.Option("--source", metavar="FILE", help="German text, one segment a line.")
    ] = None,
    reference: Annotated[
        str | None, typer.Option("--reference", metavar="FILE", help="Its translation by a person, line by line.")
    ] = None,
    terms: Annotated[
        str | None,
        typer.Option(
            "--terms", metavar="FILE",
            help="Term set instead of the two texts: a JSON object a line, with de, en and terms, a list of {de, en}.",
        ),
    ] = None,
    glossary: Annotated[
        list[Path] | None,
        typer.Option("--glossary", metavar="FILE", help="Glossary (PO). Default: the shipped one. Repeatable."),
    ] = None,
    random_terms: Annotated[
        bool,
        typer.Option("--random-terms", help="Give each line of a term set the terms of another one: none may be used."),
    ] = False,
    stages: Annotated[
        str | None,
        typer.Option(
            "--stages", metavar="LIST",
            help="What to try where a term does not hold, comma-separated: markup, prefix, splice; "
            "none for the beam alone. Default: all.",
        ),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Use the first lines only.")] = None,
    model: Annotated[
        str,
        typer.Option(
            "--model", metavar="PATH_OR_HUB_ID", help="MarianMT folder or hub name. Default: the bundled model.",
            show_default=False,
        ),
    ] = "",
    beams: Annotated[int, typer.Option("--beams", min=1, max=32, help="Beam width.")] = 4,
    misses: Annotated[
        int, typer.Option("--misses", metavar="N", min=0, help="Show N segments whose terms do not hold.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Measure the translation of a test set, with and without its terms.

    Exits with 1 if a sentence without terms comes out otherwise because there is a glossary.

    Example: wortlaut evaluate --source news.de --reference news.en
    """
    if (terms is None) == (source is None) or (source is None) != (reference is None):
        raise UsageError("give --source and --reference, or --terms alone")
    if terms is not None and glossary:
        raise UsageError("--terms brings its own glossary; leave --glossary out")
    if random_terms and terms is None:
        raise UsageError("--random-terms needs --terms")
    chosen = _stages(stages)
    from glossary import pofile
    from translate import testset
    from translate.evaluate import evaluate as measure
    from translate.marian import BUNDLED, Marian

    entries = ()
    if terms is not None:
        examples = testset.read_terms(terms, limit)
        if random_terms:
            examples = testset.shuffled(examples)
    else:
        examples = testset.read_pairs(source, reference, limit)
        entries = pofile.combine(*[pofile.load(path) for path in glossary or [_SHIPPED]])
    marian = Marian.load(model or BUNDLED)
    report = measure(examples, marian, entries, beams=beams, stages=chosen, loose=not random_terms)
    if as_json:
        print(json.dumps(report.plain(), ensure_ascii=False, indent=2))
    else:
        show(report, misses)
    if not report.identical:
        raise typer.Exit(1)


def _stages(given: str | None) -> tuple[str, ...]:
    from translate.enforce import STAGES

    if given is None:
        return STAGES
    names = [name.strip() for name in given.split(",") if name.strip()]
    if names == ["none"]:
        return ()
    unknown = [name for name in names if name not in STAGES]
    if unknown or not names:
        raise UsageError(f"--stages {given}: no such stage; give some of {', '.join(STAGES)}, or none")
    return tuple(name for name in STAGES if name in names)


def show(report: Report, misses: int = 0) -> None:
    """Print a report as tables."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    table = Table("segments", "", "BLEU", "chrF", "surface %", "accepted %", "unique %")
    for part in report.parts:
        title = f"{part.name}: {part.lines}, {part.terms} terms"
        rows = [("without", part.without), ("with", part.with_glossary), ("reference", part.reference)]
        for number, (name, quality) in enumerate(rows):
            table.add_row(title if number == 0 else "", name, *_cells(quality), end_section=name == "reference")
    console.print(table)
    mentions = ", ".join(f"{number} {state}" for state, number in report.mentions.items() if number)
    means = ", ".join(f"{number} by {name}" for name, number in report.means.items())
    share = 100 * report.redecoded / report.sentences
    fast, slow = report.without.words_per_second, report.with_glossary.words_per_second
    for name, text in (
        ("mentions", mentions or "none"),
        ("enforced", means or "none"),
        ("placed loosely", f"{report.loose} terms that a glossary would not find in the German"),
        ("false enforcement", f"{report.false_enforcement} enforced where the reference has no accepted rendering"),
        ("decoded again", f"{report.redecoded} of {report.sentences} sentences ({share:.1f} %)"),
        ("words a second", f"{fast:.0f} without, {slow:.0f} with; processor time × {report.slowdown:.2f}"),
        ("without mentions", "identical" if report.identical else "NOT identical with and without the glossary"),
        ("signature", report.signature),
    ):
        console.print(f"[bold]{name}[/bold]: {text}", soft_wrap=True)
    for miss in report.misses[:misses]:
        console.print()
        for name, text in miss.items():
            if isinstance(text, list):
                text = "; ".join(f"{t['de']} = {t['en']}" for t in text)
            if text:
                console.print(f"{name:>10}  {text}", markup=False, soft_wrap=True)


def _cells(quality: Quality) -> list[str]:
    figures = (quality.bleu, quality.chrf, quality.surface, quality.accepted, quality.unique)
    return ["-" if figure is None else f"{figure:.1f}" for figure in figures]
