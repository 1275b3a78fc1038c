"""The disk while it cannot be used: said once in the log, tried again and again, said once when it
is over. Everybody else only asks `storage.health`, and waits for it or tells people.
"""

import asyncio
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from storage import Storage, StorageBroken

log = logging.getLogger(__name__)

PAUSES_S: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
CALM_S: Final = 120.0  # well for so long, and the next trouble is a new one


def pause_s(tries: int) -> float:
    """How long to wait after so many tries that failed."""
    return PAUSES_S[min(tries, len(PAUSES_S) - 1)]


class DiskWatch:
    """`run()` works until cancelled."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._health = storage.health
        self._tries = 0
        self._mended_at = float("-inf")

    async def run(self) -> None:
        """Wait for trouble, then for its end, for ever."""
        with self._watched():
            while True:
                await self._health.until_broken()
                began = time.monotonic()
                if began - self._mended_at > CALM_S:
                    self._tries = 0  # else the pauses go on growing: each end was none
                log.error(
                    "the disk or the database cannot be used (%s): waiting jobs wait, nothing new "
                    "is taken, and it goes on by itself",
                    self._health.trouble,
                )
                await self._until_mended()
                self._mended_at = time.monotonic()
                log.warning("the disk can be used again, after %.0f s", self._mended_at - began)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        self._health.is_watched = True
        try:
            yield
        finally:
            self._health.is_watched = False

    async def _until_mended(self) -> None:
        """Try it again and again, with growing pauses."""
        while True:
            await asyncio.sleep(pause_s(self._tries))
            self._tries += 1
            try:
                await self._storage.try_disk()
            except StorageBroken as error:
                self._health.failed(error)
            else:
                self._health.mended()
                return
