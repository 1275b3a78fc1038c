"""/quota: how many credits a person, a role or the whole server has; for who may manage it."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.features.account import panels
from bot.features.account.allowance import allowance, rule_shown, whom
from bot.interactions import cards
from bot.interactions.answer import Refusal, answer
from bot.interactions.interaction import Interaction
from bot.interactions.rights import Rights
from bot.language import say
from storage import QuotaStatus, Storage, Target

Who = discord.Member | discord.User | discord.Role
Credits = app_commands.Range[float, 0.0, 1_000_000.0]
Period = Literal["day", "week", "month"]


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
        rules = [rule_shown(rule) for rule in await self._quotas.rules(guild_id)]
        person = None
        if who is not None and not isinstance(who, discord.Role):
            person = (who.mention, allowance(await self._status(guild_id, who)))
        elif who is not None:
            rules = [rule for rule in rules if rule.whom == who.mention]
        await answer(interaction, panels.quota_shown(rules, person))

    @app_commands.command(name="set", description="Give credits to somebody in each period")
    @app_commands.describe(
        period="How often the credits come back",
        credits="How many; one is a grid of four at the model's own settings. Nothing: unlimited",
        who="A person or a role; nothing for the whole server",
    )
    async def set_rule(
        self,
        interaction: Interaction,
        period: Period,
        credits: Credits | None = None,
        who: Who | None = None,
    ) -> None:
        target = _target(_guild(interaction), who)
        amount = None if credits is None else round(credits * 100)
        rule = await self._quotas.set_rule(target, period, amount, by=interaction.user.id)
        await answer(interaction, panels.quota_set(rule_shown(rule)))

    @app_commands.command(description="Add credits for the present period")
    @app_commands.describe(who="A person", credits="How many")
    async def grant(
        self,
        interaction: Interaction,
        who: discord.User,
        credits: app_commands.Range[float, 0.01, 1_000_000.0],
    ) -> None:
        guild_id, amount = _guild(interaction), round(credits * 100)
        await self._quotas.grant(who.id, guild_id, amount, by=interaction.user.id)
        status = await self._status(guild_id, who)
        await answer(interaction, panels.quota_granted(who.mention, amount, allowance(status)))

    @app_commands.command(description="Begin a person's period anew, or take a rule back")
    @app_commands.describe(
        who="A person or a role; nothing for the whole server",
        what="Somebody's spending, or the rule set for them",
    )
    async def reset(
        self,
        interaction: Interaction,
        who: Who | None = None,
        what: Literal["spending", "rule"] = "spending",
    ) -> None:
        guild_id, quotas = _guild(interaction), self._quotas
        if what == "rule":
            target = _target(guild_id, who)
            was_there = await quotas.clear_rule(target, by=interaction.user.id)
            card = panels.quota_cleared(whom(target), was_there)
        elif who is None or isinstance(who, discord.Role):
            raise Refusal(cards.refused(say("quota-name-somebody")))
        else:
            await quotas.reset(who.id, guild_id, by=interaction.user.id)
            card = panels.quota_reset(who.mention, allowance(await self._status(guild_id, who)))
        await answer(interaction, card)

    async def _status(self, guild_id: int, who: discord.Member | discord.User) -> QuotaStatus:
        role_ids = [role.id for role in who.roles] if isinstance(who, discord.Member) else []
        return await self._quotas.status(who.id, guild_id, role_ids)


def _guild(interaction: Interaction) -> int:
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild_id


def _target(guild_id: int, who: Who | None) -> Target:
    if who is None:
        return Target.guild(guild_id)
    if isinstance(who, discord.Role):
        return Target.role(guild_id, who.id)
    return Target.user(guild_id, who.id)
