"""Words that change on the way in whole prompts: what each step reads, and what is refused."""

from dataclasses import replace

import pytest

from bot.cli.explain import as_json, stretches
from bot.orders.effects import effects_of
from bot.orders.record import Record
from bot.orders.request import build_request
from bot.prompt import ImagineOrder, PromptError, parse, read_prompts
from engine import Emphasis, ModelCard, PromptText, check_request


def read(order: ImagineOrder, part: int = 0) -> list[tuple[int, str]]:
    own = order.parts[part]
    return stretches(own.at_step, [text.text for text in own.texts])


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("[:(detailed face:1.2):0.2], 1girl", [(5, "1girl"), (28, "detailed face, 1girl")]),
        ("[a:(b:1.2):0.5] fox", [(14, "a fox"), (28, "b fox")]),
        ("a fox [in snow::0.4]", [(11, "a fox in snow"), (28, "a fox")]),
        ("a fox [in snow:10]", [(10, "a fox"), (28, "a fox in snow")]),
        ("a fox [in snow:10] --steps 12", [(10, "a fox"), (12, "a fox in snow")]),
        ("a [fox:bear:0.5] --q 2 --steps 10", [(10, "a fox"), (20, "a bear")]),
        ("a [fox:bear:0.5] --draft", [(5, "a fox"), (10, "a bear")]),
        ("a [{fox}:bear:0.5]", [(14, "a fox"), (28, "a bear")]),
        ("[小狗：小猫：0.5] 在跑", [(14, "小狗 在跑"), (28, "小猫 在跑")]),
    ],
)
def test_each_step_reads_its_words(card: ModelCard, typed: str, wanted: list) -> None:
    order = parse(typed, card)
    assert read(order) == wanted
    assert not any("0." in text for _, text in read(order))  # never drawn as letters
    assert order.notices == ()


def test_words_in_turn(card: ModelCard) -> None:
    order = parse("a [cat|dog|owl] in a hat --steps 7", card)
    assert order.parts[0].at_step == (0, 1, 2, 0, 1, 2, 0)
    assert [text.text for text in order.parts[0].texts] == [
        "a cat in a hat", "a dog in a hat", "a owl in a hat",
    ]  # fmt: skip


def test_emphasis_is_that_of_each_text(card: ModelCard) -> None:
    part = parse("a [red:(blue:1.3):0.5] (fox) --steps 4", card).parts[0]
    assert (part.text, part.emphasis) == ("a red fox", (Emphasis(6, 9, 1.1),))
    wanted = PromptText("a blue fox", (Emphasis(2, 6, 1.3), Emphasis(7, 10, 1.1)))
    assert part.others == (wanted,)


def test_weights_and_changes_stand_side_by_side(card: ModelCard) -> None:
    """The `::` of `[a::0.4]` cuts nothing."""
    order = parse("[a fox::0.4] at sea::2 the [sun|moon]::-0.5 snow --steps 10", card)
    assert [(part.text, part.weight) for part in order.parts] == [
        ("a fox at sea", 2), ("the sun", -0.5), ("snow", 1),
    ]  # fmt: skip
    assert read(order) == [(4, "a fox at sea"), (10, "at sea")]
    assert order.parts[2].at_step == ()


def test_a_change_that_never_comes_is_no_change_and_is_told(card: ModelCard) -> None:
    order = parse("a [fox:owl:40]", card)
    assert (order.parts[0].text, order.parts[0].others) == ("a fox", ())
    assert "`[fox:owl:40]` never changes in 28 steps" in order.notices[0]
    assert parse("a [fox:owl:0]", card).parts[0].text == "a owl"


def test_what_is_left_out_changes_too(card: ModelCard) -> None:
    order = parse("a fox --no [fog:(rain:1.2):3], [red|blue] --steps 6", card)
    texts = (order.negative, *order.negative_others)
    assert [texts[k] for k in order.negative_at_step] == [
        "fog, red", "fog, blue", "fog, red", "rain, blue", "rain, red", "rain, blue",
    ]  # fmt: skip


def test_what_comes_first_is_what_has_words(card: ModelCard) -> None:
    """So that whoever looks at one text of a part sees one."""
    part = parse("[:a fox:0.5] --steps 4", card).parts[0]
    assert (part.text, part.at_step) == ("a fox", (1, 1, 0, 0))


def test_it_is_asked_of_the_engine_as_it_was_read(card: ModelCard) -> None:
    order = replace(parse("a [fox|owl] --no [fog:rain:2] --draft --w 9 --s 900", card), seed=1)
    record = Record.from_json(Record.of(order, card).to_json())
    assert record.order == order
    request = build_request(record, "one")
    check_request(request, card)
    assert len(request.parts[0].at_step) == request.steps == 10
    look = effects_of(order, card).look
    assert [text.text for text in request.parts[0].texts] == [
        ", ".join((text, *look)) for text in ("a fox", "a owl")
    ]
    assert (order.parameters()["no"], order.negative) == ("[fog:rain:2]", "fog")
    assert (request.negative_at(1), request.negative_at(2)) == ("fog", "rain")


