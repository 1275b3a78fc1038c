"""How many lines of a forward pass are worth sharing on this device, measured once at start.

Sharing pays as long as a larger pass gives more lines per second; on a small GPU, or a CPU with a
large model, that ends early, and then it is better to let the shortest request go first.
"""

import time
from collections.abc import Callable
from functools import partial

import torch

from engine.families import Denoiser, EncodedText
from engine.memory import free_cache

ENOUGH = 0.95  # of the best throughput
PATIENCE_S = 0.3  # a device slower than this for two lines gains nothing from more
TRIES = 2


def useful_lines(
    denoiser: Denoiser, text: EncodedText, latents: torch.Tensor, max_lines: int
) -> int:
    """The smallest pass with nearly the best throughput. latents: (1, C, h, w) of the native size.

    It is also the warm-up: the first pass of a size is slow.
    """
    per_line_s: dict[int, float] = {}
    lines = 2
    while lines <= max(2, max_lines):
        try:
            seconds = _fastest(partial(_forward, denoiser, text, latents, lines))
        except torch.OutOfMemoryError:
            free_cache()
            break
        per_line_s[lines] = seconds / lines
        if seconds > PATIENCE_S:
            break
        lines *= 2
    if not per_line_s:
        return 1
    best_s = min(per_line_s.values())
    return min(count for count, each_s in per_line_s.items() if each_s * ENOUGH <= best_s)


def _forward(denoiser: Denoiser, text: EncodedText, latents: torch.Tensor, lines: int) -> None:
    timesteps = torch.full((lines,), 500.0, dtype=latents.dtype, device=latents.device)
    denoiser.predict(latents.repeat(lines, 1, 1, 1), timesteps, [text] * lines)
    if latents.device.type == "cuda":
        torch.cuda.synchronize(latents.device)


def _fastest(action: Callable[[], None]) -> float:
    """The shortest of a few runs after one that does not count."""
    action()
    seconds = []
    for _ in range(TRIES):
        began_s = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - began_s)
    return min(seconds)
