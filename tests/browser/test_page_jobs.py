"""The whole bot in the page: a job is stopped by keyboard, and a deleted grid comes back."""

import pytest
from playwright.async_api import expect

from tests.fixtures.browser import field, give, message
from tests.fixtures.easel import Easel

pytestmark = pytest.mark.browser


async def test_two_enters_behind_cancel_stop_one_job(easel: Easel, open_page):
    """The first takes the latest job, the second sends; one that comes too early loses nothing."""
    await easel.engine.hold(1)
    page = await open_page(easel.server.url)
    for prompt in ("a fox", "a goose"):
        await give(page, f"/imagine {prompt}")
        await message(page, f"{prompt} - @Ada").wait_for()
    await field(page).click()
    await page.keyboard.type("/cancel ")
    which = page.get_by_role("combobox", name="which")
    await expect(which).to_be_focused()
    await page.keyboard.press("Enter")  # before the bot has said what there is
    rows = page.get_by_role("listbox", name="which").get_by_role("option")
    await expect(rows).to_have_count(3)
    await page.keyboard.press("Enter")
    await expect(which).to_have_text("running: a goose")
    await page.keyboard.press("Enter")
    await message(page, "Stopped 1 job; nothing was charged.").wait_for()
    stopped = {job["prompt"]: job["status"] for job in easel.jobs()}
    assert stopped["a goose"] == "cancelled" and stopped["a fox"] != "cancelled"


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_a_deleted_grid_comes_back_at_a_press(easel: Easel, open_page, theme: str):
    page = await open_page(easel.server.url, theme=theme)
    await give(page, "/imagine a fox")
    await page.get_by_role("button", name="U1").wait_for()
    grid = message(page, "a fox")
    await grid.hover()
    await grid.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Apps").click()
    await page.get_by_role("menuitem", name="Cancel Job").click()
    await page.get_by_role("button", name="Delete", exact=True).click()
    again = page.get_by_role("button", name="Show again")
    await again.wait_for()
    await expect(page.get_by_role("button", name="U1")).to_have_count(0)
    await again.click()
    await page.get_by_role("button", name="U1").wait_for()
