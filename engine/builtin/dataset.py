"""The training pictures on disk: parts of a thousand drawings, each with the scenes it shows.

Part k is drawn from seed k, so any part can be drawn again and a killed run goes on at the next.
"""

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.builtin.checkpoints import load_json, save_json, write_atomically
from engine.builtin.drawing import PICTURE_PX, draw
from engine.builtin.progress import say
from engine.builtin.scenes import Scene, sample_scene

PART_SIZE = 1000
Pictures = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Parts `0 .. parts - 1` in a folder."""

    folder: Path
    parts: int
    part_size: int = PART_SIZE

    def draw_missing(self, processes: int) -> None:
        """Draw every part that is not on disk yet."""
        missing = [k for k in range(self.parts) if not self._scenes_path(k).exists()]
        if not missing:
            return
        if processes == 1:
            for part in missing:
                self.draw_part(part)
            return
        # "spawn": the parent may already hold torch's threads, which a fork would not survive.
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            for done in pool.map(self.draw_part, missing):
                say(f"drawings: part {done + 1} of {self.parts}")

    def draw_part(self, part: int) -> int:
        """Draw and store one part; the scenes are written last and mark it as complete."""
        rng = random.Random(part)
        scenes = [sample_scene(rng) for _ in range(self.part_size)]
        pictures = np.stack([np.asarray(draw(scene)) for scene in scenes])

        def write(temporary: Path) -> None:
            with temporary.open("wb") as file:
                np.save(file, pictures)

        write_atomically(self._pictures_path(part), write)
        save_json(self._scenes_path(part), [scene.to_row() for scene in scenes])
        return part

    def pictures(self, part: int) -> Pictures:
        """One part, (n, 256, 256, 3), read lazily from disk."""
        pictures: Pictures = np.load(self._pictures_path(part), mmap_mode="r")
        assert pictures.shape[1:] == (PICTURE_PX, PICTURE_PX, 3)
        return pictures

    def scenes(self) -> Sequence[Scene]:
        """The scenes of all parts, in order."""
        rows = [row for part in range(self.parts) for row in load_json(self._scenes_path(part))]
        return [Scene.from_row(row) for row in rows]

    def _pictures_path(self, part: int) -> Path:
        return self.folder / f"pictures-{part:03d}.npy"

    def _scenes_path(self, part: int) -> Path:
        return self.folder / f"scenes-{part:03d}.json"
