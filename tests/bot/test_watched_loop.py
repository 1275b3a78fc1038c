"""The event loop is watched in every test; nothing that parses a prompt is called on it."""

from __future__ import annotations

import ast
import asyncio
import time
from collections.abc import Callable

from tests.fixtures.watched_loop import LIMIT_S, ROOT
from tests.source import python_files

PARSING = frozenset(
    (
        "read_prompts", "normalise", "unpasted", "in_our_words", "foreign_prompt", "read_pasted",
        "option_of", "suffix_of", "shorter",
    )
)  # fmt: skip
OF_THE_MENU = frozenset(("read", "edited", "again", "same"))


def made_in(folder: str, body: str) -> Callable[[], None]:
    """A function that seems to stand in a file of this folder."""
    made: dict[str, Callable[[], None]] = {"time": time}  # type: ignore[dict-item]
    code = f"def act():\n    end = time.thread_time() + {LIMIT_S * 2}\n    {body}\n"
    exec(compile(code, str(ROOT / folder / "made_up.py"), "exec"), made)
    return made["act"]


async def test_a_callback_that_computes_for_long_is_told_with_its_stack(
    long_turns: list[str],
) -> None:
    asyncio.get_running_loop().call_soon(made_in("bot", "while time.thread_time() < end: pass"))
    await asyncio.sleep(0.01)
    assert len(long_turns) == 1
    assert "bot/made_up.py" in long_turns[0]
    assert "in act" in long_turns[0]
    long_turns.clear()


async def test_waiting_is_no_computing_and_a_test_may_compute(long_turns: list[str]) -> None:
    loop = asyncio.get_running_loop()
    loop.call_soon(made_in("bot", f"time.sleep({LIMIT_S * 2})"))
    loop.call_soon(made_in("tests", "while time.thread_time() < end: pass"))
    await asyncio.sleep(0.01)
    assert long_turns == []


def test_no_coroutine_parses_a_prompt() -> None:
    """It is done in a thread: the longest prompts take tens of milliseconds."""
    found = []
    for path in python_files("bot"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.AsyncFunctionDef):
                found += [f"{path}:{call.lineno}" for call in ast.walk(node) if _parses(call)]
    assert found == []


def _parses(node: ast.AST) -> bool:
    func = node.func if isinstance(node, ast.Call) else None
    if isinstance(func, ast.Attribute):
        is_menu = isinstance(func.value, ast.Name) and func.value.id == "menu"
        return func.attr in PARSING or (is_menu and func.attr in OF_THE_MENU)
    return isinstance(func, ast.Name) and func.id in PARSING
