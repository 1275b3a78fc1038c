"""One step of one batch: a forward pass, guidance, the linear update. All or nothing."""

from collections.abc import Sequence
from dataclasses import replace

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
    guided = _guided_output(denoiser, batch, latents, coefficients)
    noise = _noise(batch, latents)
    stepped = noise_schedule.linear_step(latents, guided, previous, noise, coefficients)
    for i, trajectory in enumerate(batch):
        changed = trajectory.arrive(stepped.latents[i], guided[i], noise[i])
        if changed is not None:
            stepped.latents[i] = changed
    finite = torch.isfinite(stepped.latents).flatten(1).all(1).tolist()
    for i, trajectory in enumerate(batch):
        trajectory.advance(stepped.latents[i], stepped.clean[i])
    return [bool(value) for value in finite]


def _guided_output(
    denoiser: Denoiser,
    batch: Sequence[Trajectory],
    latents: torch.Tensor,
    coefficients: torch.Tensor,
) -> torch.Tensor:
    """(B, C, H, W): what the network says of each image, its lines combined."""
    lines = [line for trajectory in batch for line in _lines(trajectory)]
    counts = [len(trajectory.lines) for trajectory in batch]
    owner = torch.from_numpy(np.repeat(np.arange(len(batch)), counts)).to(latents.device)  # (R,)
    scaled = coefficients[:, noise_schedule.C].view(-1, 1, 1, 1) * latents
    timesteps = coefficients[:, noise_schedule.T]
    _roll(scaled, batch, 1)
    outputs = denoiser.predict(scaled[owner], timesteps[owner], lines)
    guided = combine(outputs.to(latents.dtype), [trajectory.weights for trajectory in batch])
    _roll(guided, batch, -1)
    return guided


def _roll(tensor: torch.Tensor, batch: Sequence[Trajectory], sign: int) -> None:
    """Shows the network each picture without edges at another place, and takes it back."""
    for i, trajectory in enumerate(batch):
        down, right = trajectory.shift
        if down or right:
            tensor[i] = tensor[i].roll((sign * down, sign * right), (-2, -1))


def _lines(trajectory: Trajectory) -> Sequence[Line]:
    if trajectory.lines[0].channels is None or not trajectory.is_tile:
        return trajectory.lines
    return [
        replace(line, channels=line.channels.roll(trajectory.shift, (-2, -1)))
        for line in trajectory.lines
        if line.channels is not None
    ]


def _noise(batch: Sequence[Trajectory], latents: torch.Tensor) -> torch.Tensor:
    drawn = [trajectory.noise() for trajectory in batch]
    if all(noise is None for noise in drawn):
        return torch.zeros_like(latents)
    zeros = torch.zeros(latents.shape[1:], dtype=torch.float32)
    return torch.stack([zeros if noise is None else noise for noise in drawn]).to(latents)
