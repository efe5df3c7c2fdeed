"""The command line: options to calls, errors to messages."""

from __future__ import annotations

import json
import signal
import sys
from typing import Annotated

import typer

from glossary.errors import GlossaryError
from translate import cli_review, cli_translate, files
from translate.cli_evaluate import evaluate
from translate.cli_glossary import app as glossary_app
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


cli_translate.register(app)


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


app.command()(evaluate)


cli_review.register(app)
app.add_typer(glossary_app, name="glossary")


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _called() -> int | None:
    """Call the command; a broken pipe, which click ends with an exit code of its own, comes out as what it is."""
    try:
        return app(standalone_mode=False)
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):
            raise left.__context__ from None
        raise


_INTERRUPTED = 130
_WrongUsage = typer.BadParameter.__base__  # of the click that typer brings along, which has no public name


def main() -> None:
    """Run the command line; errors of ours end in one line and their exit code."""
    try:
        with files.printed():
            code = _called()
    except BrokenPipeError:  # nobody reads on, which is no fault; what --strict would have said is not known
        code = int("--strict" in sys.argv)
    except (WortlautError, GlossaryError) as error:
        _say(f"wortlaut: {error}")
        code = exit_code(error)
    except _WrongUsage as error:
        message = error.format_message().rstrip(".").replace("\n", " ").replace("Value error, ", "")
        context = getattr(error, "ctx", None)
        _say(f"wortlaut: {message}; see {context.command_path if context else 'wortlaut'} --help")
        code = UsageError.exit_code
    if code == _INTERRUPTED:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl+C while Python ends has nothing to add
        _say("wortlaut: interrupted; no file is half-written")
    sys.exit(code)
