"""Styles of flat shapes: illustration, pixels, poster and paper cuts."""

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from engine.builtin.scenes import Scene
from engine.studio.drawing.layers import (
    PAPER,
    FloatArray,
    Layers,
    SizePx,
    alpha,
    array,
    blend,
    color,
    image,
    vivid,
)
from engine.studio.drawing.palette import Rgb

CREAM: Rgb = (248, 236, 208)
POSTER_INK: Rgb = (52, 42, 66)
SQUARE_PX = 4


def illustration(layers: Layers, scene: Scene) -> Image.Image:
    """The layers as they are."""
    return layers.flat()


def pixel(layers: Layers, scene: Scene) -> Image.Image:
    """Squares with few levels of each color, and a dark line one square wide round the subject."""
    width, height = layers.size
    grid = (width // SQUARE_PX, height // SQUARE_PX)
    levels = array(layers.flat().resize(grid, Image.Resampling.BOX)) * 255
    coarse = np.round(levels / 32) * 32
    shape = layers.subject.getchannel("A").resize(grid, Image.Resampling.BOX)
    solid = shape.point(lambda a: 255 if a > 120 else 0)
    rim = array(solid.filter(ImageFilter.MaxFilter(3))) - array(solid)
    dark = coarse * 0.30 + np.array((14, 10, 26), np.float32)
    squares = image(blend(coarse, dark, rim) / 255)
    return squares.resize((width, height), Image.Resampling.NEAREST)


def poster(layers: Layers, scene: Scene) -> Image.Image:
    """Rich flat colors in a cream frame; a cream line parts the subject from what is behind it."""
    width, height = layers.size
    flat = vivid(array(layers.flat()), 1.35)
    shape = alpha(layers.subject)
    grown = array(image(shape).filter(ImageFilter.MaxFilter(7)).filter(ImageFilter.BoxBlur(0.7)))
    rich = image(blend(flat, color(CREAM), (grown - shape).clip(0, 1) * 0.92))
    margin = 14
    frame = Image.new("RGB", (width, height), CREAM)
    inner = (width - 2 * margin, height - 2 * margin)
    frame.paste(rich.resize(inner, Image.Resampling.LANCZOS), (margin, margin))
    box = (margin - 1, margin - 1, width - margin, height - margin)
    ImageDraw.Draw(frame).rectangle(box, outline=POSTER_INK, width=3)
    return frame


def papercut(layers: Layers, scene: Scene) -> Image.Image:
    """Sheets of card over each other, each with a white cut edge and a shadow below it."""
    sheets = [layer.reduce(2) for layer in layers.stack()]
    if layers.weather is not None:
        streaks = layers.weather.reduce(2)
        streaks.putalpha(image(layers.rain()))
        sheets.insert(-1, streaks)
    picture = image(array(sheets[0].convert("RGB")) * _openings(layers.size)[..., None])
    for sheet in sheets[1:]:
        shape = sheet.getchannel("A")
        shadow = Image.new("L", shape.size)
        shadow.paste(shape, (3, 6))
        soft = shadow.filter(ImageFilter.BoxBlur(3)).point(lambda a: int(a * 0.58))
        picture.paste((24, 20, 48), mask=soft)
        picture.paste(PAPER, mask=shape.filter(ImageFilter.MaxFilter(5)))
        picture.paste(sheet.convert("RGB"), mask=shape)
    return image(array(picture) * 0.90 + 0.075)


@lru_cache(maxsize=8)
def _openings(size: SizePx) -> FloatArray:
    """Light on a sky of three sheets with round holes, each above the next smaller, (H, W)."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    unit = float(np.hypot(width, height))
    across, down = x - 0.5 * width, y - 0.66 * height
    angle = np.arctan2(down, across)
    distance = np.hypot(across * 256 / width, down * 256 / height)
    light = np.full((height, width), 1.10, np.float32)
    for k, radius in enumerate((88, 132, 176)):
        beyond = (distance - radius - 5 * np.sin(9 * angle + 2 * k)) * np.float32(unit / 362)
        under = np.exp(beyond.clip(-60, 0) / 7) * 0.36
        rim = (1.5 - np.abs(beyond - 1.5)).clip(0, 1) * 0.16
        light = np.where(beyond > 0, light * 0.86 + rim, light * (1 - under))
    return np.asarray(light, np.float32)
