"""The checklist is true: numbered, counted, and each row that works names tests that are there.

Whether a test shows what its row says is for people to read; here it exists, and each points at
the other.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.prompt import Defaults, PromptError, read_prompts
from engine import CannedEngine

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "parity.md").read_text(encoding="utf-8")
TABLE = PAGE.split("|---|---|---|---|\n")[1]
STATES = ("works", "refused", "not yet")
NUMBERS = re.compile(r"\bRows? (\d+(?:(?:, | and )\d+)*)")


@dataclass(frozen=True)
class Row:
    number: int
    what: str
    state: str
    reason: str
    tests: tuple[str, ...]  # `bot/intake/test_imagine.py::test_imagine_answers_at_once`


def rows() -> Iterator[Row]:
    for line in TABLE.splitlines():
        number, what, told, tests = (cell.strip() for cell in line.strip("|").split(" | "))
        state, _, reason = told.partition(":")
        yield Row(
            int(number), what, state.strip("*"), reason.strip(), tuple(re.findall("`(.+?)`", tests))
        )


ROWS = tuple(rows())
REFUSED = [row for row in ROWS if row.state == "refused"]
NAMED = [
    pytest.param(row.number, test, id=f"{row.number}-{test}") for row in ROWS for test in row.tests
]


@cache
def docstrings(path: Path) -> dict[str, str]:
    """Of every function and class of a file, by name; of the file itself under ``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = {
        one.name: ast.get_docstring(one) or "" for one in ast.walk(tree) if isinstance(one, kinds)
    }
    return found | {"": ast.get_docstring(tree) or ""}


def numbers(docstring: str) -> set[int]:
    return {int(n) for told in NUMBERS.findall(docstring) for n in re.findall(r"\d+", told)}


def test_rows_are_numbered_without_a_gap() -> None:
    assert [row.number for row in ROWS] == list(range(1, len(ROWS) + 1))


def test_states_are_three_and_counted_at_the_top() -> None:
    count = Counter(row.state for row in ROWS)
    assert set(count) == set(STATES)
    works, refused, missing = (count[state] for state in STATES)
    told = f"{len(ROWS)} rows: {works} work, {refused} are refused, {missing} are not yet there."
    assert told in PAGE


def test_what_works_names_its_tests() -> None:
    assert [row.number for row in ROWS if row.state == "works" and not row.tests] == []


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: str(row.number))
def test_what_is_refused_is_refused_in_these_words(row: Row) -> None:
    told = re.fullmatch("`([^`]+)` gets “(.+)”", row.reason)
    assert told and row.tests
    with pytest.raises(PromptError) as caught:
        read_prompts(told[1], CannedEngine().card, Defaults())
    assert told[2] in str(caught.value)


@pytest.mark.parametrize(("number", "test"), NAMED)
def test_a_named_test_is_there_and_names_the_row(number: int, test: str) -> None:
    path, _, name = test.partition("::")
    assert name.startswith("test_")
    assert number in numbers(docstrings(ROOT / "tests" / path)[name])


def test_no_test_speaks_of_a_row_that_is_not_there() -> None:
    told = {
        (path.name, number)
        for path in (ROOT / "tests").rglob("*.py")
        for docstring in docstrings(path).values()
        for number in numbers(docstring)
    }
    assert len(told) > len(ROWS) // 2, "they are read"
    assert {number for _, number in told} <= {row.number for row in ROWS}
