"""A disk or database that breaks under the running bot: nobody loses anything, and it goes on."""

import asyncio
import logging
from collections.abc import Awaitable
from pathlib import Path

import pytest

from bot.local_discord import LocalDiscord, ServerOptions
from bot.running.disk_watch import pause_s
from tests.fixtures.broken_disk import Fault, damaged, full, locked, no_larger
from tests.fixtures.easel import Easel, Json, labels
from tests.fixtures.local_discord import StartServer

TITLE = "Out of order for a moment"
TEXT = "Easel cannot write to its disk just now; nothing was charged, try again in a few minutes."


def grids(easel: Easel) -> list[Json]:
    return [m for m in easel.ada.messages("#general") if "U1" in labels(m)]


def messages(easel: Easel) -> list[Json]:
    return easel.ada.messages("#general")


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]


def is_told(message: Json) -> bool:
    cards = [(card.get("title"), card.get("description")) for card in message["embeds"]]
    return cards == [(TITLE, TEXT)]


FAULTS = [no_larger, locked, damaged, full]


@pytest.fixture(params=FAULTS, ids=lambda fault: fault.__name__)
def fault(request: pytest.FixtureRequest, cold_easel: Easel) -> Fault:
    if request.param is full:
        cold_easel.folder = request.getfixturevalue("small_disk") / "data"
    chosen: Fault = request.param
    return chosen


async def told(easel: Easel, command: str, **options: object) -> None:
    """The command ends in the one sentence, for its person alone."""
    await answered(easel, easel.ada.slash("#general", command, **options))


async def answered(easel: Easel, doing: Awaitable[object]) -> None:
    """Whatever is done ends in that sentence."""
    before = {message["id"] for message in messages(easel)}
    await doing
    said = await easel.ada.wait_for("#general", lambda m: m["id"] not in before and is_told(m))
    assert said["ephemeral"]


