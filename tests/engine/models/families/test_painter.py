"""A painter beside the denoiser: what it sees, what it may change, and who goes through it."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import PixArtAlphaPipeline
from PIL import Image

from engine import Finished, ImageRequest, ModelLoadError, SourceImage
from engine.models.model import Model
from engine.models.start import CHANGED
from tests.engine import tiny_models
from tests.engine.drive import Drive, load, request
from tests.engine.models.test_parity import TOLERANCE, difference

pytestmark = pytest.mark.slow

SIDE = 32


def png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


SOURCE = Image.effect_mandelbrot((SIDE, SIDE), (-2, -1.5, 1, 1.5), 40).convert("RGB")
RIGHT = Image.new("L", (SIDE, SIDE))
RIGHT.paste(255, (16, 0, 32, 32))
MASKED = request("masked", source=SourceImage(png(SOURCE), 1.0, png(RIGHT)))
EDIT = request("edit", "make it night", references=(png(SOURCE),))
PLAIN = request("plain", "a boat")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.save_painter(tiny_models.save_pixart(tmp_path_factory.mktemp("painter")))


@pytest.fixture(scope="module")
def model(folder: Path) -> Model:
    return load(folder)


def pixels(drive: Drive, request_id: str) -> np.ndarray[Any, np.dtype[np.uint8]]:
    last = drive.of(request_id)[-1]
    assert isinstance(last, Finished), last
    return np.frombuffer(last.images[0].picture.rgb, np.uint8).reshape(SIDE, SIDE, 3)


def test_what_is_not_masked_keeps_its_bytes(model: Model) -> None:
    drive = Drive(model)
    drive.latents([MASKED])
    drawn, source = pixels(drive, "masked"), np.asarray(SOURCE)
    assert np.array_equal(drawn[:, :16], source[:, :16])
    assert not np.array_equal(drawn[:, 24:], source[:, 24:])


def test_who_shares_the_pass_changes_nothing(model: Model) -> None:
    """Rows with a picture and rows without go through two networks in one pass."""
    alone = {one.request_id: Drive(model).latents([one])[one.request_id] for one in ALL}
    together = Drive(model, max_batch=64).latents(ALL)
    for one in ALL:
        assert difference(alone[one.request_id], together[one.request_id]) < TOLERANCE


ALL = [MASKED, EDIT, PLAIN, request("other", "a fox", seeds=(3,))]


def test_without_a_picture_it_is_the_model_that_it_was(model: Model, pixart_folder: Path) -> None:
    painted = Drive(model).latents([PLAIN])["plain"]
    assert torch.equal(painted, Drive(load(pixart_folder)).latents([PLAIN])["plain"])


def channels(model: Model, wanted: ImageRequest) -> torch.Tensor:
    found = model.begin(wanted)[0].rows[0].channels
    assert found is not None
    return found


def test_it_sees_the_task_and_the_picture(model: Model) -> None:
    latent = model.autoencoder.encode(unit(SOURCE)).sample(torch.Generator())
    seen = channels(model, EDIT)
    assert torch.equal(seen[0], torch.full_like(seen[0], CHANGED))
    assert torch.equal(seen[1:], latent)
    seen = channels(model, MASKED)
    half = seen.shape[-1] // 2
    assert (seen[0, :, :half] == 0).all() and (seen[0, :, half:] == 1).all()
    assert torch.equal(seen[1:, :, :half], latent[:, :, :half])
    assert (seen[1:, :, half:] == 0).all()  # what is painted is not seen


def unit(picture: Image.Image) -> torch.Tensor:
    return (torch.from_numpy(np.array(picture)).float() / 127.5 - 1).permute(2, 0, 1)[None]


def test_a_mask_below_half_a_cell_is_painted_all_the_same(model: Model) -> None:
    dot = Image.new("L", (SIDE, SIDE))
    dot.putpixel((0, 0), 255)
    seen = channels(model, replace(MASKED, source=SourceImage(png(SOURCE), 1.0, png(dot))))
    assert seen[0].sum() == 1
    assert seen[0, 0, 0] == 1


@pytest.mark.parametrize(
    "changed",
    [
        lambda: replace(EDIT, references=(png(SOURCE.rotate(90)),)),
        lambda: replace(MASKED, source=SourceImage(png(SOURCE.rotate(90)), 1.0, png(RIGHT))),
    ],
)
def test_the_picture_makes_a_difference(model: Model, changed: Callable[[], ImageRequest]) -> None:
    one = changed()
    before = {"edit": EDIT, "masked": MASKED}[one.request_id]
    first, second = (Drive(model).latents([r])[one.request_id] for r in (before, one))
    assert difference(first, second) > 10 * TOLERANCE


def test_the_card_says_that_it_edits_one_picture(model: Model, pixart_folder: Path) -> None:
    assert model.card.max_references == 1
    assert load(pixart_folder).card.max_references == 0


def test_the_painter_of_another_model_is_refused(tmp_path: Path) -> None:
    folder = tiny_models.save_painter(tiny_models.save_pixart(tmp_path), in_channels=7)
    with pytest.raises(ModelLoadError, match="sees 7 channels and not 9"):
        load(folder)


def test_the_stock_pipeline_still_reads_the_folder(folder: Path) -> None:
    pipeline = PixArtAlphaPipeline.from_pretrained(folder)
    assert not hasattr(pipeline, "painter")
