"""A tiny Stable Diffusion folder as one checkpoint file in the original layout.

Only the names differ, and the VAE's attention, whose linear layers were convolutions of one pixel.
The inverse of diffusers' `convert_ldm_unet_checkpoint` and its like, for networks of two blocks
with one layer each, as in tiny_models.
"""

import re
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

RESNET = {
    "norm1": "in_layers.0",
    "conv1": "in_layers.2",
    "time_emb_proj": "emb_layers.1",
    "norm2": "out_layers.0",
    "conv2": "out_layers.3",
    "conv_shortcut": "skip_connection",
}
UNET = {
    "time_embedding.linear_1": "time_embed.0",
    "time_embedding.linear_2": "time_embed.2",
    "conv_in": "input_blocks.0.0",
    "conv_norm_out": "out.0",
    "conv_out": "out.2",
    "down_blocks.0.resnets.0": "input_blocks.1.0",
    "down_blocks.0.attentions.0": "input_blocks.1.1",
    "down_blocks.0.downsamplers.0.conv": "input_blocks.2.0.op",
    "down_blocks.1.resnets.0": "input_blocks.3.0",
    "mid_block.resnets.0": "middle_block.0",
    "mid_block.attentions.0": "middle_block.1",
    "mid_block.resnets.1": "middle_block.2",
    "up_blocks.0.resnets.0": "output_blocks.0.0",
    "up_blocks.0.resnets.1": "output_blocks.1.0",
    "up_blocks.0.upsamplers.0.conv": "output_blocks.1.1.conv",
    "up_blocks.1.resnets.0": "output_blocks.2.0",
    "up_blocks.1.attentions.0": "output_blocks.2.1",
    "up_blocks.1.resnets.1": "output_blocks.3.0",
    "up_blocks.1.attentions.1": "output_blocks.3.1",
}
VAE = [
    (r"down_blocks\.(\d)\.resnets\.(\d)", r"down.\1.block.\2"),
    (r"down_blocks\.(\d)\.downsamplers\.0", r"down.\1.downsample"),
    (r"up_blocks\.(\d)\.resnets\.(\d)", lambda m: f"up.{1 - int(m[1])}.block.{m[2]}"),
    (r"up_blocks\.(\d)\.upsamplers\.0", lambda m: f"up.{1 - int(m[1])}.upsample"),
    (r"mid_block\.resnets\.0", "mid.block_1"),
    (r"mid_block\.resnets\.1", "mid.block_2"),
    (r"mid_block\.attentions\.0", "mid.attn_1"),
    (r"group_norm", "norm"),
    (r"to_out\.0", "proj_out"),
    (r"to_([qkv])", r"\1"),
    (r"conv_norm_out", "norm_out"),
    (r"conv_shortcut", "nin_shortcut"),
]


def unet_name(name: str) -> str:
    start = next(own for own in sorted(UNET, key=len, reverse=True) if name.startswith(own + "."))
    rest = name.removeprefix(start)
    if ".resnets." in start + ".":
        rest = re.sub(r"^\.(\w+)", lambda match: "." + RESNET[match[1]], rest)
    return "model.diffusion_model." + UNET[start] + rest


def vae_name(name: str) -> str:
    for old, new in VAE:
        name = re.sub(old, new, name)
    return "first_stage_model." + name


def text_name(name: str) -> str:
    return "cond_stage_model.transformer.text_model." + name.removeprefix("text_model.")


def save_checkpoint(folder: Path, file: Path, *marks: str) -> None:
    """marks: further tensors that say how the model was trained."""
    tensors = {mark: torch.zeros(1) for mark in marks}
    for name, value in weights(folder / "unet").items():
        tensors[unet_name(name)] = value
    for name, value in weights(folder / "vae").items():
        is_convolution = "mid_block.attentions" in name and value.ndim == 2
        tensors[vae_name(name)] = value[:, :, None, None].clone() if is_convolution else value
    for name, value in weights(folder / "text_encoder").items():
        tensors[text_name(name)] = value
    save_file(tensors, file)


def weights(part: Path) -> dict[str, torch.Tensor]:
    return load_file(next(part.glob("*.safetensors")))
