"""Which images share the next forward pass, and which model is loaded next: least work left leads.

Pure choice over numbers, without tensors. A request waits by its work left in seconds, less a
quarter of the seconds since it came: so the mean wait is that of shortest-first, and whoever waits
long enough leads. docs/scheduling.md holds what that gains, from the simulator of this very code.
"""

from collections.abc import Callable, Sequence, Sized
from dataclasses import dataclass
from typing import Protocol, TypeVar

AGEING = 0.25  # a second of waiting counts as this much less work
TURN_S = 30.0  # a model at work keeps the device this long before another one pushes it out
TURN_LOADS = 4  # and at least this many times what the other takes to load


@dataclass(frozen=True, slots=True)
class Key:
    """Only images of equal keys can share a forward pass. shape: (C, h, w) of the latents.

    references: (h, w) of each of the latents that stand beside its own.
    """

    model: str
    shape: tuple[int, ...]
    references: tuple[tuple[int, int], ...] = ()

    @property
    def length(self) -> float:
        """How many times as many cells as its own a row has, its references among them."""
        own = self.shape[-2] * self.shape[-1]
        return 1 + sum(height * width for height, width in self.references) / own


class Image(Protocol):
    @property
    def rows(self) -> Sized:
        """The rows of its next step; they stay in one pass."""
        ...


ImageT = TypeVar("ImageT", bound=Image)
ImageT_co = TypeVar("ImageT_co", bound=Image, covariant=True)


class Waiting(Protocol[ImageT_co]):
    """What the choice needs to know of a request."""

    @property
    def key(self) -> Key: ...
    @property
    def arrived_s(self) -> float: ...
    @property
    def rows_left(self) -> int:
        """Rows of all forward passes that are still to be made for it."""
        ...

    @property
    def runnable(self) -> Sequence[ImageT_co]:
        """Its unfinished images, the one furthest behind first."""
        ...


@dataclass(frozen=True, slots=True)
class Costs:
    """max_rows: what one pass may hold; useful_rows: beyond it, sharing gains nothing."""

    seconds_per_row: Callable[[Key], float]
    max_rows: Callable[[Key], int]
    useful_rows: Callable[[Key], int]


def choose_batch(requests: Sequence[Waiting[ImageT]], now_s: float, costs: Costs) -> list[ImageT]:
    """The images of the next forward pass, at least one if any is runnable.

    The rows of one image stay together; the images of one request need not. The leading request
    takes what the device can hold, so alone it is always stepped as a whole; others fill up.
    """

    def order(request: Waiting[ImageT]) -> float:
        return rank(request.rows_left * costs.seconds_per_row(request.key), request, now_s)

    ranked = sorted((r for r in requests if r.runnable), key=order)  # stable: ties by arrival
    if not ranked:
        return []
    head = ranked[0]
    limit = costs.max_rows(head.key)
    shared_limit = min(limit, costs.useful_rows(head.key))
    batch: list[ImageT] = []
    total = 0
    for request in ranked:
        if request.key != head.key:
            continue
        for image in request.runnable:
            rows = len(image.rows)
            if not batch or total + rows <= (limit if request is head else shared_limit):
                batch.append(image)
                total += rows
    return batch


class Arrived(Protocol):
    @property
    def arrived_s(self) -> float: ...


def rank(left_s: float, request: Arrived, now_s: float) -> float:
    """The lowest leads. left_s: the work left, in seconds of the device."""
    return left_s - AGEING * (now_s - request.arrived_s)


@dataclass(frozen=True, slots=True)
class Demand:
    """Somebody who waits for a model. left_s: about what is to be done when it is there."""

    model: str
    arrived_s: float
    left_s: float


@dataclass(frozen=True, slots=True)
class LoadCost:
    """What loading a model means now. displaces: one with unfinished images must make room."""

    load_s: float
    displaces: bool


def model_to_load(
    served: Sequence[Demand],
    absent: Sequence[Demand],
    load_cost: Callable[[str], LoadCost],
    loaded_s: float,
    now_s: float,
) -> str | None:
    """The model to load before the next step, if any; its loading stops everything else.

    served: who waits for models that are in memory; absent: for others; loaded_s: when a model
    was last loaded. The price of loading counts as work; a model at work is pushed out only when
    somebody has waited a whole turn, so with n models nobody waits for more than n turns.
    """

    def price(demand: Demand) -> float:
        return rank(demand.left_s + load_cost(demand.model).load_s, demand, now_s)

    overdue = [
        demand
        for demand in absent
        if now_s - max(demand.arrived_s, loaded_s)
        >= max(TURN_S, TURN_LOADS * load_cost(demand.model).load_s)
    ]
    if overdue:
        return min(overdue, key=lambda demand: demand.arrived_s).model
    if served:
        absent = [demand for demand in absent if not load_cost(demand.model).displaces]
    best = min(absent, key=price, default=None)
    if best is None:
        return None
    is_first = all(price(best) < rank(other.left_s, other, now_s) for other in served)
    return best.model if is_first else None
