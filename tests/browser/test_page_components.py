"""What hangs on a message: buttons, lists, forms, private answers, cards and the newer layout."""

import pytest
from playwright.async_api import expect

from bot.local_discord import ServerOptions
from tests.fixtures.browser import field, give, message

pytestmark = pytest.mark.browser


async def test_a_button_works_waits_and_answers(stage):
    page = await stage.open()
    await give(page, "/panel")
    panel = page.get_by_role("article").filter(has_text="A panel.").first
    slow = panel.get_by_role("button", name="Slow")
    await slow.click()
    await expect(slow).to_have_attribute("aria-busy", "true")
    await expect(panel.get_by_role("button", name="Remix")).to_have_attribute(
        "aria-disabled", "true"
    )
    await expect(slow).to_be_focused()
    stage.bot.go()
    await message(page, "That took a while.").wait_for()
    await expect(slow).not_to_have_attribute("aria-busy", "true")
    await expect(panel.get_by_role("button", name="Off")).to_be_disabled()
    await panel.get_by_role("button", name="Edit").click()
    await expect(message(page, "Edited by a press.")).to_contain_text("(edited)")


async def test_a_link_asks_before_it_leaves_this_machine(stage):
    page = await stage.open()
    await give(page, "/panel")
    await page.get_by_role("button", name="Read more").click()
    dialog = page.get_by_role("dialog", name="Leaving Easel Local")
    await expect(dialog).to_contain_text("https://example.org/")
    await dialog.get_by_role("button", name="Go back").click()
    await expect(dialog).to_have_count(0)


async def test_pictures_get_their_buttons_and_a_reply(stage):
    page = await stage.open()
    await stage.imagine(page, "a fox")
    await page.get_by_role("button", name="U2").click()
    single = message(page, "Image u2 @Ada")
    await expect(single.get_by_role("button", name="a fox - @Ada (fast)")).to_be_visible()
    await single.get_by_role("button", name="a fox - @Ada (fast)").click()
    await expect(page.get_by_role("article").first).to_be_focused()

    frame = page.get_by_role("button", name="Open picture: a fox")
    await frame.click()
    large = page.get_by_role("dialog", name="Picture")
    await expect(large.get_by_role("img", name="a fox")).to_be_visible()
    await expect(large.get_by_role("link", name="Download")).to_have_attribute(
        "download", "fox.png"
    )
    await page.keyboard.press("Escape")
    await expect(large).to_have_count(0)
    await expect(frame).to_be_focused()


async def test_lists_of_one_and_of_several(stage):
    page = await stage.open()
    await give(page, "/lists")
    model = page.get_by_role("combobox", name="A model")
    await model.focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await message(page, "Chose Two").wait_for()
    await page.get_by_role("combobox", name="Some people").click()
    people = page.get_by_role("listbox", name="Some people")
    await people.get_by_role("option", name="Chloe").click()
    await people.get_by_role("option", name="Ben").click()
    await expect(people.get_by_role("option", selected=True)).to_have_count(2)
    await page.keyboard.press("Escape")
    await message(page, "Chose ben, chloe").wait_for()


async def test_a_form_is_filled_and_sent(stage):
    page = await stage.open()
    await give(page, "/panel")
    remix = page.get_by_role("button", name="Remix")
    await remix.click()
    form = page.get_by_role("dialog", name="Remix prompt")
    prompt = form.get_by_role("textbox", name="Prompt")
    await expect(prompt).to_have_value("a red fox")
    await expect(prompt).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    await expect(remix).to_be_focused()

    await remix.click()
    await prompt.fill("")
    await form.get_by_role("button", name="Submit").click()
    await expect(form.get_by_text("This field is required")).to_be_visible()
    await prompt.fill("a blue fox")
    await form.get_by_role("combobox", name="Mood").click()
    await form.get_by_role("option", name="Wild").click()
    await form.get_by_role("button", name="Submit").click()
    await message(page, "Got a blue fox; ['wild']").wait_for()
    await expect(form).to_have_count(0)


async def test_a_private_answer_is_seen_by_one_and_dismissed_for_good(stage):
    ada, ben = await stage.open("ada"), await stage.open("ben")
    await give(ada, "/info")
    card = message(ada, "Your info")
    await expect(card).to_contain_text("Mode: fast")
    await expect(card).to_contain_text("Only you can see this")
    await give(ben, "after that")
    await message(ada, "after that").wait_for()
    await expect(ben.get_by_text("Your info")).to_have_count(0)
    await ada.reload()
    await card.get_by_role("button", name="Dismiss message").click()
    await expect(card).to_have_count(0)
    await ada.reload()
    await message(ada, "after that").wait_for()
    await expect(card).to_have_count(0)


async def test_thinking_and_the_newer_layout(stage):
    page = await stage.open()
    await give(page, "/think")
    await message(page, "Easel is thinking…").wait_for()
    stage.bot.go()
    await message(page, "Thought about it.").wait_for()
    await expect(page.get_by_text("is thinking…")).to_have_count(0)
    await give(page, "/blocks")
    blocks = message(page, "Your jobs")
    await expect(blocks.get_by_role("heading", name="Your jobs")).to_be_visible()
    await expect(blocks.get_by_role("img", name="The grid")).to_be_visible()


class TestSilence:
    @pytest.fixture
    def options(self) -> ServerOptions:
        return ServerOptions(callback_deadline_s=2)

    async def test_a_press_without_an_answer_says_so(self, stage):
        page = await stage.open()
        while not await page.get_by_text("A panel.").count():
            await give(page, "/panel")  # a busy machine may miss so short a deadline itself
            await (
                page.get_by_text("A panel.")
                .or_(page.get_by_text("did not respond"))
                .last.wait_for()
            )
        panel = message(page, "A panel.")
        await panel.get_by_role("button", name="Silent").click()
        await expect(panel.get_by_role("alert")).to_have_text("The application did not respond")
        await panel.get_by_role("button", name="Edit").wait_for()
        await expect(field(page)).to_be_visible()
