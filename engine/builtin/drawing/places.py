"""The seven places of a scene: each gives layers from far to near, the last holds the ground."""

import math
import random
from collections.abc import Callable, Mapping, Sequence

from PIL import Image, ImageDraw

from engine.builtin.drawing.brush import CANVAS_PX, Brush
from engine.builtin.drawing.palette import GROUND_LIGHT, LAMP, SKIES, Light, Rgb, mixed
from engine.builtin.drawing.sky import SUNS, canvas
from engine.builtin.scenes import Scene

Layers = list[Image.Image]


def draw_place(scene: Scene, rng: random.Random) -> Layers:
    """The layers of the scene's place, far to near."""
    return PLACES[scene.place](scene, rng)


def _haze(scene: Scene, color: Rgb, share: float) -> Rgb:
    """A far surface: in the light of the hour, part of it lost in the horizon's color."""
    return mixed(GROUND_LIGHT[scene.time].on(color), SKIES[scene.time][2], share)


def _hill(color: Rgb, base: float, amplitude: float, phase: float, waves: float) -> Image.Image:
    """A layer filled below a sine line; base and amplitude in fractions of the picture."""
    layer = canvas()
    line = []
    for i in range(33):
        x = i / 32
        y = base + amplitude * math.sin(phase + waves * math.tau * x)
        line.append((x * CANVAS_PX, y * CANVAS_PX))
    corners = [(float(CANVAS_PX), float(CANVAS_PX)), (0.0, float(CANVAS_PX))]
    ImageDraw.Draw(layer).polygon(line + corners, fill=(*color, 255))
    return layer


def _brush(layer: Image.Image, x: float, y: float, scale: float) -> Brush:
    return Brush(layer, x * CANVAS_PX, y * CANVAS_PX, scale * CANVAS_PX, Light(1.0, 1.0, 1.0))


def _peaks(peaks: Sequence[tuple[float, float, float]], rock: Rgb, snow: Rgb) -> Image.Image:
    """Triangles with white caps; each peak is centre, top and half width (fractions, y down)."""
    layer = canvas()
    for x, top, half in peaks:
        b = _brush(layer, x, 0.80, 1.0)
        height = 0.80 - top
        b.polygon([(-half, 0.0), (half, 0.0), (0.0, height)], rock)
        w = half * 0.36
        low = height * 0.64
        b.polygon(
            [
                (0.0, height),
                (w, low),
                (w * 0.40, low + 0.045),
                (0.0, low),
                (-w * 0.45, low + 0.045),
                (-w, low),
            ],
            snow,
        )
    return layer


def _mountains(scene: Scene, rng: random.Random) -> Layers:
    shift = rng.uniform(-0.06, 0.06)
    snow = _haze(scene, (255, 255, 255), 0.10)
    far = [(0.02 + shift, 0.40, 0.34), (0.50 + shift, 0.30, 0.36), (0.98 + shift, 0.38, 0.34)]
    near = [(0.24 + shift, 0.46, 0.30), (0.76 + shift, 0.50, 0.28)]
    return [
        _peaks(far, _haze(scene, (134, 146, 186), 0.35), snow),
        _peaks(near, _haze(scene, (98, 112, 156), 0.12), snow),
        _hill(_haze(scene, (110, 168, 98), 0.0), 0.76, 0.015, rng.uniform(0, 6.2), 0.8),
    ]


def _hills(scene: Scene, rng: random.Random) -> Layers:
    phase = rng.uniform(0, 6.2)
    return [
        _hill(_haze(scene, (150, 204, 128), 0.32), 0.59, 0.045, phase, 1.0),
        _hill(_haze(scene, (124, 190, 98), 0.10), 0.68, 0.035, phase + 2.2, 0.9),
        _hill(_haze(scene, (98, 168, 76), 0.0), 0.77, 0.020, phase + 4.0, 0.8),
    ]


def _cactus(layer: Image.Image, x: float, y: float, scale: float, color: Rgb) -> None:
    b = _brush(layer, x, y, scale)
    b.box((-0.13, 0.0), (0.13, 1.0), color, radius=0.13)
    for side, low, high in ((-1.0, 0.38, 0.74), (1.0, 0.50, 0.86)):
        ends = sorted((0.0, side * 0.42))
        b.box((ends[0], low), (ends[1], low + 0.16), color, radius=0.08)
        b.box((side * 0.42 - 0.09, low), (side * 0.42 + 0.09, high), color, radius=0.09)


def _desert(scene: Scene, rng: random.Random) -> Layers:
    phase = rng.uniform(0, 6.2)
    mesa = canvas()
    rock = _haze(scene, (206, 120, 86), 0.28)
    for x, half, height in ((0.17, 0.15, 0.17), (0.88, 0.13, 0.13)):
        b = _brush(mesa, x + rng.uniform(-0.03, 0.03), 0.70, 1.0)
        b.polygon([(-half, 0.0), (half, 0.0), (half * 0.68, height), (-half * 0.68, height)], rock)
    near = _hill(_haze(scene, (232, 178, 100), 0.0), 0.76, 0.018, phase + 2.5, 0.8)
    green = _haze(scene, (84, 148, 92), 0.0)
    _cactus(near, 0.10 + rng.uniform(-0.02, 0.02), 0.82, 0.20, green)
    _cactus(near, 0.91 + rng.uniform(-0.02, 0.02), 0.80, 0.15, green)
    return [mesa, _hill(_haze(scene, (246, 204, 134), 0.06), 0.68, 0.03, phase, 0.9), near]


