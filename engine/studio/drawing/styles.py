"""How the layers of a scene become a picture: one function for each style."""

from collections.abc import Callable, Mapping

from PIL import Image

from engine.builtin.scenes import Scene
from engine.studio.drawing.layers import Layers
from engine.studio.drawing.line_styles import blueprint, glass, ink
from engine.studio.drawing.paint_styles import oil, watercolor
from engine.studio.drawing.print_styles import illustration, papercut, pixel, poster

__all__ = ["PICTURE_PX", "STYLES", "Layers", "paint"]

PICTURE_PX = 256

STYLES: Mapping[str, Callable[[Layers, Scene], Image.Image]] = {
    "illustration": illustration,
    "watercolor": watercolor,
    "pixel": pixel,
    "ink": ink,
    "poster": poster,
    "papercut": papercut,
    "oil": oil,
    "glass": glass,
    "blueprint": blueprint,
}


def paint(layers: Layers, scene: Scene) -> Image.Image:
    """The finished RGB picture, half as wide and high as the layers."""
    return STYLES[scene.style](layers, scene)
