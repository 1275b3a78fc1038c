"""The channel: messages as text, order, days, what is unread, older pages, a lost connection."""

import pytest
from playwright.async_api import expect

from tests.fixtures.browser import field, give, message

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="document.title=1"> **bold** _it_ `a*b` ||s|| <b>x</b> 1 < 2 & 3'


async def test_a_newcomer_is_welcomed_and_given_examples(stage):
    page = await stage.open()
    await page.get_by_role("heading", name="Welcome to #general!").wait_for()
    await page.get_by_role("button", name="a red lighthouse at sunset, watercolor").click()
    prompt = page.get_by_role("textbox", name="prompt")
    await expect(prompt).to_have_text("a red lighthouse at sunset, watercolor")
    await expect(prompt).to_be_focused()
    assert stage.server.person("ada").messages("#general") == [], "nothing is sent for a person"
    await expect(page).to_have_title("#general | Easel Local")


async def test_a_newcomer_reads_what_this_is_and_who_they_are(stage):
    ada, ben = await stage.open(), await stage.open("ben")
    for page, name in ((ada, "Ada"), (ben, "Ben")):
        welcome = page.get_by_role("region", name="Welcome to #general")
        await expect(welcome).to_contain_text("Easel draws pictures of your words.")
        await expect(welcome).to_contain_text(f"Here you are {name}")
        await expect(welcome.locator(".example")).to_have_count(3)
    await welcome.get_by_role("button", name="Switch person").click()
    await ben.get_by_role("menuitemradio", name="Chloe").wait_for()
    await ben.keyboard.press("Escape")
    await stage.imagine(ada, "a fox")
    for number in range(12):
        await give(ada, f"line {number}")
    await expect(ada.locator(".first-steps")).not_to_be_in_viewport()  # not in the way afterwards


async def test_plain_words_are_offered_to_be_drawn(stage):
    """They met silence: a bot answers commands, and a newcomer does not know that."""
    page = await stage.open()
    offer = page.get_by_role("status").filter(has_text="Easel answers commands, not plain words.")
    await give(page, "a red fox in the snow")
    await expect(offer).to_contain_text("Draw it: /imagine")
    await page.keyboard.press("Enter")
    prompt = page.get_by_role("textbox", name="prompt")
    await expect(prompt).to_have_text("a red fox in the snow")
    await expect(offer).to_have_count(0)
    await page.keyboard.press("Enter")
    await message(page, "a red fox in the snow - @Ada (Waiting").wait_for()
    await give(page, "and an owl")
    await offer.get_by_role("button", name="Draw it").click()
    await expect(prompt).to_have_text("and an owl")
    await page.keyboard.press("Escape")

    await give(page, "@ben what do you think")
    await message(page, "what do you think").wait_for()
    await expect(offer).to_have_count(0)  # said to somebody
    await give(page, "help")
    await expect(offer.get_by_role("button").first).to_have_text("What can I do? /help")
    await page.keyboard.press("Enter")
    await message(page, "Ada used /help").wait_for()
    await field(page).fill("/imagin")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")  # it was offered to be drawn
    absent = page.get_by_role("status").filter(has_text="/imagin is no command that you can use")
    await expect(absent.get_by_role("button", name="What can I do? /help")).to_be_visible()
    await expect(absent.get_by_role("button", name="Draw it")).to_have_count(0)
    await give(page, "just talking")
    await offer.get_by_role("button", name="Close this offer").click()
    await give(page, "talking on")
    await message(page, "talking on").wait_for()
    await expect(offer).to_have_count(0)  # who closed it knows
    await give(page, "help?")
    await offer.wait_for()


async def test_words_are_words_for_everybody(stage):
    """Markup is drawn, and no text of a person becomes an element."""
    ada, ben = await stage.open("ada"), await stage.open("ben")
    await give(ada, HOSTILE)
    for page in (ada, ben):
        said = message(page, "bold")
        await expect(said).to_contain_text('<img src=x onerror="document.title=1"> bold it a*b')
        await expect(said).to_contain_text("<b>x</b> 1 < 2 & 3")
        await expect(said.get_by_role("strong")).to_have_text("bold")
        await expect(said.get_by_role("code")).to_have_text("a*b")
        await expect(said.get_by_role("img")).to_have_count(0)
    await said.get_by_role("button", name="Spoiler, press to show").click()
    await give(ada, "and once more")
    await expect(message(ben, "and once more").get_by_role("heading")).to_have_count(0)
    await give(ben, "hello @ada, how are you")
    await expect(message(ada, "hello @Ada, how").get_by_role("heading")).to_contain_text("Ben")


