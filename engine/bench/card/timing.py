"""Milliseconds, waits and bytes of one act on a device; an act is a call that may be repeated."""

import statistics
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

WARM_UP = 2
GIB = 1024**3
Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class ActTime:
    """Medians. enqueue_ms: until the CPU has launched it; whole_ms: until the device is done."""

    enqueue_ms: float
    whole_ms: float


def synchronize() -> None:
    """Waits for the GPU, where there is one."""
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def time_of(act: Act, times: int) -> ActTime:
    for _ in range(WARM_UP):
        act()
    synchronize()
    enqueued_s, whole_s = [], []
    for _ in range(times):
        began_s = time.perf_counter()
        act()
        enqueued_s.append(time.perf_counter() - began_s)
        synchronize()
        whole_s.append(time.perf_counter() - began_s)
    return ActTime(1000 * statistics.median(enqueued_s), 1000 * statistics.median(whole_s))


def waits_in(act: Act) -> tuple[str, ...]:
    """Each place, `file:line`, where the CPU waits for the GPU; CUDA only."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        torch.cuda.set_sync_debug_mode("warn")
        try:
            act()
        finally:
            torch.cuda.set_sync_debug_mode("default")
    return tuple(
        f"{Path(one.filename).name}:{one.lineno}"
        for one in caught
        if "synchroniz" in str(one.message)
    )


def peak_gib(act: Act) -> float | None:
    """What it uses at most beside what is allocated before; None without CUDA."""
    if not torch.cuda.is_available():
        return None
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    before = torch.cuda.memory_allocated()
    act()
    torch.cuda.synchronize()
    return (torch.cuda.max_memory_allocated() - before) / GIB


def allocated_gib() -> float | None:
    """By the tensors of this process; None without CUDA."""
    return torch.cuda.memory_allocated() / GIB if torch.cuda.is_available() else None
