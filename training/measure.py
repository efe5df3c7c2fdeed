"""Measure a packed model: BLEU and chrF of its translations, terms rendered as asked, word alignment.

All of it goes through `translate.marian.Marian`, so that what is measured is what the tool does.
Prints one line a figure, tab between: set, measure, value, count (sentences or mentions), signature.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEUScore

from glossary.forms import inflections, plural
from glossary.verify import renderings
from training.command import command, new_parser
from training.corpus import read_pairs
from training.files import read_lines
from translate.alignment import aligned_span
from translate.document import Span
from translate.errors import InputError, UsageError
from translate.files import whole_file
from translate.marian import Hypothesis, Marian, Mark, Request
from translate.sentences import cut

__all__ = [
    "Figure",
    "Marked",
    "compare",
    "loss_of_references",
    "main",
    "measure_terms",
    "parser",
    "read_set",
    "read_terms",
    "translate",
]


class Figure(NamedTuple):
    """A figure that can be made again.

    Attributes:
        set: name of the test set.
        measure: what was measured.
        value: points of BLEU or chrF, per cent, or nats.
        count: number of sentences, mentions or pieces that it is an average over.
        signature: sacreBLEU's, or how terms were counted.
    """

    set: str
    measure: str
    value: float
    count: int
    signature: str


class Marked(NamedTuple):
    """A sentence of a term set: its terms are found in the German and do not overlap."""

    german: str
    english: str
    marks: tuple[Mark, ...]


def translate(marian: Marian, lines: Sequence[str], beams: int, *, split: bool = False) -> list[str]:
    """Translate lines, sentence by sentence if `split`.

    Raises:
        UsageError: a line is longer than the model's longest input.
    """
    parts = [
        [line[a:b] for a, b in cut(line, marian.fits, marian.comfortable)] if split else [line] for line in lines
    ]
    for number, sentences in enumerate(parts, 1):
        longest = max((len(marian.tokenizer(sentence)["input_ids"]) for sentence in sentences), default=0)
        if longest > marian.max_pieces:
            raise UsageError(f"line {number} has {longest} pieces, the model takes {marian.max_pieces}; try --split.")
    requests = [Request(sentence) for sentences in parts for sentence in sentences]
    done = iter(marian.translate(requests, beams=beams))
    return [" ".join(next(done)[0].text for _ in sentences) for sentences in parts]


def compare(name: str, measure: str, hypotheses: Sequence[str], references: Sequence[str]) -> list[Figure]:
    """Score translations with BLEU and chrF, and their length; `measure` is put behind their names.

    The length is in per cent of the references' (words as BLEU counts them): where it is below 100, BLEU
    is lowered by a brevity penalty.
    """
    metrics: tuple[Metric, ...] = BLEU(), CHRF()
    figures = []
    for metric in metrics:
        score = metric.corpus_score(list(hypotheses), [list(references)])
        label = f"{score.name.removesuffix('2')} {measure}".strip()  # sacreBLEU puts chrF's beta into the name
        figures.append(Figure(name, label, score.score, len(hypotheses), str(metric.get_signature())))
        if isinstance(score, BLEUScore):
            figures.append(Figure(name, f"length {measure}".strip(), 100 * score.ratio, len(hypotheses), "tok:13a"))
    return figures


def loss_of_references(marian: Marian, name: str, german: Sequence[str], english: Sequence[str]) -> Figure:
    """Measure how well a model foresees the references: mean cross-entropy in nats per piece, ends included.

    Where it is much lower on sentences that were trained on than on others of their kind, the model has
    learnt them by heart.
    """
    references = [marian.hypothesis(text) for text in english]
    scores = [assessment.score for assessment in marian.assess(list(zip(german, references, strict=True)))]
    pieces = [len(reference.pieces) + 1 for reference in references]
    total = sum(score * count for score, count in zip(scores, pieces, strict=True))
    return Figure(name, "loss of references", -total / sum(pieces), sum(pieces), "nats per piece")


def read_set(paths: Sequence[Path]) -> tuple[list[str], list[str]]:
    """Read a set: one TSV or TMX of pairs, or a German and an English text, line by line.

    Returns:
        German and English sentences, as many of either.

    Raises:
        InputError: the files cannot be read or do not belong together.
    """
    if len(paths) == 1:
        pairs = list(read_pairs(paths[0]))
        german, english = [pair.german for pair in pairs], [pair.english for pair in pairs]
    else:
        german, english = (list(read_lines(path)) for path in paths)
    if len(german) != len(english):
        raise InputError(f"{paths[0]}: has {len(german)} lines, {paths[1]} {len(english)}; give files that match.")
    if not german:
        raise InputError(f"{paths[0]}: is empty; give a file with sentences.")
    return german, english


def read_terms(path: Path) -> list[Marked]:
    """Read a term set: JSONL with ``de``, ``en`` and ``terms``, a list of ``{"de", "en"}``.

    A term that does not stand in the German letter by letter (but for case), or only where another one
    does, is left out.

    Raises:
        InputError: the file is something else.
    """
    found = []
    for number, line in enumerate(read_lines(path), 1):
        try:
            record = json.loads(line)
            german, english = str(record["de"]), str(record["en"])
            terms = [(str(term["de"]), str(term["en"])) for term in record["terms"]]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f'{path}:{number}: must be a JSON object with "de", "en" and "terms".') from error
        found.append(Marked(german, english, _marks(german, terms)))
    if not any(sentence.marks for sentence in found):
        raise InputError(f"{path}: has no term that stands in its sentence; check the file.")
    return found


def _marks(german: str, terms: Iterable[tuple[str, str]]) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for source, target in terms:
        if not source.strip():
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(source)}(?!\w)", german, re.IGNORECASE):
            if all(match.end() <= mark.span.start or mark.span.end <= match.start() for mark in marks):
                marks.append(Mark(Span(*match.span()), target))
                break
    return tuple(sorted(marks, key=lambda mark: mark.span))


def measure_terms(marian: Marian, name: str, sentences: Sequence[Marked], beams: int) -> list[Figure]:
    """Measure what a model makes of terms, without mark-up and, if it knows it, with.

    ``terms`` counts mentions whose English stands in the translation in the form asked for or inflected
    (any number or verb form), ``terms exactly`` only the form asked for, ``alignment`` those of the
    rendered ones whose rendering the alignment points at; ``alignment of references`` the same with the
    references in place of the model's own translations.
    """
    references = [sentence.english for sentence in sentences]
    mentions = sum(len(sentence.marks) for sentence in sentences) or 1  # none if few lines are asked for
    figures: list[Figure] = []
    bleu: list[Figure] = []
    for way in ("without mark-up", "with mark-up") if marian.knows_terms else ("without mark-up",):
        marked = way == "with mark-up"
        requests = [Request(sentence.german, sentence.marks if marked else ()) for sentence in sentences]
        hypotheses = [best for best, *_ in marian.translate(requests, beams=beams)]
        texts = [hypothesis.text for hypothesis in hypotheses]
        exact = sum(bool(renderings((m.target,), t)) for s, t in zip(sentences, texts, strict=True) for m in s.marks)
        rendered, aligned = _aligned(marian, sentences, hypotheses)
        scores = compare(name, way, texts, references)
        bleu.append(scores[0])
        figures += [
            *scores,
            Figure(name, f"terms {way}", 100 * rendered / mentions, mentions, "forms:inflected"),
            Figure(name, f"terms exactly {way}", 100 * exact / mentions, mentions, "forms:exact"),
            Figure(name, f"alignment {way}", 100 * aligned / max(rendered, 1), rendered, "forms:inflected"),
        ]
    if marian.knows_terms:
        gain = bleu[1].value - bleu[0].value
        figures.append(bleu[0]._replace(measure="BLEU gained by mark-up", value=gain))
    rendered, aligned = _aligned(marian, sentences, [marian.hypothesis(text) for text in references])
    figures.append(
        Figure(name, "alignment of references", 100 * aligned / max(rendered, 1), rendered, "forms:inflected")
    )
    return figures


def _aligned(marian: Marian, sentences: Sequence[Marked], hypotheses: Sequence[Hypothesis]) -> tuple[int, int]:
    """Count the mentions that are rendered, and those of them whose rendering is where the alignment points."""
    rendered = aligned = 0
    assessments = marian.assess([(s.german, hypothesis) for s, hypothesis in zip(sentences, hypotheses, strict=True)])
    for sentence, hypothesis, assessment in zip(sentences, hypotheses, assessments, strict=True):
        for mark in sentence.marks:
            places = renderings((mark.target, plural(mark.target), *inflections(mark.target)), hypothesis.text)
            if places:
                rendered += 1
                span = aligned_span(assessment.links, mark.span)
                aligned += span is not None and any(start < span.end and span.start < end for start, end in places)
    return rendered, aligned


def parser() -> argparse.ArgumentParser:
    """Return the parser of this step's arguments."""
    step = new_parser("measure", "Measure a packed model on development sets.")
    step.add_argument("model", help="folder of training.pack, or any German-English MarianMT model")
    step.add_argument(
        "--set", nargs="+", type=Path, action="append", default=[], metavar="FILE",
        help="a TSV or TMX of pairs, or a German and an English text, line by line; may be given again",
    )  # fmt: skip
    step.add_argument(
        "--terms", type=Path, action="append", default=[], metavar="JSONL",
        help='sentences with terms: {"de", "en", "terms": [{"de", "en"}]}; may be given again',
    )  # fmt: skip
    step.add_argument("--beams", type=int, default=4, help="width of the search")
    step.add_argument(
        "--split", action="store_true", help="translate the sets' lines cut into sentences as the tool does"
    )
    step.add_argument("--limit", type=int, metavar="N", help="only the first lines of each set")
    step.add_argument("--write", type=Path, metavar="FOLDER", help="write the translations there, NAME.en each")
    return step


