"""Whether the disk gives and takes what is kept: noted by whoever was refused, asked by everybody.

It tries nothing by itself; `storage/trial.py` does, when somebody asks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from storage.errors import StorageBroken

T = TypeVar("T")


class Health:
    """Well until `failed`, and again from `mended` on.

    `is_watched`: somebody tries the disk again and again, and will call `mended`.
    """

    def __init__(self) -> None:
        self.is_watched = False
        self.trouble: StorageBroken | None = None
        self._well = asyncio.Event()
        self._broken = asyncio.Event()
        self._well.set()

    def failed(self, error: StorageBroken) -> None:
        """Something could not be read or written; of several the last is kept."""
        self.trouble = error
        self._well.clear()
        self._broken.set()

    def mended(self) -> None:
        """A trial went well."""
        self.trouble = None
        self._broken.clear()
        self._well.set()

    def must_be_well(self) -> None:
        """Raise the trouble again, before anything is tried that would fail the same way.

        Only where it is watched: without that, trying is the only way to know.
        """
        if self.is_watched and self.trouble is not None:
            raise self.trouble.again()

    async def until_well(self) -> None:
        """Wait for the end of the trouble, if there is any."""
        await self._well.wait()

    async def until_broken(self) -> None:
        """Wait for the next trouble, if there is none."""
        await self._broken.wait()

    async def stored(self, call: Callable[[], Awaitable[T]]) -> T:
        """What `call` gives, made again after each trouble until it goes; may wait for ever."""
        while True:
            await self.until_well()
            try:
                return await call()
            except StorageBroken as error:
                self.failed(error)
