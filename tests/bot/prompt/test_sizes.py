"""Sizes follow the reference's table (§3.1) and every model's own limits."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.prompt import parse
from bot.prompt.sizes import Size, size_for
from engine import ModelCard

TABLE = {
    "1:1": (1024, 1024),
    "5:4": (1152, 912),
    "4:3": (1184, 880),
    "3:2": (1248, 832),
    "16:9": (1360, 768),
    "2:1": (1456, 720),
    "21:9": (1568, 672),
    "3:1": (1776, 592),
    "4:1": (2048, 512),
}


@pytest.mark.parametrize(("ratio", "size"), TABLE.items())
def test_sizes_are_those_of_the_table(card: ModelCard, ratio: str, size: tuple[int, int]) -> None:
    """Row 14."""
    order = parse(f"fox --ar {ratio}", card)
    assert (order.width_px, order.height_px) == size
    width, height = ratio.split(":")
    portrait = parse(f"fox --ar {height}:{width}", card)
    assert (portrait.width_px, portrait.height_px) == size[::-1]


def test_rounding_never_goes_past_the_limit_of_the_model(card: ModelCard) -> None:
    small = replace(card, native_px=128, size_multiple_px=8, max_aspect=3.0)
    assert size_for("3:1", small) == Size(216, 72)  # 224×72 by the rule alone, 3.1 to 1


@settings(deadline=None)  # a busy machine is no mistake
@given(
    width=st.integers(1, 400),
    height=st.integers(1, 400),
    native=st.integers(4, 80).map(lambda n: n * 16),
    multiple=st.sampled_from([8, 16, 32, 64]),
    limit=st.sampled_from([1.0, 1.8, 2.5, 3.0, 4.0]),
)
def test_every_size_keeps_to_the_limits_of_the_model(
    card: ModelCard, width: int, height: int, native: int, multiple: int, limit: float
) -> None:
    if max(width, height) > limit * min(width, height) or native < multiple:
        return
    small = replace(card, native_px=native, size_multiple_px=multiple, max_aspect=limit)
    size = size_for(f"{width}:{height}", small)
    assert size.width_px % multiple == size.height_px % multiple == 0
    longer, shorter = max(size.width_px, size.height_px), min(size.width_px, size.height_px)
    assert shorter >= multiple and longer <= limit * shorter
    assert size_for(f"{height}:{width}", small) == Size(size.height_px, size.width_px)
