"""The training pictures on disk: parts of a thousand drawings, each with the scenes it shows.

Part k is drawn from seed k, so any part can be drawn again and a killed run goes on at the next.
All pictures of a part have one frame, for a batch cannot mix shapes.
"""

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from engine.builtin.encoding import Pictures
from engine.builtin.scenes import NATIVE_PX, Scene, frame_size_px, sample_scene
from engine.studio.checkpoints import load_json, save_json, write_atomically
from engine.studio.drawing import draw_scene
from engine.studio.progress import track

PART_SIZE = 1000
POOLED_FROM = 64
"""Fewer drawings are done before other processes have started."""
OTHER_FRAMES = ("3:2", "16:9", "2:3", "9:16")


def frame_of_part(part: int) -> str:
    """The frame of a part: three of four are square, every fourth takes the next of the rest.

    >>> [frame_of_part(k) for k in range(16)][3::4]
    ['3:2', '16:9', '2:3', '9:16']
    """
    return OTHER_FRAMES[part // 4 % len(OTHER_FRAMES)] if part % 4 == 3 else "1:1"


def last_square_part(parts: int) -> int:
    """The part whose last rows are held out of every training."""
    return max(part for part in range(parts) if frame_of_part(part) == "1:1")


@dataclass(frozen=True, slots=True)
class Dataset:
    """Parts `0 .. parts - 1` in a folder."""

    folder: Path
    parts: int
    part_size: int = PART_SIZE
    side_px: int = NATIVE_PX

    def draw_missing(self, processes: int) -> None:
        """Draw every part that is not on disk yet."""
        missing = [k for k in range(self.parts) if not self._scenes_path(k).exists()]
        if not missing:
            return
        if processes == 1:
            for part in track(missing, "drawings"):
                self.draw_part(part)
            return
        # "spawn": the parent may already hold torch's threads, which a fork would not survive.
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            for _ in track(pool.map(self.draw_part, missing), "drawings", len(missing)):
                pass

    def draw_part(self, part: int) -> int:
        """Draw and store one part; the scenes are written last and mark it as complete."""
        rng = random.Random(part)
        frame = frame_of_part(part)
        scenes = [sample_scene(rng, frame, self.side_px) for _ in range(self.part_size)]
        pictures = np.stack([np.asarray(draw_scene(scene)) for scene in scenes])

        def write(temporary: Path) -> None:
            with temporary.open("wb") as file:
                np.save(file, pictures)

        write_atomically(self._pictures_path(part), write)
        save_json(self._scenes_path(part), [scene.to_row() for scene in scenes])
        return part

    def pictures(self, part: int) -> Pictures:
        """One part, (n, H, W, 3) of its frame's size, read lazily from disk."""
        pictures: Pictures = np.load(self._pictures_path(part), mmap_mode="r")
        width, height = frame_size_px(frame_of_part(part), self.side_px)
        assert pictures.shape[1:] == (height, width, 3)
        return pictures

    def part_scenes(self, part: int) -> Sequence[Scene]:
        """The scenes of one part, in order."""
        return [Scene.from_row(row) for row in load_json(self._scenes_path(part))]

    def _pictures_path(self, part: int) -> Path:
        return self.folder / f"pictures-{part:03d}.npy"

    def _scenes_path(self, part: int) -> Path:
        return self.folder / f"scenes-{part:03d}.json"


def drawn(scenes: Sequence[Scene], processes: int) -> Pictures:
    """Drawings of scenes of one frame, (n, H, W, 3)."""
    if processes == 1 or len(scenes) < POOLED_FROM:
        return np.stack([_drawn(scene) for scene in scenes])
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        done = pool.map(_drawn, scenes, chunksize=25)
        return np.stack(list(track(done, "drawings", len(scenes))))


def _drawn(scene: Scene) -> Pictures:
    return np.asarray(draw_scene(scene))
