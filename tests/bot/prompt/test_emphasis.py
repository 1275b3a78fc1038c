r"""Words in brackets, A1111's way; what else people bring from there."""

from dataclasses import replace

import pytest

from bot.prompt import PromptError, parse
from bot.prompt.emphasis import weighed
from engine import Emphasis, ModelCard


def weights(text: str) -> list[tuple[str, float]]:
    found = weighed(text)
    return [(found.text[one.start : one.end], one.weight) for one in found.emphasis]


@pytest.mark.parametrize(
    ("typed", "text", "emphasis"),
    [
        ("a (red:1.2) fox", "a red fox", [("red", 1.2)]),
        ("a (red) fox", "a red fox", [("red", 1.1)]),
        ("a ((red)) fox", "a red fox", [("red", 1.21)]),
        ("a [red] fox", "a red fox", [("red", 0.9091)]),
        ("a (big (red:1.5) fox)", "a big red fox", [("big ", 1.1), ("red", 1.65), (" fox", 1.1)]),
        ("(a:1.1)(b:1.1)", "ab", [("ab", 1.1)]),
        ("( red : 1.3 )", "red", [("red", 1.3)]),
        ("(red, blue:.5), sea", "red, blue, sea", [("red, blue", 0.5)]),
        ("(红色:1.3)的狐狸", "红色的狐狸", [("红色", 1.3)]),
        ("([both])", "both", []),
        (r"a \(plain\) \[one\]", "a (plain) [one]", []),
        (r"(saber \(fate\):1.2)", "saber (fate)", [("saber (fate)", 1.2)]),
        ("a fox :)", "a fox :)", []),
        ("a sad fox :( and a happy :)", "a sad fox :( and a happy :)", []),
        ("(a happy fox :))", "a happy fox :)", [("a happy fox :)", 1.1)]),
        ("1) first 2) second", "1) first 2) second", []),
        ("a (fox", "a (fox", []),
        ("a fox] (b)", "a fox] b", [("b", 1.1)]),
        ("(a [b) c]", "a [b c]", [("a [b", 1.1)]),
        ("screen (16:9)", "screen 16:9", [("16:9", 1.1)]),
        ("()", "", []),
    ],
)
def test_brackets_weigh_words(typed: str, text: str, emphasis: list) -> None:
    assert (weighed(typed).text, weights(typed)) == (text, emphasis)


def test_each_part_has_its_own_weights_within_its_own_words(card: ModelCard) -> None:
    first, second = parse("a (red:1.2) fox::2 the [sea]", card).parts
    assert (first.text, first.weight, first.emphasis) == ("a red fox", 2, (Emphasis(2, 5, 1.2),))
    assert (second.text, second.emphasis) == ("the sea", (Emphasis(4, 7, 0.9091),))


@pytest.mark.parametrize(
    "typed", ["(red:2.1) fox", "(red:0) fox", "(red:-1)", "(" * 8 + "a" + ")" * 8]
)
def test_weights_go_from_a_tenth_to_two(card: ModelCard, typed: str) -> None:
    with pytest.raises(PromptError, match=r"0\.1 to 2 times") as caught:
        parse(typed, card)
    assert caught.value.title == "Invalid prompt"
    assert parse("(red:2) (fox:.1)", card).parts[0].text == "red fox"


def test_a_model_that_reads_sentences_keeps_brackets_and_refuses_numbers(card: ModelCard) -> None:
    plain = replace(card, can_emphasis=False)
    assert parse("a fox (close up)", plain).parts[0].text == "a fox (close up)"
    with pytest.raises(PromptError, match="cannot weigh words in brackets"):
        parse("a (red:1.2) fox", plain)


def test_brackets_in_no_are_read_as_words_and_it_is_said(card: ModelCard) -> None:
    order = parse("fox --no (bad hands:1.4), [text]", card)
    assert order.negative == "bad hands, text"
    assert "`bad hands, text`" in order.notices[0]


BLOCK = """masterpiece, (red fox:1.2)
Negative prompt: (worst quality:1.4), text
Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 1234, Size: 512x768, \
Model hash: 6ce0161689, Model: v1-5-pruned, Clip skip: 2, Version: v1.6.0"""


