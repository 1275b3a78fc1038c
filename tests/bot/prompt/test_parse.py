"""The prompt language beyond the reference's examples: rows of the checklist, mistakes, echo."""

from dataclasses import replace

import pytest

from bot.prompt import Defaults, ImagineOrder, PromptError, parameter_table, parse
from engine import ModelCard


def sentences(typed: str, card: ModelCard, defaults: Defaults | None = None) -> list[str]:
    with pytest.raises(PromptError) as caught:
        parse(typed, card, defaults)
    return caught.value.sentence.splitlines()


@pytest.mark.parametrize("dashes", ["—", "–", "――", "⸺", "— ", "--"])
def test_smart_dashes_and_two_hyphens_are_equal(card: ModelCard, dashes: str) -> None:
    """Row 18."""
    assert parse(f"a fox {dashes}ar 3:2", card) == parse("a fox --ar 3:2", card)


@pytest.mark.parametrize(
    "text", ["a car — fast and red", "red — blue", "a house — no people", "so — 5", "well—known"]
)
def test_a_dash_between_words_stays_a_dash(card: ModelCard, text: str) -> None:
    assert parse(text, card).text == text


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("--sytlize 50", "`--stylize`"),
        ("--aspct 3:2", "`--aspect`"),
        ("--sead 7", "`--seed`"),
        ("--ar16:9", "`--ar 16:9`"),
        ("--ar=16:9", "`--ar 16:9`"),
        ("--s250", "`--s 250`"),
        ("--no-red", "`--no red`"),
        ("--noo red", "`--no`"),
        ("--q.5", "`--q .5`"),
    ],
)
def test_a_misspelt_parameter_suggests_the_nearest(card: ModelCard, typed: str, right: str) -> None:
    """Row 19."""
    (sentence,) = sentences(f"fox {typed}", card)
    assert sentence.endswith(f"Did you mean {right}?")


def test_a_name_like_no_other_is_said_to_be_unknown(card: ModelCard) -> None:
    (sentence,) = sentences("fox --xyzzy", card)
    assert "There is no `--xyzzy`." in sentence and "Did you mean" not in sentence


def test_weights_must_add_up_to_more_than_nothing(card: ModelCard) -> None:
    """Row 23."""
    assert "add up to 0" in sentences("a::1 b::-1", card)[0]
    assert [part.weight for part in parse("a::2 b::-1", card).parts] == [2, -1]


def test_prompt_beats_suffix_beats_settings(card: ModelCard) -> None:
    """Row 26."""
    defaults = Defaults(suffix="--ar 3:2 --steps 10", settings="--steps 20 --seed 5 --relax")
    order = parse("fox --ar 2:3", card, defaults)
    assert (order.ar, order.steps, order.seed, order.speed) == ("2:3", 10, 5, "relax")
    assert order.sources["ar"] == "prompt"
    assert order.sources["steps"] == "suffix"
    assert order.sources["seed"] == "settings"
    assert order.sources["cfg"] == "model"
    assert parse("fox --fast", card, defaults).speed == "fast"
    assert order.echo == "fox --ar 2:3 --steps 10 --seed 5"  # the lane is told by the mode word


def test_every_mistake_is_told_in_the_order_it_was_typed(card: ModelCard) -> None:
    told = sentences("fox --seed -1 --exp 9 --ar x --dpi 300", card)
    assert [line.split("`")[1] for line in told] == ["--seed", "--exp", "--ar", "--dpi"]


def test_a_mistake_of_the_suffix_is_not_blamed_on_the_prompt(card: ModelCard) -> None:
    (told,) = sentences("fox", card, Defaults(suffix="--exp 9"))
    assert told.startswith("In your suffix: ")
    (told,) = sentences("fox", card, Defaults(suffix="orange"))
    assert "parameters only" in told


def test_the_last_of_two_counts_and_it_is_said(card: ModelCard) -> None:
    order = parse("fox --seed 7 --seed 9 --fast --relax", card)
    assert (order.seed, order.speed) == (9, "relax")
    assert len(order.notices) == 2 and "`--seed 9`" in order.notices[0]
    assert order.echo == "fox --seed 9 --relax"


def test_quality_goes_to_the_nearest_level_and_multiplies_the_steps(card: ModelCard) -> None:
    order = parse("fox --q .3", card)
    assert (order.quality, order.steps) == (0.25, 7)
    assert "0.25" in order.notices[0]
    assert parse("fox --q 2 --steps 30", card).steps == 60
    assert "31" not in sentences("fox --q 2 --steps 31", card)[0]


def test_a_model_of_few_steps_takes_full_quality_only(card: ModelCard) -> None:
    turbo = replace(card, steps=4, min_steps=4, max_steps=4)
    assert "1 only" in sentences("fox --q .5", turbo)[0]
    assert parse("fox --q 1", turbo).steps == 4


