"""What is minimised: label-smoothed cross-entropy, and how far the aligning heads are from the word alignment."""

from __future__ import annotations

from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional
from transformers import MarianMTModel

from training.batches import Batch
from training.network import AligningHeads, forward

__all__ = ["Loss", "loss"]

_TOGETHER = {"cpu": 1 << 20, "cuda": 1 << 26}  # logits that are computed at once; a CPU holds them in its cache


class Loss(NamedTuple):
    """Losses of a batch, means over target pieces.

    Attributes:
        total: what is minimised.
        nll: cross-entropy without smoothing, in nats.
        guided: cross-entropy of the aligning heads against the links, their sum in nats; pieces without
            a link count as 0.
        pieces: number of target pieces.
    """

    total: Tensor
    nll: Tensor
    guided: Tensor
    pieces: int


class _SmoothedCrossEntropy(torch.autograd.Function):
    """Output layer and label-smoothed cross-entropy in one, with the gradient computed beside the loss.

    Going through the logits of some pieces at a time, forwards and backwards, keeps them in the cache: on a
    CPU, reading and writing all logits several times took as long as the layers of the small model.
    """

    @staticmethod
    def forward(
        ctx: Any, states: Tensor, weight: Tensor, bias: Tensor, wanted: Tensor, smoothing: float, dtype: torch.dtype
    ) -> tuple[Tensor, Tensor]:
        """Return the smoothed cross-entropy and the plain one, means over the pieces, in nats.

        Args:
            ctx: PyTorch's.
            states: of the decoder, (pieces, dimension).
            weight: of the output layer, (vocabulary, dimension).
            bias: of the output layer, (1, vocabulary); not trained.
            wanted: ids, (pieces,).
            smoothing: probability that is spread over the whole vocabulary.
            dtype: in which the products are computed.
        """
        pieces, vocabulary = len(wanted), len(weight)
        low_states, low_weight = states.to(dtype), weight.to(dtype)
        slope = torch.empty(pieces, vocabulary, dtype=dtype, device=states.device)
        nll, spread = states.new_zeros((), dtype=torch.float32), states.new_zeros((), dtype=torch.float32)
        together = max(1, _TOGETHER[states.device.type] // vocabulary)
        for start in range(0, pieces, together):
            rows = slice(start, start + together)
            target = wanted[rows, None]
            log = functional.linear(low_states[rows], low_weight).float().add_(bias).log_softmax(-1)
            nll -= log.gather(1, target).sum()
            spread -= log.mean(-1).sum()
            likely = log.exp_().sub_(smoothing / vocabulary)
            likely.scatter_add_(1, target, torch.full_like(target, smoothing - 1, dtype=likely.dtype))
            slope[rows] = likely.div_(pieces)
        ctx.save_for_backward(slope @ low_weight, slope.T @ low_states)
        ctx.dtypes = states.dtype, weight.dtype
        ctx.mark_non_differentiable(nll.div_(pieces))
        return (1 - smoothing) * nll + smoothing * spread / pieces, nll

    @staticmethod
    def backward(ctx: Any, *slopes: Tensor) -> tuple[Tensor | None, ...]:
        """Return the gradients of states and weight."""
        of_states, of_weight = ctx.saved_tensors
        states_dtype, weight_dtype = ctx.dtypes
        return slopes[0] * of_states.to(states_dtype), slopes[0] * of_weight.to(weight_dtype), None, None, None, None


def loss(
    model: MarianMTModel, heads: AligningHeads, batch: Batch, *, smoothing: float, guidance: float, half: bool
) -> Loss:
    """Compute the losses of a batch.

    Args:
        model: the model, on the device of the batch.
        heads: the aligning heads of `model`.
        batch: lines to learn.
        smoothing: probability that is spread over the whole vocabulary.
        guidance: weight of each aligning head's loss.
        half: compute in bfloat16 where that is safe.
    """
    source, target, _ = batch
    pad = model.config.pad_token_id
    real = target != pad
    wanted = target[real]
    with torch.autocast(source.device.type, dtype=torch.bfloat16, enabled=half):
        states = forward(model, source, target)
        guided = _guided(heads, batch, pad, model.config.eos_token_id)
    entropy, nll = _SmoothedCrossEntropy.apply(
        states[real], model.lm_head.weight, model.final_logits_bias, wanted, smoothing,
        torch.bfloat16 if half else torch.float32,
    )  # fmt: skip
    return Loss(entropy + guidance * guided, nll, guided.detach(), len(wanted))


def _guided(heads: AligningHeads, batch: Batch, pad: int, eos: int) -> Tensor:
    """Return `Loss.guided` of the model's last forward pass."""
    source, target, links = batch
    line, to, of = links
    if not len(line):
        return torch.zeros((), device=source.device)
    # A target piece with several links shares its weight among them.
    piece = line * target.shape[1] + to
    shares = torch.zeros(target.numel(), device=source.device)
    shares.index_add_(0, piece, torch.ones(len(piece), device=source.device))
    weight = 1 / shares[piece]
    guided = -(heads.log_probabilities(0, source == pad)[line, to, of] * weight).sum()
    if heads.shifted is not None:
        read = target[line, to] != eos  # no step reads the end
        log = heads.log_probabilities(heads.shifted, source == pad)
        guided = guided - (log[line[read], to[read] + 1, of[read]] * weight[read]).sum()
    return guided / (target != pad).sum()
