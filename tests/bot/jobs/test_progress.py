"""The progress message of one job, against a courier that only listens."""

import asyncio
from unittest.mock import create_autospec

from bot.jobs.announce import Announcer
from bot.jobs.delivery import Courier
from bot.jobs.post import Place, Post
from bot.jobs.progress import ProgressMessage
from engine import Picture
from storage import Job

GREY = Picture(2, 2, bytes(12))


class Listener:
    """Notes what would be said; `said` is set after each."""

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.said = asyncio.Event()
        self.courier = create_autospec(Courier, instance=True)
        self.courier.edit.side_effect = self._edit

    async def _edit(self, place: Place, post: Post, still=None) -> bool:
        self.posts.append(post)
        self.said.set()
        return True

    async def next(self) -> Post:
        async with asyncio.timeout(60):
            await self.said.wait()
        self.said.clear()
        return self.posts[-1]


def progress(listener: Listener) -> ProgressMessage:
    job = create_autospec(
        Job,
        instance=True,
        id="j" * 22,
        user_id=1,
        kind="imagine",
        speed="fast",
        visibility="public",
        locale="en-US",
    )
    place = Place(job.id, 1, 2, 3)
    return ProgressMessage(listener.courier, place, Announcer(job, "a fox", "a fox"), 0.0)


async def test_a_step_without_a_preview_keeps_the_last_one():
    """Seen in the demo: the picture vanished at 99 %, since that step brought none."""
    listener = Listener()
    async with progress(listener) as message:
        message.show(0)
        assert (await listener.next()).files == ()
        message.show(50, [GREY] * 4)
        assert (await listener.next()).files
        message.show(99)
        last = await listener.next()
    assert "(99%)" in last.content
    assert last.files


async def test_what_comes_too_fast_is_overtaken():
    listener = Listener()
    async with progress(listener) as message:
        for percent in range(100):
            message.show(percent)
        assert "(99%)" in (await listener.next()).content
    assert len(listener.posts) == 1


async def test_nothing_is_said_after_the_end():
    listener = Listener()
    async with progress(listener) as message:
        message.show(1)
    before = len(listener.posts)
    message.show(2)
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(listener.posts) == before
