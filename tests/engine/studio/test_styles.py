"""Styles: every frame, the same pixels again, unlike each other, and the named color readable."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.builtin.scenes import FRAMES, VOCABULARY, Scene
from engine.studio.drawing.layers import Layers, alpha
from engine.studio.drawing.palette import PAINTS, Rgb
from engine.studio.drawing.styles import STYLES, paint

pytestmark = pytest.mark.slow

SCENE = Scene(
    "house", "red", "noon", "hills", "ink", "none", "1", "center", "normal", seed=1, frame="1:1"
)
SKIES: dict[str, Rgb] = {
    "sunrise": (252, 210, 204),
    "noon": (120, 190, 246),
    "sunset": (220, 90, 96),
    "night": (26, 34, 90),
    "rain": (140, 152, 168),
    "aurora": (14, 44, 66),
}


def simple_layers(scene: Scene, has_rain: bool = False) -> Layers:
    """A plain sky, a hill and a disc in the scene's color, independent of the real drawings."""
    width, height = (2 * side for side in FRAMES[scene.frame])
    empty = Image.new("RGBA", (width, height))
    sky = Image.new("RGBA", (width, height), (*SKIES[scene.time], 255))
    hill, subject, rain = empty.copy(), empty.copy(), empty.copy()
    ImageDraw.Draw(hill).rectangle((0, height * 0.7, width, height), fill=(98, 168, 76, 255))
    x, y, r = width / 2, height / 2, min(width, height) * 0.3
    box = (x - r, y - r, x + r, y + r)
    ImageDraw.Draw(subject).ellipse(box, fill=(*PAINTS[scene.color], 255))
    for k in range(8):
        start = (k * width / 8, 0)
        ImageDraw.Draw(rain).line((start, (start[0] + 40, 200)), (230, 236, 244, 200), 6)
    return Layers(sky, None, (hill,), subject, rain if has_rain else None)


def painted(scene: Scene, has_rain: bool = False) -> Image.Image:
    return paint(simple_layers(scene, has_rain), scene)


def test_every_style_has_a_painter() -> None:
    assert set(STYLES) == set(VOCABULARY["style"])


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("style", VOCABULARY["style"])
def test_style_fits_the_frame_and_repeats(style: str, frame: str) -> None:
    scene = replace(SCENE, style=style, frame=frame)
    picture = painted(scene)
    assert picture.size == FRAMES[frame]
    assert picture.mode == "RGB"
    assert picture.tobytes() == painted(scene).tobytes()


def test_styles_differ_from_each_other() -> None:
    pictures = {
        style: np.asarray(painted(replace(SCENE, style=style)), np.float32)
        for style in VOCABULARY["style"]
    }
    for one, other in itertools.combinations(pictures, 2):
        assert np.abs(pictures[one] - pictures[other]).mean() > 4, (one, other)


@pytest.mark.parametrize("style", VOCABULARY["style"])
def test_rain_leaves_the_subject_readable(style: str) -> None:
    scene = replace(SCENE, style=style, time="rain")
    dry, wet = (np.asarray(painted(scene, rain), np.float32) for rain in (False, True))
    inside = alpha(simple_layers(scene).subject) > 0.9
    assert np.abs(wet - dry)[inside].mean() < 24


@pytest.mark.parametrize("style", VOCABULARY["style"])
def test_named_color_is_the_nearest_paint(style: str) -> None:
    right = []
    for color, time in itertools.product(PAINTS, SKIES):
        scene = replace(SCENE, style=style, color=color, time=time)
        inside = alpha(simple_layers(scene).subject) > 0.9
        mean = np.asarray(painted(scene), np.float32)[inside].mean(axis=0)
        distances = {name: np.abs(mean - np.array(rgb)).sum() for name, rgb in PAINTS.items()}
        right.append(min(distances, key=lambda name: distances[name]) == color)
    assert np.mean(right) >= 0.8, np.mean(right)
