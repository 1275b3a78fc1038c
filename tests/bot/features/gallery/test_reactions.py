"""❌ and ✉️ under a job's message, and the menus that do the same."""

from tests.fixtures.easel import Easel, image_of, labels, quarter


async def test_a_cross_cancels_a_running_job_and_frees_the_engine(easel: Easel):
    """Row 33."""
    await easel.engine.hold(6)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    shown = await easel.ada.wait_for("#general", lambda m: "(50%)" in m["content"])
    await easel.ben.react(handle.message, "❌")
    await easel.ada.react(handle.message, "❌")
    words = f"**a fox** - {easel.ada.mention} (Stopped)"
    await easel.ada.until(lambda: handle.message["content"] == words)
    assert labels(handle.message) == []
    last = [a["filename"] for a in shown["attachments"]]
    assert [a["filename"] for a in handle.message["attachments"]] == last
    assert easel.engine.statistics.running_requests == 0
    assert easel.engine.statistics.requests_cancelled == 1
    assert easel.spent(easel.ada) == 0
    await easel.engine.release()
    await easel.grid(easel.ada, "another")


async def test_a_strangers_cross_means_nothing(easel: Easel):
    """Rows 33, 34 and 35."""
    await easel.engine.hold(6)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    await easel.ben.react(handle.message, "❌")
    await easel.engine.release()
    grid = await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    await easel.ben.react(grid, "❌")
    await easel.ben.react(grid, "✉️")
    await easel.ada.react(grid, "✉️")
    await easel.ada.wait_for("dm", lambda m: "Job ID" in m["content"])
    assert grid["id"] in [m["id"] for m in easel.ada.messages("#general")]


async def test_a_cross_takes_the_finished_message_away(easel: Easel):
    """Row 34."""
    grid = await easel.grid(easel.ada)
    await easel.ada.react(grid, "❌")
    await easel.ada.until(lambda: not easel.ada.messages("#general"))


async def test_an_envelope_sends_four_pictures_with_id_and_seed(easel: Easel):
    """Row 35."""
    grid = await easel.grid(easel.ada, "a fox --seed 11")
    await easel.ada.react(grid, "✉️")
    sent = await easel.ada.wait_for("dm", lambda m: "Job ID" in m["content"])
    job_id = easel.jobs()[0]["id"]
    assert sent["content"] == f"**a fox --seed 11**\n**Job ID**: {job_id}\n**seed** 11"
    sheet = await image_of(grid)
    for index in (1, 2, 3, 4):
        assert await image_of(sent, index - 1) == quarter(sheet, index)


async def test_the_menus_do_what_the_reactions_do(easel: Easel):
    """Row 36."""
    grid = await easel.grid(easel.ada)
    stranger = await easel.ben.menu(grid, "DM Results")
    assert (await stranger.finished())["embeds"][0]["title"] == "Job not found"
    handle = await easel.ada.menu(grid, "DM Results")
    await easel.ada.wait_for("dm", lambda m: len(m["attachments"]) == 4)
    await easel.ada.until(lambda: handle.message["embeds"])
    bens = await easel.grid(easel.ben)
    moderator = await easel.ada.menu(bens, "DM Results")
    assert (await moderator.finished())["embeds"][0]["title"] == "Job not found"
    gone = await easel.ada.menu(grid, "Cancel Job")
    await easel.ada.until(lambda: gone.message["embeds"])
    assert grid["id"] not in [m["id"] for m in easel.ada.messages("#general")]
    await easel.engine.hold(1)
    running = await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.ada.menu(running.message, "Cancel Job")
    await easel.ada.until(lambda: "(Stopped)" in running.message["content"])


async def test_closed_dms_give_one_private_notice(easel: Easel):
    """Row 37."""
    grid = await easel.grid(easel.ada)
    easel.ada.close_dms()
    handle = await easel.ada.menu(grid, "DM Results")
    await easel.ada.until(lambda: handle.message["embeds"])
    assert handle.message["ephemeral"]
    assert "closed" in handle.message["embeds"][0]["description"]
    assert [m["id"] for m in easel.ben.messages("#general")] == [grid["id"]]
    await easel.ada.react(grid, "✉️")
    notice = await easel.ada.wait_for("#general", lambda m: "are closed to me" in m["content"])
    assert easel.ada.is_pinged_by(notice)
    easel.ada.open_dms()
    await easel.ada.react(grid, "✉️")
