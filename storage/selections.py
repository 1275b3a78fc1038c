"""Which part of a picture a person last chose to have drawn anew, and in which words.

One for each of their pictures, so that the buttons under a choice need to know the picture alone.
It knows no pixels: a mask is bytes, and cells are bits of a number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from storage.connection import Value
from storage.database import Database
from storage.errors import TooMany
from storage.limits import MASK_BYTES, SELECTIONS, cut
from storage.times import Clock, to_text

CHOOSE = """
    INSERT INTO selections (user_id, job_id, image_index, cells, mask, text, used_at)
    VALUES (:user_id, :job_id, :image_index, :cells, :mask, NULL, :now)
    ON CONFLICT (user_id, job_id, image_index) DO UPDATE SET cells = excluded.cells,
        mask = excluded.mask, used_at = excluded.used_at
"""
WORD = """
    INSERT INTO selections (user_id, job_id, image_index, cells, mask, text, used_at)
    VALUES (:user_id, :job_id, :image_index, 0, NULL, :text, :now)
    ON CONFLICT (user_id, job_id, image_index) DO UPDATE SET text = excluded.text,
        used_at = excluded.used_at
"""
GET = """
    SELECT cells, mask, text FROM selections
    WHERE user_id = :user_id AND job_id = :job_id AND image_index = :image_index
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """`cells` as bits, or a `mask` in their place (PNG); `text` None: the job's own words."""

    cells: int = 0
    mask: bytes | None = None
    text: str | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing is chosen yet."""
        return not self.cells and self.mask is None

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Selection:
        """The choice in one row of the table."""
        return cls(row["cells"], row["mask"], row["text"])


class Selections:
    """Keeps them with their person; nobody else finds them."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    async def choose(
        self, user_id: int, job_id: str, index: int, *, cells: int = 0, mask: bytes | None = None
    ) -> None:
        """These cells, or this mask, over the earlier choice for this picture; the words stay.

        Of one person as many as `SELECTIONS`. TooMany for a mask of more than `MASK_BYTES`.
        """
        if mask is not None and len(mask) > MASK_BYTES:
            raise TooMany(MASK_BYTES)
        await self._keep(CHOOSE, user_id, job_id, index, {"cells": cells, "mask": mask})

    async def word(self, user_id: int, job_id: str, index: int, text: str | None) -> None:
        """These words, None for the job's own; what is chosen stays."""
        kept = None if text is None else cut(text)
        await self._keep(WORD, user_id, job_id, index, {"text": kept})

    async def _keep(
        self, sql: str, user_id: int, job_id: str, index: int, values: Mapping[str, Value]
    ) -> None:
        parameters = {**_key(user_id, job_id, index), **values, "now": to_text(self._now())}
        async with self._database.transaction() as db:
            await db.run(sql, parameters)
            await SELECTIONS.hold(db, user_id)

    async def get(self, user_id: int, job_id: str, index: int) -> Selection:
        """What they chose last; an empty one where they chose nothing yet."""
        async with self._database.read() as db:
            row = await db.row(GET, _key(user_id, job_id, index))
        return Selection() if row is None else Selection.from_row(row)


def _key(user_id: int, job_id: str, index: int) -> dict[str, str | int]:
    return {"user_id": user_id, "job_id": job_id, "image_index": index}
