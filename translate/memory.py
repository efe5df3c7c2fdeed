"""Reviewed segments, found again: the same sentence, and sentences much like it.

Sentences are compared as `normalised` has them. A small memory is read into SQLite in memory; a large
one has its index in a file in the user's cache folder, which is brought up to date by path, time and
size of the memory's files. Candidates that are alike come from full-text search for the rarest words
that a sentence shares with the memory; rapidfuzz says how much alike they are.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from glossary.words import fold, spelling
from translate import files, formats
from translate.document import SegmentState
from translate.errors import DocumentError, InputError

__all__ = ["Hit", "Memory", "difference", "memory_files", "normalised"]

_VERSION = 1
_LARGE = 4 << 20  # bytes of memory files from which on an index in a file is worth its while
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 200  # of a sentence that are looked up
_RARE_WORDS = 8  # whose sentences are looked at
_POSTINGS = 4000  # places of those words that are counted
_CANDIDATES = 100  # sentences that are compared letter by letter
_SCHEMA = f"""
CREATE TABLE files (id INTEGER PRIMARY KEY, path TEXT UNIQUE, mtime INTEGER, size INTEGER);
CREATE TABLE segments (id INTEGER PRIMARY KEY, file INTEGER, hash INTEGER, source TEXT, target TEXT);
CREATE INDEX by_hash ON segments (hash);
CREATE INDEX by_file ON segments (file);
CREATE VIRTUAL TABLE words USING fts5
    (source, content='', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
CREATE TABLE frequencies (word TEXT PRIMARY KEY, segments INTEGER) WITHOUT ROWID;
PRAGMA user_version = {_VERSION};
"""


class Hit(NamedTuple):
    """A reviewed segment that was found.

    Attributes:
        source: its German, normalised.
        target: its English.
        likeness: of the two sources in percent; 100 where they are the same.
        place: the file that it comes from.
        others: further translations of the same sentence, from older files.
    """

    source: str
    target: str
    likeness: int
    place: str
    others: tuple[str, ...] = ()


def normalised(text: str) -> str:
    """Return German as it is compared: NFC, without soft hyphens and other invisible marks, single blanks."""
    return " ".join(spelling(text).split())


def difference(old: str, new: str) -> str:
    """Return in words what is other in the new sentence: ``-Montag +Dienstag``."""
    before, after = old.split(), new.split()
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            parts += [f"-{' '.join(before[a:b])}"] if a < b else []
            parts += [f"+{' '.join(after[c:d])}"] if c < d else []
    return " ".join(parts)


def memory_files(paths: Iterable[Path], left_out: Callable[[str], None] | None = None) -> list[Path]:
    """Return the files of a memory; folders are searched with all that is in them.

    Args:
        paths: files and folders.
        left_out: called with a sentence where a folder cannot be read; without it that is an error.

    Raises:
        InputError: there is no such file.
        UnknownFormat: a file named is in no format that holds reviewed segments.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += filter(formats.reads_back, files.below(path, left_out))
        elif not path.exists():
            raise InputError(f"{path}: no such file or folder; check the name given with --memory")
        else:
            formats.check_reads_back(path)
            found.append(path)
    return list(dict.fromkeys(path.resolve() for path in found))


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    """The reviewed segments of a file, also of a PO, TMX or XLIFF file that another program has written."""
    from translate.formats import foreign
    from translate.review import bilingual

    try:
        document = formats.read(path)
    except DocumentError:
        if path.suffix.lower() in foreign.SUFFIXES:
            return ((normalised(german), english) for german, english in foreign.pairs(path))
        if path.suffix.lower() != ".po":
            raise
        document = bilingual.read(path).document
    found = document.segments + document.obsolete
    return (
        (normalised(segment.source), segment.target)
        for segment in found
        if segment.state is SegmentState.REVIEWED and segment.target.strip()
    )


class Memory:
    """Reviewed segments with exact and fuzzy look-up; use `open`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.create_function("fold", 1, fold, deterministic=True)
        if database.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            database.executescript(_SCHEMA)

    @classmethod
    def open(
        cls, paths: Sequence[Path], *, cache: Path | None = None, say: Callable[[str], None] = lambda message: None
    ) -> Memory:
        """Return the memory that files and folders hold.

        Args:
            paths: bilingual documents, or folders of them.
            cache: folder for the index of a large memory; by default the user's.
            say: called with a sentence where a file or folder is left out, or the index cannot be written.

        Raises:
            InputError: there is no such file, or a file named cannot be read.
        """
        named = {path.resolve() for path in paths if not path.is_dir()}
        found = memory_files(paths, say)
        if sum(size for _, size in _stamps(found).values()) >= _LARGE:
            index = _index(cache or _cache(), paths)
            try:
                return cls._indexed(index, found, named, say)
            except (OSError, sqlite3.Error) as error:
                reason = getattr(error, "strerror", None) or error
                say(f"{index}: no index can be kept there ({reason}); the memory is read anew each time until one can")
        memory = cls(sqlite3.connect(":memory:", isolation_level=None))
        memory._refresh(found, named, say)
        return memory

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Memory:
        """Return a memory of pairs of normalised German and its English."""
        memory = cls(sqlite3.connect(":memory:", isolation_level=None))
        memory.add(pairs, "")
        memory.count()
        return memory

    @classmethod
    def _indexed(
        cls, index: Path, found: Sequence[Path], named: set[Path], say: Callable[[str], None], again: bool = True
    ) -> Memory:
        """The memory whose index is in a file, up to date; nothing is left of an index that cannot be written."""
        index.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(index, timeout=600, isolation_level=None)
        try:
            if database.execute("PRAGMA user_version").fetchone()[0] not in (0, _VERSION):
                raise sqlite3.DatabaseError("of another version")
            database.execute("PRAGMA synchronous = NORMAL")
            memory = cls(database)
            memory._refresh(found, named, say)
            return memory
        except sqlite3.DatabaseError as error:
            database.close()
            code = getattr(error, "sqlite_errorcode", None)
            if code != sqlite3.SQLITE_BUSY:  # then it is another run's
                _remove(index)
            if not again or code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL):
                raise
        return cls._indexed(index, found, named, say, again=False)  # it was broken, or of another version

    def close(self) -> None:
        """Let go of the index."""
        self._database.close()

    def __len__(self) -> int:
        return self._database.execute("SELECT count(*) FROM segments").fetchone()[0]

    # ----------------------------------------------------------------- keeping up

    def _refresh(self, found: Sequence[Path], named: set[Path], say: Callable[[str], None]) -> None:
        """Take in files that are new or have changed, and let go of those that are no longer there."""
        present = _stamps(found)
        if self._files() == present:
            return
        execute = self._database.execute
        execute("BEGIN IMMEDIATE")  # another run that builds the same index is waited for
        try:
            known = self._files()
            for path in known.keys() - {path for path, stamp in present.items() if known.get(path) == stamp}:
                self._forget(path)
            for path in (path for path, stamp in present.items() if known.get(path) != stamp):
                try:
                    self.add(_pairs(Path(path)), path, *present[path])
                except DocumentError as error:
                    if Path(path) in named:
                        raise
                    say(f"{error}; left out of the memory")
                    self.add((), path, *present[path])
                except InputError as error:  # it has gone, or is closed: the next run tries again
                    if Path(path) in named:
                        raise
                    say(f"{error}; left out of the memory")
            self.count()
            execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:  # SQLite has taken it back itself where the disk is full
                execute("ROLLBACK")
            raise

    def _files(self) -> dict[str, tuple[int, int]]:
        rows = self._database.execute("SELECT path, mtime, size FROM files")
        return {path: (mtime, size) for path, mtime, size in rows}

    def _forget(self, path: str) -> None:
        execute = self._database.execute
        (file,) = execute("SELECT id FROM files WHERE path = ?", (path,)).fetchone()
        execute(
            "INSERT INTO words (words, rowid, source) SELECT 'delete', id, fold(source) FROM segments WHERE file = ?",
            (file,),
        )
        execute("DELETE FROM segments WHERE file = ?", (file,))
        execute("DELETE FROM files WHERE id = ?", (file,))

    def add(self, pairs: Iterable[tuple[str, str]], path: str, mtime: int = 0, size: int = 0) -> None:
        """Take in the segments of a file; `count` has to follow.

        Args:
            pairs: normalised German and its English.
            path: of the file.
            mtime, size: what tells whether it has changed.
        """
        execute = self._database.execute
        file = execute("INSERT INTO files (path, mtime, size) VALUES (?, ?, ?)", (path, mtime, size)).lastrowid
        first = execute("SELECT coalesce(max(id), 0) FROM segments").fetchone()[0]
        self._database.executemany(
            "INSERT INTO segments (file, hash, source, target) VALUES (?, ?, ?, ?)",
            ((file, _hash(source), source, target) for source, target in pairs),
        )
        execute("INSERT INTO words (rowid, source) SELECT id, fold(source) FROM segments WHERE id > ?", (first,))

    def count(self) -> None:
        """Count in how many segments each word stands."""
        self._database.execute("DELETE FROM frequencies")
        self._database.execute("INSERT INTO frequencies SELECT term, doc FROM vocabulary")

    # ------------------------------------------------------------------ look-up

    def exact(self, source: str) -> Hit | None:
        """Return the reviewed segment with the same source; of several the one from the newest file."""
        key = normalised(source)
        found = self._database.execute(
            "SELECT target, path FROM segments JOIN files ON files.id = file WHERE hash = ? AND source = ? "
            "ORDER BY mtime DESC, segments.id DESC",
            (_hash(key), key),
        ).fetchall()
        if not found:
            return None
        targets = tuple(dict.fromkeys(target for target, _ in found))
        return Hit(key, targets[0], 100, found[0][1], targets[1:])

    def alike(self, source: str, least: int) -> Hit | None:
        """Return the segment whose source is most like another, if it is so by this many percent."""
        from rapidfuzz import fuzz, process

        key = normalised(source)
        ids = self._candidates(key)
        marks = ",".join("?" * len(ids))
        rows = self._database.execute(f"SELECT source, id FROM segments WHERE id IN ({marks}) ORDER BY id", ids)
        known = {source: id for source, id in rows if source != key}
        best = process.extractOne(key, list(known), scorer=fuzz.ratio, score_cutoff=least)
        if best is None:
            return None
        target, path = self._database.execute(
            "SELECT target, path FROM segments JOIN files ON files.id = file WHERE segments.id = ?", (known[best[0]],)
        ).fetchone()
        return Hit(best[0], target, int(best[1]), path)

    def _candidates(self, key: str) -> list[int]:
        """The segments that share most of the rarest words of a sentence."""
        words = list(dict.fromkeys(_WORD.findall(fold(key))))[:_MOST_WORDS]
        marks = ",".join("?" * len(words))
        ranked = self._database.execute(
            f"SELECT word, segments FROM frequencies WHERE word IN ({marks}) ORDER BY segments", words
        ).fetchall()
        shared: Counter[int] = Counter()
        read = 0
        for word, segments in ranked[:_RARE_WORDS]:
            if read + segments > _POSTINGS:
                break
            read += segments
            shared.update(self._places(f'"{word}"', segments))
        if not shared and ranked:  # common words only: those that hold the rarest of them together
            shared.update(self._places(" AND ".join(f'"{word}"' for word, _ in ranked[:4]), _POSTINGS))
        return [id for id, _ in shared.most_common(_CANDIDATES)]

    def _places(self, query: str, most: int) -> list[int]:
        rows = self._database.execute("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (query, most))
        return [id for (id,) in rows]


def _hash(key: str) -> int:
    """A number for the index: much smaller than the sentence."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _stamps(paths: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Time and size of the files that are still there."""
    found = {}
    for path in paths:
        with suppress(FileNotFoundError):
            status = path.stat()
            found[str(path)] = status.st_mtime_ns, status.st_size
    return found


def _index(folder: Path, paths: Sequence[Path]) -> Path:
    """The file for the index of a memory."""
    names = sorted(str(path.resolve()) for path in paths)
    digest = hashlib.sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()
    return folder / f"memory-{digest[:16]}.sqlite"


def _remove(index: Path) -> None:
    for path in (index, index.with_name(f"{index.name}-journal")):
        with suppress(OSError):
            path.unlink()


def _cache() -> Path:
    given = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(given) if given else Path.home() / ".cache") / "wortlaut"
