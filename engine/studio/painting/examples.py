"""What the painter learns from, drawn once and kept as latents: edits, and wide drawings.

Part k is drawn from seed k, so a killed run goes on at the next. Every sixteen parts hold all
shapes in the same shares.
"""

import random
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from engine.builtin.encoding import Pictures, encode_scaled
from engine.builtin.scenes import FRAMES, Scene, sample_scene
from engine.studio.checkpoints import load_state, save_state
from engine.studio.drawing import draw_scene
from engine.studio.drawing.beyond import Inset, draw_beyond
from engine.studio.painting.edits import with_edits
from engine.studio.parts import TinyAutoencoder
from engine.studio.progress import track

GROUPS = 250
"""Of edits, in a part."""
VARIANTS = 3
WIDE = 500
"""Wide drawings in a part."""
OTHER_FRAMES = ("3:2", "2:3", "16:9", "9:16")
PAN_SIZES = ((384, 256), (256, 384))
Size = tuple[int, int]
DrawnPart = tuple[Pictures, list[list[Scene]], list[Inset] | None]
"""Pictures, what each group of them shows, and of wide ones where the ordinary picture lies."""

SHAPES: tuple[tuple[str, str], ...] = (
    ("edits", "1:1"), ("edits", "1:1"), ("wide", "1:1"), ("edits", "1:1"),
    ("wide", "pan 0"), ("edits", "1:1"), ("edits", "other"), ("wide", "1:1"),
    ("edits", "1:1"), ("wide", "pan 1"), ("edits", "1:1"), ("wide", "other"),
    ("edits", "1:1"), ("wide", "1:1"), ("edits", "other"), ("wide", "1:1"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examples:
    """Latents (n, k, C, h, w) of variance 1, float16, in groups, and what each of a group shows.

    `known`: None for edits, which are groups of one scene and its edits. Of wide drawings, which
    are pairs of the drawing and of what is seen of it, the cells that are seen, (n, h, w) bool.
    """

    latents: Tensor
    scenes: Sequence[Sequence[Scene]]
    known: Tensor | None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the latents."""
        rows, columns = self.latents.shape[-2:]
        return rows, columns


def draw_edits(part: int, frame: str) -> DrawnPart:
    """Groups of a scene and its edits: pictures (n, H, W, 3), one group after the other."""
    rng = random.Random(f"edits {part}")
    groups = [with_edits(sample_scene(rng, frame), VARIANTS, rng) for _ in range(GROUPS)]
    pictures = [np.asarray(draw_scene(scene)) for group in groups for scene in group]
    return np.stack(pictures), groups, None


def draw_wides(part: int, shape: str) -> DrawnPart:
    """Pairs of a wide drawing, and the same with the ordinary picture in its place."""
    rng = random.Random(f"wide {part}")
    pictures, scenes, insets = [], [], []
    for _ in range(WIDE):
        frame, size, inset = wide_shape(shape, part, rng)
        scene = sample_scene(rng, frame)
        wide = draw_beyond(scene, size, inset)
        pictures += [np.asarray(wide), np.asarray(with_inset(wide, draw_scene(scene), inset))]
        scenes.append([scene])
        insets.append(inset)
    return np.stack(pictures), scenes, insets


def with_inset(wide: Image.Image, picture: Image.Image, inset: Inset) -> Image.Image:
    """The wide picture with the ordinary one in its place, as an order to go on starts."""
    result = wide.copy()
    size = (inset.width, inset.height)
    small = picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)
    result.paste(small, (inset.left, inset.top))
    return result


def wide_shape(shape: str, part: int, rng: random.Random) -> tuple[str, Size, Inset]:
    """The frame of the ordinary picture, the size of the wide one, and where the first lies."""
    if shape.startswith("pan"):
        size = PAN_SIZES[int(shape[-1])]
        far = rng.random() < 0.5
        left, top = (far * (size[0] - 256), far * (size[1] - 256))
        return "1:1", size, Inset(left, top, 256, 256)
    other = OTHER_FRAMES[part // len(SHAPES) % len(OTHER_FRAMES)]
    if shape == "1:1" and rng.random() < 0.2:  # made square
        frame = rng.choice(OTHER_FRAMES)
        return frame, (256, 256), _centred(FRAMES[frame], (256, 256), 1.0)
    frame = "1:1" if shape == "1:1" else other
    zoom = rng.choice((2.0, 2.0, 1.5, 1.5, rng.uniform(1.1, 2.0)))
    return frame, FRAMES[frame], _centred(FRAMES[frame], FRAMES[frame], zoom)


def _centred(picture: Size, size: Size, zoom: float) -> Inset:
    scale = min(size[0] / picture[0], size[1] / picture[1]) / zoom
    width, height = round(picture[0] * scale), round(picture[1] * scale)
    return Inset((size[0] - width) // 2, (size[1] - height) // 2, width, height)


def known_cells(inset: Inset, size: Size, factor: int) -> Tensor:
    """The latent cells of which more than half is seen, (h, w) bool."""
    seen = torch.zeros(size[1], size[0])
    seen[inset.top : inset.top + inset.height, inset.left : inset.left + inset.width] = 1
    return torch.nn.functional.avg_pool2d(seen[None, None], factor)[0, 0] > 0.5


@dataclass(frozen=True, slots=True)
class ExampleSet:
    """Parts `0 .. parts - 1` in a folder."""

    folder: Path
    parts: int

    def make_missing(self, autoencoder: TinyAutoencoder, factor: int, processes: int) -> None:
        """Draw and encode every part that is not on disk yet."""
        missing = [k for k in range(self.parts) if not self._path(k).exists()]
        if not missing:
            return
        if processes == 1:
            self._keep(missing, map(draw_part, missing), autoencoder, factor)
            return
        # "spawn": the parent holds torch's threads, which a fork would not survive.
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            self._keep(missing, pool.map(draw_part, missing), autoencoder, factor)

    def _keep(
        self,
        missing: Sequence[int],
        drawn: Iterable[DrawnPart],
        autoencoder: TinyAutoencoder,
        factor: int,
    ) -> None:
        shown = track(drawn, "examples", len(missing))
        for part, (pictures, scenes, insets) in zip(missing, shown, strict=True):
            self._store(part, encode_scaled(autoencoder, pictures), scenes, insets, factor)

    def _store(
        self,
        part: int,
        latents: Tensor,
        scenes: list[list[Scene]],
        insets: list[Inset] | None,
        factor: int,
    ) -> None:
        rows, columns = latents.shape[-2:]
        size = (columns * factor, rows * factor)
        known = None
        if insets is not None:
            known = torch.stack([known_cells(inset, size, factor) for inset in insets])
        state: dict[str, Any] = {
            "latents": latents.half().reshape(len(scenes), -1, *latents.shape[1:]),
            "scenes": [[scene.to_row() for scene in group] for group in scenes],
            "known": known,
        }
        save_state(self._path(part), state)

    def load(self) -> list[Examples]:
        """All parts that are on disk."""
        return [self._load(part) for part in range(self.parts) if self._path(part).exists()]

    def _load(self, part: int) -> Examples:
        state = load_state(self._path(part))
        assert state is not None
        scenes = [[Scene.from_row(row) for row in group] for group in state["scenes"]]
        return Examples(state["latents"], scenes, state["known"])

    def _path(self, part: int) -> Path:
        return self.folder / f"examples-{part:03d}.pt"


def draw_part(part: int) -> DrawnPart:
    """The pictures of one part, in groups."""
    kind, shape = SHAPES[part % len(SHAPES)]
    if kind == "wide":
        return draw_wides(part, shape)
    other = OTHER_FRAMES[part // len(SHAPES) % len(OTHER_FRAMES)]
    return draw_edits(part, "1:1" if shape == "1:1" else other)
