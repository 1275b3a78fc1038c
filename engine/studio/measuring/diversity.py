"""Whether pictures of one prompt differ as drawings of one scene do, and none copies a drawing."""

import os
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from engine.builtin.encoding import Pictures, encode_scaled
from engine.builtin.judge_network import LatentJudge
from engine.builtin.scenes import Scene, sample_scene
from engine.studio.data.dataset import Dataset, drawn, frame_of_part
from engine.studio.parts import Pipeline
from engine.studio.samples import Sampling, decode, generate_latents

SEEDS = 4
THUMBNAIL_PX = 32
HELD_OUT = 500
PART_SIZE = 1000


@dataclass(frozen=True, slots=True)
class Diversity:
    """Median pairwise distance of four seeds of a prompt over that of four drawings of its scene.

    1 is as varied as the drawings; near 0 is one picture again and again.
    """

    features: float
    pixels: float


def measure_diversity(
    pipeline: Pipeline,
    judge: LatentJudge,
    scenes: Sequence[Scene],
    prompts: Sequence[str],
    sampling: Sampling,
) -> Diversity:
    """Four pictures of each square prompt against four drawings of its scene with other seeds."""
    asked = [prompt for prompt in prompts for _ in range(SEEDS)]
    latents = generate_latents(pipeline, asked, list(range(len(asked))), sampling)
    pictures = np.stack([np.asarray(picture) for picture in decode(pipeline, latents)])
    drawings = drawn(
        [replace(scene, seed=scene.seed + k) for scene in scenes for k in range(SEEDS)],
        os.cpu_count() or 1,
    )
    encoded = encode_scaled(pipeline.vae, drawings)
    return Diversity(
        features=_ratio(judge.features(latents), judge.features(encoded)),
        pixels=_ratio(thumbnails(pictures), thumbnails(drawings)),
    )


def _ratio(made: Tensor, drawings: Tensor) -> float:
    return round(_pairwise(made) / _pairwise(drawings), 3)


def _pairwise(rows: Tensor) -> float:
    """The median over all groups of `SEEDS` rows of the distances within a group."""
    distances = [torch.pdist(group).median() for group in torch.split(rows, SEEDS)]
    return statistics.median(float(distance) for distance in distances)


def thumbnails(pictures: Pictures) -> Tensor:
    """(n, H, W, 3) bytes to (n, 3072) in 0..1, such that a distance is a root mean square."""
    small = [
        np.asarray(Image.fromarray(p).resize((THUMBNAIL_PX, THUMBNAIL_PX), Image.Resampling.BOX))
        for p in pictures
    ]
    rows = torch.from_numpy(np.stack(small)).float().flatten(1)
    return rows.div(255 * rows.shape[1] ** 0.5)


@dataclass(frozen=True, slots=True)
class CopyDistances:
    """Distances to the nearest of the training drawings, root mean square of 32 px thumbnails.

    `drawings_...` are those of drawings that nobody trained on: no copy is nearer than they are.
    """

    pictures_median: float
    pictures_least: float
    drawings_median: float
    drawings_least: float


def measure_copies(
    pipeline: Pipeline,
    prompts: Sequence[str],
    sampling: Sampling,
    count: int,
    folder: Path | None = None,
) -> CopyDistances:
    """One picture of each square prompt against `count` drawings, from `folder` or drawn afresh."""
    latents = generate_latents(pipeline, prompts, list(range(len(prompts))), sampling)
    pictures = np.stack([np.asarray(picture) for picture in decode(pipeline, latents)])
    training = training_thumbnails(count, folder)
    rng = random.Random("held out")
    fresh = drawn([sample_scene(rng) for _ in range(HELD_OUT)], os.cpu_count() or 1)
    made = torch.cdist(thumbnails(pictures), training).amin(1)
    drawings = torch.cdist(thumbnails(fresh), training).amin(1)
    return CopyDistances(
        round(float(made.median()), 4),
        round(float(made.min()), 4),
        round(float(drawings.median()), 4),
        round(float(drawings.min()), 4),
    )


def training_thumbnails(count: int, folder: Path | None) -> Tensor:
    """Thumbnails of the first `count` square drawings of the training, (count, 3072)."""
    rows: list[Tensor] = []
    part = 0
    while sum(len(found) for found in rows) < count:
        if frame_of_part(part) == "1:1":
            left = min(PART_SIZE, count - sum(len(found) for found in rows))
            if folder is not None:
                pictures = np.asarray(Dataset(folder, part + 1).pictures(part)[:left])
            else:
                rng = random.Random(part)
                scenes = [sample_scene(rng) for _ in range(left)]
                pictures = drawn(scenes, os.cpu_count() or 1)
            rows.append(thumbnails(pictures))
        part += 1
    return torch.cat(rows)
