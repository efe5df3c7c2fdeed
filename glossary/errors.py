"""The errors of this package."""

from __future__ import annotations

__all__ = ["GlossaryError", "Refused"]


class GlossaryError(Exception):
    """A glossary that cannot be used as it stands.

    The message reads ``file:line: what is wrong and how to mend it``; `path` and `line` (1-based, 0
    where the whole file is meant) are kept for programs.
    """

    def __init__(self, path: str, line: int, message: str) -> None:
        self.path, self.line, self.message = path, line, message
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")


class Refused(GlossaryError):
    """What was asked for does not fit the glossary; nothing has been written."""
