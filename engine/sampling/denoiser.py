"""What a step needs of a network: rows in, each with its text and timestep, and outputs out.

The adapters of `models.families` keep it; nothing here knows which network it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import torch

from engine.sampling.guidance import RowText
from engine.sampling.noise_schedule import Spacing


@dataclass(frozen=True, slots=True, eq=False)
class EncodedText:
    """One prompt text as the denoiser wants it, for one row of a forward pass.

    states: (S, D), without padding where the family masks it; pooled: (E,) where it is wanted.
    """

    states: torch.Tensor
    pooled: torch.Tensor | None = None


@dataclass(frozen=True, slots=True)
class TextToken:
    """One state of a text: it stands for the characters start to end, (0, 0) for none.

    place: of the state of an empty text that says nothing at this place.
    """

    start: int
    end: int
    place: int


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """What one row of a forward pass is made with, besides its latent and its timestep.

    guidance: for networks that take it as an input; channels: (k, h, w), what a network for
    inpainting sees besides the latent (the mask and the masked latent); for the painter of a model
    (1 + C, h, w), what to do with each cell (1: paint, 0: keep, -1: change as the words say) and
    the latent of the picture, 0 where it is painted. references: (C, h, w) each, latents of
    pictures that the words change, for networks that read them as they read their own.
    """

    text: EncodedText
    guidance: float = 1.0
    channels: torch.Tensor | None = None
    references: tuple[torch.Tensor, ...] = ()


class Denoiser(Protocol):
    """The denoising network of a model with its text encoder.

    latent_channels: C, what it denoises; extra_channels: k, what it wants to see besides (0, the
    5 of an inpainting network, or the C of a picture to be changed). max_references: pictures that
    its words can change. can_guide: False where guidance is trained in: then no negative prompt and
    no weights, and the guidance goes into the Row. reads_in_parts: a text is encoded in parts, a
    new one at each BREAK.
    has_painter: rows may have channels for a picture, or none.
    """

    family: str
    latent_channels: int
    native_px: int
    size_multiple_px: int
    extra_channels: int
    max_references: int
    can_guide: bool
    reads_in_parts: bool
    has_painter: bool
    guidance_offset: float  # the stock pipeline's guidance scale is ours plus this

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        """What the stock pipeline's own `encode_prompt` makes of each; it sees no emphasis."""
        ...

    def tokens(self, text: str) -> list[TextToken]:
        """One for each of the states that `encode_texts` makes of this text."""
        ...

    def spacing(self, shape: torch.Size, steps: int) -> Spacing:
        """What the stock pipeline tells its scheduler for latents (C, h, w)."""
        ...

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        """One forward pass of R independent rows, each at its own timestep.

        latents: (R, C, H, W), timesteps: (R,), both float32 or wider; the answer has the shape of
        `latents`. Nothing in it may reduce over the R rows, whose references are alike in size.
        """
        ...
