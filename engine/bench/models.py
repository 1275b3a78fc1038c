"""Model folders of real architecture with random weights: speed does not depend on the values.

The sizes of `real` are those of the published models; the tokenizer alone is ours, a token for
every letter, since a vocabulary cannot be made up.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import diffusers
import torch
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
)

from engine.runtime.stock import Json, Stock, be_silent

Architecture = Literal["sd15", "sdxl"]
NetworkSize = Literal["tiny", "small", "real"]
MakeComponent = Callable[[], Stock]
VERSION = 1  # of what is written here: raise it and the folders are made anew
START, END = 188, 189  # token ids of our tokenizer
NOISE: Json = {
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "timestep_spacing": "leading",
    "steps_offset": 1,
}
DEFAULTS: Mapping[Architecture, Json] = {
    "sd15": {"steps": 25, "guidance": 7.5},
    "sdxl": {"steps": 30, "guidance": 6.0},
}


@dataclass(frozen=True, slots=True)
class Widths:
    """unet: channels of the first level; the others are multiples. text: (width, layers) each."""

    unet: int
    vae: int
    text: tuple[tuple[int, int], ...]
    side_px: int
    depths: tuple[int, int, int] = (1, 2, 10)  # of SDXL's attention


SIZES: Mapping[tuple[Architecture, NetworkSize], Widths] = {
    ("sd15", "tiny"): Widths(32, 32, ((64, 2),), 64),
    ("sd15", "small"): Widths(96, 32, ((192, 4),), 256),
    ("sd15", "real"): Widths(320, 128, ((768, 12),), 512),
    ("sdxl", "tiny"): Widths(32, 32, ((64, 2), (64, 2)), 64, (1, 1, 1)),
    ("sdxl", "small"): Widths(64, 32, ((192, 4), (320, 4)), 256),
    ("sdxl", "real"): Widths(320, 128, ((768, 12), (1280, 32)), 1024),
}


def folder(kind: Architecture, scale: NetworkSize, cache: Path, side_px: int | None = None) -> Path:
    """The folder in the cache, made at the first call. side_px: its native size."""
    sizes = SIZES[kind, scale]
    path = cache / f"random-{kind}-{scale}-{VERSION}"
    if not (path / "model_index.json").is_file():
        partial = path.with_name(path.name + ".part")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        _save(partial, kind, sizes)
        shutil.rmtree(path, ignore_errors=True)
        partial.replace(path)
    settings = DEFAULTS[kind] | {
        "name": f"random {kind}, {scale} size",
        "native_px": side_px or sizes.side_px,
        "min_steps": 1,
    }
    (path / "easel.json").write_text(json.dumps(settings), encoding="utf-8")
    return path


def networks(kind: Architecture, sizes: Widths) -> dict[str, MakeComponent]:
    """How to make each component that has weights."""
    texts = [_text_config(width, layers, k) for k, (width, layers) in enumerate(sizes.text)]
    names = ("text_encoder", "text_encoder_2")[: len(texts)]
    unet: Stock = diffusers.UNet2DConditionModel
    autoencoder: Stock = diffusers.AutoencoderKL
    made: dict[str, MakeComponent] = {
        "unet": lambda: unet(**_unet_config(kind, sizes)),
        "vae": lambda: autoencoder(**_vae_config(kind, sizes)),
        names[0]: lambda: CLIPTextModel(texts[0]),
    }
    if kind == "sdxl":
        made[names[1]] = lambda: CLIPTextModelWithProjection(texts[1])
    return made


def _save(path: Path, kind: Architecture, sizes: Widths) -> None:
    torch.manual_seed(0)
    components: dict[str, MakeComponent | None] = {
        name: partial(_filled, make) for name, make in networks(kind, sizes).items()
    }
    components |= dict.fromkeys(("tokenizer", "tokenizer_2")[: len(sizes.text)], make_tokenizer)
    scheduler: Stock = diffusers.EulerDiscreteScheduler
    components["scheduler"] = partial(scheduler, **NOISE)
    if kind == "sdxl":
        more: Json = {"force_zeros_for_empty_prompt": True}
        write_folder(path, "StableDiffusionXLPipeline", components, more)
    else:
        write_folder(path, "StableDiffusionPipeline", components | {"safety_checker": None})


def write_folder(
    path: Path,
    pipeline: str,
    components: Mapping[str, MakeComponent | None],
    more: Json | None = None,
) -> None:
    """A pipeline folder, its components made one after the other; None: one that is left out.

    more: further lines of model_index.json.
    """
    be_silent()
    index: Json = {"_class_name": pipeline, "_diffusers_version": "0.42.1"} | (more or {})
    for name, make in components.items():
        if make is None:
            index[name] = [None, None]
            continue
        component = make()
        component.save_pretrained(path / name)
        index[name] = [type(component).__module__.split(".")[0], type(component).__name__]
        del component  # the next one has its memory
    (path / "model_index.json").write_text(json.dumps(index), encoding="utf-8")


def _filled(make: MakeComponent) -> Stock:
    """In bfloat16, half the disk; matrices as wide as torch makes them, gains 1, offsets 0."""
    with torch.device("meta"):
        network = make()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network = network.to(torch.bfloat16).to_empty(device=device)
    for name, own in [*network.named_parameters(), *network.named_buffers()]:
        if name.endswith("position_ids"):
            own.data.copy_(torch.arange(own.shape[-1], device=device).expand_as(own))
        elif own.dim() < 2:
            own.data.fill_(0.0 if name.endswith("bias") else 1.0)
        else:
            bound = own[0].numel() ** -0.5
            own.data.uniform_(-bound, bound)
    return network.cpu().eval()


def _unet_config(kind: Architecture, sizes: Widths) -> Json:
    """As in the published config.json of runwayml's SD 1.5 and stabilityai's SDXL base."""
    width = sizes.unet
    if kind == "sd15":
        return {
            "sample_size": 64,
            "down_block_types": ("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
            "up_block_types": ("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3,
            "block_out_channels": (width, 2 * width, 4 * width, 4 * width),
            "cross_attention_dim": sizes.text[0][0],
            "attention_head_dim": 8,
        }
    return {
        "sample_size": 128,
        "down_block_types": ("DownBlock2D",) + ("CrossAttnDownBlock2D",) * 2,
        "up_block_types": ("CrossAttnUpBlock2D",) * 2 + ("UpBlock2D",),
        "block_out_channels": (width, 2 * width, 4 * width),
        "transformer_layers_per_block": sizes.depths,
        "cross_attention_dim": sum(own for own, _ in sizes.text),
        "attention_head_dim": [max(1, k * width // 64) for k in (1, 2, 4)],
        "use_linear_projection": True,
        "addition_embed_type": "text_time",
        "addition_time_embed_dim": 256,
        "projection_class_embeddings_input_dim": sizes.text[1][0] + 6 * 256,
    }


def _vae_config(kind: Architecture, sizes: Widths) -> Json:
    width = sizes.vae
    return {
        "down_block_types": ("DownEncoderBlock2D",) * 4,
        "up_block_types": ("UpDecoderBlock2D",) * 4,
        "block_out_channels": (width, 2 * width, 4 * width, 4 * width),
        "layers_per_block": 2,
        "sample_size": 512 if kind == "sd15" else 1024,
        "scaling_factor": 0.18215 if kind == "sd15" else 0.13025,
    }


def _text_config(width: int, layers: int, number: int) -> CLIPTextConfig:
    """CLIP ViT-L, and OpenCLIP ViT-bigG as the second one of SDXL."""
    return CLIPTextConfig(
        hidden_size=width,
        intermediate_size=4 * width,
        projection_dim=width,
        num_hidden_layers=layers,
        num_attention_heads=width // 64,
        hidden_act="quick_gelu" if number == 0 else "gelu",
        bos_token_id=START,
        eos_token_id=END,
    )


def make_tokenizer() -> CLIPTokenizer:
    """Every letter is a token, so any text can be read."""
    letters = [chr(code) for code in range(33, 127)]
    words = [*letters, *(letter + "</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    vocabulary = {word: number for number, word in enumerate(words)}
    return CLIPTokenizer(vocab=vocabulary, merges=[], model_max_length=77)
