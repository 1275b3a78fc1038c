"""The language of a person's client and of the guild, as interactions carry them."""

from __future__ import annotations

import discord
import pytest

from bot.local_discord.drivers.person import Person
from bot.local_discord.protocol.errors import PageError
from tests.bot.local_discord.conftest import PING
from tests.bot.local_discord.web.test_page_api import Page


async def test_an_interaction_carries_both_languages(local_discord, api) -> None:
    await api.register(PING)
    ada = local_discord.person("ada", locale="zh-CN")
    local_discord.prefer("de")
    payload = (await ada.slash("#general", "ping", wait=False)).payload
    assert (payload["locale"], payload["guild_locale"]) == ("zh-CN", "de")
    assert payload["guild"]["locale"] == "de"
    alone = (await ada.slash("dm", "ping", wait=False)).payload
    assert alone["locale"] == "zh-CN"
    assert "guild_locale" not in alone
    ben = Person(local_discord.core, local_discord.person("ben").user, locale="de")
    assert (await ben.slash("#general", "ping", wait=False)).payload["locale"] == "de"
    chloe = local_discord.person("chloe")
    assert (await chloe.slash("#general", "ping", wait=False)).payload["locale"] == "en-US"


async def test_discord_py_reads_them_and_hears_of_the_guilds_change(
    local_discord, start_bot
) -> None:
    def declare(tree) -> None:
        @tree.command(name="which", description="Which language")
        async def which(interaction: discord.Interaction) -> None:
            text = f"{interaction.locale.value} {interaction.guild_locale.value}"
            await interaction.response.send_message(text, ephemeral=True)

    async with start_bot(local_discord, declare) as bot:
        local_discord.prefer("zh-CN")
        ada = local_discord.person("ada", locale="fr")
        handle = await ada.slash("#general", "which")
        assert handle.message["content"] == "fr zh-CN"
        (guild,) = bot.guilds
        assert guild.preferred_locale is discord.Locale.chinese


async def test_a_page_chooses_its_language_and_an_admin_the_guilds(local_discord, session) -> None:
    ada, ben = Page(local_discord, session, "ada"), Page(local_discord, session, "ben")
    assert (await ben("PUT", "/local/locale", {"locale": "zh-CN"}))[0] == 204
    assert (await ben("GET", "/local/bootstrap"))[1]["me"]["locale"] == "zh-CN"
    status, told = await ben("PUT", "/local/locale", {"locale": "tlh"})
    assert (status, told["message"]) == (400, "tlh is no locale of Discord's.")
    assert (await ben("PUT", "/local/guild-locale", {"locale": "de"}))[0] == 403
    assert (await ada("PUT", "/local/guild-locale", {"locale": "de"}))[0] == 204
    shown = (await ada("GET", "/local/bootstrap"))[1]
    assert (shown["guild"]["preferred_locale"], shown["me"]["locale"]) == ("de", "en-US")


async def test_a_browsers_language_holds_until_one_is_chosen(local_discord, session) -> None:
    ben = Page(local_discord, session, "ben")

    async def said_to_be(locale: str, is_chosen: bool) -> None:
        me = (await ben("GET", "/local/bootstrap"))[1]["me"]
        assert (me["locale"], me["has_chosen_locale"]) == (locale, is_chosen)

    browsers = {"locale": "zh-CN", "is_chosen": False}
    assert (await ben("PUT", "/local/locale", browsers))[0] == 204
    await said_to_be("zh-CN", False)
    assert (await ben("PUT", "/local/locale", browsers | {"locale": "x"}))[0] == 400
    await ben("PUT", "/local/locale", {"locale": "de"})
    await ben("PUT", "/local/locale", browsers)
    await said_to_be("de", True)


async def test_languages_outlive_a_restart(start_local_discord, tmp_path) -> None:
    database = tmp_path / "discord.db"
    async with start_local_discord(database=database) as server:
        server.person("ben", locale="zh-CN")
        server.prefer("de")
    async with start_local_discord(database=database) as server:
        ben = server.person("ben").user
        assert (ben.locale, ben.has_chosen_locale) == ("zh-CN", True)
        assert server.world.guild_locale == "de"
        with pytest.raises(PageError, match="no locale"):
            server.person("ben", locale="en")
