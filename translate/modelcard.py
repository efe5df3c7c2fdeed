"""What is known of a model: from its weights, its configuration and its card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from translate.marian import BUNDLED

if TYPE_CHECKING:
    from translate.marian import Marian

__all__ = ["describe"]


def describe(marian: Marian) -> dict[str, str]:
    """Return the facts about a model, name → value, in the order in which to show them.

    Scores and licence are what the model's card (``README.md`` with the metadata of the Hugging Face
    hub) says; a model without a card has neither.
    """
    config = marian.model.config
    folder = Path(marian.name)
    parameters = sum(p.numel() for p in marian.model.parameters())
    facts = {
        "model": "bundled" if folder == BUNDLED else marian.name,
        "source": str(folder) if folder.is_dir() else f"Hugging Face hub, {marian.name}",
        "languages": "German to English",
        "parameters": f"{parameters / 1e6:.1f} million",
        "architecture": f"MarianMT, {config.encoder_layers} encoder and {config.decoder_layers} decoder layers, "
        f"width {config.d_model}, {config.vocab_size - 1} pieces",
        "term mark-up": "yes" if marian.knows_terms else "no",
    }
    return facts | _card(folder)


def _card(folder: Path) -> dict[str, str]:
    card = folder / "README.md"
    if not card.is_file():
        return {"licence": "no card in the folder", "scores": "no card in the folder"}
    from huggingface_hub import ModelCard

    data = ModelCard.load(card).data
    results = data.eval_results or []
    scores = "; ".join(f"{r.dataset_name} {r.metric_name or r.metric_type} {r.metric_value}" for r in results)
    licence = data.license_name or data.license if hasattr(data, "license_name") else data.license
    return {"licence": str(licence or "not stated"), "scores": scores or "none in the card"}
