"""What falls or glows in the air: rain streaks and rain clouds, and the curtains of an aurora."""

import math
import random

import numpy as np
from PIL import Image, ImageDraw

from engine.builtin.scenes import Scene
from engine.studio.drawing.palette import SKIES, Rgb, mixed
from engine.studio.drawing.scenery import canvas, spot

CURTAIN_GREEN = np.array((96, 255, 168), np.float32)
CURTAIN_VIOLET = np.array((176, 96, 232), np.float32)


def draw_weather(scene: Scene, rng: random.Random) -> Image.Image | None:
    """The layer of falling rain, half transparent so that the subject stays legible."""
    if scene.time != "rain":
        return None
    layer = canvas(scene)
    draw = ImageDraw.Draw(layer)
    width, height = layer.size
    unit = min(layer.size)
    slant = rng.choice((-0.34, 0.34))
    step = unit / 6.5
    rows, columns = round(height / step) + 1, round(width / step) + 1
    for row in range(rows):
        for column in range(columns):
            x = (column + 0.5 * (row % 2) + rng.uniform(-0.3, 0.3)) * step
            y = (row + rng.uniform(-0.3, 0.3)) * step
            long = unit * rng.uniform(0.060, 0.095)
            draw.line(
                (x, y, x + slant * long, y + long),
                fill=(228, 238, 250, 150),
                width=max(2, round(unit * 0.0105)),
            )
    return layer


def draw_rain_clouds(scene: Scene, layer: Image.Image, rng: random.Random) -> None:
    """Paints low dark clouds along the top of the sky."""
    top, middle, _ = SKIES["rain"]
    width, height = layer.size
    unit = min(layer.size)
    for row, (y, size, color) in enumerate(
        ((0.13, 0.17, mixed(top, middle, 0.35)), (0.03, 0.17, mixed(top, (52, 66, 92), 0.30)))
    ):
        count = max(3, round(4.2 * width / unit))
        for i in range(count + 1):
            x = (i + 0.5 * row + rng.uniform(-0.22, 0.22)) / count
            radius = size * rng.uniform(0.75, 1.15)
            spot(layer, x, y + rng.uniform(-0.02, 0.02), radius).ellipse(0, 0, 1.15, 0.78, color)
        ImageDraw.Draw(layer).rectangle((0, 0, width, height * y), fill=(*color, 255))


def draw_aurora(scene: Scene, layer: Image.Image, rng: random.Random) -> None:
    """Paints two or three broad curtains of light, green below and violet above."""
    width, height = layer.size[0] // 8, layer.size[1] // 8
    x = (np.arange(width, dtype=np.float32) / width)[None, :]
    y = (np.arange(height, dtype=np.float32) / height)[:, None]
    light = np.zeros((height, width), np.float32)
    violet = np.zeros((height, width), np.float32)
    bases = rng.choice(((0.30, 0.52), (0.26, 0.42, 0.56), (0.38, 0.54)))
    for base in bases:
        phase, waves = rng.uniform(0, math.tau), rng.uniform(0.7, 1.2)
        foot = base + 0.06 * np.sin(phase + waves * math.tau * x)
        foot = foot + rng.uniform(-0.12, 0.12) * (x - 0.5)
        above = foot - y
        reach = 0.15 + 0.05 * np.sin(2.1 * phase + 1.7 * math.tau * x)
        glow = np.where(above > 0, np.exp(-above / reach), np.exp(above / 0.022))
        rays = 0.80 + 0.20 * np.sin(phase * 3 + 26 * x + 5 * np.sin(phase + 6 * x))
        glow = glow * rays
        violet += glow * np.clip(above / 0.20, 0, 1)
        light += glow
    share = np.clip(violet / (light + 1e-3), 0, 1)[..., None]
    color = CURTAIN_GREEN * (1 - share) + CURTAIN_VIOLET * share
    alpha = np.clip(light, 0, 1) * 0.86
    pixels = np.concatenate([color, alpha[..., None] * 255], axis=2).astype(np.uint8)
    curtains = Image.fromarray(pixels).resize(layer.size, Image.Resampling.BICUBIC)
    if scene.style == "poster":
        steps = curtains.getchannel("A").point(lambda a: (a + 32) // 64 * 55)
        curtains.putalpha(steps)
    layer.alpha_composite(curtains)


def puddles(scene: Scene, layer: Image.Image, rng: random.Random) -> None:
    """Paints two flat glints of the sky on the ground, beside the middle."""
    glint: Rgb = mixed(SKIES["rain"][2], (255, 255, 255), 0.15)
    for x, y in ((rng.uniform(0.06, 0.20), 0.90), (rng.uniform(0.78, 0.94), 0.93)):
        spot(layer, x, y, rng.uniform(0.09, 0.13)).ellipse(0.0, 0.0, 1.0, 0.20, glint)
