"""Room for pictures: whoever has too many loses the oldest, and nobody else loses any."""

from __future__ import annotations

from storage import Job, NewImage, Storage
from storage.maintenance import check
from tests.storage.people import ADA, BEN, Person, ledger_of

KB = 1000


async def made(person: Person, user_id: int) -> Job:
    """A finished job with four pictures of 1 KB, whose files are there."""
    job, images = await person.running(user_id), []
    for index in (1, 2, 3, 4):
        path = await person.storage.files.write_picture(job.id, f"{index}.png", b"x" * KB)
        images.append(NewImage(index=index, seed=1, width_px=8, height_px=8, path=path))
    await person.storage.jobs.finish_pictures(job.id, images)
    await person.storage.jobs.complete(job.id, 5001)
    return job


async def pictures(storage: Storage, *jobs: Job) -> list[int]:
    return [len(await storage.images.of_job(job.id)) for job in jobs]


async def test_the_oldest_that_nobody_likes_go_first(person: Person) -> None:
    """Relaxed jobs are free: one person could fill the disk in time, and nothing ended it."""
    storage = person.storage
    liked, old, others, new, newest = [
        await made(person, user_id) for user_id in (ADA, ADA, BEN, ADA, ADA)
    ]
    await storage.favourites.toggle(BEN, liked.id, 1)
    assert await storage.make_room(16 * KB) == 0
    assert await storage.make_room(12 * KB) == 0  # the liked one is the oldest
    assert await storage.make_room(8 * KB) == 1
    assert await pictures(storage, liked, old, others, new, newest) == [4, 0, 4, 4, 4]
    assert not storage.files.path(f"pictures/{old.id}").exists()
    report = check(storage.directory)
    assert (report.problems, report.leftovers) == ((), ())
    assert (await storage.jobs.get(old.id)).prompt == "a red fox"
    assert len(await ledger_of(storage, ADA, old.guild_id)) == 8


async def test_what_is_being_made_counts_for_nothing(person: Person) -> None:
    running = await person.running()
    await person.storage.files.write_picture(running.id, "1.png", b"x" * KB)
    assert await person.storage.make_room(0) == 0
    assert person.storage.files.path(f"pictures/{running.id}/1.png").exists()