def _pine(
    layer: Image.Image, x: float, y: float, scale: float, color: Rgb, cap: Rgb | None
) -> None:
    b = _brush(layer, x, y, scale)
    for k in range(3):
        low, half = 0.08 + 0.26 * k, 0.32 - 0.07 * k
        b.polygon([(-half, low), (half, low), (0.0, low + 0.42)], color)
        if cap:
            b.polygon(
                [(-half * 0.48, low + 0.22), (half * 0.48, low + 0.22), (0.0, low + 0.42)], cap
            )


def _snow(scene: Scene, rng: random.Random) -> Layers:
    phase = rng.uniform(0, 6.2)
    trees = canvas()
    green, cap = _haze(scene, (92, 146, 138), 0.22), _haze(scene, (255, 255, 255), 0.05)
    for x, scale in ((0.05, 0.34), (0.21, 0.26), (0.80, 0.26), (0.95, 0.34)):
        _pine(trees, x + rng.uniform(-0.02, 0.02), 0.76, scale, green, cap)
    return [
        _hill(_haze(scene, (218, 230, 248), 0.16), 0.62, 0.045, phase, 0.9),
        trees,
        _hill(_haze(scene, (246, 250, 255), 0.0), 0.75, 0.018, phase + 2.0, 0.8),
    ]


def _forest(scene: Scene, rng: random.Random) -> Layers:
    far, near = canvas(), canvas()
    pale, deep = _haze(scene, (104, 164, 124), 0.34), _haze(scene, (54, 122, 86), 0.06)
    _brush(far, 0.0, 1.0, 1.0).box((0.0, 0.0), (1.0, 0.34), pale)
    for i in range(6):
        _pine(far, (i + 0.5) / 6 + rng.uniform(-0.02, 0.02), 0.72, 0.40, pale, None)
    for x, scale in ((0.02, 0.50), (0.19, 0.36), (0.82, 0.36), (0.98, 0.50)):
        _pine(near, x + rng.uniform(-0.02, 0.02), 0.80, scale, deep, None)
    return [
        far,
        near,
        _hill(_haze(scene, (104, 162, 80), 0.0), 0.77, 0.015, rng.uniform(0, 6.2), 0.8),
    ]


def _city(scene: Scene, rng: random.Random) -> Layers:
    far, near = canvas(), canvas()
    pale, deep = _haze(scene, (142, 152, 186), 0.45), _haze(scene, (106, 114, 154), 0.14)
    is_lit = scene.time in ("night", "sunset")
    for x, top in ((0.10, 0.40), (0.28, 0.30), (0.46, 0.42), (0.62, 0.33), (0.88, 0.36)):
        b = _brush(far, x, 0.80, 1.0)
        b.box((-0.075, 0.0), (0.075, 0.80 - top), pale)
    for x, top in (
        (0.02, 0.52),
        (0.19, 0.46),
        (0.36, 0.58),
        (0.56, 0.55),
        (0.74, 0.47),
        (0.93, 0.54),
    ):
        b = _brush(near, x + rng.uniform(-0.01, 0.01), 0.80, 1.0)
        b.box((-0.075, 0.0), (0.075, 0.80 - top), deep)
        for row in range(3):
            for dx in (-0.034, 0.034):
                y = 0.80 - top - 0.055 - 0.065 * row
                window = LAMP if is_lit else mixed(deep, (255, 255, 255), 0.30)
                b.box((dx - 0.017, y - 0.019), (dx + 0.017, y + 0.019), window)
    ground = canvas()
    b = _brush(ground, 0.0, 1.0, 1.0)
    b.box((0.0, 0.0), (1.0, 0.25), _haze(scene, (164, 166, 172), 0.0))
    b.box((0.0, 0.0), (1.0, 0.17), _haze(scene, (120, 122, 136), 0.0))
    return [far, near, ground]


def _sea(scene: Scene, rng: random.Random) -> Layers:
    middle = SKIES[scene.time][1]
    light = GROUND_LIGHT[scene.time]
    pale, deep = mixed(light.on((92, 184, 216)), middle, 0.25), light.on((34, 108, 176))
    water = canvas()
    b = _brush(water, 0.0, 1.0, 1.0)
    for i in range(16):
        b.box((0.0, 0.0), (1.0, 0.37 * (1 - i / 16)), mixed(pale, deep, i / 15))
    x, _, radius, color = SUNS[scene.time]
    glint = mixed(pale, color, 0.60)
    for i in range(4):
        half = radius * (0.95 - 0.18 * i)
        b.box((x - half, 0.335 - 0.04 * i), (x + half, 0.352 - 0.04 * i), glint, radius=0.008)
    foam = mixed(pale, (255, 255, 255), 0.42)
    for x, y in (
        (0.10, 0.25),
        (0.40, 0.30),
        (0.07, 0.10),
        (0.90, 0.09),
        (0.30, 0.045),
        (0.66, 0.03),
    ):
        x += rng.uniform(-0.03, 0.03)
        b.box((x - 0.065, y), (x + 0.065, y + 0.014), foam, radius=0.007)
    return [water]


PLACES: Mapping[str, Callable[[Scene, random.Random], Layers]] = {
    "mountains": _mountains,
    "sea": _sea,
    "hills": _hills,
    "desert": _desert,
    "snow": _snow,
    "forest": _forest,
    "city": _city,
}
