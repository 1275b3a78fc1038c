"""A result reaches its person whatever Discord does, once."""

import asyncio
from datetime import timedelta

import pytest

from bot.local_discord import ManualClock, Permission, ServerOptions
from tests.fixtures.easel import Easel, image_of, labels

SEND = "/channels/*/messages"


def grids(easel: Easel, channel: str = "#general"):
    return [m for m in easel.ada.messages(channel) if "U1" in labels(m)]


async def done(easel: Easel):
    await easel.until_row("SELECT 1 FROM jobs WHERE status = 'done'")


async def test_a_line_cut_after_the_post_makes_no_second_message(easel: Easel):
    easel.server.faults.drop_after(method="POST", path=SEND)
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    await done(easel)
    assert len(grids(easel)) == 1
    posts = [c for c in easel.server.calls if c.method == "POST" and c.path.endswith("/messages")]
    assert len(posts) == 2
    assert len({c.payload["nonce"] for c in posts}) == 1


@pytest.mark.slow
async def test_a_line_cut_before_the_post_is_tried_again(easel: Easel):
    easel.server.faults.drop_before(method="POST", path=SEND, times=2)
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    await done(easel)
    assert len(grids(easel)) == 1


async def test_progress_that_fails_does_not_cost_the_result(easel: Easel):
    easel.server.faults.answer(403, code=50001, method="PATCH", times=1000)
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    await done(easel)
    assert len(grids(easel)) == 1


async def test_a_progress_message_deleted_by_a_moderator_does_not_cost_the_result(easel: Easel):
    await easel.engine.hold(3)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    easel.server.delete_message(handle.message["id"])
    await easel.engine.release()
    await done(easel)
    assert len(easel.ada.messages("#general")) == 1


@pytest.mark.slow
async def test_an_answer_that_came_too_late_still_makes_the_job(start_local_discord, tmp_path):
    """The person saw "did not respond"; the job is paid for, so it shows itself in the channel."""
    clock = ManualClock()
    async with start_local_discord(options=ServerOptions(clock=clock)) as server:
        easel = Easel(server, tmp_path / "data")
        await easel.start()
        server.faults.late_callback()
        await easel.engine.hold(3)
        ordering = asyncio.create_task(easel.ada.slash("#general", "imagine", prompt="a fox"))
        await easel.ada.wait_for("#general", lambda m: "(25%)" in m["content"])
        clock.advance(4)
        assert (await ordering).state == "failed"
        await easel.engine.release()
        await done(easel)
        assert len(grids(easel)) == 1
        assert len(easel.ada.messages("#general")) == 1
        assert easel.spent(easel.ada) == 100
        await easel.kill()


@pytest.mark.parametrize("permission", [Permission.SEND_MESSAGES, Permission.ATTACH_FILES])
async def test_a_closed_channel_is_answered_through_the_interaction(
    easel: Easel, permission: Permission
):
    await easel.engine.hold(3)
    await easel.ada.slash("#quiet", "imagine", prompt="a fox")
    await easel.engine.held()
    easel.server.deny("#quiet", permission)
    await easel.engine.release()
    await done(easel)
    assert len(grids(easel, "#quiet")) == 1


async def test_without_a_token_it_goes_to_direct_messages(easel: Easel):
    await easel.engine.hold(3)
    await easel.ada.slash("#quiet", "imagine", prompt="a fox")
    await easel.engine.held()
    await easel.kill()
    easel.server.deny("#quiet", Permission.SEND_MESSAGES)
    await easel.start()
    await done(easel)
    assert len(grids(easel, "dm")) == 1
    grid = grids(easel, "dm")[0]
    await easel.ada.click(grid, "U2")
    await easel.ada.wait_for("dm", lambda m: "Image #2" in m["content"])


@pytest.mark.parametrize("how", ["restart", "info"])
async def test_what_nobody_will_take_is_kept_and_told_and_brought_later(easel: Easel, how: str):
    easel.ada.close_dms()
    await easel.engine.hold(3)
    handle = await easel.ada.slash("#quiet", "imagine", prompt="a fox")
    await easel.engine.held()
    easel.server.faults.answer(403, code=50001, method="POST", path=SEND, times=1000)
    easel.server.faults.answer(404, code=10015, method="POST", path="/webhooks/*", times=1000)
    await easel.engine.release()
    await easel.ada.until(lambda: "Finished and kept" in handle.message["content"])
    assert easel.jobs()[0]["status"] == "delivering"
    if how == "restart":
        await easel.stop()
    easel.server.faults.planned.clear()
    if how == "restart":
        await easel.start()
    else:
        await easel.ben.slash("#general", "info")
        await easel.ada.slash("#general", "info")
    await done(easel)
    assert len(grids(easel, "#quiet")) == 1
    assert handle.message is None
    assert easel.spent(easel.ada) == 100


