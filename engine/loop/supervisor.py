"""One device of the engine as the event loop sees it: its thread, what it was given, its deaths.

A thread that dies, or gives no sign of life for too long, is left behind: a fresh one loads the
model and what was open starts again from its seeds. News carry the number of their thread, so a
thread that was left behind is never heard again. Knows no torch.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from queue import SimpleQueue

from engine.api.errors import (
    EngineBroken,
    EngineError,
    GenerationFailed,
    ModelLoadError,
    RequestError,
)
from engine.api.events import Cancelled, Event, Failed, Finished, Progress, Started, is_last
from engine.api.options import EngineOptions
from engine.api.request import ImageRequest
from engine.api.statistics import EngineStatistics, moved, together
from engine.loop.loader import Loader
from engine.loop.messages import (
    Answered,
    Ask,
    CancelRequest,
    CardsRead,
    DeviceStatus,
    Instruction,
    Loaded,
    LoadFailed,
    Loading,
    News,
    Stop,
    Stopped,
    SubmitRequest,
)
from engine.loop.pending_questions import PendingQuestions
from engine.runtime import environment

logger = logging.getLogger(__name__)

MAX_DEATHS = 3  # of one request: two restarts, then it fails
MAX_RESTARTS = 3  # of the device, one after the other, without a finished request between
PATIENCE = 10  # times the longest silence of the last steps is no hang, whatever `hang_s` says
FORGETS = 0.98  # of that silence, at each news
KILLED = "The engine's device stopped working each time this picture was tried: change something."
AGAIN = "The engine was started anew while it read this: try again."


@dataclass(slots=True, eq=False)
class OpenRequest:
    """A request that has not ended. deaths: of threads that had it in hand."""

    request: ImageRequest
    submitted_s: float
    is_given: bool = False  # the thread has it
    is_started: bool = False
    is_cancelled: bool = False
    step: int = 0
    deaths: int = 0

    @property
    def pixel_steps_left(self) -> int:
        one = self.request
        return len(one.seeds) * (one.steps - self.step) * one.width_px * one.height_px


@dataclass(frozen=True, slots=True)
class Returned:
    """The thread is gone: these are to be made here again, or by another device."""

    left: tuple[OpenRequest, ...]


@dataclass(frozen=True, slots=True)
class DeviceEnded:
    """Nothing is made here any more."""

    error: EngineError


SupervisorNews = Event | CardsRead | Loaded | Returned | DeviceEnded


class Supervisor:
    """All methods belong to the event loop; `tell` is called on it."""

    def __init__(
        self,
        options: EngineOptions,
        loader: Loader,
        tell: "Callable[[Supervisor, SupervisorNews], None]",
        clock: Callable[[], float],
    ) -> None:
        self.options = options
        self.is_ended = False
        self._loader = loader
        self._tell = tell
        self._clock = clock
        self._open: dict[str, OpenRequest] = {}  # in order of arrival
        self._questions = PendingQuestions()
        self._number = 0  # of the thread that is heard
        self._restarts = 0
        self.restarts_in_vain = 0  # since the last finished request
        self._models: tuple[str, ...] = ()
        self._waiting_s: float | None = None
        self._past = EngineStatistics()  # of the threads before this one
        self._latest = EngineStatistics()
        self._device_status = DeviceStatus()

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        self._is_stopping = False
        self._start_thread()

    async def stop(self) -> None:
        """Ends after the step, or the loading, that is being made; a hung one is left behind."""
        self._is_stopping = True
        self._inbox.put(Stop())
        await self._stopped.wait()

    def take(self, one: OpenRequest) -> None:
        self._open[one.request.request_id] = one
        self._feed()

    def cancel(self, request_id: str) -> None:
        one = self._open.get(request_id)
        if one is None:
            return
        if one.is_given:
            one.is_cancelled = True
            self._inbox.put(CancelRequest(request_id))
        else:
            self._end(Cancelled(request_id))
            self._feed()

    async def ask(self, ask: Ask) -> object:
        """The answer; raises EngineError."""
        return await self._questions.ask(ask, lambda instruction: self._inbox.put(instruction))

    def check_alive(self) -> None:
        """Whether the thread lives; called every second or so."""
        if self.is_ended or self._stopped.is_set():
            return
        silence_s = self._clock() - self._heard_s
        is_busy = self._is_loading or self._in_hand
        limit_s = self.options.hang_s
        if self._is_loading:
            limit_s = self.options.load_s
        limit_s = max(limit_s, PATIENCE * self._usual_silence_s)
        if not self._thread.is_alive():  # what it told before it died is heard first
            self._loop.call_soon(self._hear, self._number, Stopped())
        elif self._is_stopping and silence_s > limit_s:
            self._leave_thread()
            self._stopped.set()
        elif is_busy and silence_s > limit_s and not self._models:
            minutes = f"{limit_s / 60:.0f} minutes"
            sentence = f"The model {self.options.model} was not loaded within {minutes}."
            self._give_up(ModelLoadError(sentence))
        elif is_busy and silence_s > limit_s:
            self._restart(f"gave no sign of life for {silence_s:.0f} seconds")

    @property
    def pixel_steps_left(self) -> int:
        return sum(one.pixel_steps_left for one in self._open.values())

    @property
    def statistics(self) -> EngineStatistics:
        now = together((self._past, self._latest))
        held = sum(not one.is_given for one in self._open.values())
        status = self._device_status
        return replace(
            now,
            waiting_requests=now.waiting_requests + held,
            waiting_s=self._waiting_s,
            restarts=self._restarts,
            models=now.models or self._models,
            compiling=(status.compiling,) if status.compiling else (),
            memory_used_bytes=status.memory_used_bytes,
            memory_free_bytes=status.memory_free_bytes,
        )

    @property
    def _in_hand(self) -> list[OpenRequest]:
        return [one for one in self._open.values() if one.is_given]

    def _start_thread(self) -> None:
        self._number += 1
        self._inbox: SimpleQueue[Instruction] = SimpleQueue()
        self._is_loading = True
        self._usual_silence_s = 0.0
        self._heard_s = self._clock()
        name = f"engine {self.options.device} {self._number}"
        self._thread = threading.Thread(
            target=self._run, args=(self._number, self._inbox), name=name, daemon=True
        )
        self._thread.start()

    def _run(self, number: int, inbox: SimpleQueue[Instruction]) -> None:
        """The thread. Importing torch takes seconds, so that happens here too."""
        environment.prepare()
        from engine.loop.thread import run

        def tell(news: News) -> None:
            with suppress(RuntimeError):  # left behind, and the loop has been closed since
                self._loop.call_soon_threadsafe(self._hear, number, news)

        run(self.options, self._loader, inbox, tell)

    def _feed(self) -> None:
        """Give the thread what waits. After a death each suspect goes alone, the others wait.

        So the next death shows who it was, and those beside it are not failed for it.
        """
        waiting = [one for one in self._open.values() if not one.is_given]
        suspects = sorted((one for one in waiting if one.deaths), key=lambda one: one.deaths)
        if suspects:
            waiting = [] if self._in_hand else suspects[:1]
        elif any(one.deaths for one in self._in_hand):
            waiting = []
        if waiting and not self._in_hand:
            self._heard_s = self._clock()  # the silence of an idle thread is no hang
        for one in waiting:
            one.is_given = True
            self._inbox.put(SubmitRequest(one.request))

    def _hear(self, number: int, news: News) -> None:
        if number != self._number or self.is_ended:
            return
        now_s = self._clock()
        if self._in_hand and not self._is_loading:
            silence_s = now_s - self._heard_s
            self._usual_silence_s = max(silence_s, FORGETS * self._usual_silence_s)
        self._heard_s = now_s
        self._is_loading = isinstance(news, Loading)
        match news:
            case EngineStatistics():
                self._latest = news
            case DeviceStatus():
                self._device_status = news
            case Loading():
                pass
            case Answered(ask_id, answer):
                self._questions.hear(ask_id, answer)
            case CardsRead():
                self._tell(self, news)
            case Loaded(card):
                self._models = (card.name,)
                self._tell(self, news)
            case LoadFailed(error):
                if self._models:
                    self._restart(f"could not load the model again: {error}")
                else:
                    self._give_up(error)
            case Stopped():
                if self._is_stopping:
                    self._stopped.set()
                    self._thread.join()
                else:
                    self._restart("died")
            case _:
                self._pass_on(news, now_s)

    def _pass_on(self, event: Event, now_s: float) -> None:
        one = self._open.get(event.request_id)
        if one is None:
            return
        if isinstance(event, Finished):
            self.restarts_in_vain = 0
        if is_last(event):
            self._end(event)
            self._feed()
        elif isinstance(event, Started):
            if not one.is_started:
                one.is_started = True
                self._waiting_s = moved(self._waiting_s, now_s - one.submitted_s)
                self._tell(self, event)
        else:
            if isinstance(event, Progress):
                one.step = event.step
            self._tell(self, event)

    def _end(self, event: Event) -> None:
        del self._open[event.request_id]
        self._tell(self, event)

    def _leave_thread(self) -> None:
        self._questions.end(RequestError(AGAIN))
        self._inbox.put(Stop())  # should it ever wake up
        self._past = together((self._past, self._latest.lasting))
        self._latest, self._device_status = EngineStatistics(), DeviceStatus()

    def _restart(self, what: str) -> None:
        self._leave_thread()
        logger.critical("the thread of %s %s", self.options.device, what)
        for one in self._in_hand:
            one.deaths += 1
            request_id = one.request.request_id
            if one.is_cancelled:
                self._count(requests_cancelled=1)
                self._end(Cancelled(request_id))
            elif one.deaths == MAX_DEATHS:
                self._count(requests_failed=1)
                self._end(Failed(request_id, GenerationFailed(KILLED)))
        if self.restarts_in_vain == MAX_RESTARTS:
            self._give_up(
                EngineBroken(
                    f"The engine stopped: its thread of device {self.options.device} {what}, after "
                    f"{MAX_RESTARTS} restarts without a finished picture. Start Easel again; if "
                    "that does not help, look at the log and at the device."
                )
            )
            return
        self._restarts += 1
        self.restarts_in_vain += 1
        self._start_thread()
        self._return_all()

    def _count(self, requests_cancelled: int = 0, requests_failed: int = 0) -> None:
        """What ended here and not in the thread."""
        ended = EngineStatistics(
            requests_cancelled=requests_cancelled, requests_failed=requests_failed
        )
        self._past = together((self._past, ended))

    def _give_up(self, error: EngineError) -> None:
        self._questions.end(error)
        self._inbox.put(Stop())
        self.is_ended = True
        self._stopped.set()
        self._tell(self, DeviceEnded(error))
        self._return_all()

    def _return_all(self) -> None:
        """Suspects first, so that they go alone; the likeliest last."""
        left = tuple(sorted(self._open.values(), key=lambda one: (not one.deaths, one.deaths)))
        self._open.clear()
        for one in left:
            one.is_given, one.step = False, 0
        self._tell(self, Returned(left))
