"""How much of each kind one person may have kept. How long it is kept: `storage/retention.py`.

`docs/commands.md` tells people the same; a test wants every table here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from storage.database import Connection

LONGEST_TEXT: Final = 6000  # characters; nothing that can be typed in Discord is longer
LONGEST_REASON: Final = 1000
SOURCES_BYTES: Final = 400 * 1024 * 1024
REPORTS_PER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RowLimit:
    """Of `table` a person, named by `owner`, has at most so many rows: by `age` the oldest go."""

    table: str
    owner: str
    age: str
    most: int

    async def hold(self, db: Connection, owner_id: int) -> int:
        """Delete what is too much, inside an open transaction; how many rows went."""
        sql = (
            f"DELETE FROM {self.table} WHERE rowid IN (SELECT rowid FROM {self.table} "
            f"WHERE {self.owner} = ? ORDER BY {self.age} DESC LIMIT -1 OFFSET ?)"
        )
        return await db.run(sql, (owner_id, self.most))


DRAFTS: Final = RowLimit("drafts", "user_id", "used_at", 300)
CONFIRMATIONS: Final = RowLimit("confirmations", "user_id", "until", 20)
SELECTIONS: Final = RowLimit("selections", "user_id", "used_at", 20)
MASK_BYTES: Final = 1024 * 1024  # of black and white: 8 million pixels before they are packed
REPORTS_A_DAY: Final = 10
FAVOURITES: Final = 5000

# What each table holds of one person at most, as the page of commands tells it.
PER_PERSON: Final = {
    "drafts": "300, of 6,000 characters; the oldest go first",
    "confirmations": "20; the oldest go first",
    "kept_texts": "2, of 6,000 characters",
    "selections": "20, of 1 MB; the oldest go first",
    "pauses": "1 in each server",
    "reports": "10 a day",
    "sources": "400 MB; those of ended jobs go first",
    "jobs": "1,000 a day, 10 of them waiting (`[queue]`)",
    "images": "20 GB (`[storage] gb_per_person`); the oldest that nobody likes go first",
    "job_messages": "one for each message that shows a job",
    "withheld": "one for each job",
    "favourites": "5,000",
    "settings": "one row of choices, with 20 own options of 1,000 characters",
    "quota_rules": "one for each person and role",
    "ledger": "two entries for each job",
    "audit": "one entry for each stealth job, report or deed of a moderator",
}


def cut(text: str, longest: int = LONGEST_TEXT) -> str:
    """No longer than that; what is kept to be shown again, not to be drawn, may lose its end."""
    return text[:longest]
