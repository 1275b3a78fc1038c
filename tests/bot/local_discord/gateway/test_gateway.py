"""Heartbeats, resume, closes, compression and intents, with the unmodified discord.py."""

from __future__ import annotations

import json
import zlib

import aiohttp
import discord
import pytest

from bot.local_discord import LocalDiscord


class Line:
    """A raw gateway connection without compression."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def frame(self, event: str | None = None) -> dict:
        """The next frame, or the next of one event type."""
        while True:
            frame = json.loads((await self.socket.receive(timeout=60)).data)
            if event is None or frame["t"] == event:
                return frame

    async def identify(self, server: LocalDiscord, intents: int = 1, shard=(0, 1)) -> dict:
        hello = await self.frame()
        assert (hello["op"], hello["d"]["heartbeat_interval"]) == (10, 41250)
        data = {"token": server.token, "intents": intents, "shard": shard, "properties": {}}
        await self.socket.send_json({"op": 2, "d": data})
        return (await self.frame("READY"))["d"]

    async def close_code(self) -> int:
        while (await self.socket.receive(timeout=60)).type is aiohttp.WSMsgType.TEXT:
            pass
        return self.socket.close_code or 0


@pytest.fixture
async def line(local_discord, session):
    async with session.ws_connect(local_discord.gateway_url + "?v=10&encoding=json") as socket:
        yield Line(socket)


async def test_a_missed_event_comes_with_its_old_number_after_a_resume(
    local_discord, session, line, api
) -> None:
    ready = await line.identify(local_discord, intents=1 | 1 << 9)
    seen = (await line.frame("GUILD_CREATE"))["s"]
    local_discord.gateway.abort_all()
    await line.socket.receive()
    await api.send({"content": "missed"})
    async with session.ws_connect(ready["resume_gateway_url"]) as socket:
        again = Line(socket)
        await again.frame()
        data = {"token": local_discord.token, "session_id": ready["session_id"], "seq": seen}
        await socket.send_json({"op": 6, "d": data})
        missed = await again.frame("MESSAGE_CREATE")
        assert (missed["s"], missed["d"]["content"]) == (seen + 1, "missed")
        resumed = await again.frame("RESUMED")
        assert (resumed["s"], resumed["d"]) == (seen + 2, {})


async def test_an_unknown_session_is_told_to_start_anew(local_discord, line) -> None:
    await line.frame()
    data = {"token": local_discord.token, "session_id": "none", "seq": 1}
    await line.socket.send_json({"op": 6, "d": data})
    assert await line.frame() == {"op": 9, "d": False, "s": None, "t": None}


CLOSES = [
    ({"op": 2, "d": {"token": "wrong", "intents": 1}}, 4004),
    ({"op": 2, "d": {"token": "local-bot-token", "intents": 1, "shard": [1, 1]}}, 4010),
    ({"op": 2, "d": {"token": "local-bot-token", "intents": 1 << 30}}, 4013),
    ({"op": 99}, 4001),
    ({"op": 8, "d": {}}, 4003),
]


@pytest.mark.parametrize(("frame", "code"), CLOSES)
async def test_wrong_frames_close_with_discords_codes(local_discord, line, frame, code) -> None:
    await line.socket.send_json(frame)
    assert await line.close_code() == code


async def test_text_that_is_no_json_or_too_long_is_4002(local_discord, line) -> None:
    await line.socket.send_str("{")
    assert await line.close_code() == 4002


async def test_a_second_identify_is_4005(local_discord, line) -> None:
    await line.identify(local_discord)
    await line.socket.send_json({"op": 2, "d": {"token": local_discord.token, "intents": 1}})
    assert await line.close_code() == 4005


async def test_heartbeats_are_acknowledged_until_muted(local_discord, line) -> None:
    await line.identify(local_discord)
    await line.frame("GUILD_CREATE")
    await line.socket.send_json({"op": 1, "d": 2})
    assert (await line.frame())["op"] == 11
    local_discord.faults.are_heartbeats_muted = True
    await line.socket.send_json({"op": 1, "d": 2})
    local_discord.gateway.ask_for_heartbeat()
    assert (await line.frame())["op"] == 1


async def test_the_guild_goes_to_its_own_shard(local_discord, line) -> None:
    guild_shard = (int(local_discord.world.guild_id) >> 22) % 2
    ready = await line.identify(local_discord, shard=(1 - guild_shard, 2))
    assert ready["guilds"] == []


async def test_a_guild_can_be_withheld(local_discord, line) -> None:
    local_discord.faults.withheld_guilds = 1
    await line.identify(local_discord)
    local_discord.gateway.ask_for_heartbeat()
    assert (await line.frame())["op"] == 1


INTENTS = [(1, False), (1 | 1 << 9, True), (1 | 1 << 12, False)]


@pytest.mark.parametrize(("intents", "hears"), INTENTS)
async def test_events_come_only_with_their_intent(local_discord, line, api, intents, hears):
    await line.identify(local_discord, intents=intents)
    await line.frame("GUILD_CREATE")
    await api.send({"content": "hello"})
    local_discord.gateway.ask_for_heartbeat()
    frame = await line.frame()
    assert (frame["t"] == "MESSAGE_CREATE") is hears


async def test_without_the_content_intent_other_peoples_words_are_blank(
    local_discord, start_bot
) -> None:
    intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    async with start_bot(local_discord, intents=intents) as bot:
        ben = local_discord.person("ben")
        await ben.say("#general", "a secret")
        await ben.say("#general", f"hello <@{local_discord.world.bot.id}>")
        await ben.say("dm", "in private")
        await ben.until(lambda: len(bot.heard) == 3)
    assert [message.content for message in bot.heard] == [
        "",
        f"hello <@{local_discord.world.bot.id}>",
        "in private",
    ]


async def test_the_stream_is_compressed_as_asked(local_discord, session) -> None:
    url = local_discord.gateway_url + "?compress=zlib-stream"
    async with session.ws_connect(url) as socket:
        message = await socket.receive()
        assert json.loads(zlib.decompressobj().decompress(message.data))["op"] == 10
    zstandard = pytest.importorskip("zstandard")
    async with session.ws_connect(url.replace("zlib", "zstd")) as socket:
        message = await socket.receive()
        assert json.loads(zstandard.ZstdDecompressor().decompressobj().decompress(message.data))


RESUMES = [1000, 1001, 4000, 4008, "abort", "op 7", "op 9"]


@pytest.mark.parametrize("how", RESUMES)
async def test_the_real_library_resumes(local_discord, start_bot, how) -> None:
    async with start_bot(local_discord) as bot:
        gateway = local_discord.gateway
        if how == "abort":
            gateway.abort_all()
        elif how == "op 7":
            gateway.ask_to_reconnect()
        elif how == "op 9":
            gateway.invalidate(is_resumable=True)
        else:
            gateway.close_all(how)
        ada = local_discord.person("ada")
        await ada.until(lambda: len(gateway.close_codes) == 1)
        sent = await ada.say("dm", "hello")
        await ada.until(lambda: local_discord.is_bot_online, 20)
        await ada.react(sent, "✉️")
        await ada.until(lambda: bot.reactions)
        assert "shard_resumed" in bot.events
        assert len(gateway.sessions) == 1


async def test_reactions_reach_the_bot_in_guild_and_dm(local_discord, start_bot, api) -> None:
    async with start_bot(local_discord) as bot:
        ben = local_discord.person("ben")
        sent = (await api.send({"content": "react"})).body
        await ben.react(sent, "❌")
        said = await ben.say("dm", "hello")
        await ben.react(said, "✉️")
        await ben.until(lambda: len(bot.reactions) == 2)
    first, second = bot.reactions
    assert (str(first.emoji), first.member.name, first.user_id) == ("❌", "ben", int(ben.id))
    assert second.guild_id is None
