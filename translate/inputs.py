"""Which articles are meant, and where each goes: files, folders, globs.

A folder stands for all articles in it and below it, except what begins with a dot, and except bilingual
files: those are translated where they are named, or a glob names them.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate import articles
from translate.errors import InputError, UsageError
from translate.memory import hidden

__all__ = ["Job", "jobs", "several"]

_BILINGUAL = frozenset({".po", ".pot", ".xlf", ".xliff", ".tmx"})


@dataclass(frozen=True, slots=True)
class Job:
    """An article to translate.

    Attributes:
        article: path to it.
        key: its path below the folder or the fixed part of the glob that named it, with slashes.
        outputs: where it goes, a file a format.
    """

    article: Path
    key: str
    outputs: tuple[Path, ...]


def several(name: str) -> bool:
    """Whether a name stands for more than a file: a folder, or a glob."""
    return name != "-" and (os.path.isdir(name) or (glob.has_magic(name) and not os.path.lexists(name)))


def jobs(
    names: Sequence[str], folder: Path, suffixes: Sequence[str], clash: Callable[[str], None] | None = None
) -> list[Job]:
    """Return what is to be done, in the order of the names, each folder sorted.

    Args:
        names: files, folders and globs.
        folder: where the translations go; articles below it are left out of folders.
        suffixes: of the formats to write.
        clash: called with a sentence where two articles would go to the same file, the second of which is
            left out; without it that is an error.

    Raises:
        UsageError: two articles would go to the same file, or onto each other.
        InputError: a folder or a glob names no article.
    """
    found: dict[Path, Job] = {}
    taken: dict[Path, Path] = {}
    for article, key in _articles(names, folder.resolve()):
        outputs = tuple((folder / key).with_suffix(suffix) for suffix in suffixes)
        job = found.setdefault(article.resolve(), Job(article, key.as_posix(), outputs))
        others = [(path, taken[path]) for path in job.outputs if taken.setdefault(path, job.article) is not job.article]
        for path, first in others[:1]:
            message = (
                f"{first} and {job.article} would both be written to {path}; rename one, or translate them into "
                "different folders"
            )
            if clash is None:
                raise UsageError(message)
            clash(message)
            del found[article.resolve()]
    for path, article in taken.items():
        if path.resolve() in found:
            raise UsageError(f"{path}: is an article, and the translation of {article} would go there; name another -o")
    return list(found.values())


def _articles(names: Sequence[str], folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the articles, each with its path below what named it."""
    for name in names:
        if name == "-":
            raise UsageError("-: standard input cannot be written to a folder; name a file with -o")
        if not several(name):
            yield Path(name), Path(Path(name).name)
            continue
        root = Path(name) if os.path.isdir(name) else _fixed(name)
        found = _below(root, folder) if os.path.isdir(name) else _matching(name)
        if not found:
            what = f"holds no article ({', '.join(s for s in articles.SUFFIXES if s not in _BILINGUAL)})"
            raise InputError(f"{name}: {what if os.path.isdir(name) else 'matches no file'}; check the name")
        yield from ((path, path.relative_to(root)) for path in found)


def _below(root: Path, folder: Path) -> list[Path]:
    inside = folder != root.resolve() and folder.is_relative_to(root.resolve())
    return sorted(
        path for path in root.rglob("*")
        if path.suffix.lower() in articles.SUFFIXES and path.suffix.lower() not in _BILINGUAL
        and path.is_file() and not hidden(path, root) and not (inside and path.resolve().is_relative_to(folder))
    )  # fmt: skip


def _matching(pattern: str) -> list[Path]:
    return sorted(path for name in glob.iglob(pattern, recursive=True) if (path := Path(name)).is_file())


def _fixed(pattern: str) -> Path:
    """The folders of a glob up to the first that has a wildcard."""
    parts = []
    for part in Path(pattern).parts[:-1]:
        if glob.has_magic(part):
            break
        parts.append(part)
    return Path(*parts)
