"""How much of the processor other programs take while something is measured.

Knows nothing of what is measured.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CORES = os.cpu_count() or 1
STAT = Path("/proc/stat")
IDLE = (3, 4)  # in its first line: idle, waiting for a disk
COUNTED = 8  # user, nice, system, idle, iowait, irq, softirq, steal; what follows is in the first
TICK_S = 0.01  # the kernel counts in these, for each core


@dataclass(frozen=True, slots=True)
class CpuTimes:
    """Seconds since some moment: of the clock, of all cores at work, of this program at work."""

    clock_s: float
    all_s: float
    own_s: float


def read_now() -> CpuTimes | None:
    """None where the system does not tell (only Linux does)."""
    try:
        first = STAT.read_text(encoding="ascii").split("\n", 1)[0].split()[1 : 1 + COUNTED]
        ticks = sum(int(number) for place, number in enumerate(first) if place not in IDLE)
    except (OSError, ValueError):
        return None
    return CpuTimes(time.perf_counter(), ticks / os.sysconf("SC_CLK_TCK"), time.process_time())


def load_average() -> float | None:
    """Programs that wanted a core in the last minute; None on Windows."""
    try:
        return os.getloadavg()[0]
    except (AttributeError, OSError):
        return None


class Watch:
    """Begins when it is made."""

    def __init__(
        self,
        read: Callable[[], CpuTimes | None] = read_now,
        load: Callable[[], float | None] = load_average,
        cores: int = CORES,
    ) -> None:
        self._read, self._load, self._cores = read, load, cores
        self._began = read()

    def others(self) -> float | None:
        """The share of all cores that other programs took since then; None if nobody tells.

        Where the system does not count, by the load of the last minute but for our own one core.
        """
        began, now = self._began, self._read()
        if began is not None and now is not None:
            taken_s = (now.all_s - began.all_s) - (now.own_s - began.own_s) - TICK_S * self._cores
            return max(0.0, taken_s) / max(TICK_S, (now.clock_s - began.clock_s) * self._cores)
        load = self._load()
        return None if load is None else max(0.0, load - 1) / self._cores
