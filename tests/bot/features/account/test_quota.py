"""/quota: who may use it, whom it can be for, and that the most specific rule holds."""

import re
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
    await quota(easel, "set", period="month", credits=1, who=easel.chloe)
    assert await left(easel, easel.chloe) == "1/1"
    shown = await quota(easel, "show")
    assert f"1 credit a month for {easel.chloe.mention}" in shown["description"]
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
    await quota(easel, "reset", who=easel.ben, what="spending")
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


async def test_a_reset_covers_grants_and_says_what_it_was(easel: Easel):
    """It used to leave grants, and not to say so."""
    await quota(easel, "set", period="day", credits=2, who=easel.ben)
    await easel.grid(easel.ben)
    await quota(easel, "grant", who=easel.ben, credits=3)
    told = await quota(easel, "reset", who=easel.ben, what="grants")
    assert "granted in this period is taken back; what was spent stays" in told["description"]
    assert await left(easel, easel.ben) == "1/2"
    await quota(easel, "grant", who=easel.ben, credits=7)
    told = await quota(easel, "reset", who=easel.ben)
    assert "what was spent and what was granted" in told["description"]
    assert await left(easel, easel.ben) == "2/2"


@pytest.mark.parametrize("options", [{}, {"credits": 3, "unlimited": True}])
async def test_unlimited_is_never_set_by_saying_nothing(easel: Easel, options):
    """`/quota set period:day` alone made the server unlimited without a question."""
    told = await quota(easel, "set", period="day", **options)
    assert "one of the two" in told["description"]
    assert await left(easel, easel.chloe) == "50/50"


async def test_a_role_is_shown_what_it_gets(easel: Easel):
    """Everybody is unlimited, it said, where the rule was 50 a day."""
    patron = easel.server.world.role_named("Patron")
    shown = (await quota(easel, "show", who=patron))["description"]
    assert "unlimited" not in shown
    assert f"<@&{patron.id}> and no closer rule gets 50 credits a day" in shown
    assert "by the rule for everyone" in shown
    await quota(easel, "set", period="week", credits=1, who=patron)
    shown = (await quota(easel, "show", who=patron))["description"]
    assert f"• 1 credit a week for <@&{patron.id}>" in shown
    assert "gets 1 credit a week" in shown


async def test_the_role_everyone_is_the_whole_server(easel: Easel):
    """It was a rule of its own over the server's, and read "@@everyone"."""
    everyone = easel.server.world.roles[easel.server.world.guild_id]
    told = await quota(easel, "set", period="day", credits=10, who=everyone)
    assert told["description"] == "From now on: 10 credits a day for this server."
    await quota(easel, "set", period="day", credits=5)
    assert await left(easel, easel.ben) == "5/5"
    shown = await quota(easel, "show", who=everyone)
    assert "5 credits a day for this server" in shown["description"]
    assert f"{everyone.id}" not in shown["description"]
    await quota(easel, "reset", who=everyone, what="rule")
    assert await left(easel, easel.ben) == "50/50"


async def test_whoever_is_given_no_credits_is_promised_none(easel: Easel):
    """A rule of 0 was told as credits that are used up and return in 11 hours."""
    await quota(easel, "set", period="day", credits=0)
    refused = await easel.ben.slash("#general", "imagine", prompt="a fox")
    told = refused.message["embeds"][0]["description"]
    assert told.startswith("You get no credits here, by the rules of this place.")
    assert "<t:" not in told
    info = await easel.ben.slash("#general", "info")
    assert (
        "**Fast Time Remaining**: 0/0 credits today\n" in info.message["embeds"][0]["description"]
    )


async def test_an_amount_finer_than_a_hundredth_is_refused(easel: Easel):
    """0.001 credits a day became 0, without a word."""
    for word, options in (("set", {"period": "day"}), ("grant", {"who": easel.ben})):
        told = await quota(easel, word, credits=0.014, **options)
        assert told["description"] == "Credits have at most two decimals; you wrote 0.014."
    assert await left(easel, easel.ben) == "50/50"
    for credits in (0.07, 1.15, 2.3):  # not exact in binary
        await quota(easel, "set", period="day", credits=credits)
        assert await left(easel, easel.chloe) == f"{credits}/{credits}"


