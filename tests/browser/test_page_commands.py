"""The message field: the list of commands, options as chips, and a whole /imagine."""

import pytest
from playwright.async_api import expect

from bot.local_discord import ServerOptions
from tests.fixtures.browser import field, give, message
from tests.fixtures.page_bot import grid

pytestmark = pytest.mark.browser


async def test_a_typed_imagine_is_followed_to_its_grid(stage):
    """The way of a newcomer: one line, Enter, progress in place, then a new message that pings."""
    page = await stage.open()
    await field(page).click()
    await page.keyboard.type("/imagine a red *fox*")
    await expect(page.get_by_role("textbox", name="prompt")).to_have_text("a red *fox*")
    await page.keyboard.press("Enter")
    progress = message(page, "Waiting to start")
    await expect(progress).to_contain_text("a red *fox* - @Ada (Waiting to start)")
    await expect(progress).to_contain_text("Ada used /imagine")
    assert stage.bot.seen == {"prompt": "a red *fox*"}

    stage.bot.go()
    progress = message(page, "(31%)")
    frame = progress.get_by_role("button", name="Open picture: Preview at 31 percent")
    first = await frame.element_handle()
    await expect(progress).to_contain_text("(edited)")
    stage.bot.go()
    frame = message(page, "(62%)").get_by_role("button", name="Preview at 62 percent")
    await expect(frame.get_by_role("img")).to_have_count(1)
    second = await frame.element_handle()
    assert await second.evaluate("(now, before) => now === before", first), "the frame was replaced"

    stage.bot.go()
    await page.get_by_role("button", name="U4").wait_for()
    await expect(page.get_by_role("article")).to_have_count(1)
    assert await page.get_by_role("button", name="Re-roll").is_visible()
    box = await page.get_by_role("img", name="a red *fox*").bounding_box()
    assert (box["width"], box["height"]) == (128, 128), "true size, true aspect ratio"


async def test_the_list_is_walked_by_keyboard(stage):
    page = await stage.open(person="ben")
    box = field(page)
    await box.click()
    await page.keyboard.type("/")
    rows = page.get_by_role("listbox", name="Commands").get_by_role("option")
    assert "/imagine" in await rows.first.inner_text(), "the first thing to try comes first"
    names = " ".join(await rows.all_inner_texts())
    assert "/quota show" in names and "/secret" not in names, "subcommands; nothing for admins"
    await expect(box).to_have_attribute("aria-expanded", "true")
    chosen = await box.get_attribute("aria-activedescendant")
    await page.keyboard.press("ArrowDown")
    assert await box.get_attribute("aria-activedescendant") != chosen
    await page.keyboard.press("Escape")
    await expect(box).to_have_attribute("aria-expanded", "false")
    await box.fill("/quo")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(message(page, "Answered.")).to_contain_text("Ben used /quota")
    await box.press("ArrowUp")
    await expect(page.get_by_role("group", name="/quota show")).to_be_visible()


async def test_options_become_chips_of_their_type(stage):
    page = await stage.open()
    await field(page).fill("/options ")
    style = page.get_by_role("combobox", name="style")
    await style.press_sequentially("wat")
    await page.get_by_role("option", name="watercolor").click()
    await page.keyboard.type("9")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_have_text("This takes a number from 1 to 4.")
    await page.get_by_role("textbox", name="count").fill("3")
    more = page.get_by_role("combobox", name="More options")
    for option, typed in [
        ("shape", "squ"),
        ("loud", "tru"),
        ("person", "chlo"),
        ("channel", "quie"),
        ("role", "patr"),
    ]:
        await more.fill(option)
        await page.keyboard.press("Enter")
        await page.keyboard.type(typed)
        await page.keyboard.press("Tab")
    await more.fill("pict")
    await page.keyboard.press("Enter")
    picture = {"name": "mine.png", "mimeType": "image/png", "buffer": grid()}
    await page.get_by_label("picture", exact=True).set_input_files(picture)
    await expect(page.get_by_role("img", name="mine.png")).to_be_visible()
    chip = page.get_by_role("button", name="picture: mine.png")
    await expect(page.get_by_text("Sending…")).to_have_count(0)
    await chip.press("Enter")
    await message(page, "Taken.").wait_for()
    assert stage.bot.seen == {
        "style": "style:watercolor",
        "count": 3,
        "shape": "Square",
        "loud": True,
        "person": "chloe",
        "channel": "quiet",
        "role": "Patron",
        "picture": ("mine.png", grid()),
    }


