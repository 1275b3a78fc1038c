"""Login, command sync and the first events, with the unmodified discord.py."""

from __future__ import annotations

import discord
import pytest

from bot.local_discord import LocalDiscord, ServerOptions


def declare_ping(tree):
    @tree.command(name="ping", description="Answers")
    async def ping(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("pong")


async def test_the_real_library_logs_in_and_sees_the_guild(local_discord, start_bot) -> None:
    async with start_bot(local_discord, declare_ping) as bot:
        assert bot.user is not None
        assert bot.user.name == "Easel"
        guild = bot.guilds[0]
        assert guild.name == "Easel Studio"
        assert [channel.name for channel in guild.text_channels] == ["general", "gallery", "quiet"]
        assert [member.name for member in guild.members] == ["Easel"]  # no members intent
        assert guild.member_count == 4
        assert local_discord.is_bot_online
    order = [(call.method, call.path) for call in local_discord.calls][:3]
    assert order[:2] == [("GET", "/users/@me"), ("GET", "/oauth2/applications/@me")]
    assert order[2][0] == "PUT"


async def test_a_wrong_token_is_refused(local_discord: LocalDiscord) -> None:
    async with discord.Client(intents=discord.Intents.none()) as client:
        with pytest.raises(discord.LoginFailure):
            await client.login("wrong")


async def test_close_code_1000_is_seen_and_the_bot_is_offline(local_discord, start_bot) -> None:
    async with start_bot(local_discord):
        pass
    assert local_discord.gateway.close_codes == [1000]
    assert not local_discord.is_bot_online


async def test_privileged_intents_can_be_refused(start_local_discord, start_bot) -> None:
    options = ServerOptions(privileged_intents=False)
    async with start_local_discord(options=options) as server:
        intents = discord.Intents(guilds=True, message_content=True)
        with pytest.raises(discord.PrivilegedIntentsRequired):
            async with start_bot(server, intents=intents):
                pass


async def test_command_ids_stay_when_name_and_type_do(local_discord, api) -> None:
    first = await api.register({"name": "a", "description": "one"}, {"name": "b", "type": 3})
    second = await api.register({"name": "a", "description": "two"}, {"name": "c", "type": 3})
    assert first.body[0]["id"] == second.body[0]["id"]
    assert first.body[0]["version"] != second.body[0]["version"]
    assert first.body[1]["id"] != second.body[1]["id"]


async def test_an_unknown_route_is_recorded(local_discord, api) -> None:
    reply = await api("GET", "/guilds/1/audit-logs")
    assert (reply.status, reply.code) == (404, 0)
    assert local_discord.unknown == ["GET /api/v10/guilds/1/audit-logs"]
    local_discord.unknown.clear()
