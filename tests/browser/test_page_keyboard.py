"""The page by keyboard alone: from the field to a picture and back, and how far it is."""

import pytest
from playwright.async_api import expect

from tests.fixtures.browser import field, give, message

pytestmark = pytest.mark.browser

IN_HAND = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"


async def in_hand(page) -> str:
    return str(await page.evaluate(IN_HAND)).strip()


async def press_until(page, key: str, name: str, most: int) -> int:
    """How many presses of a key it takes until what has the focus is called `name`."""
    for count in range(1, most + 1):
        await page.keyboard.press(key)
        if (await in_hand(page)).startswith(name):
            return count
    raise AssertionError(f"{key} × {most} never reaches {name}; now at {await in_hand(page)}")


async def test_a_picture_is_made_seen_and_left_without_a_mouse(stage):
    page = await stage.open()
    await expect(field(page)).to_be_focused()
    await page.keyboard.type("/ima")
    await page.get_by_role("option", name="/imagine").wait_for()
    await page.keyboard.press("Enter")
    await page.keyboard.type("a red fox")
    await page.keyboard.press("Enter")
    for percent in ("(31%)", "(62%)"):
        stage.bot.go()
        await message(page, percent).wait_for()
    stage.bot.go()
    await page.get_by_role("button", name="U1").wait_for()
    await expect(field(page)).to_be_focused()

    await press_until(page, "Shift+Tab", "Easel, Today", most=3)
    await page.keyboard.press("Enter")
    assert await in_hand(page) == "Open picture: a red fox"
    await press_until(page, "Tab", "U1", most=2)
    await page.keyboard.press("Enter")
    single = message(page, "Image u1 @Ada")
    await single.wait_for()
    assert await in_hand(page) == "U1", "a press keeps its place"

    await page.keyboard.press("Escape")
    await page.keyboard.press("ArrowDown")
    await expect(single).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog", name="Picture").wait_for()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert await in_hand(page) == "Open picture: a red fox"
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await expect(field(page)).to_be_focused()


async def test_a_channel_is_one_stop_however_much_is_in_it(stage):
    """A channel of thirty grids was 522 stops of Tab long."""
    page = await stage.open()
    for _ in range(12):
        await give(page, "/panel")
    await expect(page.get_by_role("article").filter(has_text="A panel.")).to_have_count(12)
    stops = """() => [...document.querySelectorAll("a[href], button, input, textarea, [tabindex]")]
        .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility()
            && getComputedStyle(e).visibility === "visible").length"""
    in_log = stops.replace('("a', '("#log :is(a').replace("[tabindex]", "[tabindex])")
    assert await page.evaluate(in_log) - await page.locator(".welcome button").count() == 1
    assert await page.evaluate(stops) < 40
    newest = page.get_by_role("article").last
    await newest.focus()
    for key, held in (("Home", page.get_by_role("article").first), ("End", newest)):
        await page.keyboard.press(key)
        await expect(held).to_be_focused()
    await page.keyboard.press("ArrowUp")
    assert await page.evaluate(in_log) > 5, "all of the message in hand can be reached"
    await press_until(page, "Tab", "Message #general", most=20)
    assert await page.evaluate(in_log) - await page.locator(".welcome button").count() == 1


async def test_who_holds_a_message_that_goes_holds_its_neighbour(stage):
    page = await stage.open()
    ben = stage.server.person("ben")
    first, gone = await ben.say("#general", "first"), await ben.say("#general", "gone")
    await message(page, "gone").focus()
    stage.server.core.acts.delete(stage.server.core.messages.find(gone["id"]))
    await expect(message(page, first["content"])).to_be_focused()
