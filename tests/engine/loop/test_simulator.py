"""What docs/scheduling.md claims of the batching policy, on the code that the engine runs."""

from pathlib import Path

import pytest

from engine.loop import batcher
from tests.engine.simulator import (
    BURST,
    LOADS,
    POLICIES,
    Job,
    Machine,
    alone,
    equal_progress,
    machines,
    measure,
    ours,
    simulate,
    table,
)

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[3] / "docs" / "scheduling.md").read_text("utf-8")
BY_ROW = Machine("by the row", {rows: float(rows) for rows in range(1, 17)}, decode_s=0.0)


@pytest.mark.parametrize("machine", machines(), ids=lambda machine: machine.name)
def test_ours_waits_least_and_nobody_for_much_longer(machine: Machine) -> None:
    locked, own = (measure(policy, machine, jobs=120, seeds=3) for policy in (alone, ours))
    for theirs, mine in zip(locked, own, strict=True):
        assert mine.mean <= 0.9 * theirs.mean
        assert mine.p95 <= 1.1 * theirs.p95
        assert mine.max <= 1.6 * theirs.max


def test_equal_progress_is_worse_than_a_lock() -> None:
    """Why sharing alone is not enough."""
    machine = machines()[0]
    locked, equal = (
        measure(policy, machine, jobs=120, seeds=2) for policy in (alone, equal_progress)
    )
    assert all(other.mean > theirs.mean for theirs, other in zip(locked, equal, strict=True))


def stream_beside_a_long_job() -> float:
    """When the long job is finished; the short ones fill the machine for 4000 s."""
    short = [Job(float(second), images=1, steps=10, rows=1) for second in range(0, 4000, 10)]
    return simulate(ours, [Job(0.0, images=1, steps=100, rows=1), *short], BY_ROW)[0]


def test_a_long_job_is_not_starved(monkeypatch: pytest.MonkeyPatch) -> None:
    """It leads once it waited for its 100 s of work, less the 10 of the others, over the ageing."""
    assert stream_beside_a_long_job() <= 90 / batcher.AGEING + 100 + 100
    monkeypatch.setattr(batcher, "AGEING", 0.0)  # the negative control: shortest first alone
    assert stream_beside_a_long_job() > 4000


def test_joining_and_leaving_take_effect_at_the_next_step() -> None:
    """On a machine where sharing is free, nobody waits for anybody else's job."""
    free = Machine("free", dict.fromkeys(range(1, 17), 1.0), decode_s=0.0)
    jobs = [Job(0.0, 1, 20, 1), Job(4.5, 1, 3, 1), Job(6.5, 1, 3, 1)]
    assert simulate(ours, jobs, free) == [20.0, 3.5, 3.5]


def test_the_page_holds_what_the_command_prints() -> None:
    """Every row of the page: same machines, policies and columns; the burst is run again."""
    for machine in machines():
        lines = PAGE.split(f"| {machine.name}: mean / p95 / max |")[1].splitlines()
        header, rows = lines[0], lines[2 : 2 + len(POLICIES)]
        assert all(f"load {load}" in header for load in LOADS)
        assert f"burst of {BURST}" in header
        bursts = [row.split("|")[2].strip() for row in rows]
        assert [row.split("|")[1].strip() for row in rows] == list(POLICIES)
        again = [measure(policy, machine, jobs=0, seeds=6) for policy in POLICIES.values()]
        assert bursts == [str(columns[0]) for columns in again]


def test_the_command_prints_every_policy() -> None:
    rows = list(table(jobs=5, seeds=1))
    assert all(sum(policy in row for row in rows) == len(machines()) for policy in POLICIES)
