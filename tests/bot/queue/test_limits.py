"""What is refused before a job is stored: a full queue, used-up credits."""

from tests.fixtures.easel import Easel


async def card(handle):
    return (await handle.finished())["embeds"][0]


async def test_a_full_queue_is_told_and_nothing_is_stored(cold_easel: Easel):
    """Row 32."""
    easel = cold_easel
    easel.queue = easel.queue.model_copy(
        update={"running_per_user": 1, "waiting_per_user": 2, "waiting_total": 3}
    )
    await easel.start()
    await easel.engine.hold(1)
    await easel.ada.slash("#general", "imagine", prompt="0")
    await easel.engine.held()
    for prompt in "12":
        await easel.ada.slash("#general", "imagine", prompt=prompt)
    told = await card(await easel.ada.slash("#general", "imagine", prompt="3"))
    assert told["title"] == "Queue full"
    assert told["footer"]["text"] == "/imagine 3"
    assert len(easel.jobs()) == 3


async def test_used_up_credits_are_told_and_nothing_is_stored(cold_easel: Easel):
    easel = cold_easel
    easel.quota = easel.quota.model_copy(update={"credits": 1.0})
    await easel.start()
    grid = await easel.grid(easel.ada)
    told = await card(await easel.ada.slash("#general", "imagine", prompt="another"))
    assert told["title"] == "Credits exhausted"
    pressed = await easel.ada.click(grid, "V1")
    assert pressed.message["ephemeral"]
    assert pressed.message["embeds"][0]["title"] == "Credits exhausted"
    assert len(easel.jobs()) == 1
    assert all(part["style"] == 2 for row in grid["components"] for part in row["components"])
    assert (await easel.grid(easel.ada, "another --relax"))["content"].endswith("(relaxed)")
