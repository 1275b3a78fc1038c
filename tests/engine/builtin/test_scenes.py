"""Scenes and drawings: the seed decides everything, every word can be drawn."""

import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from engine.builtin.drawing import PICTURE_PX, draw
from engine.builtin.scenes import VOCABULARY, Scene, placements, sample_scene

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
    assert picture.size == (PICTURE_PX, PICTURE_PX)
    assert picture.mode == "RGB"
    assert np.asarray(picture).std() > 10


def test_subjects_stay_inside_the_picture() -> None:
    rng = random.Random(3)
    for _ in range(300):
        for place in placements(sample_scene(rng)):
            assert place.x - place.half_width > -0.04
            assert place.x + place.half_width < 1.04
            assert 0.0 < place.foot_y - place.height < place.foot_y < 1.0


def test_several_subjects_do_not_overlap() -> None:
    for subject in VOCABULARY["subject"]:
        for count in ("2", "3"):
            places = placements(replace(PLAIN, subject=subject, count=count))
            assert len(places) == int(count)
            gaps = [b.x - a.x for a, b in pairwise(places)]
            assert min(gaps) > 1.8 * places[0].half_width