def test_the_echo_reads_back_to_the_same(card: ModelCard) -> None:
    order = parse(r"a [fox:(owl:1.2):0.5] [x::3] \[plain\] --no [a|b] --seed 3", card)
    assert parse(order.echo, card) == order


def test_orders_from_before_read_one_text(card: ModelCard) -> None:
    text = parse("a fox", card).to_json()
    old = text.replace(',"others":[],"at_step":[]', "").replace(
        ',"adds_up":false,"negative_typed":"","negative_others":[],"negative_at_step":[]', ""
    )
    assert old != text
    assert ImagineOrder.from_json(old) == parse("a fox", card)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("[a:b:c:0.5]", r"`[a:b:c:0.5]` is not understood"),
        ("a [b:c:40%]", r"`[b:c:40%]` is not understood"),
        ("x --no [a:b:c:0.5]", r"`[a:b:c:0.5]` is not understood"),
        ("a [cat AND dog:fox:0.5]", "`AND` cuts a prompt into parts"),
        ("a [(cat::2 dog):fox:0.5]", "`::` cuts a prompt into parts"),
        ("[a|b] [a|b|c] [a|b|c|d|e]", "would read 28 texts; it can read 20"),
        ("a --no [a|b] [a|b|c] [a|b|c|d|e]", "would read 28 texts"),
        ("[a|b|c] [d|e|f|g] --no [h|i|j|k|l] [h|i]", "would read 22 texts"),
        ("[a|b]" * 51, "at up to 50 places"),
        (
            "[" + "x" * 3000 + "|" + "|".join(map(str, range(15))) + "]" + "y" * 2500,
            "characters together",
        ),
        ("[(red:3):0.5] fox", "can count 0.1 to 2 times"),
        ("[<lora:a:1>:0.5] fox", "no LoRA is loaded"),
        ("[:0.5]", ""),
    ],
)
def test_what_cannot_be_read_is_refused(card: ModelCard, typed: str, sentence: str) -> None:
    with pytest.raises(PromptError) as caught:
        parse(typed, card)
    assert sentence in caught.value.sentence


def test_a_model_that_reads_once_says_so(card: ModelCard) -> None:
    once = replace(card, can_schedule=False)
    for typed in ("a [fox:owl:0.5]", "a fox --no [a|b]"):
        with pytest.raises(PromptError, match="test model reads its text only once"):
            parse(typed, once)
    assert parse("a [fox]", once).parts[0].text == "a fox"


def test_with_and_each_idea_has_the_guidance_for_itself(card: ModelCard) -> None:
    """u + g·(c₁ - u) + 0.8·g·(c₂ - u), as A1111; with `::` they share it."""
    both = parse("a cat AND a dog:0.8 --cfg 5", card)
    assert (both.guidance, effects_of(both, card).guidance) == (5, 9)
    request = build_request(Record.of(replace(both, seed=1), card), "one")
    total = sum(part.weight for part in request.parts)
    own = [request.guidance * part.weight / total for part in request.parts]
    assert own == pytest.approx([5, 4])
    for typed in ("a cat:: a dog::0.8 --cfg 5", "a cat AND a dog:: snow --cfg 5"):
        assert effects_of(parse(typed, card), card).guidance == 5
    assert effects_of(parse("[a cat|b] AND a dog [x::0.4] --cfg 5", card), card).guidance == 10


def test_more_guidance_than_the_model_takes_is_told(card: ModelCard) -> None:
    from bot.orders.approximations import approximations

    order = parse("a cat AND a dog AND an owl --cfg 10", card)
    assert effects_of(order, card).guidance == card.max_guidance
    assert "30 together; test model takes up to 20" in approximations(order, card)[0]


def test_explain_tells_what_each_step_reads(card: ModelCard) -> None:
    orders = read_prompts("a [fox:owl:0.5] --no [fog::1] --steps 4", card)
    job = as_json(orders, card)["jobs"][0]  # type: ignore[index]
    assert job["parts"][0]["schedule"] == [
        {"until_step": 2, "text": "a fox"},
        {"until_step": 4, "text": "a owl"},
    ]
    assert job["negative_schedule"] == [
        {"until_step": 1, "text": "fog"},
        {"until_step": 4, "text": ""},
    ]
    plain = as_json(read_prompts("a fox", card), card)["jobs"][0]  # type: ignore[index]
    assert "schedule" not in plain["parts"][0] and "negative_schedule" not in plain
