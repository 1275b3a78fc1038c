"""Styles of the brush: watercolor on white paper, and oil in thick strokes."""

import math
import random
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from engine.builtin.scenes import Scene
from engine.studio.drawing.layers import (
    PAPER,
    FloatArray,
    Layers,
    SizePx,
    array,
    blend,
    color,
    color_edges,
    image,
    noise,
    vivid,
)
from engine.studio.drawing.view import View


def watercolor(layers: Layers, scene: Scene) -> Image.Image:
    """Thinned, uneven pigment that pools at edges, on white paper with an irregular margin."""
    width, height = size = layers.size
    rng = random.Random(f"paint {View.of(scene).paint}")
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    columns = (x + noise(rng, size, 24, -2.4, 2.4)).clip(0, width - 1).astype(np.intp)
    rows = (y + noise(rng, size, 24, -2.4, 2.4)).clip(0, height - 1).astype(np.intp)
    wobbly = np.asarray(layers.flat())[rows, columns]
    base = Image.fromarray(wobbly).filter(ImageFilter.GaussianBlur(0.7))
    pigment = 1 - (1 - vivid(array(base), 1.22)) * noise(rng, size, 40, 0.66, 1.02)[..., None]
    edges = array(base.convert("L").filter(ImageFilter.FIND_EDGES).filter(ImageFilter.BoxBlur(1)))
    edges[:4] = edges[-4:] = 0
    edges[:, :4] = edges[:, -4:] = 0
    pigment = pigment * (1 - 0.55 * edges)[..., None]
    border = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y))
    border = border + noise(rng, size, 28, -6, 6)
    pool = np.exp(-(((border - 18) / 4) ** 2)) * np.float32(0.14)
    inside = ((border - 13) / 4).clip(0, 1)
    return image(blend(color(PAPER), pigment * (1 - pool)[..., None], inside))


def oil(layers: Layers, scene: Scene) -> Image.Image:
    """Broad strokes that follow each other, finer ones on the subject, lit from the top left."""
    size = layers.size
    variant = View.of(scene).paint
    flat = layers.flat()
    colors = np.asarray(flat.filter(ImageFilter.BoxBlur(1)))
    broad, fine = strokes(size, 10, variant), strokes(size, 5, variant)
    subject = array(layers.subject.getchannel("A").reduce(2).filter(ImageFilter.BoxBlur(2)))
    detail = np.maximum(subject > 0.05, color_edges(flat, 0.22, 7) > 0.5)[..., None]
    painted = np.where(detail, fine.on(colors), broad.on(colors)).astype(np.float32) / 255
    sharp = (subject * np.float32(0.6))[..., None]
    painted = painted * (1 - sharp) + array(flat) * sharp
    relief = np.where(detail, fine.relief[..., None] * 0.7, broad.relief[..., None])
    rich = vivid(painted, 1.28) * np.array((1.05, 1.0, 0.95), np.float32)
    curve = rich + 0.10 * np.sin((rich.clip(0, 1) - 0.5) * math.pi) * 0.5
    return image(np.asarray(curve + relief, np.float32))


@dataclass(frozen=True, slots=True)
class Strokes:
    """Strokes that cover a picture: where each pixel takes its color, and how the paint is lit."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    relief: FloatArray

    def on(self, colors: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The picture (H, W, 3) painted with these strokes, each in one color."""
        return colors[self.rows, self.columns]


@lru_cache(maxsize=64)
def strokes(size: SizePx, width_px: int, variant: int) -> Strokes:
    """Curved strokes along a flowing field; drawn once for all pictures of a size."""
    width, height = size
    rng = random.Random(f"strokes {width_px} {variant}")
    labels = Image.new("I", size)
    pen = ImageDraw.Draw(labels)
    step = width_px * 0.72
    spots = [
        ((i + rng.random()) * step, (j + rng.random()) * step)
        for j in range(-1, math.ceil(height / step) + 1)
        for i in range(-1, math.ceil(width / step) + 1)
    ]
    rng.shuffle(spots)
    reach = width_px * 0.85
    bend = rng.uniform(0, math.tau)
    for label, (x, y) in enumerate(spots):
        angle = 0.75 * math.sin(x / 58 + bend) + 0.75 * math.cos(y / 46 - bend)
        points = []
        for k in (-1.0, 0.0, 1.0):
            turn = angle + 0.35 * k
            points.append((x + k * reach * math.cos(turn), y + k * reach * math.sin(turn)))
        pen.line(points, fill=label, width=width_px, joint="curve")
        for px, py in (points[0], points[-1]):
            r = width_px / 2 - 0.5
            pen.ellipse((px - r, py - r, px + r, py + r), fill=label)
    index = np.asarray(labels)
    centres = np.array(spots)
    columns = centres[:, 0].clip(0, width - 1).astype(np.intp)[index]
    rows = centres[:, 1].clip(0, height - 1).astype(np.intp)[index]
    heights = np.array([rng.random() for _ in spots], np.float32)[index]
    return Strokes(rows, columns, _relief(heights))


def _relief(heights: FloatArray) -> FloatArray:
    """Light on the strokes' upper left edges, shade on their lower right ones, (H, W)."""
    soft = array(image(heights).filter(ImageFilter.BoxBlur(1)))
    slope = np.zeros_like(soft)
    slope[2:-2, 2:-2] = soft[4:, 4:] - soft[:-4, :-4]
    tone = (heights - 0.5) * np.float32(0.09)
    return np.asarray((slope * 0.16).clip(-0.09, 0.14) + tone, np.float32)
