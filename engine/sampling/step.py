"""One step of one batch: a forward pass, guidance, the linear update. All or nothing."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch

from engine.sampling import noise_schedule
from engine.sampling.denoiser import Denoiser, Row
from engine.sampling.guidance import combine
from engine.sampling.noise_schedule import Floats
from engine.sampling.trajectory import Trajectory


def make_step(denoiser: Denoiser, batch: Sequence[Trajectory]) -> list[bool]:
    """Advance every trajectory by one step; says for each whether its numbers are still finite.

    If anything raises, no trajectory has changed and the same step may be tried again.
    """
    latents = torch.stack([trajectory.latents for trajectory in batch])  # (B, C, H, W)
    table = np.stack([trajectory.coefficients for trajectory in batch])
    coefficients = torch.from_numpy(table).to(latents.device, latents.dtype)  # (B, 8)
    guided = _guided_output(denoiser, batch, latents, table, coefficients)
    noise = _noise(batch, latents)
    previous = None
    if table[:, noise_schedule.R].any():
        previous = torch.stack([trajectory.previous for trajectory in batch])
    stepped = noise_schedule.linear_step(latents, guided, previous, noise, coefficients)
    for i, trajectory in enumerate(batch):
        changed = trajectory.arrive(
            stepped.latents[i], guided[i], noise if noise is None else noise[i]
        )
        if changed is not None:
            stepped.latents[i] = changed
    sums = stepped.latents.flatten(1).sum(1)  # not finite if a single number is not
    finite: list[bool] = torch.isfinite(sums).tolist()
    for trajectory, x, clean in zip(batch, stepped.latents, stepped.clean, strict=True):
        trajectory.advance(x, clean)
    return finite


def _guided_output(
    denoiser: Denoiser,
    batch: Sequence[Trajectory],
    latents: torch.Tensor,
    table: Floats,
    coefficients: torch.Tensor,
) -> torch.Tensor:
    """(B, C, H, W): what the network says of each image, its rows combined."""
    rows = [row for trajectory in batch for row in _rows(trajectory)]
    seen, timesteps = latents, coefficients[:, noise_schedule.T]
    if (table[:, noise_schedule.C] != 1).any():
        seen = coefficients[:, noise_schedule.C].view(-1, 1, 1, 1) * latents
    seen = _rolled(seen, batch, 1)
    if len(rows) > len(batch):
        counts = [len(trajectory.rows) for trajectory in batch]
        owner = torch.from_numpy(np.repeat(np.arange(len(batch)), counts)).to(latents.device)
        seen, timesteps = seen.index_select(0, owner), timesteps.index_select(0, owner)
    outputs = denoiser.predict(seen, timesteps, rows).to(latents.dtype)  # (R, C, H, W)
    return _rolled(combine(outputs, [trajectory.weights for trajectory in batch]), batch, -1)


def _rolled(tensor: torch.Tensor, batch: Sequence[Trajectory], sign: int) -> torch.Tensor:
    """Shows the network each picture without edges at another place, and takes it back."""
    shifts = [trajectory.shift for trajectory in batch]
    if not any(down or right for down, right in shifts):
        return tensor
    rolls = zip(tensor, shifts, strict=True)
    return torch.stack([own.roll((sign * y, sign * x), (-2, -1)) for own, (y, x) in rolls])


def _rows(trajectory: Trajectory) -> Sequence[Row]:
    rows = trajectory.rows
    if not trajectory.is_tile or rows[0].channels is None:
        return rows
    return [
        replace(row, channels=row.channels.roll(trajectory.shift, (-2, -1)))
        for row in rows
        if row.channels is not None
    ]


def _noise(batch: Sequence[Trajectory], latents: torch.Tensor) -> torch.Tensor | None:
    """None where nobody draws; else (B, C, H, W), zeros for those who do not."""
    drawn = [trajectory.noise() for trajectory in batch]
    if all(noise is None for noise in drawn):
        return None
    zeros = torch.zeros(latents.shape[1:], dtype=torch.float32)
    return torch.stack([zeros if noise is None else noise for noise in drawn]).to(latents)
