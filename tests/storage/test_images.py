"""The rows of finished pictures."""

from __future__ import annotations

import pytest

from storage import NotFound, StoredImage
from tests.storage.people import Person, pictures


async def test_pictures_come_in_reading_order(person: Person) -> None:
    job = await person.running()
    assert await person.storage.images.of_job(job.id) == []
    await person.storage.jobs.finish_pictures(job.id, pictures(job.id)[::-1])
    stored = await person.storage.images.of_job(job.id)
    assert [image.index for image in stored] == [1, 2, 3, 4]
    assert stored[2] == StoredImage(
        job_id=job.id,
        index=3,
        seed=2**32 - 3,
        width_px=128,
        height_px=96,
        path=f"pictures/{job.id}/3.png",
    )
    assert await person.storage.images.get(job.id, 3) == stored[2]


async def test_a_picture_that_is_not_there_is_not_found(person: Person) -> None:
    job = await person.delivering()
    with pytest.raises(NotFound, match="no picture 5"):
        await person.storage.images.get(job.id, 5)
