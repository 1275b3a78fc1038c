"""A picture made with `tile` goes on at its opposite edges; seen with the built-in model."""

from pathlib import Path

import numpy as np
import pytest
import torch

import engine
from engine.models.model import Model
from engine.sampling.step import make_step
from tests.engine.drive import load, request

pytestmark = pytest.mark.slow

WEIGHTS = Path(engine.__file__).parent / "builtin" / "weights"


@pytest.fixture(scope="module")
def model() -> Model:
    return load(WEIGHTS)


def draw(model: Model, is_tile: bool) -> np.ndarray:
    size = {"width_px": model.card.native_px, "height_px": model.card.native_px}
    one = request(text="flowers in a garden", tile=is_tile, steps=8, seeds=(5,), **size)
    with torch.inference_mode():
        trajectories = model.begin(one)
        while not trajectories[0].is_finished:
            make_step(model.denoiser, trajectories)
        picture = model.decode(trajectories)[0]
    shape = (picture.height_px, picture.width_px, 3)
    return np.frombuffer(picture.rgb, np.uint8).reshape(shape).astype(float)


def seam(picture: np.ndarray, axis: int) -> float:
    """The change of colour across the seam, in those that 19 of 20 lines inside stay below."""
    changes = np.abs(picture - np.roll(picture, 1, axis)).mean(axis=(1 - axis, 2))
    return float(changes[0] / np.percentile(changes[1:], 95))


def test_two_by_two_of_it_show_no_seam(model: Model) -> None:
    """Row 70. The ground still ends where the sky begins, but not from one line to the next."""
    tiled, plain = draw(model, is_tile=True), draw(model, is_tile=False)
    assert seam(plain, 0) > 2  # what is looked for is there
    assert seam(tiled, 0) < 0.4 * seam(plain, 0)
    assert seam(tiled, 1) < 1
    assert tiled.std() > 20  # and it is no flat colour
