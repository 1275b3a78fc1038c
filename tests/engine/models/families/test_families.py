"""Every family equals its stock pipeline: alone and in mixed passes, at all sizes, guided or not.

Tolerance and method as in test_parity; each comparison is also shown to notice a wrong timestep.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import Flux2KleinPipeline

from engine import ImageRequest
from engine.api.options import EngineOptions
from engine.loading.load import load_model
from engine.models.model import Model
from engine.sampling.denoiser import Row
from tests.engine import tiny_flow_models
from tests.engine.drive import Drive, load, request
from tests.engine.models.test_parity import TOLERANCE, difference, stock_pipeline

pytestmark = pytest.mark.slow

MIXED = [
    request("two", "a red fox", sampler="flow_euler", steps=4, seeds=(1, 2), guidance=3.0),
    request("free", "a", sampler="flow_euler", steps=3, guidance=1.0),
    request("long", "a blue boat " * 6, sampler="flow_euler", steps=6, guidance=5.0),
    request("wide", "cat", sampler="flow_euler", steps=3, width_px=48, height_px=24),
    request("short", "few", sampler="flow_euler", steps=2),
]
Latents = Callable[[Any, ImageRequest, int], torch.Tensor]


def stock_latents(pipeline: Any, one: ImageRequest, seed: int, **extra: Any) -> torch.Tensor:
    made: torch.Tensor = pipeline(
        prompt=one.parts[0].text,
        num_inference_steps=one.steps,
        generator=torch.Generator("cpu").manual_seed(seed),
        output_type="latent",
        **(
            {"width": one.width_px, "height": one.height_px, "guidance_scale": one.guidance} | extra
        ),
    ).images
    return made


def sd3_latents(pipeline: Any, one: ImageRequest, seed: int) -> torch.Tensor:
    return stock_latents(pipeline, one, seed, negative_prompt=one.negative)


def z_image_latents(pipeline: Any, one: ImageRequest, seed: int) -> torch.Tensor:
    """Its guidance 0 is what others call 1."""
    scale = max(one.guidance - 1, 0)
    return stock_latents(pipeline, one, seed, guidance_scale=scale, negative_prompt=one.negative)


def flux2_latents(pipeline: Any, one: ImageRequest, seed: int, **extra: Any) -> torch.Tensor:
    """It hands out the autoencoder's latents: made into patches again, normalised."""
    negative = pipeline.encode_prompt(one.negative)[0]
    raw = stock_latents(pipeline, one, seed, negative_prompt_embeds=negative, **extra)
    norm = pipeline.vae.bn
    mean, variance = (own.view(1, -1, 1, 1) for own in (norm.running_mean, norm.running_var))
    spread = (variance + pipeline.vae.config.batch_norm_eps).sqrt()
    patches: torch.Tensor = (Flux2KleinPipeline._patchify_latents(raw) - mean) / spread
    return patches


FAMILIES: dict[str, tuple[Callable[[Path], Path], Latents]] = {
    "sd3": (tiny_flow_models.save_sd3, sd3_latents),
    "sd3 without T5": (lambda f: tiny_flow_models.save_sd3(f, has_t5=False), sd3_latents),
    "sd3 shifted": (
        lambda f: tiny_flow_models.save_sd3(f, use_dynamic_shifting=True),
        sd3_latents,
    ),
    "flux2": (tiny_flow_models.save_flux2, flux2_latents),
    "z_image": (tiny_flow_models.save_z_image, z_image_latents),
}


class WrongTimestep:
    """The negative control: each row of a pass gets the timestep of the one before."""

    def __init__(self, model: Model) -> None:
        self._inner: Any = model.denoiser

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        made: torch.Tensor = self._inner.predict(latents, timesteps.roll(1), rows)
        return made


@pytest.fixture(scope="module", params=list(FAMILIES))
def family(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The model, the wanted requests, and the latents the stock pipeline makes of each."""
    save, latents = FAMILIES[request.param]
    folder = save(tmp_path_factory.mktemp("family"))
    without_t5 = ("text_encoder_3", "tokenizer_3") if "without" in request.param else ()
    pipeline = stock_pipeline(folder, *without_t5)
    wanted = [MIXED[0], replace(MIXED[2], negative="fog and rain"), *MIXED[1:2], *MIXED[3:]]
    with torch.no_grad():
        stock = {
            one.request_id: torch.cat([latents(pipeline, one, seed) for seed in one.seeds])
            for one in wanted
        }
    return load(folder), wanted, stock


def test_together_equals_the_stock_pipeline(family: Any) -> None:
    model, wanted, stock = family
    drive = Drive(model, max_batch=64)
    got = drive.latents(wanted)
    for one in wanted:
        assert difference(stock[one.request_id], got[one.request_id]) < TOLERANCE, one.request_id
    assert drive.worker.statistics.forwards == 6 + 3  # they were together, but for the wide one


def test_alone_equals_the_stock_pipeline(family: Any) -> None:
    model, wanted, stock = family
    one = wanted[1]
    got = Drive(model).latents([one])[one.request_id]
    assert difference(stock[one.request_id], got) < TOLERANCE


def test_the_comparison_notices_a_neighbours_timestep(family: Any) -> None:
    model, wanted, stock = family
    got = Drive(replace(model, denoiser=WrongTimestep(model)), max_batch=64).latents(wanted)
    worst = max(difference(stock[one.request_id], got[one.request_id]) for one in wanted)
    assert worst > 10 * TOLERANCE


def test_pictures_have_the_asked_size_and_can_be_previewed(family: Any) -> None:
    model, wanted, _ = family
    drive = Drive(model)
    drive.latents([wanted[3]])
    assert (drive.events[-1].images[0].picture.width_px, model.card.native_px) == (48, 32)
    shown = [event.previews for event in drive.events if getattr(event, "previews", None)]
    assert shown[-1][0].width_px / shown[-1][0].height_px == 2


DEFAULTS = {"sd3": (28, 5.0), "flux2": (50, 4.0), "z_image": (50, 5.0)}


def test_the_card_of_the_family(family: Any) -> None:
    card = family[0].card
    assert (card.steps, card.guidance) == DEFAULTS[card.family]
    assert (card.sampler, card.can_negative, card.size_multiple_px) == ("flow_euler", True, 4)


def test_a_distilled_klein_has_no_guidance(tmp_path: Path) -> None:
    folder = tiny_flow_models.save_flux2(tmp_path, is_distilled=True)
    model = load_model(EngineOptions(model=str(folder), device="cpu", dtype="float32"))
    card = model.card
    assert (card.steps, card.guidance, card.can_negative, card.can_weights) == (
        4,
        1.0,
        False,
        False,
    )
    one = replace(MIXED[0], guidance=1.0)
    pipeline = stock_pipeline(folder)
    wanted = torch.cat([flux2_latents(pipeline, one, seed) for seed in one.seeds])
    assert difference(wanted, Drive(model).latents([one])["two"]) < TOLERANCE
