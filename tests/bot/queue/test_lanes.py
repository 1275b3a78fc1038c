"""Lanes: their words, their order, their price."""

from tests.fixtures.easel import Easel

COUNTED = "SELECT 1 FROM jobs WHERE status = ? GROUP BY status HAVING COUNT(*) = ?"


async def test_turbo_changes_the_mode_and_doubles_the_price(easel: Easel):
    """Rows 43 and 89."""
    handle = await easel.ada.slash("#general", "turbo")
    assert handle.message["ephemeral"]
    assert handle.message["embeds"][0]["title"] == "Turbo mode"
    grid = await easel.grid(easel.ada)
    assert grid["content"] == f"**a fox** - {easel.ada.mention} (turbo)"
    assert (easel.jobs()[0]["speed"], easel.spent(easel.ada)) == ("turbo", 200)
    assert (await easel.grid(easel.ada, "a fox --fast"))["content"].endswith("(fast)")
    await easel.ada.slash("#general", "fast")
    assert (await easel.grid(easel.ada, "a fox --turbo"))["content"].endswith("(turbo)")
    assert easel.spent(easel.ada) == 500


async def test_turbo_is_refused_where_it_is_off(cold_easel: Easel):
    """Row 43."""
    easel = cold_easel
    easel.quota = easel.quota.model_copy(update={"turbo": False})
    await easel.start()
    handle = await easel.ada.slash("#general", "turbo")
    assert "switched off" in handle.message["embeds"][0]["description"]
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox --turbo")
    card = handle.message["embeds"][0]
    assert "`--turbo`" in card["description"]
    assert card["footer"]["text"] == "/imagine a fox --turbo"
    assert easel.jobs() == [] and easel.spent(easel.ada) == 0


async def test_turbo_goes_before_waiting_fast_and_relaxed_ones(cold_easel: Easel):
    """Row 44."""
    easel = cold_easel
    easel.queue = easel.queue.model_copy(update={"running_per_user": 4})
    await easel.start()
    await easel.engine.hold(1)
    for number in range(3):  # the engine's places are taken
        await easel.ada.slash("#general", "imagine", prompt=f"first {number}")
    await easel.until_row(COUNTED, "running", 3)
    for person, prompt in (
        (easel.ben, "a --relax"),
        (easel.chloe, "b --fast"),
        (easel.ben, "c --turbo"),
    ):
        await person.slash("#general", "imagine", prompt=prompt)
    await easel.engine.release()
    await easel.until_row(COUNTED, "done", 6)
    started = easel.rows("SELECT prompt FROM jobs WHERE prompt LIKE '_ --%' ORDER BY started_at")
    assert [row["prompt"] for row in started] == ["c --turbo", "b --fast", "a --relax"]


async def test_turbo_shows_its_double_price_while_it_waits(easel: Easel):
    """Row 89. One line, one engine: turbo is first in it and costs double; it draws no faster."""
    await easel.engine.hold(1)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox --turbo")
    assert " · 2 credits" in handle.message["content"]
    assert easel.spent(easel.ada) == 200


async def test_the_lane_is_changed_and_named(easel: Easel):
    """Row 43."""
    await easel.ada.slash("#general", "relax")
    grid = await easel.grid(easel.ada)
    assert grid["content"].endswith("(relaxed)")
    assert easel.spent(easel.ada) == 0
    await easel.ada.slash("#general", "fast")
    grid = await easel.grid(easel.ada)
    assert grid["content"].endswith("(fast)")
    assert easel.spent(easel.ada) == 100
