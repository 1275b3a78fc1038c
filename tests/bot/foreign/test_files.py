"""What other programs wrote into PNG, JPEG, WebP and GIF is offered as a prompt of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.pictures.decode import decode
from bot.prompt.pasted import foreign_prompt
from tests.fixtures.foreign_files import (
    apng,
    commented,
    graph,
    node,
    novelai_texts,
    png,
    saved,
    unicode_comment,
)

BLOCK = (
    "a red fox\nNegative prompt: rain, text\nSteps: 20, Sampler: Euler a, Schedule type: Karras, "
    "CFG scale: 7, Seed: 7, Size: 512x768, Model hash: 6ce0161689, Model: sd15"
)
EULER = "--steps 20 --sampler Euler a Karras --cfg 7 --seed 7 --size 512x768"
A1111 = f"a red fox --no rain, text {EULER}"
CHINESE = BLOCK.replace("a red fox", "红狐狸，雪").replace("rain, text", "雨")
IN_CHINESE = f"红狐狸，雪 --no 雨 {EULER}"
COMFY = "a red fox --no rain, text --steps 20 --sampler dpmpp_2m karras --cfg 8 --seed 7"
COMFYUI = f"{COMFY} --size 512x768"
INVOKE: dict[str, Any] = {
    "generation_mode": "sdxl_txt2img", "positive_prompt": "a red++ fox, (snow)1.3",
    "negative_prompt": "rain", "width": 832, "height": 1216, "seed": 7, "rand_device": "cpu",
    "cfg_scale": 6.0, "cfg_rescale_multiplier": 0.0, "steps": 24, "scheduler": "dpmpp_2m_k",
    "seamless_x": False, "model": {"key": "179d", "name": "juggernaut", "base": "sdxl"},
    "loras": [{"model": {"name": "ink"}, "weight": 0.7}], "app_version": "6.10.0",
}  # fmt: skip
INVOKEAI = (
    "a (red:1.21) fox, (snow:1.3) --no rain --steps 24 --sampler dpmpp_2m karras --cfg 6 "
    "--seed 7 --size 832x1216"
)
OLD_INVOKE: dict[str, Any] = {
    "model": "stable diffusion", "model_weights": "deliberate", "app_id": "invoke-ai/InvokeAI",
    "app_version": "2.3.0",
    "image": {
        "prompt": [{"prompt": "a red fox [rain, text]", "weight": 1.0}], "steps": 50,
        "cfg_scale": 7.5, "threshold": 0, "perlin": 0, "width": 512, "height": 768, "seed": 7,
        "seamless": False, "type": "txt2img", "sampler": "k_lms", "variations": [],
    },
}  # fmt: skip
OLD_INVOKEAI = (
    "a red fox --no rain, text --steps 50 --sampler k_lms --cfg 7.5 --seed 7 --size 512x768"
)
NAI_3: dict[str, Any] = {
    "prompt": "{{red fox}}, [snow], cat (animal)", "steps": 28, "height": 1216, "width": 832,
    "scale": 5.0, "uncond_scale": 1.0, "cfg_rescale": 0.0, "seed": 7, "n_samples": 1, "sm": True,
    "sm_dyn": False, "noise_schedule": "native", "sampler": "k_euler_ancestral", "uc": "{rain}",
}  # fmt: skip
NAI_4: dict[str, Any] = {
    **NAI_3,
    "prompt": "two foxes",
    "noise_schedule": "karras",
    "v4_prompt": {
        "caption": {
            "base_caption": "two foxes, 1.3::snow::",
            "char_captions": [
                {"char_caption": "red fox, ", "centers": [{"x": 0.5, "y": 0.3}]},
                {"char_caption": "grey fox", "centers": [{"x": 0.7, "y": 0.7}]},
            ],
        },
        "use_coords": True, "use_order": True,
    },
    "v4_negative_prompt": {"caption": {"base_caption": "rain", "char_captions": []}},
}  # fmt: skip
NOVELAI_4 = (
    "two foxes, (snow:1.3), red fox, grey fox --no rain --steps 28 "
    "--sampler k_euler_ancestral karras --cfg 5 --seed 7 --size 832x1216"
)
FOOOCUS: dict[str, Any] = {
    "adm_guidance": "(1.5, 0.8, 0.3)", "base_model": "juggernautXL_v8", "base_model_hash": "aeb7",
    "full_prompt": ["cinematic still a red fox"], "full_negative_prompt": ["rain, ugly"],
    "guidance_scale": 4, "loras": [["offset", 0.1, "4852"]], "metadata_scheme": "fooocus",
    "negative_prompt": "rain", "performance": "Speed", "prompt": "a red fox",
    "refiner_model": "None", "refiner_switch": 0.5, "resolution": "(896, 1152)",
    "sampler": "dpmpp_2m_sde_gpu", "scheduler": "karras", "seed": "7", "sharpness": 2, "steps": 30,
    "styles": "['Fooocus V2']", "vae": "Default (model)", "version": "Fooocus v2.5.5",
}  # fmt: skip
FOX_BY_FOOOCUS = (
    "a red fox --no rain --steps 30 --sampler dpmpp_2m_sde karras --cfg 4 --seed 7 --size 896x1152"
)
SWARM = json.dumps(
    {
        "sui_image_params": {
            "prompt": "a red fox [at dusk]", "negativeprompt": "rain", "model": "sdxl", "seed": 7,
            "steps": 20, "cfgscale": 7.0, "aspectratio": "2:3", "width": 832, "height": 1216,
            "sampler": "dpmpp_2m", "scheduler": "karras", "swarm_version": "0.9.7.4",
        },
        "sui_extra_data": {"date": "2026-01-03", "generation_time": "6.44 sec"},
        "sui_models": [{"name": "sdxl.safetensors", "param": "model", "hash": "0x22"}],
    },
    indent=2,
)  # fmt: skip
SWARMUI = (
    r"a red fox \[at dusk\] --no rain --steps 20 --sampler dpmpp_2m karras --cfg 7 --seed 7 "
    "--size 832x1216"
)
GRAPH = json.dumps(graph())
DRAWN = {
    "c": "a red fox", "uc": "rain", "model": "sd_v1.5.ckpt", "sampler": "DPM++ 2M AYS",
    "scale": 7.5, "seed": 7, "steps": 20, "strength": 1, "size": "512x768",
}  # fmt: skip
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description rdf:about="" '
    'xmlns:exif="http://ns.adobe.com/exif/1.0/"><xmp:CreatorTool>Draw Things</xmp:CreatorTool>'
    '<exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">'
    + json.dumps(DRAWN).replace('"', "&quot;")
    + "</rdf:li></rdf:Alt></exif:UserComment></rdf:Description></rdf:RDF></x:xmpmeta>"
)
WORKFLOW = {
    "last_node_id": 9, "version": 0.4,
    "nodes": [
        {"id": 3, "type": "KSampler", "mode": 0,
         "inputs": [{"name": "model", "link": 1}, {"name": "positive", "link": 4},
                    {"name": "negative", "link": 6}, {"name": "latent_image", "link": 2}],
         "widgets_values": [7, "randomize", 20, 8, "dpmpp_2m", "karras", 1]},
        {"id": 4, "type": "CheckpointLoaderSimple", "widgets_values": ["sd15.safetensors"]},
        {"id": 5, "type": "EmptyLatentImage", "widgets_values": [512, 768, 1]},
        {"id": 6, "type": "CLIPTextEncode", "inputs": [{"name": "clip", "link": 3}],
         "widgets_values": ["a red fox"]},
        {"id": 7, "type": "CLIPTextEncode", "inputs": [{"name": "clip", "link": 5}],
         "widgets_values": ["rain, text"]},
    ],
    "links": [[1, 4, 0, 3, 0, "MODEL"], [2, 5, 0, 3, 3, "LATENT"], [3, 4, 1, 6, 0, "CLIP"],
              [4, 6, 0, 3, 1, "CONDITIONING"], [5, 4, 1, 7, 0, "CLIP"],
              [6, 7, 0, 3, 2, "CONDITIONING"]],
}  # fmt: skip


@dataclass(frozen=True)
class File:
    """`left`: some of the names that are told as having no counterpart."""

    name: str
    make: Callable[[], bytes]
    program: str
    prompt: str
    left: tuple[str, ...] = ()


def a1111(name: str, make: Callable[[], bytes], prompt: str = A1111) -> File:
    return File(f"A1111, {name}", make, "AUTOMATIC1111's web UI", prompt, ("Model hash", "Model"))


def comfy(name: str, make: Callable[[], bytes], prompt: str = COMFYUI, *left: str) -> File:
    return File(f"ComfyUI, {name}", make, "ComfyUI", prompt, ("Model", *left))


FILES = (
    a1111("PNG", lambda: png({"parameters": BLOCK})),
    a1111("PNG, iTXt", lambda: png({"parameters": BLOCK}, international=True)),
    a1111("PNG, Chinese", lambda: png({"parameters": CHINESE}), IN_CHINESE),
    a1111("PNG, UTF-8 as Latin-1", lambda: png({"parameters": CHINESE.encode()}), IN_CHINESE),
    a1111("PNG, EXIF", lambda: commented("PNG", unicode_comment(BLOCK))),
    *(a1111(f"{kind}, UTF-16 BE", lambda kind=kind: commented(kind, unicode_comment(BLOCK)))
      for kind in ("JPEG", "WEBP")),
    *(a1111(f"{kind}, Chinese", lambda kind=kind: commented(kind, unicode_comment(CHINESE)),
            IN_CHINESE) for kind in ("JPEG", "WEBP")),
    a1111("JPEG, UTF-16 LE",
          lambda: commented("JPEG", unicode_comment(CHINESE, "utf-16-le")), IN_CHINESE),
    a1111("JPEG, UTF-16 with its mark",
          lambda: commented("JPEG", unicode_comment(CHINESE, "utf-16")), IN_CHINESE),
    a1111("JPEG, UTF-8 said to be UTF-16",
          lambda: commented("JPEG", b"UNICODE\0" + CHINESE.encode()), IN_CHINESE),
    a1111("JPEG, ASCII", lambda: commented("JPEG", b"ASCII\0\0\0" + BLOCK.encode())),
    a1111("JPEG, no code", lambda: commented("JPEG", bytes(8) + CHINESE.encode()), IN_CHINESE),
    a1111("JPEG, nothing before it", lambda: commented("JPEG", CHINESE.encode()), IN_CHINESE),
    a1111("JPEG, in the description",
          lambda: commented("JPEG", b"", ImageDescription=BLOCK)),
    a1111("JPEG, as a comment", lambda: saved("JPEG", comment=CHINESE.encode()), IN_CHINESE),
    a1111("GIF", lambda: saved("GIF", comment=BLOCK.encode())),
    a1111("PNG, emoji and lines",
          lambda: png({"parameters": BLOCK.replace("a red fox", "a 🦊,\n\nat dusk\r\n")}),
          A1111.replace("a red fox", "a 🦊, at dusk")),
    a1111("PNG, braces", lambda: png({"parameters": BLOCK.replace("red", "{red|grey}")}),
          A1111.replace("red", r"\{red|grey\}")),
    a1111("PNG, no negative prompt",
          lambda: png({"parameters": BLOCK.replace("Negative prompt: rain, text\n", "")}),
          f"a red fox {EULER}"),
    a1111("PNG, lines behind", lambda: png({"parameters": f"{BLOCK}\nTemplate: a __x__\n"})),
    File("Forge", lambda: png({"parameters": f"{BLOCK}, Version: f2.0.1v1.10.1"}), "Forge", A1111),
    File("SD.Next, WebP",
         lambda: commented("WEBP", unicode_comment(
             "a red fox\n\nNegative prompt: rain, text\n\nSteps: 20, Size: 512x768, "
             "Sampler: Euler a, Seed: 7, CFG scale: 7, App: SD.Next, Version: 56a8aea, "
             "Operations: txt2img; upscale, Model: sd15, HiRes mode: 1, HiRes size: 1024x1536")),
         "SD.Next",
         "a red fox --no rain, text --steps 20 --sampler Euler a --cfg 7 --seed 7 --size 512x768",
         ("Operations", "HiRes mode", "HiRes size")),
    File("ADetailer", lambda: png({"parameters": f"{BLOCK}, ADetailer model: face_yolov8n.pt, "
                                   'ADetailer steps: 40, ADetailer prompt: "a, Steps: 3, b"'}),
         "AUTOMATIC1111's web UI", A1111,
         ("ADetailer model", "ADetailer steps", "ADetailer prompt")),
    File("Civitai, JPEG", lambda: commented("JPEG", unicode_comment(
             "a red fox\nNegative prompt: rain, text\nSteps: 20, Sampler: Euler a, CFG scale: 7, "
             "Seed: 7, Size: 512x768, Clip skip: 2, Created Date: 2026-01-04T01:27:21.2717070Z, "
             'Civitai resources: [{"type":"checkpoint","modelVersionId":25,"modelName":'
             '"A, Steps: 3","modelVersionName":"v16"}], Civitai metadata: {}')),
         "Civitai",
         "a red fox --no rain, text --steps 20 --sampler Euler a --cfg 7 --seed 7 --size 512x768",
         ("Clip skip", "Civitai resources")),
    comfy("PNG", lambda: png({"prompt": GRAPH, "workflow": json.dumps(WORKFLOW)})),
    comfy("PNG, workflow alone", lambda: png({"workflow": json.dumps(WORKFLOW)})),
    comfy("PNG, a prompt that is no JSON",
          lambda: png({"prompt": GRAPH[:200], "workflow": json.dumps(WORKFLOW)})),
    comfy("PNG, animated", lambda: apng({"prompt": GRAPH})),
    comfy("WebP", lambda: commented("WEBP", b"", Model=f"prompt:{GRAPH}", Make="workflow:{}")),
    comfy("JPEG, Save Image Extended",
          lambda: commented("JPEG", b"", Make=f"Prompt: {GRAPH}", ImageDescription="Workflow: {}")),
    comfy("JPEG, SaveImagePlus", lambda: commented(
        "JPEG", json.dumps({"prompt": graph(), "workflow": WORKFLOW}), outside=True)),
    comfy("Chinese, escaped",
          lambda: png({"prompt": json.dumps(graph(n6=node("CLIPTextEncode", text="红狐狸\n雪")))}),
          COMFYUI.replace("a red fox", "红狐狸 雪")),
    comfy("brackets that weigh nothing", lambda: png({"prompt": json.dumps(
        graph(n6=node("CLIPTextEncode", text="a [red] (fox:1.2) {x}")))}),
        COMFYUI.replace("a red fox", r"a \[red\] (fox:1.2) \{x\}")),
    comfy("NaN", lambda: png({"prompt": GRAPH.replace('"denoise": 1.0', '"is_changed": [NaN]')})),
    File("InvokeAI 6", lambda: png({"invokeai_metadata": json.dumps(INVOKE)}), "InvokeAI",
         INVOKEAI, ("model", "loras")),
    File("InvokeAI 2", lambda: png({"sd-metadata": json.dumps(OLD_INVOKE)}), "InvokeAI",
         OLD_INVOKEAI),
    File("InvokeAI 1", lambda: png({"Dream": '"a red fox [rain, text]" -s 50 -S 7 -W 512 -H 768 '
                                    "-C 7.5 -A k_lms -G 0.9"}),
         "InvokeAI", OLD_INVOKEAI, ("facetool_strength",)),
    File("NovelAI 1", lambda: png(novelai_texts(
             {"steps": 50, "sampler": "k_euler_ancestral", "seed": 7, "strength": 0.4,
              "noise": 0.0, "scale": 10.0, "uc": "rain"}, "red fox")),
         "NovelAI", "red fox --no rain --steps 50 --sampler k_euler_ancestral --cfg 10 --seed 7",
         ("Model", "strength")),
    File("NovelAI 3", lambda: png(novelai_texts(NAI_3)), "NovelAI",
         r"(red fox:1.1), (snow:0.95), cat \(animal\) --no (rain:1.05) --steps 28 "
         "--sampler k_euler_ancestral --cfg 5 --seed 7 --size 832x1216", ("Model", "sm")),
    File("NovelAI 4", lambda: png(novelai_texts(NAI_4)), "NovelAI", NOVELAI_4, ("use_coords",)),
    File("NovelAI, WebP", lambda: commented(
             "WEBP", b"ASCII\0\0\0" + json.dumps(novelai_texts(NAI_4)).encode(),
             Software="NovelAI Diffusion V4.5 C02D4F98", ImageDescription="\0\0\0\0two foxes"),
         "NovelAI", NOVELAI_4),
    File("Fooocus", lambda: png({"parameters": json.dumps(FOOOCUS), "fooocus_scheme": "fooocus"}),
         "Fooocus", FOX_BY_FOOOCUS, ("base_model", "loras", "styles", "sharpness")),
    *(File(f"Fooocus, {kind}", lambda kind=kind: commented(
               kind, json.dumps(FOOOCUS), outside=True, Software="Fooocus v2.5.5"),
           "Fooocus", FOX_BY_FOOOCUS) for kind in ("JPEG", "WEBP")),
    File("Fooocus, A1111's way", lambda: png({"fooocus_scheme": "a1111", "parameters":
             "cinematic still a red fox\nNegative prompt: rain, ugly\nSteps: 30, Sampler: DPM++ 2M "
             "SDE Karras, Seed: 7, Size: 896x1152, CFG scale: 4, Sharpness: 2, ADM Guidance: "
             '"(1.5, 0.8, 0.3)", Model: juggernautXL, Performance: Speed, Scheduler: karras, '
             'Raw prompt: a red fox, Raw negative prompt: rain, Version: Fooocus v2.5.5'}),
         "Fooocus",
         "cinematic still a red fox --no rain, ugly --steps 30 --sampler DPM++ 2M SDE Karras "
         "--cfg 4 --seed 7 --size 896x1152", ("Sharpness", "ADM Guidance")),
    File("SwarmUI", lambda: png({"parameters": SWARM, "prompt": GRAPH}), "SwarmUI", SWARMUI,
         ("model",)),
    *(File(f"SwarmUI, {kind}",
           lambda kind=kind: commented(kind, unicode_comment(SWARM, "utf-16-le")),
           "SwarmUI", SWARMUI) for kind in ("JPEG", "WEBP")),
    File("Draw Things", lambda: png({"XML:com.adobe.xmp": XMP}, international=True), "Draw Things",
         "a red fox --no rain --steps 20 --sampler DPM++ 2M AYS --cfg 7.5 --seed 7 --size 512x768",
         ("model",)),
    File("Midjourney", lambda: png({"Author": "Ada", "Description":
             "a red fox --ar 3:2 --v 6.1 Job ID: 12345678-1234-1234-1234-123456789abc"}),
         "Midjourney", "a red fox --ar 3:2 --v 6.1"),
    File("Easy Diffusion", lambda: png(
             {"prompt": "a red fox", "negative_prompt": "rain", "seed": "7", "width": "512",
              "height": "768", "num_inference_steps": "20", "guidance_scale": "7.5",
              "sampler_name": "euler_a", "use_stable_diffusion_model": "sd15"}),
         "Easy Diffusion",
         "a red fox --no rain --steps 20 --sampler euler_a --cfg 7.5 --seed 7 --size 512x768",
         ("use_stable_diffusion_model",)),
    File("a page of Hugging Face", lambda: png({"parameters": json.dumps(
             {"prompt": "a red fox", "negative_prompt": "rain", "resolution": "512 x 768",
              "guidance_scale": 5.5, "num_inference_steps": 20, "seed": 7,
              "sampler": "DPM++ 2M Karras", "Model": "sd15"})}), "",
         "a red fox --no rain --steps 20 --sampler DPM++ 2M Karras --cfg 5.5 --seed 7 "
         "--size 512x768", ("Model",)),
)  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_a_program_wrote_is_a_prompt_of_ours(file: File) -> None:
    """Of 386 real files 315 were told that nothing was written, and 3 were garbled."""
    making = decode(file.make()).making
    told = foreign_prompt(making)
    assert making is not None
    assert told is not None
    assert (making.program, told.text) == (file.program, file.prompt)
    assert set(file.left) <= set(told.left)
    assert len(FILES) > 50
