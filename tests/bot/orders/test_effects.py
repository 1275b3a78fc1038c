"""What the parameters come to, as plain numbers: bounds, what is between, what stays untouched."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.orders.approximations import approximations
from bot.orders.effects import effects_of, guidance_of, look_of, steps_of, strength_of
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences
from bot.orders.record import Record
from bot.orders.request import build_request
from bot.prompt import ImagineOrder
from engine.api.request import check_request
from engine.canned import CANNED_CARD as CARD

MENU = Menu(CARD, 6000, True)


def order(text: str = "a fox") -> ImagineOrder:
    return MENU.read(f"{text} --seed 7", Preferences())[0]


@pytest.mark.parametrize(
    ("typed", "guidance"),
    [("--s 100", 4.0), ("--s 0", 5.0), ("--s 1000", 2.4), ("--s 50", 4.5), ("--style raw", 4.7)],
)
def test_stylize_moves_the_guidance(typed: str, guidance: float) -> None:
    assert guidance_of(order(f"a fox {typed}"), CARD) == pytest.approx(guidance)


@pytest.mark.parametrize(
    ("typed", "count"), [("", 0), ("--s 200", 0), ("--s 201", 1), ("--s 501", 2), ("--s 1000", 3)]
)
def test_phrases_of_the_house_look_come_one_by_one(typed: str, count: int) -> None:
    resolved = effects_of(order(f"a fox:: hen::-0.5 {typed}"), CARD)
    assert resolved.look == CARD.look[:count]
    assert resolved.parts[0].text == ", ".join(("a fox", *CARD.look[:count]))
    assert resolved.parts[1].text == "hen"
    assert look_of(order(f"a fox {typed} --style raw"), CARD) == ()


def test_an_order_without_parameters_is_asked_for_as_it_is() -> None:
    resolved, plain = effects_of(order(), CARD), order()
    assert resolved.parts == plain.parts
    assert (resolved.steps, resolved.guidance) == (plain.steps, plain.guidance)
    assert (resolved.chaos, resolved.stop, resolved.is_tile) == (0, 1, False)
    assert (resolved.strength, resolved.rare) == (None, None)


def test_weird_is_another_idea_for_the_next_seed_and_worded_where_nothing_is_weighed() -> None:
    weird = order("a fox --w 1500")
    ideas = [effects_of(weird.with_seed(seed), CARD).rare for seed in range(4)]
    assert len(set(ideas)) == len(CARD.rare)
    assert effects_of(weird, CARD).parts[-1].weight == pytest.approx(0.35)
    plain = effects_of(weird, replace(CARD, can_weights=False))
    assert [part.text for part in plain.parts] == [f"a fox, {plain.rare}"]


def test_a_draft_never_goes_below_what_the_model_takes() -> None:
    draft = order("a fox --draft")
    assert steps_of(draft, CARD) == 4
    assert steps_of(draft, replace(CARD, min_steps=6)) == 6


@settings(deadline=None)
@given(st.floats(0, 3))
def test_image_weight_stays_a_strength_the_engine_takes(weight: float) -> None:
    assert 0.45 <= strength_of(weight) <= 0.9


@settings(deadline=None)
@given(
    st.integers(0, 1000), st.integers(0, 3000), st.integers(0, 100), st.integers(10, 100),
    st.booleans(), st.booleans(), st.sampled_from([1.0, 1.05, 4.0, 20.0]),
)  # fmt: skip
def test_every_combination_is_a_request_the_engine_takes_and_comes_back_from_the_row(
    stylize: int, weird: int, chaos: int, stop: int, is_raw: bool, is_draft: bool, guidance: float
) -> None:
    wished = replace(
        order("a fox::2 a hen::-0.4"),
        stylize=stylize,
        weird=weird,
        chaos=chaos,
        stop=stop,
        is_raw=is_raw,
        is_draft=is_draft,
        guidance=guidance,
    )
    record = Record.of(wished, CARD)
    check_request(build_request(record, "a"), CARD)
    assert Record.from_json(record.to_json()) == record
    assert (record.effects.guidance > 1) == (guidance > 1), "--no keeps its effect"


def test_what_a_parameter_does_only_in_part_is_told() -> None:
    assert approximations(order("a fox --s 0 --c 50 --w 9"), CARD) == ()
    told = approximations(order("a fox --cfg 1 --s 0 --c 50"), CARD)
    assert ["--stylize" in told[0], "--chaos" in told[1]] == [True, True]
    (words,) = approximations(order("a fox --w 9"), replace(CARD, can_weights=False))
    assert "--weird" in words
