"""Emphasis: some characters of a text count more, or less, than the others.

The states of the tokens that write them move away from those of the empty text, or towards them:

    z' = e + w·(z - e)

as ComfyUI does (comfy/sd1_clip.py, ClipTokenWeightEncoder.encode_token_weights); all other states,
and what is pooled, stay as they are. A token of several emphases has the product of their weights.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import torch

from engine.api.request import Emphasis
from engine.sampling.denoiser import Denoiser, EncodedText, TextToken
from engine.sampling.guidance import LineText


def encode_with_emphasis(denoiser: Denoiser, lines: Sequence[LineText]) -> list[EncodedText]:
    """The texts with their emphasis; those without are what the denoiser makes of them."""
    encoded = denoiser.encode_texts([replace(line, emphasis=()) for line in lines])
    if any(line.emphasis for line in lines):
        empty = denoiser.encode_texts([LineText("")])[0].states
        for k, line in enumerate(lines):
            if line.emphasis:
                states = weighted(encoded[k].states, empty, denoiser.tokens(line.text), line)
                encoded[k] = replace(encoded[k], states=states)
    return encoded


def weighted(
    states: torch.Tensor, empty: torch.Tensor, tokens: Sequence[TextToken], line: LineText
) -> torch.Tensor:
    """states: (S, D) of S tokens; empty: (E, D), its last row stands for all beyond it."""
    weights = [_weight(line, token) for token in tokens]
    rows = [k for k, weight in enumerate(weights) if weight != 1]
    if not rows:
        return states
    places = [min(tokens[k].place, len(empty) - 1) for k in rows]
    base, own = empty[places].float(), states[rows].float()
    share = torch.tensor([[weights[k]] for k in rows], device=states.device)
    changed = states.clone()
    changed[rows] = (base + share * (own - base)).to(states.dtype)
    return changed


def dropped(denoiser: Denoiser, text: str) -> str:
    """The end of the text that no token stands for, because the model reads no longer texts."""
    read = max((token.end for token in denoiser.tokens(text)), default=len(text))
    rest = text[read:].strip()
    return rest if any(map(str.isalnum, rest)) else ""


def _weight(line: LineText, token: TextToken) -> float:
    written = line.text[token.start : token.end]
    start = token.end - len(written.lstrip())  # some tokens have the space before them
    return math.prod(one.weight for one in line.emphasis if _meets(one, start, token.end))


def _meets(emphasis: Emphasis, start: int, end: int) -> bool:
    return start < min(end, emphasis.end) and emphasis.start < end
