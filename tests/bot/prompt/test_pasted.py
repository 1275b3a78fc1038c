"""Blocks of settings as other people's programs and pages write them, pasted behind a prompt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.prompt import ImagineOrder, parse
from bot.prompt.pasted import unpasted
from engine import ModelCard

ALL = (
    "dpm++2m", "dpm++2m_karras", "dpm++2m_sde", "dpm++2m_sde_karras", "dpm++3m", "dpm++3m_sde",
    "dpm++2s", "euler", "euler_karras", "euler_a", "heun", "ddim", "unipc", "deis", "pndm", "lcm",
)  # fmt: skip


def left(order: ImagineOrder) -> str:
    """What is said to have no counterpart."""
    return next((one.partition(": ")[2] for one in order.notices if "pasted" in one), "")


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("a cat --ar 3:2 --chaos 5\nNegative prompt: bad\nSteps: 20, Seed: 7",
         "a cat --no bad --steps 20 --seed 7 --ar 3:2 --chaos 5"),
        ("a cat\nNegative prompt: bad --no text\nSteps: 20, Seed: 7",
         "a cat --no bad, text --steps 20 --seed 7"),
        ("a cat --no dogs\nNegative prompt: bad --tile\nSteps: 20, Seed: 7 --ar 3:2",
         "a cat --no bad, dogs --steps 20 --seed 7 --tile --ar 3:2"),
        ("a cat --steps 30\nSteps: 20, Seed: 7", "a cat --seed 7 --steps 30"),
        ('a cat --no "--x"\nNegative prompt: bad\nSteps: 20, Seed: 7',
         'a cat --no bad --no "--x" --steps 20 --seed 7'),
    ],
)  # fmt: skip
def test_parameters_typed_before_or_inside_a_block_are_read(
    card: ModelCard, typed: str, echo: str
) -> None:
    """They were read up to the block's end, or the block was drawn inside `--no`."""
    order = parse(typed, replace(card, can_tile=True))
    assert order.echo == echo
    assert parse(order.echo, replace(card, can_tile=True)).echo == echo


def test_the_shape_that_was_typed_holds_against_the_size_of_the_block(card: ModelCard) -> None:
    order = parse("a cat --ar 3:2\nNegative prompt: bad\nSteps: 20, Size: 512x512", card)
    assert order.echo == "a cat --no bad --steps 20 --ar 3:2"
    assert left(order) == "`Size`."


@pytest.mark.parametrize(
    "settings",
    [
        "Steps: 25 | Seed: 18 | Sampler: Euler a | CFG scale: 6.5",
        "Steps: 25; Seed: 18; Sampler: Euler a; Guidance Scale: 6.5",
        "Steps：25，Seed：18，Sampler：Euler a，CFG scale：6.5",
        "Steps: 25|Seed: 18|Sampler: Euler a|CFG scale: 6.5",
        "Steps: 25\nSeed: 18\nSampler: Euler a\nCFG scale: 6.5",
        "Seed: 18\nCFG scale: 6.5\nSteps: 25\nSampler: Euler a",
        "Steps: 25, Seed: 18, Sampler: Euler a, CFG scale: 6.5,",
        'Steps: 25, Seed: 18, Hires prompt: "a, Steps: 3, b", Sampler: Euler a, CFG Scale: 6.5',
        "Steps: 25 / Seed: 18 / Sampler: Euler a / CFG scale: 6.5",
        "Steps: 25 · Seed: 18 · Sampler: Euler a · CFG scale: 6,5",
        "steps: 25, seed: 18, sampler: Euler a, cfg scale: 6.5",
        "Steps: 25, Seed: 18, Sampler: Euler a, CFG scale: 6.5, Hires Steps: 9, Hires size: 8x8",
        "Steps: 25, Seed: 18, Sampler: Euler a, CFG scale: 6.5, ADetailer steps: 9, Refiner cfg: 3",
    ],
)
def test_settings_stand_behind_commas_bars_or_lines(card: ModelCard, settings: str) -> None:
    """Only commas parted them: the rest was drawn as what should not be there."""
    order = parse(f"a cat\nNegative prompt: bad\n{settings}", replace(card, samplers=ALL))
    assert (order.text, order.negative) == ("a cat", "bad")
    found = (order.steps, order.seed, order.sampler, order.guidance)
    assert found == (25, 18, "euler_a", 6.5)


@pytest.mark.parametrize("sampler", ["Euler FlowMatch", "euler discrete", "k_foo", "Undefined"])
def test_a_sampler_without_a_counterpart_is_left_out_by_name(card: ModelCard, sampler: str) -> None:
    order = parse(f"a cat\nSteps: 20, Sampler: {sampler}, Seed: 7", card)
    assert order.echo == "a cat --steps 20 --seed 7"
    assert left(order) == f"`Sampler: {sampler}`."


def test_a_schedule_that_nobody_knows_leaves_its_sampler(card: ModelCard) -> None:
    order = parse("a cat\nSteps: 20, Sampler: Euler, Schedule type: Turbo", card)
    assert (order.sampler, left(order)) == ("euler", "`Schedule type`.")


def test_a_seed_by_chance_is_no_seed(card: ModelCard) -> None:
    assert parse("a cat\nSteps: 20, Seed: -1, Sampler: Euler", card).seed is None


def test_tiling_is_tile_where_the_model_can(card: ModelCard) -> None:
    block = "a cat\nSteps: 20, Sampler: Euler, Tiling: True"
    order = parse(block, replace(card, can_tile=True))
    assert (order.is_tile, left(order)) == (True, "")
    assert left(parse(block, replace(card, can_tile=False))) == "`Tiling`."
    assert not parse(block.replace("True", "False"), replace(card, can_tile=True)).is_tile


