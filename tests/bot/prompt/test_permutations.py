"""Braces, `--repeat` and one's own options: one prompt that makes several jobs."""

import time

import pytest

from bot.prompt import Defaults, PromptError, parse, read_prompts
from engine import ModelCard


def texts(typed: str, card: ModelCard, **defaults: object) -> list[str]:
    return [order.text for order in read_prompts(typed, card, Defaults(**defaults))]


def refused(typed: str, card: ModelCard, **defaults: object) -> PromptError:
    with pytest.raises(PromptError) as caught:
        read_prompts(typed, card, Defaults(**defaults))
    return caught.value


def test_two_braces_make_four_jobs_the_rightmost_fastest(card: ModelCard) -> None:
    """Row 24."""
    assert texts("{a,b} {c,d}", card) == ["a c", "a d", "b c", "b d"]


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("{a}", ["a"]),
        ("a {big, } fox", ["a big fox", "a fox"]),
        ("a {,,} fox", ["a fox"] * 3),
        ("a{ b , c }d", ["abd", "acd"]),
        ("{a {b {c, d}, e}, f}", ["a b c", "a b d", "a e", "f"]),
        (r"{one \, two, three}", ["one, two", "three"]),
        (r"a \{b, c\}", [r"a \{b, c\}"]),
        (r"x \, y", ["x, y"]),
        ("｛红，绿｝色的鸟", ["红色的鸟", "绿色的鸟"]),
        ("a {fox\n,\nbear}", ["a fox", "a bear"]),
    ],
)
def test_braces_nest_trim_and_escape(card: ModelCard, typed: str, made: list[str]) -> None:
    assert texts(typed, card) == made


def test_braces_stand_anywhere_in_links_weights_values_and_names(card: ModelCard) -> None:
    orders = read_prompts("https://x.org/{a,b}.png ink", card)
    assert [order.images for order in orders] == [
        ("https://x.org/a.png",), ("https://x.org/b.png",)
    ]  # fmt: skip
    orders = read_prompts("sea::{1,2} sky --{ar 3:2, s 50}", card)
    assert [order.parts[0].weight for order in orders] == [1, 1, 2, 2]
    assert [(order.ar, order.stylize) for order in orders][:2] == [("3:2", 100), ("1:1", 50)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("a } fox", r"A `}` at character 3 closes nothing. Write `\}` for a plain brace."),
        ("a {b {c} fox", r"A `{` at character 3 is never closed. Write `\{` for a plain brace."),
        ("{" * 13 + "a" + "}" * 13, "at most 12 deep"),
        ("a {red|green} fox", "options are separated by commas, as in `{red, green}`."),
    ],
)
def test_what_is_wrong_with_braces_is_said(card: ModelCard, typed: str, sentence: str) -> None:
    error = refused(typed, card)
    assert error.title == "Invalid prompt"
    assert sentence in error.sentence


def test_above_the_limit_the_number_and_the_limit_are_told(card: ModelCard) -> None:
    error = refused("{a,b,c} {d,e} {f,g} {h,i}", card)
    assert (error.title, error.sentence) == (
        "Permutation limit", "That makes 24 jobs; your limit is 10."
    )  # fmt: skip
    assert len(read_prompts("{a,b,c} {d,e} {f,g} {h,i}", card, Defaults(max_jobs=24))) == 24


def test_an_explosion_is_counted_and_never_built(card: ModelCard) -> None:
    refused("a", card, max_characters=0)  # the catalogue is read
    began = time.process_time()
    error = refused("{a,b}" * 1200, card)
    assert time.process_time() - began < 0.5
    assert error.sentence == "That makes more than 100000 jobs; your limit is 10."


def test_every_mistake_of_every_prompt_is_told_once(card: ModelCard) -> None:
    error = refused("{a,b} --ar {3:2,x} --s 1200", card)
    assert error.sentence.count("--stylize") == 1
    assert error.sentence.count("--ar") == 1


def test_repeat_makes_jobs_within_the_limit(card: ModelCard) -> None:
    """Row 76."""
    assert texts("fox --repeat 3", card) == ["fox"] * 3
    assert texts("{a, b} --r 2", card) == ["a", "a", "b", "b"]
    assert [order.echo for order in read_prompts("fox --r 2 --ar 3:2", card)] == [
        "fox --ar 3:2"
    ] * 2
    assert refused("{a, b, c} --r 4", card).sentence == "That makes 12 jobs; your limit is 10."
    assert "from 2 to 40" in refused("fox --repeat 1", card).sentence


def test_repeat_with_one_seed_makes_the_same_grids_and_it_is_said(card: ModelCard) -> None:
    first, second = read_prompts("fox --repeat 2 --seed 7", card)
    assert first == second
    assert "the same grid 2 times" in first.notices[0]


def test_parse_reads_one_prompt_and_says_when_there_are_more(card: ModelCard) -> None:
    assert parse("{a} fox", card).text == "a fox"
    with pytest.raises(PromptError, match="That makes 2 jobs"):
        parse("{a,b} fox", card)


MINE = {"mine": "in ink --s 50 --ar 7:4", "twice": "--mine", "flat": "--style raw"}


def test_an_option_of_ones_own_expands(card: ModelCard) -> None:
    """Row 75."""
    order = parse("a fox --mine", card, Defaults(options=MINE))
    assert (order.text, order.stylize, order.ar) == ("a fox in ink", 50, "7:4")
    assert order.echo == "a fox in ink --stylize 50 --ar 7:4"
    assert order.sources["stylize"] == "prompt"


def test_the_parameters_of_an_option_stand_where_it_stood(card: ModelCard) -> None:
    assert parse("fox --ar 1:1 --mine", card, Defaults(options=MINE)).ar == "7:4"
    assert parse("fox --mine --ar 1:1", card, Defaults(options=MINE)).ar == "1:1"


def test_options_go_one_level_deep(card: ModelCard) -> None:
    assert "There is no `--mine`" in refused("fox --twice", card, options=MINE).sentence


def test_an_option_takes_no_value_and_may_be_misspelt(card: ModelCard) -> None:
    assert "`--mine` takes no value" in refused("fox --mine 7", card, options=MINE).sentence
    assert "Did you mean `--mine`?" in refused("fox --mien", card, options=MINE).sentence


def test_a_parameter_can_never_be_an_option(card: ModelCard) -> None:
    assert parse("fox --tile", card, Defaults(options={"tile": "--ar 3:2"})).ar == "1:1"


def test_braces_outside_a_prompt_are_not_read_and_it_is_said(card: ModelCard) -> None:
    """They were left as they are, so that the echo read back as several prompts."""
    told = refused("fox --mine", card, options={"mine": "{a,b} ink"}).sentence
    assert told.startswith("Your option `--mine` holds braces")
    assert "The suffix holds braces" in refused("fox", card, suffix="--no {a,b}").sentence
    order = parse("fox --mine", card, Defaults(options={"mine": r"\{a,b\}"}, suffix=r"--no \{x\}"))
    assert (order.parts[0].text, order.negative) == ("fox {a,b}", "{x}")
    assert parse(order.echo, card).parts == order.parts
