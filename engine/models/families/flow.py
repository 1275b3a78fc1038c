"""What the flow families share: the shift of their sigmas by the size of the picture."""

from engine.runtime.stock import Stock


def dynamic_shift(config: Stock, patches: int, max_shift: float = 1.15) -> float:
    """mu, linear in the number of patches; max_shift: where the scheduler's config names none.

    Source: `calculate_shift` of the Stable Diffusion 3 and Z-Image pipelines of diffusers.
    """
    low = config.get("base_image_seq_len", 256)
    high = config.get("max_image_seq_len", 4096)
    least = config.get("base_shift", 0.5)
    slope = (config.get("max_shift", max_shift) - least) / (high - low)
    mu: float = patches * slope + (least - slope * low)
    return mu


def even_sigmas(steps: int) -> tuple[float, ...]:
    """From 1 down to 1/N."""
    return tuple(1 - k / steps for k in range(steps))
