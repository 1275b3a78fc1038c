"""The variants of U-Nets: v-prediction, full LCMs, networks for inpainting, few-step models."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import (
    DDIMScheduler,
    EulerAncestralDiscreteScheduler,
    EulerDiscreteScheduler,
    LCMScheduler,
)
from PIL import Image

from engine import ImageRequest, SourceImage
from engine.models.model import Model
from engine.sampling.denoiser import Row
from tests.engine.drive import Drive, load, request
from tests.engine.models.families.test_families import WrongTimestep
from tests.engine.models.test_parity import (
    MIXED,
    TOLERANCE,
    check,
    difference,
    stock_latents,
    stock_pipeline,
)
from tests.engine.sampling.test_inpainting import HALF, SOURCE, png
from tests.engine.tiny_models import SD_NOISE, save_stable_diffusion

pytestmark = pytest.mark.slow

V = DDIMScheduler(**SD_NOISE, prediction_type="v_prediction", clip_sample=False, steps_offset=1)
ZERO_SNR = DDIMScheduler(
    **SD_NOISE,
    prediction_type="v_prediction",
    rescale_betas_zero_snr=True,
    timestep_spacing="trailing",
    steps_offset=1,
    clip_sample=False,
)
SAMPLE = EulerDiscreteScheduler(**SD_NOISE, prediction_type="sample", steps_offset=1)


@pytest.mark.parametrize("scheduler", [V, SAMPLE], ids=["v", "sample"])
def test_prediction_types_equal_the_stock_pipeline(scheduler: Any, tmp_path: Path) -> None:
    """Stable Diffusion 2 predicts v."""
    check(save_stable_diffusion(tmp_path, scheduler), [MIXED[k] for k in (0, 3, 4, 6)])


def test_zero_terminal_snr_equals_the_stock_pipeline(tmp_path: Path) -> None:
    folder = save_stable_diffusion(tmp_path, ZERO_SNR)
    assert load(folder).card.steps == 25  # trailing, but no few-step model
    check(folder, [MIXED[3]])


LCM = [
    request("low", "a red fox", sampler="lcm", guidance=2.0, seeds=(1, 2)),
    request("high", "a blue boat", sampler="lcm", guidance=9.5, steps=6),
    request("alone", "cat", sampler="lcm", guidance=8.0, steps=1),
]


@pytest.fixture(scope="module")
def lcm_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full_lcm")
    scheduler = LCMScheduler(**SD_NOISE)
    return save_stable_diffusion(
        folder, scheduler, "LatentConsistencyModelPipeline", time_cond_proj_dim=8
    )


def lcm_difference(model: Model, folder: Path) -> float:
    got = Drive(model, max_batch=64).latents(LCM)
    pipeline = stock_pipeline(folder, "feature_extractor")
    worst = 0.0
    for one in LCM:
        made = [
            pipeline(
                prompt=one.parts[0].text,
                num_inference_steps=one.steps,
                guidance_scale=one.guidance,
                generator=torch.Generator("cpu").manual_seed(seed),
                output_type="latent",
            ).images
            for seed in one.seeds
        ]
        worst = max(worst, difference(torch.cat(made), got[one.request_id]))
    return worst


class SameGuidance(WrongTimestep):
    """The negative control: every row of a pass gets the guidance of the first."""

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        same = [replace(row, guidance=rows[0].guidance) for row in rows]
        made: torch.Tensor = self._inner.predict(latents, timesteps, same)
        return made


def test_a_full_lcm_takes_the_guidance_as_an_input(lcm_folder: Path) -> None:
    model = load(lcm_folder)
    card = model.card
    assert (card.steps, card.guidance, card.sampler) == (4, 8.5, "lcm")
    assert (card.can_negative, card.can_weights) == (False, False)
    assert lcm_difference(model, lcm_folder) < TOLERANCE
    for control in (SameGuidance, WrongTimestep):
        wrong = replace(model, denoiser=control(model))
        assert lcm_difference(wrong, lcm_folder) > 5 * TOLERANCE


def test_an_inpainting_network_equals_the_stock_pipeline(tmp_path: Path) -> None:
    """Two masks and a picture without one share the passes."""
    folder = save_stable_diffusion(tmp_path, None, "StableDiffusionInpaintPipeline", in_channels=9)
    other = Image.new("L", HALF.size, 0)
    other.paste(255, (0, 8, 20, 24))
    wanted = [
        replace(one, source=SourceImage(png(SOURCE), 1.0, png(mask)))
        for one, mask in zip((MIXED[0], MIXED[4]), (HALF, other), strict=True)
    ]
    model = load(folder)
    assert (model.denoiser.latent_channels, model.denoiser.extra_channels) == (4, 5)
    pipeline = stock_pipeline(folder, "feature_extractor")

    def largest(denoiser: Any) -> float:
        drive = Drive(replace(model, denoiser=denoiser), max_batch=64)
        got = drive.latents([*wanted, MIXED[3]])
        assert drive.worker.statistics.forwards == MIXED[3].steps
        return max(
            difference(
                stock_latents(
                    pipeline, one, image=SOURCE, mask_image=mask, width=32, height=32, strength=1.0
                ),
                got[one.request_id],
            )
            for one, mask in zip(wanted, (HALF, other), strict=True)
        )

    assert largest(model.denoiser) < TOLERANCE
    assert largest(WrongTimestep(model)) > 10 * TOLERANCE


def named(folder: Path, name: str, scheduler: Any = None) -> Any:
    return load(save_stable_diffusion(folder / name, scheduler)).card


TRAILING = {"timestep_spacing": "trailing"}


@pytest.mark.parametrize(
    ("name", "scheduler", "steps", "guidance", "sampler"),
    [
        ("plain", None, 25, 7.5, "euler"),
        ("hyperreal", None, 25, 7.5, "euler"),  # not the word hyper
        ("painter_v21TurboDPM", None, 4, 1.0, "euler"),
        ("sd-lightning-8step", None, 8, 1.0, "euler"),
        ("sketch-2", EulerAncestralDiscreteScheduler(**SD_NOISE, **TRAILING), 4, 1.0, "euler_a"),
        ("fused", LCMScheduler(**SD_NOISE), 4, 1.0, "lcm"),
    ],
)
def test_few_step_models_are_known_by_their_scheduler_or_name(
    name: str, scheduler: Any, steps: int, guidance: float, sampler: str, tmp_path: Path
) -> None:
    card = named(tmp_path, name, scheduler)
    assert (card.steps, card.guidance, card.sampler) == (steps, guidance, sampler)
    assert card.can_negative  # guidance above 1 still works


def test_easel_json_replaces_what_the_scheduler_says(tmp_path: Path) -> None:
    written = {"steps": 9, "guidance": 2.0, "scheduler": {"prediction_type": "v_prediction"}}
    folder = save_stable_diffusion(tmp_path)
    exact = Drive(load(folder)).latents([MIXED[3]])["ddim"]
    (folder / "easel.json").write_text(json.dumps(written))
    model = load(folder)
    assert (model.card.steps, model.card.guidance) == (9, 2.0)
    got = Drive(model).latents([MIXED[3]])["ddim"]
    assert difference(exact, got) > 0.01
    config = folder / "scheduler/scheduler_config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | written["scheduler"]))  # type: ignore[operator]
    wanted: ImageRequest = MIXED[3]
    assert difference(stock_latents(stock_pipeline(folder), wanted), got) < TOLERANCE
