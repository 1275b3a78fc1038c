"""What the seed decides for the whole picture, so that sky and place agree about it.

Every choice has a few values and no more. A small model learns each of a few exactly; of endless
ones it learns their average, which is a smear.
"""

import random
from dataclasses import dataclass

from engine.builtin.scenes import Scene

SKY_VARIANTS = 3
PLACE_VARIANTS = 4
PAINT_VARIANTS = 2
GROUNDS = (0.0, -0.03, 0.03, 0.0)
"""How far each variant of a place shifts its ground, in fractions of the height (down)."""
SUN_LEFT = ("sunrise", "night")
"""Hours with the sun or moon on the left; the others have it right: one side, so never two suns."""


@dataclass(frozen=True, slots=True)
class View:
    """Which variant of sky, place and paint is drawn.

    `is_flipped` swaps left and right of sky and place, after they are drawn.
    """

    sky: int
    place: int
    paint: int
    is_flipped: bool

    @classmethod
    def of(cls, scene: Scene) -> "View":
        """The view of a scene; equal seeds give equal views."""
        rng = random.Random(f"view {scene.seed}")
        return cls(
            sky=rng.randrange(SKY_VARIANTS),
            place=rng.randrange(PLACE_VARIANTS),
            paint=rng.randrange(PAINT_VARIANTS),
            is_flipped=scene.time in SUN_LEFT if scene.is_flipped is None else scene.is_flipped,
        )

    @property
    def ground(self) -> float:
        """The shift of the ground."""
        return GROUNDS[self.place]
