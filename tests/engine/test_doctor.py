"""The doctor says in a sentence each what is right and wrong."""

import json
import shutil
from pathlib import Path

from engine import EngineOptions
from engine.doctor import check_engine


def test_a_good_model(pixart_folder: Path) -> None:
    checks = check_engine(EngineOptions(model=str(pixart_folder), device="cpu", threads=1))
    assert [check.name for check in checks] == ["libraries", "device", "memory", "model"]
    assert all(check.is_ok for check in checks)
    assert checks[1].sentence.startswith("CPU with 1 thread, no GPU, computing in ")
    assert "(pixart, 32 px, 20 steps, dpm++2m)" in checks[3].sentence


def test_a_fallback_is_visible(pixart_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(pixart_folder, tmp_path / "model"))
    config = folder / "scheduler/scheduler_config.json"
    changed = json.loads(config.read_text()) | {"_class_name": "UniPCMultistepScheduler"}
    config.write_text(json.dumps(changed))
    last = check_engine(EngineOptions(model=str(folder), device="cpu", threads=1))[-1]
    assert (last.name, last.is_ok) == ("fallback", True)
    assert "UniPCMultistepScheduler" in last.sentence


def test_what_is_wrong_is_named() -> None:
    checks = check_engine(EngineOptions(model="/nowhere", device="cpu"))
    assert [check.name for check in checks if not check.is_ok] == ["model"]
    assert "There is no model at /nowhere" in checks[-1].sentence
    checks = check_engine(EngineOptions(device="toaster"))
    assert [check.name for check in checks if not check.is_ok] == ["device"]
