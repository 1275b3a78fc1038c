"""The ledger of credits: entries are only ever added, and every sum is read from them.

    reserve  +price    a job is ordered
    settle   0         it is done: the charge is final
    refund   -price    it failed or was stopped
    grant    +amount   more may be spent in the present period
    reset    0         of spending: what was reserved before no longer counts, nor do later refunds
                       of that; of grants: those before no longer count

A refund belongs to the period of its reserve (`counts_at`): yesterday's failure gives nothing
today.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.database import Connection
from storage.quota_rules import Account, Hundredths
from storage.times import from_text, to_text

EntryKind = Literal["reserve", "settle", "refund", "grant", "reset"]
Resets = Literal["spending", "grants"]

SUMS = """
    WITH last AS (
        SELECT COALESCE(MAX(number) FILTER (WHERE resets IS NOT 'grants'), 0) AS of_spending,
            COALESCE(MAX(number) FILTER (WHERE resets = 'grants'), 0) AS of_grants
        FROM ledger WHERE entry = 'reset' AND user_id = :user_id AND guild_id IS :guild_id)
    SELECT COALESCE(SUM(amount) FILTER (WHERE entry <> 'grant'), 0) AS spent,
        COALESCE(SUM(amount) FILTER (
            WHERE entry <> 'grant' AND COALESCE(reserve_number, number) > of_spending), 0) AS used,
        COALESCE(SUM(amount) FILTER (
            WHERE entry = 'grant' AND number > of_grants), 0) AS granted
    FROM ledger, last
    WHERE user_id = :user_id AND guild_id IS :guild_id AND counts_at >= :since
"""
ADD = """
    INSERT INTO ledger (at, entry, user_id, guild_id, amount, counts_at, job_id, by_user_id, resets)
    VALUES (:at, :entry, :user_id, :guild_id, :amount, :at, :job_id, :by_user_id, :resets)
"""
END = """
    INSERT INTO ledger (at, entry, user_id, guild_id, amount, counts_at, job_id, reserve_number)
    SELECT :at, :entry, user_id, guild_id, CASE :entry WHEN 'refund' THEN -amount ELSE 0 END,
        counts_at, job_id, number
    FROM ledger WHERE job_id = :job_id AND entry = 'reserve'
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger."""

    at: datetime
    kind: EntryKind
    account: Account
    amount: Hundredths
    job_id: str | None
    by_user_id: int | None
    resets: Resets | None = None  # of a reset

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Entry:
        """The entry in one row of the table."""
        return cls(
            at=from_text(row["at"]),
            kind=row["entry"],
            account=Account(row["user_id"], row["guild_id"]),
            amount=row["amount"],
            job_id=row["job_id"],
            by_user_id=row["by_user_id"],
            resets=row["resets"],
        )


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one account since a moment; `spent` is all of it, resets or not."""

    spent: Hundredths
    used: Hundredths
    granted: Hundredths

    @property
    def extra(self) -> Hundredths:
        """What was granted, and what a reset of the spending gave back."""
        return self.granted + self.spent - self.used


async def add(db: Connection, entry: Entry) -> None:
    """Write a reserve, a grant or a reset."""
    await db.run(
        ADD,
        {
            "at": to_text(entry.at),
            "entry": entry.kind,
            "user_id": entry.account.user_id,
            "guild_id": entry.account.guild_id,
            "amount": entry.amount,
            "job_id": entry.job_id,
            "by_user_id": entry.by_user_id,
            "resets": entry.resets,
        },
    )


async def settle(db: Connection, job_id: str, now: datetime) -> None:
    """Make the charge of a job final."""
    await db.run(END, {"at": to_text(now), "entry": "settle", "job_id": job_id})


async def refund(db: Connection, job_id: str, now: datetime) -> None:
    """Take the charge of a job back, in the period in which it was reserved."""
    await db.run(END, {"at": to_text(now), "entry": "refund", "job_id": job_id})


async def sums_since(db: Connection, account: Account, since: datetime) -> Sums:
    """What an account has spent and was granted since that moment."""
    parameters = {
        "user_id": account.user_id,
        "guild_id": account.guild_id,
        "since": to_text(since),
    }
    row = await db.row(SUMS, parameters)
    assert row is not None  # a sum always has a row
    return Sums(row["spent"], row["used"], row["granted"])
