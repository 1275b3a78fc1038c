"""Real diffusers folders with tiny, randomly initialised networks, made in a moment.

Everything is as in a full model but the sizes: same classes, same files, same configuration keys.
"""

import json
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderTiny,
    DPMSolverMultistepScheduler,
    EulerDiscreteScheduler,
    PixArtTransformer2DModel,
    UNet2DConditionModel,
)
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    T5Config,
    T5EncoderModel,
)

from engine.runtime.stock import be_silent

TEXT_WIDTH = 16
SD_NOISE = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}


def tokenizer() -> CLIPTokenizer:
    """Every byte is a token, so any text can be read."""
    letters = [chr(code) for code in range(33, 127)]
    words = [*letters, *(letter + "</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    vocabulary = {word: number for number, word in enumerate(words)}
    return CLIPTokenizer(vocab=vocabulary, merges=[], model_max_length=77)


def clip_text(width: int = TEXT_WIDTH, projected: bool = False) -> Any:
    config = CLIPTextConfig(
        vocab_size=190,
        hidden_size=width,
        projection_dim=width,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        bos_token_id=188,
        eos_token_id=189,
    )
    return (CLIPTextModelWithProjection if projected else CLIPTextModel)(config).eval()


def t5_text(width: int = TEXT_WIDTH) -> T5EncoderModel:
    return T5EncoderModel(
        T5Config(vocab_size=190, d_model=width, d_kv=8, d_ff=32, num_layers=2, num_heads=2)
    ).eval()


def kl_autoencoder(channels: int = 4) -> AutoencoderKL:
    """Two pixels per latent cell."""
    return AutoencoderKL(
        block_out_channels=(8, 8),
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        layers_per_block=1,
        latent_channels=channels,
        norm_num_groups=4,
        sample_size=32,
    ).eval()


def tiny_autoencoder(channels: int = 4) -> AutoencoderTiny:
    """Two pixels per latent cell."""
    return AutoencoderTiny(
        latent_channels=channels,
        encoder_block_out_channels=(8, 8),
        decoder_block_out_channels=(8, 8),
        num_encoder_blocks=(1, 1),
        num_decoder_blocks=(1, 1),
        scaling_factor=0.7,
    ).eval()


def pixart_transformer(
    learns_variance: bool = False, in_channels: int = 4
) -> PixArtTransformer2DModel:
    return PixArtTransformer2DModel(
        num_attention_heads=2,
        attention_head_dim=8,
        in_channels=in_channels,
        out_channels=8 if learns_variance else 4,
        num_layers=2,
        cross_attention_dim=16,
        sample_size=16,
        caption_channels=TEXT_WIDTH,
        use_additional_conditions=False,
    ).eval()


def unet(is_sdxl: bool = False, **extra: Any) -> UNet2DConditionModel:
    if is_sdxl:
        extra |= {
            "addition_embed_type": "text_time",
            "addition_time_embed_dim": 8,
            "projection_class_embeddings_input_dim": TEXT_WIDTH + 6 * 8,
        }
    return UNet2DConditionModel(
        sample_size=16,
        block_out_channels=(8, 16),
        layers_per_block=1,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        cross_attention_dim=2 * TEXT_WIDTH if is_sdxl else TEXT_WIDTH,
        attention_head_dim=4,
        norm_num_groups=4,
        **extra,
    ).eval()


def save_folder(folder: Path, pipeline: str, components: dict[str, Any], **settings: Any) -> Path:
    folder.mkdir(exist_ok=True)
    index: dict[str, Any] = {"_class_name": pipeline, "_diffusers_version": "0.42.1"} | settings
    be_silent()
    for name, component in components.items():
        component.save_pretrained(folder / name)
        library = type(component).__module__.split(".")[0]
        index[name] = [library, type(component).__name__]
    (folder / "model_index.json").write_text(json.dumps(index))
    return folder


def save_pixart(folder: Path, *, text: str = "clip", learns_variance: bool = False) -> Path:
    """PixArtAlphaPipeline with CLIP, like the built-in model, or PixArtSigmaPipeline with T5."""
    torch.manual_seed(1)
    components = {
        "tokenizer": tokenizer(),
        "text_encoder": clip_text() if text == "clip" else t5_text(),
        "vae": tiny_autoencoder(),
        "transformer": pixart_transformer(learns_variance),
        "scheduler": DPMSolverMultistepScheduler(
            prediction_type="v_prediction",
            timestep_spacing="trailing",
        ),
    }
    name = "PixArtAlphaPipeline" if text == "clip" else "PixArtSigmaPipeline"
    return save_folder(folder, name, components)


def save_painter(folder: Path, in_channels: int = 9) -> Path:
    """Adds a painter to a PixArt folder: it sees the latent, the task and the picture's latent."""
    torch.manual_seed(11)
    pixart_transformer(in_channels=in_channels).save_pretrained(folder / "painter")
    index = json.loads((folder / "model_index.json").read_text())
    index["painter"] = ["diffusers", "PixArtTransformer2DModel"]
    (folder / "model_index.json").write_text(json.dumps(index))
    return folder


def save_stable_diffusion(
    folder: Path, scheduler: Any = None, pipeline: str = "StableDiffusionPipeline", **network: Any
) -> Path:
    """Stable Diffusion 1.5's shape: epsilon, leading spacing, AutoencoderKL."""
    torch.manual_seed(2)
    components = {
        "tokenizer": tokenizer(),
        "text_encoder": clip_text(),
        "vae": kl_autoencoder(),
        "unet": unet(**network),
        "scheduler": scheduler
        or EulerDiscreteScheduler(**SD_NOISE, timestep_spacing="leading", steps_offset=1),
    }
    return save_folder(folder, pipeline, components, safety_checker=[None, None])


def save_sdxl(folder: Path) -> Path:
    torch.manual_seed(3)
    components = {
        "tokenizer": tokenizer(),
        "tokenizer_2": tokenizer(),
        "text_encoder": clip_text(),
        "text_encoder_2": clip_text(projected=True),
        "vae": kl_autoencoder(),
        "unet": unet(is_sdxl=True),
        "scheduler": EulerDiscreteScheduler(**SD_NOISE, timestep_spacing="leading", steps_offset=1),
    }
    return save_folder(
        folder, "StableDiffusionXLPipeline", components, force_zeros_for_empty_prompt=True
    )
