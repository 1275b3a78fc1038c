"""One image on its way from noise: its latent, its place on its own plan, its own generator."""

from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol

import torch

from engine.sampling.denoiser import Row
from engine.sampling.inpainting import Mask, MaskBlend
from engine.sampling.noise_schedule import Floats, Plan
from engine.sampling.solver import Solver

# A picture to be tiled is composed in the first half of its steps, and then rolled: by shares of a
# side whose multiples fall evenly into it (R2 sequence, Martin Roberts 2018), in whole patches.
ROLLED_FROM = 0.5
SPREAD = (0.5698402909980532, 0.7548776662466927)
PATCH = 2


@dataclass(frozen=True, slots=True, eq=False)
class Conditions:
    """What one step is made with: its rows, the base row first, and weights as in GuidedRows."""

    rows: tuple[Row, ...]
    weights: tuple[float, ...]


class Drawn(Protocol):
    """A latent that becomes a picture: a trajectory's own, or one that several share."""

    latents: torch.Tensor
    is_tile: bool
    mask: Mask | None

    @property
    def clean(self) -> torch.Tensor: ...


@dataclass(slots=True, eq=False)
class Trajectory:
    """latents, previous, clean: (C, H, W) in float32 on the device; conditions: of each step.

    blend: holds the latents to a source where nothing is repainted; mask: and the finished picture.
    """

    seed: int
    plan: Plan
    conditions: tuple[Conditions, ...]
    generator: torch.Generator
    latents: torch.Tensor
    is_tile: bool = False
    blend: MaskBlend | None = None
    mask: Mask | None = None
    previous: torch.Tensor = field(init=False)
    step: int = 0
    _solver: Solver | None = field(init=False)
    _noise: torch.Tensor | None = None
    _rows_left: tuple[int, ...] = field(init=False)  # from each step on; asked for at every step

    def __post_init__(self) -> None:
        self.previous = torch.zeros_like(self.latents)
        counts = [len(own.rows) for own in reversed(self.conditions)]
        self._rows_left = tuple(reversed((0, *accumulate(counts))))
        self._solver = self.plan.make_solver() if self.plan.make_solver else None

    @property
    def is_finished(self) -> bool:
        return self.step == self.plan.steps

    @property
    def is_runnable(self) -> bool:
        """Its next step can be made now."""
        return not self.is_finished

    @property
    def image(self) -> "Drawn":
        """What is decoded when all steps are made."""
        return self

    @property
    def coefficients(self) -> Floats:
        coefficients: Floats = self.plan.table[self.step]
        return coefficients

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of its next step."""
        return self.conditions[self.step].rows

    @property
    def weights(self) -> tuple[float, ...]:
        return self.conditions[self.step].weights

    @property
    def rows_left(self) -> int:
        """Rows of all the steps still to be made."""
        return self._rows_left[self.step]

    @property
    def shift(self) -> tuple[int, int]:
        """Rows and columns by which the network sees the latent rolled, others at every step.

        So a picture to be tiled has its edges elsewhere each time, and in the end none.
        """
        if not self.is_tile or self.step < ROLLED_FROM * self.plan.steps:
            return (0, 0)
        patches = (side // PATCH for side in self.latents.shape[-2:])
        down, right = (
            PATCH * int(self.step * share % 1 * side)
            for share, side in zip(SPREAD, patches, strict=True)
        )
        return (down, right)

    @property
    def clean(self) -> torch.Tensor:
        """The estimate of the finished latent, made by the step before."""
        return self.previous

    def noise(self) -> torch.Tensor | None:
        """This step's noise, drawn once however often the step is tried; None where none is."""
        if self._noise is None and self.plan.draws[self.step]:
            self._noise = draw_noise(self.latents.shape, self.generator)
        return self._noise

    def arrive(
        self, latents: torch.Tensor, output: torch.Tensor, noise: torch.Tensor | None
    ) -> torch.Tensor | None:
        """Where this step ends if the linear update, which gave `latents`, is not the last word."""
        changed = None
        if self._solver is not None and self.step < self.plan.solved:
            changed = latents = self._solver.step(self.step, output, self.latents, noise)
        level = self.plan.after(self.step)
        if self.blend is not None and level is not None:
            changed = self.blend.hold(latents, level)
        return changed

    def advance(self, latents: torch.Tensor, clean: torch.Tensor) -> None:
        """The step succeeded: only now does anything change."""
        self.latents, self.previous = latents, clean
        self.step += 1
        self._noise = None
        if self._solver is not None:
            self._solver.keep()


def draw_noise(shape: torch.Size, generator: torch.Generator) -> torch.Tensor:
    """Standard normal, always float32 on the CPU, so a seed means the same on every device."""
    return torch.randn((1, *shape), generator=generator, dtype=torch.float32)[0]
