"""Muon for matrices and AdamW for the rest, behind one learning-rate factor.

Source: Keller Jordan et al., "Muon: an optimizer for hidden layers in neural networks" (2024);
the scale 0.2 * sqrt(larger side) is from Liu et al., "Muon is scalable for LLM training" (2025).
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn

MOMENTUM = 0.95
WEIGHT_DECAY = 0.01
NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)
ITERATIONS = 4
"""A fifth one lifts the smallest singular values a little and costs 4 % of a training step."""
AT_ONCE = 8
"""Matrices orthogonalised together: their temporaries stay in the cache, and threads share well."""


def orthogonalised(matrices: Tensor, steps: int = ITERATIONS) -> Tensor:
    """Each (rows, columns) matrix of a (n, rows, columns) stack with its singular values near 1."""
    a, b, c = NEWTON_SCHULZ
    x = matrices.bfloat16()
    is_tall = x.shape[1] > x.shape[2]
    if is_tall:
        x = x.transpose(1, 2)
    x = x / (x.float().norm(dim=(1, 2), keepdim=True).bfloat16() + 1e-7)
    for _ in range(steps):
        gram = x @ x.transpose(1, 2)
        inner = torch.baddbmm(gram, gram, gram, beta=b, alpha=c)
        x = torch.baddbmm(x, inner, x, beta=a)
    result: Tensor = (x.transpose(1, 2) if is_tall else x).float()
    return result


@dataclass(frozen=True, slots=True)
class LearningRates:
    """Peak learning rates of the two halves."""

    muon: float
    adam: float


class Muon:
    """Steps `matrices` (any weight of two or more dimensions) by Muon and `others` by AdamW.

    Matrices of one shape are orthogonalised together. `factor` scales both learning rates.
    """

    def __init__(
        self, matrices: Iterable[nn.Parameter], others: Sequence[nn.Parameter], rates: LearningRates
    ) -> None:
        self._rates = rates
        self._groups: dict[tuple[int, ...], list[nn.Parameter]] = {}
        for parameter in matrices:
            self._groups.setdefault(tuple(parameter.shape), []).append(parameter)
        self._momenta = {
            shape: torch.zeros(
                len(group), shape[0], group[0].numel() // shape[0], device=group[0].device
            )
            for shape, group in self._groups.items()
        }
        self._adam = torch.optim.AdamW(others, lr=rates.adam, betas=(0.9, 0.98), weight_decay=0.0)

    def step(self, factor: float, pool: Executor | None = None) -> None:
        """One update from the gradients that the parameters hold; `pool` shares out the shapes."""
        rate = self._rates.muon * factor
        chunks = [
            (shape, start)
            for shape, group in sorted(self._groups.items(), key=lambda pair: -len(pair[1]))
            for start in range(0, len(group), AT_ONCE)
        ]
        do = map if pool is None else pool.map
        list(do(partial(self._step_matrices, rate), chunks))
        for adam_group in self._adam.param_groups:
            adam_group["lr"] = self._rates.adam * factor
        self._adam.step()

    @torch.no_grad()
    def _step_matrices(self, rate: float, chunk: tuple[tuple[int, ...], int]) -> None:
        shape, start = chunk
        group = self._groups[shape][start : start + AT_ONCE]
        gradients = torch.stack([_gradient(p).reshape(shape[0], -1) for p in group])
        momentum = self._momenta[shape][start : start + AT_ONCE]
        momentum.lerp_(gradients, 1 - MOMENTUM)
        updates = orthogonalised(gradients.lerp(momentum, MOMENTUM))
        scale = rate * 0.2 * max(updates.shape[1:]) ** 0.5
        for parameter, update in zip(group, updates, strict=True):
            parameter.mul_(1 - rate * WEIGHT_DECAY).add_(update.reshape(shape), alpha=-scale)

    def zero_grad(self) -> None:
        """Forget all gradients."""
        for group in self._groups.values():
            for parameter in group:
                parameter.grad = None
        self._adam.zero_grad(set_to_none=True)

    def state_dict(self) -> dict[str, Any]:
        """What `load_state_dict` needs to go on as if nothing had happened."""
        return {"momenta": list(self._momenta.values()), "adam": self._adam.state_dict()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Take over the state of another run with the same parameters in the same order."""
        for momentum, saved in zip(self._momenta.values(), state["momenta"], strict=True):
            momentum.copy_(saved)
        self._adam.load_state_dict(state["adam"])


def _gradient(parameter: nn.Parameter) -> Tensor:
    assert parameter.grad is not None, "a matrix took no part in the loss"
    return parameter.grad
