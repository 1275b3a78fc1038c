"""One step of one batch: a forward pass, guidance, the linear update. All or nothing."""

from collections.abc import Sequence

import numpy as np
import torch

from engine import noise_schedule
from engine.families import Denoiser, Line
from engine.guidance import combine
from engine.trajectory import Trajectory


def make_step(denoiser: Denoiser, batch: Sequence[Trajectory]) -> list[bool]:
    """Advance every trajectory by one step; says for each whether its numbers are still finite.

    If anything raises, no trajectory has changed and the same step may be tried again.
    """
    latents = torch.stack([trajectory.latents for trajectory in batch])  # (B, C, H, W)
    previous = torch.stack([trajectory.previous for trajectory in batch])
    table = np.stack([trajectory.row for trajectory in batch])
    coefficients = torch.from_numpy(table).to(latents.device, latents.dtype)  # (B, 8)
    lines = [Line(text) for trajectory in batch for text in trajectory.texts]
    counts = [len(trajectory.texts) for trajectory in batch]
    owner = torch.from_numpy(np.repeat(np.arange(len(batch)), counts)).to(latents.device)  # (R,)

    scaled = coefficients[:, noise_schedule.C].view(-1, 1, 1, 1) * latents
    timesteps = coefficients[:, noise_schedule.T]
    outputs = denoiser.predict(scaled[owner], timesteps[owner], lines)
    guided = combine(outputs.to(latents.dtype), [trajectory.weights for trajectory in batch])
    stepped = noise_schedule.linear_step(
        latents, guided, previous, _noise(batch, latents), coefficients
    )
    finite = torch.isfinite(stepped.latents).flatten(1).all(1).tolist()
    for i, trajectory in enumerate(batch):
        trajectory.advance(stepped.latents[i], stepped.clean[i])
    return [bool(value) for value in finite]


def _noise(batch: Sequence[Trajectory], latents: torch.Tensor) -> torch.Tensor:
    drawn = [trajectory.noise() for trajectory in batch]
    if all(noise is None for noise in drawn):
        return torch.zeros_like(latents)
    zeros = torch.zeros(latents.shape[1:], dtype=torch.float32)
    return torch.stack([zeros if noise is None else noise for noise in drawn]).to(latents)
