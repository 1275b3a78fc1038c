"""What happens, told to the people who watch: page sockets and test drivers alike."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from bot.local_discord.protocol.shapes import Json

T = TypeVar("T")
_LOOK_AGAIN_S = 0.02


class Subscription:
    """The events of one watcher, in order."""

    def __init__(self, person_id: str) -> None:
        self.person_id = person_id
        self.events: asyncio.Queue[Json] = asyncio.Queue()


class Feed:
    """Hands each event to every subscription of the person it is for."""

    def __init__(self) -> None:
        self._subscriptions: list[Subscription] = []
        self._waiting: list[asyncio.Future[None]] = []

    @contextmanager
    def subscribe(self, person_id: str) -> Iterator[Subscription]:
        """Watch as one person until the block is left."""
        subscription = Subscription(person_id)
        self._subscriptions.append(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions.remove(subscription)

    def is_watched_by(self, person_id: str) -> bool:
        """Whether somebody watches as this person; nobody else has to be told anything."""
        return any(one.person_id == person_id for one in self._subscriptions)

    def publish(self, person_id: str, kind: str, data: Json) -> None:
        """Tell one person."""
        for subscription in self._subscriptions:
            if subscription.person_id == person_id:
                subscription.events.put_nowait({"t": kind, "d": data})
        self.stir()

    def stir(self) -> None:
        """Wake everybody in `until`."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, probe: Callable[[], T | None], timeout_s: float) -> T:
        """Ask `probe` again after each thing that happens until it is true; TimeoutError else."""
        async with asyncio.timeout(timeout_s):
            while not (found := probe()):
                await self._change()
            return found

    async def _change(self) -> None:
        """Return when the next thing has happened, or soon.

        A probe may look at the bot or its database, whose doings are not told here.
        """
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await asyncio.wait({future}, timeout=_LOOK_AGAIN_S)
        if future in self._waiting:
            self._waiting.remove(future)
