"""Scenes and drawings: the seed decides everything, every word can be drawn."""

import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from engine.builtin.scenes import (
    FRAMES,
    HALF_WIDTHS,
    LANDSCAPE,
    SIZES,
    STEP_PX,
    VOCABULARY,
    WEIGHTS,
    Scene,
    placements,
    sample_scene,
)
from engine.studio.drawing import draw_scene

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
    assert np.array_equal(np.asarray(draw_scene(first)), np.asarray(draw_scene(second)))


def test_a_scene_survives_its_row() -> None:
    assert Scene.from_row(PLAIN.to_row()) == PLAIN


@pytest.mark.parametrize("name", [name for name in VOCABULARY if name != "style"])
def test_every_value_changes_the_picture(name: str) -> None:
    pictures = {
        np.asarray(draw_scene(replace(PLAIN, **{name: value}))).tobytes()
        for value in VOCABULARY[name]
    }
    assert len(pictures) == len(VOCABULARY[name])


@pytest.mark.parametrize("style", VOCABULARY["style"])
def test_every_style_draws_a_picture(style: str) -> None:
    picture = draw_scene(replace(PLAIN, style=style))
    assert picture.size == FRAMES["1:1"]
    assert picture.mode == "RGB"
    assert np.asarray(picture).std() > 10


@pytest.mark.parametrize("frame", FRAMES)
def test_every_frame_is_drawn_at_its_size(frame: str) -> None:
    width, height = FRAMES[frame]
    assert draw_scene(replace(PLAIN, frame=frame)).size == (width, height)
    assert width % 32 == height % 32 == 0
    assert 0.95 < width * height / 256**2 < 1.15


def test_the_tables_name_every_value() -> None:
    assert {*HALF_WIDTHS, LANDSCAPE} == set(VOCABULARY["subject"])
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
    for subject in HALF_WIDTHS:
        for count in ("2", "3"):
            places = placements(replace(PLAIN, subject=subject, count=count, frame=frame))
            assert len(places) == int(count)
            gaps = [b.x - a.x for a, b in pairwise(places)]
            assert min(gaps) > 1.8 * max(place.half_width for place in places)


def test_single_subjects_move_by_whole_steps() -> None:
    for frame, (width_px, _) in FRAMES.items():
        scenes = [replace(PLAIN, subject="tree", frame=frame, seed=seed) for seed in range(60)]
        places = [placements(scene)[0] for scene in scenes]
        steps = {round((place.x - 0.5) * width_px / STEP_PX, 6) for place in places}
        assert steps == {-1.0, 0.0, 1.0}
        assert len({place.height for place in places}) == len(SIZES)
        assert len({place.foot_y for place in places}) == 1


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("subject", HALF_WIDTHS)
def test_small_normal_and_big_never_meet(subject: str, frame: str) -> None:
    """Not even for a wide subject in a narrow picture."""
    heights = {
        size: [
            placements(replace(PLAIN, subject=subject, frame=frame, size=size, seed=seed))[0].height
            for seed in range(20)
        ]
        for size in ("small", "normal", "big")
    }
    assert max(heights["small"]) * 1.3 < min(heights["normal"])
    assert max(heights["normal"]) * 1.1 < min(heights["big"])
