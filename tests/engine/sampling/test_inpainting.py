"""Repainting: what is not white in the mask stays, byte for byte; the rest as diffusers does it."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch
from PIL import Image

from engine import Failed, Finished, ImageRequest, SourceImage
from engine.sampling.inpainting import FEATHER_PX, Mask
from tests.engine import tiny_models
from tests.engine.drive import Drive, load, request
from tests.engine.models.test_parity import (
    MIXED,
    TOLERANCE,
    difference,
    stock_latents,
    stock_pipeline,
)

pytestmark = pytest.mark.slow

SIDE = 32


def png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def source_picture() -> Image.Image:
    return Image.effect_mandelbrot((SIDE, SIDE), (-2, -1.5, 1, 1.5), 40).convert("RGB")


def white_box(*box: int) -> Image.Image:
    mask = Image.new("L", (SIDE, SIDE))
    mask.paste(255, box)
    return mask


SOURCE = source_picture()
HALF = white_box(16, 0, 32, 32)
WIDENED = white_box(14, 0, 32, 32)  # one latent cell (2 px) more, which diffusers must be told


def masked(strength: float, mask: Image.Image = HALF, **changes: object) -> ImageRequest:
    source = SourceImage(png(SOURCE), strength, png(mask))
    return request(**({"source": source} | changes))  # type: ignore[arg-type]


def picture_of(drive: Drive, request_id: str = "one") -> np.ndarray[Any, np.dtype[np.uint8]]:
    last = drive.of(request_id)[-1]
    assert isinstance(last, Finished), last
    return np.frombuffer(last.images[0].picture.rgb, np.uint8).reshape(SIDE, SIDE, 3)


@pytest.mark.parametrize("sampler", ["euler", "euler_a", "heun", "ddim", "dpm++2m", "dpm++2m_sde"])
@pytest.mark.parametrize("strength", [0.5, 1.0])
def test_what_is_not_masked_keeps_its_bytes(
    stable_diffusion_folder: Path, sampler: str, strength: float
) -> None:
    drive = Drive(load(stable_diffusion_folder))
    drive.latents([masked(strength, sampler=sampler)])
    drawn, source = picture_of(drive), np.asarray(SOURCE)
    assert np.array_equal(drawn[:, :16], source[:, :16])
    assert not np.array_equal(drawn[:, 16 + FEATHER_PX :], source[:, 16 + FEATHER_PX :])


def inpainting_pipeline(folder: Path) -> Any:
    pipeline = diffusers.StableDiffusionInpaintPipeline(
        **stock_pipeline(folder).components, requires_safety_checker=False
    )
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def test_blending_equals_the_stock_pipeline(stable_diffusion_folder: Path) -> None:
    """Deterministic samplers: between the steps diffusers draws for a latent it does not use."""
    wanted = [
        replace(one, source=SourceImage(png(SOURCE), strength, png(HALF)), steps=10)
        for one, strength in zip(
            (MIXED[0], MIXED[3], MIXED[4], MIXED[6]), (1.0, 0.6, 0.8, 1.0), strict=True
        )
    ]
    got = Drive(load(stable_diffusion_folder), max_batch=64).latents(wanted)
    pipeline = inpainting_pipeline(stable_diffusion_folder)
    for one in wanted:
        assert one.source is not None
        extra = {"image": SOURCE, "mask_image": WIDENED, "strength": one.source.strength}
        latents = stock_latents(pipeline, one, **extra, width=SIDE, height=SIDE)
        assert difference(latents, got[one.request_id]) < TOLERANCE, one.request_id


def test_an_inpainting_network_sees_the_mask(tmp_path: Path) -> None:
    folder = tiny_models.save_stable_diffusion(tmp_path, in_channels=9)
    wanted = [
        replace(one, source=SourceImage(png(SOURCE), strength, png(HALF)), steps=10)
        for one, strength in zip((MIXED[0], MIXED[3], MIXED[4]), (1.0, 0.6, 1.0), strict=True)
    ]
    plain = request("plain", "a boat")
    got = Drive(load(folder), max_batch=64).latents([*wanted, plain])
    pipeline = inpainting_pipeline(folder)
    for one in wanted:
        assert one.source is not None
        extra = {"image": SOURCE, "mask_image": HALF, "strength": one.source.strength}
        latents = stock_latents(pipeline, one, **extra, width=SIDE, height=SIDE)
        assert difference(latents, got[one.request_id]) < TOLERANCE, one.request_id
    assert torch.isfinite(got["plain"]).all()


@pytest.mark.parametrize(
    ("mask", "sentence"),
    [(png(Image.new("L", (8, 8))), "no white part"), (b"junk", "mask is no readable PNG")],
)
def test_a_mask_that_is_none_is_refused(
    stable_diffusion_folder: Path, mask: bytes, sentence: str
) -> None:
    drive = Drive(load(stable_diffusion_folder))
    drive.add(request(source=SourceImage(png(SOURCE), 0.5, mask)))
    drive.finish()
    failed = drive.events[-1]
    assert isinstance(failed, Failed)
    assert sentence in str(failed.error)


def box_mask(rgb: torch.Tensor) -> Mask:
    repainted = torch.zeros(rgb.shape[:2], dtype=torch.bool)
    repainted[8:24, 8:32] = True
    return Mask(rgb, repainted)


def test_the_feather_lies_inside_the_repainted_part() -> None:
    mask = box_mask(torch.full((SIDE, SIDE, 3), 100, dtype=torch.uint8))
    drawn = torch.where(mask.repainted[:, :, None], 200, mask.rgb)  # it meets the source
    made = mask.compose(drawn)
    row = made[16, :, 0].tolist()
    assert row[:8] == [100] * 8
    assert row[8:12] == [125, 150, 175, 200]
    assert row[12:] == [200] * 20  # no feather at the edge of the picture itself


def test_cells_are_shares_of_their_area_and_one_cell_wider() -> None:
    rgb = torch.zeros((SIDE, SIDE, 3), dtype=torch.uint8)
    repainted = torch.zeros((SIDE, SIDE), dtype=torch.bool)
    repainted[8:16, 8:12] = True
    mask = Mask(rgb, repainted)
    assert mask.cells(8)[0].tolist() == [[0, 0, 0, 0], [0, 0.5, 0, 0], [0] * 4, [0] * 4]
    wide = [[0.5] * 3 + [0]] * 3 + [[0] * 4]
    assert mask.widened(8)[0].tolist() == wide


def test_neighbours_do_not_matter(stable_diffusion_folder: Path) -> None:
    model = load(stable_diffusion_folder, dtype="float64")
    one = masked(0.7, sampler="euler_a", steps=6)
    alone = Drive(model).latents([one])["one"]
    others = [replace(other, steps=7) for other in MIXED]
    other_mask = masked(1.0, white_box(0, 0, 9, 9), request_id="b", sampler="dpm++2m", steps=6)
    together = Drive(model, max_batch=64).latents([*others, one, other_mask])["one"]
    assert (alone - together).abs().max() < 1e-10
