"""Which attributes of a scene a caption names, whatever its language.

What captions often omit (a natural color, daylight, the illustration style) is what the model
learns to assume.
"""

import random
from dataclasses import dataclass

from engine.builtin.scenes import LANDSCAPE, NATURAL_COLORS, Scene


@dataclass(frozen=True, slots=True)
class Mentions:
    """What is named; an attribute of which nothing can be said (no extra) never is."""

    subject: bool
    color: bool
    time: bool
    place: bool
    style: bool
    extra: bool
    position: bool
    size: bool


def everything(scene: Scene) -> Mentions:
    """All that can be said of a scene; a centred subject of normal size needs no word for it."""
    return Mentions(
        subject=True,
        color=scene.subject != LANDSCAPE,
        time=True,
        place=True,
        style=True,
        extra=scene.extra != "none",
        position=scene.position != "center",
        size=scene.size != "normal",
    )


def draw_mentions(scene: Scene, rng: random.Random) -> Mentions:
    """What one caption says."""
    is_natural = scene.color in NATURAL_COLORS[scene.subject]
    may_place = scene.count == "1" and scene.subject != LANDSCAPE
    return Mentions(
        subject=True,
        color=rng.random() > (0.45 if is_natural else 0.06),
        time=rng.random() > (0.40 if scene.time == "noon" else 0.15),
        place=rng.random() > 0.20,
        style=rng.random() > (0.60 if scene.style == "illustration" else 0.05),
        extra=scene.extra != "none" and rng.random() < 0.85,
        position=may_place and rng.random() < (0.10 if scene.position == "center" else 0.80),
        size=scene.size != "normal" and rng.random() < 0.80,
    )
