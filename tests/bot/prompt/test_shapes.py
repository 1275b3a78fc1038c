"""The usual ratio nearest to a picture's sides."""

import pytest

from bot.prompt.shapes import ratio_of


@pytest.mark.parametrize(
    ("width", "height", "ratio"),
    [
        (1024, 1024, "1:1"),
        (1248, 832, "3:2"),
        (832, 1248, "2:3"),
        (1920, 1080, "16:9"),
        (1080, 1920, "9:16"),
        (5000, 100, "4:1"),
        (100, 5000, "1:4"),
        (1030, 1000, "1:1"),
    ],
)
def test_the_nearest_usual_ratio_is_told(width: int, height: int, ratio: str):
    assert ratio_of(width, height, 4.0) == ratio


def test_a_ratio_is_never_longer_than_the_model_draws():
    assert ratio_of(4000, 1000, 2.0) == "2:1"
    assert ratio_of(4000, 1000, 1.0) == "1:1"
