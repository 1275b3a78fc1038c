"""What the crowd's minute comes to: a table for people, and the same as one JSON line."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from bot.cli.crowd.people import Crowd, Told
from bot.cli.crowd.watching import Seen, Uses
from bot.cli.screen import err, out
from storage import Use


@dataclass(frozen=True, slots=True)
class Delays:
    """Milliseconds of `n` things."""

    n: int
    p50_ms: float
    p99_ms: float
    max_ms: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Self:
        """All 0 where there is none."""
        ordered = sorted(seconds)
        if not ordered:
            return cls(0, 0.0, 0.0, 0.0)
        p50, p99, most = (round(1000 * _at(ordered, share), 1) for share in (0.5, 0.99, 1.0))
        return cls(len(ordered), p50, p99, most)


@dataclass(frozen=True, slots=True)
class Answers:
    """The first answers to one kind of interaction, and what these asked of the database.

    `reads`, `transactions`, `waited_ms`: means, until the answer; `all_…`: also what came after it.
    """

    times: Delays
    reads: float
    transactions: float
    waited_ms: float
    all_reads: float
    all_transactions: float

    @classmethod
    def of(cls, seen: Sequence[Seen]) -> Self:
        """Of those that were answered."""
        before = [one.before for one in seen if one.before is not None]
        altogether = [one.altogether for one in seen if one.altogether is not None]
        return cls(
            Delays.of(one.took_s for one in seen if one.took_s is not None),
            _mean(before, lambda uses: uses.reads),
            _mean(before, lambda uses: uses.transactions),
            _mean(before, lambda uses: 1000 * uses.waited_s),
            _mean(altogether, lambda uses: uses.reads),
            _mean(altogether, lambda uses: uses.transactions),
        )


@dataclass(frozen=True, slots=True)
class CrowdResult:
    """The minute; `cpu_s` is what the bot's process spent, all its threads together."""

    crowd: Crowd
    told: Told
    seconds: float
    cpu_s: float
    load_average: float
    answers: dict[str, Answers]  # by kind, all of them first
    lag: Delays
    reads_waited: Delays
    reads_held: Delays
    transactions_waited: Delays
    transactions_held: Delays

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def measured_of(
    crowd: Crowd,
    told: Told,
    seen: Sequence[Seen],
    uses: Sequence[Use],
    lags_s: Sequence[float],
    machine: tuple[float, float, float],
) -> CrowdResult:
    """`machine`: seconds of the clock and of the bot's CPU, and the load average at the end."""
    kinds = sorted({one.kind for one in seen})
    by_kind = {kind: [one for one in seen if one.kind == kind] for kind in kinds}
    reads = [use for use in uses if not use.is_write]
    transactions = [use for use in uses if use.is_write]
    return CrowdResult(
        crowd,
        told,
        seconds=round(machine[0], 1),
        cpu_s=round(machine[1], 1),
        load_average=round(machine[2], 2),
        answers={kind: Answers.of(those) for kind, those in {"all": seen, **by_kind}.items()},
        lag=Delays.of(lags_s),
        reads_waited=Delays.of(use.waited_s for use in reads),
        reads_held=Delays.of(use.held_s for use in reads),
        transactions_waited=Delays.of(use.waited_s for use in transactions),
        transactions_held=Delays.of(use.held_s for use in transactions),
    )


def show(measured: CrowdResult) -> None:
    """The table, and below it what is needed to trust it."""
    from rich.table import Table

    crowd, told = measured.crowd, measured.told
    title = f"{crowd.people} people, {crowd.orders} orders and {crowd.presses} presses"
    table = Table(title=title, box=None, header_style="bold", title_justify="left", pad_edge=False)
    table.add_column("from arrival to first answer")
    for name in ("n", "p50 ms", "p99 ms", "max ms", "reads", "transactions", "waited ms"):
        table.add_column(name, justify="right")
    for kind, one in measured.answers.items():
        counts = (one.reads, one.transactions, one.waited_ms)
        table.add_row(kind, *_cells(one.times), *(f"{count:.1f}" for count in counts))
    for words, times in (
        ("the loop came back late", measured.lag),
        ("a read waited", measured.reads_waited),
        ("a read lasted", measured.reads_held),
        ("a transaction waited", measured.transactions_waited),
        ("a transaction lasted", measured.transactions_held),
    ):
        table.add_row(words, *_cells(times))
    out().print(table)
    err().print(
        f"{measured.seconds:.0f} s, of which the bot's process took {measured.cpu_s:.0f} s of CPU; "
        f"load average {measured.load_average:.1f}; {told.grids} grids were posted; "
        f"{sum(told.unanswered.values())} people were not answered within 3 s.",
        soft_wrap=True,
    )


def _cells(times: Delays) -> tuple[str, ...]:
    return (str(times.n), *(f"{ms:.1f}" for ms in (times.p50_ms, times.p99_ms, times.max_ms)))


def _at(ordered: Sequence[float], share: float) -> float:
    """The value that so many are not above."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _mean(those: Sequence[Uses], number: Callable[[Uses], float]) -> float:
    return round(sum(map(number, those)) / len(those), 2) if those else 0.0
