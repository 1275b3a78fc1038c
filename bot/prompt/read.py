"""The typed parameters of prompt, suffix and settings as values, with every mistake on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from bot.errors import NOT_AVAILABLE, Fix, Problem
from bot.language import say
from bot.prompt.not_here import STRENGTHS
from bot.prompt.parameter import Parameter
from bot.prompt.slips import unknown_problem
from bot.prompt.split import Typed
from bot.prompt.table import GROUPS, SHAPES, Table
from bot.prompt.titles import INVALID_PARAMETER
from bot.prompt.values import BadValue, Moving, Value, number

_MOST_NAMES: Final = 99  # looked up for the nearest right one; nobody reads more mistakes
SOURCES: Final = ("prompt", "suffix", "settings")  # the strongest first


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter that was given, by its full name; `--no` may have been given several times.

    `place` is its number among the parameters of its source.
    """

    name: str
    values: tuple[Value, ...]
    source: str
    place: int = 0

    @property
    def value(self) -> Value:
        return self.values[-1]


@dataclass(slots=True)
class Reading:
    """What the sources say, strongest source first; mistakes with the place they stand at."""

    options: tuple[str, ...] = ()  # names of the person's own, for the nearest right word
    given: dict[str, Given] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)  # given, or meant and given wrongly
    has_text_behind: bool = False  # the text stands behind a parameter
    _problems: list[tuple[tuple[int, int, int], Problem]] = field(default_factory=list)

    def wrong(self, problem: Problem, source: str = "prompt", place: int = -1) -> None:
        """JobAddress -1 is the text. What is not available comes after what is wrong at a place."""
        stage = int(problem.title == NOT_AVAILABLE)
        if source != "prompt":
            inside = say("prompt-in-source", source=source, sentence=problem.sentence)
            problem = Problem(problem.title, inside)
        self._problems.append(((SOURCES.index(source), place, stage), problem))

    def wrong_with(self, given: Given, problem: Problem) -> None:
        """A problem with a parameter, told where it stands."""
        self.wrong(problem, given.source, given.place)

    @property
    def has_wrong_text(self) -> bool:
        """What should be drawn cannot be read."""
        return self.has_text_behind or any(where[:2] == (0, -1) for where, _ in self._problems)

    def problems(self) -> list[Problem]:
        """In the order the person typed."""
        return [problem for _, problem in sorted(self._problems, key=lambda one: one[0])]

    def drop(self, name: str, notice: str) -> None:
        """Leave out what a suffix or the settings say and this prompt cannot use."""
        del self.given[name]
        self.notices.append(notice)


def read(typed: Iterable[Typed], table: Table, source: str, into: Reading) -> None:
    """Add the parameters of one source; what a stronger source has set stays."""
    found: dict[str, Given] = {}
    for place, one in enumerate(typed):
        row = table.find(one.name)
        if row is None and one.name not in into.named and len(into.named) < _MOST_NAMES:
            into.wrong(unknown_problem(one, table, into.options), source, place)
            into.named.add(one.name)
        if row is None:
            continue
        into.named.add(row.name)
        try:
            value = row.kind.read(row.name, one.value)
        except BadValue as error:
            into.wrong(_misread(one, row, error), source, place)
            into.has_text_behind |= error.holds_words
            continue
        if isinstance(row.kind, Moving) and (to := row.kind.moved(row.name, one.value, value)):
            into.notices.append(to)
        _add(Given(row.name, (value,), source, place), found, into)
    _refuse(found, table, source, into)
    for name, given in found.items():
        stronger = into.given.get(name)
        if name == "no" and stronger is not None:
            into.given[name] = replace(stronger, values=(*stronger.values, *given.values))
        elif stronger is None and not _is_said(name, source, into):
            into.given[name] = given


def _misread(typed: Typed, row: Parameter, error: BadValue) -> Problem:
    """What is wrong with a value; not where no value would do, for the next try would fail too."""
    if row.refusal is not None:
        return Problem(NOT_AVAILABLE, row.refusal)
    fix = None
    if error.right is not None:
        fix = Fix(f"--{typed.name} {typed.value}", f"--{row.name} {error.right}")
    return Problem(INVALID_PARAMETER, str(error), fix)


def _refuse(found: dict[str, Given], table: Table, source: str, into: Reading) -> None:
    """What is not available: refused where it was typed, left out where a button said it."""
    for name, given in list(found.items()):
        row = table.find(name)
        refusal = row.refusal_of(given.value) if row else None
        if refusal is None:
            continue
        if source == "settings":
            into.notices.append(say("prompt-left-out", name=name, reason=refusal))
            del found[name]
        elif name not in STRENGTHS and not _is_said(name, source, into):
            into.wrong_with(given, Problem(NOT_AVAILABLE, refusal))


def _is_said(name: str, source: str, into: Reading) -> bool:
    """Whether a stronger source has said this thing, by this name or another one."""
    return any(other in into.given and into.given[other].source != source for other in _group(name))


def _group(name: str) -> tuple[str, ...]:
    return next((group for group in GROUPS if name in group), (name,))


def _add(given: Given, found: dict[str, Given], into: Reading) -> None:
    """Last wins, and says so; `--no` collects; a ratio and a size are both kept, to be refused."""
    group = (given.name,) if given.name in SHAPES else _group(given.name)
    earlier = [found.pop(name) for name in group if name in found]
    if given.name == "no":
        values = tuple(value for one in earlier for value in one.values)
        found["no"] = replace(given, values=(*values, *given.values))
        return
    is_same = earlier and _said(earlier[-1]) == _said(given)
    if earlier and not is_same:
        last = f"--{given.name} {typed_value(given.value)}".rstrip()
        into.notices.append(say("prompt-overruled", name=earlier[-1].name, last=last))
    found[given.name] = given


def _said(given: Given) -> tuple[str, Value]:
    """`--raw` says the same as `--style raw`."""
    return ("raw", True) if given.value == "raw" else (given.name, given.value)


def typed_value(value: Value) -> str:
    """The value as it would be typed; nothing for a flag."""
    if value is True:
        return ""
    return number(value) if isinstance(value, float) else str(value)
