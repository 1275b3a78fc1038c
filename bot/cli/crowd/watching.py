"""What is measured inside the bot: when an interaction came, when its first answer went, and what
it asked of the database meanwhile.

It looks on and changes nothing.
"""

import asyncio
import re
import time
from collections.abc import Coroutine, Generator
from contextvars import Context
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any, Final
from weakref import WeakKeyDictionary

import aiohttp
from aiohttp import TraceRequestHeadersSentParams as HeadersSent

from bot.client import HANDLER_TASKS
from bot.compose import Bot
from bot.interactions.fence import name_of
from bot.interactions.interaction import Interaction
from storage import Storage, Use

LAG_EVERY_S: Final = 0.01
ANSWER: Final = re.compile(r"/interactions/([0-9]+)/[^/]+/callback$")
# How a press begins, and what people call it.
PRESSED: Final = {"j1:u": "U", "j1:v": "V", "j1:r": "🔄", "j1:h": "❤️", "s1:b": "panel"}


@dataclass(slots=True)
class Uses:
    """What one task asked of the database."""

    reads: int = 0
    transactions: int = 0
    waited_s: float = 0.0

    def add(self, use: Use) -> None:
        self.reads += not use.is_write
        self.transactions += use.is_write
        self.waited_s += use.waited_s


@dataclass(slots=True)
class Seen:
    """One interaction. `before`: until its first answer; None where another task gave that one."""

    kind: str
    arrived_s: float
    answered_s: float | None = None
    before: Uses | None = None
    altogether: Uses | None = None

    @property
    def took_s(self) -> float | None:
        return None if self.answered_s is None else self.answered_s - self.arrived_s


class Watching:
    """Give its `attach` to `run_bot(on_composed=…)`; what people do is noted from then on."""

    def __init__(self) -> None:
        self.seen: dict[int, Seen] = {}
        self.uses: list[Use] = []
        self.lags_s: list[float] = []
        self._begun_s: WeakKeyDictionary[asyncio.Task[Any], float] = WeakKeyDictionary()
        self._of_task: WeakKeyDictionary[asyncio.Task[Any], Uses] = WeakKeyDictionary()

    def attach(self, bot: Bot, storage: Storage) -> None:
        """Look on, by what discord.py, aiohttp, asyncio and the storage offer for that."""
        asyncio.get_running_loop().set_task_factory(self._task)
        storage.database.watch = self._used
        bot.client.add_listener(self._arrived, "on_interaction")
        trace = aiohttp.TraceConfig()
        trace.on_request_headers_sent.append(self._sent)
        bot.client.http.http_trace = trace

    async def watch_lag(self) -> None:
        """Note how much later than asked for the loop comes back, until cancelled."""
        while True:
            asked_s = time.perf_counter()
            await asyncio.sleep(LAG_EVERY_S)
            self.lags_s.append(time.perf_counter() - asked_s - LAG_EVERY_S)

    def _task(
        self,
        loop: asyncio.AbstractEventLoop,
        work: Coroutine[Any, Any, Any] | Generator[Any, None, Any],
        /,
        context: Context | None = None,
    ) -> asyncio.Task[Any]:
        assert asyncio.iscoroutine(work)
        task: asyncio.Task[Any] = asyncio.Task(work, loop=loop, context=context)
        self._begun_s[task] = time.perf_counter()
        return task

    def _used(self, use: Use) -> None:
        self.uses.append(use)
        task = asyncio.current_task()
        if task is not None:
            self._of_task.setdefault(task, Uses()).add(use)

    async def _arrived(self, interaction: Interaction) -> None:
        """discord.py makes this task in the very turn in which the interaction arrives."""
        task = asyncio.current_task()
        assert task is not None
        name = name_of(interaction)
        kind = name if name.startswith("/") else PRESSED.get(name[:4], name)
        seen = self.seen.setdefault(interaction.id, Seen(kind, 0.0))
        seen.kind, seen.arrived_s = kind, self._begun_s[task]

    async def _sent(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, sent: HeadersSent
    ) -> None:
        """Of an interaction's first answer, in the task that gives it."""
        found, task = ANSWER.search(sent.url.path), asyncio.current_task()
        if found is None or task is None:
            return
        seen = self.seen.setdefault(int(found[1]), Seen("?", 0.0))
        if seen.answered_s is None:
            seen.answered_s = time.perf_counter()
            if task.get_name().startswith(HANDLER_TASKS):
                seen.altogether = self._of_task.setdefault(task, Uses())
                seen.before = replace(seen.altogether)
