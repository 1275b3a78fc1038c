"""What must outlive a restart."""

import sqlite3
from contextlib import closing

import pytest

from bot.local_discord import ServerOptions
from engine import CannedEngine
from tests.fixtures.easel import Easel, image_of, labels, quarter


def grids(easel: Easel):
    return [m for m in easel.ada.messages("#general") if "U1" in labels(m)]


async def test_buttons_from_before_a_restart_still_work(easel: Easel):
    """Row 11."""
    grid = await easel.grid(easel.ada)
    await easel.kill()
    await easel.start()
    await easel.ada.click(grid, "U4")
    single = await easel.ada.wait_for("#general", lambda m: "Image #4" in m["content"])
    assert await image_of(single) == quarter(await image_of(grid), 4)
    for label in ("V3", "🔄"):
        before = {m["id"] for m in easel.ada.messages("#general")}
        await easel.ada.click(grid, label)
        await easel.next_grid(easel.ada, before)


async def test_a_restart_does_not_register_the_commands_again(easel: Easel):
    """Row 11."""

    def puts() -> int:
        return sum(call.method == "PUT" for call in easel.server.calls)

    assert puts() == 1
    await easel.kill()
    await easel.start()
    assert puts() == 1


@pytest.mark.parametrize("how", ["kill", "stop"])
async def test_jobs_survive_a_restart_once_and_charged_once(easel: Easel, how: str):
    """Row 12."""
    await easel.engine.hold(6)
    handles = [
        await easel.ada.slash("#general", "imagine", prompt=f"fox {number}")
        for number in range(1, 6)
    ]
    await easel.ada.wait_for("#general", lambda m: "(50%)" in m["content"])
    await (easel.kill() if how == "kill" else easel.stop())
    running = [h.message["content"] for h in handles if "Waiting" not in h.message["content"]]
    if how == "stop":
        assert all("(Paused, goes on after the restart)" in words for words in running)
    assert running
    ids = [handle.message["id"] for handle in handles]
    again = CannedEngine()
    await again.hold(6)
    await easel.start(again)
    for handle, message_id in zip(handles[:3], ids, strict=False):
        await easel.ada.until(lambda h=handle: "(50%)" in h.message["content"])
        assert handle.message["id"] == message_id
    await again.release()
    await easel.ada.until(lambda: len(grids(easel)) == 5)
    await easel.until_row("SELECT 1 WHERE (SELECT COUNT(*) FROM jobs WHERE status = 'done') = 5")
    assert all(handle.message is None for handle in handles)
    assert easel.spent(easel.ada) == 500
    assert len(grids(easel)) == 5
    assert {r["entry"]: r["n"] for r in easel.rows(LEDGER)} == {"reserve": 5, "settle": 5}


LEDGER = "SELECT entry, COUNT(*) AS n FROM ledger GROUP BY entry"


async def test_killed_before_the_answer_was_on_record_it_is_found_again(easel: Easel):
    """Row 12."""
    await easel.engine.hold(6)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    await easel.kill()
    with closing(sqlite3.connect(easel.folder / "easel.db")) as database, database:
        database.execute("UPDATE jobs SET progress_message_id = NULL")
    engine = CannedEngine()
    await engine.hold(9)
    await easel.start(engine)
    await easel.ada.until(lambda: "(75%)" in handle.message["content"])
    await engine.release()
    await easel.ada.until(lambda: len(grids(easel)) == 1)
    await easel.ada.until(lambda: handle.message is None)


async def test_a_stop_does_not_count_as_an_attempt(easel: Easel):
    """Row 12. Three clean restarts during one long job must not fail it."""
    await easel.engine.hold(6)
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    for _ in range(4):
        await easel.stop()
        engine = CannedEngine()
        await engine.hold(6)
        await easel.start(engine)
        await engine.held()
    assert easel.jobs()[0]["attempts"] == 0
    await engine.release()
    await easel.ada.until(lambda: len(grids(easel)) == 1)


async def test_a_waiting_job_says_that_it_came_back(cold_easel: Easel):
    """Row 12."""
    easel = cold_easel
    easel.queue = easel.queue.model_copy(update={"running_per_user": 1})
    await easel.start()
    await easel.engine.hold(6)
    for prompt in ("one", "two", "three"):
        last = await easel.ada.slash("#general", "imagine", prompt=prompt)
    await easel.engine.held()
    await easel.kill()
    engine = CannedEngine()
    await engine.hold(0)
    await easel.start(engine)
    await easel.ada.until(lambda: "· #2 in line" in last.message["content"])
    await engine.release()
    await easel.ada.until(lambda: len(grids(easel)) == 3)


@pytest.mark.parametrize("nonce_window_s", [300.0, 0.0], ids=["soon", "long after"])
async def test_a_result_posted_before_the_crash_is_recognised(
    start_local_discord, tmp_path, nonce_window_s: float
):
    """Row 12. Killed between the post and the word in the database: seen once and paid once.

    Discord recognises the nonce for some minutes; after that the channel's history tells.
    """
    options = ServerOptions(nonce_window_s=nonce_window_s)
    async with start_local_discord(options=options) as server:
        easel = Easel(server, tmp_path / "data")
        await easel.start()
        server.faults.answer(503, method="DELETE", times=4)
        await easel.ada.slash("#general", "imagine", prompt="a fox")
        grid = await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
        assert easel.jobs()[0]["status"] == "delivering"
        await easel.kill()
        server.faults.planned.clear()
        await easel.start()
        await easel.until_row("SELECT 1 FROM jobs WHERE status = 'done'")
        assert easel.jobs()[0]["result_message_id"] == int(grid["id"])
        assert [m["id"] for m in easel.ada.messages("#general")] == [grid["id"]]
        assert len(easel.engine.requests) == 0
        assert easel.spent(easel.ada) == 100
        await easel.kill()


async def test_a_row_nobody_can_read_any_more_harms_no_other(easel: Easel):
    """Row 12. One bad row must not stop the line, nor the program at every start."""
    await easel.engine.hold(1)
    for prompt in ("one", "two", "three", "four"):
        last = await easel.ada.slash("#general", "imagine", prompt=prompt)
    await easel.until_row("SELECT 1 WHERE (SELECT COUNT(progress_message_id) FROM jobs) = 4")
    await easel.kill()
    with closing(sqlite3.connect(easel.folder / "easel.db")) as database, database:
        database.execute("UPDATE jobs SET request = '{}' WHERE prompt IN ('one', 'four')")
    await easel.start()
    await easel.ada.until(lambda: len(grids(easel)) == 2)
    await easel.ada.until(lambda: "**four**" in last.message["content"])
    await easel.ada.until(lambda: "(Failed: something broke" in last.message["content"])
    await easel.until_row("SELECT 1 WHERE (SELECT COUNT(*) FROM jobs WHERE status = 'done') = 2")
    assert [job["status"] for job in easel.jobs()] == ["failed", "done", "done", "failed"]
    assert easel.spent(easel.ada) == 200
