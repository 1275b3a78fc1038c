"""The layer of the subjects: where each stands, what it stands on, and the shape itself."""

import random
from collections.abc import Callable, Mapping

from PIL import Image

from engine.builtin.drawing import buildings, machines, nature
from engine.builtin.drawing.brush import CANVAS_PX, Brush
from engine.builtin.drawing.palette import GROUND_LIGHT, SUBJECT_LIGHT, Tones, shaded
from engine.builtin.drawing.sky import canvas
from engine.builtin.scenes import Scene, placements

SHAPES: Mapping[str, Callable[[Brush, Tones, bool], None]] = {
    "lighthouse": buildings.lighthouse,
    "house": buildings.house,
    "castle": buildings.castle,
    "tent": buildings.tent,
    "tree": nature.tree,
    "flower": nature.flower,
    "mushroom": nature.mushroom,
    "cat": nature.cat,
    "sailboat": machines.sailboat,
    "balloon": machines.balloon,
    "rocket": machines.rocket,
    "robot": machines.robot,
}


def draw_subjects(scene: Scene, rng: random.Random) -> Image.Image:
    """All subjects of the scene on one transparent layer."""
    layer = canvas()
    tones = Tones.of(scene.color)
    is_dark = scene.time in ("night", "sunset")
    for place in placements(scene):
        height = place.height * rng.uniform(0.96, 1.04)
        x = place.x + rng.uniform(-0.02, 0.02)
        foot_y = place.foot_y + rng.uniform(-0.01, 0.01)
        b = Brush(
            layer,
            x * CANVAS_PX,
            foot_y * CANVAS_PX,
            height * CANVAS_PX,
            SUBJECT_LIGHT[scene.time],
        )
        _draw_footing(b, scene)
        SHAPES[scene.subject](b, tones, is_dark)
    return layer


def _draw_footing(b: Brush, scene: Scene) -> None:
    """An islet in the sea, a pond under a boat on land, else a shadow, but no
    shadow in the styles that would draw its outline.
    """
    if scene.subject == "balloon":
        return
    is_boat, is_sea = scene.subject == "sailboat", scene.place == "sea"
    if is_boat and is_sea:
        b.box((-0.40, -0.015), (0.44, 0.02), (214, 236, 246), radius=0.017)
    elif is_boat:
        b.ellipse(0.0, 0.015, 0.62, 0.085, (104, 182, 222))
        b.ellipse(0.0, 0.0, 0.46, 0.045, (70, 146, 202))
    elif is_sea:
        b.ellipse(0.0, -0.01, 0.58, 0.085, (236, 208, 152))
        b.ellipse(0.0, 0.01, 0.48, 0.055, (128, 186, 96))
    elif scene.style not in ("ink", "papercut"):
        ground = SHADOWS[scene.place]
        shade = Brush(b.image, b.x_px, b.y_px, b.scale_px, GROUND_LIGHT[scene.time])
        shade.ellipse(0.0, 0.0, 0.42, 0.045, shaded(ground, 0.80))


SHADOWS: Mapping[str, tuple[int, int, int]] = {
    "mountains": (110, 168, 98),
    "hills": (98, 168, 76),
    "desert": (232, 178, 100),
    "snow": (224, 234, 252),
    "forest": (104, 162, 80),
    "city": (130, 132, 146),
}
"""The ground a subject's shadow falls on."""
