"""The page under a finger: nothing pressed by accident, nothing cut off, nothing too small."""

from contextlib import suppress

import pytest
from playwright.async_api import expect

from bot.local_discord import Person
from tests.fixtures.browser import field, give, message

pytestmark = pytest.mark.browser

STILL = """() => Promise.all(document.getAnimations()
    .filter((a) => a.effect.getTiming().iterations < 1e9)
    .map((a) => a.finished.catch(() => null)))"""
TOO_SMALL = """(least) => [...document.querySelectorAll(
        "button, a[href], input:not([type]), textarea, [role=option], .choice-row, .drop")]
    .filter((e) => e.checkVisibility({checkVisibilityCSS: true, checkOpacity: true})
        && !e.disabled && !e.closest(".quiet, .skip, .markup p, .markup .run"))
    .map((e) => [e, e.getBoundingClientRect()])
    .filter(([e, { width, height, right }]) =>
        right > 0 && width && (width < least || height < least))
    .map(([e, r]) => `${e.className} ${e.textContent.slice(0, 20)} ${r.width}×${r.height}`)"""
BEYOND = """() => [...document.querySelectorAll("#app *, .popup *, dialog *")]
    .filter((e) => e.checkVisibility({checkVisibilityCSS: true})
        && !e.closest(".quiet, #rail, #sidebar, .picker-name, .file-slots, pre"))
    .filter((e) => { const r = e.getBoundingClientRect();
        return r.width && (r.right > innerWidth + 0.5 || r.left < -0.5); })
    .map((e) => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`)"""
BROKEN_WORDS = """() => {
    const broken = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        if (!node.parentElement.checkVisibility()) continue;
        for (const { 0: word, index } of node.data.matchAll(/[A-Za-z]{2,22}/g)) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            const tops = [...range.getClientRects()].map(({ top }) => Math.round(top));
            if (new Set(tops).size > 1) broken.push(word);
        }
    }
    return broken;
}"""


async def fits(page, where: str) -> None:
    await page.evaluate(STILL)
    assert await page.evaluate(BEYOND) == [], where
    assert await page.evaluate(TOO_SMALL, 40) == [], where
    assert await page.evaluate(BROKEN_WORDS) == [], where
    wide = "[document.documentElement.scrollWidth, document.querySelector('#scroller').scrollWidth]"
    assert max(await page.evaluate(wide)) <= (await page.evaluate("innerWidth")), where


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640)])
async def test_nothing_is_cut_off_broken_or_too_small_for_a_finger(stage, width, height):
    """Grids were cut off at 390 pixels, and the name of an option stood there as "pro mpt"."""
    page = await stage.open(width=width, height=height, touch=True)
    await fits(page, "welcome")
    await field(page).tap()
    await field(page).fill("/")
    await page.get_by_role("listbox", name="Commands").wait_for()
    await fits(page, "picker")
    await field(page).fill("/imagine a very long prompt about an incomprehensible lighthouse")
    await page.get_by_role("textbox", name="prompt").wait_for()
    await fits(page, "a command being filled in")
    await page.get_by_role("button", name="Send").tap()
    for percent in ("(31%)", "(62%)"):
        stage.bot.go()
        await message(page, percent).wait_for()
    stage.bot.go()
    await page.get_by_role("button", name="U1").wait_for()
    await fits(page, "grid")
    for line, seen in (("/settings", "Stylize very high"), ("/describe", "describe · seed 7")):
        await give(page, line)
        await message(page, "Easel").get_by_text(seen).first.wait_for()
        await fits(page, line)
    await give(page, "plain words")
    await page.get_by_role("button", name="Draw it").wait_for()
    await fits(page, "offer")
    await page.get_by_role("button", name="Open channels").tap()
    await page.get_by_role("link", name="quiet (text channel)").wait_for()
    assert await page.evaluate(TOO_SMALL, 40) == [], "lists"
    await page.locator("#scrim").tap(position={"x": width - 10, "y": 300})
    await page.locator(".embed-image").last.tap()
    await page.get_by_role("dialog", name="Picture").wait_for()
    await fits(page, "lightbox")
    await page.get_by_role("button", name="Close picture").tap()
    await give(page, "/remix")
    await page.get_by_role("dialog", name="Remix prompt").wait_for()
    await fits(page, "form")


async def test_a_tap_brings_nothing_under_the_finger(stage):
    """A tap on a message showed the toolbar, and ❌ stood under the finger that tapped next."""
    page = await stage.open(width=390, height=844, touch=True)
    await stage.imagine(page, "a fox")
    grid = message(page, "a fox - @Ada (fast)")
    await grid.locator(".content").tap()
    for name in ("React with Cross", "React with Envelope"):
        await expect(grid.get_by_role("button", name=name)).to_have_count(0)
    ada: Person = stage.server.person("ada")
    assert all(not one.get("reactions") for one in ada.messages("#general"))
    await grid.get_by_role("button", name="More").tap()
    menu = page.get_by_role("menu", name="Message actions")
    await menu.get_by_role("menuitem", name="Copy text").wait_for()
    await fits(page, "menu")
    await page.keyboard.press("Escape")


async def test_a_long_press_opens_the_menu(stage):
    page = await stage.open(width=390, height=844, touch=True)
    await give(page, "press me")
    touch = await page.context.new_cdp_session(page)
    menu = page.get_by_role("menu", name="Message actions")
    for _ in range(5):  # the list may scroll under the finger, as it may under a person's
        box = await message(page, "press me").locator(".content").bounding_box()
        point = [{"x": box["x"] + 20, "y": box["y"] + 10}]
        await touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": point})
        with suppress(AssertionError):
            await expect(menu).to_be_visible(timeout=3000)
        await touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        if await menu.is_visible():
            break
    await page.get_by_role("menuitem", name="Add reaction").tap()
    await page.get_by_role("menuitem", name="Heart").tap()
    await page.get_by_role("button", name="Heart, 1 reaction, press to remove").wait_for()


async def test_a_mouse_gets_its_toolbar_even_beside_a_touch_screen(stage):
    page = await stage.open()
    await give(page, "hover here")
    said = message(page, "hover here")
    await field(page).hover()
    await expect(said.get_by_role("toolbar")).to_have_count(0)
    await said.hover()
    await expect(said.get_by_role("button", name="React with Cross")).to_be_visible()
    await expect(said.get_by_role("button", name="React with Heart")).to_have_count(0)
