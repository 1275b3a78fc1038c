"""Prompt texts encoded, each once, and with emphasis: some of their characters count more, or less.

The states of the tokens that write them move away from those of the empty text, or towards them:

    z' = e + w·(z - e)

as ComfyUI does (comfy/sd1_clip.py, ClipTokenWeightEncoder.encode_token_weights); all other states,
and what is pooled, stay as they are. A token of several emphases has the product of their weights.
"""

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace

import torch

from engine.api.request import Emphasis
from engine.sampling.denoiser import Denoiser, EncodedText, TextToken
from engine.sampling.guidance import RowText

KEPT = 256


class EncodedTexts:
    """Those of all who came together are made in one pass of the encoder; the latest are kept."""

    def __init__(
        self, encode: Callable[[Sequence[RowText]], list[EncodedText]], kept: int = KEPT
    ) -> None:
        self._encode = encode
        self._room = kept
        self._kept: OrderedDict[RowText, EncodedText] = OrderedDict()

    def read(self, rows: Sequence[RowText]) -> list[EncodedText]:
        """One for each row; equal rows, and those met lately, are encoded once."""
        new = [row for row in dict.fromkeys(rows) if row not in self._kept]
        if new:
            self._kept.update(zip(new, self._encode(new), strict=True))
        for row in rows:
            self._kept.move_to_end(row)
        encoded = [self._kept[row] for row in rows]
        while len(self._kept) > self._room:
            self._kept.popitem(last=False)
        return encoded


def encode_with_emphasis(denoiser: Denoiser, rows: Sequence[RowText]) -> list[EncodedText]:
    """The texts with their emphasis; those without are what the denoiser makes of them."""
    encoded = denoiser.encode_texts([replace(row, emphasis=()) for row in rows])
    if any(row.emphasis for row in rows):
        empty = denoiser.encode_texts([RowText("")])[0].states
        for k, row in enumerate(rows):
            if row.emphasis:
                states = weighted(encoded[k].states, empty, denoiser.tokens(row.text), row)
                encoded[k] = replace(encoded[k], states=states)
    return encoded


def weighted(
    states: torch.Tensor, empty: torch.Tensor, tokens: Sequence[TextToken], row: RowText
) -> torch.Tensor:
    """states: (S, D) of S tokens; empty: (E, D), its last state stands for all beyond it."""
    weights = [_weight(row, token) for token in tokens]
    weighed = [k for k, weight in enumerate(weights) if weight != 1]
    if not weighed:
        return states
    places = [min(tokens[k].place, len(empty) - 1) for k in weighed]
    base, own = empty[places].float(), states[weighed].float()
    share = torch.tensor([[weights[k]] for k in weighed], device=states.device)
    changed = states.clone()
    changed[weighed] = (base + share * (own - base)).to(states.dtype)
    return changed


def dropped(denoiser: Denoiser, text: str) -> str:
    """The end of the text that no token stands for, because the model reads no longer texts."""
    read = max((token.end for token in denoiser.tokens(text)), default=len(text))
    rest = text[read:].strip()
    return rest if any(map(str.isalnum, rest)) else ""


def _weight(row: RowText, token: TextToken) -> float:
    written = row.text[token.start : token.end]
    start = token.end - len(written.lstrip())  # some tokens have the space before them
    return math.prod(one.weight for one in row.emphasis if _meets(one, start, token.end))


def _meets(emphasis: Emphasis, start: int, end: int) -> bool:
    return start < min(end, emphasis.end) and emphasis.start < end
