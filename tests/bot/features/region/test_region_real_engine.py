"""The real engine and the built-in model: outside the chosen part not one pixel changes."""

import asyncio
import io

import pytest
from PIL import Image, ImageChops

from bot.pictures.region import cells
from engine import Engine, EngineOptions
from tests.bot.features.region.test_region import choose, panel_of, single_of
from tests.fixtures.easel import Easel

pytestmark = pytest.mark.slow


async def test_beside_the_chosen_part_not_one_pixel_changes(cold_easel: Easel):
    """Row 61. In the stored files, of all four pictures."""
    easel = cold_easel
    await easel.start(Engine(EngineOptions(threads=1)))
    grid = await easel.grid(easel.ada, "a house --seed 3 --steps 4")
    panel = await choose(easel, await panel_of(easel, await single_of(easel, grid)), "B2", "C3")
    await easel.ada.click(panel, "Submit")
    await easel.next_grid(easel.ada, {grid["id"]})
    first, second = (easel.folder / "pictures" / job["id"] for job in easel.jobs())
    before = await opened(first / "2.png")
    kept = cells.dilated(cells.mask_of(cells.bits_of(["B2", "C3"]), *before.size))
    kept = ImageChops.invert(kept)
    for index in (1, 2, 3, 4):
        after = await opened(second / f"{index}.png")
        difference = ImageChops.difference(before, after)
        assert difference.getbbox() is not None
        outside = Image.composite(difference, Image.new("RGB", before.size), kept)
        assert outside.getbbox() is None


async def opened(path):
    data = await asyncio.to_thread(path.read_bytes)
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB")
