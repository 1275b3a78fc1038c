"""Pictures that the words change: FLUX.2 klein and InstructPix2Pix equal their stock pipelines.

Tolerance and method as in test_parity.
"""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from engine import ImageRequest
from engine.models.model import Model
from engine.sampling.denoiser import Row
from tests.engine import tiny_flow_models
from tests.engine.drive import Drive, load, request
from tests.engine.models.families.test_families import flux2_latents
from tests.engine.models.test_parity import TOLERANCE, difference, stock_latents, stock_pipeline
from tests.engine.tiny_models import save_stable_diffusion

pytestmark = pytest.mark.slow


def picture(seed: int, width_px: int, height_px: int) -> bytes:
    generator = torch.Generator().manual_seed(seed)
    pixels = torch.randint(0, 256, (height_px, width_px, 3), generator=generator)
    out = io.BytesIO()
    Image.fromarray(pixels.byte().numpy()).save(out, "PNG")
    return out.getvalue()


HOUSE, WIDE, OTHER = picture(1, 66, 64), picture(2, 96, 65), picture(3, 67, 67)
FLUX2 = [
    request("one", "make it night", sampler="flow_euler", references=(HOUSE,), seeds=(1, 2)),
    request("alike", "in the snow", sampler="flow_euler", references=(OTHER,), guidance=2.0),
    request("two", "both", sampler="flow_euler", steps=3, references=(HOUSE, WIDE)),
    request("none", "a red fox", sampler="flow_euler", steps=3),
]


def opened(one: ImageRequest) -> list[Image.Image]:
    return [Image.open(io.BytesIO(png)) for png in one.references]


@pytest.fixture(scope="module")
def klein(tmp_path_factory: pytest.TempPathFactory) -> tuple[Model, dict[str, torch.Tensor]]:
    folder: Path = tiny_flow_models.save_flux2(tmp_path_factory.mktemp("klein"))
    pipeline: Any = stock_pipeline(folder)

    def stock(one: ImageRequest, seed: int) -> torch.Tensor:
        changed: dict[str, Any] = {"image": opened(one)} if one.references else {}
        return flux2_latents(pipeline, one, seed, **changed)

    with torch.no_grad():
        wanted = {
            one.request_id: torch.cat([stock(one, seed) for seed in one.seeds]) for one in FLUX2
        }
    return load(folder), wanted


def test_klein_changes_pictures_as_its_stock_pipeline_does(klein: Any) -> None:
    """Those whose references are alike in size share their passes; the others have their own."""
    model, wanted = klein
    assert model.card.max_references == 4
    drive = Drive(model, max_batch=64)
    got = drive.latents(FLUX2)
    for one in FLUX2:
        assert difference(wanted[one.request_id], got[one.request_id]) < TOLERANCE, one.request_id
    assert drive.worker.statistics.forwards == 4 + 3 + 3


class Forgets:
    """The negative control: the network is not shown the references."""

    def __init__(self, model: Model) -> None:
        self._inner: Any = model.denoiser

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        plain = [replace(row, references=()) for row in rows]
        made: torch.Tensor = self._inner.predict(latents, timesteps, plain)
        return made


def test_the_comparison_notices_references_that_are_left_out(klein: Any) -> None:
    model, wanted = klein
    got = Drive(replace(model, denoiser=Forgets(model))).latents([FLUX2[2]])
    assert difference(wanted["two"], got["two"]) > 10 * TOLERANCE


PIX2PIX = [
    request("guided", "make it night", references=(picture(4, 32, 32),), guidance=6.0, steps=5),
    request("free", "in the snow", references=(picture(5, 32, 32),), guidance=1.0),
    request("without", "a red fox", steps=3),
]


def test_instruct_pix2pix_equals_the_stock_pipeline(tmp_path: Path) -> None:
    """Rows that see a picture, rows that see none and requests without one share the passes."""
    name = "StableDiffusionInstructPix2PixPipeline"
    folder = save_stable_diffusion(tmp_path, None, name, in_channels=8)
    model, pipeline = load(folder), stock_pipeline(folder, "feature_extractor", "image_encoder")
    assert model.card.max_references == 1
    drive = Drive(model, max_batch=64)
    got = drive.latents([replace(one, negative="fog") for one in PIX2PIX])
    assert drive.worker.statistics.forwards == 5
    for one in PIX2PIX[:2]:
        wanted = stock_latents(pipeline, replace(one, negative="fog"), image=opened(one)[0])
        assert difference(wanted, got[one.request_id]) < TOLERANCE, one.request_id
    plain = Drive(model).latents([replace(PIX2PIX[0], negative="")])["guided"]
    assert difference(plain, got["guided"]) > 10 * TOLERANCE, "the comparison would notice it"
