"""One thin adapter per architecture: how it reads words, and how one forward pass is called.

An adapter knows nothing of noise schedules, guidance, batches or requests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import torch

from engine.stock import Stock


@dataclass(frozen=True, slots=True, eq=False)
class EncodedText:
    """One prompt text as the denoiser wants it, for one line of a forward pass.

    states: (S, D), without padding where the family masks it; pooled: (E,) where it is wanted.
    """

    states: torch.Tensor
    pooled: torch.Tensor | None = None


class Denoiser(Protocol):
    """The denoising network of a model with its text encoder."""

    family: str
    latent_channels: int
    native_px: int
    size_multiple_px: int

    def encode_text(self, text: str, is_negative: bool) -> EncodedText:
        """What the stock pipeline's own `encode_prompt` makes of it."""
        ...

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, texts: Sequence[EncodedText]
    ) -> torch.Tensor:
        """One forward pass of R independent lines, each at its own timestep.

        latents: (R, C, H, W), timesteps: (R,), both float32 or wider; the answer has the shape of
        `latents`. Nothing in it may reduce over the R lines.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What a family builds from a model folder. pipeline: the stock one around the same networks.

    The engine never calls the pipeline; the benchmark does, with these arguments besides the usual.
    """

    denoiser: Denoiser
    network: Stock  # the denoising network itself
    pipeline: Stock
    pipeline_arguments: dict[str, Stock]
