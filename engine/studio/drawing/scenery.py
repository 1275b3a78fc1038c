"""Parts that the places are made of: ridges placed by fractions, trees that keep their shape.

Fractions are of the layer's own width (x) and height (y, down); a `size` is a fraction of the
shorter side.
"""

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

from engine.builtin.scenes import Scene
from engine.studio.drawing.brush import Brush, Point, curve
from engine.studio.drawing.palette import (
    AIR,
    GROUND_LIGHT,
    SUBJECT_LIGHT,
    Light,
    Rgb,
    mixed,
    shaded,
)

NO_LIGHT = Light(1.0, 1.0, 1.0)


def canvas(scene: Scene) -> Image.Image:
    """An empty RGBA layer, at twice the pixels of the scene's frame."""
    width, height = scene.size_px
    return Image.new("RGBA", (2 * width, 2 * height), (0, 0, 0, 0))


def spot(layer: Image.Image, x: float, y: float, size: float) -> Brush:
    """A brush at a point of the picture that draws colors as they are."""
    width, height = layer.size
    return Brush(layer, x * width, y * height, size * min(layer.size), NO_LIGHT)


def hazed(scene: Scene, color: Rgb, share: float) -> Rgb:
    """A far surface: in the light of the hour, part of it lost in the air."""
    air, least = AIR[scene.time]
    return mixed(GROUND_LIGHT[scene.time].on(color), air, least + (1 - least) * share)


def festive(scene: Scene, color: Rgb) -> Rgb:
    """A small bright thing nearby: it keeps more of its color after dark than the ground does."""
    return mixed(hazed(scene, color, 0.0), SUBJECT_LIGHT[scene.time].on(color), 0.5)


def stretched(layer: Image.Image, points: Sequence[Point], color: Rgb) -> None:
    """Fills a polygon whose points are fractions of both sides."""
    width, height = layer.size
    placed = [(x * width, y * height) for x, y in points]
    ImageDraw.Draw(layer).polygon(placed, fill=(*color, 255))


def band(layer: Image.Image, top: float, bottom: float, color: Rgb) -> None:
    """Fills the whole width between two heights."""
    width, height = layer.size
    ImageDraw.Draw(layer).rectangle((0, top * height, width, bottom * height), fill=(*color, 255))


def ridge(
    layer: Image.Image, color: Rgb, base: float, amplitude: float, phase: float, waves: float
) -> Image.Image:
    """Fills everything below a sine line; gives the layer back."""
    line = []
    for i in range(33):
        x = i / 32
        line.append((x, base + amplitude * math.sin(phase + waves * math.tau * x)))
    stretched(layer, [*line, (1.0, 1.0), (0.0, 1.0)], color)
    return layer


def repeats(scene: Scene, count: int) -> int:
    """How many small things stand side by side in this frame, where a square has `count`."""
    return round(count * max(1.0, scene.aspect))


def pine(layer: Image.Image, x: float, y: float, size: float, color: Rgb, cap: Rgb | None) -> None:
    """A fir of three tiers, each with snow where a cap color is given."""
    b = spot(layer, x, y, size)
    for k in range(3):
        low, half = 0.08 + 0.26 * k, 0.32 - 0.07 * k
        b.polygon([(-half, low), (half, low), (0.0, low + 0.42)], shaded(color, 0.92 + 0.07 * k))
        if cap:
            w = half * 0.48
            b.polygon([(-w, low + 0.22), (w, low + 0.22), (0.0, low + 0.42)], cap)


def cactus(layer: Image.Image, x: float, y: float, size: float, color: Rgb) -> None:
    """A column with two raised arms."""
    b = spot(layer, x, y, size)
    b.box((-0.13, 0.0), (0.13, 1.0), color, radius=0.13)
    for side, low, high in ((-1.0, 0.38, 0.74), (1.0, 0.50, 0.86)):
        ends = sorted((0.0, side * 0.42))
        b.box((ends[0], low), (ends[1], low + 0.16), color, radius=0.08)
        b.box((side * 0.42 - 0.09, low), (side * 0.42 + 0.09, high), color, radius=0.09)


def palm(layer: Image.Image, x: float, y: float, size: float, lean: float, scene: Scene) -> None:
    """A palm that leans to one side (`lean` -1 to 1) under six broad leaves."""
    b = spot(layer, x, y, size)
    trunk, leaf = festive(scene, (158, 108, 66)), festive(scene, (46, 142, 82))
    top = (lean * 0.26, 0.78)
    left = curve((-0.055, 0.0), (-0.04 + lean * 0.02, 0.45), (top[0] - 0.03, top[1]))
    right = curve((top[0] + 0.03, top[1]), (0.05 + lean * 0.02, 0.45), (0.065, 0.0))
    b.polygon(left + right, trunk)
    for dx, dy, rise, light in (
        (-0.46, -0.16, 0.22, 0.82), (0.46, -0.16, 0.22, 0.82), (-0.50, 0.06, 0.24, 0.92),
        (0.50, 0.06, 0.24, 0.92), (-0.26, 0.22, 0.20, 1.06), (0.26, 0.22, 0.20, 1.06),
    ):  # fmt: skip
        tip = (top[0] + dx, top[1] + dy)
        over = curve(top, (top[0] + dx * 0.5, top[1] + dy * 0.5 + rise), tip, 6)
        under = curve(tip, (top[0] + dx * 0.45, top[1] + dy * 0.5 + rise * 0.25), top, 6)
        b.polygon(over + under, shaded(leaf, light))
    for dx, dy in ((-0.045, -0.03), (0.045, -0.04)):
        b.ellipse(top[0] + dx, top[1] + dy, 0.045, None, shaded(trunk, 0.75))


def blossom(layer: Image.Image, x: float, y: float, size: float, color: Rgb, heart: Rgb) -> None:
    """A flower head seen from above: four round petals and a heart."""
    b = spot(layer, x, y, size)
    for dx, dy in ((-0.5, 0.0), (0.5, 0.0), (0.0, 0.45), (0.0, -0.45)):
        b.ellipse(dx, dy, 0.52, None, color)
    b.ellipse(0.0, 0.0, 0.34, None, heart)
