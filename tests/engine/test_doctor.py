"""The doctor says in a sentence each what is right and wrong."""

import json
import shutil
from pathlib import Path

import pytest

from engine import EngineOptions
from engine.doctor import check_engine
from engine.models import compiling
from tests.engine import tiny_readers


def test_a_good_model(pixart_folder: Path) -> None:
    checks = check_engine(EngineOptions(model=str(pixart_folder), device="cpu", threads=1))
    assert [check.name for check in checks] == ["libraries", "device", "memory", "model"]
    assert all(check.is_ok for check in checks)
    assert checks[1].sentence.startswith("CPU with 1 thread, no GPU, computing in ")
    assert "(pixart, 32 px, 20 steps, dpm++2m)" in checks[3].sentence


@pytest.mark.slow
def test_the_memory_mode_is_told_with_its_reason(sdxl_folder: Path) -> None:
    options = EngineOptions(model=str(sdxl_folder), device="cpu", threads=1, memory="balanced")
    (told,) = [check for check in check_engine(options) if check.name == "memory"]
    assert told.sentence.startswith("balanced: the text encoders wait in main memory (asked for;")
    checks = check_engine(EngineOptions(model=str(sdxl_folder), device="cpu", memory="much"))
    assert "use auto, full, balanced, low or cpu" in checks[-1].sentence


def test_every_device_is_looked_at(pixart_folder: Path) -> None:
    options = EngineOptions(model=str(pixart_folder), device="cpu,toaster", threads=1)
    devices = [check for check in check_engine(options) if check.name == "device"]
    assert [check.is_ok for check in devices] == [True, False]
    assert "toaster" in devices[1].sentence


def test_what_becomes_of_compiling_is_told(
    pixart_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = compiling.attach
    options = EngineOptions(model=str(pixart_folder), device="cpu", threads=1, compile=True)
    monkeypatch.setattr(compiling, "attach", lambda parts: inner(parts, backend="no such"))
    (failed,) = [check for check in check_engine(options) if check.name == "compile"]
    assert failed.is_ok and failed.sentence.startswith("Failed, serving without it: ")


def test_further_models_and_readers_are_looked_at(pixart_folder: Path, tmp_path: Path) -> None:
    options = EngineOptions(
        model=str(pixart_folder),
        models=(str(pixart_folder), "/nowhere"),
        device="cpu",
        threads=1,
        captioner="/no captioner",
        translator=str(tiny_readers.save_translator(tmp_path / "translator")),
    )
    told = [check for check in check_engine(options) if check.name not in ("libraries", "device")]
    names = ["memory", "model", "further model", "further model", "captioner", "translator"]
    assert [check.name for check in told] == names
    assert [check.is_ok for check in told] == [True, True, True, False, False, True]
    assert "There is no captioner at /no captioner" in told[4].sentence


def test_a_fallback_is_visible(pixart_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(pixart_folder, tmp_path / "model"))
    config = folder / "scheduler/scheduler_config.json"
    changed = json.loads(config.read_text()) | {"_class_name": "KDPM2DiscreteScheduler"}
    config.write_text(json.dumps(changed))
    last = check_engine(EngineOptions(model=str(folder), device="cpu", threads=1))[-1]
    assert (last.name, last.is_ok) == ("fallback", True)
    assert "KDPM2DiscreteScheduler" in last.sentence


def test_what_is_wrong_is_named() -> None:
    checks = check_engine(EngineOptions(model="/nowhere", device="cpu"))
    assert [check.name for check in checks if not check.is_ok] == ["model"]
    assert "There is no model at /nowhere" in checks[-1].sentence
    checks = check_engine(EngineOptions(device="toaster"))
    assert [check.name for check in checks if not check.is_ok] == ["device"]


def test_broken_weights_of_a_further_model_are_named(pixart_folder: Path, tmp_path: Path) -> None:
    """It is not loaded for it: the header of its weights is enough."""
    folder = Path(shutil.copytree(pixart_folder, tmp_path / "model"))
    file = folder / "vae/diffusion_pytorch_model.safetensors"
    file.write_bytes(b"version https://git-lfs.github.com/spec/v1")
    options = EngineOptions(
        model=str(pixart_folder), models=(str(folder),), device="cpu", threads=1
    )
    (wrong,) = [check for check in check_engine(options) if not check.is_ok]
    assert wrong.name == "further model" and f"{file} is a Git LFS pointer" in wrong.sentence


def test_a_lack_of_memory_is_a_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(options: EngineOptions) -> None:
        raise MemoryError

    monkeypatch.setattr("engine.loading.load.load_model", load)
    assert "does not fit into the memory" in check_engine(EngineOptions(device="cpu"))[-1].sentence
