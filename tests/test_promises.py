"""The page of promises is true: each names tests that are there."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "promises.md").read_text(encoding="utf-8")
ROWS = [line.strip("|").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")][1:]
NAMED = [test for _, tests in ROWS for test in re.findall("`(.+?)`", tests)]


def test_every_promise_names_its_tests() -> None:
    assert len(ROWS) > 15
    assert [promise for promise, tests in ROWS if "`" not in tests] == []


@pytest.mark.parametrize("test", NAMED)
def test_a_named_test_is_there(test: str) -> None:
    path, _, name = test.partition("::")
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = {one.name for one in ast.walk(tree) if isinstance(one, kinds)}
    assert name in found or (name == "*" and any(one.startswith("test_") for one in found))
