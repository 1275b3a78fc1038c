"""The progress message of one job: what it shows, and what it leaves out."""

import asyncio
from unittest.mock import create_autospec

from bot.interactions.post import Post
from bot.messages.delivery import Delivery
from bot.messages.job_address import JobAddress
from bot.messages.job_posts import JobPosts
from bot.running.progress import ProgressMessage
from engine import Picture
from storage import Job
from tests.fixtures.easel import Easel, file_of, labels

GREY = Picture(2, 2, bytes(12))


class Listener:
    """Notes what would be said; `said` is set after each."""

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.said = asyncio.Event()
        self.delivery = create_autospec(Delivery, instance=True)
        self.delivery.edit_progress.side_effect = self._edit

    async def _edit(self, place: JobAddress, post: Post, still=None) -> bool:
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
    place = JobAddress(job.id, 1, 2, 3)
    return ProgressMessage(listener.delivery, place, JobPosts(job, "a fox", "a fox"), 0.0)


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


async def test_progress_shows_percent_and_a_changing_preview(easel: Easel):
    """Row 2."""
    previews = []
    await easel.engine.hold(3)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    for step, percent in ((3, 25), (6, 50), (9, 75)):
        words = f"**a fox** - {easel.ada.mention} ({percent}%) (fast)"
        message = await easel.ada.wait_for("#general", lambda m, words=words: m["content"] == words)
        assert message["id"] == handle.message["id"]
        assert labels(message) == ["Cancel"]
        previews.append(await file_of(message))
        await easel.engine.release()
        await easel.engine.hold(step + 3)
    assert len(set(previews)) == 3
