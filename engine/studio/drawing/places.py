"""The nine places of a scene: each gives layers from far to near, the last holds the ground."""

import random
from collections.abc import Callable, Mapping

from PIL import Image

from engine.builtin.scenes import Scene
from engine.studio.drawing.brush import Brush
from engine.studio.drawing.gardens import draw_beach, draw_flowers
from engine.studio.drawing.palette import LAMP, LAMPLIT, SKIES, Rgb, mixed, shaded
from engine.studio.drawing.scenery import (
    band,
    cactus,
    canvas,
    hazed,
    pine,
    repeats,
    ridge,
    spot,
    stretched,
)
from engine.studio.drawing.view import View
from engine.studio.drawing.water import draw_sea
from engine.studio.drawing.weather import puddles

PlaceLayers = list[Image.Image]


def draw_place(scene: Scene, rng: random.Random) -> PlaceLayers:
    """The layers of the scene's place, far to near, before the flip."""
    layers = PLACES[scene.place](scene, rng)
    if scene.time == "rain" and scene.place != "sea":
        puddles(scene, layers[-1], rng)
    return layers


def _peak(
    layer: Image.Image, x: float, base: float, top: float, half: float, rock: Rgb, snow: Rgb
) -> None:
    """A mountain with a white cap, its sides in two tones; all in fractions of the picture."""
    crest, foot = (x, top), (x + half * 0.16, base)
    stretched(layer, [(x - half, base), crest, foot], shaded(rock, 0.90))
    stretched(layer, [(x + half, base), crest, foot], mixed(rock, snow, 0.14))
    w, low, notch = half * 0.36, base - (base - top) * 0.64, (base - top) * 0.09
    cap = [
        crest,
        (x + w, low),
        (x + w * 0.40, low - notch),
        (x, low + notch * 0.4),
        (x - w * 0.45, low - notch),
        (x - w, low),
    ]
    stretched(layer, cap, snow)


RANGES: tuple[tuple[tuple[float, float, float], ...], ...] = (
    ((0.02, 0.40, 0.34), (0.50, 0.30, 0.36), (0.98, 0.38, 0.34)),
    ((0.20, 0.31, 0.38), (0.76, 0.36, 0.40)),
    ((0.05, 0.36, 0.27), (0.36, 0.43, 0.26), (0.66, 0.32, 0.29), (1.00, 0.42, 0.26)),
)
FOOTHILLS: tuple[tuple[tuple[float, float, float], ...], ...] = (
    ((0.24, 0.47, 0.30), (0.76, 0.51, 0.28)),
    ((-0.02, 0.50, 0.27), (0.47, 0.54, 0.26), (0.98, 0.48, 0.28)),
)


def _mountains(scene: Scene, rng: random.Random) -> PlaceLayers:
    ground = 0.76 + View.of(scene).ground
    far, near = canvas(scene), canvas(scene)
    snow = hazed(scene, (255, 255, 255), 0.10)
    for layer, peaks, rock in (
        (far, rng.choice(RANGES), hazed(scene, (134, 146, 190), 0.38)),
        (near, rng.choice(FOOTHILLS), hazed(scene, (96, 112, 160), 0.12)),
    ):
        shift = rng.uniform(-0.07, 0.07)
        for x, top, half in peaks:
            tall = top + rng.uniform(-0.03, 0.03)
            _peak(layer, x + shift, ground + 0.04, tall, half, rock, snow)
    wood = hazed(scene, (66, 128, 92), 0.06)
    woods = repeats(scene, 4)
    for i in range(woods + 1):
        x = (i + rng.uniform(-0.25, 0.25)) / woods
        if not 0.30 < x < 0.70:
            pine(near, x, ground + 0.02, rng.uniform(0.13, 0.19), wood, None)
    meadow = hazed(scene, (118, 178, 98), 0.0)
    return [far, near, ridge(canvas(scene), meadow, ground, 0.015, rng.uniform(0, 6.2), 0.8)]


