"""What a picture bot needs of the page: panels, suggestions, several files, menus, languages."""

import pytest
from playwright.async_api import expect

from tests.fixtures.browser import field, give, message
from tests.fixtures.page_bot import grid
from tests.fixtures.panels import PROMPTS

pytestmark = pytest.mark.browser


async def test_suggestions_help_and_never_stand_in_the_way(stage):
    page = await stage.open()
    await field(page).fill("/paint ")
    prompt = page.get_by_role("combobox", name="prompt")
    await prompt.press_sequentially("a red")
    suggestions = page.get_by_role("listbox", name="prompt").get_by_role("option")
    await expect(suggestions).to_have_count(2)
    await page.keyboard.press("Enter")  # what was typed is sent as it was typed
    await message(page, "a red | None").wait_for()

    await field(page).fill("/paint ")
    await prompt.press_sequentially("a red")
    await expect(suggestions).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")
    await expect(prompt).to_have_text(PROMPTS[1])
    await expect(prompt).to_be_focused()
    await page.keyboard.type(", oil")
    await page.keyboard.press("Enter")
    await message(page, f"{PROMPTS[1]}, oil | None").wait_for()

    await field(page).fill("/paint ")
    await prompt.press_sequentially("house")
    await suggestions.filter(has_text="a blue house").click()
    await expect(prompt).to_have_text(PROMPTS[2])


async def test_several_files_are_chosen_and_a_shape(stage):
    page = await stage.open()
    await field(page).fill("/blend ")
    for name in ("image1", "image2"):
        picture = {"name": f"{name}.png", "mimeType": "image/png", "buffer": grid()}
        await page.get_by_label(name, exact=True).set_input_files(picture)
        await expect(page.get_by_role("img", name=f"{name}.png")).to_be_visible()
    more = page.get_by_role("combobox", name="More options")
    await more.fill("dim")
    await page.keyboard.press("Enter")
    await page.get_by_role("option", name="Landscape").click()
    await expect(page.get_by_text("Sending…")).to_have_count(0)
    await page.get_by_role("combobox", name="dimensions").press("Enter")
    await message(page, "Blends image1.png, image2.png as Landscape").wait_for()


async def test_a_panel_of_five_rows(stage):
    page = await stage.open()
    await give(page, "/settings")
    panel = page.get_by_role("article").filter(has_text="Only you can see this")
    await expect(panel.get_by_role("button", name="Upscale")).to_be_disabled()
    await panel.get_by_role("button", name="Raw").click()
    await expect(panel).to_contain_text("Settings: Raw")
    model = panel.get_by_role("combobox", name="A model")
    await expect(model).to_have_text("Easel 1")
    await model.click()
    await page.get_by_role("option", name="Z-Image Reads Chinese").click()
    await expect(panel).to_contain_text("Settings: ['z']")
    tops = await panel.locator(".row").evaluate_all(
        "rows => rows.map((row) => row.children.length)"
    )
    assert tops == [1, 5, 5, 5, 3]


async def test_a_spoiler_is_blurred_until_it_is_pressed(stage):
    page = await stage.open()
    await give(page, "/hidden")
    shown = message(page, "says")
    veil = shown.get_by_role("button", name="Spoiler: show the picture")
    blur = "getComputedStyle(document.querySelector('.frame img')).filter"
    await veil.wait_for()
    assert "blur" in await page.evaluate(blur)
    await veil.click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    picture = shown.get_by_role("button", name="Open picture: A night")
    await picture.wait_for()
    assert await page.evaluate(blur) == "none"
    await picture.click()
    await page.get_by_role("dialog", name="Picture").wait_for()
    await page.keyboard.press("Escape")
    await shown.get_by_role("button", name="Copy code").click()
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert copied == "import easel\neasel.imagine('a fox')"


async def test_a_form_of_five_parts(stage):
    page = await stage.open()
    await give(page, "/remix")
    form = page.get_by_role("dialog", name="Remix prompt")
    await form.get_by_role("textbox", name="Without").fill("clouds")
    await form.get_by_role("combobox", name="Shape").click()
    await form.get_by_role("option", name="Square").click()
    await form.get_by_role("radio", name="Strong").check()
    file = {"name": "mine.png", "mimeType": "image/png", "buffer": grid()}
    await form.get_by_label("Reference").set_input_files(file)
    await form.get_by_text("mine.png").wait_for()
    await form.get_by_role("button", name="Submit").click()
    await message(page, f"Got {PROMPTS[0]}; clouds; ['square']; high; ['").wait_for()


async def test_the_language_of_a_person(stage):
    page = await stage.open()
    await page.get_by_role("button", name="Language: English, US").click()
    await page.get_by_role("menuitemradio", name="Your language: 中文").click()
    await page.get_by_role("button", name="语言：中文").click()
    await page.get_by_role("menuitemradio", name="服务器的语言：Deutsch").click()
    await field(page).fill("/绘")
    row = page.get_by_role("listbox", name="命令").get_by_role("option")
    await expect(row).to_have_text("/绘制提示词seed根据提示词画四张图Easel")
    await field(page).fill("/绘制 提示词:灯塔 seed:5 ")
    await page.get_by_role("combobox", name="提示词").press("Enter")
    await message(page, "灯塔 | 5 | zh-CN de").wait_for()
    await message(page, "灯塔").click(button="right")
    await page.get_by_role("menuitem", name="应用").click()
    await page.get_by_role("menuitem", name="查看提示词").click()
    await message(page, "Show Prompt: ").wait_for()
    await expect(message(page, "Show Prompt: ")).to_contain_text("Ada 使用了 查看提示词")
    await page.reload()
    await page.get_by_role("button", name="语言：中文").wait_for()
    await give(page, "/paint fox")  # the bot's own spelling works in every language
    await message(page, "fox | None | zh-CN de").wait_for()


async def test_a_newcomer_is_shown_what_to_try(stage):
    page = await stage.open()
    await expect(page.get_by_role("button", name="/surprise")).to_have_count(0)  # not this bot's
    await page.get_by_role("button", name="/settings how your pictures are made").click()
    await expect(page.get_by_role("group", name="/settings")).to_be_visible()
