"""Midjourney V8's words: `--hd` and `--sd`, and what of its others there is to say."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.orders.pricing import price
from bot.prompt import Defaults, PromptError, parse
from engine import ModelCard


def size(typed: str, card: ModelCard, **defaults: str) -> tuple[int, int]:
    order = parse(typed, card, Defaults(**defaults))  # type: ignore[arg-type]
    return (order.width_px, order.height_px)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("fox --hd", (2048, 2048)),
        ("fox --hd --ar 16:9", (2720, 1536)),
        ("fox --ar 3:2 --hd", (2496, 1664)),
        ("fox --size 768x512 --hd", (1536, 1024)),
        ("fox --sd", (1024, 1024)),
        ("fox --sd --ar 3:2", (1248, 832)),
        ("fox --hd --sd", (1024, 1024)),  # the last of two
        ("fox --sd --hd", (2048, 2048)),
    ],
)
def test_hd_draws_twice_the_sides_and_sd_the_usual_ones(
    card: ModelCard, typed: str, wanted: tuple[int, int]
) -> None:
    """Row 91."""
    assert size(typed, card) == wanted


@given(left=st.integers(1, 40), right=st.integers(1, 40), native=st.sampled_from([256, 512, 1024]))
@settings(deadline=None)
def test_hd_goes_in_every_shape_of_every_model(
    card: ModelCard, left: int, right: int, native: int
) -> None:
    if max(left, right) > 4 * min(left, right):
        return
    own = replace(card, native_px=native, size_multiple_px=16)
    width, height = size(f"fox --hd --ar {left}:{right}", own)
    usual = size(f"fox --ar {left}:{right}", own)
    assert width * height <= own.max_pixels
    assert width % 16 == height % 16 == 0
    assert 0 <= 2 * usual[0] - width <= 64 and 0 <= 2 * usual[1] - height <= 64


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("fox --size 1536x1024 --hd",
         "`--hd` would make 3072x2048, and test model draws up to 2048x2048; "
         "with `--hd` a `--size` of up to 1024x1024 goes."),
        ("fox --hd --ar 5:1", "draws shapes up to 4:1"),
        ("fox --hd --size 1024x160", "draws shapes up to 4:1"),
        ("fox --hd 2", "`--hd` takes no value"),
    ],
)  # fmt: skip
def test_where_it_does_not_go_it_says_what_does(card: ModelCard, typed: str, sentence: str) -> None:
    with pytest.raises(PromptError) as caught:
        parse(typed, replace(card, max_aspect=8.0))
    assert sentence in caught.value.sentence


def test_the_prompt_beats_the_suffix_and_what_nobody_typed_is_left_out(card: ModelCard) -> None:
    assert size("fox", card, suffix="--hd") == (2048, 2048)
    assert size("fox --sd", card, suffix="--hd") == (1024, 1024)
    assert size("fox --hd", card, settings="--sd") == (2048, 2048)
    order = parse("fox --size 1536x1536", card, Defaults(settings="--hd"))
    assert (order.width_px, order.is_hd) == (1536, False)
    assert "`--hd`" in order.notices[0]


def test_the_echo_and_the_parameters_tell_it(card: ModelCard) -> None:
    order = parse("fox --ar 3:2 --hd", card)
    assert order.echo == "fox --ar 3:2 --hd"
    assert parse(order.echo, card) == order
    assert (order.parameters()["hd"], order.sources["hd"]) == (True, "prompt")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("--preview", "a model that Midjourney has not released"),
        ("--p m7308164287435", "a moodboard is kept by Midjourney"),
        ("--p abc123 m7308164287435", "five picture links"),
        ("--profile M7308164287435", "/blend"),
        ("--p marble", "no personal taste is learned"),
    ],
)
def test_what_is_not_there_says_what_is(card: ModelCard, typed: str, sentence: str) -> None:
    """Rows 93 and 94."""
    with pytest.raises(PromptError) as caught:
        parse(f"fox {typed}", card)
    assert caught.value.title == "Not available here"
    assert sentence in caught.value.sentence


@pytest.mark.parametrize(
    "typed",
    ["--cref", "--cref make it black", "--cref" + " https://example.org/a.png" * 6, "--exp 101"],
)
def test_what_no_value_would_do_for_is_told_to_be_missing(card: ModelCard, typed: str) -> None:
    """`--cref her face` was told to take links; with a link it was told that there is none."""
    with pytest.raises(PromptError) as caught:
        parse(f"fox {typed}", card)
    assert caught.value.title == "Not available here"


def test_words_that_v8_took_away_are_still_there(card: ModelCard) -> None:
    """`--q`, `::`, `--stop` and `--turbo` are gone from V8; here they act on every model."""
    order = parse("fox::2 sea --q .5 --stop 50 --turbo --draft --raw", card)
    assert (order.quality, order.stop, order.speed, order.is_raw) == (0.5, 50, "turbo", True)
    assert [part.weight for part in order.parts] == [2, 1]


@pytest.mark.parametrize(
    ("typed", "width_px", "height_px"),
    [
        ("", 768, 768), ("--ar 3:2", 928, 624), ("--hd", 1536, 1536), ("--size 512x1024", 384, 768),
        ("--ar 4:1", 1536, 384),
    ],
)  # fmt: skip
def test_a_draft_has_three_quarters_of_the_sides(
    card: ModelCard, typed: str, width_px: int, height_px: int
) -> None:
    """And a sheet of twelve costs half of what it is a draft of, in every shape."""
    whole, draft = parse(f"fox {typed}", card), parse(f"fox --draft {typed}", card)
    assert (draft.width_px, draft.height_px) == (width_px, height_px)
    assert draft.ar == whole.ar
    assert price("imagine", draft, card) == price("imagine", whole, card) // 2
