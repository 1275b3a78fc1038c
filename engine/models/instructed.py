"""InstructPix2Pix: networks that see the picture to be changed beside their own latent.

m = u + g·(t - i) + k·(i - u): the row t sees picture and words, i the picture alone, u neither.
Source: diffusers' `StableDiffusionInstructPix2PixPipeline`, whose usual k is 1.5.
"""

from dataclasses import replace

import torch

from engine.sampling.denoiser import Denoiser
from engine.sampling.trajectory import Conditions

PICTURE_GUIDANCE = 1.5


def is_instructed(denoiser: Denoiser) -> bool:
    """Whether what it sees besides is a picture; a network for inpainting sees a mask too."""
    return denoiser.extra_channels == denoiser.latent_channels


def with_picture(own: Conditions, picture: torch.Tensor, *, is_guided: bool) -> Conditions:
    """The conditions of a step in which the words change this picture, (C, h, w).

    Guided ones have a negative row first, and get a row more.
    """
    seen = tuple(replace(row, channels=picture) for row in own.rows)
    if not is_guided:
        return Conditions(seen, own.weights)
    nothing = replace(own.rows[0], channels=torch.zeros_like(picture))
    return Conditions((nothing, *seen), (PICTURE_GUIDANCE - sum(own.weights), *own.weights))
