"""Every parameter: honoured with its value, or refused with its reason; links to pictures."""

from dataclasses import replace

import pytest

from bot.language import speaking
from bot.prompt import (
    Defaults,
    ImagineOrder,
    PromptError,
    parameter_table,
    parse,
    read_prompts,
)
from bot.prompt.echo import whole_prompt
from engine import ModelCard

PICTURE = "https://x.org/a.png"


def refusal(typed: str, card: ModelCard, **defaults: object) -> PromptError:
    with pytest.raises(PromptError) as caught:
        parse(typed, card, Defaults(**defaults))
    return caught.value


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("--chaos 20", "chaos", 20), ("--c 100", "chaos", 100), ("--stylize 0", "stylize", 0),
        ("--s 1000", "stylize", 1000), ("--weird 3000", "weird", 3000), ("--w 5", "weird", 5),
        ("--stop 10", "stop", 10), ("--tile", "is_tile", True), ("--raw", "is_raw", True),
        ("--style raw", "is_raw", True), ("--draft", "is_draft", True),
        ("--draft", "count", 12), ("--draft 24", "count", 24), ("--best 9", "count", 9),
        ("--best 4 of 12", "count", 12), ("--fast", "speed", "fast"),
        ("--relax", "speed", "relax"), ("--turbo", "speed", "turbo"),
        ("--cfg 7.5", "guidance", 7.5),
        ("--stealth", "visibility", "stealth"), ("--public", "visibility", "public"),
        ("--negative red", "negative", "red"), ("--guidance 3", "guidance", 3.0),
        ("--sampler DDIM", "sampler", "ddim"), ("--quality .5", "steps", 14),
    ],
)  # fmt: skip
def test_a_parameter_is_in_the_order_and_in_its_echo(
    card: ModelCard, typed: str, field: str, value: object
) -> None:
    order = parse(f"fox {typed}", card)
    assert getattr(order, field) == value
    assert getattr(parse(order.echo, card), field) == value
    assert value in (order.parameters().values() if field != "is_raw" else (True,))


def test_every_parameter_tells_where_its_value_came_from(card: ModelCard) -> None:
    defaults = Defaults(suffix="--chaos 5 --tile", settings="--style raw --stealth --turbo")
    order = parse("fox --s 250 --size 512x768", card, defaults)
    wanted = {
        "stylize": "prompt", "chaos": "suffix", "tile": "suffix", "raw": "settings",
        "visibility": "settings", "speed": "settings", "weird": "model", "ar": "prompt",
        "model": "model", "stop": "model",
    }  # fmt: skip
    assert {name: order.sources[name] for name in wanted} == wanted
    for name in order.parameters():
        assert name in order.sources or name in ("width", "height"), name


def test_no_is_refused_on_a_model_without_negatives(card: ModelCard) -> None:
    """Row 16."""
    error = refusal("fox --no red", replace(card, can_negative=False))
    assert error.title == "Not available here"
    assert error.sentence == (
        "`--no` is not available here: test model cannot leave things out; "
        "say in the text what should be there."
    )


@pytest.mark.parametrize(
    ("typed", "changes", "named"),
    [
        ("--tile", {"can_tile": False}, "tiles without a seam"),
        ("--cfg 1", {"max_guidance": 1.0, "guidance": 1.0}, "works without guidance"),
        ("--stop 50", {"steps": 4, "max_steps": 7}, "4 steps are too few"),
        ("--stop 50 --q .25", {}, "7 steps are too few"),
        ("--quality 2", {"steps": 4, "min_steps": 1, "max_steps": 4}, "0.25, 0.5 or 1"),
    ],
)
def test_what_this_model_cannot_do_is_refused_and_named(
    card: ModelCard, typed: str, changes: dict, named: str
) -> None:
    """Row 51."""
    assert named in refusal(f"fox {typed}", replace(card, **changes)).sentence


def test_a_model_without_a_start_from_pictures_takes_no_links(card: ModelCard) -> None:
    """Row 51."""
    plain = replace(card, can_img2img=False)
    error = refusal(f"{PICTURE} fox --iw 2", plain)
    assert error.title == "Not available here"
    assert error.sentence.count("cannot start from a picture") == 2


@pytest.mark.parametrize("lane", ["relax", "turbo", "stealth"])
def test_a_lane_that_is_not_open_is_refused(card: ModelCard, lane: str) -> None:
    """Row 51."""
    error = refusal(f"fox --{lane}", card, **{f"is_{lane}_allowed": False})
    assert f"`--{lane}` is not available here" in error.sentence


