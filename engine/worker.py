"""The engine without threads: add requests, cancel them, step until idle. It owns the device.

Each step admits what arrived, then decodes one finished request or makes one step of one batch.
State is replaced only after success, so a step that failed can be tried again.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence

import torch

from engine.batcher import Costs, Key, choose
from engine.errors import EngineError, GenerationFailed, OutOfMemory
from engine.events import Cancelled, Event, Failed, Finished, Progress, Started
from engine.memory import free_cache, is_out_of_memory
from engine.meter import Meter
from engine.model import Model
from engine.options import EngineOptions
from engine.request import ImageRequest, check_request
from engine.statistics import EngineStatistics
from engine.step import make_step
from engine.trajectory import Trajectory
from engine.work import Work

logger = logging.getLogger(__name__)

DECODED_AT_ONCE_PX = 1024 * 1024
ADMISSION_S = 0.05  # time for encoding new prompts before the next step of those in work
FIRST_PREVIEW = 0.25  # share of the steps after which the first preview comes
NOT_FINITE = "The model's numbers overflowed while making this picture: try other settings."


def attempt(action: Callable[[], None]) -> Exception | None:
    """The fence of the engine thread: what the action raised, or None."""
    try:
        action()
    except Exception as error:  # noqa: BLE001
        return error
    return None


class Worker:
    def __init__(
        self,
        model: Model,
        options: EngineOptions,
        tell: Callable[[Event | EngineStatistics], None],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._model = model
        self._options = options
        self._tell = tell
        self._clock = clock
        self._arrivals: deque[tuple[ImageRequest, float]] = deque()
        self._works: dict[str, Work] = {}  # in order of arrival
        self._max_lines: dict[Key, int] = {}  # lowered after out of memory
        self._decoded_at_once_px = DECODED_AT_ONCE_PX
        self._meter = Meter()

    @property
    def is_idle(self) -> bool:
        return not self._arrivals and not self._works

    @property
    def statistics(self) -> EngineStatistics:
        return self._meter.snapshot(list(self._works.values()), len(self._arrivals))

    def add(self, request: ImageRequest) -> None:
        self._arrivals.append((request, self._clock()))

    def cancel(self, request_id: str) -> None:
        """Forget the request wherever it stands; unknown ids are ignored."""
        kept = [arrival for arrival in self._arrivals if arrival[0].request_id != request_id]
        is_known = len(kept) < len(self._arrivals) or request_id in self._works
        self._arrivals = deque(kept)
        self._works.pop(request_id, None)
        if is_known:
            self._meter.requests_cancelled += 1
            self._end(Cancelled(request_id))

    def fail_all(self, error: Exception) -> None:
        """End everything that is open: the last resort when the bookkeeping itself failed."""
        for request_id in [*(a[0].request_id for a in self._arrivals), *self._works]:
            self._fail(request_id, error)
        self._arrivals.clear()

    def step(self) -> None:
        began_s = self._clock()
        while self._arrivals and self._clock() - began_s <= ADMISSION_S:
            request, arrived_s = self._arrivals.popleft()
            error = attempt(lambda: self._admit(request, arrived_s))  # noqa: B023 run at once
            if error is not None:
                self._fail(request.request_id, error)
        works = list(self._works.values())
        finished = next((work for work in works if work.undecoded), None)
        if finished is not None:
            self._decode(finished)
            return
        costs = Costs(self._meter.seconds_per_line, self._max_lines_of, self._model.useful_lines_of)
        batch = choose(works, self._clock(), costs)
        if batch:
            self._advance(batch)

    def _admit(self, request: ImageRequest, arrived_s: float) -> None:
        check_request(request, self._model.card)
        trajectories = self._model.begin(request)
        self._works[request.request_id] = Work(request, trajectories, arrived_s)

    def _max_lines_of(self, key: Key) -> int:
        return self._max_lines.get(key, self._options.max_batch)

    def _advance(self, batch: Sequence[Trajectory]) -> None:
        """One step of the batch. If it fails, smaller batches try; what fails alone is failed."""
        owners = self._owners(batch)
        for work in owners:
            if work.started_s is None:
                work.started_s = self._clock()
                self._tell(Started(work.request_id))
        error = attempt(lambda: self._forward(batch, owners))
        if error is None:
            return
        if is_out_of_memory(error) and len(batch) > 1:
            lines = sum(len(trajectory.lines) for trajectory in batch)
            self._max_lines[owners[0].key] = lines // 2
            logger.warning("out of memory with %d lines, going on with %d", lines, lines // 2)
            del error
            free_cache()
        elif len(owners) == 1:
            self._fail(owners[0].request_id, error)
        else:
            for work in owners:
                self._advance([t for t in work.runnable if any(t is other for other in batch)])

    def _owners(self, batch: Sequence[Trajectory]) -> list[Work]:
        members = set(map(id, batch))
        works = self._works.values()
        return [work for work in works if members & set(map(id, work.trajectories))]

    def _forward(self, batch: Sequence[Trajectory], owners: Sequence[Work]) -> None:
        began_s = self._clock()
        lines = sum(len(trajectory.lines) for trajectory in batch)
        is_finite = make_step(self._model.denoiser, batch)
        self._meter.count_forward(owners[0].key, len(batch), lines, self._clock() - began_s)
        broken = {id(t) for t, fine in zip(batch, is_finite, strict=True) if not fine}
        for work in owners:
            if broken.isdisjoint(map(id, work.trajectories)):
                self._report(work)
            else:
                self._fail(work.request_id, GenerationFailed(NOT_FINITE))

    def _report(self, work: Work) -> None:
        step, now_s = work.step, self._clock()
        if step == work.told_step:
            return
        work.told_step = step
        if work.previewed_s is None:
            is_due = step >= work.steps * FIRST_PREVIEW
        else:
            is_due = now_s - work.previewed_s >= self._options.preview_every_s
        previews = None
        if is_due:
            work.previewed_s = now_s
            clean = torch.stack([trajectory.clean for trajectory in work.trajectories])
            previews = self._model.previews.pictures(clean)
        self._tell(Progress(work.request_id, step, work.steps, previews))

    def _decode(self, work: Work) -> None:
        area_px = work.request.width_px * work.request.height_px
        images = work.undecoded[: max(1, self._decoded_at_once_px // area_px)]
        error = attempt(lambda: self._decode_images(work, images))
        if error is None:
            if len(work.pictures) == len(work.trajectories):
                self._finish(work)
        elif is_out_of_memory(error) and len(images) > 1:
            self._decoded_at_once_px = area_px * (len(images) // 2)
            del error
            free_cache()
        else:
            self._fail(work.request_id, error)

    def _decode_images(self, work: Work, images: Sequence[Trajectory]) -> None:
        began_s = self._clock()
        work.pictures.extend(self._model.draw(images))
        self._meter.count_decode(len(images), self._clock() - began_s)

    def _finish(self, work: Work) -> None:
        assert work.started_s is not None
        del self._works[work.request_id]
        self._meter.requests_done += 1
        self._meter.images_done += len(work.pictures)
        seconds = self._clock() - work.started_s
        self._end(Finished(work.request_id, work.images(), seconds))

    def _fail(self, request_id: str, error: Exception) -> None:
        """The request ends with a sentence; what was not foreseen is logged with its traceback."""
        self._works.pop(request_id, None)
        self._meter.requests_failed += 1
        if is_out_of_memory(error):
            told: EngineError = OutOfMemory()
            logger.warning("request %s: %s", request_id, error)
        elif isinstance(error, EngineError):
            told = error
        else:
            told = GenerationFailed()
            logger.error("request %s failed", request_id, exc_info=error)
        self._end(Failed(request_id, told.with_traceback(None)))

    def _end(self, event: Finished | Failed | Cancelled) -> None:
        """Who reads the last event finds it counted."""
        self._tell(self.statistics)
        self._tell(event)
