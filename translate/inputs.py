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

from translate import articles, files
from translate.errors import InputError, UsageError

__all__ = ["Job", "NoArticle", "jobs", "several"]

_BILINGUAL = frozenset({".po", ".pot", ".xlf", ".xliff", ".tmx"})
_SUFFIXES = frozenset(articles.SUFFIXES) - _BILINGUAL


class NoArticle(InputError):
    """A folder or a glob names no article."""


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

    @property
    def size(self) -> int:
        """Bytes of the article; 0 where it is not there."""
        try:
            return self.article.stat().st_size
        except OSError:
            return 0


def several(name: str) -> bool:
    """Whether a name stands for more than a file: a folder, or a glob."""
    return name != "-" and (os.path.isdir(name) or (glob.has_magic(name) and not os.path.lexists(name)))


def jobs(
    names: Sequence[str], folder: Path, suffixes: Sequence[str], left_out: Callable[[str], None] | None = None
) -> list[Job]:
    """Return what is to be done, in the order of the names, each folder sorted.

    Args:
        names: files, folders and globs.
        folder: where the translations go; articles below it are left out of folders.
        suffixes: of the formats to write.
        left_out: called with a sentence where a folder is closed, or two articles would go to the same file and
            the second is left out; without it that is an error.

    Raises:
        UsageError: two articles would go to the same file, or onto each other.
        NoArticle: a folder or a glob names no article.
        InputError: a folder cannot be read.
    """
    found: dict[Path, Job] = {}
    taken: dict[Path, Path] = {}
    for article, key in _articles(names, folder.resolve(), left_out):
        outputs = tuple((folder / key).with_suffix(suffix) for suffix in suffixes)
        job = found.setdefault(article.resolve(), Job(article, key.as_posix(), outputs))
        others = [(path, taken[path]) for path in job.outputs if taken.setdefault(path, job.article) is not job.article]
        for path, first in others[:1]:
            message = (
                f"{first} and {job.article} would both be written to {path}; rename one, or translate them into "
                "different folders"
            )
            if left_out is None:
                raise UsageError(message)
            left_out(message)
            del found[article.resolve()]
    for path, article in taken.items():
        if path.resolve() in found:
            raise UsageError(f"{path}: is an article, and the translation of {article} would go there; name another -o")
    return list(found.values())


def _articles(
    names: Sequence[str], folder: Path, left_out: Callable[[str], None] | None
) -> Iterator[tuple[Path, Path]]:
    """Yield the articles, each with its path below what named it."""
    for name in names:
        if name == "-":
            raise UsageError("-: standard input cannot be written to a folder; name a file with -o")
        if not several(name):
            yield Path(name), Path(Path(name).name)
            continue
        root = Path(name) if os.path.isdir(name) else _fixed(name)
        if os.path.isdir(name):
            found = [p for p in files.below(root, left_out, folder) if p.suffix.lower() in _SUFFIXES]
        else:
            found = _matching(name)
        if not found:
            what = f"holds no article ({', '.join(s for s in articles.SUFFIXES if s in _SUFFIXES)})"
            raise NoArticle(f"{name}: {what if os.path.isdir(name) else 'matches no file'}; check the name")
        yield from ((path, path.relative_to(root)) for path in found)


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
