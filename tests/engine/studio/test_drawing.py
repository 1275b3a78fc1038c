"""The drawn pictures: every place, time and frame; the seed varies the view, never the caption."""

import itertools
import random

import numpy as np
import pytest
from PIL import Image

from engine.builtin.scenes import FRAMES, VOCABULARY, Scene
from engine.studio.drawing import draw_scene
from engine.studio.drawing.places import draw_place
from engine.studio.drawing.sky import draw_flyers, draw_sky, sun_of
from engine.studio.drawing.view import (
    PAINT_VARIANTS,
    PLACE_VARIANTS,
    SKY_VARIANTS,
    SUN_LEFT,
    View,
)
from engine.studio.drawing.weather import draw_weather

TIMES, PLACES = VOCABULARY["time"], VOCABULARY["place"]


def scene_of(**changes: str | int) -> Scene:
    row: dict[str, str | int] = {
        "subject": "house", "color": "red", "time": "noon", "place": "hills",
        "style": "illustration", "extra": "none", "count": "1", "position": "center",
        "size": "small", "seed": 1,
    }  # fmt: skip
    return Scene.from_row(row | changes)


def colors_of(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("RGB"), np.float32)


@pytest.mark.parametrize("frame", FRAMES)
def test_every_place_and_time_fills_the_frame(frame: str) -> None:
    width, height = FRAMES[frame]
    for i, (place, time) in enumerate(itertools.product(PLACES, TIMES)):
        scene = scene_of(place=place, time=time, frame=frame, seed=i)
        sky = draw_sky(scene, random.Random(i))
        assert sky.size == (2 * width, 2 * height)
        assert sky.getchannel("A").getextrema() == (255, 255)
        ground = draw_place(scene, random.Random(i))[-1]
        assert ground.size == sky.size
        lowest = ground.crop((0, ground.height - 8, ground.width, ground.height))
        assert lowest.getchannel("A").getextrema() == (255, 255)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("extra", VOCABULARY["extra"])
def test_pictures_have_the_frames_size(frame: str, extra: str) -> None:
    picture = draw_scene(scene_of(frame=frame, extra=extra, time="rain"))
    assert (picture.mode, picture.size) == ("RGB", FRAMES[frame])


@pytest.mark.parametrize("place", PLACES)
def test_the_seed_alone_moves_the_picture(place: str) -> None:
    first, again = draw_scene(scene_of(place=place)), draw_scene(scene_of(place=place))
    assert first.tobytes() == again.tobytes()
    other = draw_scene(scene_of(place=place, seed=2))
    assert np.abs(colors_of(first) - colors_of(other)).mean() > 1


def test_seeds_choose_among_few_views() -> None:
    views = {View.of(scene_of(seed=seed)) for seed in range(400)}
    assert len(views) == SKY_VARIANTS * PLACE_VARIANTS * PAINT_VARIANTS


@pytest.mark.parametrize("time", ["sunrise", "noon", "sunset", "night"])
def test_every_hour_has_its_sun_on_one_side_and_the_subject_its_own(time: str) -> None:
    for seed in range(6):
        scene = scene_of(place="sea", time=time, position="left", seed=seed)
        colors = colors_of(draw_scene(scene))
        light, red = colors[20:120].sum(axis=2), colors[150:225, :, 0]
        is_left = light[:, :128].mean() > light[:, 128:].mean()
        assert is_left == (time in SUN_LEFT)
        assert red[:, :128].mean() > red[:, 128:].mean()


@pytest.mark.parametrize("time", TIMES)
def test_only_rain_and_aurora_have_no_sun_and_only_rain_falls(time: str) -> None:
    scene = scene_of(time=time)
    assert (sun_of(scene) is None) == (time in ("rain", "aurora"))
    assert (draw_weather(scene, random.Random(1)) is None) == (time != "rain")


def test_rain_is_gray_without_a_bright_disc() -> None:
    for seed in range(8):
        sky = colors_of(draw_sky(scene_of(time="rain", seed=seed), random.Random(seed)))
        assert sky[..., 0].max() < 225
        assert (sky.max(axis=2) - sky.min(axis=2)).mean() < 60


def test_times_differ_at_a_glance() -> None:
    """Mean colors of the sky's upper and lower half, over several seeds."""
    tones = {}
    for time in TIMES:
        halves = []
        for seed in range(6):
            sky = colors_of(draw_sky(scene_of(time=time, seed=seed), random.Random(seed)))
            upper, lower = sky[:160].mean(axis=(0, 1)), sky[160:330].mean(axis=(0, 1))
            halves.append(np.concatenate([upper, lower]))
        tones[time] = np.mean(halves, axis=0)
    for one, other in itertools.combinations(TIMES, 2):
        assert np.linalg.norm(tones[one] - tones[other]) > 40, (one, other)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("extra", ["clouds", "birds"])
def test_flyers_are_seen_in_every_frame(frame: str, extra: str) -> None:
    for seed in range(4):
        layer = draw_flyers(scene_of(frame=frame, extra=extra, seed=seed), random.Random(seed))
        assert layer is not None
        assert colors_of(layer.getchannel("A")).mean() > 0.5


@pytest.mark.slow
@pytest.mark.parametrize("style", VOCABULARY["style"])
def test_a_scene_can_be_drawn_twice_as_large(style: str) -> None:
    """The same scene: halved, it looks as it does at its native size, but for panes of glass."""
    small, large = (draw_scene(scene_of(style=style, side_px=side)) for side in (256, 512))
    assert large.size == (512, 512)
    halved = np.asarray(large.reduce(32), np.float32)
    assert np.abs(halved - np.asarray(small.reduce(16), np.float32)).mean() < 30
