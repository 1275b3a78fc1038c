"""Orders given while the model loads are taken, stored and told so; made when it is there.

They were refused with "try again in a moment", though all they need stands in the model's files.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from engine import CannedEngine, ModelLoadError
from tests.fixtures.easel import Easel, labels


@asynccontextmanager
async def loading(easel: Easel, engine: CannedEngine) -> AsyncIterator[asyncio.Task[None]]:
    """The bot is online, and its model is not there yet."""
    easel.engine = engine
    starting = asyncio.create_task(easel.start(engine))
    await easel.ada.until(lambda: easel.server.is_bot_online)
    yield starting


def notes(easel: Easel) -> list[str]:
    """Titles of what only Ada sees."""
    messages = easel.ada.messages("#general")
    return [m["embeds"][0]["title"] for m in messages if m["ephemeral"] and m["embeds"]]


async def test_an_order_waits_for_the_model_and_is_made(cold_easel: Easel):
    easel, loaded = cold_easel, asyncio.Event()
    async with loading(easel, CannedEngine(loaded=loaded)) as starting:
        first = await easel.ada.slash("#general", "imagine", prompt="a fox --ar 3:2")
        await easel.ben.slash("#general", "imagine", prompt="word " * 60)  # its end is not read
        assert "#1 in line" in first.message["content"]
        await easel.ada.until(lambda: "Model loading" in notes(easel))
        assert [job["status"] for job in easel.jobs()] == ["queued", "queued"]
        assert easel.engine.requests == [] and not starting.done()
        loaded.set()
        await starting
    await easel.until_row("SELECT 1 WHERE (SELECT count(*) FROM jobs WHERE status = 'done') = 2")
    assert len([m for m in easel.ada.messages("#general") if "U1" in labels(m)]) == 2
    await easel.grid(easel.ada)
    assert notes(easel) == ["Model loading"]  # said once, while it was so


async def test_a_mistake_is_told_and_a_job_can_be_stopped_while_it_loads(cold_easel: Easel):
    easel, loaded = cold_easel, asyncio.Event()
    async with loading(easel, CannedEngine(loaded=loaded)) as starting:
        wrong = await easel.ada.slash("#general", "imagine", prompt="a fox --ar 99:1")
        assert wrong.message["ephemeral"] and easel.jobs() == []
        await easel.ada.slash("#general", "imagine", prompt="a fox")
        choices = await easel.ada.autocomplete("#general", "cancel", "which", which="")
        await easel.ada.slash("#general", "cancel", which=choices[0]["value"])
        await easel.until_row("SELECT 1 FROM jobs WHERE status = 'cancelled'")
        assert easel.spent(easel.ada) == 0
        loaded.set()
        await starting


async def test_what_the_model_must_answer_itself_is_refused(cold_easel: Easel):
    easel, loaded = cold_easel, asyncio.Event()
    async with loading(easel, CannedEngine(loaded=loaded)) as starting:
        await easel.ada.slash("#general", "shorten", prompt="a red fox in the snow")
        assert notes(easel) == ["Engine starting"]
        loaded.set()
        await starting


async def test_the_jobs_of_a_start_that_failed_are_made_by_the_next(cold_easel: Easel):
    easel, loaded = cold_easel, asyncio.Event()
    broken = CannedEngine(loaded=loaded, load_error=ModelLoadError("There is no unet."))
    async with loading(easel, broken) as starting:
        await easel.ada.slash("#general", "imagine", prompt="a fox")
        loaded.set()
        with pytest.raises(Exception, match="There is no unet"):
            await starting
    assert [job["status"] for job in easel.jobs()] == ["queued"]
    await easel.start()
    await easel.until_row("SELECT 1 FROM jobs WHERE status = 'done'")
