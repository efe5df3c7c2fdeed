"""A MarianMT model from a folder or from the hub, or one sentence why not.

torch and transformers are imported here when a model is loaded, not before.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from translate.errors import ModelError

if TYPE_CHECKING:
    from transformers import MarianMTModel, MarianTokenizer

__all__ = ["load_model", "quiet"]

_GERMAN = frozenset({"de", "deu", "ger", "gmw", "gem", "ine", "mul"})
_ENGLISH = frozenset({"en", "eng"})


def load_model(name: str | Path) -> tuple[MarianMTModel, MarianTokenizer]:
    """Load a German-English model, in float32 and ready to translate.

    Args:
        name: folder of the Hugging Face MarianMT layout, or hub name.

    Raises:
        ModelError: not a MarianMT model, another language pair, or a hub name that cannot be fetched now.
    """
    folder = Path(name)
    _expect_marian(name, folder)
    # Threads that wait by spinning slow a busy machine down by a factor of fifty; torch reads this once.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    with quiet():
        import torch
        from transformers import MarianMTModel, MarianTokenizer

        local = folder.is_dir() or _cached_or_fetchable(str(name))
        try:
            tokenizer = MarianTokenizer.from_pretrained(str(name), local_files_only=local)
            _expect_languages(name, tokenizer)
            model = MarianMTModel.from_pretrained(str(name), local_files_only=local, dtype=torch.float32)
        except ModelError:
            raise
        except Exception as error:
            # transformers raises whatever its layers raise: OSError, KeyError, safetensors' own …
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise ModelError(
                f"{name}: the model cannot be loaded ({reason}); give the folder of a complete MarianMT model"
            ) from error
    model.eval()
    return model, tokenizer


def _expect_marian(name: str | Path, folder: Path) -> None:
    """Refuse what is plainly no model before the heavy imports."""
    if not folder.exists():
        parts = str(name).split("/")
        if len(parts) > 2 or not all(parts) or folder.is_absolute() or str(name).startswith((".", "~")):
            raise ModelError(f"{name}: no such folder; give the folder or the hub name of a MarianMT model")
        return
    config = folder / "config.json"
    if not folder.is_dir() or not config.is_file():
        raise ModelError(f"{name}: not a model folder (no config.json); give the folder of a MarianMT model")
    try:
        kind = json.loads(config.read_text(encoding="utf-8")).get("model_type")
    except (OSError, ValueError, AttributeError) as error:
        raise ModelError(f"{config}: cannot be read as JSON; download the model again") from error
    if kind != "marian":
        raise ModelError(f"{name}: a {kind or 'nameless'} model, not MarianMT; give a MarianMT model")


def _cached_or_fetchable(name: str) -> bool:
    """Whether a hub model has been fetched before; asks the hub for it once if not.

    `from_pretrained` would go on asking for minutes where there is no network.

    Raises:
        ModelError: it has not, and it cannot be fetched now.
    """
    from huggingface_hub import HfApi, try_to_load_from_cache
    from huggingface_hub.errors import RepositoryNotFoundError

    if isinstance(try_to_load_from_cache(name, "config.json"), str):
        return True
    try:
        HfApi().model_info(name, timeout=10)
    except RepositoryNotFoundError as error:
        raise ModelError(f"{name}: the Hugging Face hub has no such model; check the name") from error
    except Exception as error:  # whatever the HTTP library of the day raises
        raise ModelError(
            f"{name}: neither a folder here nor a model that can be fetched from the Hugging Face hub now; "
            "check the name and the connection, or give the path of a downloaded model"
        ) from error
    return False


def _expect_languages(name: str | Path, tokenizer: MarianTokenizer) -> None:
    source, target = tokenizer.source_lang, tokenizer.target_lang
    if (source and source not in _GERMAN) or (target and target not in _ENGLISH):
        raise ModelError(
            f"{name}: translates {source} to {target}; give a German-English model such as "
            "Helsinki-NLP/opus-mt-de-en"
        )


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep the console clean while transformers loads and generates.

    MarianTokenizer recommends sacremoses, whose normaliser it then never calls: the pieces are the same
    without it (tested), so it is no dependency. Progress bars for loading weights tell a user nothing.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils import logging as transformers_logging

    logger = logging.getLogger("transformers")
    level, bars = logger.level, transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
            yield
    finally:
        logger.setLevel(level)
        if bars:
            transformers_logging.enable_progress_bar()
