"""The layer of the subjects: where each stands, what it stands on, and the shape itself."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from PIL import Image

from engine.builtin.scenes import FLYING, HALF_WIDTHS, Placement, Scene, placements
from engine.studio.drawing import animals, buildings, machines, nature
from engine.studio.drawing.brush import Brush
from engine.studio.drawing.look import Look
from engine.studio.drawing.palette import GROUND_LIGHT, SUBJECT_LIGHT, Rgb, shaded
from engine.studio.drawing.sky import canvas

SHAPES: Mapping[str, Callable[[Brush, Look], None]] = {
    "lighthouse": buildings.lighthouse,
    "house": buildings.house,
    "castle": buildings.castle,
    "tent": buildings.tent,
    "tree": nature.tree,
    "flower": nature.flower,
    "mushroom": nature.mushroom,
    "cat": animals.cat,
    "sailboat": machines.sailboat,
    "balloon": machines.balloon,
    "rocket": machines.rocket,
    "robot": machines.robot,
    "windmill": buildings.windmill,
    "pagoda": buildings.pagoda,
    "owl": animals.owl,
    "rabbit": animals.rabbit,
    "car": machines.car,
    "ufo": machines.ufo,
}

SHADOWS: Mapping[str, Rgb] = {
    "mountains": (110, 168, 98),
    "hills": (98, 168, 76),
    "desert": (232, 178, 100),
    "snow": (224, 234, 252),
    "forest": (104, 162, 80),
    "city": (130, 132, 146),
    "beach": (236, 208, 150),
    "flowers": (104, 172, 82),
}
"""The ground a subject's shadow falls on."""

MIRRORED_KIND = 1
"""The variant of every shape that looks the other way."""

RIMS: Mapping[str, Rgb] = {"black": (168, 172, 214), "white": (132, 136, 164)}
"""Edges of the subjects that a night sky or snow would swallow."""


def draw_subjects(scene: Scene) -> Image.Image:
    """All subjects of the scene on one transparent layer, each in the same variant."""
    look = Look.of(scene)
    is_mirrored = look.kind == MIRRORED_KIND
    shapes, footing = canvas(scene), canvas(scene)
    width, height = shapes.size
    places = placements(scene)
    if not places:
        return shapes
    room = _room(places)
    for place in places:
        b = Brush(
            shapes,
            place.x * width,
            place.foot_y * height,
            place.height * height * room,
            SUBJECT_LIGHT[scene.time],
            is_mirrored,
        )
        if scene.subject not in FLYING:
            _draw_footing(Brush(footing, b.x_px, b.y_px, b.scale_px, b.light, is_mirrored), scene)
        SHAPES[scene.subject](b, look)
    _draw_rim(footing, shapes, scene)
    footing.alpha_composite(shapes)
    return footing


def _room(places: Sequence[Placement]) -> float:
    """A factor on the size of several subjects that keeps neighbours from touching."""
    gaps = ((b.x - a.x) / (a.half_width + b.half_width) for a, b in pairwise(places))
    return min(1.0, 0.98 * min(gaps, default=2.0))


def _draw_rim(under: Image.Image, shapes: Image.Image, scene: Scene) -> None:
    """A thin edge of light around black subjects after dark, of shadow around white ones by day."""
    is_night = scene.time in ("night", "aurora", "rain", "sunset")
    if scene.color not in RIMS or is_night != (scene.color == "black"):
        return
    mask = shapes.getchannel("A")
    box = mask.getbbox()
    assert box is not None
    mask = mask.crop(box)
    for dx, dy in ((-3, 0), (3, 0), (0, -3), (0, 3)):
        under.paste(RIMS[scene.color], (box[0] + dx, box[1] + dy), mask)


def _draw_footing(b: Brush, scene: Scene) -> None:
    """An islet in the sea, a pond under a boat on land, else a shadow in
    the styles that would not draw its outline.
    """
    half = HALF_WIDTHS[scene.subject]
    is_boat, is_sea = scene.subject == "sailboat", scene.place == "sea"
    if is_boat and is_sea:
        b.box((-0.42, -0.015), (0.46, 0.025), (214, 236, 246), radius=0.02)
    elif is_boat:
        b.ellipse(0.0, 0.015, 0.62, 0.085, (104, 182, 222))
        b.ellipse(0.0, 0.0, 0.46, 0.045, (70, 146, 202))
    elif is_sea:
        wide = max(0.58, half * 1.12)
        b.ellipse(0.0, -0.01, wide, 0.085, (236, 208, 152))
        b.ellipse(0.0, 0.01, wide * 0.85, 0.055, (128, 186, 96))
    elif scene.style in ("illustration", "watercolor", "oil"):
        shade = Brush(b.image, b.x_px, b.y_px, b.scale_px, GROUND_LIGHT[scene.time])
        wide = max(0.30, half * 0.95)
        shade.ellipse(0.0, 0.0, wide, 0.045, shaded(SHADOWS[scene.place], 0.80))
