"""Questions on their way to an engine thread, and who waits for the answers. On the event loop."""

import asyncio
from collections.abc import Callable

from engine.api.errors import EngineError
from engine.loop.messages import Ask, Instruction, Unask


class PendingQuestions:
    """Of one device."""

    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Future[object]] = {}

    async def ask(self, ask: Ask, put: Callable[[Instruction], None]) -> object:
        """The answer; raises EngineError. To cancel it takes the question back."""
        future = self._waiting[ask.ask_id] = asyncio.get_running_loop().create_future()
        put(ask)
        try:
            answer = await future
        finally:
            del self._waiting[ask.ask_id]
            put(Unask(ask.ask_id))
        if isinstance(answer, EngineError):
            raise answer
        return answer

    def hear(self, ask_id: str, answer: object) -> None:
        """An answer nobody waits for is dropped."""
        future = self._waiting.get(ask_id)
        if future is not None and not future.done():
            future.set_result(answer)

    def end(self, error: EngineError) -> None:
        """All who wait get this instead."""
        for ask_id in self._waiting:
            self.hear(ask_id, error)
