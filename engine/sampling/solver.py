"""Samplers that remember more than one estimate: a stock scheduler object per trajectory.

A trajectory starts from its plan's scheduler, which nobody steps: every step is made on a copy,
which becomes the trajectory's own only when the whole pass succeeded. So what it counts and keeps
is nobody else's.
"""

import copy
import inspect

import torch

from engine.runtime.stock import Stock


class Solver:
    def __init__(self, scheduler: Stock, begin: int) -> None:
        """scheduler: after its `set_timesteps`; begin: the first step to make."""
        if hasattr(scheduler, "set_begin_index"):
            scheduler.set_begin_index(begin)
        self._timesteps = scheduler.timesteps[begin:]
        self._scheduler = scheduler
        self._stepped = scheduler
        self._takes_noise = "variance_noise" in inspect.signature(scheduler.step).parameters

    def step(
        self, step: int, output: torch.Tensor, latents: torch.Tensor, noise: torch.Tensor | None
    ) -> torch.Tensor:
        """The latents (C, h, w) after this step; asked again, it answers the same."""
        self._stepped = copy.copy(self._scheduler)
        for name, value in vars(self._scheduler).items():
            if isinstance(value, list):
                setattr(self._stepped, name, list(value))
        extra = {}
        if self._takes_noise and noise is not None:
            extra = {"variance_noise": noise[None]}
        stepped: torch.Tensor = self._stepped.step(
            output[None], self._timesteps[step], latents[None], return_dict=False, **extra
        )[0]
        return stepped[0].to(latents)

    def keep(self) -> None:
        """The step succeeded."""
        self._scheduler = self._stepped

    def is_usable(self) -> bool:
        """Whether all its steps can be made: some refuse a prediction, or divide by zero."""
        latents, nothing = torch.ones((1, 1, 1)), torch.zeros((1, 1, 1))
        try:
            for step in range(len(self._timesteps)):
                latents = self.step(step, nothing, latents, nothing)
                self.keep()
        except (ValueError, NotImplementedError):
            return False
        return bool(torch.isfinite(latents).all())
