"""Real folders of the flow families with tiny networks: SD 3, FLUX.2 klein, Z-Image."""

import json
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLFlux2,
    FlowMatchEulerDiscreteScheduler,
    Flux2Transformer2DModel,
    FluxTransformer2DModel,
    SD3Transformer2DModel,
    ZImageTransformer2DModel,
)
from transformers import CLIPTokenizer, Qwen3Config, Qwen3ForCausalLM, Qwen3Model

from tests.engine.tiny_models import TEXT_WIDTH, clip_text, save_folder, t5_text, tokenizer

NATIVE_PX = 32
BLOCKS = {
    "block_out_channels": (8, 8),
    "down_block_types": ("DownEncoderBlock2D",) * 2,
    "up_block_types": ("UpDecoderBlock2D",) * 2,
    "layers_per_block": 1,
    "norm_num_groups": 4,
    "latent_channels": 4,
    "sample_size": 32,
}


def chat_tokenizer() -> CLIPTokenizer:
    made = tokenizer()
    made.chat_template = (
        "user: {{ messages[0]['content'] }}{% if enable_thinking %} think{% endif %}"
    )
    return made


def qwen(layers: int, is_causal_lm: bool = False) -> Any:
    config = Qwen3Config(
        vocab_size=190,
        hidden_size=TEXT_WIDTH,
        intermediate_size=32,
        num_hidden_layers=layers,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=8,
        bos_token_id=188,
        eos_token_id=189,
        pad_token_id=189,
    )
    return (Qwen3ForCausalLM if is_causal_lm else Qwen3Model)(config).eval()


def kl_autoencoder() -> AutoencoderKL:
    """16 channels in real models; a factor and a shift as they have."""
    return AutoencoderKL(**BLOCKS, scaling_factor=1.5305, shift_factor=0.0609).eval()


def flux2_autoencoder() -> AutoencoderKLFlux2:
    """16 channels of latents: 4 in patches of 2 by 2."""
    vae = AutoencoderKLFlux2(**BLOCKS).eval()
    vae.bn.running_mean.normal_()
    vae.bn.running_var.uniform_(0.5, 2.0)
    return vae


def _save(folder: Path, pipeline: str, components: dict[str, Any], **settings: Any) -> Path:
    """With a native size of a tiny model: two of these pipelines name it in their code."""
    save_folder(folder, pipeline, components, **settings)
    (folder / "easel.json").write_text(json.dumps({"native_px": NATIVE_PX}))
    return folder


def save_sd3(folder: Path, *, has_t5: bool = True, **scheduler: Any) -> Path:
    torch.manual_seed(4)
    components = {
        "tokenizer": tokenizer(),
        "tokenizer_2": tokenizer(),
        "text_encoder": clip_text(projected=True),
        "text_encoder_2": clip_text(projected=True),
        "vae": kl_autoencoder(),
        "transformer": SD3Transformer2DModel(
            sample_size=16,
            in_channels=4,
            out_channels=4,
            num_layers=2,
            attention_head_dim=8,
            num_attention_heads=2,
            joint_attention_dim=2 * TEXT_WIDTH,
            caption_projection_dim=16,
            pooled_projection_dim=2 * TEXT_WIDTH,
            pos_embed_max_size=24,
        ).eval(),
        "scheduler": FlowMatchEulerDiscreteScheduler(**({"shift": 3.0} | scheduler)),
    }
    if has_t5:
        components |= {"tokenizer_3": tokenizer(), "text_encoder_3": t5_text(2 * TEXT_WIDTH)}
        return _save(folder, "StableDiffusion3Pipeline", components)
    missing = {"tokenizer_3": [None, None], "text_encoder_3": [None, None]}
    return _save(folder, "StableDiffusion3Pipeline", components, **missing)


def save_flux2(folder: Path, *, is_distilled: bool = False) -> Path:
    torch.manual_seed(5)
    components = {
        "tokenizer": chat_tokenizer(),
        "text_encoder": qwen(28, is_causal_lm=True),  # layers 9, 18 and 27 are read
        "vae": flux2_autoencoder(),
        "transformer": Flux2Transformer2DModel(
            in_channels=16,
            num_layers=1,
            num_single_layers=1,
            attention_head_dim=16,
            num_attention_heads=2,
            joint_attention_dim=3 * TEXT_WIDTH,
            guidance_embeds=False,
            axes_dims_rope=(4, 4, 4, 4),
        ).eval(),
        "scheduler": FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True),
    }
    return _save(folder, "Flux2KleinPipeline", components, is_distilled=is_distilled)


def save_z_image(folder: Path) -> Path:
    torch.manual_seed(6)
    components = {
        "tokenizer": chat_tokenizer(),
        "text_encoder": qwen(3),
        "vae": kl_autoencoder(),
        "transformer": ZImageTransformer2DModel(
            in_channels=4,
            dim=32,
            n_layers=2,
            n_refiner_layers=1,
            n_heads=2,
            n_kv_heads=2,
            cap_feat_dim=TEXT_WIDTH,
            axes_dims=[8, 4, 4],
            axes_lens=[512, 64, 64],
        ).eval(),
        "scheduler": FlowMatchEulerDiscreteScheduler(shift=3.0),
    }
    return _save(folder, "ZImagePipeline", components)


def save_flux1(folder: Path) -> Path:
    """A pipeline that is no family of ours."""
    torch.manual_seed(7)
    components = {
        "tokenizer": tokenizer(),
        "tokenizer_2": tokenizer(),
        "text_encoder": clip_text(),
        "text_encoder_2": t5_text(),
        "vae": kl_autoencoder(),
        "transformer": FluxTransformer2DModel(
            in_channels=16,
            num_layers=1,
            num_single_layers=1,
            attention_head_dim=16,
            num_attention_heads=2,
            joint_attention_dim=TEXT_WIDTH,
            pooled_projection_dim=TEXT_WIDTH,
            guidance_embeds=True,
            axes_dims_rope=(4, 4, 8),
        ).eval(),
        "scheduler": FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True),
    }
    return _save(folder, "FluxPipeline", components)
