"""What the seed decides for the whole picture, so that sky and place agree about it."""

import random
from dataclasses import dataclass

from engine.builtin.scenes import Scene


@dataclass(frozen=True, slots=True)
class View:
    """Shifts are fractions of the picture's width (x) and height (y, down).

    `is_flipped` swaps left and right of sky and place, after they are drawn.
    """

    is_flipped: bool
    ground: float
    sun_x: float
    sun_y: float

    @classmethod
    def of(cls, scene: Scene) -> "View":
        """The view of a scene; equal seeds give equal views."""
        rng = random.Random(f"view {scene.seed}")
        return cls(
            is_flipped=rng.random() < 0.5,
            ground=rng.uniform(-0.03, 0.03),
            sun_x=rng.uniform(-0.06, 0.06),
            sun_y=rng.uniform(-0.04, 0.04),
        )
