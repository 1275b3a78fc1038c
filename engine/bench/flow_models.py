"""Tiny random models of the flow families, as real folders: SD 3, FLUX.2 klein, Z-Image.

Everything is as in a full model but the sizes: same classes, same files, same configuration keys.
"""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLFlux2,
    FlowMatchEulerDiscreteScheduler,
    Flux2Transformer2DModel,
    SD3Transformer2DModel,
    ZImageTransformer2DModel,
)
from transformers import (
    CLIPTextConfig,
    CLIPTextModelWithProjection,
    Qwen3Config,
    Qwen3ForCausalLM,
    Qwen3Model,
)

from engine.bench.models import END, START, MakeComponent, make_tokenizer, write_folder
from engine.runtime.stock import Json, Stock

WIDTH = 16  # of a text's states
VOCABULARY = END + 1
NATIVE_PX = 32
BLOCKS: Json = {
    "block_out_channels": (8, 8),
    "down_block_types": ("DownEncoderBlock2D",) * 2,
    "up_block_types": ("UpDecoderBlock2D",) * 2,
    "layers_per_block": 1,
    "norm_num_groups": 4,
    "latent_channels": 4,
    "sample_size": NATIVE_PX,
}
CHAT = "user: {{ messages[0]['content'] }}{% if enable_thinking %} think{% endif %}"


def save(pipeline: str, path: Path) -> Path:
    """Writes this one of PIPELINES, always with the same weights."""
    torch.manual_seed(0)
    path.mkdir(parents=True)
    is_flux = pipeline == FLUX2
    more: Json = {"is_distilled": False} if is_flux else {}
    scheduler: Stock = FlowMatchEulerDiscreteScheduler
    components = PIPELINES[pipeline] | {
        "scheduler": partial(scheduler, shift=3.0, use_dynamic_shifting=is_flux)
    }
    write_folder(path, pipeline, components, more)
    settings = {"native_px": NATIVE_PX, "min_steps": 1}
    (path / "easel.json").write_text(json.dumps(settings), encoding="utf-8")
    return path


def _sd3_network() -> Stock:
    network: Stock = SD3Transformer2DModel
    return network(
        sample_size=16,
        in_channels=4,
        out_channels=4,
        num_layers=2,
        attention_head_dim=8,
        num_attention_heads=2,
        joint_attention_dim=2 * WIDTH,
        caption_projection_dim=16,
        pooled_projection_dim=2 * WIDTH,
        pos_embed_max_size=24,
    )


def _flux2_network() -> Stock:
    network: Stock = Flux2Transformer2DModel
    return network(
        in_channels=16,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=3 * WIDTH,
        guidance_embeds=False,
        axes_dims_rope=(4, 4, 4, 4),
    )


def _z_image_network() -> Stock:
    network: Stock = ZImageTransformer2DModel
    return network(
        in_channels=4,
        dim=32,
        n_layers=2,
        n_refiner_layers=1,
        n_heads=2,
        n_kv_heads=2,
        cap_feat_dim=WIDTH,
        axes_dims=[8, 4, 4],
        axes_lens=[512, 64, 64],
    )


def _autoencoder() -> Stock:
    autoencoder: Stock = AutoencoderKL
    return autoencoder(**BLOCKS, scaling_factor=1.5305, shift_factor=0.0609)


def _flux2_autoencoder() -> Stock:
    """Its latents are patches of 2 by 2, normalised with statistics that it learnt."""
    autoencoder: Stock = AutoencoderKLFlux2
    made = autoencoder(**BLOCKS)
    made.bn.running_mean.normal_()
    made.bn.running_var.uniform_(0.5, 2.0)
    return made


def _chat_tokenizer() -> Stock:
    made: Stock = make_tokenizer()
    made.chat_template = CHAT
    return made


def _clip() -> CLIPTextModelWithProjection:
    config = CLIPTextConfig(
        vocab_size=VOCABULARY,
        hidden_size=WIDTH,
        projection_dim=WIDTH,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        bos_token_id=START,
        eos_token_id=END,
    )
    return CLIPTextModelWithProjection(config)


def _qwen(layers: int) -> Qwen3Config:
    return Qwen3Config(
        vocab_size=VOCABULARY,
        hidden_size=WIDTH,
        intermediate_size=32,
        num_hidden_layers=layers,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=8,
        bos_token_id=START,
        eos_token_id=END,
        pad_token_id=END,
    )


FLUX2 = "Flux2KleinPipeline"
PIPELINES: Mapping[str, dict[str, MakeComponent | None]] = {
    "StableDiffusion3Pipeline": {
        "tokenizer": make_tokenizer,
        "tokenizer_2": make_tokenizer,
        "tokenizer_3": None,  # T5 may be left out
        "text_encoder": _clip,
        "text_encoder_2": _clip,
        "text_encoder_3": None,
        "vae": _autoencoder,
        "transformer": _sd3_network,
    },
    FLUX2: {
        "tokenizer": _chat_tokenizer,
        "text_encoder": lambda: Qwen3ForCausalLM(_qwen(28)),  # layers 9, 18 and 27 are read
        "vae": _flux2_autoencoder,
        "transformer": _flux2_network,
    },
    "ZImagePipeline": {
        "tokenizer": _chat_tokenizer,
        "text_encoder": lambda: Qwen3Model(_qwen(3)),
        "vae": _autoencoder,
        "transformer": _z_image_network,
    },
}
