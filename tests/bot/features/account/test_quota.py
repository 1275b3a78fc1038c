"""/quota: who may use it, whom it can be for, and that the most specific rule holds."""

from unittest.mock import create_autospec

import discord
import pytest
from discord import app_commands

from bot.features.account.quota import QuotaCog
from bot.interactions.fence import card_of
from bot.interactions.rights import Rights
from storage import Storage
from tests.fixtures.easel import Easel


async def quota(easel: Easel, word: str, /, **options):
    handle = await easel.ada.slash("#general", f"quota {word}", **options)
    assert handle.message["ephemeral"]
    return handle.message["embeds"][0]


async def left(easel: Easel, person) -> str:
    handle = await person.slash("#general", "info")
    text = handle.message["embeds"][0]["description"]
    return text.partition("**Fast Time Remaining**: ")[2].partition(" credits")[0].splitlines()[0]


async def test_the_most_specific_rule_holds(easel: Easel):
    patron = easel.server.world.role_named("Patron")
    assert await left(easel, easel.chloe) == "50/50"
    await quota(easel, "set", period="day", credits=10)
    assert await left(easel, easel.chloe) == "10/10"
    told = await quota(easel, "set", period="week", credits=20, who=patron)
    assert told["description"] == f"From now on: 20 credits a week for <@&{patron.id}>."
    assert await left(easel, easel.chloe) == "20/20"
    assert await left(easel, easel.ben) == "10/10"
    await quota(easel, "set", period="month", who=easel.chloe)
    assert await left(easel, easel.chloe) == "unlimited"
    shown = await quota(easel, "show")
    assert f"unlimited credits a month for {easel.chloe.mention}" in shown["description"]
    assert f"20 credits a week for <@&{patron.id}>" in shown["description"]
    assert "10 credits a day for this server" in shown["description"]
    assert "50 credits a day for everyone" in shown["description"]
    await quota(easel, "reset", who=easel.chloe, what="rule")
    await quota(easel, "reset", who=patron, what="rule")
    assert await left(easel, easel.chloe) == "10/10"
    await quota(easel, "reset", what="rule")
    assert await left(easel, easel.chloe) == "50/50"


async def test_grant_and_reset_count_at_once_and_outlive_a_restart(easel: Easel):
    await quota(easel, "set", period="day", credits=1, who=easel.ben)
    await easel.grid(easel.ben)
    assert await left(easel, easel.ben) == "0/1"
    await quota(easel, "grant", who=easel.ben, credits=2.5)
    assert await left(easel, easel.ben) == "2.5/3.5"
    await quota(easel, "reset", who=easel.ben)
    assert await left(easel, easel.ben) == "3.5/3.5"
    shown = await quota(easel, "show", who=easel.ben)
    assert f"{easel.ben.mention}: 3.5/3.5 credits today" in shown["description"]
    await easel.kill()
    await easel.start()
    assert await left(easel, easel.ben) == "3.5/3.5"
    actions = [row["action"] for row in easel.rows("SELECT action FROM audit ORDER BY number")]
    assert actions == ["quota.set", "quota.grant", "quota.reset"]


async def test_spending_can_be_reset_for_persons_only(easel: Easel):
    told = await quota(easel, "reset")
    assert "name one" in told["description"]


async def test_the_command_is_hidden_from_people_who_may_not(easel: Easel):
    assert "quota" in easel.ada.commands("#general")
    assert "quota" not in easel.ben.commands("#general")
    assert "quota" not in easel.ada.commands("dm")


async def test_the_right_is_checked_again_when_the_command_is_used(easel: Easel):
    """A server may let anybody through by its own settings; the payload tells what they may."""
    for command in easel.server.core.commands.everything():
        if command["name"] == "quota":
            command["default_member_permissions"] = None
    handle = await easel.ben.slash("#general", "quota show")
    told = handle.message["embeds"][0]
    assert told["description"] == "This is for people who may manage this server."


async def test_a_forged_use_in_direct_messages_is_refused():
    interaction = create_autospec(discord.Interaction, instance=True)
    interaction.guild_id = None
    storage = create_autospec(Storage, instance=True, quotas=None)
    cog = QuotaCog(storage, Rights(storage, ()))
    with pytest.raises(app_commands.NoPrivateMessage) as caught:
        await cog.interaction_check(interaction)
    told = card_of(caught.value)
    assert told is not None
    assert told.text == "This works on a server only, not in direct messages."
