"""Styles of lines: ink on paper, blueprint, and the lead of stained glass."""

import random
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from engine.builtin.scenes import Scene
from engine.studio.drawing.layers import (
    FloatArray,
    Layers,
    SizePx,
    alpha,
    array,
    blend,
    color,
    color_edges,
    image,
    outline,
    visible_outlines,
    vivid,
)
from engine.studio.drawing.palette import Rgb
from engine.studio.drawing.view import View

INK_PAPERS: Mapping[str, Rgb] = {
    "sunrise": (254, 232, 228),
    "noon": (248, 248, 244),
    "sunset": (252, 220, 180),
    "night": (30, 34, 68),
    "rain": (212, 218, 226),
    "aurora": (18, 44, 62),
}
BLUEPRINTS: Mapping[str, Rgb] = {
    "sunrise": (70, 122, 150),
    "noon": (34, 92, 178),
    "sunset": (110, 44, 104),
    "night": (16, 24, 66),
    "rain": (78, 92, 110),
    "aurora": (8, 62, 66),
}
SUNRISE_ROSE: Rgb = (206, 120, 136)
CHALK: Rgb = (238, 244, 250)
LEAD: Rgb = (22, 20, 28)
GRID_PX = 32
CELL_PX = 46


def ink(layers: Layers, scene: Scene) -> Image.Image:
    """Bold pen lines and a colored subject on a pale wash; white lines on navy in the dark."""
    is_dark = scene.time in ("night", "aurora")
    paper = color(INK_PAPERS[scene.time])
    line = color((240, 238, 226) if is_dark else (38, 34, 50))
    flat = array(layers.flat(has_weather=False))
    subject = alpha(layers.subject)
    wash = paper * 0.66 + flat * 0.34
    behind = np.maximum(visible_outlines(layers, 2.2), _sky_lines(layers))
    behind = np.maximum(behind * 0.62, layers.rain() * 0.5) * (1 - subject)
    picture = blend(wash, flat, subject)
    pen = np.maximum(behind, _subject_lines(layers, 3.4))
    return image(blend(picture, line, pen))


def blueprint(layers: Layers, scene: Scene) -> Image.Image:
    """White lines on paper in the tone of the hour, with a grid and a tinted subject."""
    width, height = layers.size
    flat = array(layers.flat(has_weather=False))
    subject = alpha(layers.subject)
    paper = np.broadcast_to(color(BLUEPRINTS[scene.time]), (height, width, 3))
    if scene.time == "sunrise":
        down = np.linspace(0, 1, height, dtype=np.float32)[:, None].repeat(width, axis=1)
        paper = blend(paper, color(SUNRISE_ROSE), down)
    tinted = np.asarray(paper * 0.78 + flat * 0.22, np.float32)
    lines = np.maximum(visible_outlines(layers, 2.2), _sky_lines(layers))
    lines = np.maximum(lines * 0.72, _grid(layers.size) * 0.20)
    lines = np.maximum(lines, layers.rain() * 0.55)
    drawn = blend(tinted, color(CHALK), lines)
    drawn = blend(drawn, flat, subject * 0.84)
    return image(blend(drawn, color(CHALK), _subject_lines(layers, 3.0)))


def glass(layers: Layers, scene: Scene) -> Image.Image:
    """Glowing cells between lines of lead, in a dark frame."""
    flat = layers.flat(has_weather=False)
    subject = alpha(layers.subject)
    tone, leads = panes(layers.size, View.of(scene).paint)
    lines = np.maximum(visible_outlines(layers, 3.4), leads * 0.95)
    lines = np.maximum(lines, _sky_lines(layers)) * (1 - subject)
    lines = np.maximum(lines, _subject_lines(layers, 4.2))
    lines[:7] = lines[-7:] = 1
    lines[:, :7] = lines[:, -7:] = 1
    gloom = array(image(lines).filter(ImageFilter.BoxBlur(5)))
    shine = (1.26 - 0.62 * gloom) * (1 + tone * (1 - 0.75 * subject))
    colors = vivid(array(flat), 1.55) * shine[..., None] + 0.03
    return image(blend(colors, color(LEAD), lines))


def _subject_lines(layers: Layers, width_px: float) -> FloatArray:
    """The subject's outline and the lines where its own colors meet, (H, W)."""
    shape = alpha(layers.subject)
    inner = color_edges(layers.subject.convert("RGB").reduce(2), 0.24)
    inside = (array(image(shape).filter(ImageFilter.BoxBlur(2))) * 3 - 2).clip(0, 1)
    lines: FloatArray = np.maximum(outline(shape, width_px), inner * inside * 0.72)
    return lines


def _sky_lines(layers: Layers) -> FloatArray:
    """Lines round sun, moon, stars, rainbow and curtains where nothing hides them, (H, W)."""
    hidden: FloatArray = np.maximum.reduce([alpha(layer) for layer in layers.stack()[1:]])
    return color_edges(layers.sky.convert("RGB").reduce(2), 0.19) * (1 - hidden)


def _grid(size: SizePx) -> FloatArray:
    """Lines two pixels wide on every 32nd pixel, (H, W)."""
    width, height = size
    lines = np.zeros((height, width), np.float32)
    for k in (0, 1):
        lines[GRID_PX // 2 - k :: GRID_PX] = 1
        lines[:, GRID_PX // 2 - k :: GRID_PX] = 1
    return lines


@lru_cache(maxsize=64)
def panes(size: SizePx, variant: int) -> tuple[FloatArray, FloatArray]:
    """The tone of each coarse pane of glass, about 0, and the lead between them, both (H, W)."""
    width, height = size
    rng = random.Random(f"panes {variant}")
    columns, rows = round(width / CELL_PX), round(height / CELL_PX)
    spots = [
        ((i + 0.5 + rng.uniform(-0.34, 0.34)) * width / columns,
         (j + 0.5 + rng.uniform(-0.34, 0.34)) * height / rows)
        for j in range(rows)
        for i in range(columns)
    ]  # fmt: skip
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    squares = np.stack([(x - px) ** 2 + (y - py) ** 2 for px, py in spots])
    nearest: NDArray[np.intp] = squares.argmin(axis=0)
    two = np.sqrt(np.partition(squares, 1, axis=0)[:2])
    leads = (2.4 - (two[1] - two[0]) * 0.8).clip(0, 1)
    tones = np.array([rng.uniform(-0.20, 0.16) for _ in spots], np.float32)
    return tones[nearest], np.asarray(leads, np.float32)
