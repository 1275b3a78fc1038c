"""Repainting a part of a picture: where, and how the rest of it is kept through every step.

What the model draws is held to the source by blending (the source, noised to the level each step
arrives at, is put back outside the mask); in the finished picture the kept pixels are the
source's own. Source: the blending of diffusers' `StableDiffusionInpaintPipeline`.
"""

from dataclasses import dataclass

import torch
from torch.nn.functional import avg_pool2d, max_pool2d

from engine.api.errors import RequestError
from engine.sampling.noise_schedule import NoiseMix

FEATHER_PX = 4  # how far inside the repainted part it takes over from the source


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """rgb: the source, (H, W, 3) uint8; repainted: (H, W) bool, True where it is painted anew."""

    rgb: torch.Tensor
    repainted: torch.Tensor

    def __post_init__(self) -> None:
        if not self.repainted.any():
            raise RequestError("The mask has no white part: nothing would be repainted.")

    def cells(self, factor: int) -> torch.Tensor:
        """(1, h, w) in [0, 1]: the share of each latent cell that is repainted."""
        return avg_pool2d(self.repainted[None, None].float(), factor)[0]

    def painted(self, factor: int) -> torch.Tensor:
        """(1, h, w) bool: the cells that a painter paints, of which half or more is repainted.

        Of a mask that is less than half a cell everywhere, the cells with most of it.
        """
        cells = self.cells(factor)
        return cells >= min(0.5, float(cells.max()))

    def widened(self, factor: int) -> torch.Tensor:
        """The same, one cell wider: what is drawn meets the source outside the repainted part."""
        return max_pool2d(self.cells(factor), 3, stride=1, padding=1)

    def compose(self, drawn: torch.Tensor) -> torch.Tensor:
        """The finished picture, (H, W, 3) uint8: outside the repainted part, the source's bytes."""
        inside = self.repainted[None].float()
        share = torch.zeros_like(inside)
        for _ in range(FEATHER_PX):
            share += inside / FEATHER_PX
            inside = 1 - max_pool2d(1 - inside, 3, stride=1, padding=1)  # one pixel smaller
        share = share[0, :, :, None]
        mixed = (share * drawn + (1 - share) * self.rgb).round().to(torch.uint8)
        return torch.where(self.repainted[:, :, None], mixed, self.rgb)


@dataclass(frozen=True, slots=True, eq=False)
class MaskBlend:
    """source, noise: (C, h, w), the same through all steps; repainted: (1, h, w) in [0, 1]."""

    source: torch.Tensor
    noise: torch.Tensor
    repainted: torch.Tensor

    def hold(self, latents: torch.Tensor, level: NoiseMix) -> torch.Tensor:
        """The latents, with the source at their noise level where nothing is repainted."""
        kept = level.image * self.source + level.noise * self.noise
        return (1 - self.repainted) * kept + self.repainted * latents
