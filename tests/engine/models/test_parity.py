"""What the engine makes equals the stock diffusers pipeline, run alone with the same generator.

All requests are made together in shared forward passes. Tolerance in float32: 1e-4 of the largest
value of the latents (the reference measured up to 9e-5 on latents of several units).
"""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch
from PIL import Image

from engine import Finished, ImageRequest, SourceImage
from engine.runtime.stock import be_silent
from engine.sampling.samplers import SAMPLERS
from tests.engine.drive import Drive, load, request

pytestmark = pytest.mark.slow

TOLERANCE = 1e-4
Stock = Any

MIXED = [
    request("euler", "a red fox", sampler="euler", steps=5, seeds=(1, 2)),
    request("euler_a", "a blue boat, watercolor", sampler="euler_a", steps=7, guidance=7.5),
    request("heun", "tree", sampler="heun", steps=3),
    request("ddim", "", sampler="ddim", steps=6, guidance=1.0),
    request("dpm", "two small houses", sampler="dpm++2m", steps=4, negative="fog"),
    request("long", "a long walk", sampler="dpm++2m", steps=16, guidance=2.0),
    request("karras", "x " * 70, sampler="dpm++2m_karras", steps=5),
    request("sde", "cat", sampler="dpm++2m_sde_karras", steps=5, guidance=3.0, seeds=(5, 9)),
]


def stock_pipeline(folder: Path, *left_out: str) -> Stock:
    be_silent()
    absent = dict.fromkeys(("safety_checker", *left_out))
    pipeline: Stock = diffusers.DiffusionPipeline.from_pretrained(folder, **absent)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def with_sampler(pipeline: Stock, sampler: str) -> Stock:
    """As a reader of diffusers' documentation would write it, without our sampler code."""
    changes: dict[str, Any] = {"use_karras_sigmas": "karras" in sampler}
    if "dpm" in sampler:
        changes["algorithm_type"] = "sde-dpmsolver++" if "sde" in sampler else "dpmsolver++"
    if sampler == "ddim":
        changes = {"clip_sample": False}
    stock_class = getattr(diffusers, SAMPLERS[sampler].stock_class)
    pipeline.scheduler = stock_class.from_config(pipeline.scheduler.config, **changes)
    return pipeline


def stock_latents(
    pipeline: Stock, one: ImageRequest, no_negative: str | None = "", **extra: Any
) -> torch.Tensor:
    """(images, C, h, w), each image run alone with its own generator."""
    images = [
        with_sampler(pipeline, one.sampler)(
            prompt=one.parts[0].text,
            negative_prompt=one.negative or no_negative,
            num_inference_steps=one.steps,
            guidance_scale=one.guidance,
            generator=torch.Generator("cpu").manual_seed(seed),
            output_type="latent",
            **extra,
        ).images
        for seed in one.seeds
    ]
    return torch.cat(images)


def difference(wanted: torch.Tensor, got: torch.Tensor) -> float:
    """Largest difference, as a share of the largest value."""
    assert wanted.shape == got.shape
    assert wanted.std() > 0.1
    return float((wanted - got).abs().max() / wanted.abs().max())


def check(folder: Path, requests: list[ImageRequest], **extra: Any) -> None:
    got = Drive(load(folder), max_batch=64).latents(requests)
    pipeline = stock_pipeline(folder)
    for one in requests:
        size = {"width": one.width_px, "height": one.height_px}
        wanted = stock_latents(pipeline, one, **size, **extra)
        assert difference(wanted, got[one.request_id]) < TOLERANCE, one.request_id


def test_pixart_equals_the_stock_pipeline(pixart_folder: Path) -> None:
    plain = {"clean_caption": False, "use_resolution_binning": False}
    check(pixart_folder, MIXED, max_sequence_length=77, **plain)


def test_stable_diffusion_equals_the_stock_pipeline(stable_diffusion_folder: Path) -> None:
    check(stable_diffusion_folder, MIXED)


def test_long_texts_are_read_to_their_end(stable_diffusion_folder: Path) -> None:
    """As the stock pipeline with the encoded parts handed to it, one after the other."""
    texts = ["a " * 70 + "fox", "x " * 75 + "y " * 75 + "and the end", "short"]
    requests = [request(str(k), text, steps=3) for k, text in enumerate(texts)]
    got = Drive(load(stable_diffusion_folder), max_batch=64).latents(requests)
    pipeline = stock_pipeline(stable_diffusion_folder)

    def encode(*parts: str) -> torch.Tensor:
        return torch.cat([pipeline.encode_prompt(p, "cpu", 1, False)[0] for p in parts], dim=1)

    parts = [texts[:1], ["x " * 75, "y " * 75, "and the end"], texts[2:]]
    for one, own in zip(requests, parts, strict=True):
        wanted = with_sampler(pipeline, one.sampler)(
            prompt_embeds=encode(*own),
            negative_prompt_embeds=encode(*[""] * len(own)),
            num_inference_steps=one.steps,
            guidance_scale=one.guidance,
            generator=torch.Generator("cpu").manual_seed(one.seeds[0]),
            output_type="latent",
        ).images
        assert difference(wanted, got[one.request_id]) < TOLERANCE, one.request_id


def test_sdxl_equals_the_stock_pipeline(sdxl_folder: Path) -> None:
    """Without a negative prompt SDXL takes zeros, not the encoding of an empty text."""
    check(sdxl_folder, [MIXED[k] for k in (0, 3, 4)], no_negative=None)


def test_image_to_image_equals_the_stock_pipeline(stable_diffusion_folder: Path) -> None:
    """Same draws in the same order: the source's latent first, then the noise."""
    picture = Image.effect_mandelbrot((32, 32), (-2, -1.5, 1, 1.5), 40).convert("RGB")
    file = io.BytesIO()
    picture.save(file, "PNG")
    wanted = [
        replace(one, source=SourceImage(file.getvalue(), strength), steps=10)
        for one, strength in zip(MIXED[:5], (0.35, 0.8, 0.5, 0.6, 0.35), strict=True)
    ]
    got = Drive(load(stable_diffusion_folder), max_batch=64).latents(wanted)
    text_to_image = stock_pipeline(stable_diffusion_folder)
    pipeline = diffusers.StableDiffusionImg2ImgPipeline(
        **text_to_image.components, requires_safety_checker=False
    )
    pipeline.set_progress_bar_config(disable=True)
    for one in wanted:
        assert one.source is not None
        latents = stock_latents(pipeline, one, image=picture, strength=one.source.strength)
        assert difference(latents, got[one.request_id]) < TOLERANCE, one.request_id


def test_pictures_equal_the_stock_pipelines_to_the_last_level(pixart_folder: Path) -> None:
    one = request(sampler="dpm++2m", steps=4, seeds=(3,))
    drive = Drive(load(pixart_folder))
    drive.latents([one])
    finished = drive.events[-1]
    assert isinstance(finished, Finished)
    picture = finished.images[0].picture
    pipeline = with_sampler(stock_pipeline(pixart_folder), one.sampler)
    stock = pipeline(
        prompt=one.parts[0].text,
        num_inference_steps=one.steps,
        guidance_scale=one.guidance,
        generator=torch.Generator("cpu").manual_seed(3),
        width=32,
        height=32,
        clean_caption=False,
        use_resolution_binning=False,
        max_sequence_length=77,
    ).images[0]
    ours = np.frombuffer(picture.rgb, np.uint8).reshape(32, 32, 3).astype(int)
    assert np.abs(ours - np.asarray(stock).astype(int)).max() <= 1
