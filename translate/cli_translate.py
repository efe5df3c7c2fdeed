"""The command ``wortlaut translate``: an article on the terminal or into files, many articles into a folder."""

from __future__ import annotations

import signal
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from translate.errors import UsageError

__all__ = ["register", "translate"]

_SHIPPED = Path(__file__).parents[1] / "glossary" / "news.po"


class Quotes(StrEnum):
    """Quotation marks in the English."""

    STRAIGHT = "straight"
    TYPOGRAPHIC = "typographic"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(translate)


def translate(
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARTICLE...", show_default=False,
            help="German texts: files, folders, globs in quotes; - reads standard input.",
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "-o", "--output", metavar="FILE|FOLDER",
            help="Write the result. A file: the suffix says how, repeatable. A folder: one file an article and format.",
        ),
    ] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Formats to write to a folder, such as po,html.")
    ] = "",
    glossary: Annotated[
        list[Path] | None,
        typer.Option(
            "--glossary", metavar="FILE",
            help="Glossary (PO) to use beside the shipped one. Repeatable; later files win.",
        ),
    ] = None,
    no_glossary: Annotated[
        bool, typer.Option("--no-glossary", help="Leave the shipped glossary out.")
    ] = False,
    memory: Annotated[
        list[Path] | None,
        typer.Option(
            "--memory", metavar="FILE|FOLDER",
            help="Reviewed documents: sentences found there are taken over as reviewed. Repeatable; newer files win.",
        ),
    ] = None,
    fuzzy: Annotated[
        int,
        typer.Option(
            "--fuzzy", min=50, max=100,
            help="Show reviewed sentences that are alike by this many percent as a suggestion; 100 for none.",
        ),
    ] = 80,
    update: Annotated[
        Path | None,
        typer.Option(
            "--update", metavar="FILE",
            help="Translation of an earlier version of the article: only sentences that have changed are translated.",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if a mention is missed or a forbidden rendering used.")
    ] = False,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help="Stop at the first article that cannot be translated.")
    ] = False,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", min=1, max=64,
            help="Processes for a folder, each with the model on one core; faster where cores are free.",
        ),
    ] = 1,
    watch: Annotated[
        Path | None,
        typer.Option("--watch", metavar="FOLDER", help="Translate what is moved into a folder, until interrupted."),
    ] = None,
    model: Annotated[
        str,
        typer.Option(
            "--model", metavar="PATH_OR_HUB_ID", show_default=False,
            help="MarianMT folder, or a name on the Hugging Face hub such as Helsinki-NLP/opus-mt-de-en. "
            "Default: the bundled model.",
        ),
    ] = "",
    beams: Annotated[int, typer.Option("--beams", min=1, max=32, help="Beam width.")] = 4,
    quotes: Annotated[Quotes, typer.Option("--quotes", help="Quotation marks in the English.")] = Quotes.STRAIGHT,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", help="Encoding of the articles, where it is not UTF-8 and has no mark."),
    ] = None,
    view: Annotated[
        bool, typer.Option("--view", help="Print side by side even where the output is no terminal, or goes to files.")
    ] = False,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print the summary as JSON instead of the article; into a folder, line by line.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary, no warnings.")] = False,
) -> None:
    """Translate articles.

    On a terminal the article is shown side by side; into a file or a pipe goes the plain English. What has
    been reviewed in an output that is there already is kept word for word. A run that writes to a folder
    goes on where it was interrupted.

    Example: wortlaut translate article.txt -o article.html -o article.po

    Example: wortlaut translate incoming -o translated --format po,html
    """  # fmt: skip
    from translate import inputs
    from translate.run import Run

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service that is stopped ends as with Ctrl+C
    names, outputs = articles or [], list(dict.fromkeys(Path(name) for name in output or []))
    if not names and watch is None:
        raise UsageError("no ARTICLE given; name a German text file, or - for standard input")
    run = Run(
        glossary=[*([] if no_glossary else [_SHIPPED]), *(glossary or [])], model=model, beams=beams,
        quotes=quotes.value, memory=memory or [], fuzzy=fuzzy, update=update, encoding=encoding, strict=strict,
        view=view, as_json=as_json, quiet=quiet, fail_fast=fail_fast, processes=jobs,
    )  # fmt: skip
    into_folder = bool(format) or any(name.endswith("/") or Path(name).is_dir() for name in output or [])
    if watch is not None or into_folder or any(map(inputs.several, names)):
        if len(outputs) != 1:
            what = watch or next(iter(filter(inputs.several, names)), names[0] if names else "")
            raise UsageError(f"{what}: give one folder for the translations, such as -o translated/ --format po,html")
        run.folder(names, outputs[0], _suffixes(format), watch)
    elif len(names) > 1 and outputs:
        raise UsageError("several articles do not fit into a file; give a folder, such as -o translated/ --format po")
    else:
        run.files(names, outputs)


def _suffixes(given: str) -> list[str]:
    """The suffixes that ``--format`` names."""
    from translate import formats

    found = [f".{name.strip().lower().removeprefix('.')}" for name in (given or "po").split(",") if name.strip()]
    for suffix in found:
        if suffix not in formats.SUFFIXES:
            known = ",".join(s[1:] for s in formats.SUFFIXES)
            raise UsageError(f"--format {given}: there is no format {suffix[1:]}; use some of {known}")
    return list(dict.fromkeys(found))
