"""The product as a newcomer meets it: the demo's own process, a browser, a prompt, the buttons."""

import io
import sqlite3
from pathlib import Path

import aiohttp
import pytest
from PIL import Image, ImageChops

from tests.end_to_end.demo import UNASKED, demo
from tests.fixtures.browser import OpenPage, give

pytestmark = [pytest.mark.end_to_end, pytest.mark.browser, pytest.mark.timeout(900)]

LONG_MS = 300_000  # for pictures; a busy machine may take a while

PROMPT = "a red lighthouse at sunset, watercolor"


async def picture(url: str) -> Image.Image:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.status == 200
        with Image.open(io.BytesIO(await answer.read())) as opened:
            return opened.convert("RGB")


async def test_type_watch_click_and_compare(open_page: OpenPage, tmp_path: Path) -> None:
    """Row 6. `/imagine` in a browser; U2 is the second quarter exactly; V3 and 🔄 make grids."""
    with demo(tmp_path / "data") as easel:
        page = await open_page(easel.url, "ada")
        await give(page, f"/imagine {PROMPT} --seed 7")

        grid = page.get_by_role("article").filter(has=page.get_by_role("button", name="U1"))
        await grid.first.wait_for(timeout=LONG_MS)
        await page.screenshot(path=tmp_path / "grid.png")
        sheet = await picture(await image_address(grid.first))
        assert len(set(sheet.resize((64, 64)).get_flattened_data())) > 100, "a picture, not a blank"

        await grid.first.get_by_role("button", name="U2").click()
        single = page.get_by_role("article").filter(has_text="Image #2")
        await single.last.wait_for()
        second = await picture(await image_address(single.last))
        width, height = sheet.width // 2, sheet.height // 2
        quarter = sheet.crop((width, 0, 2 * width, height))
        assert ImageChops.difference(second, quarter).getbbox() is None

        for button, count in (("V3", 2), ("Re-roll", 3)):
            await grid.first.get_by_role("button", name=button).click()
            await grid.nth(count - 1).wait_for(timeout=LONG_MS)
        await page.close()
        assert easel.ctrl_c() == 0


async def image_address(message) -> str:
    """The full-size address of the first picture of a message."""
    return await message.get_by_role("img", name="", exact=False).last.evaluate(
        "image => image.closest('a')?.href ?? image.currentSrc"
    )


def statuses(data: Path) -> list[str]:
    with sqlite3.connect(data / "easel.db") as database:
        return [row[0] for row in database.execute("SELECT status FROM jobs")]


@pytest.mark.parametrize("ending", ["ctrl_c", "kill"])
async def test_waiting_and_running_jobs_go_on_after_the_end(
    open_page: OpenPage, tmp_path: Path, ending: str
) -> None:
    """Stopped with jobs waiting and running: all end once, in their own messages, charged once."""
    data = tmp_path / "data"
    with demo(data, **UNASKED) as easel:
        page = await open_page(easel.url, "ada")
        for number, steps in enumerate((50, 20, 20, 20)):
            await give(page, f"/imagine a blue house in the snow --steps {steps} --seed {number}")
            await page.get_by_role("article").filter(has_text=f"--seed {number}").first.wait_for()
        await page.close()  # a page rightly complains when its server is gone
        getattr(easel, ending)()
    assert ending == "ctrl_c" or set(statuses(data)) != {"done"}, "killed before the end"

    with demo(data, **UNASKED) as easel:
        page = await open_page(easel.url, "ada")
        grids = page.get_by_role("article").filter(has=page.get_by_role("button", name="U1"))
        await grids.nth(3).wait_for(timeout=LONG_MS)
        await grids.first.get_by_role("button", name="U3").click()
        await page.get_by_role("article").filter(has_text="Image #3").wait_for()
        assert await grids.count() == 4
        await page.close()
        assert easel.ctrl_c() == 0

    with sqlite3.connect(data / "easel.db") as database:
        spent = database.execute(
            "SELECT SUM(amount) FROM ledger WHERE entry IN ('reserve', 'refund', 'settle')"
        ).fetchone()[0]
        prices = database.execute("SELECT SUM(price) FROM jobs").fetchone()[0]
    assert statuses(data) == ["done"] * 4
    assert abs(spent) == prices
