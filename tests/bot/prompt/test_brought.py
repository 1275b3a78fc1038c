"""What people bring along: messages of the bot, JSON, other programs' forms, dashes."""

from __future__ import annotations

from contextvars import copy_context

import pytest

from bot.interactions.wording import bold
from bot.language import speak
from bot.messages import texts
from bot.prompt import PromptError, parse, read_prompts
from bot.prompt.brought import Brought, unwrapped
from bot.prompt.table import parameter_table
from engine import CannedEngine, ModelCard

FOX = "a red fox --ar 3:2"
OWNER = "<@123456789012345678>"


@pytest.mark.parametrize(
    "message",
    [
        f"{bold(FOX)} - {OWNER} (fast)",
        f"{bold(FOX)} - {OWNER} (Waiting to start) · #3 in line, about 2 min",
        f"{bold(FOX)} - Variations (Strong) by {OWNER} (31%) (relaxed)",
        f"{bold(FOX)} - Image #2 <@!123456789012345678>",
        f"Making variations for image #2 with prompt {bold(FOX)} - {OWNER} (Waiting to start)",
        f"{FOX} - @Ada (fast)",
        f"{FOX} - @Ada Lovelace (turbo, stealth)",
        f"{FOX} - Image #2 @Ada",
        f"{FOX} - @Ada（快速，隐身）",
        f"{FOX} - @Ada（31%）（快速）",
        f"{FOX} - @Ada (快速)",  # as the first release wrote it
        f"{FOX} - Variations by @Ada (31%) (relaxed)",
    ],
)
def test_a_message_of_the_bot_is_the_prompt_in_it(card: ModelCard, message: str) -> None:
    """The mention and the lane were drawn, or stood behind `--ar`."""
    assert parse(message, card).echo == FOX


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_every_message_of_a_job_is_the_prompt_in_it(card: ModelCard, locale: str) -> None:
    def told() -> list[str]:
        speak(locale)
        person = 123456789012345678
        return [
            texts.waiting(FOX, person, 3, 2.0),
            texts.waiting(FOX, person, key="job-waiting-variations", index=2),
            texts.restarted(FOX, person, 2),
            *(texts.running(FOX, person, 31, mode) for mode in ("fast", "relax-stealth")),
            texts.finished(FOX, person, "turbo"),
            texts.single(FOX, 3, person),
            texts.undelivered(FOX, person),
            texts.stopped(FOX, person),
            texts.paused(FOX, person),
            texts.failed(FOX, person, "out of (memory)"),
        ]

    for message in copy_context().run(told):
        assert parse(message, card).echo == FOX


def test_what_was_escaped_in_a_message_is_plain_again(card: ModelCard) -> None:
    words = r"a [red] (fox:1.2), snow_white \(x\) ~ *"
    assert parse(f"{bold(words)} - {OWNER} (fast)", card).text == words


@pytest.mark.parametrize(
    "typed", ["a **bold** fox", "**a fox** in the snow", f"a fox, {OWNER}", "a fox - @Ada, fast"]
)
def test_other_bold_words_and_mentions_stay(card: ModelCard, typed: str) -> None:
    assert parse(typed, card).text == typed


@pytest.mark.parametrize(
    ("typed", "echo", "left"),
    [
        ('{"prompt": "a red fox", "style": "ink"}', "a red fox", "`style`"),
        ('{"prompt":"a red fox"} --ar 3:2', "a red fox --ar 3:2", ""),
        ('{"style": {"a": [1, 2]}, "prompt": "a red fox", "negative_prompt": "snow"}',
         "a red fox --no snow", "`style`"),
        ('{\n  “prompt”: “a red fox”\n}', "a red fox", ""),
        ('```json\n{"prompt": "a red fox", "art style": "ink"}\n```', "a red fox", "`art style`"),
        ('[{"prompt": "a red fox"}]', "a red fox", ""),
    ],
)  # fmt: skip
def test_json_is_the_prompt_in_it(card: ModelCard, typed: str, echo: str, left: str) -> None:
    """Its comma made two jobs of it."""
    orders = read_prompts(typed, card)
    assert [order.echo for order in orders] == [echo]
    assert (left in " ".join(orders[0].notices)) if left else not orders[0].notices


