"""What moderators take away is gone wherever it stands; what is shown here is in their reach."""

from bot.config import QueueSection
from tests.fixtures.easel import Easel, Json, labels
from tests.fixtures.forged import channel_of, open_form, planted, seen_by_all, settle
from tests.fixtures.surfaces import LONG_AGO, write


async def reported(easel: Easel, message: Json) -> Json:
    """The moderators' card about a message, which Ben reports."""
    channel = channel_of(easel, "quiet")
    await easel.ada.slash("#general", "moderation channel", channel=channel)
    form = await easel.ben.menu(message, "Report Job")
    await easel.ben.submit(form, {"What is wrong with it?": "rude"})
    return await easel.ada.wait_for("#quiet", lambda m: "Delete" in labels(m))


async def deed(easel: Easel, card: Json, label: str, *, settles: bool = True) -> str:
    """What stands on the card once a moderator has pressed."""
    handle = await easel.ada.click(card, label)
    await easel.ada.until(
        lambda: "\n\n" in str(handle.message and handle.message["embeds"][0]["description"])
    )
    if settles:
        await settle(easel, easel.ada)
    assert handle.message is not None
    return str(handle.message["embeds"][0])


def with_pictures(easel: Easel) -> list[Json]:
    """All messages of the bot that somebody is shown and that hold a picture."""
    places = [(easel.ada, name) for name in ("#general", "#gallery")]
    places += [(easel.chloe, "#general"), (easel.chloe, "dm"), (easel.ben, "dm")]
    return [one for who, name in places for one in who.messages(name) if one["attachments"]]


async def test_delete_takes_every_message_of_the_job_away(easel: Easel):
    """Row 79. Singles, copies and what went by direct message used to stay."""
    await easel.chloe.slash("#general", "prefer auto_dm")
    grid = await easel.grid(easel.chloe)
    job = easel.jobs()[0]
    await easel.ben.click(grid, "U2")
    await easel.chloe.slash("#gallery", "show", job_id=job["id"])
    await easel.chloe.react(grid, "✉️")
    await settle(easel, easel.chloe)
    kinds = "SELECT shows FROM job_messages WHERE shows <> 'progress' ORDER BY sent_at"
    assert sorted(row["shows"] for row in easel.rows(kinds)) == [*["copy"] * 3, "result", "single"]
    assert len({one["id"] for one in with_pictures(easel)}) == 5
    await deed(easel, await reported(easel, grid), "Delete")
    assert with_pictures(easel) == []


async def test_what_comes_after_delete_goes_again(easel: Easel):
    """Pictures on their way when a moderator takes the job away; no copy is sent at all."""
    await easel.chloe.slash("#general", "prefer auto_dm")
    await easel.engine.hold(6)
    await easel.chloe.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    job = easel.jobs()[0]
    taken = "INSERT INTO withheld (job_id, by_user_id, at) VALUES (?, 1, ?)"
    await write(easel, taken, job["id"], LONG_AGO)
    with seen_by_all(easel) as seen:
        await easel.engine.release()
        await settle(easel, easel.chloe)
    assert easel.jobs()[0]["status"] == "done"
    assert with_pictures(easel) == []
    assert "Copy of" not in str(seen)


async def test_a_copy_by_direct_message_is_no_way_around(easel: Easel):
    """The same job without Delete is copied, so that the test above says something."""
    await easel.chloe.slash("#general", "prefer auto_dm")
    with seen_by_all(easel) as seen:
        await easel.grid(easel.chloe)
        await settle(easel, easel.chloe)
    assert "Copy of" in str(seen)


async def test_a_job_of_direct_messages_that_is_shown_here_is_in_moderators_reach(easel: Easel):
    """Row 79. Their authority is over the server where the message stands."""
    await easel.grid(easel.chloe, channel="dm")
    job = easel.jobs()[0]
    assert job["guild_id"] is None
    denied = await easel.ada.slash("#general", "cancel", which=job["id"])
    assert "Job not found" in str(denied.message)
    await easel.chloe.slash("#general", "show", job_id=job["id"])
    await settle(easel, easel.chloe)
    shown = next(m for m in easel.ben.messages("#general") if m["attachments"])
    card = await reported(easel, shown)
    assert "Warned by" in await deed(easel, card, "Warn")
    assert "Paused for" in await deed(easel, card, "Pause 24 h")
    assert "Deleted by" in await deed(easel, card, "Delete")
    assert with_pictures(easel) == []


async def test_a_moderators_cancel_job_on_it_is_on_the_servers_list(easel: Easel):
    await easel.grid(easel.chloe, channel="dm")
    await easel.chloe.slash("#general", "show", job_id=easel.jobs()[0]["id"])
    await settle(easel, easel.chloe)
    shown = next(m for m in easel.ada.messages("#general") if m["attachments"])
    question = await (await easel.ada.menu(shown, "Cancel Job")).finished()
    await easel.ada.click(question, "Delete")
    await easel.ada.until(lambda: easel.rows("SELECT 1 FROM audit"))
    assert shown["id"] not in [m["id"] for m in easel.ada.messages("#general")]
    rows = easel.rows("SELECT action, guild_id FROM audit")
    guild_id = int(easel.server.core.world.guild_id)
    assert rows == [{"action": "job.delete", "guild_id": guild_id}]


