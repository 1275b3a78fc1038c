"""Report Job, and what moderators do about it."""

from datetime import timedelta

import pytest

from bot.config import ModerationSection
from bot.local_discord import Permission
from tests.fixtures.easel import Easel, file_of, image_of, labels

DEEDS = ["Delete", "Warn", "Pause 24 h", "Dismiss"]


IS_SPOILER = 1 << 5  # Discord: a flag of an attachment


def is_veiled(message) -> bool:
    """By the attachment's own flag; the older way was a file's name."""
    file = message["attachments"][0]
    return file["flags"] == IS_SPOILER and not file["filename"].startswith("SPOILER_")


def card(message):
    return message["embeds"][0]


def audits(easel: Easel) -> list[tuple[str, int | None]]:
    rows = easel.rows("SELECT action, by_user_id FROM audit ORDER BY number")
    return [
        (row["action"], row["by_user_id"]) for row in rows if row["action"].startswith("report")
    ]


async def set_channel(easel: Easel) -> None:
    channel = easel.server.core.world.channel_named("quiet")
    await easel.ada.slash("#general", "moderation channel", channel=channel)


async def reported(easel: Easel, prompt: str = "a fox | spoiled"):
    """Chloe's grid, reported by Ben; the moderators' card."""
    grid = await easel.grid(easel.chloe, prompt)
    form = await easel.ben.menu(grid, "Report Job")
    thanks = await easel.ben.submit(form, {"What is wrong with it?": "too **gory** @everyone"})
    await easel.ben.until(lambda: thanks.message["embeds"])
    message = await easel.ada.wait_for("#quiet", lambda m: "Delete" in labels(m))
    return grid, message, thanks.message


async def pressed(easel: Easel, message, label: str):
    handle = await easel.ada.click(message, label)
    await easel.ada.until(lambda: "\n\n" in card(handle.message)["description"])
    return handle.message


async def test_a_report_puts_a_spoilered_card_before_the_moderators(easel: Easel):
    """Row 79."""
    await set_channel(easel)
    grid, message, thanks = await reported(easel)
    assert thanks["ephemeral"]
    assert "Thank you" in card(thanks)["description"]
    assert labels(message) == DEEDS
    assert is_veiled(message)
    assert await image_of(message) == await image_of(grid)
    text = card(message)["description"]
    assert "**Prompt** a fox \\| spoiled" in text
    assert f"**Made by** {easel.chloe.mention}" in text
    assert "**Reported by** somebody" in text  # since Chloe can read #quiet
    assert "too \\*\\*gory\\*\\*" in text
    assert f"/{grid['channel_id']}/{grid['id']})" in text
    assert not easel.chloe.is_pinged_by(message)
    assert message["mention_everyone"] is False
    assert audits(easel)[-1] == ("report", int(easel.ben.id))


async def test_delete_takes_the_message_away_for_good(easel: Easel):
    """Row 79."""
    await set_channel(easel)
    grid, message, _ = await reported(easel)
    await easel.kill()
    await easel.start()
    message = await pressed(easel, message, "Delete")
    assert grid["id"] not in [m["id"] for m in easel.chloe.messages("#general")]
    assert f"Deleted by {easel.ada.mention}" in card(message)["description"]
    assert audits(easel)[-1] == ("report.delete", int(easel.ada.id))
    buttons = {part["label"]: part for part in message["components"][0]["components"]}
    assert buttons["Delete"]["disabled"]
    assert not buttons["Warn"].get("disabled")
    told = await (
        await easel.chloe.slash("#general", "show", job_id=easel.jobs()[0]["id"])
    ).finished()
    assert "took this job's pictures away" in card(told)["description"]


async def test_warn_reaches_the_owner_by_dm(easel: Easel):
    """Row 79."""
    await set_channel(easel)
    _, message, _ = await reported(easel)
    message = await pressed(easel, message, "Warn")
    warning = await easel.chloe.wait_for("dm", lambda m: "warns you" in m["content"])
    assert "a fox" in warning["content"]
    assert easel.ada.mention not in warning["content"]
    assert audits(easel)[-1] == ("report.warn", int(easel.ada.id))
    assert "Warned by" in card(message)["description"]


