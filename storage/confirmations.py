"""Orders that wait for a Yes: their text, until a moment that the asker names.

Each is answered once, by the person who was asked, whoever presses how often.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.job import new_job_id
from storage.limits import CONFIRMATIONS, LONGEST_TEXT
from storage.times import Clock, from_text, to_text

ASK = """
    INSERT INTO confirmations (id, user_id, text, pressed, until)
    VALUES (:id, :user_id, :text, :pressed, :until)
"""
TAKE = """
    DELETE FROM confirmations WHERE id = :id AND user_id = :user_id
    RETURNING text, pressed, until
"""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody is asked about: `text` for /imagine, or the button they pressed.

    `text` of a button: the words that a form brought back, "" for the job's own.
    """

    text: str
    pressed: str | None = None


class Confirmations:
    """Keeps them with their person; nobody else finds them."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    async def ask(self, user_id: int, question: Question, until: datetime) -> str:
        """Keep the question; returns the id for the buttons.

        ValueError for a text longer than can be typed: cut, it would order something else.
        """
        if len(question.text) > LONGEST_TEXT:
            raise ValueError(f"a prompt of {len(question.text)} characters waits for no Yes")
        confirmation_id = new_job_id()
        parameters: dict[str, str | int | None] = {
            "id": confirmation_id,
            "user_id": user_id,
            "text": question.text,
            "pressed": question.pressed,
            "until": to_text(until),
        }
        async with self._database.transaction() as db:
            await db.run(ASK, parameters)
            await CONFIRMATIONS.hold(db, user_id)
        return confirmation_id

    async def take(self, user_id: int, confirmation_id: str) -> Question | None:
        """The question, for the first who asks before its end; None afterwards, and to others."""
        async with self._database.transaction() as db:
            row = await db.row(TAKE, {"id": confirmation_id, "user_id": user_id})
        if row is None or from_text(row["until"]) <= self._now():
            return None
        return Question(row["text"], row["pressed"])
