"""Prices: one credit is a grid at the model's own settings; effort multiplies, relax is free."""

import pytest

from bot.orders.pricing import credits, price
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
    from dataclasses import replace

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
