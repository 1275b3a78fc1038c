"""How the layers of a scene become a picture: one function for each style."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from engine.builtin.drawing.brush import CANVAS_PX
from engine.builtin.drawing.palette import Rgb
from engine.builtin.scenes import Scene

PICTURE_PX = 256
PAPER: Rgb = (250, 247, 240)
CREAM: Rgb = (248, 236, 208)
Pixels = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layers:
    """The drawing before its style, all RGBA at canvas size; `places` goes from far to near."""

    sky: Image.Image
    flyers: Image.Image | None
    places: tuple[Image.Image, ...]
    subject: Image.Image

    def stack(self) -> list[Image.Image]:
        """All layers, back to front."""
        flyers = [] if self.flyers is None else [self.flyers]
        return [self.sky, *flyers, *self.places, self.subject]


def paint(layers: Layers, scene: Scene, rng: random.Random) -> Image.Image:
    """The finished RGB picture, 256 px."""
    return STYLES[scene.style](layers, scene, rng)


def _flat(layers: Layers) -> Image.Image:
    """All layers over each other, RGB at canvas size."""
    picture = layers.sky.copy()
    for layer in layers.stack()[1:]:
        picture.alpha_composite(layer)
    return picture.convert("RGB")


def _array(image: Image.Image) -> Pixels:
    return np.asarray(image, np.float32) / np.float32(255)


def _image(pixels: Pixels) -> Image.Image:
    return Image.fromarray((pixels.clip(0, 1) * 255).astype(np.uint8))


def _noise(rng: random.Random, cells: int, low: float, high: float) -> Pixels:
    """Smooth random values between low and high, (256, 256)."""
    raw = np.frombuffer(rng.randbytes(cells * cells), np.uint8).reshape(cells, cells)
    smooth = Image.fromarray(raw).resize((PICTURE_PX, PICTURE_PX), Image.Resampling.BICUBIC)
    return np.asarray(low + (high - low) * _array(smooth), np.float32)


def _illustration(layers: Layers, scene: Scene, rng: random.Random) -> Image.Image:
    return _flat(layers).reduce(2)


def _watercolor(layers: Layers, scene: Scene, rng: random.Random) -> Image.Image:
    """Thinned, uneven pigment that pools at edges, on white paper with an irregular margin."""
    base = _flat(layers).reduce(2).filter(ImageFilter.GaussianBlur(1.1))
    colors = _array(base)
    gray = colors.mean(axis=2, keepdims=True)
    vivid = gray + (colors - gray) * 1.22
    pigment = 1 - (1 - vivid) * 0.90 * _noise(rng, 6, 0.70, 1.0)[..., None]
    edges = _array(base.convert("L").filter(ImageFilter.FIND_EDGES).filter(ImageFilter.BoxBlur(1)))
    edges[:4] = edges[-4:] = 0
    edges[:, :4] = edges[:, -4:] = 0
    pigment = pigment * (1 - 0.45 * edges)[..., None]
    y, x = np.mgrid[0:PICTURE_PX, 0:PICTURE_PX].astype(np.float32)
    last = PICTURE_PX - 1
    margin = np.minimum(np.minimum(x, last - x), np.minimum(y, last - y)) + _noise(rng, 9, -6, 6)
    inside = np.clip((margin - 13) / 5, 0, 1)[..., None]
    pool = (np.exp(-(((margin - 18) / 4) ** 2)) * 0.10)[..., None]
    paper = np.array(PAPER, np.float32) / 255
    return _image(pigment * (1 - pool) * inside + paper * (1 - inside))


def _pixel(layers: Layers, scene: Scene, rng: random.Random) -> Image.Image:
    """64 by 64 squares with few levels of each color, aligned to the picture's grid."""
    levels = _array(_flat(layers).resize((64, 64), Image.Resampling.BOX)) * 255
    coarse = Image.fromarray((np.round(levels / 32) * 32).clip(0, 255).astype(np.uint8))
    return coarse.resize((PICTURE_PX, PICTURE_PX), Image.Resampling.NEAREST)


