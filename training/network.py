"""The network: a transformers MarianMT model made anew or loaded, and its aligning attention heads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError
from torch import Tensor, nn
from torch.nn import functional
from transformers import MarianConfig, MarianMTModel
from transformers.utils import logging as transformers_logging

from translate.errors import InputError, ModelError, UsageError

__all__ = ["AligningHeads", "Shape", "build", "default_device", "forward", "load"]

POSITIONS = 512

transformers_logging.disable_progress_bar()  # loading and saving take a moment; the steps report themselves


@dataclass(frozen=True, slots=True)
class Shape:
    """Size of a model.

    Attributes:
        dimension: width of embeddings and layers.
        feed_forward: width inside the feed-forward blocks.
        heads: attention heads; divides `dimension`.
        encoder_layers, decoder_layers: depth.
    """

    dimension: int
    feed_forward: int
    heads: int
    encoder_layers: int
    decoder_layers: int


def default_device() -> str:
    """Return ``cuda`` where PyTorch finds a GPU, else ``cpu``."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def _attention(device: str) -> str:
    # Measured: eager attention trains faster than SDPA on a CPU.
    return "eager" if device == "cpu" else "sdpa"


def build(
    shape: Shape,
    vocabulary_size: int,
    pad: int,
    eos: int,
    *,
    dropout: float,
    device: str,
    lexical: Path | None = None,
) -> MarianMTModel:
    """Make a model with random weights drawn from PyTorch's generator.

    Args:
        shape: its size.
        vocabulary_size: number of ids, padding included.
        pad, eos: ids of padding (also the decoder's first token) and of the end of a sentence.
        dropout: of embeddings and layer outputs.
        device: where it will train.
        lexical: ``.npy`` of unit rows, shape (vocabulary_size, dimension), from training.lexical. With
            these as embeddings, the last cross-attention starts by passing on the embedding of the
            word that it attends to, which the output layer finds close to that word's translations.

    Raises:
        UsageError: the heads do not divide the dimension, or `lexical` has another shape.
        InputError: `lexical` cannot be read.
    """
    if shape.dimension % shape.heads:
        raise UsageError(f"--heads {shape.heads} does not divide --dimension {shape.dimension}; choose one that does.")
    config = MarianConfig(
        vocab_size=vocabulary_size,
        d_model=shape.dimension,
        encoder_layers=shape.encoder_layers,
        decoder_layers=shape.decoder_layers,
        encoder_ffn_dim=shape.feed_forward,
        decoder_ffn_dim=shape.feed_forward,
        encoder_attention_heads=shape.heads,
        decoder_attention_heads=shape.heads,
        dropout=dropout,
        attention_dropout=0.0,
        activation_dropout=0.0,
        activation_function="swish",
        scale_embedding=True,
        pad_token_id=pad,
        eos_token_id=eos,
        decoder_start_token_id=pad,
        forced_eos_token_id=eos,
        max_position_embeddings=POSITIONS,
        init_std=shape.dimension**-0.5,
        # Aligns the piece that a step reads, see AligningHeads; a model with one head does without.
        wortlaut_shifted_head=1 if shape.heads > 1 else None,
        attn_implementation=_attention(device),
    )
    model = MarianMTModel(config)
    for name, weight in model.named_parameters():
        if weight.dim() == 2 and "embed" not in name and "shared" not in name:
            # Quiet layers at first, so that the lexical start is heard through them.
            quiet = lexical is not None and name.endswith(("out_proj.weight", "fc2.weight"))
            nn.init.xavier_uniform_(weight, gain=0.5 if quiet else 1.0)
    if lexical is not None:
        _start_lexically(model, lexical)
    return _ready(model, device)


def _start_lexically(model: MarianMTModel, lexical: Path) -> None:
    embeddings = model.model.shared.weight
    try:
        rows = torch.from_numpy(np.load(lexical))
    except (OSError, ValueError) as error:
        raise InputError(f"{lexical}: is not a NumPy array; make it with training.lexical.") from error
    if rows.shape != embeddings.shape:
        raise UsageError(
            f"{lexical}: has shape {tuple(rows.shape)}, this model needs {tuple(embeddings.shape)}; "
            "run training.lexical with this data and dimension."
        )
    attention = model.model.decoder.layers[-1].encoder_attn
    with torch.no_grad():
        embeddings.copy_(rows)
        nn.init.eye_(attention.v_proj.weight)
        nn.init.eye_(attention.out_proj.weight)


