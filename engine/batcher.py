"""Which images share the next forward pass: the request with least work left leads, with ageing.

Pure choice over numbers. Simulated (reference: least work left with ageing 0.25) this has the mean
waiting time of shortest-first without starving long requests.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.trajectory import Trajectory

AGEING = 0.25  # a second of waiting counts as this much less work
Key = tuple[int, ...]  # the latent shape (C, h, w): only equal ones can share a forward pass


class Waiting(Protocol):
    """What the choice needs to know of a request."""

    @property
    def key(self) -> Key: ...
    @property
    def arrived_s(self) -> float: ...
    @property
    def lines_left(self) -> int:
        """Lines of all forward passes that are still to be made for it."""
        ...

    @property
    def runnable(self) -> Sequence[Trajectory]:
        """Its unfinished images, the one furthest behind first."""
        ...


@dataclass(frozen=True, slots=True)
class Costs:
    """max_lines: what one pass may hold; useful_lines: beyond it, sharing gains nothing."""

    seconds_per_line: Callable[[Key], float]
    max_lines: Callable[[Key], int]
    useful_lines: Callable[[Key], int]


def choose(requests: Sequence[Waiting], now_s: float, costs: Costs) -> list[Trajectory]:
    """The images of the next forward pass, at least one if any is runnable.

    The lines of one image stay together; the images of one request need not. The leading request
    takes what the device can hold, so alone it is always stepped as a whole; others fill up.
    """

    def rank(request: Waiting) -> float:
        left_s = request.lines_left * costs.seconds_per_line(request.key)
        return left_s - AGEING * (now_s - request.arrived_s)

    ranked = sorted((r for r in requests if r.runnable), key=rank)  # stable: ties by arrival
    if not ranked:
        return []
    head = ranked[0]
    limit = costs.max_lines(head.key)
    shared_limit = min(limit, costs.useful_lines(head.key))
    batch: list[Trajectory] = []
    total = 0
    for request in ranked:
        if request.key != head.key:
            continue
        for trajectory in request.runnable:
            lines = len(trajectory.lines)
            if not batch or total + lines <= (limit if request is head else shared_limit):
                batch.append(trajectory)
                total += lines
    return batch
