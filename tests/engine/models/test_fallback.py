"""Pipelines of no family: their own pictures, step by step, between the requests of others.

No pass is shared, so others change nothing: the pictures are the stock pipeline's to the byte.
"""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine import Cancelled, EngineOptions, Failed, Finished, ModelLoadError
from engine.loading.load import load_model
from tests.engine.drive import Drive, load, request
from tests.engine.models.test_parity import stock_pipeline
from tests.engine.tiny_flow_models import save_flux1
from tests.engine.tiny_models import save_sdxl

pytestmark = pytest.mark.slow

ONE = request("one", "a red fox", sampler="stock", steps=4, seeds=(3, 4), guidance=3.5)
TWO = request("two", "a blue boat", sampler="stock", steps=2, guidance=2.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_flux1(tmp_path_factory.mktemp("flux1"))


@pytest.fixture
def drive(folder: Path) -> Iterator[Drive]:
    yield Drive(load(folder))
    assert pipelines_at_work() == 0  # ended, failed or cancelled: none stands still for ever


def pipelines_at_work() -> int:
    for thread in threading.enumerate():
        if thread.name == "stock pipeline":
            thread.join(timeout=60)
    return sum(thread.name == "stock pipeline" for thread in threading.enumerate())


def rgb(drive: Drive, request_id: str) -> list[bytes]:
    last = drive.of(request_id)[-1]
    assert isinstance(last, Finished), last
    return [image.picture.rgb for image in last.images]


def stock_rgb(folder: Path, one: Any) -> list[bytes]:
    pipeline = stock_pipeline(folder)
    pictures = [
        pipeline(
            prompt=one.parts[0].text,
            num_inference_steps=one.steps,
            guidance_scale=one.guidance,
            width=32,
            height=32,
            generator=torch.Generator("cpu").manual_seed(seed),
        ).images[0]
        for seed in one.seeds
    ]
    return [np.asarray(picture).tobytes() for picture in pictures]


def test_its_pictures_are_those_of_the_stock_pipeline(drive: Drive, folder: Path) -> None:
    drive.add(ONE, TWO)
    drive.finish()
    for one in (ONE, TWO):
        assert rgb(drive, one.request_id) == stock_rgb(folder, one)
    assert drive.steps_told("one") == [1, 2, 3, 4]


def test_the_card_says_so(folder: Path) -> None:
    card = load(folder).card
    assert (card.family, card.samplers, card.steps, card.guidance) == ("stock", ("stock",), 28, 3.5)
    assert not (card.can_batch or card.can_img2img or card.can_inpaint or card.can_weights)
    assert card.notes == (
        "FluxPipeline has no family in Easel: it runs by diffusers' own code, "
        "one picture at a time.",
    )


def test_it_makes_one_step_at_a_time_and_can_be_cancelled(drive: Drive, folder: Path) -> None:
    drive.add(ONE)
    drive.step(4)
    assert drive.steps_told("one") == [1, 2]  # two pictures, one after the other
    drive.worker.cancel("one")
    assert isinstance(drive.of("one")[-1], Cancelled)
    assert pipelines_at_work() == 0
    drive.add(TWO)
    drive.finish()
    assert rgb(drive, "two") == stock_rgb(folder, TWO)


def test_a_short_request_is_finished_in_the_middle_of_a_long_one(
    drive: Drive, folder: Path
) -> None:
    """Both stand still inside the same pipeline, each in a call of its own."""
    drive.add(ONE)
    drive.step(2)
    drive.add(TWO)
    drive.finish()
    ends = [event.request_id for event in drive.events if isinstance(event, Finished)]
    assert ends == ["two", "one"]
    for one in (ONE, TWO):
        assert rgb(drive, one.request_id) == stock_rgb(folder, one)


def test_what_the_pipeline_raises_ends_the_request(drive: Drive) -> None:
    drive.add(request("odd", sampler="stock", width_px=34, steps=2), TWO)
    drive.finish()
    assert isinstance(drive.of("odd")[-1], Failed)
    assert isinstance(drive.of("two")[-1], Finished)


def test_a_pipeline_that_needs_a_picture_is_refused(tmp_path: Path) -> None:
    name, folder = "StableDiffusionXLInstructPix2PixPipeline", save_sdxl(tmp_path)
    index = json.loads((folder / "model_index.json").read_text())
    (folder / "model_index.json").write_text(json.dumps(index | {"_class_name": name}))
    (folder / "easel.json").write_text(json.dumps({"native_px": 32}))
    with pytest.raises(ModelLoadError) as caught:
        load_model(EngineOptions(model=str(folder), device="cpu", dtype="float32", threads=1))
    assert f"a {name}, makes no picture from a text (" in str(caught.value)


def test_code_of_the_folder_is_not_run(folder: Path, tmp_path: Path) -> None:
    index = json.loads((folder / "model_index.json").read_text())
    index["transformer"] = ["my_module", "MyTransformer"]
    (tmp_path / "model_index.json").write_text(json.dumps(index))
    with pytest.raises(ModelLoadError) as caught:
        load_model(EngineOptions(model=str(tmp_path), device="cpu"))
    assert "names an unknown transformer: my_module.MyTransformer" in str(caught.value)
