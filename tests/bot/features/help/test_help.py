"""/help by topic, /ask, /subscribe, /invite and /userid, as people meet them."""

import re

from bot.features.help.topics import TOPICS
from tests.fixtures.easel import Easel, labels


async def told(easel: Easel, command: str, **options):
    message = await (await easel.ada.slash("#general", command, **options)).finished()
    assert message["ephemeral"]
    return message


async def test_help_names_every_command_and_parameter(easel: Easel):
    text = (await told(easel, "help", topic="commands"))["embeds"][0]["description"]
    for name in ("imagine", "cancel", "info", "help", "fast", "relax", "settings", "quota show"):
        assert f"</{name}:" in text
    text = (await told(easel, "help", topic="parameters"))["embeds"][0]["description"]
    for name in ("ar", "no", "seed", "quality", "steps"):
        assert f"`--{name}" in text
    text = (await told(easel, "help"))["embeds"][0]["description"]
    assert "not affiliated" in text


async def test_the_first_card_has_three_examples_that_run_at_once(easel: Easel):
    shown = await told(easel, "help")
    examples = labels(shown)[:3]
    await easel.kill()
    await easel.start()
    await easel.ben.slash("#general", "help")
    await easel.ada.click(shown, examples[1])
    grid = await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert grid["content"].startswith("**a white cat in the snow, oil painting --ar 3:2**")
    assert easel.ada.is_pinged_by(grid)
    assert [job["kind"] for job in easel.jobs()] == ["imagine"]


async def test_the_list_below_turns_to_every_topic(easel: Easel):
    shown = await told(easel, "help")
    titles = set()
    for topic in TOPICS:
        shown = (await easel.ada.choose(shown, "h1:topic", topic)).message
        titles.add(shown["embeds"][0]["title"])
        options = shown["components"][-1]["components"][0]["options"]
        assert [one["value"] for one in options if one.get("default")] == [topic]
        assert len(labels(shown)) == (4 if topic == "start" else 1)
    assert len(titles) == len(TOPICS)


async def test_ask_answers_shortly_and_names_its_source(easel: Easel):
    shown = (await told(easel, "ask", question="how do I delete a picture?"))["embeds"][0]
    assert "**Deleting**" in shown["description"]
    assert re.search(r"From </help:\d+> Privacy", shown["description"])
    assert len(shown["description"]) < 900
    assert shown["footer"]["text"] == "/ask how do I delete a picture?"
    shown = (await told(easel, "ask", question="weather tomorrow in paris"))["embeds"][0]
    assert shown["title"] == "Nothing found"
    assert shown["description"].count("</help:") == 3


async def test_subscribe_tells_how_one_stands(easel: Easel):
    await easel.grid(easel.ada)
    text = (await told(easel, "subscribe"))["embeds"][0]["description"]
    assert "49/50 credits today" in text
    assert "nothing to buy" in text


async def test_invite_tells_the_link_with_its_rights_and_userid_ones_own_id(easel: Easel):
    text = (await told(easel, "invite"))["embeds"][0]["description"]
    assert "scope=bot+applications.commands" in text
    assert "permissions=274878024768" in text
    text = (await told(easel, "userid"))["embeds"][0]["description"]
    assert text == f"`{easel.ada.id}`"
