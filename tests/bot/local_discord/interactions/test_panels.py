"""A picture bot's panels, suggestions, files, forms and menus, as a test drives them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.local_discord.protocol.errors import PageError
from tests.bot.local_discord.conftest import running_bot
from tests.fixtures.panels import Chinese, Model, Toggle, add_panels, plain_picture


@pytest.fixture
async def ada(local_discord) -> AsyncIterator:
    """Ada, with the panels' bot beside the server."""
    async with running_bot(local_discord, add_panels) as bot:
        bot.add_dynamic_items(Toggle, Model)
        yield local_discord.person("ada")


async def test_a_panel_of_five_rows_is_pressed_and_chosen_from(ada) -> None:
    panel = (await ada.slash("#general", "settings")).message
    assert [len(row["components"]) for row in panel["components"]] == [1, 5, 5, 5, 3]
    assert ada.private("#general") == [panel]
    await ada.click(panel, "Raw")
    assert ada.private("#general")[0]["content"] == "Settings: Raw"
    await ada.choose(panel, "A model", "Z-Image")
    assert ada.private("#general")[0]["content"] == "Settings: ['z']", (
        "a label stands for its value"
    )
    with pytest.raises(PageError, match="disabled"):
        await ada.click(panel, "Upscale")
    with pytest.raises(PageError, match="among the options"):
        await ada.choose(panel, "A model", "Nothing")
    with pytest.raises(PageError, match="1 to 1"):
        await ada.choose(panel, "A model", "Niji", "Z-Image")


async def test_a_long_text_is_completed_and_stays_free(ada) -> None:
    found = await ada.autocomplete("#general", "paint", "prompt", prompt="a red")
    assert [choice["name"] for choice in found] == [
        "a red lighthouse at sunset, watercolor",
        "a red fox in the snow",
    ]
    handle = await ada.slash(
        "#general", "paint", prompt="a red thing nobody suggests " * 20, seed=7
    )
    assert handle.message["content"].endswith("| 7 | en-US en-US")


async def test_several_files_and_a_choice_arrive_and_wrong_ones_are_refused(ada) -> None:
    files = {f"image{n}": (f"{n}.png", plain_picture()) for n in (1, 2, 5)}
    handle = await ada.slash("#general", "blend", **files, dimensions="Square")
    assert handle.message["content"] == "Blends 1.png, 2.png, 5.png as Square"
    with pytest.raises(PageError, match="“image2” is required"):
        await ada.slash("#general", "blend", image1=files["image1"])
    with pytest.raises(PageError, match="one of its choices"):
        await ada.slash("#general", "blend", **files, dimensions="Round")


async def test_a_command_of_a_group_in_a_group_arrives(ada) -> None:
    handle = await ada.slash("#general", "prefer option set", name="mine", value="--ar 3:2")
    assert handle.message["content"] == "--mine is --ar 3:2"
    assert handle.message["interaction_metadata"]["name"] == "prefer option set"
    assert (await ada.slash("dm", "prefer option list")).message["content"] == "No options yet."


async def test_a_form_of_five_parts_comes_back_whole(local_discord, ada) -> None:
    handle = await ada.slash("#general", "remix")
    values = {"Prompt": "a fox", "Shape": "Square", "Variation": "Strong"}
    values["Reference"] = ("mine.png", plain_picture())
    sent = await ada.submit(handle, values, wait=False)
    prompt, no, shape, strength, file = [p["component"] for p in sent.payload["data"]["components"]]
    assert (prompt["value"], no["value"], shape["values"]) == ("a fox", "", ["square"])
    assert strength["value"] == "high"
    (file_id,) = file["values"]
    resolved = sent.payload["data"]["resolved"]["attachments"][file_id]
    assert resolved["filename"] == "mine.png"
    again = await ada.slash("#general", "remix")
    sent = await ada.submit(again, {}, wait=False)
    parts = [part["component"] for part in sent.payload["data"]["components"]]
    assert (parts[2]["values"], parts[3]["value"]) == ([], "low"), "defaults stay"


async def test_the_menus_of_a_message_bring_it_along(ada) -> None:
    message = await ada.say("#general", "look")
    for name in ("Cancel Job", "Report Job", "Show Prompt"):
        answer = (await ada.menu(message, name)).message
        assert answer["content"] == f"{name}: {message['id']}"
    assert len(ada.private("#general")) == 3


async def test_a_spoiler_says_so_and_reactions_come_from_people(local_discord, ada) -> None:
    shown = (await ada.slash("#general", "hidden")).message
    (file,) = shown["attachments"]
    assert (file["filename"], file["flags"] & 1 << 5) == ("SPOILER_night.png", 1 << 5)
    ben = local_discord.person("ben")
    await ben.react(shown, "❤️")
    await ada.react(shown, "❤️")
    (message,) = ada.messages("#general")
    assert message["reactions"][0]["count"] == 2


async def test_translations_of_discord_py_arrive(local_discord) -> None:
    def declare(tree) -> None:
        add_panels(tree)

    async with running_bot(local_discord, declare) as bot:
        await bot.tree.set_translator(Chinese())
        await asyncio.wait_for(bot.tree.sync(), 60)
        commands = {c["name"]: c for c in local_discord.core.commands.listed("global")}
        assert commands["paint"]["name_localizations"] == {"zh-CN": "绘制"}
        assert commands["paint"]["options"][0]["name_localizations"] == {"zh-CN": "提示词"}
        choice = commands["blend"]["options"][2]["choices"][0]
        assert choice["name_localizations"] == {"zh-CN": "竖幅"}
        assert commands["Show Prompt"]["name_localizations"] == {"zh-CN": "查看提示词"}
