"""Room for pictures: of a person who has more than so many bytes of them, the oldest jobs' go.

Rows of jobs stay, so that prompts and credits are known for good; liked pictures stay as well.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from storage.broken import broken_told
from storage.condition import read_only
from storage.database import Database
from storage.files import PICTURES, Files
from storage.lock import DATABASE

NEWEST_FIRST = """
    SELECT user_id, id, EXISTS (SELECT 1 FROM favourites WHERE job_id = jobs.id) AS is_liked
    FROM jobs WHERE status = 'done' AND id IN (SELECT job_id FROM images)
    ORDER BY number DESC
"""
FORGET = (
    "DELETE FROM images WHERE job_id = :job_id AND job_id NOT IN (SELECT job_id FROM favourites)"
)


async def make_room(database: Database, files: Files, job_ids: list[str]) -> int:
    """Forget the pictures of these jobs and delete their files; how many jobs had any."""
    ended = 0
    for job_id in job_ids:
        async with database.transaction() as db:
            gone = await db.run(FORGET, {"job_id": job_id})
        if gone:  # not liked meanwhile
            await files.delete_pictures(job_id)
            ended += 1
    return ended


def beyond(directory: Path, most_bytes: int) -> list[str]:
    """The jobs whose pictures are more than their person has room for, the newest counted first.

    Looks at every folder, over a connection of its own: call it in a thread.
    """
    path = directory / DATABASE
    with broken_told(path), closing(read_only(path)) as connection:
        return list(_beyond(connection.execute(NEWEST_FIRST), directory / PICTURES, most_bytes))


def _beyond(rows: Iterator[tuple[int, str, int]], pictures: Path, most_bytes: int) -> Iterator[str]:
    taken: Counter[int] = Counter()
    for user_id, job_id, is_liked in rows:
        taken[user_id] += _size_of(pictures / job_id)
        if taken[user_id] > most_bytes and not is_liked:
            yield job_id


def _size_of(folder: Path) -> int:
    try:
        with os.scandir(folder) as found:
            return sum(entry.stat().st_size for entry in found)
    except FileNotFoundError:
        return 0
