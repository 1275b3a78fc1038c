"""The layers of a drawing before its style, and the tools that every style uses on them."""

import random
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from engine.studio.drawing.palette import Rgb

PAPER: Rgb = (250, 247, 240)
FloatArray = NDArray[np.floating[Any]]
SizePx = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layers:
    """The drawing before its style, all RGBA at canvas size; `places` goes from far to near."""

    sky: Image.Image
    flyers: Image.Image | None
    places: tuple[Image.Image, ...]
    subject: Image.Image
    weather: Image.Image | None = None

    @property
    def size(self) -> SizePx:
        """Width and height of the finished picture in pixels: half of the canvas."""
        width, height = self.sky.size
        return width // 2, height // 2

    def scenery(self) -> list[Image.Image]:
        """All that stands between the sky and the subject, back to front."""
        return [*([] if self.flyers is None else [self.flyers]), *self.places]

    def stack(self) -> list[Image.Image]:
        """All layers but the weather, back to front."""
        return [self.sky, *self.scenery(), self.subject]

    def flat(self, has_weather: bool = True) -> Image.Image:
        """All layers over each other, RGB at picture size."""
        picture = self.sky.copy()
        for layer in self.stack()[1:]:
            picture.alpha_composite(layer)
        small = picture.convert("RGB").reduce(2)
        if has_weather and self.weather is not None:
            rain = self.weather.reduce(2)
            small.paste(rain.convert("RGB"), mask=image(self.rain()))
        return small

    def rain(self) -> FloatArray:
        """How much the weather covers, (H, W); over the subject a third, to keep it readable."""
        if self.weather is None:
            width, height = self.size
            return np.zeros((height, width), np.float32)
        return alpha(self.weather) * (1 - np.float32(0.67) * alpha(self.subject))


def array(picture: Image.Image) -> FloatArray:
    """Pixels from 0 to 1, (H, W) or (H, W, channels)."""
    return np.asarray(picture, np.float32) / np.float32(255)


def image(pixels: FloatArray) -> Image.Image:
    """The picture of pixels from 0 to 1; others are clipped."""
    return Image.fromarray((pixels.clip(0, 1) * 255 + 0.5).astype(np.uint8))


def color(rgb: Rgb) -> FloatArray:
    """One color as pixels from 0 to 1, (3,)."""
    return np.array(rgb, np.float32) / np.float32(255)


def blend(under: FloatArray, over: FloatArray, cover: FloatArray) -> FloatArray:
    """`over` painted on `under`, both (H, W, 3) or (3,), as far as `cover`, (H, W), says."""
    share = cover[..., None]
    return np.asarray(under * (1 - share) + over * share, np.float32)


def vivid(pixels: FloatArray, factor: float) -> FloatArray:
    """Colors moved away from their gray by a factor."""
    gray = pixels.mean(axis=2, keepdims=True)
    return np.asarray(gray + (pixels - gray) * np.float32(factor), np.float32)


def alpha(layer: Image.Image) -> FloatArray:
    """The shape of a layer at picture size, (H, W)."""
    return array(layer.getchannel("A").reduce(2))


def noise(rng: random.Random, size: SizePx, cell_px: float, low: float, high: float) -> FloatArray:
    """Smooth random values between low and high, (H, W), about one bump for each cell."""
    columns, rows = (max(2, round(side / cell_px)) for side in size)
    raw = np.frombuffer(rng.randbytes(columns * rows), np.uint8).reshape(rows, columns)
    smooth = Image.fromarray(raw).resize(size, Image.Resampling.BICUBIC)
    return np.asarray(low + (high - low) * array(smooth), np.float32)


def outline(shape: FloatArray, width_px: float) -> FloatArray:
    """A smooth line along the border of a shape, (H, W), 1 on the line.

    The blurred shape falls from 1 to 0 over its border, so that the line lies where it is near
    one half; nothing is drawn along the picture's own border.
    """
    reach = width_px * 0.75
    ramp = array(image(shape).filter(ImageFilter.BoxBlur(reach)))
    slope = 2 * reach + 1
    distance = np.abs(ramp - 0.5) * slope
    return np.asarray((width_px / 2 + 0.5 - distance).clip(0, 1), np.float32)


def color_edges(picture: Image.Image, least: float, width_px: int = 3) -> FloatArray:
    """Lines where colors of an RGB picture meet, (H, W); `least` is the step that counts."""
    soft = picture.filter(ImageFilter.BoxBlur(0.6))
    steps = np.asarray(soft.filter(ImageFilter.FIND_EDGES)).max(axis=2).astype(np.float32) / 255
    steps[:2] = steps[-2:] = 0
    steps[:, :2] = steps[:, -2:] = 0
    drawn = image(((steps - least) / 0.15).clip(0, 1))
    if width_px > 1:
        drawn = drawn.filter(ImageFilter.MaxFilter(width_px))
    return array(drawn)


def visible_outlines(layers: Layers, width_px: float) -> FloatArray:
    """The outlines of the scenery that no nearer layer hides, (H, W)."""
    width, height = layers.size
    lines = np.zeros((height, width), np.float32)
    for layer in layers.scenery():
        shape = alpha(layer)
        lines = np.maximum(lines * (1 - shape), outline(shape, width_px))
    return lines