def test_zoom_is_read_and_has_no_place_in_a_prompt(card: ModelCard) -> None:
    """Row 57."""
    assert "has no place in a new prompt" in refusal("fox --zoom 1.5", card).sentence
    assert "has no place in a new prompt" in refusal("fox --zoom 3", card).sentence


@pytest.mark.parametrize(
    "value",
    [PICTURE, f"<{PICTURE}>", f"{PICTURE}::2 https://y.org/b.jpg", "random", "123456", "12::2 34"],
)
def test_style_references_are_read_and_refused_in_one_sentence(card: ModelCard, value: str) -> None:
    """Rows 64 and 65."""
    for strength in ("", " --sw 300", " --sw 300 --sv 4"):
        error = refusal(f"fox --sref {value}{strength}", card)
        assert error.title == "Not available here"
        assert error.sentence == (
            "`--sref` is not available here: test model has no reference adapter, so another "
            "picture cannot set the style; describe the style in words."
        )


def test_character_references_are_read_and_refused(card: ModelCard) -> None:
    """Row 66."""
    assert "`--cref` is not available" in refusal(f"fox --cref {PICTURE} --cw 0", card).sentence
    assert "`--cref` is not available" in refusal("fox --cref random", card).sentence


def test_an_object_reference_is_one_link_and_refused(card: ModelCard) -> None:
    """Row 84."""
    assert "`--oref` is not available" in refusal(f"fox --oref {PICTURE} --ow 400", card).sentence
    assert "`--oref` is not available" in refusal("fox --oref his face", card).sentence


@pytest.mark.parametrize(("strength", "of"), [("sw", "sref"), ("cw", "cref"), ("ow", "oref")])
def test_a_strength_does_nothing_without_its_reference(
    card: ModelCard, strength: str, of: str
) -> None:
    error = refusal(f"fox --{strength} 50", card)
    assert error.title == "Invalid parameter"
    assert error.sentence == f"`--{strength}` does nothing without `--{of}`."


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("--video", "Leave it out"), ("--video 1", "only still pictures"),
        ("--exp 10", "--quality 2"),
        ("--motion low", "only still"), ("--p", "/prefer suffix"), ("--p abc123", "personal taste"),
        ("--uplight", "U buttons"), ("--upbeta", "U buttons"),
        ("--sameseed 5", "--seed 7"), ("--creative", "--model"), ("--testp", "--model"),
        ("--width 512", "with `--size`."), ("--height 512", "--ar 3:2"), ("--h 512", "--size"),
        ("--style cute", "--style raw"), ("--niji 5", "anime"), ("--v 7", "leave `--v` out"),
    ],
)  # fmt: skip
def test_what_is_not_there_says_what_to_do_instead(
    card: ModelCard, typed: str, advice: str
) -> None:
    """Rows 85, 86 and 87."""
    error = refusal(f"fox {typed}", card)
    assert error.title == "Not available here"
    assert advice in error.sentence and len(error.sentence.splitlines()) == 1


def test_niji_is_the_anime_model_or_says_that_none_is_set_up(card: ModelCard) -> None:
    """Row 74."""
    anime = replace(card, name="animagine", native_px=512)
    order = parse("fox --niji 6", card, Defaults(models={"anime": anime}, niji="anime"))
    assert (order.model, order.width_px) == ("anime", 512)
    assert order.echo == "fox --niji 6"
    assert "no anime model is set up" in refusal("fox --niji 6", card).sentence
    for typed in ("fox --niji", "fox --sref", "fox --cref --ar 3:2"):  # no value would do
        sentence = refusal(typed, card).sentence
        assert "is not available here" in sentence
        assert "needs a value" not in sentence
    with pytest.raises(PromptError) as caught:
        parse("fox --niji 3", card, Defaults(models={"anime": anime}, niji="anime"))
    assert "from 4 to 7" in caught.value.sentence