@pytest.mark.parametrize("made", [True, False], ids=["made", "being made"])
async def test_a_broken_disk_stops_nothing_but_the_line(
    cold_easel: Easel, fault: Fault, made: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk ended the bot, and each restart logged in, loaded the model, and ended again."""
    easel = cold_easel
    await easel.start()
    await easel.engine.hold(2)
    for number in range(6):
        await easel.ada.slash("#general", "imagine", prompt=f"fox {number}")
    await easel.engine.held()
    caplog.clear()
    with fault(easel.folder):
        if made:
            await easel.engine.release()
        await told(easel, "imagine", prompt="one too many")
        await told(easel, "prefer remix")
        assert easel.server.is_bot_online
        assert grids(easel) == []
        spent_lines = [line for line in lines(caplog) if "cannot be used" in line]
        assert len(spent_lines) == 1
    await easel.engine.release()
    await easel.ada.until(lambda: len(grids(easel)) == 6)
    await easel.until_row("SELECT 1 WHERE (SELECT COUNT(*) FROM jobs WHERE status = 'done') = 6")
    assert [job["status"] for job in easel.jobs()] == ["done"] * 6
    assert easel.spent(easel.ada) == 600
    assert len(easel.engine.requests) == 6, "what was made is kept, not made anew"
    over = [line for line in lines(caplog) if "can be used again" in line]
    assert len(over) == 1
    assert len(lines(caplog)) == 2, lines(caplog)


async def test_what_only_reads_goes_on_and_the_log_stays_short(
    easel: Easel, caplog: pytest.LogCaptureFixture
) -> None:
    """Each refusal of a broken disk was a traceback in the log, a hundred people a hundred."""
    await easel.grid(easel.ada)
    caplog.clear()
    with no_larger(easel.folder):
        await told(easel, "prefer remix")
        for _ in range(20):
            await told(easel, "imagine", prompt="a fox")
        handle = await easel.ada.slash("#general", "info")
        assert (await handle.finished())["embeds"][0]["title"].startswith("Your info")
        await answered(easel, easel.ada.click(grids(easel)[0], "U1"))
        shown = [m for m in messages(easel) if "Image #1" in m["content"]]
        assert shown == [], "a message that cannot be written down is not sent"
        assert len(lines(caplog)) == 1
    async with asyncio.timeout(60):
        while len(lines(caplog)) == 1:  # noqa: ASYNC110
            await asyncio.sleep(0.05)  # a line of the log makes no event here
    assert "can be used again" in lines(caplog)[1]
    await easel.ada.slash("#general", "imagine", prompt="an owl")
    await easel.ada.until(lambda: len(grids(easel)) == 2)


async def test_it_is_said_in_the_persons_language(easel: Easel) -> None:
    easel.ben.speak("zh-CN")
    with no_larger(easel.folder):
        await easel.ben.slash("#general", "imagine", prompt="一只狐狸")
        said = await easel.ben.wait_for("#general", lambda m: m["embeds"])
    assert said["embeds"][0]["title"] == "暂时无法使用"


def deleted(server: LocalDiscord) -> int:
    """How many progress messages are gone."""
    return len([call for call in server.calls if call.method == "DELETE" and call.status == 204])


def newest(easel: Easel) -> int:
    return int(grids(easel)[-1]["id"])


@pytest.mark.parametrize("is_on_record", [False, True])
async def test_what_was_posted_is_written_down_once_the_disk_is_back(
    start_local_discord: StartServer, tmp_path: Path, is_on_record: bool
) -> None:
    """Broken between the post and the word in the database: seen once, and paid once, also where
    Discord knows the nonce no more.
    """
    async with start_local_discord(options=ServerOptions(nonce_window_s=0.0)) as server:
        easel = Easel(server, tmp_path / "data")
        await easel.start()
        await easel.grid(easel.ada)
        server.faults.slow(1.0, method="DELETE")
        await easel.ada.slash("#general", "imagine", prompt="an owl")
        await easel.ada.until(lambda: len(grids(easel)) == 2)
        if is_on_record:  # the message is, and the end of its job is not
            await easel.until_row("SELECT 1 FROM job_messages WHERE message_id = ?", newest(easel))
        assert easel.jobs()[1]["status"] == "delivering"
        with no_larger(easel.folder):
            await told(easel, "prefer remix")
            await asyncio.sleep(1.5)  # the progress message goes, and the row cannot be ended
            assert deleted(server) == 1 + is_on_record
            assert easel.jobs()[1]["status"] == "delivering"
        done = "SELECT 1 WHERE (SELECT COUNT(*) FROM jobs WHERE status = 'done') = 2"
        await easel.until_row(done)
        assert len(grids(easel)) == 2
        assert easel.spent(easel.ada) == 200
        assert len(easel.engine.requests) == 2
        await easel.kill()


async def test_killed_while_the_disk_is_broken_it_makes_the_picture_anew(easel: Easel) -> None:
    await easel.engine.hold(1)
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    with no_larger(easel.folder):
        await easel.engine.release()
        await easel.ada.until(
            lambda: any("(Paused: Easel cannot" in m["content"] for m in messages(easel))
        )
        await easel.kill()
    assert easel.spent(easel.ada) == 100
    await easel.start()
    await easel.until_row("SELECT 1 FROM jobs WHERE status = 'done'")
    assert len(grids(easel)) == 1
    assert easel.spent(easel.ada) == 100


async def test_a_job_can_be_stopped_once_the_disk_is_back(easel: Easel) -> None:
    """Meanwhile the press is answered, and changes nothing."""
    await easel.engine.hold(1)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    with no_larger(easel.folder):
        await answered(easel, easel.ada.click(handle.message, "Cancel"))
        assert easel.jobs()[0]["status"] == "running"
    async with asyncio.timeout(60):
        while "(Stopped)" not in handle.message["content"]:
            await easel.ada.click(handle.message, "Cancel")
            await asyncio.sleep(0.1)
    assert easel.spent(easel.ada) == 0


def test_the_pauses_grow_and_have_an_end() -> None:
    pauses = [pause_s(tries) for tries in range(1000)]
    assert pauses == sorted(pauses)
    assert pauses[0] < 1
    assert pauses[-1] == 20