@command(parser)
def main(options: argparse.Namespace) -> None:
    """Print the figures as they come."""
    if not options.set and not options.terms:
        raise UsageError("give what to measure on: --set, --terms or both.")
    if any(len(paths) > 2 for paths in options.set):
        raise UsageError("--set takes one file of pairs or two texts; give --set again for another set.")
    if options.beams < 1 or (options.limit is not None and options.limit < 1):
        raise UsageError("--beams and --limit must be at least 1.")
    marian = Marian.load(options.model)
    search = f"beams:{options.beams}|{_signature(marian)}"
    for paths in options.set:
        german, english = (side[: options.limit] for side in read_set(paths))
        texts = translate(marian, german, options.beams, split=options.split)
        name = paths[0].name.partition(".")[0]
        if options.write:
            with whole_file(options.write / f"{name}.en") as file:
                file.writelines(f"{text}\n" for text in texts)
        _print(compare(name, "", texts, english), search + ("|split:sentences" if options.split else ""))
        if not options.split:
            _print([loss_of_references(marian, name, german, english)], _signature(marian))
    for path in options.terms:
        _print(measure_terms(marian, path.stem, read_terms(path)[: options.limit], options.beams), search)


def _signature(marian: Marian) -> str:
    checksum = hashlib.sha256()
    for name, weight in sorted(marian.model.state_dict().items()):
        checksum.update(name.encode())
        checksum.update(weight.numpy().tobytes())
    return f"model:{Path(marian.name).name}:{checksum.hexdigest()[:8]}|transformers:{version('transformers')}"


def _print(figures: Iterable[Figure], search: str) -> None:
    for name, measure, value, count, signature in figures:
        print(name, measure, f"{value:.2f}", count, f"{signature}|{search}", sep="\t", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
