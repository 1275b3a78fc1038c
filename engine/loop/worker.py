"""The engine without threads: add requests, cancel them, step until idle. It owns the device.

Each step is one act: decode what is finished, load a model somebody waits for, or make one step of
one batch. State is replaced only after success, so a step that failed can be tried again.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import torch

from engine.api.errors import EngineError, GenerationFailed, OutOfMemory
from engine.api.events import (
    Cancelled,
    Event,
    Failed,
    Finished,
    GeneratedImage,
    Picture,
    Progress,
    Started,
)
from engine.api.options import EngineOptions
from engine.api.request import ImageRequest, only_upscales
from engine.api.statistics import EngineStatistics
from engine.loop.admission import Admission
from engine.loop.batcher import Costs, Key, choose_batch
from engine.loop.decoding import Decoding, Portion
from engine.loop.messages import Loading
from engine.loop.meter import Meter
from engine.loop.model_cache import ModelCache
from engine.loop.work import Arrival, Work
from engine.models.capacity import Capacity
from engine.models.picture import to_picture
from engine.runtime.failure import Failure, attempt, is_device_lost, is_out_of_memory
from engine.runtime.memory import free_cache
from engine.sampling.step import make_step
from engine.sampling.trajectory import Trajectory
from engine.upscaling.enlargement import Enlargement
from engine.upscaling.waiting import Enlarging, Upscaling

logger = logging.getLogger(__name__)

FIRST_PREVIEW = 0.25  # share of the steps after which the first preview comes
NOT_FINITE = "The model's numbers overflowed while making this picture: try other settings."


class Worker:
    def __init__(
        self,
        models: ModelCache,
        options: EngineOptions,
        tell: Callable[[Event | EngineStatistics | Loading], None],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._models = models
        self._options = options
        self._tell = tell
        self._clock = clock
        self._admission = Admission(models, clock)
        self._upscaling = Upscaling(
            options.upscaler, lambda: models.device, lambda: tell(Loading())
        )
        self._works: dict[str, Work] = {}  # in order of arrival
        self._max_rows: dict[Key, int] = {}  # lowered after out of memory
        self._decoding = Decoding()
        self._meter = Meter()
        self._costs = Costs(self._meter.seconds_per_row, self._max_rows_of, self._useful_rows_of)

    @property
    def is_idle(self) -> bool:
        return not self._admission.arrivals and not self._works and not self._upscaling

    @property
    def statistics(self) -> EngineStatistics:
        works = list(self._works.values())
        waiting = len(self._admission.arrivals) + len(self._upscaling)
        return self._meter.snapshot(works, waiting, self._models.loaded)

    def add(self, request: ImageRequest) -> None:
        added = attempt(self._take, request)
        if isinstance(added, Failure):
            self._fail(request.request_id, added.error)

    def _take(self, request: ImageRequest) -> None:
        arrival = self._admission.arrival(request)
        if request.is_upscale:
            self._upscaling.add(request, arrival.arrived_s)
        else:
            self._admission.add(arrival)

    def cancel(self, request_id: str) -> None:
        """Forget the request wherever it stands; unknown ids are ignored."""
        if self._forget(request_id):
            self._meter.requests_cancelled += 1
            self._end(Cancelled(request_id))

    def step(self) -> None:
        """Beside each act, one tile of what is to be upscaled: neither waits for the other."""
        if self._upscaling:
            self._enlarge(self._upscaling.next)
        if portions := self._decoding.next(self._served):
            self._decode(portions)
            return
        name = self._admission.due_model(list(self._works.values()), self._meter.row_s)
        if name is not None:
            self._load(name)
            return
        self._admit()
        batch = choose_batch(self._served, self._clock(), self._costs)
        if batch:
            self._advance(batch)

    def measure_one(self) -> bool:
        """While nobody waits: measures a size that was only guessed; False when none is left."""
        learnt = attempt(self._models.learn_one)
        if isinstance(learnt, Failure):
            logger.error("measuring a size of picture failed", exc_info=learnt.error)
            return False
        return learnt

    @property
    def _everybody(self) -> list[Work | Arrival]:
        return [*self._works.values(), *self._admission.arrivals]

    @property
    def _served(self) -> list[Work]:
        """Those whose model is in memory."""
        return [work for work in self._works.values() if self._models.has(work.model)]

    def _enlarge(self, one: Enlarging) -> None:
        """One tile. The finished picture is the answer, or what the model starts from."""
        if one.started_s is None:
            one.started_s = self._clock()
            self._tell(Started(one.request.request_id))
        made = attempt(self._upscaling.make_tile, one)
        if isinstance(made, Failure):
            self._fail(one.request.request_id, made.error)
            return
        enlargement = one.enlargement
        if enlargement is None:  # out of memory: again, in smaller tiles
            return
        if only_upscales(one.request):
            self._report_tiles(one, enlargement)
        if not enlargement.is_finished:
            return
        self._upscaling.forget(one.request.request_id)
        if only_upscales(one.request):
            self._finish(one.request, (to_picture(enlargement.picture),), one.started_s)
        else:
            drawn = attempt(self._draw_anew, one, enlargement)
            if isinstance(drawn, Failure):
                self._fail(one.request.request_id, drawn.error)

    def _draw_anew(self, one: Enlarging, enlargement: Enlargement) -> None:
        arrival = self._admission.arrival(one.request)
        self._admission.add(
            replace(
                arrival,
                arrived_s=one.arrived_s,
                started_s=one.started_s,
                enlarged=enlargement.picture,
            )
        )

    def _report_tiles(self, one: Enlarging, enlargement: Enlargement) -> None:
        now_s, previews = self._clock(), None
        if one.previewed_s is None or now_s - one.previewed_s >= self._options.preview_every_s:
            one.previewed_s = now_s
            previews = (to_picture(enlargement.preview()),)
        done, tiles = enlargement.done, len(enlargement.tiles)
        self._tell(Progress(one.request.request_id, done, tiles, previews))

    def _load(self, name: str) -> None:
        """Those who wait for a model that cannot be loaded are failed; the others go on."""
        self._tell(Loading())
        busy = {work.model for work in self._works.values()}
        brought = attempt(self._models.load, name, busy)
        if not isinstance(brought, Failure):
            return
        if is_out_of_memory(brought.error):
            logger.warning("the model %s does not fit beside the others: it waits its turn", name)
            return
        for one in self._everybody:
            if one.model == name:
                self._fail(one.request_id, brought.error)

    def _admit(self) -> None:
        for arrival, begun in self._admission.begin():
            if isinstance(begun, Failure):
                self._fail(arrival.request_id, begun.error)
                continue
            self._works[arrival.request_id] = begun
            self._meter.expect(begun.key, self._capacity_of(begun.key).row_s)

    def _capacity_of(self, key: Key) -> Capacity:
        """Of one pass; references make its rows longer."""
        return self._models.get(key.model).capacity_of(key.shape).scaled(key.length)

    def _max_rows_of(self, key: Key) -> int:
        limit = self._max_rows.get(key, self._options.max_batch)
        return min(limit, self._capacity_of(key).max_rows or limit)

    def _useful_rows_of(self, key: Key) -> int:
        return self._capacity_of(key).useful_rows

    def _advance(self, batch: Sequence[Trajectory]) -> None:
        """One step of the batch. If it fails, smaller batches try; what fails alone is failed."""
        owners = self._owners(batch)
        for work in owners:
            if work.started_s is None:
                work.started_s = self._clock()
                self._tell(Started(work.request_id))
        stepped = attempt(self._forward, batch, owners)
        if not isinstance(stepped, Failure):
            return
        if is_out_of_memory(stepped.error) and len(batch) > 1:
            rows = sum(len(trajectory.rows) for trajectory in batch)
            self._max_rows[owners[0].key] = rows // 2
            logger.warning("out of memory with %d rows, going on with %d", rows, rows // 2)
            del stepped
            free_cache()
        elif len(owners) == 1:
            self._fail(owners[0].request_id, stepped.error)
        else:
            for work in owners:
                self._advance([t for t in work.runnable if any(t is other for other in batch)])

    def _owners(self, batch: Sequence[Trajectory]) -> list[Work]:
        members = set(map(id, batch))
        works = self._works.values()
        return [work for work in works if members & set(map(id, work.trajectories))]

    def _forward(self, batch: Sequence[Trajectory], owners: Sequence[Work]) -> None:
        began_s, key = self._clock(), owners[0].key
        rows = sum(len(trajectory.rows) for trajectory in batch)
        is_finite = make_step(self._models.get(key.model).denoiser, batch)
        self._meter.count_forward(key, len(batch), rows, self._clock() - began_s)
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
        if work.request.previews_each_step:
            is_due = True
        elif work.previewed_s is None:
            is_due = step >= work.steps * FIRST_PREVIEW
        else:
            is_due = now_s - work.previewed_s >= self._options.preview_every_s
        previews = None
        if is_due:
            work.previewed_s = now_s
            clean = torch.stack([image.clean for image in work.drawn])
            previews = self._models.get(work.model).previews.pictures(clean)
        self._tell(Progress(work.request_id, step, work.steps, previews))

    def _decode(self, portions: list[Portion]) -> None:
        """As with steps: smaller batches try, and what fails alone is failed."""
        drawn = attempt(self._draw, portions)
        if not isinstance(drawn, Failure):
            for portion in portions:
                work = portion.work
                if work.is_drawn:
                    del self._works[work.request_id]
                    assert work.started_s is not None
                    self._finish(work.request, work.pictures, work.started_s)
        elif is_out_of_memory(drawn.error) and sum(len(portion.images) for portion in portions) > 1:
            self._decoding.halve(portions)
            del drawn
            free_cache()
        elif len(portions) == 1:
            self._fail(portions[0].work.request_id, drawn.error)
        else:
            for portion in portions:
                self._decode([portion])

    def _draw(self, portions: Sequence[Portion]) -> None:
        began_s = self._clock()
        images = [image for portion in portions for image in portion.images]
        drawn = iter(self._models.get(portions[0].work.model).decode(images))
        for portion in portions:
            portion.work.pictures.extend(next(drawn) for _ in portion.images)
        self._meter.count_decode(len(images), self._clock() - began_s)

    def _finish(self, request: ImageRequest, pictures: Sequence[Picture], started_s: float) -> None:
        self._meter.requests_done += 1
        self._meter.images_done += len(pictures)
        pairs = zip(request.seeds, pictures, strict=True)
        images = tuple(GeneratedImage(seed, picture) for seed, picture in pairs)
        self._end(Finished(request.request_id, images, self._clock() - started_s))

    def _forget(self, request_id: str) -> bool:
        """Whether it was known."""
        work = self._works.pop(request_id, None)
        was_waiting = self._admission.forget(request_id) or self._upscaling.forget(request_id)
        return was_waiting or work is not None

    def _fail(self, request_id: str, error: Exception) -> None:
        """The request ends with a sentence; what was not foreseen is logged with its traceback."""
        if is_device_lost(error):
            raise error  # out of the thread: all are made again by another one
        self._forget(request_id)
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
