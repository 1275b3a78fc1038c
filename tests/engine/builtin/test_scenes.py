"""Scenes and drawings: the seed decides everything, every word can be drawn."""

import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from engine.builtin.drawing import draw
from engine.builtin.scenes import (
    FRAMES,
    HALF_WIDTHS,
    VOCABULARY,
    WEIGHTS,
    Scene,
    placements,
    sample_scene,
)

PLAIN = Scene(
    subject="house",
    color="red",
    time="noon",
    place="hills",
    style="illustration",
    extra="none",
    count="1",
    position="center",
    size="normal",
    seed=1,
)


def test_equal_seeds_give_equal_scenes_and_pixels() -> None:
    first, second = (sample_scene(random.Random(5)) for _ in range(2))
    assert first == second
    assert np.array_equal(np.asarray(draw(first)), np.asarray(draw(second)))


def test_a_scene_survives_its_row() -> None:
    assert Scene.from_row(PLAIN.to_row()) == PLAIN


@pytest.mark.parametrize("name", [name for name in VOCABULARY if name != "style"])
def test_every_value_changes_the_picture(name: str) -> None:
    pictures = {
        np.asarray(draw(replace(PLAIN, **{name: value}))).tobytes() for value in VOCABULARY[name]
    }
    assert len(pictures) == len(VOCABULARY[name])


@pytest.mark.parametrize("style", VOCABULARY["style"])
def test_every_style_draws_a_picture(style: str) -> None:
    picture = draw(replace(PLAIN, style=style))
    assert picture.size == FRAMES["1:1"]
    assert picture.mode == "RGB"
    assert np.asarray(picture).std() > 10


@pytest.mark.parametrize("frame", FRAMES)
def test_every_frame_is_drawn_at_its_size(frame: str) -> None:
    width, height = FRAMES[frame]
    assert draw(replace(PLAIN, frame=frame)).size == (width, height)
    assert width % 32 == height % 32 == 0
    assert 0.95 < width * height / 256**2 < 1.15


def test_the_tables_name_every_value() -> None:
    assert set(HALF_WIDTHS) == set(VOCABULARY["subject"])
    for name, weights in WEIGHTS.items():
        assert len(weights) == len(VOCABULARY[name])


@pytest.mark.parametrize("frame", FRAMES)
def test_subjects_stay_inside_the_picture(frame: str) -> None:
    rng = random.Random(3)
    for _ in range(300):
        for place in placements(sample_scene(rng, frame)):
            assert place.x - place.half_width > -0.04
            assert place.x + place.half_width < 1.04
            assert 0.0 < place.foot_y - place.height < place.foot_y < 1.0


@pytest.mark.parametrize("frame", FRAMES)
def test_several_subjects_do_not_overlap(frame: str) -> None:
    for subject in VOCABULARY["subject"]:
        for count in ("2", "3"):
            places = placements(replace(PLAIN, subject=subject, count=count, frame=frame))
            assert len(places) == int(count)
            gaps = [b.x - a.x for a, b in pairwise(places)]
            assert min(gaps) > 1.8 * max(place.half_width for place in places)