def test_a_model_is_chosen_by_its_name_and_its_ranges_hold(card: ModelCard) -> None:
    turbo = replace(card, name="turbo", steps=4, max_steps=8, guidance=1.0, max_guidance=1.0)
    models = {"Turbo": turbo, "v6": replace(card, name="big")}
    order = parse("fox --model turbo", card, Defaults(models=models))
    assert (order.model, order.steps, order.guidance) == ("Turbo", 4, 1)
    assert "from 1 to 8" in refusal("fox --model turbo --steps 20", card, models=models).sentence
    assert parse("fox --v 6.0", card, Defaults(models=models)).model == "v6"
    assert parse("fox --model 'test model'".replace("'", '"'), card).model is None
    error = refusal("fox --model trubo", card, models=models)
    assert "`test model`, `Turbo`, `v6`" in error.sentence
    assert "Did you mean `--model Turbo`?" in error.sentence
    assert (
        "The models are `test model`, `Turbo`, `v6`"
        in refusal("fox --v 5", card, models=models).sentence
    )


def test_one_name_of_a_group_beats_the_others_of_a_weaker_source(card: ModelCard) -> None:
    """Row 26."""
    models = {"a": replace(card, name="A"), "b": replace(card, name="B")}
    defaults = Defaults(
        suffix="--model a --ar 3:2 --raw", settings="--model b --size 512x512 --fast --stealth",
        models=models,
    )  # fmt: skip
    order = parse("fox --public --turbo", card, defaults)
    assert (order.model, order.ar, order.is_raw) == ("a", "3:2", True)
    assert (order.speed, order.visibility) == ("turbo", "public")
    assert order.width_px > 1000


def test_no_of_the_suffix_is_added(card: ModelCard) -> None:
    """Row 26."""
    order = parse("fox --no red", card, Defaults(suffix="--no text", settings="--no ink"))
    assert order.negative == "red, text, ink"
    assert order.echo == "fox --no red, text, ink"


def test_settings_that_this_model_cannot_do_are_left_out_and_it_is_said(card: ModelCard) -> None:
    plain = replace(card, can_tile=False)
    order = parse("fox", plain, Defaults(settings="--tile --stylize 250"))
    assert (order.is_tile, order.stylize) == (False, 250)
    assert order.notices[0].startswith("`--tile` from your suffix or settings was left out.")
    assert refusal("fox", plain, suffix="--tile").sentence.startswith("In your suffix: `--tile`")


@pytest.mark.parametrize(
    ("typed", "size", "ar"),
    [
        ("512x768", (512, 768), "2:3"), ("1000×700", (1008, 704), "63:44"),
        ("１０２４x１０２４", (1024, 1024), "1:1"), ("512 x 768", (512, 768), "2:3"),
        ("2048X2048", (2048, 2048), "1:1"),
    ],
)  # fmt: skip
def test_a_size_in_pixels_goes_to_the_steps_of_the_model(
    card: ModelCard, typed: str, size: tuple[int, int], ar: str
) -> None:
    order = parse(f"fox --size {typed}", card)
    assert (order.width_px, order.height_px) == size and order.ar == ar
    assert any("steps of 16 pixels" in notice for notice in order.notices) is (size == (1008, 704))
    assert parse(order.echo, card).width_px == size[0]


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("--size 512", "needs width x height in pixels, for example 1024x1024"),
        ("--size 4096x4096", "at most as many pixels as 2048x2048"),
        ("--size 2048x256", "beyond 4:1"),
        ("--size 0x512", "needs width x height"),
        ("--size 512x512 --ar 1:1", "both set the shape"),
    ],
)
def test_a_size_that_cannot_be_is_refused(card: ModelCard, typed: str, named: str) -> None:
    error = refusal(f"fox {typed}", card)
    assert error.title == "Invalid parameter" and named in error.sentence


@pytest.mark.parametrize(
    ("typed", "right"),
    [("16x9", "16:9"), ("16/9", "16:9"), ("16-9", "16:9"), ("4*3", "4:3"), ("16×9", "16:9")],
)
def test_a_ratio_written_otherwise_is_told_the_right_way(
    card: ModelCard, typed: str, right: str
) -> None:
    assert refusal(f"fox --ar {typed}", card).sentence.endswith(f"Did you mean `--ar {right}`?")


@pytest.mark.parametrize("typed", ["16 : 9", "16: 9", "16:9,", "16:9.", "１６：９", "16：9，"])
def test_a_ratio_with_spaces_or_a_comma_behind_is_read(card: ModelCard, typed: str) -> None:
    assert parse(f"fox --ar {typed}", card).ar == "16:9"


