"""The typed parameters of prompt, suffix and settings as values, with every mistake on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.errors import NOT_AVAILABLE, Problem
from bot.prompt.parameter import Parameter
from bot.prompt.slips import INVALID_PARAMETER, unknown_problem
from bot.prompt.split import Typed
from bot.prompt.table import Table
from bot.prompt.values import BadValue, Levels, Value, number

LANES = ("fast", "relax")  # two names for one thing: the speed


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter that was given, by its full name; `--no` may have been given several times."""

    name: str
    values: tuple[Value, ...]
    source: str

    @property
    def value(self) -> Value:
        return self.values[-1]


@dataclass(slots=True)
class Reading:
    """What the sources say, strongest source first; filled by `read`, never changed after."""

    given: dict[str, Given] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def read(typed: Iterable[Typed], table: Table, source: str, into: Reading) -> None:
    """Add the parameters of one source; what a stronger source has set stays."""
    found: dict[str, Given] = {}
    for one in typed:
        row = table.find(one.name)
        if row is None:
            into.problems.append(_from(source, unknown_problem(one, table)))
            continue
        value = _value(row, one, source, into)
        if row.refusal is not None:
            into.problems.append(_from(source, Problem(NOT_AVAILABLE, row.refusal)))
        elif value is not None:
            _add(row, value, source, found, into)
    for name, given in found.items():
        stronger = into.given.get(name)
        if name == "no" and stronger is not None:
            given = Given(name, (*stronger.values, *given.values), stronger.source)
        elif stronger is not None or (name in LANES and into.given.keys() & set(LANES)):
            continue
        into.given[name] = given


def _value(row: Parameter, one: Typed, source: str, into: Reading) -> Value | None:
    try:
        value = row.kind.read(row.name, one.value)
    except BadValue as error:
        into.problems.append(_from(source, Problem(INVALID_PARAMETER, str(error))))
        return None
    if isinstance(row.kind, Levels) and row.kind.written(row.name, one.value) != value:
        into.notices.append(
            f"`--{row.name} {one.value}` became {number(float(value))}, the nearest it can be."
        )
    return value


def _add(row: Parameter, value: Value, source: str, found: dict[str, Given], into: Reading) -> None:
    """Last wins, and says so; `--no` collects."""
    rivals = [name for name in LANES if name in found] if row.name in LANES else [row.name]
    earlier = [found.pop(name) for name in rivals if name in found]
    if row.name == "no":
        found["no"] = Given("no", (*(v for g in earlier for v in g.values), value), source)
        return
    if earlier and (earlier[-1].name, earlier[-1].value) != (row.name, value):
        last = f"--{row.name}" if value is True else f"--{row.name} {value}"
        into.notices.append(
            f"`--{earlier[-1].name}` was overruled by `{last}`: the last one counts."
        )
    found[row.name] = Given(row.name, (value,), source)


def _from(source: str, problem: Problem) -> Problem:
    if source == "prompt":
        return problem
    return Problem(problem.title, f"In your {source}: {problem.sentence}")
