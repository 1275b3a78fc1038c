"""Repainting a part of a picture: where, and how the rest of it is kept through every step.

What the model draws is held to the source by blending (the source, noised to the level each step
arrives at, is put back outside the mask); in the finished picture the kept pixels are the
source's own, and the drawn ones beside them are moved to meet them. Source: the blending of
diffusers' `StableDiffusionInpaintPipeline`; for the border, the pyramid of Gortler et al.
1996, "The Lumigraph", 3.4 (pull and push).
"""

from dataclasses import dataclass

import torch
from torch.nn.functional import avg_pool2d, interpolate, max_pool2d

from engine.api.errors import RequestError
from engine.sampling.noise_schedule import NoiseMix

FEATHER_PX = 4  # how far inside the repainted part it takes over from the source
HALVINGS = 5  # of the pyramid: what the border is moved by has ended some 2**HALVINGS px inside


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
        """As `cells`, one cell wider: what is drawn meets the source outside the repainted part."""
        return max_pool2d(self.cells(factor), 3, stride=1, padding=1)

    def compose(self, drawn: torch.Tensor) -> torch.Tensor:
        """The finished picture, (H, W, 3) uint8: outside the repainted part, the source's bytes."""
        drawn = met(drawn, self.rgb, self.repainted)
        inside = self.repainted[None].float()
        share = torch.zeros_like(inside)
        for _ in range(FEATHER_PX):
            share += inside / FEATHER_PX
            inside = 1 - max_pool2d(1 - inside, 3, stride=1, padding=1)  # one pixel smaller
        share = share[0, :, :, None]
        mixed = (share * drawn + (1 - share) * self.rgb).round().to(torch.uint8)
        return torch.where(self.repainted[:, :, None], mixed, self.rgb)


def met(drawn: torch.Tensor, source: torch.Tensor, repainted: torch.Tensor) -> torch.Tensor:
    """The drawn picture, (H, W, 3) float in 0 to 255, moved so that it meets the source.

    What the two differ by beside the border, where the source is kept, is added to what is drawn
    there and to less and less of it further inside. repainted: (H, W) bool.
    """
    known = (~repainted)[None].float()
    offset = (source.float() - drawn.float()).movedim(-1, 0) * known
    level = torch.cat([offset, known])[None]
    levels = [level]
    for _ in range(HALVINGS):
        levels.append(avg_pool2d(levels[-1], 2, ceil_mode=True))
    spread = torch.zeros_like(levels[-1][:, :3])
    for level in reversed(levels):
        near = avg_pool2d(level, 3, stride=1, padding=1, count_include_pad=False)
        known_share = near[:, 3:]
        mean = near[:, :3] / known_share.clamp(min=1e-6)
        spread = interpolate(spread, size=level.shape[-2:], mode="bilinear")
        spread = spread + (2 * known_share).clamp(max=1) * (mean - spread)
    return (drawn + spread[0].movedim(0, -1)).clamp(0, 255)


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
