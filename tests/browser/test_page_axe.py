"""What axe-core finds on the page, with everything open that opens, in both lights and languages.

axe-core comes inside `axe-playwright-python`; nothing is fetched.
"""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.async_api import Page

from tests.fixtures.browser import field, give, message

pytestmark = pytest.mark.browser

# Rules beyond axe's usual ones; "label-content-name-mismatch" is a rule it calls experimental.
RUN = """async () => {
    const still = document.getAnimations().filter((a) => a.effect.getTiming().iterations < 1e9);
    await Promise.all(still.map((a) => a.finished.catch(() => null)));
    const rules = {"label-content-name-mismatch": {enabled: true}, "target-size": {enabled: true}};
    const { violations } = await axe.run(document, {rules, resultTypes: ["violations"]});
    const words = ({ html, any, all }) => `${html.slice(0, 160)} ${(any[0] ?? all[0])?.message}`;
    return violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
        .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${words(node)}`));
}"""


async def findings(page: Page) -> list[str]:
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(
            files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
        )
    return list(await page.evaluate(RUN))


SIZES = [(1280, 860, False), (390, 844, True)]
VIEWS = [
    (theme, locale, *size)
    for theme, locale in (("dark", "en-US"), ("light", "en-US"), ("light", "zh-CN"))
    for size in SIZES
]


@pytest.mark.parametrize(("theme", "locale", "width", "height", "touch"), VIEWS)
async def test_axe_finds_nothing_serious(stage, theme, locale, width, height, touch):
    look = {"theme": theme, "locale": locale, "width": width, "height": height, "touch": touch}
    who = stage.server.person("ada").user.id
    page = await stage.open(**look)
    found = {"welcome": await findings(page)}
    await stage.server.person("chloe").say(
        "#general", f"hello <@{who}> https://example.org/ **b** `c`"
    )
    await stage.imagine(page, "a fox")
    await page.get_by_role("button", name="U2").click()
    await message(page, "Image u2 @Ada").wait_for()
    for line, seen in (("/settings", "Stylize very high"), ("/describe", "describe · seed 7")):
        await give(page, line)
        await message(page, "Easel").get_by_text(seen).first.wait_for()
    await give(page, "/hidden")
    await message(page, "Look:").wait_for()
    await give(page, "plain words")
    await page.locator(".offer button").first.wait_for()
    found["channel"] = await findings(page)
    newest = page.get_by_role("article").last
    await newest.focus()
    await page.keyboard.press("Shift+F10")
    await page.get_by_role("menu").first.wait_for()
    found["menu"] = await findings(page)
    await page.keyboard.press("Escape")
    await page.locator("#log .frame:not(.veiled)").first.click()
    await page.locator("dialog.lightbox").wait_for()
    found["lightbox"] = await findings(page)
    await page.keyboard.press("Escape")
    await field(page).fill("/")
    await page.locator(".picker-row").first.wait_for()
    found["picker"] = await findings(page)
    await field(page).fill("/blend ")
    await page.locator(".chip").first.wait_for()
    found["command"] = await findings(page)
    await page.keyboard.press("Escape")
    await give(page, "/remix")
    await page.locator("dialog.form").wait_for()
    found["form"] = await findings(page)
    await page.keyboard.press("Escape")
    if touch:
        await page.locator(".open-lists").click()
        await page.locator("#sidebar a").first.wait_for()
        found["lists"] = await findings(page)
    assert "\n".join(f"{view}: {one}" for view, ones in found.items() for one in ones) == ""
