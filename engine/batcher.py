"""Which images share the next forward pass: the request with least work left leads, with ageing.

Pure choice over numbers. Simulated (reference: least work left with ageing 0.25) this has the mean
waiting time of shortest-first without starving long requests.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.trajectory import Trajectory

AGEING = 0.25  # a second of waiting counts as this much less work
Key = Hashable  # only trajectories of one key can share a forward pass


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
    """Seconds for a line of a forward pass, and how many lines one pass may hold."""

    seconds_per_line: Callable[[Key], float]
    max_lines: Callable[[Key], int]


def choose(requests: Sequence[Waiting], now_s: float, costs: Costs) -> list[Trajectory]:
    """The images of the next forward pass, at least one if any is runnable.

    The lines of one image stay together; the images of one request need not.
    """

    def rank(request: Waiting) -> float:
        left_s = request.lines_left * costs.seconds_per_line(request.key)
        return left_s - AGEING * (now_s - request.arrived_s)

    ranked = sorted((r for r in requests if r.runnable), key=rank)  # stable: ties by arrival
    if not ranked:
        return []
    key = ranked[0].key
    room = costs.max_lines(key)
    batch: list[Trajectory] = []
    for request in ranked:
        if request.key != key:
            continue
        for trajectory in request.runnable:
            lines = len(trajectory.texts)
            if lines <= room or not batch:
                batch.append(trajectory)
                room -= lines
    return batch
