"""Threads, direct messages and V2 layouts with the unmodified discord.py."""

from __future__ import annotations

import io

import discord

from tests.bot.local_discord.messages.test_messages import PNG


def declare(tree) -> None:
    @tree.command(name="where", description="Where am I")
    async def where(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{type(interaction.channel).__name__}")
        await interaction.channel.send("and here")

    @tree.command(name="layout", description="A layout")
    async def layout(interaction: discord.Interaction) -> None:
        view = discord.ui.LayoutView(timeout=None)
        box = discord.ui.Container(accent_colour=0x6C8AE4)
        thumbnail = discord.ui.Thumbnail("attachment://a.png", description="alt")
        box.add_item(discord.ui.Section("hello", accessory=thumbnail))
        box.add_item(discord.ui.Separator())
        box.add_item(discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://a.png")))
        box.add_item(discord.ui.File("attachment://a.txt"))
        link = discord.ui.Button(label="More", url="https://example.org")
        box.add_item(discord.ui.ActionRow(link))
        view.add_item(box)
        names = {"a.png": PNG, "a.txt": b"text"}
        files = [discord.File(io.BytesIO(data), name) for name, data in names.items()]
        await interaction.response.defer()
        await interaction.edit_original_response(view=view, attachments=files)


async def test_a_command_in_a_thread_is_answered_there(local_discord, start_bot) -> None:
    async with start_bot(local_discord, declare):
        thread = local_discord.add_thread("general", "ideas")
        ada = local_discord.person("ada")
        handle = await ada.slash(thread.id, "where")
        assert handle.message["content"] == "Thread"
        await ada.wait_for(thread.id, lambda message: message["content"] == "and here")
        assert ada.messages("#general") == []


async def test_a_direct_message_comes_without_a_command(local_discord, start_bot) -> None:
    async with start_bot(local_discord) as bot:
        ben = local_discord.person("ben")
        user = await bot.fetch_user(int(ben.id))
        await user.send("your pictures", file=discord.File(io.BytesIO(PNG), "a.png"))
        message = await ben.wait_for("dm", lambda message: message["attachments"])
        assert message["content"] == "your pictures"
        assert local_discord.person("ada").messages("dm") == []


async def test_a_layout_of_the_library_comes_complete(local_discord, start_bot) -> None:
    async with start_bot(local_discord, declare):
        message = await (await local_discord.person("ada").slash("#general", "layout")).finished()
    box = message["components"][0]
    kinds = [part["type"] for part in box["components"]]
    assert kinds == [9, 14, 12, 13, 1]
    thumbnail = box["components"][0]["accessory"]
    assert (thumbnail["media"]["width"], thumbnail["description"]) == (640, "alt")
    assert box["components"][3]["file"]["url"].startswith(local_discord.url)
    assert len({part["id"] for part in box["components"]}) == 5
