"""What is minimised: label-smoothed cross-entropy, and how far one head is from the word alignment."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional
from transformers import MarianMTModel

from training.batches import Batch
from training.network import AligningHead, forward

__all__ = ["Loss", "loss"]


class Loss(NamedTuple):
    """Losses of a batch, means over target pieces.

    Attributes:
        total: what is minimised.
        nll: cross-entropy without smoothing, in nats.
        guided: cross-entropy of the aligning head against the links, in nats; pieces without a link
            count as 0.
        pieces: number of target pieces.
    """

    total: Tensor
    nll: Tensor
    guided: Tensor
    pieces: int


def loss(
    model: MarianMTModel, head: AligningHead, batch: Batch, *, smoothing: float, guidance: float, half: bool
) -> Loss:
    """Compute the losses of a batch.

    Args:
        model: the model, on the device of the batch.
        head: the aligning head of `model`.
        batch: lines to learn.
        smoothing: probability that is spread over the whole vocabulary.
        guidance: weight of the guided loss.
        half: compute in bfloat16 where that is safe.
    """
    source, target, links = batch
    pad = model.config.pad_token_id
    real = target != pad
    wanted = target[real]
    with torch.autocast(source.device.type, dtype=torch.bfloat16, enabled=half):
        states = forward(model, source, target)
        logits = functional.linear(states[real], model.lm_head.weight) + model.final_logits_bias
        aligned = head.log_probabilities(source == pad) if links.shape[1] else None
    logits = logits.float()
    log_sum = logits.logsumexp(-1)
    pieces = len(wanted)
    nll = (log_sum - logits.gather(1, wanted[:, None])[:, 0]).sum() / pieces
    spread = (log_sum - logits.mean(-1)).sum() / pieces
    guided = torch.zeros((), device=source.device)
    if aligned is not None:
        line, to, of = links
        # A target piece with several links shares its weight among them.
        piece = line * target.shape[1] + to
        shares = torch.zeros(target.numel(), device=source.device)
        shares.index_add_(0, piece, torch.ones(len(piece), device=source.device))
        guided = -(aligned[line, to, of] / shares[piece]).sum() / pieces
    total = (1 - smoothing) * nll + smoothing * spread + guidance * guided
    return Loss(total, nll.detach(), guided.detach(), pieces)
