"""Stage 3: every picture through the autoencoder once, so that the denoiser never sees pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.builtin.encoding import encode_in_batches
from engine.builtin.scenes import Scene
from engine.studio.checkpoints import write_atomically
from engine.studio.data.dataset import Dataset, last_square_part
from engine.studio.parts import TinyAutoencoder
from engine.studio.progress import track


@dataclass(frozen=True, slots=True)
class Part:
    """Latents of one frame (n, 16, H / 16, W / 16), variance 1, float16, and what they show."""

    latents: Tensor
    scenes: Sequence[Scene]

    def __post_init__(self) -> None:
        assert len(self.latents) == len(self.scenes)
        assert len({scene.frame for scene in self.scenes}) <= 1, "a part has one frame"

    @property
    def frame(self) -> str:
        """The frame of all its scenes."""
        return self.scenes[0].frame


@dataclass(frozen=True, slots=True)
class LatentSet:
    """The latents of a data set, one file for each part, as the encoder gives them (float16)."""

    folder: Path
    parts: int

    def encode_missing(self, dataset: Dataset, model: TinyAutoencoder, device: str) -> None:
        """Encode the parts that are not on disk yet."""
        model = model.eval().to(device).to(memory_format=torch.channels_last)
        missing = [part for part in range(self.parts) if not self._path(part).exists()]
        for part in track(missing, "latents"):
            encoded = encode_in_batches(model, dataset.pictures(part), device)
            write_atomically(self._path(part), partial(_write, encoded.numpy()))

    def load(self, part: int) -> Tensor:
        """The latents of one part, (n, 16, H / 16, W / 16) float16, in the order of its scenes."""
        return torch.from_numpy(np.load(self._path(part)))

    def std(self) -> float:
        """The standard deviation of the first part, which `Part` divides by."""
        return float(self.load(0).float().std())

    def load_parts(self, dataset: Dataset) -> list[Part]:
        """All parts, their latents scaled to variance 1."""
        std = self.std()
        return [Part(self.load(k) / std, dataset.part_scenes(k)) for k in range(self.parts)]

    def _path(self, part: int) -> Path:
        return self.folder / f"latents-{part:03d}.npy"


def hold_out(parts: Sequence[Part], count: int) -> tuple[list[Part], Part]:
    """What may be trained on, and the last `count` drawings of the last square part."""
    last = last_square_part(len(parts))
    part = parts[last]
    kept = len(part.scenes) - count
    training = list(parts)
    training[last] = Part(part.latents[:kept], part.scenes[:kept])
    return training, Part(part.latents[kept:], part.scenes[kept:])


def _write(array: NDArray[np.float16], path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, array)
