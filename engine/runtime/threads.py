"""How many CPU threads make a forward pass clearly quicker: measured, a small one likes few."""

import time
from collections.abc import Callable

import torch

CLEAR = 1.1  # times as long, and fewer threads still win: two runs must not toss a coin
PATIENCE_S = 1.0  # a pass that takes longer has work for every core: not worth measuring
TRIES = 3


def choose_threads(
    forward: Callable[[], object], clock: Callable[[], float] = time.perf_counter
) -> int:
    """Sets and returns the number. Tried: what torch takes by itself, and halves of it down to 1.

    Takes a few passes for each number; a slow one is made once.
    """
    most = torch.get_num_threads()
    taken: dict[int, float] = {}
    threads = most
    while threads >= 1 and most > 1:
        torch.set_num_threads(threads)
        taken[threads] = _best_of(forward, clock)
        if taken[threads] > PATIENCE_S:
            break
        threads //= 2
    good = [each for each, s in taken.items() if s <= CLEAR * min(taken.values())]
    best = min(good, default=most)
    torch.set_num_threads(best)
    return best


def _best_of(forward: Callable[[], object], clock: Callable[[], float]) -> float:
    """Seconds of the quickest of some passes; the first of a slow network is enough."""
    seconds = []
    for _ in range(1 + TRIES):
        began_s = clock()
        forward()
        seconds.append(clock() - began_s)
        if seconds[0] > PATIENCE_S:
            break
    return min(seconds)