@pytest.mark.parametrize(
    "typed",
    ['{"style": "ink"}', "{'prompt': 'a fox'}", '[{"prompt": "a"}, {"prompt": "b"}]',
     '{"prompt": 7}', '{"prompt": "a fox", }', '{"a":' * 900,
     '{"prompt": "a fox"} in the snow', '{"prompt": ""}'],
)  # fmt: skip
def test_json_without_a_prompt_is_refused(card: ModelCard, typed: str) -> None:
    with pytest.raises(PromptError, match="That is JSON"):
        read_prompts(typed, card)


@pytest.mark.parametrize(
    "typed", ["x --no <lora:a:0.8>", "x --no red, <lyco:b:1>", "x --no [<lora:a:1>:b:0.5]"]
)
def test_what_is_not_here_is_refused_in_no_too(card: ModelCard, typed: str) -> None:
    with pytest.raises(PromptError, match="not available here"):
        parse(typed, card)


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("a fox ---ar 16:9", "a fox --ar 16:9"),
        ("a fox -----ar 16:9", "a fox --ar 16:9"),
        ("16:9 landscape—ar 16:9 --stylize 245", "16:9 landscape --ar 16:9 --stylize 245"),
        ("landscape–chaos 20", "landscape --chaos 20"),
        ("a fox, at dusk—seed 7", "a fox, at dusk --seed 7"),
    ],
)
def test_dashes_that_mean_a_parameter_are_read_as_one(
    card: ModelCard, typed: str, echo: str
) -> None:
    assert parse(typed, card).echo == echo


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("a fox --ar 16:9 --", "a fox --ar 16:9"),
        ("a fox --", "a fox"),
        ("a fox —", "a fox"),
        ("a fox --ar 16:9 - -", "a fox --ar 16:9"),
        ("a fox --no red -- --ar 3:2", "a fox --no red --ar 3:2"),
    ],
)
def test_dashes_that_name_nothing_are_left_out_and_it_is_said(
    card: ModelCard, typed: str, echo: str
) -> None:
    order = parse(typed, card)
    assert order.echo == echo
    assert any("Dashes at the end" in notice for notice in order.notices)


@pytest.mark.parametrize("typed", ["a fox—a dog", "red — blue", "well-known", "he said—no more"])
def test_dashes_between_words_stay(card: ModelCard, typed: str) -> None:
    order = parse(typed, card)
    assert (order.echo, order.notices) == (typed, ())


@pytest.mark.parametrize("weight", ["-0.5", "+2", "2", "", ".5"])
def test_a_weight_on_a_link_is_refused(card: ModelCard, weight: str) -> None:
    with pytest.raises(PromptError, match="An image link takes no"):
        parse(f"https://example.com/a.png::{weight} a fox", card)


@pytest.mark.parametrize(
    ("typed", "weight"), [("(red hair:1,3), 1girl", 1.3), ("(red hair:0,85), 1girl", 0.85)]
)
def test_a_decimal_comma_in_brackets_is_a_point(card: ModelCard, typed: str, weight: float) -> None:
    part = parse(typed, card).parts[0]
    assert (part.text, part.emphasis[0].weight) == ("red hair, 1girl", weight)


def test_a_message_with_pictures_is_pasted_back_with_their_links():
    """Three pictures opened a message with thirteen lines of addresses."""
    prompt = "<https://x.org/a.png?b=1> <https://x.org/c.png> a fox --ar 3:2"
    shown = bold(prompt)
    assert shown.startswith("**[🖼1](<https://x.org/a.png?b=1>) [🖼2](<https://x.org/c.png>) a fox")
    for pasted in (f"{shown} - <@123456789012345678> (fast)", shown.strip("*")):
        assert unwrapped(pasted, pasted, parameter_table(CannedEngine().card)) == Brought(prompt)