async def test_a_warning_to_closed_dms_is_told(easel: Easel):
    """Row 79."""
    await set_channel(easel)
    _, message, _ = await reported(easel)
    easel.chloe.close_dms()
    message = await pressed(easel, message, "Warn")
    assert "did not arrive" in card(message)["description"]


async def test_pause_holds_for_a_day(easel: Easel):
    """Row 79."""
    await set_channel(easel)
    grid, message, _ = await reported(easel)
    await pressed(easel, message, "Pause 24 h")
    await easel.chloe.wait_for("dm", lambda m: "paused you until" in m["content"])
    await easel.kill()
    await easel.start()
    before = len(easel.jobs())
    for place, order in (("#general", "again"), ("dm", "in private")):
        told = await (await easel.chloe.slash(place, "imagine", prompt=order)).finished()
        assert card(told)["title"] == "Paused"
        assert "<t:" in card(told)["description"]
    for label in ("V1", "🔄"):
        told = await easel.chloe.click(grid, label)
        assert card(told.message)["title"] == "Paused"
    await easel.ben.slash("#general", "imagine", prompt="others go on")
    assert len(easel.jobs()) == before + 1
    easel.clock.ahead = timedelta(hours=24, minutes=1)
    await easel.grid(easel.chloe, "free again")


async def test_dismiss_closes_a_report(easel: Easel):
    """Row 79."""
    await set_channel(easel)
    grid, message, _ = await reported(easel)
    message = await pressed(easel, message, "Dismiss")
    assert labels(message) == []
    assert "Dismissed by" in card(message)["description"]
    assert grid["id"] in [m["id"] for m in easel.chloe.messages("#general")]
    assert audits(easel)[-1] == ("report.dismiss", int(easel.ada.id))


@pytest.mark.parametrize("label", DEEDS)
async def test_only_moderators_may_press_what_is_under_a_report(easel: Easel, label: str):
    """Row 79."""
    await set_channel(easel)
    grid, message, _ = await reported(easel)
    told = await easel.chloe.click(message, label)
    assert told.message["ephemeral"]
    assert card(told.message)["title"] == "Not possible"
    assert audits(easel)[-1][0] == "report"
    assert grid["id"] in [m["id"] for m in easel.chloe.messages("#general")]
    await easel.grid(easel.chloe, "still free")


async def test_reports_go_to_the_channel_of_the_configuration(cold_easel: Easel):
    """Row 79."""
    easel = cold_easel
    quiet = int(easel.server.core.world.channel_named("quiet").id)
    easel.moderation = ModerationSection(reports_channel_id=quiet)
    await easel.start()
    await reported(easel)


async def test_without_a_channel_the_servers_owner_gets_the_report(easel: Easel):
    """Row 79."""
    grid = await easel.grid(easel.chloe)
    form = await easel.ben.menu(grid, "Report Job")
    await easel.ben.submit(form, {"What is wrong with it?": "no"})
    message = await easel.ada.wait_for("dm", lambda m: m["embeds"])
    assert "/moderation channel" in message["content"]
    assert is_veiled(message)
    assert await file_of(message)


async def test_with_nobody_to_tell_the_record_of_a_report_stays_and_is_said(easel: Easel):
    """Row 79."""
    easel.ada.close_dms()
    grid = await easel.grid(easel.chloe)
    form = await easel.ben.menu(grid, "Report Job")
    thanks = await easel.ben.submit(form, {"What is wrong with it?": "no"})
    await easel.ben.until(lambda: thanks.message["embeds"])
    assert "on record" in card(thanks.message)["description"]
    assert audits(easel) == [("report", int(easel.ben.id))]


async def test_one_person_reports_a_job_once(easel: Easel):
    """Row 79."""
    await set_channel(easel)
    grid, _, _ = await reported(easel)
    again = await easel.ben.menu(grid, "Report Job")
    assert "already" in card(again.message)["description"]
    form = await easel.ada.menu(grid, "Report Job")
    assert form.modal is not None


async def test_nothing_is_reported_in_direct_messages_or_of_other_messages(easel: Easel):
    """Row 79."""
    assert "Report Job" in easel.ben.commands("#general")
    assert "Report Job" not in easel.ben.commands("dm")
    said = await easel.chloe.say("#general", "hello")
    told = await easel.ben.menu(said, "Report Job")
    assert card(told.message)["title"] == "Not possible"


