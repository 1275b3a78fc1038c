"""The two places with the brightest grounds: a beach under palms and a field of flowers."""

import math
import random

from PIL import Image

from engine.builtin.scenes import Scene
from engine.studio.drawing.brush import Point, ring
from engine.studio.drawing.palette import Rgb, mixed, shaded
from engine.studio.drawing.scenery import (
    band,
    blossom,
    canvas,
    festive,
    hazed,
    palm,
    ridge,
    spot,
    stretched,
)
from engine.studio.drawing.view import View
from engine.studio.drawing.water import draw_glint, water_tones

BEDS: tuple[tuple[Rgb, ...], ...] = (
    ((232, 66, 74), (252, 204, 70), (244, 130, 176)),
    ((148, 104, 214), (176, 136, 232), (148, 104, 214)),
    ((250, 160, 66), (250, 246, 236), (226, 84, 130)),
)
"""The colors of neighbouring rows: tulips, lavender, a mixed garden."""


def draw_beach(scene: Scene, rng: random.Random) -> list[Image.Image]:
    """A strip of sea, sand with a wet edge, a palm at one or both sides, a parasol or starfish."""
    shift = View.of(scene).ground
    top, shore = 0.60 + shift, 0.73 + shift
    water, sand = canvas(scene), canvas(scene)
    near, deep = _shallows(scene)
    for i in range(8):
        band(water, top + 0.20 * i / 8, 1.0, mixed(deep, near, i / 7))
    draw_glint(scene, water, top, 2)
    phase, waves = rng.uniform(0, math.tau), rng.uniform(0.8, 1.4)
    foam = mixed(near, hazed(scene, (255, 255, 255), 0.0), 0.85)
    for dy, color in (
        (-0.024, foam),
        (0.0, hazed(scene, (226, 190, 136), 0.0)),
        (0.030, hazed(scene, (248, 222, 168), 0.0)),
    ):
        ridge(sand, color, shore + dy, 0.014, phase, waves)
    both = rng.random() < 0.5 or scene.aspect > 1
    spots = [(0.08, 0.86, 0.62, 0.8)]
    if both:
        spots.append((0.93, 0.82, 0.46, -0.8))
    for x, y, size, lean in spots:
        x += rng.uniform(-0.03, 0.03)
        palm(sand, x, y, size * rng.uniform(0.9, 1.1), lean, scene)
    if both:
        _starfish(scene, sand, rng.uniform(0.76, 0.88), 0.93)
    else:
        _parasol(scene, sand, rng.uniform(0.86, 0.92), 0.86 + shift, rng)
    return [water, sand]


def _shallows(scene: Scene) -> tuple[Rgb, Rgb]:
    """The color of the water at the sand and at the horizon."""
    pale, deep = water_tones(scene)
    if scene.time == "sunset":
        return pale, deep
    return (
        mixed(pale, hazed(scene, (84, 214, 206), 0.0), 0.55),
        mixed(pale, hazed(scene, (24, 118, 190), 0.0), 0.70),
    )


def _starfish(scene: Scene, layer: Image.Image, x: float, y: float) -> None:
    b = spot(layer, x, y, 0.052)
    points: list[Point] = []
    for tip, dent in zip(ring(0, 0, 1.0, 5, 0.3), ring(0, 0, 0.42, 5, 0.93), strict=True):
        points += [tip, dent]
    b.polygon(points, festive(scene, (240, 112, 92)))


def _parasol(scene: Scene, layer: Image.Image, x: float, y: float, rng: random.Random) -> None:
    b = spot(layer, x, y, 0.30)
    b.box((-0.025, 0.0), (0.025, 0.85), festive(scene, (250, 246, 236)))
    color = festive(scene, rng.choice(((232, 78, 80), (60, 150, 214), (250, 176, 64))))
    b.dome(0.0, 0.58, 0.52, 0.40, color)
    b.dome(0.0, 0.58, 0.19, 0.40, festive(scene, (252, 248, 238)))


def draw_flowers(scene: Scene, rng: random.Random) -> list[Image.Image]:
    """Rows of blossoms that run to a vanishing point under soft hills."""
    shift, phase = View.of(scene).ground, rng.uniform(0, math.tau)
    top = 0.66 + shift
    hill = hazed(scene, (140, 190, 150), 0.36)
    far = ridge(canvas(scene), hill, 0.60 + shift, 0.035, phase, rng.uniform(0.8, 1.3))
    field = canvas(scene)
    green = hazed(scene, (92, 158, 80), 0.0)
    band(field, top, 1.0, green)
    bed = rng.choice(BEDS)
    eye = rng.uniform(0.38, 0.62)
    rows = round(7 * max(1.0, scene.aspect * 0.8)) | 1
    step = 2.2 / rows
    for i in range(rows):
        foot = 0.5 + (i - rows // 2) * step
        color = festive(scene, bed[i % len(bed)])
        _row(field, eye, top, foot, step, color)
    return [far, field]


def _row(field: Image.Image, eye: float, top: float, foot: float, step: float, color: Rgb) -> None:
    """One bed from the horizon to the lower edge, with blossoms that grow towards it."""
    half = step * 0.29
    start = eye + (foot - eye) * 0.16
    stretched(
        field,
        [
            (start - half * 0.2, top),
            (start + half * 0.2, top),
            (foot + half, 1.0),
            (foot - half, 1.0),
        ],
        shaded(color, 0.74),
    )
    heart = mixed(color, (255, 244, 190), 0.65)
    share = 0.06
    while share < 1.05:
        x, y = start + (foot - start) * share, top + (1 - top) * share
        size = 0.012 + 0.042 * share
        if -0.05 < x < 1.05:
            blossom(field, x, y, size, color, heart)
        share += 0.075 + 0.14 * share
