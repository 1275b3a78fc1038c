"""A card that is read without weights says the same as the loaded model's."""

import shutil
from pathlib import Path

import pytest

from engine import EngineOptions, ModelLoadError
from engine.loading.load import load_model
from engine.loading.outline import card_from_files
from engine.read_card import read_card
from tests.engine import tiny_flow_models
from tests.engine.ldm_layout import save_checkpoint

pytestmark = pytest.mark.slow


@pytest.fixture(params=["pixart_folder", "stable_diffusion_folder", "sdxl_folder", "builtin"])
def options(request: pytest.FixtureRequest) -> EngineOptions:
    name = request.param
    model = name if name == "builtin" else str(request.getfixturevalue(name))
    return EngineOptions(model=model, device="cpu", threads=1)


def test_the_card_is_that_of_the_loaded_model(options: EngineOptions) -> None:
    assert read_card(options) == load_model(options).card


def test_the_card_of_a_pipeline_without_a_family(tmp_path: Path) -> None:
    folder = tiny_flow_models.save_flux1(tmp_path / "flux")
    options = EngineOptions(model=str(folder), device="cpu", threads=1)
    assert card_from_files(options) == load_model(options).card


@pytest.mark.parametrize("marks", [(), ("v_pred", "ztsnr")])
def test_the_card_of_a_single_file(
    marks: tuple[str, ...], stable_diffusion_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    shutil.copytree(stable_diffusion_folder, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    file = folder / "painter-turbo.safetensors"
    save_checkpoint(stable_diffusion_folder, file, *marks)
    options = EngineOptions(model=str(file), device="cpu", threads=1)
    assert card_from_files(options) == load_model(options).card
    (folder / "model_index.json").unlink()
    assert card_from_files(options) is None


def test_no_weights_are_read(stable_diffusion_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "no weights"
    shutil.copytree(stable_diffusion_folder, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    options = EngineOptions(model=str(folder), device="cpu")
    assert read_card(options).native_px > 0
    with pytest.raises(ModelLoadError):
        load_model(options)


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError, match="no model at"):
        read_card(EngineOptions(model=str(tmp_path / "nothing")))