@pytest.mark.parametrize("words", ["a cat in hires", "a cat, hires", "a cat, refiner", "model"])
def test_the_last_word_is_no_part_of_the_first_setting(card: ModelCard, words: str) -> None:
    """`hires` and the `Steps` of the next line were one name, and all of it was drawn."""
    order = parse(f"{words}\nSteps: 20, Sampler: Euler, Seed: 7", card)
    assert (order.text, order.steps, order.seed) == (words, 20, 7)
    order = parse(f"a cat\nNegative prompt: {words}\nSteps: 20, Seed: 7", card)
    assert (order.negative, order.steps) == (words, 20)


@pytest.mark.parametrize(
    ("typed", "text", "negative", "steps"),
    [
        ("Positive prompt: a cat\nNegative prompt: x\nSteps: 10, Size: 512 x 768",
         "a cat", "x", 10),
        ("a cat that takes steps: 3, then seed: 4 more",
         "a cat that takes steps: 3, then seed: 4 more", "", 28),
        ("a cat that takes Steps: 3, then jumps\nNegative prompt: x\nSteps: 10, Seed: 7",
         "a cat that takes Steps: 3, then jumps", "x", 10),
        ("a cat that takes Steps: 3, then jumps", "a cat that takes Steps: 3, then jumps", "", 28),
        ("a cat\nNegative prompt: Negative prompt: x\nSteps: 10, Seed: 7", "a cat", "x", 10),
        ("the words Negative prompt: here\nNegative prompt: x\nSteps: 10, Seed: 7",
         "the words Negative prompt: here", "x", 10),
    ],
)  # fmt: skip
def test_the_last_block_is_the_block(
    card: ModelCard, typed: str, text: str, negative: str, steps: int
) -> None:
    order = parse(typed, card)
    assert (order.text, order.negative, order.steps) == (text, negative, steps)


def test_a_line_behind_the_settings_is_no_setting(card: ModelCard) -> None:
    order = parse(
        "a fox\nNegative prompt: x\nSteps: 10, Seed: 7, Size: 512x512\nTemplate: a __x__\n"
        "Negative Template: y",
        card,
    )
    assert order.echo == "a fox --no x --steps 10 --seed 7 --size 512x512"
    assert left(order) == "`Template`, `Negative Template`."


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("DPM++ 3M SDE Exponential", "dpm++3m_sde"), ("DPM++ 3M SDE Karras", "dpm++3m_sde"),
        ("DPM++ SDE Karras", "dpm++2m_sde_karras"), ("DPM++ SDE", "dpm++2m_sde"),
        ("PLMS", "pndm"), ("LMS", "pndm"), ("DPM++ 2M SDE Heun Karras", "dpm++2m_sde_karras"),
        ("DPM++ 3M", "dpm++3m"), ("Euler SGM Uniform", "euler"), ("Heun", "heun"),
        ("DPM++ 2M Polyexponential", "dpm++2m"), ("LMS Karras", "pndm"),
        ("DPM++ 2M Karras", "dpm++2m_karras"),
    ],
)  # fmt: skip
def test_the_nearest_sampler_is_the_nearest(card: ModelCard, typed: str, nearest: str) -> None:
    assert parse(f"fox --sampler {typed}", replace(card, samplers=ALL)).sampler == nearest


@pytest.mark.parametrize(
    ("typed", "nearest", "is_said"),
    [
        # ComfyUI, comfy/samplers.py: KSAMPLER_NAMES and SCHEDULER_NAMES
        ("dpmpp_2m karras", "dpm++2m_karras", False),
        ("dpmpp_2m_sde karras", "dpm++2m_sde_karras", False),
        ("euler_ancestral", "euler_a", False), ("dpmpp_3m_sde exponential", "dpm++3m_sde", True),
        ("uni_pc_bh2", "unipc", True), ("uni_pc", "unipc", False), ("dpm_2", "heun", True),
        ("euler_cfg_pp", "euler", True), ("dpmpp_2m simple", "dpm++2m", True),
        ("res_multistep", "dpm++2m", True), ("ipndm_v", "pndm", True), ("heunpp2", "heun", True),
        # InvokeAI, backend/stable_diffusion/schedulers/schedulers.py: `_k` is karras
        ("dpmpp_2m_sde karras", "dpm++2m_sde_karras", False), ("dpm_2_a", "euler_a", True),
        # NovelAI, and A1111's names for CFG++
        ("k_euler_ancestral", "euler_a", False), ("k_dpmpp_2m karras", "dpm++2m_karras", False),
        ("ddim_v3", "ddim", True), ("Euler a CFG++", "euler_a", True),
    ],
)  # fmt: skip
def test_names_of_other_programs_are_said_where_they_are_only_near(
    card: ModelCard, typed: str, nearest: str, is_said: bool
) -> None:
    order = parse(f"fox --sampler {typed}", replace(card, samplers=ALL))
    assert order.sampler == nearest
    assert any("the nearest this model has" in notice for notice in order.notices) == is_said


def test_what_has_nothing_like_it_is_not_called_the_nearest(card: ModelCard) -> None:
    only = replace(card, samplers=("flow_euler",), sampler="flow_euler")
    order = parse("fox --sampler DDIM", only)
    assert "nothing like the sampler `DDIM`" in order.notices[0]
    assert "nearest" in parse("fox --sampler Euler", only).notices[0]


def test_without_a_model_a_block_is_read_by_what_any_model_may_have() -> None:
    block = "a fox Steps: 10, Sampler: DPM++ 3M SDE, Schedule type: Karras, Tiling: True"
    assert unpasted(block).text == "a fox --steps 10 --sampler DPM++ 3M SDE Karras --tile"
    assert unpasted("a fox Steps: 10, Sampler: Euler FlowMatch").text == "a fox --steps 10"
