"""Files of a training run, written aside and moved into place: a kill leaves no half file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch


def write_atomically(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a temporary file, then move it over `path` in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".tmp")
    write(temporary)
    temporary.replace(path)


def save_state(path: Path, state: dict[str, Any]) -> None:
    """Write a training state that `load_state` reads."""

    def write(temporary: Path) -> None:
        with temporary.open("wb") as file:
            torch.save(state, file)

    write_atomically(path, write)


def load_state(path: Path) -> dict[str, Any] | None:
    """The state last saved, on the CPU; None before the first."""
    if not path.exists():
        return None
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return state


def save_json(path: Path, value: object) -> None:
    """Write a JSON file in one step."""
    write_atomically(path, lambda temporary: _write_text(temporary, json.dumps(value, indent=1)))


def load_json(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """The content of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")
