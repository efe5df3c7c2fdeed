"""The files that an article is written to, and what is in them already.

What people have worked on in them is not overwritten: it is read first and goes into the new document,
and a file that changes while the article is translated is read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from translate import articles, files, formats
from translate.document import BilingualDocument, Segment, SegmentState
from translate.errors import DocumentError, InputError, UsageError
from translate.recall import CHANGED, by_hand

__all__ = ["Changed", "Outputs", "check_free", "may_hold_work", "read"]

_LOCK_SECONDS = 10.0
_BILINGUAL = frozenset({".po", ".pot", ".xlf", ".xliff", ".tmx"})
_REVIEW = b"review"  # stands in files in which `translate.review` has kept records


class Changed(Exception):
    """An output was changed by somebody else since it was read; read it again."""


class Outputs:
    """The files that an article is written to; what they hold is read at once.

    Args:
        paths: the files; the suffix of each names its format.
        source: what the article was read from.

    Raises:
        UsageError: a file is the article itself.
        InputError: a file is there and cannot be read back, or would lose what people have worked on.
    """

    def __init__(self, paths: Sequence[Path], source: articles.Source, article: str) -> None:
        self.source, self.article = source, article
        # What has a place for segments that have gone is written first: a crash in between loses nothing.
        self.paths = sorted(paths, key=lambda path: not formats.holds_obsolete(path))
        self._before: dict[Path, bytes] = {}
        found: list[tuple[float, BilingualDocument]] = []
        for path in self.paths:
            if article != "-" and path.exists() and path.samefile(article):
                raise UsageError(f"{path}: is the article itself; name another file to write to")
            if not path.is_file():
                continue
            if formats.reads_back(path) and not articles.same_format(source, path):
                data = files.read_bytes(str(path))
                if data.strip():
                    found.append((path.stat().st_mtime_ns, _existing(path)))
                    self._before[path] = data
        self.documents = [document for _, document in sorted(found, key=lambda pair: pair[0], reverse=True)]

    def again(self) -> Outputs:
        """Read the files again, which have changed."""
        return Outputs(self.paths, self.source, self.article)

    def check(self, obsolete: Sequence[Segment]) -> None:
        """See to it that what has gone from the article has a place.

        Raises:
            InputError: none of the files can hold it.
        """
        if obsolete and not any(map(formats.holds_obsolete, self.paths)):
            path = next(iter(self._before))
            many = f"{len(obsolete)} reviewed segments whose sentences" if len(obsolete) > 1 else (
                "a reviewed segment whose sentence"
            )  # fmt: skip
            raise InputError(
                f"{path}: holds {many} the article no longer has, and {path.suffix} has no place for that; "
                f"add -o {path.with_suffix('.po').name}, or move the file away"
            )

    def write(self, document: BilingualDocument) -> None:
        """Write the document to all files, each whole or not at all.

        Raises:
            Changed: a file is no longer what was read; it was not written.
            InputError: a file cannot be written.
        """
        for path in self.paths:
            with files.locked(path, _LOCK_SECONDS):
                before = self._before.get(path)
                if formats.reads_back(path) and not articles.same_format(self.source, path):
                    now = path.read_bytes() if path.is_file() else b""
                    if now.strip() and now != before:
                        raise Changed(str(path))
                if articles.same_format(self.source, path):
                    if may_hold_work(path) and path.read_bytes() != self.source.render(document):
                        raise _taken(path)
                    self.source.write(document, path)
                    continue
                fitting = document if formats.holds_obsolete(path) else replace(document, obsolete=())
                formats.write(fitting, path, before or b"")  # also where somebody has deleted it meanwhile


def may_hold_work(path: Path) -> bool:
    """Whether a file that an article goes back into in its own format is there, and may have been worked on."""
    return path.suffix.lower() in _BILINGUAL and path.is_file()


def check_free(source: articles.Source, paths: Sequence[Path]) -> None:
    """See to it that an article that goes back into its own bilingual format does so into a new file.

    Raises:
        InputError: the file is there.
    """
    for path in paths:
        if articles.same_format(source, path) and may_hold_work(path):
            raise _taken(path)


def _taken(path: Path) -> InputError:
    return InputError(f"{path}: is there already and may hold work; move it away, or name another file")


def read(path: Path) -> BilingualDocument:
    """Return the document in a file, with those segments marked that somebody has changed and not approved.

    Raises:
        UnknownFormat: the suffix names no format that holds a whole document.
        InputError, DocumentError: the file cannot be read, or is broken.
    """
    data = files.read_bytes(str(path))
    document = formats.read(path)
    return _with_edits(document, path) if _REVIEW in data else document


def _existing(path: Path) -> BilingualDocument:
    try:
        return read(path)
    except DocumentError as error:
        raise InputError(f"{error}, or move the file away: it is not overwritten, because it may hold work") from error


def _with_edits(document: BilingualDocument, path: Path) -> BilingualDocument:
    from translate.review import bilingual

    if path.suffix.lower() not in (".po", ".jsonl"):
        return document
    changed = {item.id for item in bilingual.read(path).items if item.record.machine is not None}
    return document.with_segments(
        tuple(
            replace(segment, findings=(CHANGED,))
            if segment.id in changed and segment.state is SegmentState.MACHINE and not by_hand(segment)
            else segment
            for segment in document.segments
        )
    )
