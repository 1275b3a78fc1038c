"""Forms of other programs: weights become ours, the rest is left out, no letters drawn."""

import pytest

from bot.prompt import ImagineOrder, PromptError, parse, read_prompts
from engine import ModelCard


def shown(order: ImagineOrder) -> list[tuple[str, float]]:
    return [
        (part.text[one.start : one.end], one.weight)
        for part in order.parts
        for one in part.emphasis
    ]


@pytest.mark.parametrize(
    ("typed", "text", "emphasis", "program"),
    [
        ("1.2::red fox::, snow", "red fox, snow", [("red fox", 1.2)], "NovelAI"),
        ("0.5::fog ::sea", "fogsea", [("fog", 0.5)], "NovelAI"),
        ("{{{masterpiece}}}, a fox", "masterpiece, a fox", [("masterpiece", 1.16)], "NovelAI"),
        ("a red++ fox", "a red fox", [("red", 1.21)], "InvokeAI"),
        ("a (red hair)+ fox", "a red hair fox", [("red hair", 1.1)], "InvokeAI"),
        ("(snow)-- fox", "snow fox", [("snow", 0.81)], "InvokeAI"),
        ("(snow:1.5)++ fox", "snow fox", [("snow", 1.21)], "InvokeAI"),
    ],
)
def test_weights_of_other_programs_become_ours(
    card: ModelCard, typed: str, text: str, emphasis: list, program: str
) -> None:
    order = parse(typed, card)
    assert [part.text for part in order.parts] == [text]
    assert shown(order) == emphasis
    (notice,) = order.notices
    assert "read as what it means here" in notice and program in notice
    assert parse(order.echo, card).parts == order.parts


@pytest.mark.parametrize(
    ("typed", "text", "program"),
    [
        ("<random:red, blue> fox", "fox", "SwarmUI"),
        ("a <wildcard[2]:animal> in snow", "a in snow", "SwarmUI"),
        ("a fox, embedding:easynegative", "a fox,", "ComfyUI"),
        ("a __color__ fox", "a fox", "Dynamic Prompts"),
        ("a __colors/warm__, fox", "a, fox", "Dynamic Prompts"),
        ("fox <ti:bad>", "fox", "`<ti:bad>`"),
        ("fox, -1::snow::", "fox,", "NovelAI"),
        ('("a fox", "an owl").blend(0.5, 0.5)', '"a fox", "an owl"', "InvokeAI"),
        ("((red))++ fox", "red fox", "InvokeAI"),
    ],
)
def test_what_has_no_meaning_here_is_left_out_and_named(
    card: ModelCard, typed: str, text: str, program: str
) -> None:
    order = parse(typed, card)
    assert [part.text for part in order.parts] == [text]
    (notice,) = order.notices
    assert notice.startswith("Written for another program and left out") and program in notice


def test_several_are_one_note(card: ModelCard) -> None:
    order = parse("__a__ fox, <random:x, y>, red++, 1.3::sea::, <ti:b>", card)
    assert len(order.notices) == 2
    assert order.parts[0].text == "fox,, red, sea,"


@pytest.mark.parametrize(
    ("typed", "negative"),
    [
        ("x --no red++", "red"),
        ("x --no 1.3::fog::, rain", "fog, rain"),
        ("x --no __w__ red", "red"),
    ],
)
def test_what_is_left_out_of_the_picture_too(card: ModelCard, typed: str, negative: str) -> None:
    assert parse(typed, card).negative == negative


@pytest.mark.parametrize(
    "typed",
    ["C++ on a screen", "hot::2 dog::1 cat", "a {red, {blue, green}} fox", "snow_white",
     "1.2 miles", "a fox -- in the snow", "(red:1.2) <3 hearts", "embedding a gem",
     "a fox:: 2::1", r"\{\{a\}\}", "https://x.org/__a__/b.png a fox",
     "<https://x.org/a.png> a fox", "a [b:c:0.5] fox", "[a|b]"],
)  # fmt: skip
def test_plain_words_are_no_form_of_another_program(card: ModelCard, typed: str) -> None:
    notices = [notice for order in read_prompts(typed, card) for notice in order.notices]
    assert not [notice for notice in notices if "another program" in notice]


def test_a_weight_out_of_range_is_told_as_ours_are(card: ModelCard) -> None:
    with pytest.raises(PromptError, match=r"can count 0\.1 to 2 times"):
        parse("3::red fox::", card)
