"""Many articles with one model: in groups, so that memory stays bounded however many there are.

An article is finished when all its files are written and the folder's manifest says so; what is finished
is not touched again until its text or the settings change. A bad file does not stop the others.
"""

from __future__ import annotations

import errno
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from translate import articles, files, formats
from translate.document import BilingualDocument
from translate.errors import InputError, WortlautError
from translate.inputs import Job
from translate.manifest import Manifest
from translate.outputs import Changed, Outputs
from translate.pipeline import Prepared, Translator
from translate.recall import Recall
from translate.report import sound

__all__ = ["Batch", "Tally", "fingerprint", "ready", "translate_one"]

_SENTENCES = 1024  # of a group: enough for batches of equal length, little to do again after a crash
_ARTICLES = 256
_TRIES = 5
# The next article would fail in the same way.
_HOPELESS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EMFILE})


@dataclass(slots=True)
class Tally:
    """What a run has done.

    Attributes:
        translated, unchanged, failed: numbers of articles.
        unsound: articles with a missed or forbidden term, those that were finished before included.
        words: of the articles translated.
        reviewed: segments that a person has approved, in them.
        terms: mentions by state, in them.
        findings: in them.
    """

    translated: int = 0
    unchanged: int = 0
    failed: int = 0
    unsound: int = 0
    words: int = 0
    reviewed: int = 0
    terms: Counter[str] = field(default_factory=Counter)
    findings: int = 0

    @property
    def articles(self) -> int:
        """How many articles have been dealt with."""
        return self.translated + self.unchanged + self.failed

    def add(self, other: Tally) -> None:
        """Add what another part of the run has done."""
        for name in ("translated", "unchanged", "failed", "unsound", "words", "reviewed", "findings"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.terms.update(other.terms)

    def line(self) -> str:
        """What a run ends with."""
        parts = [f"{self.translated} translated"]
        parts += [f"{n} {what}" for n, what in ((self.unchanged, "unchanged"), (self.failed, "failed")) if n]
        line = f"{self.articles} article{'' if self.articles == 1 else 's'}: {', '.join(parts)}"
        if self.translated:
            total = sum(self.terms.values())
            states = ", ".join(f"{self.terms[s]} {s}" for s in ("kept", "enforced", "missed"))
            states += "".join(f", {self.terms[s]} {s}" for s in ("forbidden", "overlapped") if self.terms[s])
            line += f"; {total} mention{'' if total == 1 else 's'}: {states}"
        if self.reviewed:
            line += f"; {self.reviewed} reviewed segment{'' if self.reviewed == 1 else 's'} kept"
        return line + (f"; {self.findings} finding{'' if self.findings == 1 else 's'}" if self.findings else "")


@dataclass(slots=True)
class _Work:
    """An article of a group."""

    job: Job
    digest: str
    size: int
    outputs: Outputs
    prepared: Prepared


class Batch:
    """Translates articles into a folder.

    Args:
        translator: model and glossary.
        manifest: of the folder.
        recall: makes what tells what is known of an article, from the documents in its outputs.
        settings: what translations depend on besides the translator's signature.
        encoding: of articles without a byte-order mark.
        say: called with a sentence for the user.
        read: called with the name of each article that is translated, and what was read.
        done: called with each document that was written.
        progress: called with the number of articles, words and bytes dealt with since the last call.
        fail_fast: whether the first bad article ends the run.
    """

    def __init__(
        self,
        translator: Translator,
        manifest: Manifest,
        recall: Callable[[Sequence[BilingualDocument]], Recall],
        *,
        settings: str = "",
        encoding: str | None = None,
        say: Callable[[str], None] = lambda message: None,
        read: Callable[[str, articles.Source], None] = lambda name, source: None,
        done: Callable[[BilingualDocument], None] = lambda document: None,
        progress: Callable[[int, int, int], None] = lambda count, words, size: None,
        fail_fast: bool = False,
    ) -> None:
        self.translator, self.manifest, self.recall = translator, manifest, recall
        self.settings = f"{translator.signature}|{settings}|encoding:{encoding}"
        self.encoding, self.fail_fast = encoding, fail_fast
        self.say, self.read, self.done, self.progress = say, read, done, progress
        self.tally = Tally()
        self._folders: set[Path] = set()  # that are there, without what a killed run had left in them
        self._suffixes = {*formats.SUFFIXES, *articles.SUFFIXES}

    def run(self, jobs: Iterable[Job]) -> Tally:
        """Translate what is not finished.

        Raises:
            WortlautError: of the first bad article, under `fail_fast`; or nothing can be written any more.
        """
        for group in self._groups(jobs):
            self._translate(group)
        return self.tally

    def _groups(self, jobs: Iterable[Job]) -> Iterator[list[_Work]]:
        group: list[_Work] = []
        sentences = 0
        for job in jobs:
            with self._reported(job):
                work = self._prepared(job)
                if work is not None:
                    group.append(work)
                    sentences += work.prepared.sentences
            if sentences >= _SENTENCES or len(group) >= _ARTICLES:
                yield group
                group, sentences = [], 0
        if group:
            yield group

    def _prepared(self, job: Job) -> _Work | None:
        """Read an article; None where it is finished."""
        data = files.read_bytes(str(job.article))
        digest = hashlib.sha256(data).hexdigest()
        entry = self.manifest.finished(job.key, digest, self.settings, job.outputs)
        if entry is not None:
            self.tally.unchanged += 1
            self.tally.unsound += not entry.get("sound", True)
            self.progress(1, 0, len(data))
            return None
        source = articles.read(str(job.article), self.encoding)
        self.read(str(job.article), source)
        for path in job.outputs:
            if path.parent not in self._folders:
                path.parent.mkdir(parents=True, exist_ok=True)
                files.sweep(path.parent, self._suffixes)
                self._folders.add(path.parent)
            files.writable(path)
        outputs = Outputs(job.outputs, source, str(job.article))
        return _Work(job, digest, len(data), outputs, ready(self.translator, outputs, self.recall))

    def _translate(self, group: list[_Work]) -> None:
        told = self._told(group)
        documents = self.translator.translate([work.prepared for work in group], told)
        told(1, 1)
        for work, document in zip(group, documents, strict=True):
            with self._reported(work.job):
                try:
                    work.outputs.write(document)
                except Changed:
                    document = translate_one(self.translator, work.outputs.again(), self.recall)
                self._record(work, document)

    def _told(self, group: list[_Work]) -> Callable[[int, int], None]:
        """Return what tells words and bytes of a group as its sentences are translated."""
        size = sum(work.size for work in group)
        words = sum(len(work.outputs.source.article.text.split()) for work in group)
        before = [0, 0]

        def tell(done: int, total: int) -> None:
            now = [words * done // total, size * done // total]
            self.progress(0, now[0] - before[0], now[1] - before[1])
            before[:] = now

        return tell

    def _record(self, work: _Work, document: BilingualDocument) -> None:
        tally, fine = self.tally, sound(document)
        self.manifest.add(work.job.key, work.digest, self.settings, work.job.outputs, sound=fine)
        tally.translated += 1
        tally.unsound += not fine
        tally.words += len(document.source.split())
        tally.reviewed += sum(segment.state == "reviewed" for segment in document.segments)
        tally.terms.update(result.state.value for segment in document.segments for result in segment.terms)
        tally.findings += sum(len(segment.findings) for segment in document.segments)
        self.done(document)
        self.progress(1, 0, 0)

    @contextmanager
    def _reported(self, job: Job) -> Iterator[None]:
        """An error of one article is said in a line and does not stop the others."""
        try:
            yield
        except Exception as error:  # a reader that stumbles over a broken file must not stop ten thousand others
            given = error if isinstance(error, WortlautError) else _wrapped(job, error)
            if self.fail_fast or getattr(given.__cause__, "errno", None) in _HOPELESS:
                raise given from given.__cause__
            self.tally.failed += 1
            self.say(str(given))
            self.progress(1, 0, 0)


def _wrapped(job: Job, error: Exception) -> InputError:
    if isinstance(error, OSError):
        wrapped = InputError(f"{error.filename or job.article}: {error.strerror or error}; check the file")
    else:
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        wrapped = InputError(f"{job.article}: cannot be translated ({what}); save it in another format")
    wrapped.__cause__ = error
    return wrapped


def ready(
    translator: Translator, outputs: Outputs, recall: Callable[[Sequence[BilingualDocument]], Recall]
) -> Prepared:
    """Prepare an article with what its outputs hold.

    Raises:
        InputError: an output would lose what people have worked on.
    """
    prepared = translator.prepare(outputs.source.article, recall(outputs.documents))
    outputs.check(prepared.obsolete)
    return prepared


def translate_one(
    translator: Translator,
    outputs: Outputs,
    recall: Callable[[Sequence[BilingualDocument]], Recall],
    *,
    progress: Callable[[int, int], None] | None = None,
    done: Callable[[Prepared], None] = lambda prepared: None,
) -> BilingualDocument:
    """Translate an article into files; what people change in them meanwhile is taken in.

    Args:
        translator: model and glossary.
        outputs: the files.
        recall: makes what tells what is known of the article, from the documents in the files.
        progress: called with the number of sentences done and of all sentences.
        done: called with what was known before.

    Raises:
        InputError: a file cannot be written, or would lose what people have worked on.
    """
    for _ in range(_TRIES):
        prepared = ready(translator, outputs, recall)
        (document,) = translator.translate([prepared], progress)
        try:
            outputs.write(document)
        except Changed as changed:
            path = changed
            outputs = outputs.again()
            continue
        done(prepared)
        return document
    raise InputError(f"{path}: changes again and again while the article is translated; close it elsewhere")


def fingerprint(model: str) -> str:
    """Return a short hash of the weights of a model folder, so that another model of the same name is another."""
    folder = Path(model)
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.safetensors")) + sorted(folder.glob("*.bin")) if folder.is_dir() else ():
        with open(path, "rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]
