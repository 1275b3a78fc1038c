"""How many lines of a forward pass are worth sharing on this device, measured once at start.

Sharing pays as long as a larger pass gives more lines per second; on a small GPU, or a CPU with a
large model, that ends early, and then it is better to let the shortest request go first.
"""

import math
import time
from collections.abc import Callable
from functools import partial

import torch

from engine.families import Denoiser, Line
from engine.memory import free_cache

GAIN = 0.95  # a pass twice as large must bring the time of a line below this share
PATIENCE_S = 0.3  # a device slower than this for two lines gains nothing from more


def useful_lines(denoiser: Denoiser, line: Line, latents: torch.Tensor, max_lines: int) -> int:
    """The largest pass that still gained by being larger. latents: (1, C, h, w), native size.

    It is also the warm-up: the first pass of a size is slow.
    """
    best_lines, best_s = 1, math.inf  # seconds for each line
    lines = 2
    while lines <= max(2, max_lines):
        try:
            seconds = _second_time(partial(_forward, denoiser, line, latents, lines))
        except torch.OutOfMemoryError:
            free_cache()
            break
        if seconds / lines > GAIN * best_s:
            break
        best_lines, best_s = lines, seconds / lines
        if seconds > PATIENCE_S:
            break
        lines *= 2
    return best_lines


def _forward(denoiser: Denoiser, line: Line, latents: torch.Tensor, lines: int) -> None:
    timesteps = torch.full((lines,), 500.0, dtype=latents.dtype, device=latents.device)
    denoiser.predict(latents.repeat(lines, 1, 1, 1), timesteps, [line] * lines)
    if latents.device.type == "cuda":
        torch.cuda.synchronize(latents.device)


def _second_time(action: Callable[[], None]) -> float:
    """The first pass of a size is slow and does not count."""
    action()
    began_s = time.perf_counter()
    action()
    return time.perf_counter() - began_s
