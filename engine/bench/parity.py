"""Are two pictures the same? By the largest difference of a value, and by the signal over noise."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from engine.api.events import Picture

KEPT_DB = 35.0  # half precision differs by its rounding (above this); another picture has about 10


@dataclass(frozen=True, slots=True)
class Parity:
    """Pictures made under load beside the same ones made alone by the stock pipeline.

    max_difference: of one value, 0 to 255; psnr_db: of the worst picture, None if none differs.
    """

    pictures: int
    max_difference: int
    psnr_db: float | None

    @property
    def is_kept(self) -> bool:
        return self.psnr_db is None or self.psnr_db >= KEPT_DB


def compare_pictures(pairs: Iterable[tuple[Picture, Picture]]) -> Parity:
    """ValueError: two pictures of a pair have different sizes."""
    count, largest, worst_error = 0, 0, 0.0
    for one, other in pairs:
        if (one.width_px, one.height_px) != (other.width_px, other.height_px):
            raise ValueError(
                f"{one.width_px}x{one.height_px} beside {other.width_px}x{other.height_px}"
            )
        difference = np.abs(_values(one) - _values(other))
        count += 1
        largest = max(largest, int(difference.max()))
        worst_error = max(worst_error, float(np.square(difference).mean()))
    psnr_db = float(10 * np.log10(255**2 / worst_error)) if worst_error else None
    return Parity(count, largest, psnr_db)


def _values(picture: Picture) -> np.ndarray:
    return np.frombuffer(picture.rgb, np.uint8).astype(np.float64)
