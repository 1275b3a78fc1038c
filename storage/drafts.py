"""Prompts that were proposed and not ordered: what the buttons under them stand for.

A row by an id that fits a button, so that a press works after any restart.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Database
from storage.errors import NotFound
from storage.job import new_job_id
from storage.limits import DRAFTS, LONGEST_TEXT, cut
from storage.times import Clock, to_text

KEEP = """
    INSERT INTO drafts (id, user_id, prompts, seed, weights, theme, used_at)
    VALUES (:id, :user_id, :prompts, :seed, :weights, :theme, :now)
    ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, prompts = excluded.prompts,
        seed = excluded.seed, weights = excluded.weights, theme = excluded.theme,
        used_at = excluded.used_at
"""
USE = "UPDATE drafts SET used_at = :now WHERE id = :id RETURNING *"


@dataclass(frozen=True, slots=True)
class Draft:
    """`prompts` as they would be typed; `weights` of the words of the one that was shortened.

    `seed`: with which they were made; another one gives others.
    """

    prompts: tuple[str, ...]
    seed: int = 0
    weights: tuple[tuple[str, float], ...] = ()
    theme: str | None = None

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Draft:
        """The draft in one row of the table."""
        weights = tuple((word, weight) for word, weight in json.loads(row["weights"]))
        return cls(tuple(json.loads(row["prompts"])), row["seed"], weights, row["theme"])


class Drafts:
    """Keeps them by their ids; whoever knows one may read it."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    async def keep(self, user_id: int, draft: Draft, draft_id: str | None = None) -> str:
        """Store it, over the one that was there; returns its id.

        No more text of it than can be typed; of one person no more drafts than `limits.DRAFTS`.
        """
        draft_id = draft_id or new_job_id()
        parameters: dict[str, str | int | None] = {
            "id": draft_id,
            "user_id": user_id,
            "prompts": json.dumps(_cut(draft.prompts), ensure_ascii=False),
            "seed": draft.seed,
            "weights": json.dumps(_cut_weights(draft.weights), ensure_ascii=False),
            "theme": None if draft.theme is None else cut(draft.theme),
            "now": to_text(self._now()),
        }
        async with self._database.transaction() as db:
            await db.run(KEEP, parameters)
            await DRAFTS.hold(db, user_id)
        return draft_id

    async def get(self, draft_id: str) -> Draft:
        """What was proposed, which counts as a use of it; NotFound where nothing has this id."""
        async with self._database.transaction() as db:
            row = await db.row(USE, {"id": draft_id, "now": to_text(self._now())})
        if row is None:
            raise NotFound(f"there is no draft {draft_id}")
        return Draft.from_row(row)


def _cut(prompts: Sequence[str]) -> list[str]:
    """All of them together no longer than one prompt can be; the later ones lose first."""
    room, kept = LONGEST_TEXT, []
    for prompt in prompts:
        if room <= 0:
            break
        kept.append(cut(prompt, room))
        room -= len(prompt)
    return kept


def _cut_weights(weights: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """The words as far as they are those of one prompt."""
    room, kept = LONGEST_TEXT, []
    for word, weight in weights:
        room -= len(word)
        if room < 0:
            break
        kept.append((word, weight))
    return kept
