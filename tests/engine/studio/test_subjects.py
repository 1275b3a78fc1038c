"""The shapes of the subjects: the named color is seen, nothing leaves its place, seeds decide."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from engine.builtin.scenes import (
    FRAMES,
    HALF_WIDTHS,
    LANDSCAPE,
    STANCES,
    VOCABULARY,
    Scene,
    placements,
)
from engine.studio.drawing.brush import Brush
from engine.studio.drawing.look import Look
from engine.studio.drawing.palette import PAINTS, SUBJECT_LIGHT
from engine.studio.drawing.subjects import SHAPES, draw_subjects

SUBJECTS = tuple(HALF_WIDTHS)
SEEDS = range(6)


def scene(subject: str, color: str = "red", seed: int = 1, **changes: str) -> Scene:
    """One subject of normal size in the middle, by noon; ink draws no shadow."""
    picks = {
        "time": "noon",
        "place": "hills",
        "style": "ink",
        "extra": "none",
        "count": "1",
        "position": "center",
        "size": "normal",
    }
    return Scene(subject=subject, color=color, seed=seed, **{**picks, **changes})


def drawn(picture: Scene) -> NDArray[np.uint8]:
    """The layer of the subjects, RGBA, twice the size of the frame."""
    return np.asarray(draw_subjects(picture))


@pytest.mark.parametrize("time", VOCABULARY["time"])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_named_color_covers_most_of_the_subject(subject: str, time: str) -> None:
    light = SUBJECT_LIGHT[time]
    paints = np.array([light.on(paint) for paint in PAINTS.values()], np.int32)
    for seed, (index, color) in enumerate(enumerate(PAINTS)):
        picture = scene(subject, color, seed, time=time, size="small")
        layer = drawn(picture)
        pixels = layer[layer[..., 3] > 0][::7, :3].astype(np.int32)
        nearest = ((pixels[:, None] - paints) ** 2).sum(axis=2).argmin(axis=1)
        assert np.bincount(nearest, minlength=len(PAINTS)).argmax() == index, color


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_shapes_stay_within_their_placement(subject: str, frame: str) -> None:
    for seed in SEEDS:
        water = "sea" if subject == "sailboat" else "hills"
        picture = replace(scene(subject, seed=seed, place=water), frame=frame)
        (place,) = placements(picture)
        layer = drawn(picture)
        height, width = layer.shape[:2]
        assert (width, height) == tuple(2 * side for side in FRAMES[frame])
        rows, columns = np.nonzero(layer[..., 3])
        reach = np.abs((columns + 0.5) / width - place.x).max()
        assert reach <= place.half_width * 1.03 + 1 / width
        slack = 0.03 * place.height + 1 / height
        assert rows.min() / height >= place.foot_y - place.height - slack
        assert rows.max() / height <= place.foot_y + slack


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_mirrored_shape_is_the_other_way_round(subject: str) -> None:
    picture = scene(subject)
    kinds = set()
    for kind in range(len(STANCES)):
        found = Look.of(picture)
        look = Look(found.tones, found.trim, found.is_dark, kind)
        sides = []
        for is_mirrored in (False, True):
            layer = Image.new("RGBA", (401, 260), (0, 0, 0, 0))
            brush = Brush(layer, 200, 230, 200, SUBJECT_LIGHT["noon"], is_mirrored)
            SHAPES[subject](brush, look)
            sides.append(np.asarray(layer).astype(np.int32))
        plain, mirrored = sides
        differing = (plain != mirrored[:, ::-1]).any(axis=2).mean()
        assert differing < 0.02
        kinds.add(plain.tobytes())
    assert len(kinds) == len(STANCES)


def test_equal_seeds_give_equal_subjects_and_seeds_vary_them() -> None:
    for subject in SUBJECTS:
        assert np.array_equal(drawn(scene(subject)), drawn(scene(subject)))
        assert len({drawn(scene(subject, seed=seed)).tobytes() for seed in SEEDS}) >= 3


def test_three_never_touch() -> None:
    for subject in SUBJECTS:
        for seed in range(6):
            if subject == "sailboat":
                continue  # their ponds meet
            picture = scene(subject, seed=seed, count="3")
            columns = drawn(picture)[..., 3].max(axis=0) > 0
            starts = np.count_nonzero(np.diff(columns.astype(np.int8)) == 1)
            assert starts + int(columns[0]) == 3


def test_every_subject_has_a_shape_and_a_width() -> None:
    assert set(SHAPES) == set(HALF_WIDTHS) == set(VOCABULARY["subject"]) - {LANDSCAPE}


@pytest.mark.parametrize("place", VOCABULARY["place"])
def test_nothing_stands_in_a_landscape(place: str) -> None:
    assert placements(scene(LANDSCAPE, place=place)) == ()
    assert not drawn(scene(LANDSCAPE, place=place)).any()
