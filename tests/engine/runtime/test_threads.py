"""The number of CPU threads is what is quickest, and no more than that."""

from collections.abc import Iterator

import pytest
import torch

from engine.runtime.threads import choose_threads


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


class Machine:
    """A pass takes `seconds[threads]` of its clock."""

    def __init__(self, seconds: dict[int, float]) -> None:
        self.seconds = seconds
        self.now_s = 0.0
        self.tried: list[int] = []

    def forward(self) -> None:
        self.tried.append(torch.get_num_threads())
        self.now_s += self.seconds[torch.get_num_threads()]

    def clock(self) -> float:
        return self.now_s


@pytest.mark.parametrize(
    ("seconds", "best"),
    [
        ({8: 0.10, 4: 0.20, 2: 0.40, 1: 0.80}, 8),
        ({8: 0.10, 4: 0.08, 2: 0.07, 1: 0.12}, 2),
        ({8: 0.100, 4: 0.101, 2: 0.2, 1: 0.4}, 4),  # hardly slower, and half of them stay free
        ({8: 0.100, 4: 0.109, 2: 0.2, 1: 0.4}, 4),  # no clear win: another run might see another
        ({8: 0.100, 4: 0.112, 2: 0.2, 1: 0.4}, 8),
        ({8: 5.0}, 8),  # a pass of seconds is not made again
    ],
)
def test_the_quickest_number_is_taken(seconds: dict[int, float], best: int) -> None:
    torch.set_num_threads(8)
    machine = Machine(seconds)
    assert choose_threads(machine.forward, machine.clock) == best
    assert torch.get_num_threads() == best
    assert set(machine.tried) == set(seconds)
    if 5.0 in seconds.values():
        assert len(machine.tried) == 1


def test_one_core_is_not_measured() -> None:
    torch.set_num_threads(1)
    machine = Machine({})
    assert choose_threads(machine.forward, machine.clock) == 1
    assert machine.tried == []
