"""The pictures that people like: each for themselves, and nobody sees another's."""

from __future__ import annotations

from storage.database import Connection, Database
from storage.errors import NotFound, TooMany
from storage.limits import FAVOURITES
from storage.times import Clock, to_text

HAS_PICTURE = "SELECT 1 FROM images WHERE job_id = :job_id AND image_index = :index"
FORGET = """
    DELETE FROM favourites
    WHERE user_id = :user_id AND job_id = :job_id AND image_index = :index
"""
COUNT = "SELECT COUNT(*) AS hearts FROM favourites WHERE user_id = :user_id"
ADD = """
    INSERT INTO favourites (user_id, job_id, image_index, at)
    VALUES (:user_id, :job_id, :index, :now)
"""


class Favourites:
    """Hearts of people on pictures; `Found` lists them."""

    def __init__(self, database: Database, now: Clock, most: int = FAVOURITES) -> None:
        self._database = database
        self.most = most
        self._now = now

    async def toggle(self, user_id: int, job_id: str, index: int) -> bool:
        """Add the picture, or take it away if it is there; whether it is there now.

        NotFound if the job has no picture by that number; TooMany if it would be one too many.
        """
        which: dict[str, str | int] = {"user_id": user_id, "job_id": job_id, "index": index}

        async def turn(db: Connection) -> bool:
            if await db.row(HAS_PICTURE, which) is None:
                raise NotFound(f"job {job_id} has no picture {index}")
            if await db.run(FORGET, which):
                return False
            row = await db.row(COUNT, {"user_id": user_id})
            if row is not None and row["hearts"] >= self.most:
                raise TooMany(self.most)
            await db.run(ADD, {**which, "now": to_text(self._now())})
            return True

        return await self._database.in_one_transaction(turn)
