"""Stage 3: every picture through the autoencoder once, so that the denoiser never sees pixels."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.builtin.autoencoder import as_tensor
from engine.builtin.checkpoints import write_atomically
from engine.builtin.dataset import Dataset
from engine.builtin.parts import Autoencoder
from engine.builtin.progress import say

ENCODE_BATCH = 20


@dataclass(frozen=True, slots=True)
class LatentSet:
    """The latents of a data set, one file for each part, as the encoder gives them (float16)."""

    folder: Path
    parts: int

    @torch.no_grad()
    def encode_missing(self, dataset: Dataset, model: Autoencoder, device: str) -> None:
        """Encode the parts that are not on disk yet."""
        model = model.eval().to(device).to(memory_format=torch.channels_last)
        for part in range(self.parts):
            path = self._path(part)
            if path.exists():
                continue
            pictures = dataset.pictures(part)
            rows = []
            for start in range(0, len(pictures), ENCODE_BATCH):
                batch = as_tensor(pictures[start : start + ENCODE_BATCH]).to(device)
                with torch.autocast(device, torch.bfloat16):
                    rows.append(model.encode(batch).latents.half().cpu())
            encoded = torch.cat(rows).numpy()
            write_atomically(path, partial(_write, encoded))
            say(f"latents: part {part + 1} of {self.parts}")

    def load(self) -> Tensor:
        """All latents, (n, 16, 16, 16) float16, in the order of the scenes."""
        return torch.from_numpy(np.concatenate([np.load(self._path(k)) for k in range(self.parts)]))

    def _path(self, part: int) -> Path:
        return self.folder / f"latents-{part:03d}.npy"


def _write(array: NDArray[np.float16], path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, array)
