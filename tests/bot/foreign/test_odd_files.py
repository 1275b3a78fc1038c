"""Files with odd, damaged, huge and hostile texts: read as far as they go, or told to be there."""

from __future__ import annotations

import json
import random
import re
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from bot.features.gallery import details
from bot.foreign.making import LONGEST, MOST_LEFT
from bot.foreign.programs import read_pasted, read_texts
from bot.pictures.decode import decode
from bot.pictures.file_texts import user_comment
from bot.prompt import PromptError, parameter_table, read_prompts
from bot.prompt.pasted import foreign_prompt
from engine import ModelCard
from engine.canned import CANNED_CARD
from tests.bot.foreign.test_files import BLOCK, FILES, NAI_4, WORKFLOW
from tests.fixtures.foreign_files import commented, graph, node, novelai_texts, png, saved
from tests.fixtures.hostile_pictures import chunk

LONGEST_S = 0.5
LARGE = replace(CANNED_CARD, native_px=512, max_steps=60)
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
ODD = (
    "{", "}", "[", '"', "\\", "\0", "::", "(", ")", "null", "1e999", "-", "--", "\n", "🦊",
    "Steps: 3", ": ", '"a": ', "\ud800", "`", "@everyone", "[x](https://x.example)",
)  # fmt: skip
MUTATIONS = 100  # of each text


@pytest.mark.parametrize(
    ("data", "program"),
    [
        (lambda: png({"prompt": json.dumps({"1": node("LoadImage", image="a.png")})}), "ComfyUI"),
        (lambda: png({"parameters": BLOCK.partition("\n")[2]}), "AUTOMATIC1111's web UI"),
        (lambda: png({"parameters": BLOCK.replace("a red fox", "unknown")
                      + ", Version: ComfyUI"}), "ComfyUI"),
        (lambda: png(novelai_texts({**NAI_4, "v4_prompt": None, "prompt": ""})), "NovelAI"),
        (lambda: signed("OpenAI Media Service API"), "OpenAI (C2PA)"),
        (lambda: signed("somebody"), "Content Credentials (C2PA)"),
    ],
)  # fmt: skip
def test_a_program_without_a_prompt_is_named(data: Callable[[], bytes], program: str) -> None:
    """It was told that nothing about its making was written."""
    making = decode(data()).making
    assert making is not None
    assert (making.program, making.prompt) == (program, "")
    assert foreign_prompt(making) is None


def signed(generator: str) -> bytes:
    """A picture with a manifest of Content Credentials: C2PA 2.1, A.3.3, chunk caBX."""
    whole = saved("PNG")
    box = b"\0\0\1\0jumb\0\0\0\x20jumdc2pa\0\x11\0\x10" + generator.encode()
    return whole[:33] + chunk(b"caBX", box) + whole[33:]  # behind the header


@pytest.mark.parametrize(
    "texts",
    [{"Comment": "Created with GIMP"}, {"parameters": "{"}, {"parameters": "[]"},
     {"parameters": "no settings here"}, {"prompt": "[1, 2]"}, {"workflow": '{"nodes": 7}'},
     {"invokeai_metadata": "null"}, {"sd-metadata": '{"image": "x"}'}, {"Dream": "a fox"},
     {"Description": "a holiday, Job ID: none"}],
)  # fmt: skip
def test_texts_that_nobody_reads_are_there_all_the_same(texts: dict[str, str]) -> None:
    decoded = decode(png(texts))
    assert decoded.making is None or not decoded.making.prompt
    assert set(decoded.texts) == set(texts)


def test_a_picture_without_texts_has_none() -> None:
    for kind in ("PNG", "JPEG", "WEBP", "GIF"):
        decoded = decode(saved(kind))
        assert (decoded.making, dict(decoded.texts)) == (None, {})