async def test_over_the_upload_limit_it_is_sent_smaller_and_says_so(easel: Easel):
    easel.server.set_attachment_limit(6_000)
    grid = await easel.grid(easel.ada, "a fox --ar 3:2")
    assert grid["attachments"][0]["filename"].endswith(".webp")
    assert "over this server's upload limit" in grid["content"]
    assert grid["attachments"][0]["size"] <= 6_000
    assert (await image_of(grid)).size[0] > (await image_of(grid)).size[1]


async def test_jobs_and_their_buttons_work_in_a_direct_message_and_in_a_thread(easel: Easel):
    thread = easel.server.add_thread("#general", "foxes")
    for channel in ("dm", thread.id):
        grid = await easel.grid(easel.ada, "a fox", channel)
        await easel.ada.click(grid, "U2")
        await easel.ada.wait_for(channel, lambda m: "Image #2" in m["content"])
        before = {m["id"] for m in easel.ada.messages(channel)}
        await easel.ada.click(grid, "V1")
        await easel.next_grid(easel.ada, before, channel)
    assert easel.jobs()[0]["guild_id"] is None


async def test_many_at_once_each_keep_their_own_message(easel: Easel):
    """Progress written into another job's message is the peers' oldest bug."""
    people = [easel.ada, easel.ben, easel.chloe]
    handles = await asyncio.gather(
        *(
            p.slash("#general", "imagine", prompt=f"{p.user.username} {n}")
            for p in people
            for n in "ab"
        )
    )
    await easel.until_row("SELECT 1 WHERE (SELECT COUNT(*) FROM jobs WHERE status = 'done') = 6")
    for person in people:
        own = [m for m in grids(easel) if person.mention in m["content"]]
        assert sorted(m["content"].split("**")[1] for m in own) == [
            f"{person.user.username} {n}" for n in "ab"
        ]
    assert all(handle.message is None for handle in handles)
    seen: dict[str, set[str]] = {}
    for call in easel.server.calls:
        if call.method == "PATCH" and isinstance(call.payload, dict):
            seen.setdefault(call.path, set()).add(call.payload["content"].split("**")[1])
    assert all(len(prompts) == 1 for prompts in seen.values())


async def test_discords_rate_limits_delay_progress_and_lose_nothing(start_local_discord, tmp_path):
    """discord.py makes the caller wait: only the latest progress is worth that, never the end."""
    async with start_local_discord(options=ServerOptions(rate_limits=True)) as server:
        easel = Easel(server, tmp_path / "data")
        await easel.start()
        await easel.ada.slash("#general", "imagine", prompt="a fox --steps 50 --relax")
        await done(easel)
        assert len(grids(easel)) == 1
        edits = [call for call in server.calls if call.method == "PATCH"]
        assert 1 <= len(edits) < 20
        assert not [call for call in server.calls if call.status == 429]
        await easel.kill()


@pytest.mark.parametrize("does_the_bot_know", [True, False])
async def test_a_job_longer_than_a_token_still_updates_and_completes(
    start_local_discord, tmp_path, does_the_bot_know: bool
):
    """Row 13. Either by its own clock, or told by Discord that the token is dead."""
    clock = ManualClock()
    async with start_local_discord(options=ServerOptions(clock=clock)) as server:
        easel = Easel(server, tmp_path / "data")
        await easel.start()
        await easel.engine.hold(6)
        handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
        await easel.ada.until(lambda: "(50%)" in handle.message["content"])
        clock.advance(16 * 60)
        if does_the_bot_know:
            easel.clock.ahead = timedelta(minutes=16)
        await easel.engine.release()
        await easel.engine.hold(9)
        await easel.ada.until(lambda: "(75%)" in handle.message["content"])
        await easel.engine.release()
        grid = await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
        assert easel.ada.is_pinged_by(grid)
        await easel.ada.until(lambda: handle.message is None)
        refused = [call for call in server.calls if (call.status or 500) >= 400]
        assert bool(refused) is not does_the_bot_know
        await easel.kill()


