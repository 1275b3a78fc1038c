"""Noise schedules: a sampler is one linear update per image, made for a whole batch at once.

Six samplers are made by diffusers' own step instead (see solver). Of the others a trajectory holds
`x` (in its sampler's own space) and `previous`, the clean estimate of the step
before. `table[i]` of its plan says what step i does:

    m  = guided model output of (c·x, t)
    D  = a·x + b·m                                the clean estimate, also the preview
    x' = p·x + q·D + r·previous + s·z             z: standard normal, from its own generator

Tables are float64 numpy arrays, made once per request; only `linear_step` touches tensors.
Spaces: k (Euler family) x = x0 + σn; VP (DDIM, DPM++, LCM) x = αx0 + σ̃n; flow x = (1-σ)x0 + σn.
Sources: Euler, Heun, Karras arXiv:2206.00364; DDIM 2010.02502; DPM++ 2211.01095; LCM 2310.04378;
ancestral noise k-diffusion; flow 2403.03206; each checked against diffusers' own scheduler.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
import torch
from numpy.typing import NDArray

from engine.sampling.solver import Solver

T, C, A, B, P, Q, R, S = range(8)  # columns of a plan
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spacing:
    """What a family tells the stock scheduler's `set_timesteps` for a picture of one size.

    mu: the shift of a flow model; sigmas: (N,), from pure noise on. None: the scheduler decides.
    """

    mu: float | None = None
    sigmas: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ScheduleLevels:
    """What a stock scheduler laid out for N steps.

    timesteps: (N,); sigmas: (N+1,) or None; alphas_cumprod: of all training steps, or None.
    """

    timesteps: Floats
    sigmas: Floats | None
    alphas_cumprod: Floats | None
    prediction: str  # epsilon, v_prediction, sample, flow_prediction
    initial_noise: float  # the stock scheduler's init_noise_sigma
    final_alpha_cumprod: float = 1.0  # DDIM's ᾱ after the last step
    training_steps: int = 1000
    is_flow: bool = False  # DPM++ on flow sigmas
    uses_first_order_at_end: bool = True  # DPM++ only

    @property
    def steps(self) -> int:
        return len(self.timesteps)

    def sigma(self, i: int) -> float:
        assert self.sigmas is not None
        return float(self.sigmas[i])

    def alpha_bar(self, t: float) -> float:
        assert self.alphas_cumprod is not None
        return float(self.alphas_cumprod[int(t)]) if t >= 0 else self.final_alpha_cumprod


@dataclass(frozen=True, slots=True)
class NoiseMix:
    """image·x0 + noise·n: a picture at some noise level; or, as an estimate, image·x + noise·m."""

    image: float
    noise: float


CLEAN = NoiseMix(1.0, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """All steps of one trajectory. table: (N, 8); draws[i]: step i takes noise from the generator.

    levels[i]: the noise level step i starts from; None where it only corrects the step before.
    first_noise: the scale of the noise a picture without a source begins as.
    make_solver: of a sampler whose update is none of the table's (see solver); the first `solved`
    steps are made by it, the others by the table.
    """

    table: Floats
    draws: tuple[bool, ...]
    levels: tuple[NoiseMix | None, ...]
    first_noise: float
    make_solver: Callable[[], Solver] | None = None
    solved: int = 0

    @property
    def steps(self) -> int:
        return len(self.table)

    @property
    def start(self) -> NoiseMix:
        level = self.levels[0]
        assert level is not None
        return level

    def steps_of_passes(self) -> tuple[int, ...]:
        """Of each pass, the number of its step, from 0 on: a step of two passes counts once."""
        begins = (int(level is not None) for level in self.levels[1:])
        return tuple(accumulate(begins, initial=0))

    def after(self, step: int) -> NoiseMix | None:
        """The noise level this step arrives at; None in the middle of a step of two passes."""
        return self.levels[step + 1] if step + 1 < self.steps else CLEAN

    def stopped(self, share: float) -> "Plan":
        """Only the first share of the steps; the last of them arrives at its clean estimate."""
        kept = max(1, math.ceil(round(share * self.steps, 6)))
        if kept == self.steps:
            return self
        table = self.table[:kept].copy()
        table[-1, P:] = (0.0, 1.0, 0.0, 0.0)
        draws = (*self.draws[: kept - 1], False)
        solved = min(self.solved, kept - 1)
        return replace(self, table=table, draws=draws, levels=self.levels[:kept], solved=solved)


@dataclass(frozen=True, slots=True, eq=False)
class Stepped:
    """latents: x' of every image; clean: D, the estimate of the finished latent."""

    latents: torch.Tensor
    clean: torch.Tensor


def linear_step(
    latents: torch.Tensor,
    output: torch.Tensor,
    previous: torch.Tensor | None,
    noise: torch.Tensor | None,
    coefficients: torch.Tensor,
) -> Stepped:
    """Move each image one step along its own noise schedule.

    latents, output, previous, noise: (B, C, H, W) float32 or float64; coefficients: (B, 8), from
    the plans' tables. `previous` is zeros at a first step and `noise` zeros where none is drawn:
    never NaN; None where no image needs them. Products are rounded before they are added, each by
    itself, so an image's result does not depend on where in the batch it stands.
    """
    a, b, p, q, r, s = (coefficients[:, k].view(-1, 1, 1, 1) for k in (A, B, P, Q, R, S))
    clean = (a * latents).add_(b * output)
    moved = (p * latents).add_(q * clean)
    if previous is not None:
        moved.add_(r * previous)
    if noise is not None:
        moved.add_(s * noise)
    return Stepped(moved, clean)
