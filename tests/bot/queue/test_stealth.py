"""Stealth: jobs that live in direct messages, and what moderators know of them."""

from typing import Any

from bot.local_discord import Person
from tests.fixtures.easel import Easel, image_of, labels, quarter

Json = dict[str, Any]
GUILD = 800_000_000_000_000_001


async def private_grid(easel: Easel, *before: Json) -> Json:
    return await easel.next_grid(easel.ada, {message["id"] for message in before}, "dm")


def said_to(person: Person, channel: str = "#general") -> list[str]:
    """What stands in a channel for everybody, and what of it this person alone sees."""
    return [message["id"] for message in person.messages(channel) if not message.get("ephemeral")]


async def test_a_stealth_job_lives_in_direct_messages_only(easel: Easel):
    """Row 77."""
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox --stealth")
    grid = await private_grid(easel)
    assert grid["content"] == f"**a fox --stealth** - {easel.ada.mention} (fast, stealth)"
    answer = await handle.finished()
    assert answer["ephemeral"]
    assert "discord.com/channels/@me/" in answer["embeds"][0]["description"]
    for person in (easel.ada, easel.ben):
        assert said_to(person) == []
    assert [m["id"] for m in easel.ada.messages("dm")] == [grid["id"]]  # the progress is gone
    row = easel.jobs()[0]
    assert (row["visibility"], row["guild_id"]) == ("stealth", GUILD)
    assert easel.rows("SELECT guild_id, amount FROM ledger WHERE entry = 'reserve'") == [
        {"guild_id": row["guild_id"], "amount": 100}
    ]


async def test_progress_of_a_stealth_job_is_private_too(easel: Easel):
    """Row 77."""
    await easel.engine.hold(6)
    await easel.ada.slash("#general", "imagine", prompt="a fox --stealth")
    shown = await easel.ada.wait_for("dm", lambda m: "(50%)" in m["content"])
    assert shown["content"].endswith("(50%) (fast, stealth)")
    assert labels(shown) == ["Cancel"]
    assert said_to(easel.ben) == []
    await easel.ada.click(shown, "Cancel")
    await easel.ada.wait_for("dm", lambda m: "(Stopped)" in m["content"])
    assert easel.spent(easel.ada) == 0


async def test_the_choice_of_stealth_holds_until_public(easel: Easel):
    """Row 77."""
    for command in ("stealth", "private"):
        handle = await easel.ada.slash("#general", command)
        assert handle.message["embeds"][0]["title"] == "Stealth mode"
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    grid = await private_grid(easel)
    assert grid["content"] == f"**a fox** - {easel.ada.mention} (fast, stealth)"
    assert (await easel.grid(easel.ada, "an owl --public"))["content"].endswith("(fast)")
    await easel.ada.slash("#general", "public")
    assert (await easel.grid(easel.ada, "a robot"))["content"].endswith("(fast)")


async def test_closed_dms_refuse_stealth_before_anything_is_stored(easel: Easel):
    """Row 77."""
    easel.ada.close_dms()
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox --stealth")
    answer = await handle.finished()
    assert "closed to me" in answer["embeds"][0]["description"]
    assert "Privacy Settings" in answer["embeds"][0]["description"]
    assert easel.jobs() == [] and easel.spent(easel.ada) == 0
    assert said_to(easel.ben) == []


async def test_a_refused_stealth_job_leaves_nothing_behind(cold_easel: Easel):
    """Row 77."""
    easel = cold_easel
    easel.quota = easel.quota.model_copy(update={"credits": 1.0})
    await easel.start()
    await easel.grid(easel.ada)
    handle = await easel.ada.slash("#general", "imagine", prompt="an owl --stealth")
    assert (await handle.finished())["embeds"][0]["title"] == "Credits exhausted"
    assert easel.ada.messages("dm") == []
    assert len(easel.jobs()) == 1


async def test_all_jobs_of_one_stealth_prompt_are_private(cold_easel: Easel):
    """Row 77."""
    easel = cold_easel
    easel.quota = easel.quota.model_copy(update={"credits": 3.0})
    await easel.start()
    await easel.ada.slash("#general", "imagine", prompt="a {fox,owl} --stealth")
    await easel.until_row(
        "SELECT 1 FROM jobs WHERE status = 'done' GROUP BY status HAVING COUNT(*) = 2"
    )
    assert {job["visibility"] for job in easel.jobs()} == {"stealth"}
    before = [message["id"] for message in easel.ada.messages("dm")]
    handle = await easel.ada.slash("#general", "imagine", prompt="a {fox,owl} --stealth")
    assert (await handle.finished())["embeds"][0]["title"] == "Credits exhausted"
    assert [message["id"] for message in easel.ada.messages("dm")] == before
    assert said_to(easel.ben) == []


