"""How many rows of each picture size one pass of a model may hold, and how many are worth sharing.

What was measured once is kept in a small JSON file, so the next start is quick.
"""

import json
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

SLOW_S = 0.15  # a row that takes longer fills the device by itself: a guess is good enough
Shape = tuple[int, ...]  # (C, h, w) of the latents


@dataclass(frozen=True, slots=True)
class Capacity:
    """useful_rows: a larger pass gives hardly more rows a second; row_s: seconds of one row.

    max_rows: what memory holds, with room left for the decoder; None: more than was asked for.
    """

    useful_rows: int
    max_rows: int | None
    row_s: float

    def scaled(self, area: float) -> "Capacity":
        """A guess for pictures of `area` times as many cells."""
        most = None if self.max_rows is None else max(1, round(self.max_rows / area))
        return Capacity(max(1, round(self.useful_rows / area)), most, self.row_s * area)


class Notebook:
    """A file of measurements. One that cannot be read is as good as empty."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self, title: str) -> Capacity | None:
        try:
            return Capacity(**self._all()[title])
        except (KeyError, TypeError):
            return None

    def write(self, title: str, capacity: Capacity) -> None:
        """Whole or not at all; where it cannot be written, the next start measures again."""
        content = json.dumps(self._all() | {title: asdict(capacity)}, indent=1)
        unfinished = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(content, encoding="utf-8")
            unfinished.replace(self._file)
        except OSError as error:
            logger.warning("what was measured cannot be kept: %s", error)

    def _all(self) -> dict[str, dict[str, Any]]:
        try:
            content = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}


class Capacities:
    """Of one model on one device. title: says all that a measurement depends on but the shape."""

    def __init__(
        self, measure: Callable[[Shape], Capacity], native: Shape, notebook: Notebook, title: str
    ) -> None:
        self._measure = measure
        self._native = native
        self._notebook = notebook
        self._title = title
        self._known: dict[Shape, Capacity] = {}
        self._met: list[Shape] = []  # not measured yet
        self.learn(native)

    def of(self, shape: Shape) -> Capacity:
        """As measured, or guessed from the native size until there is time to measure."""
        if shape in self._known:
            return self._known[shape]
        guess = self._known[self._native].scaled(_cells(shape) / _cells(self._native))
        if guess.row_s > SLOW_S:
            self._known[shape] = guess
        elif shape not in self._met:
            self._met.append(shape)
        return guess

    def learn_one(self) -> bool:
        """Measures one size that was only guessed so far; False when there is none."""
        if self._met:
            self.learn(self._met.pop(0))
            return True
        return False

    def learn(self, shape: Shape) -> None:
        title = f"{self._title}, {'x'.join(map(str, shape))}"
        capacity = self._notebook.read(title)
        if capacity is None:
            capacity = self._measure(shape)
            self._notebook.write(title, capacity)
        self._known[shape] = capacity


def _cells(shape: Shape) -> int:
    return shape[-1] * shape[-2]


def notebook_for(folder: str | None) -> Notebook:
    """In the given folder, or in that of the user for what can be made again."""
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Notebook(Path(folder or f"{home}/easel").expanduser() / "calibration.json")