async def held_in(easel: Easel, channel: str) -> None:
    """Ada's fox is being made there, in a bot that has lost the interaction's token."""
    await easel.engine.hold(3)
    await easel.ada.slash(channel, "imagine", prompt="a fox")
    await easel.engine.held()
    easel.server.faults.answer(404, code=10015, method="*", path="/webhooks/*", times=1000)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, 10003),
        (400, 20009),
        (403, 50001),
        (400, 50008),
        (400, 50083),
        (400, 160005),
        (403, 160002),
        (400, 200000),
        (400, 999999),  # one that nobody has met
    ],
)
async def test_what_the_channel_refuses_for_good_comes_by_direct_message(
    easel: Easel, status: int, code: int
):
    """Archived threads (50083) and the explicit filter (20009) were told as if DMs were closed."""
    quiet = easel.server.core.world.channel_named("quiet")
    await held_in(easel, "#quiet")
    path = f"/channels/{quiet.id}/messages"
    easel.server.faults.answer(status, code=code, method="POST", path=path, times=1000)
    await easel.engine.release()
    grid = await easel.ada.wait_for("dm", lambda m: "U1" in labels(m))
    await done(easel)
    assert grid["content"].endswith(
        f"\n-# <#{quiet.id}> did not take this message, so it comes here."
    )
    assert grids(easel, "#quiet") == []
    assert easel.ada.messages("#quiet") == []


@pytest.mark.parametrize(
    ("code", "words"), [(20009, "filter"), (50007, "closed to me"), (50278, "closed to me")]
)
async def test_what_direct_messages_refuse_is_told_as_it_is(easel: Easel, code: int, words: str):
    """What the filter of explicit pictures held back was told as closed direct messages."""
    grid = await easel.grid(easel.ada)
    dm = easel.server.core.world.dm_with(easel.ada.id)
    path = f"/channels/{dm.id}/messages"
    easel.server.faults.answer(400, code=code, method="POST", path=path, times=1000)
    handle = await easel.ada.menu(grid, "DM Results")
    await easel.ada.until(lambda: handle.message["embeds"])
    assert words in handle.message["embeds"][0]["description"]
    await easel.ada.react(grid, "✉️")
    told = await easel.ada.wait_for(
        "#general", lambda m: m["mentions"] and "react again" in m["content"]
    )
    assert words in told["content"]


async def test_an_archived_thread_is_opened_by_its_result(easel: Easel):
    thread = easel.server.add_thread("#general", "foxes")
    await held_in(easel, thread.id)
    easel.server.archive(thread)
    await easel.engine.release()
    await done(easel)
    assert len(grids(easel, thread.id)) == 1
    assert not thread.is_archived
    assert len(easel.ada.messages(thread.id)) == 1


async def test_a_locked_thread_sends_its_result_by_direct_message(easel: Easel):
    thread = easel.server.add_thread("#general", "foxes")
    await held_in(easel, thread.id)
    easel.server.archive(thread, is_locked=True)
    await easel.engine.release()
    await done(easel)
    assert len(grids(easel, "dm")) == 1
    assert f"<#{thread.id}> did not take" in grids(easel, "dm")[0]["content"]


async def test_an_answer_knows_the_limit_that_discord_tells_with_it(easel: Easel):
    """A server without boosts takes 20 MiB now; discord.py's own table still says 10."""
    grid = await easel.grid(easel.ada)
    size = grid["attachments"][0]["size"]
    easel.server.set_attachment_limit(size - 1)
    before = {m["id"] for m in easel.ada.messages("#general")}
    await easel.ada.slash("#general", "show", job_id=easel.jobs()[0]["id"])
    shown = await easel.ada.wait_for(
        "#general", lambda m: m["id"] not in before and m["attachments"]
    )
    assert shown["attachments"][0]["filename"].endswith(".webp")
    assert [c.status for c in easel.server.calls if c.status == 413] == []


async def test_four_pictures_by_direct_message_shrink_only_when_they_are_refused(easel: Easel):
    grid = await easel.grid(easel.ada, "a fox --ar 3:2")
    easel.server.set_attachment_limit(2_000)
    await easel.ada.react(grid, "✉️")
    sent = await easel.ada.wait_for("dm", lambda m: len(m["attachments"]) == 4)
    assert all(one["size"] <= 2_000 for one in sent["attachments"])