def test_a_pasted_block_becomes_parameters(card: ModelCard) -> None:
    order = parse(BLOCK, replace(card, samplers=("dpm++2m", "dpm++2m_karras")))
    assert order.text == "masterpiece, (red fox:1.2)"
    assert order.negative == "worst quality, text"
    assert (order.steps, order.guidance, order.seed) == (20, 7, 1234)
    assert (order.width_px, order.height_px, order.sampler) == (512, 768, "dpm++2m_karras")
    left = ": `Model hash`, `Model`, `Clip skip`, `Version`."
    assert any(notice.endswith(left) for notice in order.notices)
    assert parse(order.echo, replace(card, samplers=("dpm++2m_karras",))).seed == 1234


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("fox Negative prompt: text, red", "fox --no text, red"),
        ("fox negative prompt: text --ar 3:2", "fox --no text --ar 3:2"),
        ("fox Steps: 12, Sampler: Euler, Schedule type: Karras", "fox --steps 12 --sampler euler"),
        ("fox Negative prompt: a --x b Steps: 9", "fox Negative prompt: a --x b Steps: 9"),
        ("12 Steps: a stair", "12 Steps: a stair"),
    ],
)
def test_parts_of_a_block_are_read_too(card: ModelCard, typed: str, echo: str) -> None:
    if "--x" in typed:
        with pytest.raises(PromptError, match="There is no `--x`"):
            parse(typed, card)
        return
    assert parse(typed, card).echo == echo


@pytest.mark.parametrize(
    ("typed", "sampler"),
    [
        ("euler", "euler"), ("Euler", "euler"), ("DPM++ 2M", "dpm++2m"), ("dpm++_2m", "dpm++2m"),
        ("DPM++ 2M Karras", "dpm++2m"), ("k_lms", "euler"), ("PLMS", "ddim"), ("UniPC", "dpm++2m"),
        ('"Euler a"', "euler"), ("DPM++ SDE Karras", "dpm++2m"), ("DDIM", "ddim"),
    ],
)  # fmt: skip
def test_samplers_of_other_programs_find_the_nearest(
    card: ModelCard, typed: str, sampler: str
) -> None:
    order = parse(f"fox --sampler {typed}", card)
    assert order.sampler == sampler
    is_same = typed.casefold().replace(" ", "").replace("_", "") == sampler
    assert bool(order.notices) is not is_same


def test_a_sampler_nobody_knows_is_refused_with_the_list(card: ModelCard) -> None:
    with pytest.raises(PromptError, match="`dpm\\+\\+2m`, `euler`, `ddim`; you wrote sgd"):
        parse("fox --sampler sgd", card)
    with pytest.raises(PromptError, match="Did you mean `--sampler euler`"):
        parse("fox --sampler eluer", card)
    with pytest.raises(PromptError, match="move `in snow` before"):
        parse("fox --sampler euler in snow", card)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("a cat AND a dog", [("a cat", 1), ("a dog", 1)]),
        ("a cat :1.2 AND a dog :0.5", [("a cat", 1.2), ("a dog", 0.5)]),
        ("a cat AND a dog:0.8", [("a cat", 1), ("a dog", 0.8)]),
        ("a cat:1.2 AND a dog AND a hen : 0.5", [("a cat", 1.2), ("a dog", 1), ("a hen", 0.5)]),
        ("A CAT AND A DOG", [("A CAT AND A DOG", 1)]),
        ('a sign "ROCK AND ROLL"', [('a sign "ROCK AND ROLL"', 1)]),
        ("a cat and a dog", [("a cat and a dog", 1)]),
    ],
)
def test_and_between_ideas_is_read_as_weights(card: ModelCard, typed: str, parts: list) -> None:
    order = parse(typed, card)
    assert [(part.text, part.weight) for part in order.parts] == parts
    assert bool(order.notices) is (len(parts) > 1)


def test_break_begins_a_part_where_the_model_reads_in_parts(card: ModelCard) -> None:
    parts = replace(card, can_break=True)
    order = parse('a (fox, BREAK a sea:1.2) BREAK, "BREAK" --no fog BREAK rain', parts)
    assert order.parts[0].text == 'a fox,\fa sea\f"BREAK"'
    assert order.parts[0].emphasis == (Emphasis(2, 12, 1.2),)
    assert (order.negative, order.notices) == ("fog\frain", ())
    assert parse("BREAK a fox BREAK", parts).parts[0].text == "a fox"
    assert parse("[a BREAK b|c]", parts).parts[0].text == "a\fb"


def test_break_is_left_out_and_it_is_said(card: ModelCard) -> None:
    order = parse("a fox, BREAK a sea", card)
    assert order.parts[0].text == "a fox, a sea"
    assert order.notices == ("`BREAK` was left out: test model reads a text whole.",)
    assert parse("a fox --no fog BREAK rain", card).negative == "fog rain"


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("fox <lora:fur_v2:0.8>", "`<lora:fur_v2:0.8>` is not available here: no LoRA is loaded"),
        ("fox <hypernet:x:1>", "no LoRA"),
    ],
)
def test_what_a1111_does_and_nothing_here_can_is_refused(
    card: ModelCard, typed: str, named: str
) -> None:
    with pytest.raises(PromptError) as caught:
        parse(typed, card)
    assert caught.value.title == "Not available here"
    assert named in caught.value.sentence
