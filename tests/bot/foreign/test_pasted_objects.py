"""What a program keeps of a picture, pasted into /imagine, is read as its files are."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.prompt import ImagineOrder, PromptError, parse, read_prompts
from engine import ModelCard
from tests.bot.foreign.test_files import (
    DRAWN,
    FOOOCUS,
    GRAPH,
    INVOKE,
    NAI_4,
    OLD_INVOKE,
    SWARM,
    WORKFLOW,
)
from tests.fixtures.foreign_files import graph, node, novelai_texts

ALL = ("dpm++2m", "dpm++2m_karras", "dpm++2m_sde", "dpm++2m_sde_karras", "euler", "euler_a", "pndm")
PIECES = {
    "ComfyUI": (GRAPH, "a red fox", "rain, text", 7, "dpm++2m_karras", 512 / 768),
    "ComfyUI's workflow": (
        json.dumps(WORKFLOW), "a red fox", "rain, text", 7, "dpm++2m_karras", 512 / 768,
    ),
    "InvokeAI": (
        json.dumps(INVOKE), "a (red:1.21) fox, (snow:1.3)", "rain", 7, "dpm++2m_karras", 832 / 1216,
    ),
    "InvokeAI 2": (json.dumps(OLD_INVOKE), "a red fox", "rain, text", 7, "pndm", 512 / 768),
    "NovelAI": (
        json.dumps(NAI_4), "two foxes, (snow:1.3), red fox, grey fox", "rain", 7, "euler_a",
        832 / 1216,
    ),
    "NovelAI's texts": (
        json.dumps(novelai_texts(NAI_4)), "two foxes, (snow:1.3), red fox, grey fox", "rain", 7,
        "euler_a", 832 / 1216,
    ),
    "Fooocus": (json.dumps(FOOOCUS), "a red fox", "rain", 7, "dpm++2m_sde_karras", 896 / 1152),
    "SwarmUI": (SWARM, r"a red fox \[at dusk\]", "rain", 7, "dpm++2m_karras", 832 / 1216),
    "Draw Things": (json.dumps(DRAWN), "a red fox", "rain", 7, "dpm++2m", 512 / 768),
    "A1111's own interface": (
        json.dumps({"prompt": "a red fox", "negative_prompt": "rain", "steps": 20, "cfg_scale": 7,
                    "width": 512, "height": 768, "sampler_name": "Euler a", "seed": 7}),
        "a red fox", "rain", 7, "euler_a", 512 / 768,
    ),
}  # fmt: skip


@pytest.fixture
def able(card: ModelCard) -> ModelCard:
    return replace(card, samplers=ALL)


def left(order: ImagineOrder) -> str:
    return next((one for one in order.notices if "no counterpart" in one), "")


@pytest.mark.parametrize("program", PIECES)
@pytest.mark.parametrize("dressed", ["{}", "/imagine prompt: {}", "```json\n{}\n```", "{} --q .5"])
def test_a_pasted_object_is_the_order_that_made_it(
    able: ModelCard, program: str, dressed: str
) -> None:
    """Its braces made jobs of it, its settings were left out."""
    text, words, negative, seed, sampler, shape = PIECES[program]
    orders = read_prompts(dressed.replace("{}", text), able)
    assert len(orders) == 1
    order = orders[0]
    assert (order.text, order.negative, order.seed) == (words, negative, seed)
    assert order.sampler == sampler
    assert order.width_px / order.height_px == pytest.approx(shape, abs=0.06)
    assert parse(order.echo, able).text == words


@pytest.mark.parametrize("program", PIECES)
def test_an_object_on_one_line_and_in_a_phones_quotes_is_read(
    able: ModelCard, program: str
) -> None:
    text = " ".join(PIECES[program][0].split())
    assert parse(text, able).text == PIECES[program][1]
    if program in ("InvokeAI", "A1111's own interface", "Draw Things"):
        assert parse(text.replace('"', "”"), able).text == PIECES[program][1]


def test_words_with_quotes_and_braces_of_their_own_stay_whole(able: ModelCard) -> None:
    """In one spelling such an object is no JSON any more."""
    text = json.dumps({"prompt": "the sign “open”, {a, b}, {{c}} — d", "steps": 20})
    orders = read_prompts(text, able)
    assert [order.text for order in orders] == [r'the sign "open", \{a, b\}, \{\{c\}\} — d']


def test_what_has_no_counterpart_is_named(able: ModelCard) -> None:
    assert "`loras`" in left(parse(json.dumps(INVOKE), able))
    assert "`Model`" in left(parse(GRAPH, able))
    assert "`styles`" in left(parse(json.dumps(FOOOCUS), able))
    big = json.dumps(graph(n3=node("KSampler", seed=2**50, steps=20, cfg=8, positive=["n6", 0],
                                   latent_image=["n5", 0])))  # fmt: skip
    order = parse(big, able)
    assert f"`Seed: {2**50}`" in left(order)
    assert order.seed is None


def test_what_the_loaded_model_cannot_is_named_and_not_refused(card: ModelCard) -> None:
    plain = replace(card, max_guidance=1.0, guidance=1.0)
    order = parse("a fox\nSteps: 20, CFG scale: 7, Seed: 7", plain)
    assert order.echo == "a fox --steps 20 --seed 7"
    assert "`CFG scale: 7`" in left(order)


def test_what_civitai_copies_is_a_block(able: ModelCard) -> None:
    order = parse(
        "a red fox, (snow:1.2)\nNegative prompt: rain\nSteps: 25, CFG scale: 5, Sampler: Euler a, "
        "Seed: 7, Size: 832x1216, Clip skip: 2, Created Date: 2026-01-04T01:27:21.2717070Z, "
        'Civitai resources: [{"type":"checkpoint","modelVersionId":2514310,"modelName":"WAI, '
        'Steps: 9","modelVersionName":"v16.0"},{"type":"lora","weight":0.8}], '
        "Civitai metadata: {}",
        able,
    )
    assert (order.text, order.negative, order.steps) == ("a red fox, (snow:1.2)", "rain", 25)
    assert (order.sampler, order.seed, order.guidance) == ("euler_a", 7, 5)
    assert "`Civitai resources`" in left(order)


@pytest.mark.parametrize(
    "text",
    ['{"1": {"class_type": "LoadImage", "inputs": {}}}', '{"nodes": [], "links": []}',
     '{"sui_image_params": {}}', '{"v4_prompt": {}}', '{"positive_prompt": ["a"]}',
     '{"image": {"prompt": 7}, "app_id": "x"}', '{"prompt": {"1": 2}}'],
)  # fmt: skip
def test_an_object_without_words_is_refused_in_one_sentence(able: ModelCard, text: str) -> None:
    with pytest.raises(PromptError, match="no prompt can be read from it"):
        read_prompts(text, able)
