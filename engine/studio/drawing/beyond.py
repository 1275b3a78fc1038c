"""What lies around a drawing: its world goes on as in a mirror, so that inside its frame the wide
drawing is the drawing itself. From such pairs the painter learns to zoom out and to pan.

Sun, rainbow, subjects and what flies stand once, where they stood; the sky goes on above, the
ground below.
"""

import random
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.builtin.scenes import Scene
from engine.studio.drawing import draw_layers
from engine.studio.drawing.layers import Layers, SizePx
from engine.studio.drawing.sky import draw_empty_sky, draw_rainbow, draw_sun, sun_of
from engine.studio.drawing.styles import paint
from engine.studio.drawing.view import View

GROUND = 0.06
"""The share of a picture's height above its lower edge that goes on below it: little, so that
nothing that stands there stands there again.
"""
GROUND_OF_FLOWERS = 0.16

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Inset:
    """Where the ordinary picture lies in the wide one, in pixels."""

    left: int
    top: int
    width: int
    height: int

    def doubled(self) -> "Inset":
        """In the pixels of the layers."""
        return Inset(2 * self.left, 2 * self.top, 2 * self.width, 2 * self.height)


def draw_beyond(scene: Scene, size: SizePx, inset: Inset) -> Image.Image:
    """The wide RGB picture of a scene, in the scene's style."""
    return paint(_wide_layers(scene, (2 * size[0], 2 * size[1]), inset.doubled()), scene)


def _wide_layers(scene: Scene, size: SizePx, inset: Inset) -> Layers:
    own = draw_layers(scene)
    share = GROUND_OF_FLOWERS if scene.place == "flowers" else GROUND
    ground = max(1, round(share * inset.height))
    columns = _mirrored(size[0], inset.left, inset.width)
    rows = np.arange(size[1]) - inset.top
    below = inset.height - ground + _folded(rows - (inset.height - ground), ground)
    places = rows.clip(0) * (rows < inset.height) + below * (rows >= inset.height)

    def once(layer: Image.Image) -> Image.Image:
        wide = Image.new("RGBA", size, (0, 0, 0, 0))
        wide.paste(_scaled(layer, inset), (inset.left, inset.top))
        return wide

    def on(layer: Image.Image, rows: Indices) -> Image.Image:
        pixels = np.asarray(_scaled(layer, inset))
        return Image.fromarray(pixels[rows[:, None], columns[None]])

    everywhere = _mirrored(size[1], inset.top, inset.height)
    return Layers(
        sky=_wide_sky(scene, size, inset, columns, rows.clip(0, inset.height - 1)),
        flyers=None if own.flyers is None else once(own.flyers),
        places=tuple(on(layer, places) for layer in own.places),
        subject=once(own.subject),
        weather=None if own.weather is None else on(own.weather, everywhere),
    )


def _wide_sky(
    scene: Scene, size: SizePx, inset: Inset, columns: Indices, rows: Indices
) -> Image.Image:
    view = View.of(scene)
    rng = random.Random(f"sky {view.sky}")
    empty = draw_empty_sky(scene, rng)
    arc = draw_rainbow(scene, rng) if scene.extra == "rainbow" else None
    if view.is_flipped:
        empty = empty.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        arc = None if arc is None else arc.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    sky = Image.fromarray(np.asarray(_scaled(empty, inset))[rows[:, None], columns[None]])
    sun = sun_of(scene)
    if sun is not None:
        x = 1 - sun.x if view.is_flipped else sun.x
        moved = replace(
            sun,
            x=(inset.left + x * inset.width) / size[0],
            y=(inset.top + sun.y * inset.height) / size[1],
            radius=sun.radius * _mean_side(inset.width, inset.height) / _mean_side(*size),
        )
        draw_sun(scene, moved, sky)
    if arc is not None:
        sky.alpha_composite(_scaled(arc, inset), (inset.left, inset.top))
    return sky


def _mean_side(width: float, height: float) -> float:
    """What the radius of a sun is a share of."""
    return float(((width * height) ** 0.5 + min(width, height)) / 2)


def _scaled(layer: Image.Image, inset: Inset) -> Image.Image:
    """An RGBA layer at the inset's size; transparent pixels lend it no color."""
    if layer.size == (inset.width, inset.height):
        return layer
    size = (inset.width, inset.height)
    return layer.convert("RGBa").resize(size, Image.Resampling.BOX, reducing_gap=2).convert("RGBA")


def _mirrored(length: int, start: int, period: int) -> Indices:
    """For each of `length` pixels its own of a picture of `period` that begins at `start`."""
    return _folded(np.arange(length) - start, period)


def _folded(places: Indices, period: int) -> Indices:
    """There and back again, within 0 .. period - 1."""
    turned = places % (2 * period)
    return np.asarray(np.where(turned < period, turned, 2 * period - 1 - turned), np.intp)
