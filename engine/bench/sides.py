"""Whoever makes pictures for the benchmark, and people who order from them at their times."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from engine.api.errors import GenerationFailed
from engine.api.events import Failed, Finished, Picture, Started
from engine.api.image_engine import ImageEngine
from engine.api.request import ImageRequest
from engine.bench.load import Order


@dataclass(frozen=True, slots=True)
class Made:
    """Times are of time.perf_counter. began_s: the first step; None where nobody can see it."""

    began_s: float | None
    ended_s: float
    pictures: tuple[Picture, ...]


class Side(Protocol):
    """Entered for as long as it is to take orders."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    async def make(self, request: ImageRequest, person: int) -> Made:
        """Raises an EngineError when there is no picture."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """Seconds from the order: waited_s until its first step, total_s until its pictures."""

    order: Order
    waited_s: float | None
    total_s: float
    ended_s: float  # from the beginning of the round
    pictures: tuple[Picture, ...]


async def serve(side: Side, orders: Sequence[Order]) -> list[Outcome]:
    """Everybody orders at their own time, whether or not others have been served.

    Seconds count from when an order was due, so a side that is late to take it gains nothing.
    """
    began_s = time.perf_counter()

    async def one(order: Order) -> Outcome:
        due_s = began_s + order.at_s
        await asyncio.sleep(max(0.0, due_s - time.perf_counter()))
        made = await side.make(order.request, order.person)
        return Outcome(
            order,
            waited_s=None if made.began_s is None else made.began_s - due_s,
            total_s=made.ended_s - due_s,
            ended_s=made.ended_s - began_s,
            pictures=made.pictures,
        )

    tasks = [asyncio.create_task(one(order)) for order in orders]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


class EngineSide:
    """Our engine, asked as the bot asks it."""

    def __init__(self, engine: ImageEngine) -> None:
        self._engine = engine

    async def __aenter__(self) -> Self:
        await self._engine.__aenter__()
        await self._engine.ready()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._engine.__aexit__(kind, error, trace)

    async def make(self, request: ImageRequest, person: int) -> Made:
        began_s: float | None = None
        async for event in self._engine.submit(request):
            if isinstance(event, Started):
                began_s = time.perf_counter()
            elif isinstance(event, Finished):
                pictures = tuple(image.picture for image in event.images)
                return Made(began_s, time.perf_counter(), pictures)
            elif isinstance(event, Failed):
                raise event.error
        raise GenerationFailed