@pytest.mark.parametrize(
    ("name", "sampler", "prompt"),
    [
        ("Flux", {
            "n3": node("SamplerCustomAdvanced", noise=["n20", 0], guider=["n21", 0],
                       sampler=["n22", 0], sigmas=["n23", 0], latent_image=["n5", 0]),
            "n20": node("RandomNoise", noise_seed=7),
            "n21": node("BasicGuider", model=["n4", 0], conditioning=["n24", 0]),
            "n22": node("KSamplerSelect", sampler_name="euler"),
            "n23": node("BasicScheduler", scheduler="simple", steps=20, denoise=1, model=["n4", 0]),
            "n24": node("FluxGuidance", guidance=3.5, conditioning=["n6", 0]),
            "n6": node("CLIPTextEncodeFlux", clip_l="fox", t5xxl="a red fox", clip=["n4", 1]),
         }, "fox, a red fox --steps 20 --sampler euler simple --seed 7 --size 512x768"),
        ("SDXL and refiner", {
            "n3": node("KSamplerAdvanced", add_noise="enable", noise_seed=7, steps=25, cfg=8.0,
                       sampler_name="euler", scheduler="normal", start_at_step=0, end_at_step=20,
                       model=["n4", 0], positive=["n6", 0], negative=["n7", 0],
                       latent_image=["n5", 0]),
            "n30": node("KSamplerAdvanced", noise_seed=9, steps=25, cfg=8.0, sampler_name="heun",
                        scheduler="normal", model=["n4", 0], positive=["n6", 0],
                        negative=["n7", 0], latent_image=["n3", 0]),
            "n6": node("CLIPTextEncodeSDXL", text_g="a red fox", text_l="a red fox", width=1024,
                       height=1024, clip=["n4", 1]),
            "n8": node("VAEDecode", samples=["n30", 0], vae=["n4", 2]),
         }, "a red fox --no rain, text --steps 25 --sampler euler --cfg 8 --seed 7 --size 512x768"),
        ("combined, controlled", {
            "n3": node("KSampler", seed=["n40", 0], steps=["n41", 0], cfg=8, sampler_name="heun",
                       scheduler="normal", denoise=0.6, positive=["n43", 0], negative=["n43", 1],
                       latent_image=["n5", 0], model=["n44", 0]),
            "n40": node("Seed (rgthree)", seed=7), "n41": node("PrimitiveInt", value=20),
            "n42": node("ConditioningCombine", conditioning_1=["n6", 0], conditioning_2=["n45", 0]),
            "n43": node("ControlNetApplyAdvanced", positive=["n42", 0], negative=["n7", 0],
                        control_net=["n46", 0], image=["n47", 0], strength=1),
            "n44": node("LoraLoader", lora_name="ink.safetensors", model=["n4", 0]),
            "n45": node("CLIPTextEncode", text=["n48", 0], clip=["n4", 1]),
            "n46": node("ControlNetLoader", control_net_name="canny"),
            "n47": node("LoadImage", image="a.png"),
            "n48": node("StringConcatenate", string_a="snow", string_b=["n49", 0], delimiter="; "),
            "n49": node("PrimitiveStringMultiline", value="dusk"),
         }, "a red fox, snow; dusk --no rain, text --steps 20 --sampler heun --cfg 8 --seed 7 "
            "--size 512x768"),
        ("custom scheduler", {
            "n3": node("SamplerCustom", add_noise=True, noise_seed=7, cfg=8, model=["n4", 0],
                       positive=["n6", 0], negative=["n50", 0], sampler=["n51", 0],
                       sigmas=["n52", 0], latent_image=["n5", 0]),
            "n50": node("ConditioningZeroOut", conditioning=["n6", 0]),
            "n51": node("SamplerDPMPP_2M_SDE", eta=1), "n52": node("KarrasScheduler", steps=20),
         }, "a red fox --steps 20 --sampler dpmpp_2m_sde karras --cfg 8 --seed 7 --size 512x768"),
        ("loader with both", {
            "n3": node("KSampler (Efficient)", seed=7, steps=20, cfg=8, sampler_name="euler",
                       scheduler="normal", model=["n60", 0], positive=["n60", 1],
                       negative=["n60", 2], latent_image=["n60", 3]),
            "n60": node("Efficient Loader", ckpt_name="sd15", positive="a red fox",
                        negative="rain", empty_latent_width=512, empty_latent_height=768),
         }, "a red fox --no rain --steps 20 --sampler euler --cfg 8 --seed 7"),
    ],
    ids=lambda value: value if isinstance(value, str) and "--" not in value else "",
)  # fmt: skip
def test_graphs_are_read_from_their_first_sampler_back(
    name: str, sampler: dict[str, Any], prompt: str
) -> None:
    told = foreign_prompt(read_texts({"prompt": json.dumps(graph(**sampler))}))
    assert told is not None
    assert told.text == prompt
    named = {"Flux": {"Guidance"}, "combined, controlled": {"LoRA", "ControlNet", "denoise"}}
    assert named.get(name, set()) <= set(told.left)


