"""No part of any family, nor of a pipeline without one, loads with a tensor missing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from safetensors.torch import load_file, save_file

from engine import EngineOptions, ModelLoadError
from engine.loading.load import load_model
from tests.engine import tiny_flow_models, tiny_models
from tests.engine.loading.damage import POINTER
from tests.engine.loading.test_damage import assert_one_sentence

pytestmark = pytest.mark.slow
SAVED: dict[str, Callable[[Path], Path]] = {
    "pixart": tiny_models.save_pixart,
    "pixart with T5": lambda path: tiny_models.save_pixart(path, text="t5"),
    "sdxl": tiny_models.save_sdxl,
    "sd3": tiny_flow_models.save_sd3,
    "flux2": tiny_flow_models.save_flux2,
    "z_image": tiny_flow_models.save_z_image,
    "flux1": tiny_flow_models.save_flux1,
}


def told(folder: Path) -> str:
    with pytest.raises(ModelLoadError) as caught:
        load_model(EngineOptions(model=str(folder), device="cpu", threads=1))
    assert_one_sentence(str(caught.value))
    return str(caught.value)


@pytest.mark.parametrize("family", SAVED)
def test_every_part_is_whole_or_named(family: str, tmp_path: Path) -> None:
    whole = SAVED[family](tmp_path / "whole")
    parts = sorted(whole.glob("*/*.safetensors"))
    assert len(parts) >= 3
    for part in parts:
        folder = Path(shutil.copytree(whole, tmp_path / part.parent.name))
        file = folder / part.relative_to(whole)
        weights = load_file(file)
        lost = sorted(weights)[len(weights) // 2]
        save_file({name: v for name, v in weights.items() if name != lost}, file, {"format": "pt"})
        sentence = told(folder)
        assert str(file) in sentence and lost.split(".")[-2] in sentence
        file.write_bytes(POINTER)
        assert f"{file} is a Git LFS pointer" in told(folder)
        shutil.rmtree(folder / part.parent.name)
        assert f"has no {part.parent.name} folder" in told(folder)