async def test_a_moderator_orders_nothing_from_another_persons_failed_job(easel: Easel):
    """Retry was for whoever may end a job: they paid, and its owner's buttons went."""
    await easel.grid(easel.chloe)
    job = easel.jobs()[0]
    message = planted(easel, easel.ada, f"j1:t:{job['id']}:0")
    told = await easel.ada.click(message, f"j1:t:{job['id']}:0")
    assert "Job not found" in str(told.message)
    await settle(easel, easel.ada)
    assert len(easel.jobs()) == 1


async def test_nothing_is_made_again_from_a_picture_that_was_taken_away(easel: Easel):
    grid = await easel.grid(easel.chloe)
    await easel.ben.click(grid, "V1")
    varied = await easel.next_grid(easel.ben, {grid["id"]})
    first, second = easel.jobs()
    await deed(easel, await reported(easel, grid), "Delete")
    message = planted(easel, easel.ben, f"j1:t:{second['id']}:0")
    told = await easel.ben.click(message, f"j1:t:{second['id']}:0")
    assert "Job not found" in str(told.message)
    assert varied["id"] in [m["id"] for m in easel.ben.messages("#general")]  # Ben's own work
    assert [job["id"] for job in easel.jobs()] == [first["id"], second["id"]]


async def test_a_variation_that_waits_goes_with_the_picture_it_starts_from(cold_easel: Easel):
    easel = cold_easel
    easel.queue = QueueSection(running_per_user=1)
    await easel.start()
    grid = await easel.grid(easel.chloe)
    await easel.engine.hold(1)
    await easel.ben.slash("#general", "imagine", prompt="an owl")
    await easel.engine.held()
    await easel.ben.click(grid, "V1")
    await deed(easel, await reported(easel, grid), "Delete", settles=False)
    await easel.engine.release()
    await settle(easel, easel.ben)
    assert [job["status"] for job in easel.jobs()] == ["done", "done", "failed"]
    assert easel.spent(easel.ben) == 100


async def test_a_single_picture_from_a_private_copy_is_private_too(easel: Easel):
    """Row 77. It used to be posted in the channel, with prompt and job id."""
    await easel.chloe.slash("#general", "imagine", prompt="a fox --stealth")
    await easel.next_grid(easel.chloe, set(), "dm")
    await easel.chloe.slash("#general", "show", job_id=easel.jobs()[0]["id"])
    copy = await easel.chloe.wait_for("#general", lambda m: "U1" in labels(m))
    await easel.chloe.click(copy, "U1")
    single = await easel.chloe.wait_for("#general", lambda m: "Image #1" in m["content"])
    assert single["ephemeral"]
    await settle(easel, easel.chloe)
    assert easel.ben.messages("#general") == []


async def test_a_forged_report_brings_nothing_before_moderators(easel: Easel):
    """The form's id used to be believed, whichever job and message it named."""
    grid = await easel.grid(easel.chloe)
    await easel.grid(easel.chloe, "an owl")
    form = await easel.ben.menu(grid, "Report Job")
    assert form.modal is not None
    first, second = easel.jobs()
    form.modal["custom_id"] = form.modal["custom_id"].replace(first["id"], second["id"])
    await easel.ada.slash("#general", "moderation channel", channel=channel_of(easel, "quiet"))
    told = await easel.ben.submit(
        open_form(easel, easel.ben, form.modal["custom_id"]), {"text": "rude"}
    )
    await settle(easel, easel.ben)
    assert "belongs to no job" in str(told.message)
    assert easel.rows("SELECT * FROM reports") == []
    assert easel.ada.messages("#quiet") == []


async def test_a_report_leads_to_where_the_message_stands(easel: Easel):
    """The channel in the form's id was not held against the message's: the card led elsewhere."""
    await easel.ada.slash("#general", "moderation channel", channel=channel_of(easel, "quiet"))
    grid = await easel.grid(easel.chloe)
    await easel.chloe.slash("dm", "imagine", prompt="an owl")
    private = await easel.next_grid(easel.chloe, set(), "dm")
    form = await easel.ben.menu(grid, "Report Job")
    assert form.modal is not None
    (public, own), arg = easel.jobs(), str(form.modal["custom_id"])
    elsewhere = arg.replace(grid["channel_id"], channel_of(easel, "quiet").id)
    in_private = (
        arg.replace(public["id"], own["id"])
        .replace(grid["channel_id"], private["channel_id"])
        .replace(grid["id"], private["id"])
    )
    for forged in (elsewhere, in_private):
        assert forged != arg
        await easel.ben.submit(open_form(easel, easel.ben, forged), {"text": "rude"})
        await settle(easel, easel.ben)
        assert easel.rows("SELECT * FROM reports") == []
    await easel.ben.submit(open_form(easel, easel.ben, arg), {"text": "rude"})
    card = await easel.ada.wait_for("#quiet", lambda m: "Delete" in labels(m))
    assert f"/{grid['channel_id']}/{grid['id']})" in card["embeds"][0]["description"]
