"""The open sea, and the light of the sun on any water."""

import random

from PIL import Image

from engine.builtin.scenes import Scene
from engine.studio.drawing.palette import GROUND_LIGHT, SKIES, Rgb, mixed
from engine.studio.drawing.scenery import band, canvas, repeats, spot
from engine.studio.drawing.sky import sun_of
from engine.studio.drawing.view import View


def water_tones(scene: Scene) -> tuple[Rgb, Rgb]:
    """The color of water at the horizon and nearby."""
    light, (top, middle, _) = GROUND_LIGHT[scene.time], SKIES[scene.time]
    # Water mirrors a red sky more visibly than a blue one, which it resembles anyway.
    share = 0.58 if scene.time == "sunset" else 0.25
    return (
        mixed(light.on((92, 184, 216)), middle, share),
        mixed(light.on((34, 108, 176)), top, share - 0.20),
    )


def draw_sea(scene: Scene, rng: random.Random) -> list[Image.Image]:
    """Water up to the horizon, with foam."""
    top = 0.63 + View.of(scene).ground
    pale, deep = water_tones(scene)
    water = canvas(scene)
    for i in range(16):
        band(water, top + (1 - top) * i / 16, 1.0, mixed(pale, deep, i / 15))
    draw_glint(scene, water, top, 4)
    foam = mixed(pale, (255, 255, 255), 0.42)
    count = repeats(scene, 3)
    for row, y in enumerate((0.14, 0.40, 0.66, 0.90)):
        for i in range(count if row else count - 1):
            x = (i + 0.25 + 0.5 * (row % 2) + rng.uniform(-0.2, 0.2)) / count
            half = 0.040 + 0.034 * y
            crest = spot(water, x, top + (1 - top) * y, 1.0)
            crest.box((-half, -0.007), (half, 0.008), foam, radius=0.008)
    return [water]


def draw_glint(scene: Scene, water: Image.Image, top: float, count: int) -> None:
    """Paints the sun's or moon's track below it, where the scene has one."""
    sun = sun_of(scene)
    if sun is None:
        return
    glint = mixed(water_tones(scene)[0], sun.color, 0.60)
    for i in range(count):
        half = sun.radius * (0.95 - 0.18 * i)
        stroke = spot(water, sun.x, top + 0.028 + 0.04 * i, 1.0)
        stroke.box((-half, -0.009), (half, 0.009), glint, radius=0.009)
