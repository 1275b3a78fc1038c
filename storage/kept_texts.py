"""A person's last text that had a mistake, one of each kind, for the button that corrects it."""

from __future__ import annotations

from typing import Literal

from storage.database import Database
from storage.limits import cut
from storage.times import Clock, to_text

TextKind = Literal["imagine", "remix"]

KEEP = """
    INSERT INTO kept_texts (user_id, kind, about, text, kept_at)
    VALUES (:user_id, :kind, :about, :text, :now)
    ON CONFLICT (user_id, kind) DO UPDATE SET
        about = excluded.about, text = excluded.text, kept_at = excluded.kept_at
"""
GET = """
    SELECT text FROM kept_texts WHERE user_id = :user_id AND kind = :kind AND about = :about
"""


class KeptTexts:
    """`about` is the id that the button carries: an older button finds nothing."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    async def keep(self, user_id: int, kind: TextKind, about: str, text: str) -> None:
        """Store the text, as much as can be typed, over the person's earlier one of this kind."""
        now = to_text(self._now())
        parameters: dict[str, str | int] = {
            "user_id": user_id, "kind": kind, "about": about, "text": cut(text), "now": now
        }  # fmt: skip
        async with self._database.transaction() as db:
            await db.run(KEEP, parameters)

    async def get(self, user_id: int, kind: TextKind, about: str) -> str | None:
        """The person's text of this kind if it is still the one of this button."""
        async with self._database.read() as db:
            row = await db.row(GET, {"user_id": user_id, "kind": kind, "about": about})
        return None if row is None else str(row["text"])