@pytest.mark.parametrize(
    ("typed", "images", "text"),
    [
        (f"{PICTURE} a fox", (PICTURE,), "a fox"),
        (f"<{PICTURE}>, https://y.org/b a fox", (PICTURE, "https://y.org/b"), "a fox"),
        (f"<{PICTURE}><https://y.org/b.webp>", (PICTURE, "https://y.org/b.webp"), ""),
        ("https://x.org/a.png?ex=1&hm=3 fox", ("https://x.org/a.png?ex=1&hm=3",), "fox"),
    ],
)  # fmt: skip
def test_links_at_the_front_are_pictures(
    card: ModelCard, typed: str, images: tuple[str, ...], text: str
) -> None:
    order = parse(typed, card)
    assert (order.images, order.text) == (images, text)
    assert order.echo.startswith(f"<{images[0]}>")
    assert parse(order.echo, card).images == images


@pytest.mark.parametrize(
    ("typed", "title", "named"),
    [
        (f"a fox {PICTURE}", "Invalid prompt", "Image links go before the text."),
        (f"{PICTURE}::2 fox", "Invalid prompt", "`--iw 2`"),
        (f"{PICTURE} " * 6 + "fox", "Invalid prompt", "at most 5 image links; yours has 6"),
        ("https://x.org/film.mp4 fox", "Invalid link", "a .mp4 file"),
        ("https://x.org/page.php?id=3 fox", "Invalid link", "a web page"),
        ("https://[ fox", "Invalid link", "is no address"),
        ("https://x.org/page.html", "Invalid link", "a web page"),
    ],
)
def test_links_that_are_no_pictures_are_refused(
    card: ModelCard, typed: str, title: str, named: str
) -> None:
    error = refusal(typed, card)
    assert error.title == title and named in error.sentence
    assert len(error.sentence.splitlines()) == 1


def test_iw_needs_a_picture(card: ModelCard) -> None:
    assert "does nothing without an image link" in refusal("fox --iw 2", card).sentence
    order = parse("fox", card, Defaults(suffix="--iw 2"))
    assert (order.image_weight, "--iw" in order.echo) == (1, False)
    assert "was left out" in order.notices[0]


@pytest.mark.parametrize("typed", ["--stylize 50", "--weird 5"])
def test_pictures_alone_take_nothing_that_acts_on_words(card: ModelCard, typed: str) -> None:
    pictures = f"{PICTURE} https://y.org/b.png"
    assert "acts on words" in refusal(f"{pictures} {typed}", card).sentence
    order = parse(pictures, card, Defaults(settings=f"{typed} --chaos 5"))
    assert (order.parts, order.stylize, order.weird, order.chaos) == ((), 100, 0, 5)
    assert "was left out" in order.notices[0]
    assert typed.split()[0] not in order.echo


def test_the_resolved_prompt_holds_the_drawn_seed_and_reads_back(card: ModelCard) -> None:
    order = parse("a fox --ar 3:2 --chaos 5", card).with_seed(42)
    assert whole_prompt(order) == "a fox --ar 3:2 --chaos 5 --seed 42 --sampler dpm++2m --cfg 6"
    assert parse(whole_prompt(order), card).seed == 42


def test_of_very_many_mistakes_the_first_ten_are_told(card: ModelCard) -> None:
    error = refusal("fox " + " ".join(f"--wrong{n}x" for n in range(30)), card)
    assert len(error.problems) == 11
    assert error.sentence.splitlines()[-1] == "And 20 more mistakes."


def test_a_person_reads_all_of_it_in_their_language(card: ModelCard) -> None:
    with speaking("zh-CN"):
        error = refusal("fox --s 1200 --sytlize 3 --ar x", card)
        assert error.title == "参数有误"
        assert all(
            any("一" <= sign <= "鿿" for sign in line) for line in error.sentence.split("\n")
        )
        for row in parameter_table(card).rows:
            assert not row.meaning.isascii() and not (row.refusal or "—").isascii()


def test_an_order_of_before_today_is_still_read(card: ModelCard) -> None:
    """Rows of jobs hold orders that were written without the newer fields."""
    old = (
        '{"text":"a fox","parts":[{"text":"a fox","weight":1.0}],"negative":"","width_px":256,'
        '"height_px":256,"ar":"1:1","seed":7,"steps":12,"guidance":4.0,"sampler":"euler",'
        '"quality":1.0,"speed":"fast","echo":"a fox","notices":[],"sources":{}}'
    )
    assert ImagineOrder.from_json(old) == replace(
        read_prompts("a fox --seed 7 --fast", card)[0],
        width_px=256, height_px=256, steps=12, guidance=4.0, sampler="euler", echo="a fox",
        sources={},
    )  # fmt: skip
