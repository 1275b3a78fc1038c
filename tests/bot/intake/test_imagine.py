"""/imagine: answered within three seconds, publicly or privately, and read as it was meant."""

import asyncio

import pytest

from engine.canned import CannedEngine
from tests.fixtures.easel import Easel, labels, style


async def test_imagine_answers_at_once(easel: Easel):
    """Row 1."""
    await easel.engine.hold(0)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    assert handle.state == "done"
    assert handle.message["content"] == f"**a fox** - {easel.ada.mention} (Waiting to start)"
    assert labels(handle.message) == ["Cancel"]
    assert not easel.ada.is_pinged_by(handle.message)


@pytest.mark.slow
async def test_a_slow_disk_does_not_cost_the_three_seconds(easel: Easel):
    """Row 1. While another process holds the database, the answer is put off, then filled."""
    grid = await easel.grid(easel.ada)
    await easel.engine.hold(1)
    async with easel.database_held():
        typed = await easel.ada.slash("#general", "imagine", prompt="a fox")
        assert typed.response == 5
    said = await typed.finished()
    assert said["content"] == f"**a fox** - {easel.ada.mention} (Waiting to start)"
    async with easel.database_held():
        pressed = await easel.ada.click(grid, "V1")
        assert pressed.response == 6
    await easel.ada.wait_for("#general", lambda m: "Variations (Strong)" in m["content"])
    await easel.ada.until(lambda: style(pressed.message, "V1") == 1)


@pytest.mark.slow
async def test_a_slow_refusal_is_still_private(cold_easel: Easel):
    """Row 1."""
    easel = cold_easel
    easel.quota = easel.quota.model_copy(update={"credits": 0.5})
    await easel.start()
    async with easel.database_held():
        await easel.ada.slash("#general", "imagine", prompt="a fox")
    card = await easel.ada.wait_for("#general", lambda m: m["embeds"])
    assert card["embeds"][0]["title"] == "Credits exhausted"
    assert card["ephemeral"]
    await easel.ada.until(lambda: easel.ada.messages("#general") == [card])
    assert easel.ben.messages("#general") == []


async def test_a_long_dash_is_two_short_ones(easel: Easel):
    """Row 18."""
    for prompt in ("a fox —ar 3:2", "a fox --ar 3:2"):
        grid = await easel.grid(easel.ada, prompt)
        assert grid["content"] == f"**a fox --ar 3:2** - {easel.ada.mention} (fast)"
    one, two = easel.engine.requests
    assert (one.width_px, one.height_px) == (two.width_px, two.height_px)
    assert one.width_px > one.height_px


async def test_before_anything_is_known_of_the_model_people_are_asked_to_wait(cold_easel: Easel):
    """Of a single file without a configuration around it nothing is known before it is loaded."""
    easel = cold_easel

    class Slow(CannedEngine):
        """Loads until it is told that it has."""

        loaded = asyncio.Event()

        async def card_from_files(self):
            await self.loaded.wait()
            return await super().card_from_files()

    engine = Slow()
    starting = asyncio.create_task(easel.start(engine))
    await easel.ada.until(lambda: easel.server.is_bot_online)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    assert (await handle.finished())["embeds"][0]["title"] == "Engine starting"
    engine.loaded.set()
    await starting
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
