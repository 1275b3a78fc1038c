"""/quota: how many credits a person, a role or the whole server has; for who may manage it."""

from typing import Final, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.features.account import quota_cards
from bot.features.account.allowance import allowance, rule_shown, whom
from bot.interactions import cards
from bot.interactions.answer import Refusal, answer
from bot.interactions.interaction import Interaction
from bot.interactions.rights import Rights
from bot.language import say
from storage import GrantsExceeded, OverCeiling, QuotaStatus, Storage, Target

Who = discord.Member | discord.User | discord.Role
Credits = app_commands.Range[float, 0.0, 1_000_000.0]
Period = Literal["day", "week", "month"]
MOST_PEOPLE: Final = 20  # of a list of use


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class QuotaCog(
    commands.GroupCog,
    group_name="quota",
    group_description="Credits of people, roles and the server",
):
    """Discord hides it from others, and each use is checked here again."""

    def __init__(self, storage: Storage, rights: Rights) -> None:
        self._quotas = storage.quotas
        self._rights = rights

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """At run time, whatever the server's settings let through."""
        return self._rights.must_manage(interaction)

    @app_commands.command(description="The rules of this server, and how somebody stands")
    @app_commands.describe(who="A person or a role; nothing for the whole server")
    async def show(self, interaction: Interaction, who: Who | None = None) -> None:
        guild_id = _guild(interaction)
        rules = await self._quotas.rules(guild_id)
        person = role = None
        if _is_everyone(who):
            who = None
        if isinstance(who, discord.Role):
            rules = [rule for rule in rules if rule.target == Target.role(guild_id, who.id)]
            gets = await self._quotas.rule_of_role(guild_id, who.id)
            role = (who.mention, rule_shown(gets))
        elif who is not None:
            person = (who.mention, allowance(await self._status(guild_id, who)))
        ceiling = await self._quotas.ceiling(guild_id)
        shown = [rule_shown(rule) for rule in rules]
        await answer(
            interaction, quota_cards.quota_shown(shown, person, role=role, ceiling=ceiling)
        )

    @app_commands.command(name="set", description="Give credits to somebody in each period")
    @app_commands.describe(
        period="How often the credits come back",
        credits="How many; one is a grid of four at the model's own settings",
        unlimited="True instead of `credits`: no limit, where the operator allows that",
        who="A person or a role; nothing for the whole server",
    )
    async def set_rule(
        self,
        interaction: Interaction,
        period: Period,
        credits: Credits | None = None,
        unlimited: bool = False,
        who: Who | None = None,
    ) -> None:
        if (credits is None) != unlimited:
            raise Refusal(cards.refused(say("quota-set-what")))
        target = _target(_guild(interaction), who)
        try:
            rule = await self._quotas.set_rule(
                target, period, _hundredths(credits), by=interaction.user.id
            )
        except OverCeiling as error:
            sentence = quota_cards.over_ceiling(error.period, error.credits)
            raise Refusal(cards.refused(sentence)) from error
        await answer(interaction, quota_cards.quota_set(rule_shown(rule)))

    @app_commands.command(description="Add credits for the present period")
    @app_commands.describe(who="A person", credits="How many")
    async def grant(
        self,
        interaction: Interaction,
        who: discord.User,
        credits: app_commands.Range[float, 0.01, 1_000_000.0],
    ) -> None:
        guild_id, amount = _guild(interaction), _counted(credits)
        try:
            await self._quotas.grant(who.id, guild_id, amount, by=interaction.user.id)
        except GrantsExceeded as error:
            sentence = quota_cards.grants_exceeded(error.most, error.left)
            raise Refusal(cards.refused(sentence)) from error
        status = allowance(await self._status(guild_id, who))
        await answer(interaction, quota_cards.quota_granted(who.mention, amount, status))

    @app_commands.command(description="Begin a person's period anew, or take a rule back")
    @app_commands.describe(
        who="A person or a role; nothing for the whole server",
        what="What they spent and were granted in this period, one of the two, or their rule",
    )
    async def reset(
        self,
        interaction: Interaction,
        who: Who | None = None,
        what: Literal["everything", "spending", "grants", "rule"] = "everything",
    ) -> None:
        guild_id, quotas, by = _guild(interaction), self._quotas, interaction.user.id
        if what == "rule":
            target = _target(guild_id, who)
            was_there = await quotas.clear_rule(target, by=by)
            card = quota_cards.quota_cleared(whom(target), was_there)
        elif who is None or isinstance(who, discord.Role):
            raise Refusal(cards.refused(say("quota-name-somebody")))
        else:
            await quotas.reset(who.id, guild_id, quota_cards.RESETS[what], by=by)
            status = allowance(await self._status(guild_id, who))
            card = quota_cards.quota_reset(who.mention, status, what)
        await answer(interaction, card)

    @app_commands.command(description="Who has used most credits in the present period")
    @app_commands.describe(period="Today, this week or this month")
    async def usage(self, interaction: Interaction, period: Period = "week") -> None:
        usage = await self._quotas.usage(_guild(interaction), period, MOST_PEOPLE)
        await answer(interaction, quota_cards.usage_shown(usage, period))

    @app_commands.command(description="For the operator: the most a rule of this server may give")
    @app_commands.describe(
        credits="The most for one person in each period",
        period="How often that counts anew",
        change="Instead of `credits`: no ceiling here, or the one of the configuration",
    )
    async def ceiling(
        self,
        interaction: Interaction,
        credits: Credits | None = None,
        period: Period = "day",
        change: Literal["lift", "as configured"] | None = None,
    ) -> None:
        self._rights.must_operate(interaction)
        guild_id, quotas, by = _guild(interaction), self._quotas, interaction.user.id
        if credits is not None and change is not None:
            raise Refusal(cards.refused(say("quota-ceiling-what")))
        if change == "as configured":
            await quotas.clear_ceiling(guild_id, by=by)
        elif change == "lift" or credits is not None:
            await quotas.set_ceiling(guild_id, period, _hundredths(credits), by=by)
        await answer(interaction, quota_cards.ceiling_shown(await quotas.ceiling(guild_id)))

    async def _status(self, guild_id: int, who: discord.Member | discord.User) -> QuotaStatus:
        role_ids = [role.id for role in who.roles] if isinstance(who, discord.Member) else []
        return await self._quotas.status(who.id, guild_id, role_ids)


def _guild(interaction: Interaction) -> int:
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild_id


def _hundredths(credits: float | None) -> int | None:
    return None if credits is None else _counted(credits)


def _counted(credits: float) -> int:
    """In hundredths; Refusal for a finer amount, which would be another one than was typed."""
    amount = round(credits * 100)
    if abs(amount - credits * 100) > 1e-6:
        raise Refusal(cards.refused(say("quota-hundredths", typed=f"{credits:g}")))
    return amount


def _is_everyone(who: Who | None) -> bool:
    """Discord's role @everyone, which means the whole server."""
    return isinstance(who, discord.Role) and who.is_default()


def _target(guild_id: int, who: Who | None) -> Target:
    if who is None or _is_everyone(who):
        return Target.guild(guild_id)
    if isinstance(who, discord.Role):
        return Target.role(guild_id, who.id)
    return Target.user(guild_id, who.id)