async def test_buttons_of_a_stealth_job_go_on_privately_on_the_servers_account(easel: Easel):
    """Row 77."""
    await easel.ada.slash("#general", "stealth")
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    grid = await private_grid(easel)
    await easel.ada.slash("#general", "public")  # what was hidden stays hidden
    await easel.ada.click(grid, "U2")
    single = await easel.ada.wait_for("dm", lambda m: "Image #2" in m["content"])
    assert await image_of(single) == quarter(await image_of(grid), 2)
    seen = [grid, single]
    for label in ("V1", "🔄"):
        await easel.ada.click(grid, label)
        seen.append(await private_grid(easel, *seen))
        assert seen[-1]["content"].endswith("(fast, stealth)")
    assert said_to(easel.ben) == []
    guilds = {row["guild_id"] for row in easel.rows("SELECT guild_id FROM ledger")}
    assert guilds == {GUILD}


async def test_somebody_hidden_presses_a_public_grid(easel: Easel):
    """Row 77."""
    grid = await easel.grid(easel.ada)
    await easel.ben.slash("#general", "stealth")
    await easel.ben.click(grid, "V1")
    hidden = await easel.next_grid(easel.ben, set(), "dm")
    assert hidden["content"].endswith(f"{easel.ben.mention} (fast, stealth)")
    assert said_to(easel.chloe) == [grid["id"]]


async def test_a_stealth_job_survives_a_restart_where_it_is(easel: Easel):
    """Row 77."""
    await easel.engine.hold(6)
    await easel.ada.slash("#general", "imagine", prompt="a fox --stealth")
    await easel.ada.wait_for("dm", lambda m: "(50%)" in m["content"])
    await easel.kill()
    await easel.start()
    grid = await private_grid(easel)
    assert [m["id"] for m in easel.ada.messages("dm")] == [grid["id"]]
    assert said_to(easel.ben) == []
    assert easel.spent(easel.ada) == 100


async def test_a_switched_off_stealth_is_never_public_by_itself(easel: Easel):
    """Row 77."""
    await easel.ada.slash("#general", "stealth")
    await easel.stop()
    easel.limits = {"stealth": False}
    await easel.start()
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    assert "/public" in handle.message["embeds"][0]["description"]
    handle = await easel.ben.slash("#general", "imagine", prompt="a fox --stealth")
    assert "`--stealth`" in handle.message["embeds"][0]["description"]
    handle = await easel.ada.slash("#general", "stealth")
    assert "switched off" in handle.message["embeds"][0]["description"]
    assert easel.jobs() == []


async def test_in_direct_messages_stealth_is_the_usual_way(easel: Easel):
    await easel.ada.slash("dm", "imagine", prompt="a fox --stealth")
    grid = await private_grid(easel)
    assert grid["content"].endswith("(fast, stealth)")
    assert easel.jobs()[0]["guild_id"] is None


async def test_a_stealth_job_and_what_moderators_end_is_in_the_audit_list(easel: Easel):
    await easel.engine.hold(1)
    await easel.ben.slash("#general", "imagine", prompt="a fox --stealth")
    shown = await easel.ben.wait_for("dm", lambda m: "Cancel" in labels(m))
    job = await easel.until_row("SELECT id FROM jobs WHERE status = 'running'")
    handle = await easel.ada.slash("#general", "cancel", which=job["id"])
    await handle.finished()
    await easel.ben.until(lambda: "(Stopped)" in easel.ben.messages("dm")[-1]["content"])
    assert easel.ben.messages("dm")[-1]["id"] == shown["id"]
    rows = easel.rows("SELECT action, subject, by_user_id, guild_id FROM audit ORDER BY number")
    assert rows == [
        {"action": action, "subject": job["id"], "by_user_id": int(by.id), "guild_id": GUILD}
        for action, by in (("job.stealth", easel.ben), ("job.stop", easel.ada))
    ]