def _hills(scene: Scene, rng: random.Random) -> PlaceLayers:
    shift, phase = View.of(scene).ground, rng.uniform(0, 6.2)
    waves = rng.uniform(0.8, 1.3)
    far = ridge(
        canvas(scene), hazed(scene, (152, 206, 132), 0.34), 0.58 + shift, 0.05, phase, waves
    )
    middle = canvas(scene)
    tree = hazed(scene, (74, 148, 84), 0.06)
    count = repeats(scene, 4)
    for i in range(count + 1):
        b = spot(middle, (i + rng.uniform(-0.3, 0.3)) / count, 0.665 + shift, 0.062)
        b.ellipse(0.0, 0.45, rng.uniform(0.75, 1.1), None, tree)
    ridge(middle, hazed(scene, (126, 192, 100), 0.10), 0.68 + shift, 0.032, phase + 2.2, 0.9)
    near = hazed(scene, (100, 172, 78), 0.0)
    return [far, middle, ridge(canvas(scene), near, 0.77 + shift, 0.020, phase + 4.0, 0.8)]


def _mesa(layer: Image.Image, x: float, half: float, height: float, base: float, rock: Rgb) -> None:
    """A table mountain, banded and brighter on one side; in fractions of the picture."""
    for low, high, tone in ((0.0, 0.42, 0.94), (0.42, 0.74, 1.06), (0.74, 1.0, 0.94)):
        a, b = half * (1 - 0.32 * low), half * (1 - 0.32 * high)
        y0, y1 = base - height * low, base - height * high
        corners = [(x - a, y0), (x + a, y0), (x + b, y1), (x - b, y1)]
        stretched(layer, corners, shaded(rock, tone))


def _desert(scene: Scene, rng: random.Random) -> PlaceLayers:
    shift, phase = View.of(scene).ground, rng.uniform(0, 6.2)
    mesas, near = canvas(scene), canvas(scene)
    rock = hazed(scene, (208, 118, 84), 0.26)
    for x, half, height in rng.choice(
        (
            ((0.17, 0.15, 0.18), (0.88, 0.13, 0.13)),
            ((0.08, 0.14, 0.13), (0.40, 0.09, 0.10), (0.84, 0.16, 0.19)),
            ((0.28, 0.19, 0.16), (0.96, 0.12, 0.20)),
        )
    ):
        _mesa(mesas, x + rng.uniform(-0.05, 0.05), half, height, 0.71 + shift, rock)
    sand = hazed(scene, (246, 206, 138), 0.06)
    dune = ridge(canvas(scene), sand, 0.68 + shift, 0.03, phase, rng.uniform(0.8, 1.3))
    ridge(near, hazed(scene, (234, 180, 102), 0.0), 0.76 + shift, 0.018, phase + 2.5, 0.8)
    green = hazed(scene, (84, 150, 94), 0.0)
    for x, y, size in ((0.10, 0.83, 0.21), (0.91, 0.81, 0.16)):
        cactus(near, x + rng.uniform(-0.04, 0.04), y, size * rng.uniform(0.85, 1.2), green)
    if scene.aspect > 1:
        cactus(near, rng.choice((0.25, 0.76)), 0.79, 0.12, green)
    return [mesas, dune, near]


def _wood(scene: Scene, rng: random.Random, trees: Image.Image, foot: float, size: float,
          color: Rgb, cap: Rgb | None) -> None:  # fmt: skip
    """Firs at both sides of the picture, bigger towards its edges; the middle stays free."""
    width, height = trees.size
    reach = 0.30 if width <= height else 0.36
    edge = 0.10 if width < height else 0.05
    size *= 1.2 if width < height else 1.0
    count = 2 if width <= height * 1.2 else 3
    for side in (0.0, 1.0):
        for i in range(count):
            inward = edge + reach * i / count + rng.uniform(-0.03, 0.03)
            tall = size * (1 - 0.28 * i / (count - 1)) * rng.uniform(0.88, 1.10)
            pine(trees, abs(side - inward), foot, tall, color, cap)


def _snow(scene: Scene, rng: random.Random) -> PlaceLayers:
    shift, phase = View.of(scene).ground, rng.uniform(0, 6.2)
    trees = canvas(scene)
    green, cap = hazed(scene, (92, 146, 138), 0.22), hazed(scene, (255, 255, 255), 0.05)
    _wood(scene, rng, trees, 0.77 + shift, 0.34, green, cap)
    far = hazed(scene, (212, 226, 248), 0.16)
    near = hazed(scene, (246, 250, 255), 0.0)
    return [
        ridge(canvas(scene), far, 0.62 + shift, 0.045, phase, rng.uniform(0.8, 1.3)),
        trees,
        ridge(canvas(scene), near, 0.75 + shift, 0.018, phase + 2.0, 0.8),
    ]


