"""The finished pictures of jobs, one row each; the files lie beside the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Connection, Database
from storage.errors import NotFound

OF_JOB = "SELECT * FROM images WHERE job_id = ? ORDER BY image_index"
ONE = "SELECT * FROM images WHERE job_id = ? AND image_index = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewImage:
    """A picture on the disk that has no row yet. `path` is what `files.write_picture` returned."""

    index: int
    seed: int
    width_px: int
    height_px: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredImage:
    """One picture of a job. `index`: 1 to 4 in reading order; `path`: inside the data folder."""

    job_id: str
    index: int
    seed: int
    width_px: int
    height_px: int
    path: str

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> StoredImage:
        """The image in one row of the table."""
        return cls(
            job_id=row["job_id"],
            index=row["image_index"],
            seed=row["seed"],
            width_px=row["width_px"],
            height_px=row["height_px"],
            path=row["path"],
        )


async def find_image(db: Connection, job_id: str, index: int) -> StoredImage | None:
    """As `Images.get`, inside a transaction that is open already; None where there is none."""
    row = await db.row(ONE, (job_id, index))
    return None if row is None else StoredImage.from_row(row)


async def write_images(db: Connection, job_id: str, images: Sequence[NewImage]) -> None:
    """Add the rows of a job's pictures inside a transaction that is open already."""
    for image in images:
        await db.run(
            "INSERT INTO images (job_id, image_index, seed, width_px, height_px, path) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (job_id, image.index, image.seed, image.width_px, image.height_px, image.path),
        )


class Images:
    """Reads the pictures' rows; `Jobs.finish_pictures` writes them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_job(self, job_id: str) -> list[StoredImage]:
        """The pictures of a job in reading order; none while it has not finished them."""
        rows = await self._database.in_one_read(lambda db: db.rows(OF_JOB, (job_id,)))
        return [StoredImage.from_row(row) for row in rows]

    async def get(self, job_id: str, index: int) -> StoredImage:
        """One picture; NotFound if the job has none by that number."""
        found = await self._database.in_one_read(lambda db: find_image(db, job_id, index))
        if found is None:
            raise NotFound(f"job {job_id} has no picture {index}")
        return found
