"""Quota rules and what follows from them: who is meant, how many credits, in which period.

Credits are hundredths, as integers; a rule without credits is unlimited. Where no rule is set,
everything is allowed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from storage.periods import Period

Hundredths = int  # of a credit
# A row has one of the first four; what the operator configures is `direct` (messages) or `ceiling`.
Scope = Literal["global", "guild", "role", "user", "direct", "ceiling"]

# To compare rules of unlike periods.
DAYS: dict[Period, int] = {"day": 1, "week": 7, "month": 30}


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a rule is for. A user's rule without a guild holds in direct messages and everywhere."""

    scope: Scope
    guild_id: int | None = None
    subject_id: int | None = None

    @classmethod
    def everyone(cls) -> Target:
        """Every person in every guild and in direct messages."""
        return cls("global")

    @classmethod
    def guild(cls, guild_id: int) -> Target:
        """Every member of one guild."""
        return cls("guild", guild_id)

    @classmethod
    def role(cls, guild_id: int, role_id: int) -> Target:
        """Everyone in one guild who has the role."""
        return cls("role", guild_id, role_id)

    @classmethod
    def user(cls, guild_id: int | None, user_id: int) -> Target:
        """One person, in one guild or (None) wherever no closer rule holds."""
        return cls("user", guild_id, user_id)


@dataclass(frozen=True, slots=True)
class Rule:
    """So many credits in each period; `credits` None is unlimited."""

    target: Target
    period: Period
    credits: Hundredths | None

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Rule:
        """The rule in one row of the table."""
        target = Target(row["scope"], row["guild_id"], row["subject_id"])
        return cls(target, row["period"], row["credits"])

    @property
    def generosity(self) -> float:
        """Credits a day: what "the most generous" compares."""
        return float("inf") if self.credits is None else self.credits / DAYS[self.period]


UNLIMITED = Rule(Target.everyone(), "day", None)


@dataclass(frozen=True, slots=True)
class Account:
    """Whose spending: a person in one guild or (None) in direct messages, each for itself."""

    user_id: int
    guild_id: int | None


@dataclass(frozen=True, slots=True)
class QuotaStatus:
    """How an account stands in the present period. `remaining` None is unlimited.

    `rule`: under which one it stands so, the operator's ceiling included; `plan`: the rule that
    holds for the person.
    """

    plan: Rule
    rule: Rule
    used: Hundredths
    granted: Hundredths
    remaining: Hundredths | None
    resets_at: datetime

    @property
    def given(self) -> Hundredths | None:
        """Of the whole period, what was granted included; None is unlimited."""
        return None if self.rule.credits is None else self.rule.credits + self.granted

    def charged(self, amount: Hundredths) -> QuotaStatus:
        """How the account stands once so much more of what remains is spent."""
        remaining = None if self.remaining is None else self.remaining - amount
        return replace(self, used=self.used + amount, remaining=remaining)


def most_specific(rules: Sequence[Rule], account: Account, role_ids: Collection[int]) -> Rule:
    """The rule that holds: for the person here, anywhere, the roles, the guild, everyone.

    Of several roles the most generous counts. In direct messages there are no roles and no guild.
    """
    by_target = {rule.target: rule for rule in rules}
    personal = [Target.user(account.guild_id, account.user_id), Target.user(None, account.user_id)]
    for target in personal:
        if target in by_target:
            return by_target[target]
    if account.guild_id is not None:
        targets = [Target.role(account.guild_id, role_id) for role_id in sorted(role_ids)]
        of_roles = [by_target[target] for target in targets if target in by_target]
        if of_roles:
            return max(of_roles, key=lambda rule: rule.generosity)
        if Target.guild(account.guild_id) in by_target:
            return by_target[Target.guild(account.guild_id)]
    return by_target.get(Target.everyone(), UNLIMITED)
