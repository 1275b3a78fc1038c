"""Pictures of the first seeds, not chosen: `python -m engine.studio.samples OUT.png`."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from diffusers import PixArtAlphaPipeline
from PIL import Image
from torch import Tensor

from engine.builtin import weights_folder
from engine.builtin.scenes import FRAMES, frame_size_px
from engine.studio.parts import Pipeline
from engine.studio.training.autoencoder import FACTOR
from engine.studio.training.pipeline import GUIDANCE, STEPS

SHOWN = (
    "a red lighthouse at sunset, watercolor",
    "a blue house in the snow at night",
    "pixel art of a green castle on a sunny day",
    "three yellow hot air balloons over the mountains at sunrise, travel poster",
    "a black cat in the city at night, paper cut",
    "an orange tent in the forest, ink sketch",
    "a white sailboat at sea at sunset",
    "a giant pink mushroom in the desert with a rainbow",
    "two purple rockets in the city, pixel art",
    "a yellow robot on green hills",
    "a red flower in the mountains at night, ink sketch",
    "a small brown castle on the left, watercolor",
    "an orange cat by the sea",
    "a purple castle at midnight, poster",
    "a stained glass owl in the forest",
    "a lighthouse",
    "雪地里的蓝色房子，夜晚",
    "一只白色的兔子在花丛中，油画",
    "海滩上的红色汽车，日落",
    "水彩画，下雨天山里的宝塔",
)
SHOWN_WIDE = (
    ("a white windmill on green hills at sunrise", "16:9"),
    ("极光下的飞碟，海报", "9:16"),
)
"""Prompts with a frame; the sheet shows them below the square ones."""
GROUP = 16


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a picture is made; the defaults are those of `easel.json`."""

    steps: int = STEPS
    guidance: float = GUIDANCE
    frame: str = "1:1"


def load_pipeline(folder: Path) -> Pipeline:
    """The weights folder as the stock pipeline, quiet, in float32."""
    pipeline: Pipeline = PixArtAlphaPipeline.from_pretrained(folder, trust_remote_code=False)  # type: ignore[no-untyped-call]
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


@torch.no_grad()
def generate_latents(
    pipeline: Pipeline, prompts: Sequence[str], seeds: Sequence[int], sampling: Sampling
) -> Tensor:
    """Latents of variance 1, (B, C, H, W) of the frame's size; each row has its own seed."""
    rows = []
    width, height = frame_size_px(sampling.frame, pipeline.transformer.config.sample_size * FACTOR)
    for start in range(0, len(prompts), GROUP):
        group = seeds[start : start + GROUP]
        rows.append(
            pipeline(
                list(prompts[start : start + GROUP]),
                height=height,
                width=width,
                num_inference_steps=sampling.steps,
                guidance_scale=sampling.guidance,
                generator=[torch.Generator().manual_seed(seed) for seed in group],
                clean_caption=False,
                use_resolution_binning=False,
                output_type="latent",
            ).images.float()
        )
    return torch.cat(rows).cpu()


@torch.no_grad()
def decode(pipeline: Pipeline, latents: Tensor) -> list[Image.Image]:
    """Pictures of latents of variance 1."""
    vae = pipeline.vae
    pictures = vae.decode(latents.to(vae.device, vae.dtype) / vae.config.scaling_factor).sample
    pixels = ((pictures.float() + 1) * 127.5).round().clamp(0, 255).byte()
    return [Image.fromarray(p) for p in pixels.permute(0, 2, 3, 1).cpu().numpy()]


def sheet(pictures: Sequence[Image.Image], columns: int) -> Image.Image:
    """Pictures in rows of `columns`."""
    width, height = pictures[0].size
    rows = -(-len(pictures) // columns)
    result = Image.new("RGB", (columns * width, rows * height))
    for index, picture in enumerate(pictures):
        result.paste(picture, (index % columns * width, index // columns * height))
    return result


def sample_sheet(pipeline: Pipeline, sampling: Sampling, seed: int = 10) -> Image.Image:
    """One picture for each of the shown prompts, seeds counted on from `seed`."""
    seeds = [seed + index for index in range(len(SHOWN))]
    squares = sheet(decode(pipeline, generate_latents(pipeline, SHOWN, seeds, sampling)), 4)
    others = []
    for prompt, frame in SHOWN_WIDE:
        latents = generate_latents(pipeline, [prompt], [seed], replace(sampling, frame=frame))
        others += decode(pipeline, latents)
    height = max(picture.height for picture in others)
    result = Image.new("RGB", (squares.width, squares.height + height), "white")
    result.paste(squares, (0, 0))
    left = 0
    for picture in others:
        result.paste(picture, (left, squares.height))
        left += picture.width
    return result


def main() -> None:
    """Write a sheet: the shown prompts, or a grid of four seeds for each prompt given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--prompt", action="append", default=[])
    parser.add_argument("--weights", type=Path, default=weights_folder())
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--guidance", type=float, default=GUIDANCE)
    parser.add_argument("--frame", choices=FRAMES, default="1:1", help="of the prompts given")
    asked = parser.parse_args()
    pipeline = load_pipeline(asked.weights)
    sampling = Sampling(asked.steps, asked.guidance, asked.frame)
    if not asked.prompt:
        sample_sheet(pipeline, replace(sampling, frame="1:1")).save(asked.out)
        return
    prompts = [prompt for prompt in asked.prompt for _ in range(4)]
    seeds = [seed for _ in asked.prompt for seed in range(4)]
    sheet(decode(pipeline, generate_latents(pipeline, prompts, seeds, sampling)), 4).save(asked.out)


if __name__ == "__main__":
    main()
