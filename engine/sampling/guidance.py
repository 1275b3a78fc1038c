"""Guidance and weighted prompts: which rows an image needs, and how their outputs combine.

m = u + g·Σ ŵᵢ(cᵢ - u) with ŵᵢ = wᵢ / Σw, the negative prompt's row u, and one row c per part.
At g ≤ 1 there is no row u and m = Σ ŵᵢ·cᵢ, as in the stock pipelines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from engine.api.request import Emphasis, ImageRequest


@dataclass(frozen=True, slots=True)
class RowText:
    text: str
    is_negative: bool = False
    emphasis: tuple[Emphasis, ...] = ()


@dataclass(frozen=True, slots=True)
class GuidedRows:
    """The first row is the base, one weight for each other: m = base + Σ weight·(row - base)."""

    texts: tuple[RowText, ...]
    weights: tuple[float, ...]


def rows_for(request: ImageRequest, is_guided: bool = True, step: int = 0) -> GuidedRows:
    """The rows of one image of this request, in a step that is guided or in one that is not.

    step: of those that were asked for, from 0 on; each may read other texts.
    """
    total = sum(part.weight for part in request.parts)
    read = [part.read_at(step) for part in request.parts]
    texts = tuple(RowText(text.text, emphasis=text.emphasis) for text in read)
    shares = tuple(part.weight / total for part in request.parts)
    if request.guidance <= 1 or not is_guided:
        return GuidedRows(texts, shares[1:])
    negative = RowText(request.negative_at(step), is_negative=True)
    return GuidedRows((negative, *texts), tuple(request.guidance * share for share in shares))


def combine(outputs: torch.Tensor, weights: Sequence[tuple[float, ...]]) -> torch.Tensor:
    """The guided output of B images from the outputs of all their rows.

    outputs: (R, C, H, W), the rows of image 0 first, its base row first; weights: B tuples.
    No image's result is touched by another's rows, not even by a NaN in them.
    """
    slots = max(map(len, weights))
    if not slots:
        return outputs
    bases = np.cumsum([0, *(1 + len(own) for own in weights[:-1])])
    base = outputs.index_select(0, torch.from_numpy(bases).to(outputs.device))
    combined = base
    for slot in range(slots):
        # an image without this slot points at its base itself: 0·(base - base) = 0
        others = [b + 1 + slot if slot < len(w) else b for b, w in zip(bases, weights, strict=True)]
        shares = [own[slot] if slot < len(own) else 0.0 for own in weights]
        other = outputs.index_select(0, torch.tensor(others, device=outputs.device))
        share = torch.tensor(shares, device=outputs.device, dtype=outputs.dtype)
        combined = combined + other.sub_(base).mul_(share.view(-1, 1, 1, 1))
    return combined
