"""The random models are as large as the real ones, and the small ones draw."""

import json
from pathlib import Path

import pytest
import torch

from engine import EngineOptions
from engine.bench import models
from engine.loading.load import load_with_components

pytestmark = pytest.mark.slow

PUBLISHED = {  # parameters; source: the models' own files on the hub
    ("sd15", "unet"): 859_520_964,
    ("sd15", "vae"): 83_653_863,
    ("sd15", "text_encoder"): 123_060_480,
    ("sdxl", "unet"): 2_567_463_684,
    ("sdxl", "text_encoder_2"): 694_659_840,
}


@pytest.mark.parametrize("kind", ["sd15", "sdxl"])
def test_real_size_has_the_parameters_of_the_published_model(kind: models.Architecture) -> None:
    with torch.device("meta"):
        found = {
            name: sum(parameter.numel() for parameter in make().parameters())
            for name, make in models.networks(kind, models.SIZES[kind, "real"]).items()
        }
    wanted = {name: count for (own, name), count in PUBLISHED.items() if own == kind}
    assert {name: found[name] for name in wanted} == wanted


def test_a_folder_is_made_once_and_loads(tmp_path: Path) -> None:
    path = models.folder("sd15", "tiny", tmp_path)
    made = (path / "unet" / "diffusion_pytorch_model.safetensors").stat().st_mtime_ns
    assert models.folder("sd15", "tiny", tmp_path, 32) == path
    assert (path / "unet" / "diffusion_pytorch_model.safetensors").stat().st_mtime_ns == made
    assert json.loads((path / "easel.json").read_text())["native_px"] == 32
    assert [child.name for child in tmp_path.iterdir()] == [path.name]  # nothing half made is left
    options = EngineOptions(model=str(path), device="cpu", dtype="float32", threads=1)
    card = load_with_components(options).model.card
    assert (card.family, card.native_px, card.guidance) == ("unet", 32, 7.5)
