"""The page on which a part of a picture is drawn, from the button to the new grid, in a browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.config import WebSection
from tests.bot.features.region.test_region import mask_in, single_of
from tests.fixtures.browser import OpenPage
from tests.fixtures.easel import Easel

SHOTS = os.environ.get("REGION_SHOTS")


async def drawing(easel: Easel, open_page: OpenPage, **looks):
    """The page in a new tab, opened as a person opens it; and the tab of Discord."""
    easel.web = WebSection(public_url="http://127.0.0.1", port=0)
    await easel.start()
    await single_of(easel, await easel.grid(easel.ada))
    page = await open_page(easel.server.url, **looks)
    await page.get_by_role("button", name="Vary (Region)").last.click()
    link = page.get_by_role("button", name="Draw it").last
    await link.wait_for()
    await shot(page, f"panel_{looks.get('width', 1280)}")
    async with page.context.expect_page() as opened:
        await link.click()
    tab = await opened.value
    await tab.wait_for_load_state()
    await tab.get_by_role("button", name="Rectangle").wait_for()
    await tab.wait_for_function("document.getElementById('canvas').width > 300")
    return tab


async def shot(page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=str(Path(SHOTS) / f"{name}.png"))


@pytest.mark.parametrize(
    ("width", "theme", "is_touch"), [(1280, "dark", False), (390, "light", True)]
)
async def test_a_rectangle_is_drawn_and_sent(
    cold_easel: Easel, open_page: OpenPage, width: int, theme: str, is_touch: bool
):
    """Row 88."""
    easel = cold_easel
    tab = await drawing(easel, open_page, width=width, theme=theme, touch=is_touch)
    seen = {message["id"] for message in easel.ada.messages("#general")}
    submit = tab.get_by_role("button", name="Submit")
    assert await submit.is_disabled()
    box = await tab.locator("#canvas").bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width
    x, y, side = box["x"], box["y"], box["width"]
    await tab.mouse.move(x + side / 4, y + side / 4)
    await tab.mouse.down()
    await tab.mouse.move(x + side / 2, y + side / 2, steps=4)
    await tab.mouse.up()
    await tab.get_by_label("Prompt").fill("a bear")
    await shot(tab, f"page_{width}")
    assert await tab.evaluate("document.documentElement.scrollWidth") <= width
    await submit.click()
    await tab.get_by_text("Easel answers in Discord").wait_for()
    made = await easel.next_grid(easel.ada, seen)
    assert made["content"].startswith("**a bear** - Variations (Region)")
    left, top, right, bottom = mask_in(easel).getbbox() or (0, 0, 0, 0)
    assert abs(left - 61) <= 2 and abs(top - 61) <= 2
    assert abs(right - 131) <= 2 and abs(bottom - 131) <= 2


async def test_the_keyboard_draws_and_undoes(cold_easel: Easel, open_page: OpenPage):
    tab = await drawing(cold_easel, open_page)
    submit = tab.get_by_role("button", name="Submit")
    await tab.locator("#canvas").focus()
    await tab.keyboard.press("Space")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown"):
        await tab.keyboard.press(key)
    await tab.keyboard.press("Space")
    assert await submit.is_enabled()
    await tab.keyboard.press("Control+z")
    assert await submit.is_disabled()