def test_a_circle_and_a_crowd_of_links_end() -> None:
    """A graph is a stranger's: it may run in circles, or fan out without end."""
    circle = graph(n6=node("ConditioningCombine", a=["n6", 0], b=["n6", 0], c=["n7", 0]))
    crowd = {
        str(at): node("Any", **{f"c{to}": [str((at * 7 + to) % 4000), 0] for to in range(4)})
        for at in range(4000)
    }
    fan = {**graph(), **crowd, "6": node("Mix", **{f"c{at}": [str(at), 0] for at in range(3000)})}
    deep = {str(at): node("Pass", c=[str(at + 1), 0]) for at in range(10, 4000)}
    long = {**graph(n6=node("Pass", c=["n10", 0])), **deep}
    for values in (circle, fan, long):
        begun = time.thread_time()
        making = read_texts({"prompt": json.dumps(values)})
        assert making is not None and making.program == "ComfyUI"
        assert time.thread_time() - begun < 3 * LONGEST_S


@pytest.mark.parametrize("key", ["parameters", "prompt", "workflow", "Comment", "UserComment"])
@pytest.mark.parametrize(
    "text",
    ["[" * 500_000, '{"a":' * 200_000, '{"prompt": "' + "a" * 900_000 + '"}', '"' * 900_000,
     '{"prompt": "' + "{[(" * 300_000 + '"}', "\\" * 900_000, "1" * 900_000,
     '{"seed": ' + "9" * 100_000 + "}", '{"prompt": "fox", "width": 1e400, "height": NaN}',
     '{"prompt": "\\ud800\\u0000fox\\u202e"}', "Steps: 20, " * 80_000,
     '{"uc": "a", "scale": 1, "prompt": "' + "1.2::{a}::" * 80_000 + '"}',
     '{"positive_prompt": "' + "(a)++ b-- " * 80_000 + '"}'],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_huge_and_deep_texts_are_read_in_proportion(key: str, text: str) -> None:
    begun = time.thread_time()
    making = read_texts({key: text})
    told = foreign_prompt(making)
    assert time.thread_time() - begun < 3 * LONGEST_S
    if making is not None:
        assert max(len(making.prompt), len(making.negative)) <= LONGEST
        assert len(making.left) <= MOST_LEFT
    if told is not None:
        assert len(told.text) < 2.2 * LONGEST
        told.text.encode()


@pytest.mark.parametrize(
    ("seed", "left"),
    [(2**32 - 1, ()), (2**32, ("Seed: 4294967296",)), (2**64 - 1, (f"Seed: {2**64 - 1}",)),
     (-1, ()), ("1e400", ("Seed: 1e400",)), (None, ()), ([1], ())],
)  # fmt: skip
def test_a_seed_that_nobody_can_type_here_is_named(seed: object, left: tuple[str, ...]) -> None:
    told = foreign_prompt(read_texts({"parameters": json.dumps({"prompt": "fox", "seed": seed})}))
    assert told is not None
    assert told.left == left or left == ()
    assert ("--seed" in told.text) == (seed == 2**32 - 1)


@pytest.mark.parametrize("value", [b"", b"UNICODE\0", b"UNICODE\0\xd8", b"\xff\xfe", b"\xff" * 9])
def test_a_broken_comment_is_text_of_some_kind(value: bytes) -> None:
    assert isinstance(user_comment(value), str)


def mutated(text: str, chance: random.Random) -> str:
    """The same with something cut, doubled, exchanged or put in."""
    at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    odd = chance.choice(ODD)
    return chance.choice(
        (
            text[:at] + text[to:],
            text[:to] + text[at:to] + text[to:],
            text[:at] + odd * chance.randrange(1, 40) + text[at:],
            text[:at] + odd + text[to:],
            text[:at],
        )
    )


def test_thousands_of_changed_texts_are_shown_or_are_none() -> None:
    """Eleven of 150 answered that something broke on our side."""
    chance, read, all_of_them = random.Random(17), 0, 0
    originals = [decode(file.make()).texts for file in FILES]
    originals.append({"workflow": json.dumps(WORKFLOW)})
    for texts in originals:
        for _ in range(MUTATIONS):
            changed = {
                key: mutated(text, chance) if chance.random() < 0.8 else text
                for key, text in texts.items()
            }
            making = read_texts(changed)
            told = foreign_prompt(making)
            for text in changed.values():
                read_pasted(text)
            all_of_them += 1
            if making is not None and told is not None:
                read += 1
                card = details.foreign_details(making.program, told)
                assert len(card.text) < 4096
                assert "](" not in CODE.sub("", card.text)
                told.text.encode()
                if chance.random() < 0.3:
                    with suppress(PromptError):
                        read_prompts(told.text, CANNED_CARD)
            if chance.random() < 0.3:
                with suppress(PromptError):
                    read_prompts(max(changed.values(), key=len)[:LONGEST], CANNED_CARD)
    assert all_of_them > 5_000
    assert read > all_of_them / 4


def test_mutated_files_are_decoded_or_unfit() -> None:
    """Of the bytes themselves: a broken note about a picture breaks no picture."""
    chance = random.Random(5)
    whole = commented("JPEG", b"UNICODE\0" + BLOCK.encode("utf-16-be"))
    begins, ends = whole.index(b"Exif\0\0"), whole.index(b"Exif\0\0") + 120
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(begins, ends)] = chance.randrange(256)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as in the decoder's process
            decode(bytes(data))


@pytest.mark.parametrize(
    ("card", "prompt", "left"),
    [
        (LARGE, "a red fox --no rain, text --steps 20", ()),
        (replace(LARGE, max_steps=8, steps=4), "a red fox --no rain, text --sampler",
         ("Steps: 20",)),
        (replace(LARGE, native_px=64), "--seed 7 --ar 2:3",
         ("Size: 512x768",)),
        (replace(LARGE, max_guidance=5.0), "a red fox --no rain, text", ("CFG scale: 7",)),
        (replace(LARGE, can_negative=False), "a red fox --steps 20", ("Negative prompt",)),
    ],
)  # fmt: skip
def test_what_the_loaded_model_would_refuse_is_left_out_of_what_is_offered(
    card: ModelCard, prompt: str, left: tuple[str, ...]
) -> None:
    """Its own button would have refused it; of a size that is too large the shape stays."""
    table = parameter_table(card)
    told = foreign_prompt(read_texts({"parameters": BLOCK}), table)
    assert told is not None
    assert prompt in told.text
    assert set(left) <= set(told.left)
    assert len(told.left) == 2 + len(left)  # the model and its hash
    assert read_prompts(told.text, card)
