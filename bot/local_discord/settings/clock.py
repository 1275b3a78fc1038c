"""Time as the server sees it: the real clock, or one that a test moves by hand."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Timer(Protocol):
    """A call that is planned and can still be taken back."""

    def cancel(self) -> None: ...


class Clock(Protocol):
    """What the server needs of a clock."""

    def now(self) -> datetime: ...
    def call_later(self, delay_s: float, callback: Callable[[], None]) -> Timer: ...
    async def sleep(self, delay_s: float) -> None: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def call_later(self, delay_s: float, callback: Callable[[], None]) -> Timer:
        return asyncio.get_running_loop().call_later(delay_s, callback)

    async def sleep(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s)


class _ManualTimer:
    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback = callback
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class ManualClock:
    """A clock that stands still until `advance` is called."""

    def __init__(self, start: datetime | None = None) -> None:
        self._now = start or datetime.now(UTC)
        self._planned: list[tuple[datetime, int, _ManualTimer]] = []
        self._order = itertools.count()

    def now(self) -> datetime:
        return self._now

    def call_later(self, delay_s: float, callback: Callable[[], None]) -> Timer:
        timer = _ManualTimer(callback)
        due = self._now + timedelta(seconds=delay_s)
        heapq.heappush(self._planned, (due, next(self._order), timer))
        return timer

    async def sleep(self, delay_s: float) -> None:
        done = asyncio.Event()
        self.call_later(delay_s, done.set)
        await done.wait()

    def advance(self, seconds: float) -> None:
        """Move time on and run every call that became due, in order."""
        until = self._now + timedelta(seconds=seconds)
        while self._planned and self._planned[0][0] <= until:
            due, _, timer = heapq.heappop(self._planned)
            self._now = due
            if not timer.is_cancelled:
                timer.callback()
        self._now = until
