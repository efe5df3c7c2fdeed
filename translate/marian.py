"""MarianMT through transformers: batches, beams, prefixes, scores, word alignment.

torch and transformers are imported when a model is loaded, not before, so that everything else of the
command line answers at once.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from translate.alignment import links
from translate.document import Link, Span
from translate.loading import load_model, quiet
from translate.reading import TAGS, as_read

if TYPE_CHECKING:
    import torch
    from transformers import MarianMTModel, MarianTokenizer

__all__ = ["BUNDLED", "Assessment", "Hypothesis", "Marian", "Mark", "Request"]

BUNDLED = Path(__file__).with_name("model")

_BATCH_PIECES = 1024  # source pieces, padding included, that are translated at once
_LONGEST = 128  # pieces; models of this kind are trained on sentences of about a hundred


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention written into the source as ``<t> German <e> English </t>``.

    Attributes:
        span: the German words in the sentence.
        target: English citation form.
    """

    span: Span
    target: str


@dataclass(frozen=True, slots=True)
class Request:
    """One sentence for the model.

    Attributes:
        text: German sentence.
        marks: mentions to annotate, ascending, for models that know the mark-up.
        prefix: English text that the translation has to begin with.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A translation as the model made it.

    Attributes:
        text: the English.
        pieces: target token ids without the end of the sentence.
        spans: place of each piece in `text`.
    """

    text: str
    pieces: tuple[int, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the model says of a translation, given the plain source.

    Attributes:
        score: mean natural-log probability per target token, end of sentence included.
        links: word alignment.
    """

    score: float
    links: tuple[Link, ...]


class Marian:
    """A German-English MarianMT model with its tokenizer.

    Use `load`; the constructor takes what it returns apart.
    """

    def __init__(self, model: MarianMTModel, tokenizer: MarianTokenizer, name: str) -> None:
        self.model, self.tokenizer, self.name = model, tokenizer, name
        config = model.config
        self._spelt: dict[str, bool] = {}
        self.pad: int = config.pad_token_id
        self.eos: int = config.eos_token_id
        self.start: int = config.decoder_start_token_id
        self.max_pieces: int = config.max_position_embeddings - 2
        self._shifted_head: int | None = getattr(config, "wortlaut_shifted_head", None)
        self._late = int(self._shifted_head is not None)  # steps from a piece's prediction to its alignment

    @classmethod
    def load(cls, name: str | Path = BUNDLED) -> Marian:
        """Load a model from a folder of the Hugging Face MarianMT layout, or by its hub name.

        Raises:
            ModelError: not a MarianMT model, another language pair, or a hub name that cannot be
                fetched now.
        """
        model, tokenizer = load_model(name)
        return cls(model, tokenizer, str(name))

    @cached_property
    def knows_terms(self) -> bool:
        """Whether the model was trained for the term mark-up ``<t> … <e> … </t>``."""
        vocabulary = self.tokenizer.encoder
        return bool(getattr(self.model.config, "wortlaut_terms", False)) and all(t in vocabulary for t in TAGS)

    # ------------------------------------------------------------------ pieces

    def _spells(self, letter: str) -> bool:
        """Whether there are pieces for a letter or sign, other than single bytes."""
        if letter not in self._spelt:
            pieces = [p.lstrip("▁") for p in self.tokenizer.spm_source.encode(letter, return_type=str)]
            known = self.tokenizer.encoder
            self._spelt[letter] = all((p in known or "▁" + p in known) and not p.startswith("<0x") for p in pieces if p)
        return self._spelt[letter]

    def _source_pieces(self, text: str) -> tuple[list[int], list[Span]]:
        """Token ids of German text and their places in it."""
        read, places = as_read(text, self._spells)
        found = self.tokenizer.spm_source.encode(read, return_type="offset_mapping")
        ids = self.tokenizer.convert_tokens_to_ids(found["pieces"])
        return ids, [Span(places[start], places[end]) for start, end in found["offsets"]]

    def _chunk(self, text: str, start: int, end: int) -> list[int]:
        """Token ids of a stretch of a sentence; no word begins where the text has no blank."""
        pieces = self.tokenizer.spm_source.encode(as_read(text[start:end], self._spells)[0], return_type=str)
        glued = start > 0 and text[start:end] and not text[start].isspace()
        if glued and pieces and pieces[0].startswith("▁"):
            rest = pieces[0][1:]
            pieces[:1] = [rest] if rest in self.tokenizer.encoder else ([] if not rest else pieces[:1])
        return self.tokenizer.convert_tokens_to_ids(pieces)

    def _encode(self, request: Request) -> list[int]:
        text = request.text
        if not request.marks:
            return [*self._source_pieces(text)[0], self.eos]
        opening, separator, closing = self.tokenizer.convert_tokens_to_ids(list(TAGS))
        ids, position = [], 0
        for mark in request.marks:
            ids += self._chunk(text, position, mark.span.start)
            ids += [opening, *self._chunk(text, *mark.span), separator]
            ids += self.tokenizer.convert_tokens_to_ids(self.tokenizer.spm_source.encode(mark.target, return_type=str))
            ids.append(closing)
            position = mark.span.end
        return [*ids, *self._chunk(text, position, len(text)), self.eos]

    def _target_pieces(self, text: str) -> list[int]:
        pieces = self.tokenizer.spm_target.encode(text, return_type=str)
        vocabulary = getattr(self.tokenizer, "target_encoder", self.tokenizer.encoder)
        return [vocabulary.get(piece, vocabulary["<unk>"]) for piece in pieces]

    def hypothesis(self, text: str) -> Hypothesis:
        """Return English text as a hypothesis, in the segmentation that the model would use."""
        return self._decode(self._target_pieces(text))

    def _decode(self, ids: Sequence[int]) -> Hypothesis:
        kept = [i for i in ids if i not in (self.pad, self.eos, self.start)]
        pieces = [self.tokenizer._convert_id_to_token(i) for i in kept]
        found = self.tokenizer.spm_target.decode(pieces, return_type="offset_mapping")
        text = found["text"]
        lead = len(text) - len(text.lstrip())
        spans = tuple(Span(max(0, a - lead), max(0, b - lead)) for a, b in found["offsets"])
        return Hypothesis(text.strip(), tuple(kept), spans)

    def fits(self, text: str) -> bool:
        """Whether a sentence is short enough to be translated whole."""
        return self._within(text, min(_LONGEST, self.max_pieces // 2))  # half: room for mark-up

    def comfortable(self, text: str) -> bool:
        """Whether a sentence is short enough for the model to translate it well.

        Small models lose clauses of long sentences; ``wortlaut_comfort`` in their ``config.json`` says
        from how many pieces on.
        """
        return self._within(text, getattr(self.model.config, "wortlaut_comfort", _LONGEST))

    def _within(self, text: str, pieces: int) -> bool:
        return len(text) < 16 * pieces and len(self._source_pieces(text)[0]) <= pieces

    # -------------------------------------------------------------- translation

    def translate(
        self,
        requests: Sequence[Request],
        *,
        beams: int = 4,
        alternatives: int = 1,
        no_repeat: int = 0,
        progress: Callable[[int], None] | None = None,
    ) -> list[list[Hypothesis]]:
        """Translate sentences by beam search, in length-sorted batches.

        Args:
            requests: the sentences.
            beams: beam width.
            alternatives: how many hypotheses to return for each, at most `beams`.
            no_repeat: forbid n-grams of this many pieces from coming twice (0: allow).
            progress: called with the number of sentences done since the last call.

        Returns:
            For each request its hypotheses, best first.
        """
        import torch
        from transformers import LogitsProcessorList

        encoded = [self._encode(request) for request in requests]
        prefixes = [self._target_pieces(request.prefix) if request.prefix else [] for request in requests]
        results: list[list[Hypothesis]] = [[] for _ in requests]
        for batch in _batches([len(ids) for ids in encoded], _BATCH_PIECES * 4 // max(beams, 1)):
            inputs, mask = _padded([encoded[i] for i in batch], self.pad)
            forced = [prefixes[i] for i in batch]
            longest = max(map(len, forced))
            processors = LogitsProcessorList([_forced_prefix(forced, beams, self._glued)]) if longest else None
            with torch.inference_mode(), quiet():
                output = self.model.generate(
                    input_ids=inputs,
                    attention_mask=mask,
                    num_beams=beams,
                    num_return_sequences=min(alternatives, beams),
                    max_length=None,
                    max_new_tokens=min(self.max_pieces, inputs.shape[1] * 8 // 5 + 10 + longest),
                    no_repeat_ngram_size=no_repeat,
                    suppress_tokens=self._silent,
                    logits_processor=processors,
                    early_stopping=False,
                    do_sample=False,
                )
            each = len(output) // len(batch)
            for row, index in enumerate(batch):
                results[index] = [self._decode(ids) for ids in output[row * each : (row + 1) * each].tolist()]
            if progress:
                progress(len(batch))
        return results

    @cached_property
    def _glued(self) -> torch.Tensor:
        """Ids of the pieces that go on with a word."""
        import torch

        vocabulary = getattr(self.tokenizer, "target_encoder", self.tokenizer.encoder)
        return torch.tensor([number for piece, number in vocabulary.items() if piece[0].isalnum()])

    @cached_property
    def _silent(self) -> list[int] | None:
        """Ids of the mark-up, which never belong into English."""
        vocabulary = self.tokenizer.encoder
        return [vocabulary[tag] for tag in TAGS] if self.knows_terms else None

    def assess(self, pairs: Sequence[tuple[str, Hypothesis]]) -> list[Assessment]:
        """Score translations and align their words, by one teacher-forced pass each.

        Args:
            pairs: German sentence and hypothesis.

        The alignment is the attention of a head of the last decoder layer's cross-attention that training
        made a word alignment; it is computed from that layer's projections because fused attention returns
        no weights. ``wortlaut_shifted_head`` in ``config.json`` names a head that aligns the piece that a
        step reads (Chen et al. 2020); without one it is head 0, which aligns the piece that a step predicts
        (``transformer-align``, Garg et al. 2019).
        """
        import torch

        source = [self._source_pieces(text) for text, _ in pairs]
        results: list[Assessment | None] = [None] * len(pairs)
        lengths = [max(len(ids) + 1, len(h.pieces) + 1) for (ids, _), (_, h) in zip(source, pairs, strict=True)]
        for batch in _batches(lengths, _BATCH_PIECES * 2):
            inputs, mask = _padded([[*source[i][0], self.eos] for i in batch], self.pad)
            wanted, _ = _padded([[*pairs[i][1].pieces, self.eos] for i in batch], self.pad)
            given = torch.full_like(wanted, self.start)
            given[:, 1:] = wanted[:, :-1]
            with torch.inference_mode(), self._alignment_inputs() as captured:
                logits = self.model(input_ids=inputs, attention_mask=mask, decoder_input_ids=given).logits
                logits[:, :, self.pad] = -torch.inf  # generation never emits it
                logp = logits.log_softmax(-1).gather(2, wanted[:, :, None])[:, :, 0]
                attention = self._alignment_head(captured, mask)
            for row, index in enumerate(batch):
                text, hypothesis = pairs[index]
                length = len(hypothesis.pieces)
                results[index] = Assessment(
                    float(logp[row, : length + 1].mean()),
                    links(
                        text,
                        hypothesis.text,
                        source[index][1],
                        hypothesis.spans,
                        attention[row, self._late : self._late + length, : len(source[index][0]) + 1].numpy(),
                    ),
                )
        return [result for result in results if result is not None]

    @contextlib.contextmanager
    def _alignment_inputs(self) -> Iterator[dict[str, torch.Tensor]]:
        """Catch what goes into the last decoder layer's cross-attention."""
        captured: dict[str, torch.Tensor] = {}

        def catch(_module: object, args: tuple, kwargs: dict) -> None:
            captured["queries"] = kwargs.get("hidden_states", args[0] if args else None)
            captured["keys"] = kwargs.get("key_value_states", args[1] if len(args) > 1 else None)

        layer = self.model.model.decoder.layers[-1].encoder_attn
        handle = layer.register_forward_pre_hook(catch, with_kwargs=True)
        try:
            yield captured
        finally:
            handle.remove()

    def _alignment_head(self, captured: dict[str, torch.Tensor], mask: torch.Tensor) -> torch.Tensor:
        """Attention of the aligning head, batch × steps × source pieces (before the soft-max)."""
        import torch.nn.functional as F

        layer = self.model.model.decoder.layers[-1].encoder_attn
        first = (self._shifted_head or 0) * layer.head_dim
        rows = slice(first, first + layer.head_dim)
        queries = F.linear(captured["queries"], layer.q_proj.weight[rows], layer.q_proj.bias[rows])
        keys = F.linear(captured["keys"], layer.k_proj.weight[rows], layer.k_proj.bias[rows])
        return (queries @ keys.transpose(1, 2)).masked_fill(mask[:, None] == 0, float("-inf"))


def _forced_prefix(prefixes: Sequence[Sequence[int]], beams: int, glued: torch.Tensor):
    """Return a logits processor that makes each row begin with its prefix, whose last word ends there."""
    from transformers import LogitsProcessor

    class ForcedPrefix(LogitsProcessor):
        def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
            step = input_ids.shape[1] - 1
            for sentence, prefix in enumerate(prefixes):
                if step < len(prefix):
                    rows = slice(sentence * beams, (sentence + 1) * beams)
                    kept = scores[rows, prefix[step]].clone()
                    scores[rows] = float("-inf")
                    scores[rows, prefix[step]] = kept
                elif prefix and step == len(prefix):
                    scores[sentence * beams : (sentence + 1) * beams, glued] = float("-inf")
            return scores

    return ForcedPrefix()


def _batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Indices in batches of similar length whose padded size stays within the budget, longest first."""
    batches: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batches and (len(batches[-1]) + 1) * lengths[batches[-1][0]] <= budget:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches


def _padded(rows: Sequence[Sequence[int]], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    import torch

    width = max(map(len, rows))
    ids = np.full((len(rows), width), pad, dtype=np.int64)
    mask = np.zeros((len(rows), width), dtype=np.int64)
    for row, values in enumerate(rows):
        ids[row, : len(values)], mask[row, : len(values)] = values, 1
    return torch.from_numpy(ids), torch.from_numpy(mask)