async def test_a_grant_is_told_apart_from_the_plan(easel: Easel):
    await quota(easel, "grant", who=easel.ben, credits=300)
    handle = await easel.ben.slash("#general", "info")
    text = handle.message["embeds"][0]["description"]
    plan = "50 credits a day (the rule for everyone) · 300 credits granted today"
    assert f"**Subscription**: {plan}" in text
    assert await left(easel, easel.ben) == "350/350"


OVER = (
    "No server may give a person more than 50 credits a day: that is the ceiling of this bot's "
    "operator, who alone can lift it (`quota.ceiling`, or /quota ceiling here)."
)


@pytest.mark.parametrize(
    "options",
    [
        {"period": "day", "unlimited": True},
        {"period": "day", "credits": 51},
        {"period": "week", "credits": 1000},
        {"period": "month", "credits": 1_000_000},
    ],
)
async def test_an_admin_sets_no_rule_over_the_operators_ceiling(easel: Easel, options):
    for who in (None, easel.ben, easel.server.world.role_named("Patron")):
        told = await quota(easel, "set", **options, **({} if who is None else {"who": who}))
        assert re.sub(r"</([a-z ]+):\d+>", r"/\1", told["description"]) == OVER
    assert easel.rows("SELECT * FROM quota_rules WHERE scope <> 'global'") == []


async def test_an_admin_grants_only_what_the_operator_lets_them(easel: Easel):
    await quota(easel, "grant", who=easel.ben, credits=400)
    told = await quota(easel, "grant", who=easel.ben, credits=101)
    assert "may add 500 credits" in told["description"]
    assert "100 credits can still be added" in told["description"]
    assert await left(easel, easel.ben) == "450/450"


async def test_the_operator_alone_lifts_the_ceiling_of_one_server(cold_easel: Easel):
    easel = cold_easel
    await easel.start()
    told = await quota(easel, "ceiling", change="lift")
    assert told["description"] == "This is for the operator of this bot."
    await easel.kill()
    easel.owner_ids = (int(easel.ada.id),)
    await easel.start()
    shown = (await quota(easel, "show"))["description"]
    assert "No rule here gives a person more than 50 credits a day" in shown
    told = await quota(easel, "ceiling", change="lift")
    assert told["description"].startswith("This server has no ceiling")
    await quota(easel, "set", period="month", unlimited=True, who=easel.chloe)
    assert await left(easel, easel.chloe) == "unlimited"
    told = await quota(easel, "ceiling", credits=20, period="week")
    assert "more than 20 credits a week" in told["description"]
    assert await left(easel, easel.chloe) == "20/20"
    told = await quota(easel, "ceiling", change="as configured")
    assert "more than 50 credits a day" in told["description"]
    assert await left(easel, easel.chloe) == "50/50"
    actions = [row["action"] for row in easel.rows("SELECT action FROM audit")]
    assert actions.count("quota.ceiling") == 3


async def test_direct_messages_have_a_small_purse_of_their_own(easel: Easel):
    handle = await easel.ben.slash("dm", "info")
    text = handle.message["embeds"][0]["description"]
    assert "**Subscription**: 5 credits a day (the rule for direct messages)" in text
    for number in range(5):
        await easel.ben.slash("dm", "imagine", prompt=f"a fox {number}")
    refused = await easel.ben.slash("dm", "imagine", prompt="another")
    assert (await refused.finished())["embeds"][0]["title"] == "Credits exhausted"
    assert len(easel.jobs()) == 5
    assert await left(easel, easel.ben) == "50/50"


async def test_use_is_listed_by_person_the_first_the_most(easel: Easel):
    none = await quota(easel, "usage")
    assert none["description"] == "Nobody has ordered anything in this period."
    await easel.grid(easel.ben)
    await easel.ben.slash("#general", "imagine", prompt="a fox --relax")
    await easel.chloe.slash("#general", "imagine", prompt="a fox --q 2")
    await easel.ada.slash("dm", "imagine", prompt="a fox")
    await easel.until_row("SELECT 1 FROM jobs LIMIT 1 OFFSET 3")
    told = await quota(easel, "usage", period="day")
    assert told["title"] == "Use of this server today"
    assert told["description"].splitlines() == [
        f"1. {easel.chloe.mention}: 2 credits, 1 job",
        f"2. {easel.ben.mention}: 1 credit, 2 jobs",
        "",
        "2 people in all, 3 credits. Jobs that failed or were stopped do not count; "
        "relaxed ones cost nothing.",
    ]


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
