"""Turns a Scene into a picture: sky, place, subjects and weather as layers, then a style."""

import random

from PIL import Image

from engine.builtin.scenes import Scene
from engine.studio.drawing.places import draw_place
from engine.studio.drawing.sky import draw_flyers, draw_sky
from engine.studio.drawing.styles import Layers, paint
from engine.studio.drawing.subjects import draw_subjects
from engine.studio.drawing.view import View
from engine.studio.drawing.weather import draw_weather

__all__ = ["draw"]


def draw_scene(scene: Scene) -> Image.Image:
    """The RGB picture of a scene, of its frame's size; equal scenes give equal pixels."""
    return paint(draw_layers(scene), scene)


def draw_layers(scene: Scene) -> Layers:
    """The same before its style."""
    view = View.of(scene)
    sky = draw_sky(scene, random.Random(f"sky {view.sky}"))
    flyers = draw_flyers(scene, random.Random(f"flyers {view.sky}"))
    places = draw_place(scene, random.Random(f"place {view.place}"))
    if view.is_flipped:
        sky = _flipped(sky)
        flyers = None if flyers is None else _flipped(flyers)
        places = [_flipped(layer) for layer in places]
    return Layers(
        sky=sky,
        flyers=flyers,
        places=tuple(places),
        subject=draw_subjects(scene),
        weather=draw_weather(scene, random.Random(f"weather {view.sky}")),
    )


def _flipped(layer: Image.Image) -> Image.Image:
    return layer.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
