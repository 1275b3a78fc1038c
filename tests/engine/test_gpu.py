"""On a graphics card: the same pictures as on the CPU, and half precision near them."""

from pathlib import Path

import pytest
import torch

from engine import EngineOptions
from engine.loading.load import load_model
from tests.engine.drive import Drive, load, request
from tests.engine.sampling.test_invariant import MIXED

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device"),
]


@pytest.mark.parametrize("source", ["pixart_folder", "stable_diffusion_folder", "sdxl_folder"])
@pytest.mark.parametrize(("dtype", "tolerance"), [("float32", 1e-2), ("bfloat16", 0.2)])
def test_cuda_makes_what_the_cpu_makes(
    source: str, dtype: str, tolerance: float, request: pytest.FixtureRequest
) -> None:
    """The noise comes from the CPU in float32, so a seed means the same everywhere."""
    folder: Path = request.getfixturevalue(source)
    options = EngineOptions(model=str(folder), device="cuda", dtype=dtype)
    wanted = Drive(load(folder), max_batch=64).latents(MIXED)
    got = Drive(load_model(options), max_batch=64).latents(MIXED)
    for name, latents in wanted.items():
        difference = (got[name].cpu() - latents).abs().max() / latents.abs().max()
        assert difference < tolerance, name


def test_the_text_encoder_can_wait_in_main_memory(pixart_folder: Path) -> None:
    options = EngineOptions(model=str(pixart_folder), device="cuda", memory="balanced")
    model = load_model(options)
    assert Drive(model).latents([request()])["one"].isfinite().all()
