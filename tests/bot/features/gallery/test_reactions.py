"""❌ and ✉️ under a job's message, and the menus that do the same."""

from tests.fixtures.easel import Easel, Json, image_of, labels, quarter
from tests.fixtures.forged import planted


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


def ids(easel: Easel, channel: str = "#general") -> list[str]:
    """Of the messages that everybody is shown."""
    return [m["id"] for m in easel.ben.messages(channel) if not m["ephemeral"]]


async def asked_about(easel: Easel, message: Json, channel: str = "#general") -> Json:
    """Ada's ❌ on it, and the question that stands beside."""
    await easel.ada.react(message, "❌")
    return await easel.ada.wait_for(channel, lambda m: labels(m) == ["Delete", "Keep"])


async def test_a_cross_asks_before_the_finished_message_goes(easel: Easel):
    """Row 34. A tap on a phone took a picture away, without a question or a way back."""
    grid = await easel.grid(easel.ada)
    question = await asked_about(easel, grid)
    assert question["message_reference"]["message_id"] == grid["id"]
    assert not easel.ada.is_pinged_by(question)
    stranger = await easel.ben.click(question, "Delete")
    assert (await stranger.finished())["ephemeral"]
    assert ids(easel) == [grid["id"], question["id"]]
    deleted = await easel.ada.click(question, "Delete")
    await easel.ada.until(lambda: ids(easel) == [])
    told = next(m for m in easel.ada.private("#general") if labels(m) == ["Show again"])
    assert "`Show again`" in told["embeds"][0]["description"]
    await easel.ada.click(told, "Show again")
    back = await easel.ben.wait_for("#general", lambda m: "U1" in labels(m))
    assert await image_of(back) == await image_of(grid)
    assert deleted.state != "failed"


async def test_what_is_kept_stays_and_can_be_asked_about_again(easel: Easel):
    grid = await easel.grid(easel.ada)
    for _ in range(2):
        question = await asked_about(easel, grid)
        await easel.ada.click(question, "Keep")
        await easel.ada.until(lambda: ids(easel) == [grid["id"]])
        await easel.ada.unreact(grid, "❌")


async def test_the_menu_asks_alone_and_a_single_picture_is_asked_about_as_well(easel: Easel):
    grid = await easel.grid(easel.ada)
    await easel.ada.click(grid, "U2")
    single = await easel.ada.wait_for("#general", lambda m: "Image #2" in m["content"])
    asked = await easel.ada.menu(single, "Cancel Job")
    question = await asked.finished()
    assert question["ephemeral"]
    assert labels(question) == ["Delete", "Keep"]
    await easel.ada.click(question, "Delete")
    await easel.ada.until(lambda: ids(easel) == [grid["id"]])
    await easel.ada.until(lambda: labels(asked.message) == ["Show again"])


async def test_the_question_about_a_copy_in_direct_messages_stands_there(easel: Easel):
    grid = await easel.grid(easel.ada, channel="dm")
    question = await asked_about(easel, grid, "dm")
    await easel.ada.click(question, "Delete")
    await easel.ada.until(lambda: grid["id"] not in [m["id"] for m in easel.ada.messages("dm")])


async def test_a_forged_delete_takes_no_message_that_is_not_the_jobs(easel: Easel):
    grid = await easel.grid(easel.ada)
    other = await easel.grid(easel.ben)
    job_id = easel.rows("SELECT id FROM jobs ORDER BY number")[0]["id"]
    custom_id = f"d1:d:{job_id}:{other['channel_id']}:{other['id']}"
    told = await easel.ada.click(planted(easel, easel.ada, custom_id), custom_id)
    assert "belongs to no job" in str(told.message)
    assert {grid["id"], other["id"]} <= set(ids(easel))


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
    told = (await stranger.finished())["embeds"][0]
    assert (told["title"], easel.ada.mention in told["description"]) == ("Not your job", True)
    handle = await easel.ada.menu(grid, "DM Results")
    await easel.ada.wait_for("dm", lambda m: len(m["attachments"]) == 4)
    await easel.ada.until(lambda: handle.message["embeds"])
    bens = await easel.grid(easel.ben)
    moderator = await easel.ada.menu(bens, "DM Results")
    assert (await moderator.finished())["embeds"][0]["title"] == "Not your job"
    question = await (await easel.ada.menu(grid, "Cancel Job")).finished()
    await easel.ada.click(question, "Delete")
    await easel.ada.until(lambda: grid["id"] not in ids(easel))
    await easel.engine.hold(1)
    running = await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.ada.menu(running.message, "Cancel Job")
    await easel.ada.until(lambda: "(Stopped)" in running.message["content"])


async def test_whoever_deletes_anothers_message_reads_who_keeps_the_pictures(easel: Easel):
    """A moderator was told that their own /jobs finds pictures of somebody else."""
    bens = await easel.grid(easel.ben)
    asked = (await (await easel.ada.menu(bens, "Cancel Job")).finished())["embeds"][0]
    assert f"kept for {easel.ben.mention}" in asked["description"]
    assert "jobs" not in asked["description"]


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
