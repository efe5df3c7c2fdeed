"""What the verbs of ``wortlaut glossary`` have in common: options, and how entries and results are printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from glossary.entry import Term
from glossary.errors import Refused
from glossary.pofile import FLAGS
from translate.errors import UsageError

__all__ = [
    "SHIPPED",
    "DryRun",
    "Glossary",
    "Json",
    "Strict",
    "asked",
    "finish",
    "many",
    "print_json",
    "say",
    "shown",
    "values",
]

SHIPPED = Path(__file__).parents[1] / "glossary" / "news.po"

Glossary = Annotated[
    Path,
    typer.Option("--glossary", metavar="FILE", help="Glossary (PO). Default: the shipped one.", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, write nothing.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 if there is anything to report.")]


@contextmanager
def asked() -> Iterator[None]:
    """What the glossary refuses was asked for by the user: a matter of usage, not of an unreadable file."""
    try:
        yield
    except Refused as error:
        raise UsageError(str(error)) from error


def finish(found: object) -> None:
    """End with exit code 1 if there is something to report."""
    if found:
        raise typer.Exit(1)


def many(number: int, one: str, more: str = "") -> str:
    """Return a number with its noun: ``1 entry``, ``2 entries``."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def say(message: str) -> None:
    """Print for people, not for the program that reads standard output."""
    print(message, file=sys.stderr)


def print_json(value: Any) -> None:
    """Print plain values."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def values(term: Term) -> dict[str, Any]:
    """Return an entry as plain values."""
    return asdict(term)


def shown(term: Term) -> str:
    """Return what an entry says about its German, in one line."""
    plural = f" / {term.target_plural}" if term.target_plural else ""
    notes = [str(term.kind), *(flag for flag in FLAGS if getattr(term, flag.replace("-", "_"))), term.domain]
    mark = "never " if term.forbidden else ""
    return f"{mark}{term.target}{plural}  ({', '.join(note for note in notes if note and note != 'forbidden')})"
