"""The real engine and the built-in model: what is made larger stays the picture it was."""

import numpy as np
import pytest
from PIL import Image

from engine import Engine, EngineOptions
from tests.bot.intake.test_upscaling import single, upscaled
from tests.fixtures.easel import Easel, image_of, quarter

pytestmark = pytest.mark.slow

BORDERS = (128, 256, 384)  # of the windows of a picture of 512 pixels


def pixels(image: Image.Image) -> np.ndarray:
    return np.asarray(image, np.float64)


def psnr(one: Image.Image, two: Image.Image) -> float:
    return float(10 * np.log10(255**2 / ((pixels(one) - pixels(two)) ** 2).mean()))


def similarity(one: Image.Image, two: Image.Image) -> float:
    """Of composition and colours: the correlation of all values."""
    return float(np.corrcoef(pixels(one).ravel(), pixels(two).ravel())[0, 1])


def step_across_borders(image: Image.Image) -> float:
    """The mean step between neighbours across the borders, over the median of those elsewhere."""
    worst = 0.0
    for axis in (0, 1):
        steps = np.abs(np.diff(pixels(image), axis=axis)).mean(axis=(1 - axis, 2))
        across = [steps[border - 1] for border in BORDERS]
        worst = max(worst, float(np.mean(across) / np.median(steps)))
    return worst


async def test_subtle_is_the_picture_and_creative_is_further_from_it(cold_easel: Easel):
    """Rows 46 and 47."""
    easel = cold_easel
    await easel.start(Engine(EngineOptions(threads=1)))
    grid = await easel.grid(easel.ada, "a blue house in the snow at night --seed 12")
    source = quarter(await image_of(grid), 1)
    picture = await single(easel, grid, 1)
    subtle = await upscaled(easel, picture, "Upscale (Subtle)")
    creative = await upscaled(easel, picture, "Upscale (Creative)", {subtle["id"]})
    made = [await image_of(message) for message in (subtle, creative)]
    assert [image.size for image in made] == [(512, 512)] * 2
    close, far = (image.resize(source.size, Image.Resampling.BOX) for image in made)
    assert similarity(close, source) >= 0.95
    assert psnr(close, source) >= 33
    assert psnr(far, source) < psnr(close, source) - 5
    assert similarity(far, source) >= 0.9  # still the same picture
    # what stands there anyway is in both: the windows add nothing to it
    assert step_across_borders(made[1]) <= max(1.5, 1.1 * step_across_borders(made[0]))
