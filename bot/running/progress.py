"""The progress message of one running job: only the latest state is ever sent.

Its edits run in a task of their own, since Discord's rate limits make the caller wait; leaving the
context ends that task, so no late edit can follow the last word.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from bot.interactions.post import Post
from bot.messages.delivery import Delivery
from bot.messages.job_address import JobAddress
from bot.messages.job_posts import JobPosts
from bot.pictures import grid
from engine import Picture

log = logging.getLogger(__name__)

START_WITHIN_S: Final = 0.3  # most jobs start as soon as the engine has them: one edit, not two


@dataclass(frozen=True, slots=True)
class Snapshot:
    percent: int
    previews: Sequence[Picture] | None


class ProgressMessage:
    """`show` never waits; what it is given too fast is overtaken by what comes after.

    `is_stale`: the message says something of before, which is taken back where the start is not
    told soon. `on_edited` is called after each edit.
    """

    def __init__(
        self,
        delivery: Delivery,
        address: JobAddress,
        posts: JobPosts,
        every_s: float,
        *,
        is_stale: bool = False,
        on_edited: Callable[[], None] = lambda: None,
    ) -> None:
        self._delivery = delivery
        self._address = address
        self._posts = posts
        self._every_s = every_s
        self._is_stale = is_stale
        self._on_edited = on_edited
        self._latest: Snapshot | None = None
        self._changed = asyncio.Event()
        self._is_over = False
        self._edits: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._edits = asyncio.create_task(self._edit(), name=f"progress {self._address.job_id}")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over = True
        if self._edits is not None:
            self._edits.cancel()
            await asyncio.wait({self._edits})
            if not self._edits.cancelled() and (failure := self._edits.exception()):
                log.error("progress could not be shown", exc_info=failure)

    def show(self, percent: int, previews: Sequence[Picture] | None = None) -> None:
        """The engine does not send previews at every step: the last ones stay."""
        if previews is None and self._latest is not None:
            previews = self._latest.previews
        self._latest = Snapshot(percent, previews)
        self._changed.set()

    async def _edit(self) -> None:
        while not self._is_over:
            with suppress(TimeoutError):
                async with asyncio.timeout(START_WITHIN_S if self._is_stale else None):
                    await self._changed.wait()
            self._changed.clear()
            self._is_stale = False
            is_there = await self._delivery.edit_progress(self._address, await self._post())
            self._on_edited()
            if not is_there:
                return  # the message is gone; the result will come all the same
            await asyncio.sleep(self._every_s)

    async def _post(self) -> Post:
        """The latest there is to say: before the start, that it waits."""
        snapshot, preview = self._latest, None
        if snapshot is None:
            return self._posts.waiting()
        if snapshot.previews:
            preview = await asyncio.to_thread(grid.preview, snapshot.previews, snapshot.percent)
        return self._posts.running(snapshot.percent, preview)
