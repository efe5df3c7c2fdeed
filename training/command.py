"""What the steps share on the command line."""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Callable, Sequence

from translate.errors import WortlautError

__all__ = ["command", "new_parser"]


def new_parser(name: str, description: str) -> argparse.ArgumentParser:
    """Return an argument parser for the step ``python -m training.NAME`` that shows defaults in its help."""
    return argparse.ArgumentParser(
        prog=f"python -m training.{name}",
        description=description,
        formatter_class=_Help,
    )


class _Help(argparse.ArgumentDefaultsHelpFormatter):
    def _get_help_string(self, action: argparse.Action) -> str | None:
        return super()._get_help_string(action) if action.default else action.help


def command(
    parser: Callable[[], argparse.ArgumentParser],
) -> Callable[[Callable[[argparse.Namespace], None]], Callable[[Sequence[str] | None], int]]:
    """Make a step's function into its ``main``: arguments in, exit code out, errors as one line."""

    def decorate(step: Callable[[argparse.Namespace], None]) -> Callable[[Sequence[str] | None], int]:
        @functools.wraps(step)
        def main(arguments: Sequence[str] | None = None) -> int:
            options = parser().parse_args(arguments)
            try:
                step(options)
            except WortlautError as error:
                print(f"error: {error}", file=sys.stderr)
                return error.exit_code
            return 0

        return main

    return decorate
