"""Random parts of a picture to paint anew, as people choose them: boxes, sides, a middle, all."""

import random

import torch
from torch import Tensor


def random_mask(rows: int, columns: int, rng: random.Random) -> Tensor:
    """The cells to paint, (rows, columns) bool; some, and seldom all."""
    painted = torch.zeros(rows, columns, dtype=torch.bool)
    kind = rng.random()
    if kind < 0.05:
        return ~painted
    if kind < 0.25:
        return _side(painted, rng)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        high, wide = _extent(rows, rng), _extent(columns, rng)
        top, left = rng.randrange(rows - high + 1), rng.randrange(columns - wide + 1)
        painted[top : top + high, left : left + wide] = True
    return ~painted if kind > 0.9 and not painted.all() else painted


def _side(painted: Tensor, rng: random.Random) -> Tensor:
    rows, columns = painted.shape
    match rng.randrange(4):
        case 0:
            painted[: rng.randrange(2, rows - 1)] = True
        case 1:
            painted[rng.randrange(2, rows - 1) :] = True
        case 2:
            painted[:, : rng.randrange(2, columns - 1)] = True
        case _:
            painted[:, rng.randrange(2, columns - 1) :] = True
    return painted


def _extent(cells: int, rng: random.Random) -> int:
    return rng.randrange(2, max(3, cells * 3 // 4))
