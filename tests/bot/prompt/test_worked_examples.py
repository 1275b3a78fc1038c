"""The worked examples of the reference (§2.4), each under its number.

Where an example uses something this bot does not do yet, what it refuses is stated here, so that
the day it learns it this test fails and is replaced by the example's own result.
"""

import pytest

from bot.prompt import ImagineOrder, PromptError, parameter_table, parse
from engine import ModelCard

ONE = {"parts": [("a red fox", 1.0)]}
READ = [
    (1, "a red fox", ONE),
    (4, "red — blue, abstract", {"parts": [("red — blue, abstract", 1.0)]}),
    (5, "hot:: dog", {"parts": [("hot", 1.0), ("dog", 1.0)]}),
    (6, "hot::2 dog::-.5", {"parts": [("hot", 2.0), ("dog", -0.5)]}),
    (7, "tulips --no red, purple", {"parts": [("tulips", 1.0)], "negative": "red, purple"}),
    (8, "tulips --no red --no weeds", {"parts": [("tulips", 1.0)], "negative": "red, weeds"}),
    (18, "fox --seed 7 --seed 9", {"seed": 9}),
    (19, "space::3ship", {"parts": [("space", 1.0), ("3ship", 1.0)]}),
]
REFUSED = [
    (20, "fox --ar 16:9 in snow", "Invalid parameter",
     "`--ar` got `16:9 in snow`. Parameters belong after all the text; "
     "move `in snow` before `--ar`."),
    (21, "fox --s 1200", "Invalid parameter",
     "`--stylize` takes a whole number from 0 to 1000; you wrote 1200."),
    (22, "fox --ar 1.5:1", "Invalid parameter",
     "`--ar` needs two whole numbers, for example 3:2."),
    (23, "fox --sytlize 50", "Invalid parameter",
     "There is no `--sytlize`. Did you mean `--stylize`?"),
    (24, "fox --seed -1", "Invalid parameter",
     "`--seed` takes a whole number from 0 to 4294967295; you wrote -1."),
    (25, "tulips:: red::-1", "Invalid prompt",
     "The weights add up to 0; together they must be more than 0."),
    (26, "a {red, green fox", "Invalid prompt",
     "A `{` at character 3 is never closed. Write `\\{` for a plain brace."),
    (27, "--ar 3:2", "Invalid prompt", "There is nothing to draw: add some words."),
]  # fmt: skip
NOT_YET = [
    (2, "a red fox --ar 16:9 --s 250", "`--stylize`"),
    (3, "a red fox —ar 3:2 –c 20", "`--chaos`"),
    (9, "https://x.org/a.png in ink --iw 2", "Image links"),
    (10, "<https://x.org/a.png> <https://x.org/b.jpg>", "Image links"),
    (11, "a {red, green} {bird, cat}", "several prompts of one"),
    (12, "a {cat {in a hat, on a mat}, dog}", "several prompts of one"),
    (13, r"fruit {apple\, pear, fig} --ar {1:1, 3:2}", "several prompts of one"),
    (15, 'sign that says "OPEN -- LATE" --style raw', "`--style`"),
    (16, "a fox --sref https://x.org/s.png::2 https://x.org/t.png --sw 300", "`--sref`"),
    (17, "A FOX --AR 2:3 --V 6.1", "`--version`"),
    (28, "https://x.org/a.png", "Image links"),
    (29, "https://x.org/page.html fox", "Image links"),
    (30, "fox --tile --oref https://x.org/a.png", "`--tile`"),
]


def named(rows: list[tuple]) -> list:
    return [pytest.param(*row[1:], id=f"example_{row[0]}") for row in rows]


def result(order: ImagineOrder, wanted: dict) -> dict:
    found = {name: getattr(order, name) for name in wanted}
    if "parts" in found:
        found["parts"] = [(part.text, part.weight) for part in order.parts]
    return found


@pytest.mark.parametrize(("typed", "wanted"), named(READ))
def test_row_17_what_the_reference_says_is_what_is_read(
    card: ModelCard, typed: str, wanted: dict
) -> None:
    assert result(parse(typed, card), wanted) == wanted


@pytest.mark.parametrize(("typed", "title", "sentence"), named(REFUSED))
def test_row_17_what_the_reference_refuses_is_refused_in_its_words(
    card: ModelCard, typed: str, title: str, sentence: str
) -> None:
    with pytest.raises(PromptError) as caught:
        parse(typed, card)
    assert caught.value.title == title
    assert caught.value.problems[0].sentence == sentence


@pytest.mark.parametrize(("typed", "names"), named(NOT_YET))
def test_row_51_what_is_not_there_yet_is_named_and_refused(
    card: ModelCard, typed: str, names: str
) -> None:
    with pytest.raises(PromptError) as caught:
        parse(typed, card)
    assert caught.value.title == "Not available here"
    assert names in caught.value.sentence
    assert len(caught.value.sentence.splitlines()) == len(caught.value.problems)


def test_example_14_prompt_beats_suffix_and_no_is_added(card: ModelCard) -> None:
    from bot.prompt import Defaults

    order = parse("a fox --ar 7:4", card, Defaults(suffix="--ar 1:1 --no text"))
    assert (order.ar, order.negative) == ("7:4", "text")


def test_examples_2_3_15_17_leave_the_parameters_that_work_alone(card: ModelCard) -> None:
    for typed, ar in (
        ("a red fox --ar 16:9", "16:9"),
        ("a red fox —ar 3:2", "3:2"),
        ("A FOX --AR 2:3", "2:3"),
    ):
        assert parse(typed, card).ar == ar
    text = 'sign that says "OPEN -- LATE"'
    assert parse(f"{text} --ar 1:1", card).text == text


ENDS = [
    ("chaos", "0", "100", "-1", "101"),
    ("stylize", "0", "1000", "-1", "1001"),
    ("weird", "0", "3000", "-1", "3001"),
    ("quality", ".25", "2", ".24", "2.01"),
    ("seed", "0", "4294967295", "-1", "4294967296"),
    ("stop", "10", "100", "9", "101"),
    ("iw", "0", "3", "-0.1", "3.1"),
    ("sw", "0", "1000", "-1", "1001"),
    ("cw", "0", "100", "-1", "101"),
    ("ow", "1", "1000", "0", "1001"),
    ("exp", "0", "100", "-1", "101"),
    ("repeat", "2", "40", "1", "41"),
    ("zoom", "1", "2", "0.9", "2.1"),
    ("ar", "1:4", "4:1", "10:41", "41:10"),
    ("steps", "1", "60", "0", "61"),
    ("cfg", "1", "20", "0.9", "20.1"),
]


@pytest.mark.parametrize("row", ENDS, ids=[row[0] for row in ENDS])
def test_row_22_both_ends_of_a_range_pass_and_one_step_outside_fails(
    card: ModelCard, row: tuple[str, ...]
) -> None:
    from bot.prompt.values import BadValue

    name, low, high, below, above = row
    kind = parameter_table(card).find(name).kind
    kind.read(name, low), kind.read(name, high)
    for outside in (below, above):
        with pytest.raises(BadValue, match=f"--{name}"):
            kind.read(name, outside)
