"""Turns a Scene into a 256 px picture: sky, place and subjects as layers, then a style."""

import random

from PIL import Image

from engine.builtin.drawing.places import draw_place
from engine.builtin.drawing.sky import draw_flyers, draw_sky
from engine.builtin.drawing.styles import PICTURE_PX, Layers, paint
from engine.builtin.drawing.subjects import draw_subjects
from engine.builtin.scenes import Scene

__all__ = ["PICTURE_PX", "draw"]


def draw(scene: Scene) -> Image.Image:
    """The RGB picture of a scene; equal scenes give equal pixels."""
    rng = random.Random(scene.seed)
    layers = Layers(
        sky=draw_sky(scene, rng),
        flyers=draw_flyers(scene, rng),
        places=tuple(draw_place(scene, rng)),
        subject=draw_subjects(scene, rng),
    )
    return paint(layers, scene, rng)
