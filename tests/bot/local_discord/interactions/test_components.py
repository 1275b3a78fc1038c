"""Buttons, selects and forms, with the unmodified discord.py."""

from __future__ import annotations

import discord
import pytest

from bot.local_discord.protocol.errors import PageError


class Press(discord.ui.DynamicItem[discord.ui.Button], template=r"p:(?P<act>\w+)"):
    def __init__(self, act: str, **look) -> None:
        super().__init__(discord.ui.Button(label=act, custom_id=f"p:{act}", **look))
        self.act = act

    @classmethod
    async def from_custom_id(cls, interaction, item, match):
        return cls(match["act"])

    async def callback(self, interaction: discord.Interaction) -> None:
        if self.act == "update":
            await interaction.response.edit_message(content="updated", view=None)
        elif self.act == "quiet":
            await interaction.response.defer()
            await interaction.edit_original_response(content="edited later")
        elif self.act == "think":
            await interaction.response.defer(thinking=True, ephemeral=True)
            await interaction.edit_original_response(content="thought")
        elif self.act == "form":
            modal = discord.ui.Modal(title="Form", custom_id="form:1")
            modal.add_item(discord.ui.TextInput(label="Word", custom_id="word", max_length=5))
            await interaction.response.send_modal(modal)


def declare(tree) -> None:
    @tree.command(name="show", description="Show")
    async def show(interaction: discord.Interaction) -> None:
        view = discord.ui.View(timeout=None)
        for act in ("update", "quiet", "think", "form"):
            view.add_item(Press(act))
        view.add_item(Press("off", disabled=True))
        view.add_item(discord.ui.UserSelect(custom_id="who", placeholder="Who"))
        tree.client.add_dynamic_items(Press)
        await interaction.response.send_message("buttons", view=view)


@pytest.fixture
async def shown(local_discord, start_bot):
    async with start_bot(local_discord, declare) as bot:
        handle = await local_discord.person("ada").slash("#general", "show")
        yield bot, handle.message


async def test_a_press_updates_its_own_message(local_discord, shown) -> None:
    _, message = shown
    ben = local_discord.person("ben")
    handle = await ben.click(message, "update")
    assert (handle.response, handle.message["id"]) == (7, message["id"])
    assert ben.messages("#general")[0]["content"] == "updated"
    assert ben.messages("#general")[0]["components"] == []


async def test_a_deferred_update_edits_the_pressed_message(local_discord, shown) -> None:
    _, message = shown
    ben = local_discord.person("ben")
    handle = await ben.click(message, "quiet")
    assert handle.response == 6
    edited = await ben.wait_for("#general", lambda m: m["content"] == "edited later")
    assert edited["id"] == message["id"]


async def test_a_new_answer_replies_to_the_pressed_message(local_discord, shown) -> None:
    _, message = shown
    handle = await local_discord.person("ben").click(message, "think")
    answer = await handle.finished()
    assert answer["content"] == "thought"
    assert answer["message_reference"]["message_id"] == message["id"]
    assert local_discord.person("ada").messages("#general") == [message]


async def test_a_form_opens_and_its_values_arrive(local_discord, shown) -> None:
    bot, message = shown
    ben = local_discord.person("ben")
    handle = await ben.click(message, "form")
    assert handle.modal["title"] == "Form"
    with pytest.raises(PageError, match="0 to 5"):
        await ben.submit(handle, {"Word": "too long"}, wait=False)
    await ben.submit(handle, {"Word": "fox"}, wait=False)
    await ben.until(lambda: bot.interactions[-1].type is discord.InteractionType.modal_submit)
    submit = bot.interactions[-1]
    assert submit.message.id == int(message["id"])
    assert submit.data["components"][0]["components"][0]["value"] == "fox"
    with pytest.raises(PageError, match="no longer open"):
        await ben.submit(handle, {"Word": "fox"}, wait=False)


async def test_a_user_select_brings_the_users(local_discord, shown) -> None:
    bot, message = shown
    ada = local_discord.person("ada")
    await ada.choose(message, "Who", ada.id, wait=False)
    await ada.until(lambda: bot.interactions[-1].data.get("values") == [ada.id])
    assert bot.interactions[-1].data["resolved"]["users"][ada.id]["username"] == "ada"


async def test_disabled_missing_and_gone_buttons_are_inert(local_discord, shown) -> None:
    _, message = shown
    ada = local_discord.person("ada")
    with pytest.raises(PageError, match="disabled"):
        await ada.click(message, "off")
    local_discord.delete_message(message["id"])
    with pytest.raises(PageError, match="gone"):
        await ada.click(message, "update")