def load(folder: Path, *, dropout: float, device: str) -> MarianMTModel:
    """Load a Hugging Face MarianMT folder (any precision) to train in float32.

    Raises:
        ModelError: the folder holds no MarianMT model.
    """
    if not (folder / "config.json").is_file():
        raise ModelError(f"{folder}: holds no config.json; name the folder of a MarianMT model.")
    try:
        config = MarianConfig.from_pretrained(
            folder, dropout=dropout, attention_dropout=0.0, activation_dropout=0.0,
            attn_implementation=_attention(device),
        )  # fmt: skip
        model = MarianMTModel.from_pretrained(folder, config=config, dtype=torch.float32)
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise ModelError(f"{folder}: is not a complete MarianMT model ({error}); fetch or pack it again.") from error
    return _ready(model, device)


def _ready(model: MarianMTModel, device: str) -> MarianMTModel:
    for half in (model.model.encoder, model.model.decoder):
        half.embed_positions.weight.requires_grad_(False)  # sinusoids; not saved, so not to be trained
    return model.to(device)


class AligningHeads:
    """The heads of the last decoder layer's cross-attention, two of which are trained on word alignments.

    Head 0 aligns the piece that a step predicts, as OPUS-MT's does (Garg et al. 2019, *Jointly Learning to
    Align and Translate with Transformer Models*). It has not seen that piece yet, so where a translation
    says something else than the model expected, it aligns what was expected. Head
    ``config.wortlaut_shifted_head`` aligns the piece that a step reads, the one predicted just before
    (SHIFT-AET of Chen et al. 2020, *Accurate Word Alignment Induction from Neural Machine Translation*).

    The inputs of the layer are noted at each forward pass, since fast attention returns no weights.
    """

    def __init__(self, model: MarianMTModel) -> None:
        """Watch the last decoder layer of `model` from now on."""
        self.shifted: int | None = getattr(model.config, "wortlaut_shifted_head", None)
        self._attention = model.model.decoder.layers[-1].encoder_attn
        self._attention.register_forward_pre_hook(self._note, with_kwargs=True)

    def _note(self, _module: nn.Module, args: tuple[Tensor, ...], kwargs: dict[str, Tensor]) -> None:
        self._decoder = kwargs["hidden_states"] if "hidden_states" in kwargs else args[0]
        self._encoder = kwargs["key_value_states"]

    def log_probabilities(self, head: int, source_is_padding: Tensor) -> Tensor:
        """Return a head's log-probabilities of the last forward pass, (sentences, target, source).

        Row `t` belongs to the step that reads target piece `t - 1` and predicts piece `t`.

        Args:
            head: its number.
            source_is_padding: boolean, (sentences, source).
        """
        layer = self._attention
        rows = slice(head * layer.head_dim, (head + 1) * layer.head_dim)
        query = functional.linear(self._decoder, layer.q_proj.weight[rows], layer.q_proj.bias[rows])
        key = functional.linear(self._encoder, layer.k_proj.weight[rows], layer.k_proj.bias[rows])
        scores = (query @ key.transpose(1, 2)).float() * layer.scaling
        return scores.masked_fill(source_is_padding[:, None], -1e9).log_softmax(-1)

    def alignment(self, source_is_padding: Tensor) -> Tensor:
        """Return where each target piece of the last forward pass comes from.

        These are probabilities, (sentences, target, source). The last piece, an end or padding, has a row of
        zeros if the model has a shifted head.

        Args:
            source_is_padding: boolean, (sentences, source).
        """
        if self.shifted is None:
            return self.log_probabilities(0, source_is_padding).exp()
        found = self.log_probabilities(self.shifted, source_is_padding).exp()
        return functional.pad(found[:, 1:], (0, 0, 0, 1))


def forward(model: MarianMTModel, source: Tensor, target: Tensor) -> Tensor:
    """Run the model over known translations and return the decoder's states, (sentences, target, dimension).

    Args:
        model: the model.
        source, target: ids, (sentences, length), each sentence with its end, padded on the right.
    """
    pad = model.config.pad_token_id
    shifted = torch.full_like(target, pad)
    shifted[:, 1:] = target[:, :-1]
    return model.model(
        input_ids=source,
        attention_mask=(source != pad).long(),
        decoder_input_ids=shifted,
        use_cache=False,
    ).last_hidden_state