async def test_what_is_said_elsewhere_is_marked(stage):
    page = await stage.open()
    await give(page, "/elsewhere")
    gallery = page.get_by_role("link", name="gallery (text channel), 1 mention")
    await gallery.wait_for()
    await page.get_by_role("button", name="Direct messages, 1 mention").wait_for()
    await expect(page).to_have_title("(2) #general | Easel Local")
    await gallery.click()
    await message(page, "Over here, @Ada").wait_for()
    await page.get_by_role("link", name="gallery (text channel)", exact=True).wait_for()
    await page.get_by_role("button", name="Direct messages, 1 mention").click()
    await message(page, "And here.").wait_for()
    await expect(page).to_have_title("@Easel | Easel Local")
    ben = await stage.open("ben")
    await ben.get_by_role("link", name="gallery (text channel), unread").click()
    await expect(message(ben, "Over here, @Ada")).to_be_visible()
    await expect(ben.get_by_text("And here.")).to_have_count(0)
    await ben.get_by_role("link", name="quiet (text channel)").click()
    await stage.server.person("chloe").say("#gallery", "news for Ben")
    await ben.get_by_role("link", name="gallery (text channel), unread").click()
    await expect(ben.get_by_role("separator", name="New messages")).to_be_visible()


async def test_older_messages_come_when_scrolled_to(stage):
    speaker = stage.server.person("ben")
    for number in range(130):
        await speaker.say("#general", f"number {number:03}")
    page = await stage.open()
    await expect(message(page, "number 129")).to_be_in_viewport()
    await expect(page.get_by_text("number 000")).to_have_count(0)
    last = message(page, "number 129")
    await last.hover()
    for number in ("030", "000"):
        await page.get_by_role("article").first.scroll_into_view_if_needed()
        await expect(message(page, f"number {number}")).to_be_attached()
    await page.get_by_role("heading", name="Welcome to #general!").wait_for(state="attached")
    assert await page.get_by_role("article").count() == 130
    await page.get_by_role("button", name="Jump to present").click()
    await expect(last).to_be_in_viewport()
    await speaker.say("#general", "the newest")
    await expect(message(page, "the newest")).to_be_in_viewport()


async def test_a_jump_to_a_deleted_message_says_so(stage):
    """A press on "jump" did nothing at all when its message was gone."""
    ben = stage.server.person("ben")
    gone, kept = await ben.say("#general", "gone"), await ben.say("#general", "kept")
    there = await ben.say("#quiet", "elsewhere, gone")
    place = f"https://discord.com/channels/{stage.server.core.world.guild_id}"
    links = [f"{place}/{one['channel_id']}/{one['id']}" for one in (gone, kept, there)]
    words = " ".join(f"[to{number}]({link})" for number, link in enumerate(links))
    await ben.say("#general", words)
    core = stage.server.core
    for one in (gone, there):
        core.acts.delete(core.messages.find(one["id"]))
    page = await stage.open()
    told = page.get_by_role("alert").filter(has_text="That message was deleted.")
    await page.get_by_role("link", name="to1").click()
    await expect(message(page, "kept")).to_be_focused()
    await expect(told).to_have_count(0)
    await page.get_by_role("link", name="to0").click()
    await expect(told).to_have_count(1)
    await page.get_by_role("link", name="to2").click()
    await page.get_by_role("combobox", name="Message #quiet").wait_for()
    await expect(told).to_have_count(2)


async def test_a_lost_connection_is_told_and_caught_up(stage):
    sockets = []

    def pass_on(socket):
        sockets.append(socket)
        socket.connect_to_server()

    page = await stage.open()
    await page.route_web_socket("**/local/socket*", pass_on)
    await page.reload()
    await field(page).wait_for()
    await expect(page.get_by_text("Reconnecting…")).to_have_count(0)
    ben = stage.server.person("ben")
    kept, gone = await ben.say("#general", "kept"), await ben.say("#general", "gone")
    await message(page, "gone").wait_for()
    await page.evaluate("window.seenLost = []")
    await page.evaluate(
        """() => new MutationObserver(() => window.seenLost.push(document.body.innerText))
            .observe(document.querySelector("main"), {subtree: true, childList: true})"""
    )
    await sockets[-1].close()
    core = stage.server.core
    core.acts.delete(core.messages.find(gone["id"]))
    await ben.say("#general", "said meanwhile")
    await message(page, "said meanwhile").wait_for()
    await expect(message(page, kept["content"])).to_be_visible()
    await expect(page.get_by_text("gone")).to_have_count(0)
    assert any("Reconnecting…" in text for text in await page.evaluate("window.seenLost"))
    await expect(page.get_by_text("Reconnecting…")).to_have_count(0)


async def test_a_bot_that_left_is_shown_as_gone(stage):
    page = await stage.open()
    await page.get_by_role("button", name="Easel, online").wait_for()
    await stage.bot.close()
    await page.get_by_role("button", name="Easel, offline").wait_for()
    await expect(page.get_by_text("Easel is offline.")).to_be_visible()
