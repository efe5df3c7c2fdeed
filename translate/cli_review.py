"""The commands for what was translated: `review` in the browser, `check` without one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from translate.errors import UsageError

__all__ = ["check", "register", "review"]

_SHIPPED = Path(__file__).parents[1] / "glossary" / "news.po"

GlossaryOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary", metavar="FILE",
        help="Glossary (PO) to use beside the shipped one. Repeatable; later files win.",
    ),
]
NoGlossaryOption = Annotated[bool, typer.Option("--no-glossary", help="Leave the shipped glossary out.")]


def review(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Bilingual documents: .po or .jsonl.")],
    glossary: GlossaryOption = None,
    no_glossary: NoGlossaryOption = False,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port on 127.0.0.1; 0 takes a free one.")
    ] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Print the address, open no browser.")] = False,
    model: Annotated[
        str,
        typer.Option(
            "--model", metavar="PATH_OR_HUB_ID",
            help="MarianMT model for other translations on request. Default: the bundled model.", show_default=False,
        ),
    ] = "",
) -> None:
    """Review documents side by side in the browser; every change is saved at once.

    The last file given with --glossary takes the entries that are added on the page; it is made if it
    is not there. Any German-English PO file can be reviewed. Ctrl+C ends the review.

    Example: wortlaut review article.po --glossary house.po
    """
    from translate.review.desk import Desk
    from translate.review.machine import Machine
    from translate.review.serve import bind, serve

    paths = list(dict.fromkeys(path.resolve() for path in files))
    if len(paths) < len(files):
        raise UsageError("the same file was given twice; name each document once")
    given = glossary or []
    desk = Desk(list(files), [] if no_glossary else [_SHIPPED], given, Machine(model))
    listener = bind(port)
    for path in given:
        if not path.exists():
            _say(f"{path}: is not there yet; it will be made when an entry is added")
    for copy in desk.copies:
        _hint(copy)

    def ready(address: str) -> None:
        print(f"Review at {address}", flush=True)
        _say("Ctrl+C ends the review; every change is in the file already.")
        if not no_open:
            import threading
            import webbrowser

            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    try:
        serve(desk, listener, ready)
    except KeyboardInterrupt:
        _say("")
    for copy in desk.copies:
        done = sum(item.segment.state == "reviewed" for item in copy.items)
        _say(f"{copy.path}: {done} of {len(copy.items)} segments reviewed")


def _hint(copy) -> None:
    """Warn where the sources of a document are plainly not German."""
    from translate.files import language_hint

    if hint := language_hint(" ".join(item.segment.source for item in copy.items[:200])):
        _say(f"{copy.path}: {hint.partition(';')[0]}; msgid has to be German, msgstr English")


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Bilingual documents: .po, .jsonl or another that is read.")
    ],
    glossary: GlossaryOption = None,
    no_glossary: NoGlossaryOption = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Exit with 1 on any error: a missed or forbidden term, a number, a repetition."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Report on bilingual documents: findings and term states as they are now, without a browser.

    Nothing that the file says about terms is trusted; all is held against the glossary again.

    Example: wortlaut check article.po --strict
    """
    from glossary import pofile
    from translate.judge import Judge
    from translate.review.report import report

    given = ([] if no_glossary else [_SHIPPED]) + (glossary or [])
    judge = Judge(pofile.combine(*[pofile.load(path) for path in given]))
    reports = [report(path, judge) for path in files]
    if as_json:
        print(json.dumps([found.values() for found in reports], ensure_ascii=False, indent=2))
    else:
        for found in reports:
            for line in found.text():
                print(line)
    if strict and not all(found.sound for found in reports):
        raise typer.Exit(1)


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(review)
    app.command()(check)
