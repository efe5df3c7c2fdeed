"""Every error that the user can mend, as one tree.

    WortlautError                 1   anything below; the command line prints it as one line
    ├── UsageError                2   the command was given something that it cannot do
    │   ├── UnknownFormat         2   a file name suffix that no format answers to
    │   └── ModelError            2   not a usable German-English MarianMT model
    └── InputError                3   a file that cannot be read or written
        ├── EncodingError         3   bytes that are not text in the expected encoding
        ├── GlossaryError         3   a glossary entry that is wrong (file:line: what, remedy)
        └── DocumentError         3   a bilingual document that cannot be read back

The number is the exit code of the command line. Messages are one sentence that says what is wrong
and how to mend it; where a file is at fault, the message starts with ``file:`` or ``file:line:``.

`GlossaryError` is defined in `glossary.errors`, since ``glossary`` imports nothing from here.
"""

from __future__ import annotations

from glossary.errors import GlossaryError

__all__ = [
    "DocumentError",
    "EncodingError",
    "GlossaryError",
    "InputError",
    "ModelError",
    "UnknownFormat",
    "UsageError",
    "WortlautError",
    "exit_code",
]


class WortlautError(Exception):
    """Base of the errors that the user can mend."""

    exit_code = 1


class UsageError(WortlautError):
    """The command was given something that it cannot do."""

    exit_code = 2


class UnknownFormat(UsageError):
    """A file name suffix that no format answers to."""


class ModelError(UsageError):
    """Not a usable German-English MarianMT model."""


class InputError(WortlautError):
    """A file that cannot be read or written."""

    exit_code = 3


class EncodingError(InputError):
    """Bytes that are not text in the expected encoding."""


class DocumentError(InputError):
    """A bilingual document that cannot be read back."""


def exit_code(error: Exception) -> int:
    """Return the command line's exit code for an error of the tree above."""
    return 3 if isinstance(error, GlossaryError) else getattr(error, "exit_code", 1)
