"""What every training stage shares: weights, moving average, optimizer, pace, checkpoint."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from engine.studio.checkpoints import load_state, save_state
from engine.studio.training.muon import Muon
from engine.studio.training.pace import Pace

EMA_CEILING = 0.999


@dataclass(slots=True)
class Trainable:
    """Modules under training; all randomness of a step comes from its number, so none is stored."""

    modules: nn.ModuleDict
    optimizer: Muon
    pace: Pace
    averages: list[Tensor]
    clip: float

    @classmethod
    def start(cls, modules: nn.ModuleDict, optimizer: Muon, pace: Pace, clip: float) -> "Trainable":
        """A run at step 0, its averages at the initial weights."""
        averages = [p.detach().clone() for p in modules.parameters()]
        return cls(modules, optimizer, pace, averages, clip)

    def update(self, loss: Tensor) -> None:
        """Backward pass, clipped step, moving average; counts the step."""
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self.update_from_gradients()

    def update_from_gradients(self, pool: Executor | None = None) -> None:
        """Clipped step and moving average from the gradients at hand; counts the step."""
        parameters = list(self.modules.parameters())
        nn.utils.clip_grad_norm_(parameters, self.clip)
        self.optimizer.step(self.pace.factor(), pool)
        self.pace.count_step()
        step = self.pace.step
        decay = min(EMA_CEILING, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(self.averages, [p.detach() for p in parameters], 1 - decay)

    @contextmanager
    def averaged(self) -> Iterator[nn.ModuleDict]:
        """The modules with the averaged weights, for looking at them; restored afterwards."""
        parameters = list(self.modules.parameters())
        kept = [p.detach().clone() for p in parameters]
        self._copy(self.averages)
        was_training = self.modules.training
        self.modules.eval()
        try:
            yield self.modules
        finally:
            self._copy(kept)
            self.modules.train(was_training)

    def save(self, path: Path) -> None:
        """Write everything that the next step depends on."""
        state: dict[str, Any] = {
            "modules": self.modules.state_dict(),
            "averages": self.averages,
            "optimizer": self.optimizer.state_dict(),
            "step": self.pace.step,
            "elapsed_s": self.pace.elapsed_s,
        }
        save_state(path, state)

    def resume(self, path: Path) -> bool:
        """Go on from a checkpoint; False when there is none."""
        state = load_state(path)
        if state is None:
            return False
        self.modules.load_state_dict(state["modules"])
        for average, saved in zip(self.averages, state["averages"], strict=True):
            average.copy_(saved)
        self.optimizer.load_state_dict(state["optimizer"])
        self.pace.step, self.pace.elapsed_s = state["step"], state["elapsed_s"]
        return True

    @torch.no_grad()
    def _copy(self, values: list[Tensor]) -> None:
        for parameter, value in zip(self.modules.parameters(), values, strict=True):
            parameter.copy_(value)
