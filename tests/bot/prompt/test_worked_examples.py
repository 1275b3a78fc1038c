"""The worked examples of the reference (§2.4), each under its number; the ends of the ranges."""

from dataclasses import replace

import pytest

from bot.prompt import Defaults, ImagineOrder, PromptError, parameter_table, read_prompts
from bot.prompt.references import Reference, References
from bot.prompt.values import BadValue
from engine import ModelCard

FOX = [("a red fox", 1.0)]
MINE = Defaults(options={"mine": "--s 50 --ar 7:4"}, suffix="--ar 1:1 --no text")


def one(text: str) -> list:
    return [(text, 1.0)]


# Number, prompt, what each of its jobs holds in their order.
READ = [
    (1, "a red fox", [{"parts": FOX}]),
    (2, "a red fox --ar 16:9 --s 250", [{"parts": FOX, "ar": "16:9", "stylize": 250}]),
    (3, "a red fox —ar 3:2 –c 20", [{"parts": FOX, "ar": "3:2", "chaos": 20}]),
    (4, "red — blue, abstract", [{"parts": one("red — blue, abstract")}]),
    (5, "hot:: dog", [{"parts": [("hot", 1.0), ("dog", 1.0)]}]),
    (6, "hot::2 dog::-.5", [{"parts": [("hot", 2.0), ("dog", -0.5)]}]),
    (7, "tulips --no red, purple", [{"parts": one("tulips"), "negative": "red, purple"}]),
    (8, "tulips --no red --no weeds", [{"parts": one("tulips"), "negative": "red, weeds"}]),
    (9, "https://x.org/a.png in ink --iw 2",
     [{"images": ("https://x.org/a.png",), "parts": one("in ink"), "image_weight": 2.0}]),
    (10, "<https://x.org/a.png> <https://x.org/b.jpg>",
     [{"images": ("https://x.org/a.png", "https://x.org/b.jpg"), "parts": []}]),
    (11, "a {red, green} {bird, cat}",
     [{"parts": one(f"a {what}")} for what in ("red bird", "red cat", "green bird", "green cat")]),
    (12, "a {cat {in a hat, on a mat}, dog}",
     [{"parts": one(f"a {what}")} for what in ("cat in a hat", "cat on a mat", "dog")]),
    (13, r"fruit {apple\, pear, fig} --ar {1:1, 3:2}",
     [{"parts": one(f"fruit {what}"), "ar": ar}
      for what in ("apple, pear", "fig") for ar in ("1:1", "3:2")]),
    (14, "a fox --mine",
     [{"parts": one("a fox"), "stylize": 50, "ar": "7:4", "negative": "text"}]),
    (15, 'sign that says "OPEN -- LATE" --style raw',
     [{"parts": one('sign that says "OPEN -- LATE"'), "is_raw": True}]),
    (17, "A FOX --AR 2:3 --V 6.1", [{"parts": one("A FOX"), "ar": "2:3", "model": "6.1"}]),
    (18, "fox --tile --seed 7 --seed 9", [{"is_tile": True, "seed": 9}]),
    (19, "space::3ship", [{"parts": [("space", 1.0), ("3ship", 1.0)]}]),
]  # fmt: skip
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
    (27, "--ar 3:2", "Invalid prompt",
     "There is nothing to draw: add some words or two images."),
    (28, "https://x.org/a.png", "Invalid prompt",
     "One image alone needs words, or a second image."),
    (29, "https://x.org/page.html fox", "Invalid link",
     "That link is a web page, not a picture; use the picture's own address."),
    (30, "fox --tile --oref https://x.org/a.png", "Invalid parameter",
     "`--oref` cannot be combined with `--tile` on this model."),
]  # fmt: skip


def named(rows: list[tuple]) -> list:
    return [pytest.param(*row[1:], id=f"example_{row[0]}") for row in rows]


def result(order: ImagineOrder, wanted: dict) -> dict:
    found = {name: getattr(order, name) for name in wanted}
    if "parts" in found:
        found["parts"] = [(part.text, part.weight) for part in order.parts]
    return found


@pytest.mark.parametrize(("typed", "wanted"), named(READ))
def test_what_the_reference_says_is_what_is_read(card: ModelCard, typed: str, wanted: list) -> None:
    """Row 17. One other model is set up, that the operator has named after Midjourney's version."""
    defaults = replace(
        MINE if "--mine" in typed else Defaults(), models={"6.1": replace(card, name="sdxl")}
    )
    orders = read_prompts(typed, card, defaults)
    assert [result(order, want) for order, want in zip(orders, wanted, strict=True)] == wanted
    if "--seed 7" in typed:
        assert orders[0].notices == ("`--seed` was overruled by `--seed 9`: the last one counts.",)


@pytest.mark.parametrize(("typed", "title", "sentence"), named(REFUSED))
def test_what_the_reference_refuses_is_refused_in_its_words(
    card: ModelCard, typed: str, title: str, sentence: str
) -> None:
    """Row 17."""
    with pytest.raises(PromptError) as caught:
        read_prompts(typed, card)
    assert caught.value.title == title
    assert caught.value.problems[0].sentence == sentence


def test_references_are_read_with_their_weights(card: ModelCard) -> None:
    """Row 17. Read as the reference says; refused since no model here has an adapter for them."""
    links = "https://x.org/s.png::2 https://x.org/t.png"
    kind = parameter_table(card).find("sref").kind
    assert isinstance(kind, References)
    assert kind.references("sref", links) == (
        Reference("https://x.org/s.png", 2.0), Reference("https://x.org/t.png", 1.0)
    )  # fmt: skip
    assert parameter_table(card).find("sw").kind.read("sw", "300") == 300
    with pytest.raises(PromptError) as caught:
        read_prompts(f"a fox --sref {links} --sw 300", card)
    assert caught.value.title == "Not available here"
    assert len(caught.value.sentence.splitlines()) == 1


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
    ("niji", "4", "7", "3", "8"),
    ("version", "1", "9", "0.9", "9.1"),
    ("sv", "1", "6", "0", "7"),
    ("bs", "1", "4", "0", "5"),
    ("size", "512x2048", "2048x2048", "496x2048", "2064x2048"),
]


@pytest.mark.parametrize("row", ENDS, ids=[row[0] for row in ENDS])
def test_both_ends_of_a_range_pass_and_one_step_outside_fails(
    card: ModelCard, row: tuple[str, ...]
) -> None:
    """Row 22."""
    name, low, high, below, above = row
    kind = parameter_table(card).find(name).kind
    kind.read(name, low), kind.read(name, high)
    for outside in (below, above):
        with pytest.raises(BadValue, match=f"--{name}"):
            kind.read(name, outside)