async def test_a_required_option_and_the_way_back(stage):
    page = await stage.open()
    await field(page).fill("/imagine ")
    prompt = page.get_by_role("textbox", name="prompt")
    await prompt.press("Enter")
    await expect(page.get_by_role("alert")).to_have_text(
        "This option is required. Specify a value."
    )
    await prompt.press("Backspace")
    await expect(field(page)).to_have_value("/imagine")
    await field(page).fill("/options ")
    await page.get_by_role("combobox", name="More options").fill("loud")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Backspace")
    await expect(page.get_by_role("combobox", name="loud")).to_have_count(0)


async def test_a_file_chosen_on_its_card_is_sent_by_enter(stage):
    """The card's button went with the focus on it: Enter did nothing, and nothing else sent."""
    page = await stage.open()
    await field(page).fill("/options ")
    await page.get_by_role("combobox", name="style").fill("ink")
    await page.get_by_role("combobox", name="More options").fill("pict")
    await page.keyboard.press("Enter")
    async with page.expect_file_chooser() as asked:
        await page.get_by_text("choose a file").first.click()
    await (await asked.value).set_files(
        {"name": "mine.png", "mimeType": "image/png", "buffer": grid()}
    )
    chip = page.get_by_role("button", name="picture: mine.png")
    await expect(chip).to_be_focused()
    await page.get_by_role("button", name="Remove mine.png").click()
    await expect(page.get_by_role("button", name="picture: choose a file")).to_be_focused()


async def test_a_file_may_be_dropped_and_pasted(stage):
    page = await stage.open()
    for act in ("drop", "paste"):
        await field(page).fill("/options ")
        await page.get_by_role("combobox", name="style").focus()
        await page.evaluate(
            """([act, text]) => {
                const data = new DataTransfer();
                data.items.add(new File([text], `${act}.txt`, {type: "text/plain"}));
                const options = {bubbles: true, cancelable: true};
                const event = act === "drop"
                    ? new DragEvent("drop", {...options, dataTransfer: data})
                    : new ClipboardEvent("paste", {...options, clipboardData: data});
                document.activeElement.dispatchEvent(event);
            }""",
            [act, "hello"],
        )
        await page.get_by_role("button", name=f"picture: {act}.txt").wait_for()
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
    await give(page, "said")
    await message(page, "said").wait_for()


class TestSilence:
    @pytest.fixture
    def options(self) -> ServerOptions:
        return ServerOptions(callback_deadline_s=0.3)

    async def test_no_answer_is_told_and_dismissed(self, stage):
        page = await stage.open()
        await give(page, "/silent")
        failed = message(page, "The application did not respond")
        await expect(failed).to_contain_text("Ada used /silent")
        await failed.get_by_role("button", name="Dismiss message").click()
        await expect(failed).to_have_count(0)


async def test_a_mentioned_command_begins_in_the_message_field(stage):
    """`</imagine:ID>` in a message is pressed, and nothing is sent by that."""
    page = await stage.open()
    channel = stage.server.world.channel_named("general")
    payload = {"content": "try </imagine:123> or </quota show:124>"}
    core = stage.server.core
    core.messages.save(said := core.composer.draft(channel, core.world.bot, payload, []))
    core.announcer.created(said)
    chip = message(page, "try").get_by_role("button", name="/imagine")
    await chip.click()
    await expect(page.get_by_role("group", name="/imagine")).to_be_visible()
    await page.keyboard.type("a fox")
    await expect(page.get_by_role("textbox", name="prompt")).to_have_text("a fox")
    await expect(message(page, "try").get_by_role("button", name="/quota show")).to_be_visible()
    await expect(page.get_by_role("article")).to_have_count(1)
