"""Which part of a picture a person last chose to have drawn anew, and in which words.

One for each of their pictures, so that the buttons under a choice need to know the picture alone.
It knows no pixels: a mask is bytes, and cells are bits of a number.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from storage.database import Database
from storage.errors import TooMany
from storage.limits import MASK_BYTES, SELECTIONS, cut
from storage.times import Clock, to_text

KEEP = """
    INSERT INTO selections (user_id, job_id, image_index, cells, mask, text, used_at)
    VALUES (:user_id, :job_id, :image_index, :cells, :mask, :text, :now)
    ON CONFLICT (user_id, job_id, image_index) DO UPDATE SET cells = excluded.cells,
        mask = excluded.mask, text = excluded.text, used_at = excluded.used_at
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

    def of_cells(self, cells: int) -> Selection:
        """The same words for other cells."""
        return replace(self, cells=cells, mask=None)

    def of_mask(self, mask: bytes) -> Selection:
        """The same words for what was drawn or sent."""
        return replace(self, cells=0, mask=mask)

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Selection:
        """The choice in one row of the table."""
        return cls(row["cells"], row["mask"], row["text"])


class Selections:
    """Keeps them with their person; nobody else finds them."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    async def keep(self, user_id: int, job_id: str, index: int, selection: Selection) -> None:
        """Store it over the earlier one of this picture; of one person as many as `SELECTIONS`.

        TooMany for a mask of more than `MASK_BYTES`.
        """
        if selection.mask is not None and len(selection.mask) > MASK_BYTES:
            raise TooMany(MASK_BYTES)
        parameters: dict[str, str | int | bytes | None] = {
            **_key(user_id, job_id, index),
            "cells": selection.cells,
            "mask": selection.mask,
            "text": None if selection.text is None else cut(selection.text),
            "now": to_text(self._now()),
        }
        async with self._database.transaction() as db:
            await db.run(KEEP, parameters)
            await SELECTIONS.hold(db, user_id)

    async def get(self, user_id: int, job_id: str, index: int) -> Selection:
        """What they chose last; an empty one where they chose nothing yet."""
        async with self._database.read() as db:
            row = await db.row(GET, _key(user_id, job_id, index))
        return Selection() if row is None else Selection.from_row(row)


def _key(user_id: int, job_id: str, index: int) -> dict[str, str | int]:
    return {"user_id": user_id, "job_id": job_id, "image_index": index}