def _forest(scene: Scene, rng: random.Random) -> PlaceLayers:
    shift = View.of(scene).ground
    far, near = canvas(scene), canvas(scene)
    pale, deep = hazed(scene, (104, 164, 124), 0.36), hazed(scene, (54, 122, 86), 0.06)
    band(far, 0.66 + shift, 1.0, pale)
    count = repeats(scene, 6)
    for i in range(count):
        x = (i + 0.5 + rng.uniform(-0.2, 0.2)) / count
        pine(far, x, 0.72 + shift, rng.uniform(0.34, 0.46), pale, None)
    _wood(scene, rng, near, 0.81 + shift, 0.52, deep, None)
    floor = canvas(scene)
    ridge(floor, hazed(scene, (88, 146, 74), 0.0), 0.77 + shift, 0.015, rng.uniform(0, 6.2), 0.8)
    moss = hazed(scene, (128, 184, 92), 0.0)
    for x, y in ((0.14, 0.86), (0.84, 0.83), (0.68, 0.95), (0.30, 0.97)):
        x += rng.uniform(-0.06, 0.06)
        spot(floor, x, y + shift, rng.uniform(0.08, 0.14)).ellipse(0.0, 0.0, 1.0, 0.16, moss)
    return [far, near, floor]


def _tower(b: Brush, half: float, height: float, color: Rgb, roof: str) -> None:
    b.box((-half, 0.0), (half, height), color)
    if roof == "point":
        b.polygon([(-half, height), (half, height), (0.0, height + half * 1.3)], color)
    elif roof == "step":
        b.box((-half * 0.5, height), (half * 0.5, height + half * 0.7), color)
    elif roof == "slant":
        b.polygon([(-half, height), (half, height), (half, height + half * 0.9)], color)


def _city(scene: Scene, rng: random.Random) -> PlaceLayers:
    shift = View.of(scene).ground
    far, near, ground = canvas(scene), canvas(scene), canvas(scene)
    pale, deep = hazed(scene, (142, 152, 190), 0.46), hazed(scene, (104, 112, 156), 0.14)
    base, roofs = 0.80 + shift, ("flat", "flat", "point", "step", "slant")
    tall = far.size[1] / min(far.size)
    count = repeats(scene, 5)
    for i in range(count):
        b = spot(far, (i + 0.5 + rng.uniform(-0.25, 0.25)) / count, base, 1.0)
        _tower(b, 0.078, rng.uniform(0.36, 0.50) * tall, pale, rng.choice(roofs))
    count = repeats(scene, 6)
    dark_pane = mixed(deep, SKIES[scene.time][0], 0.45)
    for i in range(count):
        b = spot(near, (i + 0.5 + rng.uniform(-0.08, 0.08)) / count, base, 1.0)
        half, height = rng.uniform(0.064, 0.076), rng.uniform(0.20, 0.36) * tall
        _tower(b, half, height, deep, rng.choice(roofs))
        pane = LAMP if scene.time in LAMPLIT else mixed(deep, (255, 255, 255), 0.36)
        for row in range(int((height - 0.03) / 0.072)):
            for dx in (-0.031, 0.031):
                y = height - 0.050 - 0.072 * row
                color = pane if rng.random() < 0.75 else dark_pane
                b.box((dx - 0.018, y - 0.021), (dx + 0.018, y + 0.021), color)
    band(ground, 0.76 + shift, 1.0, hazed(scene, (170, 172, 178), 0.0))
    band(ground, 0.83 + shift, 1.0, hazed(scene, (120, 122, 138), 0.0))
    return [far, near, ground]


PLACES: Mapping[str, Callable[[Scene, random.Random], PlaceLayers]] = {
    "mountains": _mountains,
    "sea": draw_sea,
    "hills": _hills,
    "desert": _desert,
    "snow": _snow,
    "forest": _forest,
    "city": _city,
    "beach": draw_beach,
    "flowers": draw_flowers,
}
