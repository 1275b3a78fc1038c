"""The consumer's end of one request: an async iterator of events that lives on the event loop."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Self

from engine.api.events import Event, Progress, is_last


class EventStream:
    """Yields the events of one request and ends after the last one.

    A consumer that lags sees only the newest Progress, never a growing queue of previews.
    `aclose()` before the end cancels the request, so `contextlib.aclosing(engine.submit(...))`
    leaves no work behind.
    """

    def __init__(self, request_id: str, cancel: Callable[[str], None]) -> None:
        self.request_id = request_id
        self._cancel = cancel
        self._events: deque[Event] = deque()
        self._arrived = asyncio.Event()
        self._is_complete = False
        self._is_closed = False

    def put(self, event: Event) -> None:
        """Called by the engine on the event loop; nothing is taken after the last event."""
        if self._is_complete:
            return
        self._is_complete = is_last(event)
        last = self._events[-1] if self._events else None
        if isinstance(event, Progress) and isinstance(last, Progress):
            self._events[-1] = replace(event, previews=event.previews or last.previews)
        else:
            self._events.append(event)
        self._arrived.set()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        while not self._events:
            if self._is_complete or self._is_closed:
                raise StopAsyncIteration
            self._arrived.clear()
            await self._arrived.wait()
        return self._events.popleft()

    async def aclose(self) -> None:
        """Cancel the request unless it has ended; a waiting consumer ends too."""
        if not self._is_closed:
            self._is_closed = True
            self._events.clear()
            self._arrived.set()
            if not self._is_complete:
                self._cancel(self.request_id)
