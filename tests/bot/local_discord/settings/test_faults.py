"""Scripted faults and rate limits, as the unmodified discord.py meets them."""

from __future__ import annotations

import asyncio

import aiohttp
import discord
import pytest

from bot.local_discord import LocalDiscord, ManualClock, ServerOptions
from tests.bot.local_discord.conftest import PING, Api

SEND = {"method": "POST", "path": "/channels/*/messages"}


@pytest.fixture
async def channel(local_discord: LocalDiscord):
    """#general as a library without a gateway sees it."""
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(local_discord.token)
        yield client.get_partial_messageable(
            int(local_discord.world.channel_named("general").id),
            guild_id=int(local_discord.world.guild_id),
        )


def shown(server: LocalDiscord) -> list[str]:
    return [message["content"] for message in server.person("ada").messages("#general")]


async def test_a_429_is_waited_out_and_repeated(local_discord, channel) -> None:
    local_discord.faults.rate_limit(0.01, **SEND)
    await channel.send("once")
    assert shown(local_discord) == ["once"]
    statuses = [call.status for call in local_discord.calls if call.method == "POST"]
    assert statuses == [429, 200]


async def test_a_429_without_via_is_taken_for_a_ban(local_discord, channel) -> None:
    local_discord.faults.rate_limit(0.01, has_via=False, **SEND)
    with pytest.raises(discord.HTTPException):
        await channel.send("never")
    assert shown(local_discord) == []


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003), (400, 30046)])
async def test_planned_errors_are_answered(local_discord, channel, status, code) -> None:
    local_discord.faults.answer(status, code=code, **SEND)
    with pytest.raises(discord.HTTPException) as refused:
        await channel.send("never")
    assert (refused.value.status, refused.value.code) == (status, code)
    await channel.send("then")
    assert shown(local_discord) == ["then"]


async def test_a_line_cut_before_handling_leaves_nothing(local_discord, channel) -> None:
    local_discord.faults.drop_before(**SEND)
    with pytest.raises(aiohttp.ClientError):
        await channel.send("never")
    assert shown(local_discord) == []
    assert local_discord.calls[-1].status is None


async def test_a_line_cut_after_handling_makes_no_double_with_a_nonce(
    local_discord, channel
) -> None:
    local_discord.faults.drop_after(**SEND)
    for _ in range(2):
        try:
            await channel.send("once", nonce=7)
        except aiohttp.ClientError:
            assert shown(local_discord) == ["once"]
    assert shown(local_discord) == ["once"]


async def test_a_slow_answer_waits_on_the_servers_clock(start_local_discord, session) -> None:
    clock = ManualClock()
    async with start_local_discord(options=ServerOptions(clock=clock)) as server:
        api = Api(server, session)
        server.faults.slow(20, **SEND)
        sending = asyncio.create_task(api.send({"content": "slow"}))
        await server.person("ada").until(lambda: not server.faults.planned)
        assert not sending.done()
        clock.advance(20)
        assert (await sending).status == 200


async def test_a_late_callback_is_10062_and_a_dead_token_50027(local_discord, api) -> None:
    await api.register(PING)
    ada = local_discord.person("ada")
    local_discord.faults.late_callback()
    handle = await ada.slash("#general", "ping", wait=False)
    late = await api.answer(handle, {"type": 4, "data": {"content": "x"}})
    assert (late.status, late.code) == (404, 10062)
    handle = await ada.slash("#general", "ping", wait=False)
    await api.answer(handle, {"type": 4, "data": {"content": "x"}})
    local_discord.revoke_tokens()
    dead = await api.webhook("PATCH", handle, "/messages/@original", {"content": "y"})
    assert (dead.status, dead.code) == (401, 50027)


async def test_every_answer_tells_of_its_bucket(local_discord, api) -> None:
    sent = await api.send({"content": "x"})
    for key in ("Limit", "Remaining", "Reset", "Reset-After", "Bucket"):
        assert f"X-RateLimit-{key}" in sent.headers
    assert sent.headers["Content-Type"] == "application/json"
    assert sent.headers["Via"]


async def test_counted_limits_refuse_the_sixth_message_until_the_window_ends(
    start_local_discord, session
) -> None:
    clock = ManualClock()
    options = ServerOptions(clock=clock, rate_limits=True)
    async with start_local_discord(options=options) as server:
        api = Api(server, session)
        left = [await api.send({"content": "x"}) for _ in range(5)]
        remaining = [answer.headers["X-RateLimit-Remaining"] for answer in left]
        assert remaining == ["4", "3", "2", "1", "0"]
        refused = await api.send({"content": "x"})
        assert refused.status == 429
        assert 0 < refused.body["retry_after"] <= 5
        assert refused.headers["X-RateLimit-Scope"] == "user"
        gallery = server.world.channel_named("gallery").id
        other = await api("POST", f"/channels/{gallery}/messages", {"content": "x"})
        assert other.status == 200
        clock.advance(5)
        assert (await api.send({"content": "x"})).status == 200
