"""Tiny model folders, made once for all tests of the engine."""

from pathlib import Path

import pytest
import torch

from tests.engine import tiny_models


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def pixart_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.save_pixart(tmp_path_factory.mktemp("pixart"))


@pytest.fixture(scope="session")
def stable_diffusion_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.save_stable_diffusion(tmp_path_factory.mktemp("stable_diffusion"))


@pytest.fixture(scope="session")
def sdxl_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.save_sdxl(tmp_path_factory.mktemp("sdxl"))
