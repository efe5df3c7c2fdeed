"""One run of ``wortlaut translate``: its options, and what they lead to."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from translate.errors import InputError, UsageError

if TYPE_CHECKING:
    from glossary.entry import Term
    from translate.articles import Source
    from translate.batch import Batch, Tally
    from translate.document import BilingualDocument
    from translate.inputs import Job
    from translate.manifest import Manifest
    from translate.memory import Memory
    from translate.pipeline import Translator
    from translate.progress import Progress
    from translate.recall import Recall
    from translate.workers import Report

__all__ = ["Run"]


@dataclass
class Run:
    """One run of the command: its options, and what they lead to."""

    glossary: list[Path]
    model: str
    beams: int
    quotes: str
    memory: list[Path]
    fuzzy: int
    update: Path | None
    encoding: str | None
    strict: bool
    view: bool
    as_json: bool
    quiet: bool
    fail_fast: bool
    processes: int

    @cached_property
    def terms(self) -> list[Term]:
        """The entries of all glossaries."""
        from glossary import pofile

        return pofile.combine(*[pofile.load(path) for path in self.glossary])

    @cached_property
    def earlier(self) -> BilingualDocument | None:
        """The document that is updated."""
        from translate import outputs

        return outputs.read(self.update) if self.update else None

    @cached_property
    def known(self) -> Memory | None:
        """The memory."""
        from translate.memory import Memory

        return Memory.open(self.memory, say=self.warn) if self.memory else None

    def check(self) -> None:
        """Read what was named, before the model is loaded: glossaries, earlier version, memory."""
        _ = self.terms, self.earlier, self.known

    def warn(self, message: str) -> None:
        if not self.quiet:
            _say(message)

    def recall(self, documents: Sequence[BilingualDocument]) -> Recall:
        """Return what tells what is known of an article whose outputs hold these documents."""
        from translate.recall import Recall

        return Recall(documents, update=self.earlier, memory=self.known, fuzzy=self.fuzzy)

    def translator(self, progress: Progress) -> Translator:
        """Load the model."""
        from translate.marian import BUNDLED, Marian
        from translate.pipeline import Translator

        found = Translator(Marian.load(self.model or BUNDLED), self.terms, beams=self.beams, quotes=self.quotes)
        progress.loaded()
        return found

    # -------------------------------------------------------------- to the terminal, or into files

    def files(self, names: list[str], paths: list[Path]) -> None:
        """Translate articles to standard output, or one into files."""
        from translate.batch import translate_one
        from translate.outputs import Outputs, check_free
        from translate.progress import Progress

        if self.update and len(names) > 1:
            raise UsageError("--update takes one article; run the command once for each")
        sources = [self._source(name, paths) for name in names]
        self.check()
        fresh: list[frozenset[str]] = []
        with Progress(shown=not self.quiet) as progress:
            if paths:
                outputs = Outputs(paths, sources[0], names[0])
                check_free(sources[0], paths)
                documents = [
                    translate_one(
                        self.translator(progress), outputs, self.recall, progress=progress.sentences,
                        done=lambda prepared: fresh.append(prepared.fresh),
                    )
                ]  # fmt: skip
            else:
                translator = self.translator(progress)
                prepared = [translator.prepare(source.article, self.recall([])) for source in sources]
                fresh = [given.fresh for given in prepared]
                documents = translator.translate(prepared, progress.sentences)
        self._show(documents, sources, paths)
        if not self.quiet and not self.as_json:
            self._sum_up(documents, fresh)
        self._end(documents)

    def _source(self, name: str, paths: list[Path]) -> Source:
        from translate import articles, files, formats

        source = articles.read(name, self.encoding)
        for path in paths:
            if articles.same_format(source, path):
                files.writable(path)
            else:
                formats.check_writable(path)
            files.sweep(path.parent, [path.suffix.lower()])
        self.hint(name, source, _say)
        return source

    def hint(self, name: str, source: Source, say: Callable[[str], None]) -> None:
        from translate import files

        if not self.quiet and (hint := files.language_hint(source.article.text)):
            say(f"{name}: {hint}")

    def _show(self, documents: list[BilingualDocument], sources: list[Source], paths: list[Path]) -> None:
        """Print what the command prints on standard output."""
        from translate import articles, files

        with files.printed():
            if self.as_json:
                from translate.report import summary

                print(json.dumps([summary(document) for document in documents], ensure_ascii=False, indent=2))
            elif self.view or (sys.stdout.isatty() and not paths):
                from rich.console import Console

                from translate.view import show

                for document in documents:
                    show(document, Console())
            elif not paths:
                for source, document in zip(sources, documents, strict=True):
                    sys.stdout.write(articles.as_text(source, document))

    def _sum_up(self, documents: list[BilingualDocument], fresh: list[frozenset[str]]) -> None:
        from translate.report import kept_line, summary_line

        for document, new in zip(documents, fresh, strict=True):
            if self.update:
                taken = len(document.segments) - len(new)
                _say(f"{document.name}: {len(new)} of {len(document.segments)} segments translated, {taken} taken over")
                for segment in document.segments:
                    if segment.id in new:
                        _say(f"  {segment.id}  {_start(segment.source)}")
            prefix = f"{document.name}: " if len(documents) > 1 else ""
            _say(prefix + summary_line(document) + kept_line(document))

    def _end(self, documents: list[BilingualDocument]) -> None:
        from translate.report import sound

        if self.strict and not all(map(sound, documents)):
            raise typer.Exit(1)

    # ------------------------------------------------------------------------------- into a folder

    def folder(self, names: list[str], folder: Path, suffixes: list[str], watch: Path | None) -> None:
        """Translate articles into a folder."""
        from translate import inputs
        from translate.batch import Tally
        from translate.manifest import Manifest
        from translate.progress import Progress

        if self.update:
            raise UsageError("--update takes one article and a file to write to, not a folder")
        if self.view:
            raise UsageError("--view shows an article; leave it out where a folder is written")
        if watch is not None and self.processes > 1:
            raise UsageError("--watch translates in one process; leave --jobs out")
        if folder.exists() and not folder.is_dir():
            raise InputError(f"{folder}: is a file; several articles need a folder")
        jobs = inputs.jobs(names, folder, suffixes) if names else []
        self.check()
        size = sum(job.size for job in jobs)
        tally = Tally()
        with Manifest(folder) as manifest, Progress(shown=not self.quiet, articles=len(jobs), size=size) as progress:
            run = self._spread(folder, progress) if self.processes > 1 else self._alone(manifest, progress)
            for group in self._arriving(jobs, watch, folder, suffixes):
                tally = Tally()
                try:
                    run(group, tally)
                finally:
                    if tally.articles:
                        self.warn(tally.line())
                    if tally.articles < len(group) and self.processes == 1:  # others may have done more than they told
                        self.warn(_left(len(group) - tally.articles))
        if tally.failed:
            raise typer.Exit(InputError.exit_code)
        if self.strict and tally.unsound:
            raise typer.Exit(1)

    def _alone(self, manifest: Manifest, progress: Progress) -> Callable[[list[Job], Tally], None]:
        """Return what translates articles in this process."""
        batch = self.batch(manifest, progress, _complain, _put, progress.articles)

        def run(jobs: list[Job], tally: Tally) -> None:
            batch.tally = tally
            batch.run(jobs)

        return run

    def _spread(self, folder: Path, progress: Progress) -> Callable[[list[Job], Tally], None]:
        """Return what translates articles in several processes."""
        from translate import workers

        make = partial(_worker_batch, replace(self), folder)

        def run(jobs: list[Job], tally: Tally) -> None:
            progress.loaded()
            for report in workers.spread(jobs, self.processes, make):
                tally.add(report.tally)
                for message in report.said:
                    _say(message)
                for line in report.lines:
                    _put(line)
                progress.articles(report.tally.articles, report.tally.words, report.size)

        return run

    def batch(
        self, manifest: Manifest, progress: Progress, complain: Callable[[str], None], put: Callable[[str], None],
        advance: Callable[[int, int, int], None], warn: Callable[[str], None] | None = None,
    ) -> Batch:  # fmt: skip
        """Load the model; return what translates articles into a folder."""
        from translate.batch import Batch, fingerprint
        from translate.report import summary

        translator = self.translator(progress)
        return Batch(
            translator, manifest, self.recall,
            settings=f"weights:{fingerprint(translator.marian.name)}", encoding=self.encoding, say=complain,
            read=lambda name, source: self.hint(name, source, warn or _say), progress=advance, fail_fast=self.fail_fast,
            done=lambda document: put(json.dumps(summary(document), ensure_ascii=False)) if self.as_json else None,
        )  # fmt: skip

    def _arriving(self, jobs: list[Job], watch: Path | None, folder: Path, suffixes: list[str]) -> Iterator[list[Job]]:
        from translate.watch import arrivals

        if jobs or watch is None:
            yield jobs
        if watch is not None:
            self.warn(f"{watch}: waiting for articles; move them in, Ctrl+C ends")
            yield from arrivals(watch, folder, suffixes, say=self.warn)


def _worker_batch(run: Run, folder: Path, report: Report) -> Batch:
    """What a worker process translates with; what it has to say goes into the report."""
    from translate.manifest import Manifest
    from translate.progress import Progress

    def advance(_count: int, _words: int, size: int) -> None:
        report.size += size

    return run.batch(
        Manifest(folder, lock=False), Progress(shown=False),
        lambda message: report.said.append(f"wortlaut: {message}"), lambda line: report.lines.append(line), advance,
        lambda message: report.said.append(message),
    )  # fmt: skip


def _put(line: str) -> None:
    from translate import files

    with suppress(BrokenPipeError), files.printed():  # the files are written whether somebody reads on or not
        print(line)


def _complain(message: str) -> None:
    _say(f"wortlaut: {message}")


def _left(count: int) -> str:
    what = f"{count} articles are" if count > 1 else "1 article is"
    return f"{what} not done; the same command goes on there"


def _start(text: str, width: int = 100) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


def _say(message: str) -> None:
    print(message, file=sys.stderr)
