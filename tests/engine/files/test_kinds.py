"""What a single file is, told from the names and shapes of its tensors as such files have them."""
# ruff: noqa: E501  # a table is read by its lines

from pathlib import Path

import pytest

from engine import ModelLoadError
from engine.files.header import read_header
from engine.files.kinds import FileKind, kind_of
from tests.engine.weight_files import Shape, write

D = "model.diffusion_model."
SD_PARTS = {
    "first_stage_model.decoder.conv_in.weight": (512, 4, 3, 3),
    "cond_stage_model.transformer.text_model.embeddings.position_embedding.weight": (77, 768),
}
XL_PARTS = {
    "first_stage_model.decoder.conv_in.weight": (512, 4, 3, 3),
    "conditioner.embedders.0.transformer.text_model.embeddings.position_embedding.weight": (
        77,
        768,
    ),
    "conditioner.embedders.1.model.positional_embedding": (77, 1280),
    "conditioner.embedders.1.model.transformer.resblocks.9.mlp.c_proj.bias": (1280,),
}


def unet(channels: int = 4, context: int = 768, block: int = 1) -> dict[str, Shape]:
    return {
        f"{D}input_blocks.0.0.weight": (320, channels, 3, 3),
        f"{D}input_blocks.{block}.1.transformer_blocks.0.attn2.to_k.weight": (320, context),
        f"{D}output_blocks.11.0.skip_connection.weight": (320, 640, 1, 1),
        f"{D}time_embed.0.weight": (1280, 320),
    }


def xl(channels: int = 4) -> dict[str, Shape]:
    return unet(channels, 2048, block=4) | {f"{D}label_emb.0.0.weight": (1280, 2816)}


def named(*names: str, prefix: str = "") -> dict[str, Shape]:
    return {prefix + name: (8, 8) for name in names}


LOADED: dict[str, tuple[dict[str, Shape], str, str]] = {
    "SD1": (unet() | SD_PARTS, "Stable Diffusion 1", "StableDiffusionPipeline"),
    "SD1 inpainting": (
        unet(9) | SD_PARTS, "an inpainting Stable Diffusion", "StableDiffusionInpaintPipeline",
    ),
    "SD2": (
        unet(context=1024) | SD_PARTS | named("cond_stage_model.model.token_embedding.weight"),
        "Stable Diffusion 2", "StableDiffusionPipeline",
    ),
    "SD2 of v, marked": (
        unet(context=1024) | SD_PARTS | {"v_pred": ()}, "Stable Diffusion 2", "StableDiffusionPipeline",
    ),
    "SDXL": (xl() | XL_PARTS, "SDXL", "StableDiffusionXLPipeline"),
    "SDXL inpainting": (
        xl(9) | XL_PARTS, "an inpainting SDXL", "StableDiffusionXLInpaintPipeline",
    ),
    "SD3": (
        named("joint_blocks.0.context_block.adaLN_modulation.1.bias", "pos_embed", prefix=D)
        | named("first_stage_model.decoder.conv_in.weight",
                "text_encoders.clip_l.transformer.text_model.embeddings.position_embedding.weight"),
        "Stable Diffusion 3", "StableDiffusion3Pipeline",
    ),
}  # fmt: skip
FLUX1 = (
    "double_blocks.0.img_attn.norm.key_norm.scale",
    "img_in.weight",
    "single_blocks.0.linear1.weight",
)
FLUX2 = ("double_blocks.0.img_attn.norm.key_norm.scale", "single_stream_modulation.lin.weight")
ZIMAGE = (
    "layers.0.adaLN_modulation.0.weight",
    "cap_embedder.0.weight",
    "layers.0.attention.qkv.weight",
)
QWEN = ("transformer_blocks.0.img_mod.1.weight", "transformer_blocks.0.attn.add_q_proj.weight",
        "txt_norm.weight", "img_in.weight", "txt_in.weight")  # fmt: skip
