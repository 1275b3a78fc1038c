"""Guidance and weighted prompts: which lines an image needs, and how their outputs combine.

m = u + g·Σ ŵᵢ(cᵢ - u) with ŵᵢ = wᵢ / Σw, the negative prompt's line u, and one line c per part.
At g ≤ 1 there is no line u and m = Σ ŵᵢ·cᵢ, as in the stock pipelines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from engine.request import ImageRequest


@dataclass(frozen=True, slots=True)
class LineText:
    text: str
    is_negative: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """The first line is the base, one weight for each other: m = base + Σ weight·(line - base)."""

    texts: tuple[LineText, ...]
    weights: tuple[float, ...]


def lines_for(request: ImageRequest, is_guided: bool = True) -> Lines:
    """The lines of one image of this request, in a step that is guided or in one that is not."""
    total = sum(part.weight for part in request.parts)
    texts = tuple(LineText(part.text) for part in request.parts)
    shares = tuple(part.weight / total for part in request.parts)
    if request.guidance <= 1 or not is_guided:
        return Lines(texts, shares[1:])
    negative = LineText(request.negative, is_negative=True)
    return Lines((negative, *texts), tuple(request.guidance * share for share in shares))


def combine(outputs: torch.Tensor, weights: Sequence[tuple[float, ...]]) -> torch.Tensor:
    """The guided output of B images from the outputs of all their lines.

    outputs: (R, C, H, W), the lines of image 0 first, its base line first; weights: B tuples.
    No image's result is touched by another's lines, not even by a NaN in them.
    """
    slots = max(map(len, weights))
    bases, others, shares, line = [], [], [], 0
    for own in weights:
        padding = slots - len(own)  # an empty slot points at the base itself: base - base = 0
        bases.append(line)
        others.append([*range(line + 1, line + 1 + len(own)), *[line] * padding])
        shares.append([*own, *[0.0] * padding])
        line += 1 + len(own)
    base = outputs[torch.tensor(bases, device=outputs.device)]
    if not slots:
        return base
    other = outputs[torch.tensor(others, device=outputs.device)]  # (B, slots, C, H, W)
    share = torch.tensor(shares, device=outputs.device, dtype=outputs.dtype)
    return base + (share[:, :, None, None, None] * (other - base[:, None])).sum(1)