@pytest.mark.parametrize(
    ("typed", "ability", "named"),
    [
        ("fox --no red", "can_negative", "--no"),
        ("fox::2 dog::-1", "can_negative", "negative weights"),
        ("fox:: dog", "can_weights", "::"),
    ],
)
def test_what_the_model_cannot_do_is_refused_with_its_name(
    card: ModelCard, typed: str, ability: str, named: str
) -> None:
    """Row 51."""
    told = sentences(typed, replace(card, **{ability: False}))
    assert len(told) == 1 and named in told[0] and card.name in told[0]


def test_a_negative_that_could_do_nothing_is_refused(card: ModelCard) -> None:
    assert "does nothing with `--cfg 1`" in sentences("fox --no red --cfg 1", card)[0]


def test_relax_is_refused_where_it_is_not_allowed(card: ModelCard) -> None:
    assert "`--relax`" in sentences("fox --relax", card, Defaults(is_relax_allowed=False))[0]


def test_a_prompt_has_six_thousand_characters_and_no_more(card: ModelCard) -> None:
    assert len(parse("x" * 6000, card).text) == 6000
    assert sentences("x" * 6001, card) == ["A prompt has at most 6000 characters; yours has 6001."]


@pytest.mark.parametrize("text", ["fox -ar 3:2", "fox,--ar 3:2", "fox -- ar 3:2"])
def test_what_is_almost_a_parameter_is_text_and_is_noticed(card: ModelCard, text: str) -> None:
    order = parse(text, card)
    assert (order.text, order.ar) == (text, "1:1")
    (notice,) = order.notices
    assert "`--ar`" in notice


def test_words_with_dashes_are_taken_as_text_without_a_notice(card: ModelCard) -> None:
    assert parse("well--known, -old, -- and a T-shirt", card).notices == ()


def test_parameters_may_be_listed_with_commas(card: ModelCard) -> None:
    order = parse("fox --ar 3:2, --seed 5, --q .3, --no red, blue, --steps ８", card)
    assert (order.ar, order.seed, order.negative) == ("3:2", 5, "red, blue")
    assert (order.quality, order.steps) == (0.25, 2)


@pytest.mark.parametrize("before", ["/imagine ", "/imagine prompt:", "/IMAGINE PROMPT: ", "\n\t "])
def test_what_was_pasted_around_a_prompt_is_dropped(card: ModelCard, before: str) -> None:
    assert parse(f"{before}a\u200b red\n fox", card) == parse("a red fox", card)
    assert parse("/imagination of a fox", card).text == "/imagination of a fox"


def test_emoji_chinese_and_full_width_digits_are_read(card: ModelCard) -> None:
    order = parse("一只红狐狸，水彩 👩‍🚀 --ar ３：２", card)
    assert (order.text, order.ar) == ("一只红狐狸，水彩 👩‍🚀", "3:2")


def test_escaped_braces_are_plain_ones_for_the_model(card: ModelCard) -> None:
    order = parse(r"a \{curly\} fox --no \{red\}", card)
    assert (order.parts[0].text, order.negative) == ("a {curly} fox", "{red}")
    assert order.echo == r"a \{curly\} fox --no \{red\}"


def test_quotes_in_a_value_keep_what_looks_like_a_parameter(card: ModelCard) -> None:
    order = parse('fox --no "a --ar b" --no red', card)
    assert order.negative == "a --ar b, red"
    assert parse(order.echo, card).negative == order.negative


def test_the_drawn_seed_is_kept_in_the_json_and_not_in_the_echo(card: ModelCard) -> None:
    order = parse("fox", card).with_seed(42)
    again = ImagineOrder.from_json(order.to_json())
    assert (again.seed, again.sources["seed"], again.echo) == (42, "drawn", "fox")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "7", '{"parts": [{"colour": 1}]}'])
def test_json_that_is_no_order_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        ImagineOrder.from_json(text)


def test_every_parameter_is_honoured_or_says_why_not(card: ModelCard) -> None:
    table = parameter_table(card)
    names = [name for row in table.rows for name in (row.name, *row.aliases)]
    assert len(names) == len(set(names))
    assert {row.name for row in table.honoured} == {
        "ar", "size", "hd", "sd", "no", "seed", "tile", "iw", "chaos", "stylize", "weird", "style",
        "raw", "quality", "steps", "cfg", "sampler", "stop", "draft", "best", "edit", "model",
        "version", "repeat", "fast", "relax", "turbo", "stealth", "public",
    }  # fmt: skip
    for row in table.rows:
        assert row.meaning and row.default
        assert row.refusal is None or (f"`--{row.name}`" in row.refusal and row.refusal[-1] == ".")
