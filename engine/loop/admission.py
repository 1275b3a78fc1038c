"""Requests between their arrival and their first step: for which model, when, their texts read."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from engine.api.request import ImageRequest, check_request
from engine.loop.batcher import Demand, model_to_load
from engine.loop.model_cache import ModelCache
from engine.loop.work import Arrival, Work
from engine.runtime.failure import Failure, attempt

ADMISSION_S = 0.05  # time for encoding new prompts before the next step of those in work
READ_AT_ONCE = 16  # requests whose texts are encoded together


class Admission:
    def __init__(self, models: ModelCache, clock: Callable[[], float] = time.perf_counter) -> None:
        self.arrivals: list[Arrival] = []
        self._models = models
        self._clock = clock

    def arrival(self, request: ImageRequest) -> Arrival:
        """Raises RequestError for a model that is not served."""
        return Arrival(request, self._models.name_of(request.model), self._clock())

    def add(self, arrival: Arrival) -> None:
        self.arrivals.append(arrival)

    def forget(self, request_id: str) -> bool:
        """Whether it was here."""
        kept = [arrival for arrival in self.arrivals if arrival.request_id != request_id]
        is_known = len(kept) < len(self.arrivals)
        self.arrivals = kept
        return is_known

    def due_model(self, works: Sequence[Work], row_s: Callable[[str], float]) -> str | None:
        """The model to load now. row_s: seconds of one row of a model, about."""
        waiting: list[Work | Arrival] = [*works, *self.arrivals]
        if all(self._models.has(one.model) for one in waiting):
            return None
        demands = [
            Demand(one.model, one.arrived_s, one.rows_left * row_s(one.model)) for one in waiting
        ]
        busy = {work.model for work in works}
        return model_to_load(
            [demand for demand in demands if self._models.has(demand.model)],
            [demand for demand in demands if not self._models.has(demand.model)],
            lambda name: self._models.load_cost(name, busy),
            self._models.loaded_s,
            self._clock(),
        )

    def begin(self) -> Iterator[tuple[Arrival, Work | Failure]]:
        """Those whose model is here, their texts read together, for no longer than ADMISSION_S."""
        began_s = self._clock()
        while self._clock() - began_s <= ADMISSION_S:
            here = [arrival for arrival in self.arrivals if self._models.has(arrival.model)]
            group = [one for one in here if one.model == here[0].model][:READ_AT_ONCE]
            if not group:
                break
            requests = [arrival.request for arrival in group]
            # if that fails, each is read alone, and the one to blame tells what is wrong
            attempt(self._models.get(group[0].model).encode_requests, requests)
            for arrival in group:
                self.arrivals.remove(arrival)
                yield arrival, attempt(self._begin, arrival)

    def _begin(self, arrival: Arrival) -> Work:
        model = self._models.get(arrival.model)
        check_request(replace(arrival.request, model=model.card.name), model.card)
        if arrival.enlarged is None:
            trajectories = model.begin(arrival.request)
        else:
            trajectories = model.begin_upscaled(arrival.request, arrival.enlarged)
        return Work(
            arrival.request, arrival.model, trajectories, arrival.arrived_s, arrival.started_s
        )
