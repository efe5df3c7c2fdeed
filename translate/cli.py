"""The command line: options to calls, errors to messages."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from glossary.errors import GlossaryError
from translate.errors import UsageError, WortlautError, exit_code

__all__ = ["app", "main"]

app = typer.Typer(
    name="wortlaut",
    help="German news-agency copy in, English out, with a glossary whose every mention is accounted for.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

SHIPPED_GLOSSARY = Path(__file__).parents[1] / "glossary" / "news.po"


class Quotes(StrEnum):
    """Quotation marks in the English."""

    STRAIGHT = "straight"
    TYPOGRAPHIC = "typographic"


ModelOption = Annotated[
    str,
    typer.Option(
        "--model",
        metavar="PATH_OR_HUB_ID",
        help="MarianMT folder, or a name on the Hugging Face hub such as Helsinki-NLP/opus-mt-de-en. "
        "Default: the bundled model.",
        show_default=False,
    ),
]


@app.command()
def translate(
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE...", help="German text files; - reads standard input.")
    ],
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o", "--output", metavar="FILE",
            help="Write the result; the suffix says how: .txt .po .html .tsv .jsonl .md. Repeatable.",
        ),
    ] = None,
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
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if a mention is missed or a forbidden rendering used.")
    ] = False,
    model: ModelOption = "",
    beams: Annotated[int, typer.Option("--beams", min=1, max=32, help="Beam width.")] = 4,
    quotes: Annotated[Quotes, typer.Option("--quotes", help="Quotation marks in the English.")] = Quotes.STRAIGHT,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", help="Encoding of the articles, where it is not UTF-8 and has no mark."),
    ] = None,
    view: Annotated[
        bool, typer.Option("--view", help="Print side by side even where the output is no terminal, or goes to files.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON instead of the article.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary, no warnings.")] = False,
) -> None:
    """Translate articles.

    On a terminal the article is shown side by side; into a file or a pipe goes the plain English.

    Example: wortlaut translate article.txt -o article.html -o article.po
    """
    from translate import files, formats, wire

    if not articles:
        raise UsageError("no article given; name a German text file, or - for standard input")
    outputs = output or []
    if len(articles) > 1 and outputs:
        raise UsageError("-o takes one article at a time; run the command once for each article")
    for path in outputs:
        formats.check_writable(path)
    terms = _terms(glossary or [], shipped=not no_glossary)
    parsed = []
    for name in articles:
        text = files.read_text(name, encoding)
        if not quiet and (hint := files.language_hint(text)):
            _say(f"{name}: {hint}")
        parsed.append(wire.parse(text, "-" if name == "-" else Path(name).name))

    documents = _translated(parsed, terms, model, beams, quotes, quiet)

    for path in outputs:
        formats.write(documents[0], path)
    _show(documents, outputs, as_json=as_json, view=view)
    from translate.report import sound, summary_line

    if not quiet and not as_json:
        for document in documents:
            prefix = f"{document.name}: " if len(documents) > 1 else ""
            _say(prefix + summary_line(document))
    if strict and not all(map(sound, documents)):
        raise typer.Exit(1)


def _translated(parsed, terms, model, beams, quotes, quiet):
    """Load the model and run the pipeline, with a progress bar where someone looks on."""
    from translate.marian import BUNDLED, Marian
    from translate.pipeline import Translator

    bar = None
    if not quiet and sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
    if bar is None:
        return Translator(Marian.load(model or BUNDLED), terms, beams=beams, quotes=quotes.value).translate(parsed)
    with bar:
        task = bar.add_task("loading the model", total=None)
        translator = Translator(Marian.load(model or BUNDLED), terms, beams=beams, quotes=quotes.value)
        return translator.translate(
            parsed,
            lambda done, total: bar.update(task, completed=done, total=total, description="translating sentences"),
        )


def _show(documents, outputs, *, as_json: bool, view: bool) -> None:
    """Print what the command prints on standard output."""
    if as_json:
        from translate.report import summary

        print(json.dumps([summary(document) for document in documents], ensure_ascii=False, indent=2))
        return
    if view or (sys.stdout.isatty() and not outputs):
        from rich.console import Console

        from translate.view import show

        for document in documents:
            show(document, Console())
    elif not outputs:
        for document in documents:
            sys.stdout.write(document.target)


def _terms(paths: list[Path], *, shipped: bool):
    from glossary import pofile

    given = ([SHIPPED_GLOSSARY] if shipped else []) + paths
    return pofile.combine(*[pofile.load(path) for path in given])


@app.command("model")
def model_command(
    model: Annotated[
        str, typer.Argument(metavar="[PATH_OR_HUB_ID]", help="Default: the bundled model.", show_default=False)
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show which model is in use: source, size, licence, term mark-up, measured scores.

    Example: wortlaut model Helsinki-NLP/opus-mt-de-en
    """
    from translate.marian import BUNDLED, Marian
    from translate.modelcard import describe

    facts = describe(Marian.load(model or BUNDLED))
    if as_json:
        print(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    width = max(map(len, facts))
    for name, value in facts.items():
        print(f"{name:<{width}}  {value}")


def _say(message: str) -> None:
    print(message, file=sys.stderr)


_INTERRUPTED = 130
_WrongUsage = typer.BadParameter.__base__  # of the click that typer brings along, which has no public name


def main() -> None:
    """Run the command line; errors of ours end in one line and their exit code."""
    try:
        code = app(standalone_mode=False)
    except (WortlautError, GlossaryError) as error:
        _say(f"wortlaut: {error}")
        code = exit_code(error)
    except _WrongUsage as error:
        message = error.format_message().rstrip(".").replace("\n", " ")
        context = getattr(error, "ctx", None)
        _say(f"wortlaut: {message}; see {context.command_path if context else 'wortlaut'} --help")
        code = UsageError.exit_code
    if code == _INTERRUPTED:
        _say("wortlaut: interrupted; no file is half-written")
    sys.exit(code)