def _ink(layers: Layers, scene: Scene, rng: random.Random) -> Image.Image:
    """Pen lines around the subject, a pale wash with a single contour behind it."""
    is_night = scene.time == "night"
    tint = {"sunrise": (253, 236, 230), "noon": (246, 247, 244), "sunset": (252, 226, 192)}
    paper = np.array(tint.get(scene.time, (38, 42, 72)), np.float32) / 255
    line = np.array((236, 234, 222) if is_night else (44, 40, 56), np.float32) / 255
    flat = _array(_flat(layers).reduce(2))
    wash = paper * 0.72 + flat * 0.28
    contours = [_contour(layer, 2) for layer in layers.places]
    if layers.flyers is not None:
        contours.append(_contour(layers.flyers, 2))
    visible = 1 - _array(layers.subject.getchannel("A").reduce(2))
    ink = np.maximum.reduce(contours) * visible * 0.50
    fill = _array(layers.subject.getchannel("A").reduce(2))[..., None] * 0.88
    picture = wash * (1 - fill) + flat * fill
    pen = np.maximum(ink, np.maximum(_contour(layers.subject, 4), _inner_lines(layers.subject)))
    return _image(picture * (1 - pen[..., None]) + line * pen[..., None])


def _contour(layer: Image.Image, width_px: int) -> Pixels:
    """The outline of a layer's shape, (256, 256), 1 on the line."""
    shape = layer.getchannel("A")
    grown = shape.filter(ImageFilter.MaxFilter(2 * (width_px // 2) + 1))
    shrunk = shape.filter(ImageFilter.MinFilter(2 * (width_px // 2) + 1))
    lines = ImageChops.difference(grown, shrunk)
    ImageDraw.Draw(lines).rectangle((0, 0, CANVAS_PX - 1, CANVAS_PX - 1), outline=0, width=6)
    return _array(lines.reduce(2))


def _inner_lines(subject: Image.Image) -> Pixels:
    """Lines where the colors of the subject meet, (256, 256)."""
    edges = np.asarray(subject.convert("RGB").filter(ImageFilter.FIND_EDGES)).max(axis=2)
    drawn = Image.fromarray(((edges > 44) * np.uint8(255)).astype(np.uint8))
    return _array(drawn.filter(ImageFilter.MaxFilter(3)).reduce(2)) * 0.8


def _poster(layers: Layers, scene: Scene, rng: random.Random) -> Image.Image:
    """Richer colors in a cream frame."""
    flat = _array(_flat(layers))
    gray = flat.mean(axis=2, keepdims=True)
    rich = _image(gray + (flat - gray) * 1.35)
    margin, inner = 14, PICTURE_PX - 28
    frame = Image.new("RGB", (PICTURE_PX, PICTURE_PX), CREAM)
    frame.paste(rich.resize((inner, inner), Image.Resampling.LANCZOS), (margin, margin))
    edge = PICTURE_PX - margin - 1
    ImageDraw.Draw(frame).rectangle((margin, margin, edge, edge), outline=(60, 50, 70), width=2)
    return frame


def _papercut(layers: Layers, scene: Scene, rng: random.Random) -> Image.Image:
    """Sheets of pastel card over each other, each with a pale cut edge and a soft shadow."""
    sheets = [layer.reduce(2) for layer in layers.stack()]
    picture = sheets[0].convert("RGB")
    for sheet in sheets[1:]:
        shape = sheet.getchannel("A")
        shadow = Image.new("L", shape.size)
        shadow.paste(shape, (0, 4))
        soft = shadow.filter(ImageFilter.BoxBlur(4)).point(lambda a: int(a * 0.55))
        picture.paste((28, 24, 52), mask=soft)
        rim = shape.filter(ImageFilter.MaxFilter(5))
        picture.paste(PAPER, mask=rim.filter(ImageFilter.BoxBlur(0.5)))
        picture.paste(sheet.convert("RGB"), mask=shape)
    pastel = _array(picture)
    return _image(pastel * 0.90 + 0.075)


STYLES: Mapping[str, Callable[[Layers, Scene, random.Random], Image.Image]] = {
    "illustration": _illustration,
    "watercolor": _watercolor,
    "pixel": _pixel,
    "ink": _ink,
    "poster": _poster,
    "papercut": _papercut,
}