KOHYA = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q"
REFUSED: dict[str, tuple[dict[str, Shape], str]] = {
    "the refiner": (
        unet(context=1280) | named("first_stage_model.decoder.conv_in.weight",
                                   "conditioner.embedders.0.model.transformer.resblocks.9.mlp.c_proj.bias"),
        "the refiner of SDXL",
    ),
    "SD1 denoiser": (unet(), "only the denoiser of Stable Diffusion 1"),
    "SD1 without text": (
        unet() | named("first_stage_model.decoder.conv_in.weight"), "only the denoiser of Stable",
    ),
    "SDXL denoiser": (xl(), "only the denoiser of SDXL"),
    "SD3 without texts": (
        named("joint_blocks.0.context_block.adaLN_modulation.1.bias", prefix=D), "only the denoiser",
    ),
    "upscaler of SD": (unet(7) | SD_PARTS, "an upscaler of Stable Diffusion"),
    "instruct-pix2pix": (unet(8) | SD_PARTS, "by instruction"),
    "depth": (unet(5, 1024) | SD_PARTS, "for depth maps"),
    "Playground": (xl() | XL_PARTS | named("edm_mean"), "Playground 2.5"),
    "FLUX.1": (named(*FLUX1), "FLUX.1"),
    "FLUX.1 of ComfyUI": (
        named(*FLUX1, prefix=D) | named("vae.decoder.conv_in.weight", "text_encoders.t5xxl.x"), "FLUX.1",
    ),
    "FLUX.2": (named(*FLUX2), "FLUX.2"),
    "FLUX.2 of ComfyUI": (named(*FLUX2, prefix=D), "FLUX.2"),
    "Chroma": (named(*FLUX1, "distilled_guidance_layer.in_proj.bias"), "Chroma"),
    "Z-Image": (named(*ZIMAGE), "Z-Image"),
    "Z-Image of ComfyUI": (named(*ZIMAGE, prefix=D), "Z-Image"),
    "Lumina 2": (named("cap_embedder.0.weight", "layers.0.attention.qkv.weight"), "Lumina 2"),
    "Qwen-Image": (named(*QWEN), "Qwen-Image"),
    "Qwen-Image of ComfyUI": (named(*QWEN, prefix=D), "Qwen-Image"),
    "Wan": (named("head.modulation", "blocks.0.self_attn.q.weight"), "Wan, which makes films"),
    "LTX": (named("patchify_proj.weight", prefix=D), "LTX-Video"),
    "PixArt": (named("transformer_blocks.0.attn1.to_q.weight", "adaln_single.linear.weight"), "PixArt"),
    "LoRA of kohya": (named(f"{KOHYA}.lora_down.weight", f"{KOHYA}.alpha"), "a LoRA"),
    "LoRA of SDXL's text": (named("lora_te1_text_model_encoder_layers_0_mlp_fc1.lora_up.weight"), "a LoRA"),
    "LoRA of diffusers": (
        named("unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_k.lora_A.weight"), "a LoRA",
    ),
    "LoRA of old diffusers": (
        named("down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.down.weight"),
        "a LoRA",
    ),
    "LoRA of peft": (named("base_model.model.unet.conv_in.lora_A.weight"), "a LoRA"),
    "LoRA of FLUX": (
        named("transformer.single_transformer_blocks.0.attn.to_k.lora_B.weight"), "a LoRA",
    ),
    "LoRA of Z-Image": (named("diffusion_model.layers.0.attention.to_q.lora_A.weight"), "a LoRA"),
    "LoHa": (named(f"{KOHYA}.hada_w1_a"), "a LoRA"),
    "LoKr": (named("lycoris_blocks_0.lokr_w1"), "a LoRA"),
    "ControlNet": (named("control_model.time_embed.0.weight", "control_model.input_blocks.0.0.weight"),
                   "a ControlNet"),
    "ControlNet of diffusers": (
        named("controlnet_cond_embedding.conv_in.weight", "down_blocks.0.resnets.0.conv1.weight",
              "time_embedding.linear_1.weight"), "a ControlNet",
    ),
    "ControlNet of FLUX": (
        named("controlnet_blocks.0.weight", "transformer_blocks.0.attn.to_q.weight", "x_embedder.weight"),
        "a ControlNet",
    ),
    "IP-Adapter": (named("image_proj.proj.weight", "ip_adapter.1.to_k_ip.weight"), "an IP-Adapter"),
    "VAE": (named("first_stage_model.decoder.conv_in.weight",
                  "first_stage_model.encoder.conv_in.weight"), "an autoencoder (VAE)"),
    "bare VAE": (named("encoder.conv_in.weight", "decoder.conv_in.weight", "quant_conv.weight"),
                 "an autoencoder (VAE)"),
    "VAE of diffusers": (named("decoder.up_blocks.0.resnets.0.conv1.weight",
                               "encoder.down_blocks.0.resnets.0.conv1.weight"), "an autoencoder"),
    "tiny VAE": (named("decoder.layers.0.weight", "encoder.layers.0.weight"), "an autoencoder"),
    "VAE of Wan": (named("decoder.middle.0.residual.0.gamma", "encoder.conv1.weight",
                         "decoder.conv1.weight"), "an autoencoder"),
    "embedding": ({"emb_params": (4, 768)}, "a textual inversion embedding"),
    "embedding of SDXL": ({"clip_l": (4, 768), "clip_g": (4, 1280)}, "a textual inversion"),
    "embedding of diffusers": ({"<cat-toy>": (768,)}, "a textual inversion embedding"),
    "embedding of SD2": ({"<style>": (2, 1024)}, "a textual inversion embedding"),
    "U-Net of diffusers": (named("time_embedding.linear_1.weight", "conv_in.weight",
                                 "down_blocks.0.resnets.0.conv1.weight"), "the U-Net of a model"),
    "FLUX of diffusers": (named("x_embedder.weight", "transformer_blocks.0.attn.to_q.weight"),
                          "the transformer of a model in diffusers"),
    "CLIP": (named("text_model.encoder.layers.0.mlp.fc1.weight"), "a text encoder"),
    "T5": (named("encoder.block.0.layer.0.SelfAttention.q.weight", "shared.weight"), "a text encoder"),
    "CLIP whole": (named("text_model.encoder.layers.0.mlp.fc1.weight",
                         "vision_model.embeddings.class_embedding"), "an encoder of pictures"),
    "language model": (named("model.layers.0.self_attn.q_proj.weight", "lm_head.weight"),
                       "a language model"),
    "ESRGAN": (named("conv_first.weight", "body.0.rdb1.conv1.weight"), "an upscaler"),
    "unknown": (named("a", "b", "c", "d"), "of no kind that Easel knows (it holds a, b, c)"),
    "nothing": ({}, "without a single tensor"),
}  # fmt: skip


def kind(shapes: dict[str, Shape], folder: Path) -> FileKind:
    """By way of a real file under a name that says nothing."""
    return kind_of(read_header(write(folder / "download (1)", shapes)))


@pytest.mark.parametrize("name", LOADED)
def test_what_is_loaded(name: str, tmp_path: Path) -> None:
    shapes, what, pipeline = LOADED[name]
    found = kind(shapes, tmp_path)
    assert (found.what, found.pipeline) == (what, pipeline)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_told_instead(name: str, tmp_path: Path) -> None:
    shapes, what = REFUSED[name]
    found = kind(shapes, tmp_path)
    assert found.pipeline is None and what in found.what and found.advice


def test_a_huge_file_is_told_from_its_header_alone(tmp_path: Path) -> None:
    file = write(tmp_path / "huge.safetensors", named(*FLUX1) | {"x": (2**20, 2**14)})
    assert file.stat().st_size > 2**34
    assert kind_of(read_header(file)).what == "FLUX.1"


def test_a_broken_file_has_no_kind(tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError):
        read_header(tmp_path / "nothing.safetensors")
