"""How many rows of each picture size one pass of a model may hold, and how many are worth sharing.

What was measured while the machine was quiet is kept in a small JSON file, so the next start is
quick; what was measured beside busy programs serves this run and is measured anew at the next.
"""

import json
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.runtime.busy import Watch

logger = logging.getLogger(__name__)

SLOW_S = 0.15  # a row that takes longer fills the device by itself: a guess is good enough
QUIET = 0.1  # of all cores may be taken by other programs while something is measured
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
    """A file of measurements, each with how busy others were. An unreadable one is empty."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self, title: str) -> dict[str, Any] | None:
        """The values; None also where nobody wrote down how busy others were."""
        entry = self._all().get(title)
        if not isinstance(entry, dict) or "others" not in entry:
            return None
        return {name: value for name, value in entry.items() if name != "others"}

    def keep(self, title: str, values: dict[str, Any], others: float | None) -> None:
        """Whole or not at all; what is not kept is measured again at the next start.

        others: the share of the cores that other programs took meanwhile; None: not known.
        """
        if others is not None and others > QUIET:
            share = f"{others:.0%} of the processor"
            logger.info("measured while others took %s: not kept for the next start", share)
            return
        entry = values | {"others": None if others is None else round(others, 3)}
        content = json.dumps(self._all() | {title: entry}, indent=1)
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
        self,
        measure: Callable[[Shape], Capacity],
        native: Shape,
        notebook: Notebook,
        title: str,
        watch: Callable[[], Watch] = Watch,
    ) -> None:
        self._measure = measure
        self._native = native
        self._notebook = notebook
        self._title = title
        self._watch = watch
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
        try:
            self._known[shape] = Capacity(**(self._notebook.read(title) or {}))
        except TypeError:  # none was kept, or one of another version
            watch = self._watch()
            self._known[shape] = self._measure(shape)
            self._notebook.keep(title, asdict(self._known[shape]), watch.others())


def _cells(shape: Shape) -> int:
    return shape[-1] * shape[-2]


def notebook_for(folder: str | None) -> Notebook:
    """In the given folder, or in that of the user for what can be made again."""
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Notebook(Path(folder or f"{home}/easel").expanduser() / "calibration.json")
