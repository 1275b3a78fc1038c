"""What is kept, and how long: one rule for each table, and the sweep that holds to them.

It knows no meaning beyond its sentences; `docs/commands.md` tells people the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from storage.database import Database
from storage.times import to_text

BATCH: Final = 500  # rows of one transaction, so that nobody's order waits long


@dataclass(frozen=True, slots=True)
class Retention:
    """Rows of `table` go when `column`, a moment, is `keep` ago."""

    table: str
    column: str
    keep: timedelta
    reason: str


@dataclass(frozen=True, slots=True)
class Permanent:
    """Rows of `table` are never swept."""

    table: str
    reason: str


SWEPT: Final = (
    Retention("drafts", "used_at", timedelta(days=400), "Buttons of a year still work."),
    Retention("confirmations", "until", timedelta(days=1), "They were answered or left."),
    Retention(
        "kept_texts", "kept_at", timedelta(days=30), "Only the last mistake can be corrected."
    ),
    Retention("selections", "used_at", timedelta(days=30), "The next press begins with it."),
    Retention("pauses", "until", timedelta(days=30), "Moderators may look back a month."),
    Retention("sources", "kept_at", timedelta(days=30), "Who goes on from a job needs them."),
    Retention("reports", "at", timedelta(days=730), "Until then nobody reports the same twice."),
)
PERMANENT: Final = (
    Permanent("jobs", "Buttons never expire."),
    Permanent("images", "They belong to their job."),
    Permanent("job_messages", "They belong to their job."),
    Permanent("withheld", "What was taken away stays away."),
    Permanent("favourites", "Their person takes them away."),
    Permanent("settings", "Their person or server changes them."),
    Permanent("quota_rules", "Admins change them."),
    Permanent("ledger", "Every sum of credits is read from it."),
    Permanent("audit", "Who did what is never rewritten."),
)


async def sweep(database: Database, now: datetime) -> dict[str, int]:
    """Delete what is over, in small transactions; how many rows went from each table."""
    return {rule.table: await _sweep_table(database, rule, now) for rule in SWEPT}


async def _sweep_table(database: Database, rule: Retention, now: datetime) -> int:
    sql = (
        f"DELETE FROM {rule.table} WHERE rowid IN "
        f"(SELECT rowid FROM {rule.table} WHERE {rule.column} <= ? LIMIT ?)"
    )
    swept = 0
    while True:
        async with database.transaction() as db:
            gone = await db.run(sql, (to_text(now - rule.keep), BATCH))
        swept += gone
        if gone < BATCH:
            return swept
