"""A model like SDXL: 1024 px, sizes in sixteens, everything possible."""

import pytest

from engine import ModelCard


@pytest.fixture(scope="session")
def card() -> ModelCard:
    return ModelCard(
        name="test model",
        family="unet",
        native_px=1024,
        size_multiple_px=16,
        steps=28,
        min_steps=1,
        max_steps=60,
        guidance=6.0,
        max_guidance=20.0,
        sampler="dpm++2m",
        samplers=("dpm++2m", "euler", "ddim"),
        can_negative=True,
        can_weights=True,
        can_img2img=True,
        max_aspect=4.0,
        device="cpu",
        dtype="float32",
        can_score=True,
    )
