"""Prices: one credit is a grid at the model's own settings; effort multiplies, relax is free."""

from dataclasses import replace

import pytest

from bot.orders.pricing import credits, in_words, price
from bot.prompt import ImagineOrder, parse
from engine import CannedEngine
from engine.canned import CANNED_CARD

CARD = CannedEngine().card  # 12 steps, at most 50


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [
        ("fox", 100),
        ("fox --q .25", 25),
        ("fox --q .5", 50),
        ("fox --q 2", 200),
        ("fox --steps 24", 200),
        ("fox --steps 24 --q .5", 100),
        ("fox --steps 1", 8),
        ("fox --ar 3:2 --no red --seed 7 --fast", 100),
        ("fox --relax", 0),
        ("fox --q 2 --relax", 0),
    ],
)
def test_quality_and_steps_multiply_and_relax_is_free(typed: str, hundredths: int) -> None:
    """Row 53."""
    order = parse(typed, CARD)
    assert price("imagine", order, CARD) == hundredths
    again = ImagineOrder.from_json(order.to_json())
    assert price("reroll", again, CARD) == price("variation", order, CARD) == hundredths


def test_a_price_is_never_rounded_to_nothing() -> None:
    slow = replace(CARD, steps=1000, max_steps=1000)
    assert price("imagine", parse("fox --steps 1", slow), slow) == 1


@pytest.mark.parametrize(
    ("hundredths", "words"), [(100, "1"), (25, "0.25"), (1250, "12.5"), (0, "0"), (-50, "-0.5")]
)
def test_credits_are_written_as_people_read_them(hundredths: int, words: str) -> None:
    assert credits(hundredths) == words


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [("--draft", 50), ("--turbo", 200), ("--draft --turbo --q .5", 50), ("--draft --relax", 0)],
)
def test_a_draft_is_half_and_turbo_double(typed: str, hundredths: int) -> None:
    assert price("imagine", parse(f"a fox {typed}", CANNED_CARD), CANNED_CARD) == hundredths


HEUN = replace(CANNED_CARD, samplers=(*CANNED_CARD.samplers, "heun"))
HEUNS_OWN = replace(HEUN, sampler="heun")
LARGE = replace(HEUN, native_px=1024, size_multiple_px=64)


@pytest.mark.parametrize(
    ("typed", "card", "hundredths"),
    [
        ("--size 512x512", HEUN, 400),
        ("--size 512x256", HEUN, 200),
        ("--size 256x256", HEUN, 100),
        ("--size 128x256", HEUN, 50),
        ("--sampler heun", HEUN, 200),
        ("--sampler heun --size 512x512", HEUN, 800),
        ("--sampler heun --size 512x512 --q 2 --turbo", HEUN, 3200),
        ("--sampler heun --steps 24", HEUN, 400),
        ("--sampler heun --q .5", HEUN, 100),
        ("--sampler euler", HEUN, 100),
        ("", HEUNS_OWN, 100),
        ("--sampler euler", HEUNS_OWN, 50),
        ("--size 2048x1024", LARGE, 200),
        ("--size 512x512 --relax", HEUN, 0),
    ],
)
def test_the_price_follows_pixels_and_evaluations(typed: str, card, hundredths: int) -> None:
    """Four times the pixels and twice the evaluations used to cost one credit."""
    order = parse(f"fox {typed}", card)
    for kind in ("imagine", "reroll", "variation"):
        assert price(kind, order, card) == hundredths


@pytest.mark.parametrize("card", [CANNED_CARD, LARGE])
@pytest.mark.parametrize("ar", ["1:1", "3:2", "2:3", "16:9", "9:16", "7:4", "4:1", "1:3", "101:97"])
def test_every_shape_of_the_models_own_area_is_one_credit(ar: str, card) -> None:
    """However its sides are rounded; the same sides written out cost the same."""
    order = parse(f"fox --ar {ar} --stylize 700 --chaos 30 --seed 7", card)
    assert price("imagine", order, card) == 100
    written = parse(f"fox --size {order.width_px}x{order.height_px}", card)
    assert abs(price("imagine", written, card) - 100) <= 15


@pytest.mark.parametrize(
    ("hundredths", "words"), [(100, "1 credit"), (50, "0.5 credits"), (200, "2 credits")]
)
def test_one_credit_is_no_plural(hundredths: int, words: str) -> None:
    assert in_words(hundredths) == words
