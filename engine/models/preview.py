"""Small previews from latents by a linear map, fitted once against the autoencoder.

A look at the clean estimate costs one small matrix product, never a pass of the decoder.
"""

import torch

from engine.api.events import Picture
from engine.models.autoencoder import Autoencoder
from engine.models.picture import to_picture

GRAINS = (2, 4, 8, 16)  # colours along a side of the pictures it is fitted on
CELLS = 16  # latent cells along a side of a sample
ENLARGE = 4  # preview pixels per latent cell


class PreviewMap:
    """weights: (C+1, 3), the last row is the constant; colours come out in [0, 1]."""

    def __init__(self, weights: torch.Tensor) -> None:
        self.weights = weights

    def pictures(self, clean: torch.Tensor) -> tuple[Picture, ...]:
        """clean: (B, C, h, w) estimates of finished latents; pictures of 4h by 4w pixels."""
        weights = self.weights.to(clean)
        colours = torch.einsum("bchw,ck->bkhw", clean, weights[:-1]) + weights[-1].view(1, 3, 1, 1)
        large = torch.nn.functional.interpolate(
            torch.nan_to_num(colours).clamp(0, 1), scale_factor=ENLARGE, mode="bilinear"
        )
        pixels = (large * 255).round().to(torch.uint8).permute(0, 2, 3, 1).cpu()
        return tuple(to_picture(picture) for picture in pixels)


def fit(autoencoder: Autoencoder) -> PreviewMap:
    """Least squares from the latents of soft random colours to those colours, pooled per cell."""
    generator = torch.Generator("cpu").manual_seed(0)
    side = CELLS * autoencoder.factor
    samples = []
    for grain in GRAINS:
        rough = torch.rand((1, 3, grain, grain), generator=generator)
        samples.append(torch.nn.functional.interpolate(rough, (side, side), mode="bilinear"))
    unit = torch.cat(samples)
    latents = autoencoder.encode(2 * unit - 1).mode().float().cpu()
    colours = torch.nn.functional.adaptive_avg_pool2d(unit, (latents.shape[-2], latents.shape[-1]))
    inputs = latents.permute(0, 2, 3, 1).flatten(0, 2)
    inputs = torch.cat([inputs, torch.ones(len(inputs), 1)], dim=1)
    targets = colours.permute(0, 2, 3, 1).flatten(0, 2)
    return PreviewMap(torch.linalg.lstsq(inputs, targets, driver="gelsd").solution)
