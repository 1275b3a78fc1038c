"""The real engine and the built-in model: a variation resembles its own picture most."""

import pytest
from PIL import Image

from engine import Engine, EngineOptions
from tests.fixtures.easel import Easel, image_of, labels, quarter

pytestmark = pytest.mark.slow

SIDE_PX = 32  # a stand-in for an embedding: composition and colours, no details


def distance(one: Image.Image, two: Image.Image) -> int:
    small = [
        image.resize((SIDE_PX, SIDE_PX), Image.Resampling.BOX).tobytes() for image in (one, two)
    ]
    return sum(abs(a - b) for a, b in zip(*small, strict=True))


async def test_a_variation_resembles_its_own_picture_most(cold_easel: Easel):
    """Row 8."""
    easel = cold_easel
    await easel.start(Engine(EngineOptions(threads=1)))
    grid = await easel.grid(easel.ada, "a house --seed 3")
    await easel.ada.click(grid, "V2")
    varied = await image_of(await easel.next_grid(easel.ada, {grid["id"]}))
    sheet = await image_of(grid)
    assert varied.size == sheet.size
    totals = {
        index: sum(distance(quarter(varied, k), quarter(sheet, index)) for k in (1, 2, 3, 4))
        for index in (1, 2, 3, 4)
    }
    assert min(totals, key=totals.__getitem__) == 2


async def test_subtle_stays_closer_than_strong_and_strong_closer_than_new_ones(cold_easel: Easel):
    """Row 48. Over the pictures of three grids."""
    easel = cold_easel
    await easel.start(Engine(EngineOptions(threads=1)))
    totals = dict.fromkeys(("Vary (Subtle)", "Vary (Strong)", "🔄"), 0)
    for prompt in ("a house --seed 3", "a red lighthouse by the sea --seed 5", "a cat --seed 9"):
        seen: set[str] = {m["id"] for m in easel.ada.messages("#general")}
        grid = await easel.grid(easel.ada, prompt)
        sheet = quarter(await image_of(grid), 1)
        await easel.ada.click(grid, "U1")
        single = await easel.ada.wait_for(
            "#general", lambda m, seen=seen: m["id"] not in seen and "❤️" in labels(m)
        )
        for button in totals:
            before = {m["id"] for m in easel.ada.messages("#general")}
            await easel.ada.click(grid if button == "🔄" else single, button)
            made = await image_of(await easel.next_grid(easel.ada, before))
            totals[button] += sum(distance(quarter(made, k), sheet) for k in (1, 2, 3, 4))
    assert totals["Vary (Subtle)"] < totals["Vary (Strong)"] < totals["🔄"]
