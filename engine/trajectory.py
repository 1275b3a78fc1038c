"""One image on its way from noise: its latent, its place on its own plan, its own generator."""

from dataclasses import dataclass, field

import torch

from engine.families import EncodedText
from engine.noise_schedule import Floats, Plan


@dataclass(slots=True, eq=False)
class Trajectory:
    """latents, previous, clean: (C, H, W) in float32 on the device; lines as in guidance.Lines."""

    seed: int
    plan: Plan
    texts: tuple[EncodedText, ...]
    weights: tuple[float, ...]
    generator: torch.Generator
    latents: torch.Tensor
    previous: torch.Tensor = field(init=False)
    step: int = 0
    _noise: torch.Tensor | None = None

    def __post_init__(self) -> None:
        self.previous = torch.zeros_like(self.latents)

    @property
    def is_finished(self) -> bool:
        return self.step == self.plan.steps

    @property
    def row(self) -> Floats:
        row: Floats = self.plan.rows[self.step]
        return row

    @property
    def clean(self) -> torch.Tensor:
        """The estimate of the finished latent, made by the step before."""
        return self.previous

    def noise(self) -> torch.Tensor | None:
        """This step's noise, drawn once however often the step is tried; None where none is."""
        if self._noise is None and self.plan.draws[self.step]:
            self._noise = draw_noise(self.latents.shape, self.generator)
        return self._noise

    def advance(self, latents: torch.Tensor, clean: torch.Tensor) -> None:
        """The step succeeded: only now does anything change."""
        self.latents, self.previous = latents, clean
        self.step += 1
        self._noise = None


def draw_noise(shape: torch.Size, generator: torch.Generator) -> torch.Tensor:
    """Standard normal, always float32 on the CPU, so a seed means the same on every device."""
    return torch.randn((1, *shape), generator=generator, dtype=torch.float32)[0]
