"""Several people, menus by mouse and keyboard, light and dark, narrow screens, names for all."""

import pytest
from playwright.async_api import expect

from tests.fixtures.browser import field, give, message

pytestmark = pytest.mark.browser


async def test_a_tab_is_one_person_and_can_become_another(stage):
    page = await stage.open("ada")
    await page.get_by_role("button", name="You are Ada, ").click()
    await page.get_by_role("menuitemradio", name="Chloe").click()
    await page.get_by_role("button", name="You are Chloe, ").wait_for()
    await page.goto(stage.server.url)
    await page.get_by_role("button", name="You are Chloe, ").wait_for()
    await give(page, "hello from Chloe")
    other = await page.context.new_page()
    await other.goto(f"{stage.server.url}/?person=ben")
    await other.get_by_role("button", name="You are Ben, ").wait_for()
    await expect(message(other, "hello from Chloe").get_by_role("heading")).to_contain_text("Chloe")
    await page.reload()
    await page.get_by_role("button", name="You are Chloe, ").wait_for()


async def test_reactions_are_added_and_taken_back(stage):
    ada, ben = await stage.open("ada"), await stage.open("ben")
    await give(ada, "like this")
    said = message(ada, "like this")
    await said.hover()
    await said.get_by_role("button", name="Add reaction").click()
    await ada.get_by_role("menuitem", name="Party").click()
    theirs = message(ben, "like this").get_by_role("button", name="Party, 1 reaction, press to add")
    await theirs.click()
    mine = said.get_by_role("button", name="Party, 2 reactions, press to remove")
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await mine.click()
    await said.get_by_role("button", name="Party, 1 reaction, press to add").wait_for()
    await said.get_by_role("button", name="React with Envelope").click()
    await said.get_by_role("button", name="Envelope, 1 reaction, press to remove").wait_for()
    await expect(said.get_by_role("button", name="React with Heart")).to_have_count(0)


async def test_menus_open_by_keyboard_button_and_mouse(stage):
    page = await stage.open()
    await give(page, "look at this")
    said = message(page, "look at this")
    await said.focus()
    await page.keyboard.press("Shift+F10")
    await page.get_by_role("menu", name="Message actions").wait_for()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowRight")
    await page.get_by_role("menuitem", name="DM Results").wait_for()
    await page.keyboard.press("Enter")
    answer = message(page, "Sent ")
    await expect(answer).to_contain_text("Ada used DM Results")
    assert await said.get_attribute("data-id") in await answer.inner_text()

    await said.hover()
    await said.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Copy text").click()
    assert await page.evaluate("navigator.clipboard.readText()") == "look at this"
    await said.click(button="right")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_have_count(0)

    await page.get_by_role("button", name="Chloe, online").click()
    await page.get_by_role("menuitem", name="Apps").click()
    await page.get_by_role("menuitem", name="Greet").click()
    await message(page, "Hello chloe!").wait_for()


async def test_dark_and_light_follow_the_system_and_the_switch(stage):
    page = await stage.open(theme="light")
    colour = "getComputedStyle(document.body).backgroundColor"
    assert await page.evaluate(colour) == "rgb(255, 255, 255)"
    await page.get_by_role("button", name="Theme: as the system").click()
    await page.get_by_role("button", name="Theme: dark").wait_for()
    assert await page.evaluate(colour) == "rgb(49, 51, 56)"
    await page.reload()
    await page.get_by_role("button", name="Theme: dark").wait_for()
    assert await page.evaluate(colour) == "rgb(49, 51, 56)"


async def test_a_narrow_screen_slides_its_lists(stage):
    page = await stage.open(width=420, height=800)
    quiet = page.get_by_role("link", name="quiet (text channel)")
    await expect(quiet).to_have_count(0)
    await page.get_by_role("button", name="Open channels").click()
    await quiet.click()
    await page.get_by_role("combobox", name="Message #quiet").wait_for()
    await expect(quiet).to_have_count(0)
    await field(page).fill("/imagine a fox")
    await page.get_by_role("button", name="Send").click()
    await message(page, "Waiting to start").wait_for()
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide == 420, "nothing hangs over the edge"


UNNAMED = """() => {
    const named = (e) => e.getAttribute("aria-label") || e.alt || e.textContent.trim()
        || e.labels?.length;
    const all = document.querySelectorAll("button, a, input, textarea, [role], img");
    const silent = ["listbox", "log", "alert", "status", "separator", "toolbar"];
    return [...all].filter((e) => !silent.includes(e.getAttribute("role")) && !named(e))
        .map((e) => e.outerHTML.slice(0, 120));
}"""


async def test_everything_has_a_name_for_those_who_do_not_see(stage):
    page = await stage.open()
    await stage.imagine(page, "a fox")
    await give(page, "/panel")
    await give(page, "/lists")
    await page.get_by_role("combobox", name="Some people").wait_for()
    assert await page.evaluate(UNNAMED) == []
    log = page.get_by_role("log", name="Messages")
    await expect(log).to_have_attribute("aria-live", "polite")
    await log.get_by_role("article", name="Easel, Today at").first.wait_for()
    await page.get_by_role("button", name="Remix").click()
    await page.get_by_role("dialog", name="Remix prompt").wait_for()
    assert await page.evaluate(UNNAMED) == []


async def test_the_member_list_is_shown_and_hidden(stage):
    """On wide screens as last chosen, on narrower ones for who asks; its button says which."""
    page = await stage.open()
    button = page.get_by_role("button", name="Member list")
    members = page.get_by_role("complementary", name="Members")

    async def is_shown(shown: bool) -> None:
        await expect(button).to_have_attribute("aria-pressed", str(shown).lower())
        await expect(members).to_be_visible(visible=shown)

    await is_shown(True)
    await page.set_viewport_size({"width": 1000, "height": 800})
    await is_shown(False)
    await button.click()
    await is_shown(True)
    await page.set_viewport_size({"width": 1280, "height": 800})
    await button.click()
    await is_shown(False)
    await page.reload()
    await is_shown(False)