async def test_moderation_is_for_who_manages_the_server(easel: Easel):
    assert "moderation" in easel.ada.commands("#general")
    assert "moderation" not in easel.chloe.commands("#general")
    for command in easel.server.core.commands.everything():
        if command["name"] == "moderation":  # as a server's own settings may let it through
            command["default_member_permissions"] = None
    told = await (await easel.chloe.slash("#general", "moderation channel")).finished()
    assert "manage this server" in card(told)["description"]
    await set_channel(easel)
    cleared = await (await easel.ada.slash("#general", "moderation channel")).finished()
    assert "No channel" in card(cleared)["description"]


async def reported_without_a_channel(easel: Easel, maker, reporter):
    """What the server's owner gets of it: Ada."""
    grid = await easel.grid(maker)
    form = await reporter.menu(grid, "Report Job")
    await reporter.submit(form, {"What is wrong with it?": "no"})
    return grid, await easel.ada.wait_for("dm", lambda m: m["embeds"])


@pytest.mark.parametrize("label", DEEDS)
async def test_the_owners_direct_message_has_the_buttons_and_they_work(easel: Easel, label: str):
    """They read of a report and could do nothing about it."""
    grid, message = await reported_without_a_channel(easel, easel.chloe, easel.ben)
    assert labels(message) == DEEDS
    message = await pressed(easel, message, label)
    assert f"by {easel.ada.mention}" in card(message)["description"]
    action = label.split()[0].lower()
    assert audits(easel)[-1] == (f"report.{action}", int(easel.ada.id))
    guild_id = int(easel.server.core.world.guild_id)
    assert easel.rows("SELECT DISTINCT guild_id FROM audit") == [{"guild_id": guild_id}]
    is_there = grid["id"] in [m["id"] for m in easel.chloe.messages("#general")]
    assert is_there == (label != "Delete")


async def test_a_report_in_direct_messages_obeys_the_servers_owner_alone(easel: Easel):
    """Its ids may be forged under a message in anybody's direct messages."""
    grid, message = await reported_without_a_channel(easel, easel.chloe, easel.ben)
    custom_id = message["components"][0]["components"][0]["custom_id"]
    core = easel.server.core
    dm = core.world.dm_with(easel.ben.id)
    button = {"type": 2, "style": 2, "label": "press", "custom_id": custom_id}
    payload = {"content": "planted", "components": [{"type": 1, "components": [button]}]}
    planted = core.composer.draft(dm, core.world.bot, payload, [])
    core.messages.save(planted)
    told = await easel.ben.click(core.views.for_person(planted, easel.ben.id), custom_id)
    assert "manage messages" in card(await told.finished())["description"]
    assert grid["id"] in [m["id"] for m in easel.chloe.messages("#general")]


async def test_who_made_the_picture_never_reads_who_reported_it(easel: Easel):
    """The owner's own picture was reported, and the card named who did."""
    _, message = await reported_without_a_channel(easel, easel.ada, easel.ben)
    assert easel.ben.mention not in str(message)
    assert "**Reported by** somebody" in card(message)["description"]


@pytest.mark.parametrize("may_read", [True, False])
async def test_the_moderators_card_names_nobody_where_the_maker_reads_it(
    easel: Easel, may_read: bool
):
    if not may_read:
        easel.server.deny("#quiet", Permission.VIEW_CHANNEL, easel.chloe.id)
    await set_channel(easel)
    _, message, _ = await reported(easel)
    assert (easel.ben.mention in card(message)["description"]) is not may_read


async def test_a_channel_that_everybody_reads_is_warned_about(easel: Easel):
    world = easel.server.core.world
    channel = world.channel_named("quiet")
    told = await (
        await easel.ada.slash("#general", "moderation channel", channel=channel)
    ).finished()
    assert "⚠️ Everybody on this server can read" in card(told)["description"]
    easel.server.deny("#quiet", Permission.VIEW_CHANNEL, world.guild_id)
    told = await (
        await easel.ada.slash("#general", "moderation channel", channel=channel)
    ).finished()
    assert "⚠️" not in card(told)["description"]
