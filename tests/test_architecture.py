"""The boundaries of the house, read from the source: who imports whom, and how large things grow.

Arrows are imports; whatever is not drawn is forbidden:

    bot -> engine (its torch-free face)     bot -> storage     local_discord -> nothing of ours
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "engine", "storage")
FILES = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py"))
TORCH = {"torch", "diffusers", "transformers", "accelerate", "safetensors"}

# `except Exception` ends a person's request in one sentence and a log line; nowhere else.
FENCES = {
    "bot/fence.py",
    "bot/jobs/runner.py",
    "engine/worker.py",
}
# engine and storage objects meet where the program is put together and where a job is run.
MEETING_PLACES = {"bot/app.py", "bot/jobs/runner.py"}
PURE = (
    "bot/prompt/",
    "bot/ui/messages.py",
    "bot/ui/embeds.py",
    "bot/ui/grid.py",
    "bot/jobs/pricing.py",
)
FACE = {"request", "events", "errors", "model_card", "face", "engine", "canned", "doctor", "bench"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Each imported module, with what is taken from it: `engine.request.ImageRequest`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                package = path.relative_to(ROOT).with_suffix("").parts[: -node.level]
                module = ".".join((*package, *(node.module or "").split(".")))
            else:
                module = node.module or ""
            yield from (f"{module.rstrip('.')}.{alias.name}" for alias in node.names)


def roots(path: Path) -> set[str]:
    return {module.split(".")[0] for module in imports(path)}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_follow_the_arrows(path: Path) -> None:
    file, found = name(path), roots(path)
    forbidden = {
        "engine": {"bot", "storage", "discord", "aiosqlite", "aiohttp"},
        "storage": {"bot", "engine", "discord"} | TORCH,
        "bot": TORCH,
    }[file.split("/")[0]]
    if file.startswith("bot/local_discord/"):
        ours = {m for m in imports(path) if m.split(".")[0] in PACKAGES}
        assert all(m.startswith("bot.local_discord") for m in ours), ours
        forbidden = forbidden | {"discord"}
    if file.startswith(PURE):
        forbidden = forbidden | {"discord", "aiosqlite", "storage", "aiohttp"}
    assert not found & forbidden


@pytest.mark.parametrize("path", [p for p in FILES if name(p).startswith("bot/")], ids=name)
def test_the_bot_sees_only_the_face_of_the_engine(path: Path) -> None:
    for module in imports(path):
        parts = module.split(".")
        if parts[0] == "engine" and len(parts) > 1:
            assert parts[1] in FACE or parts[1][:1].isupper() or parts[1] == "builtin", module


def test_engine_and_storage_meet_in_one_place() -> None:
    both = {name(p) for p in FILES if {"engine", "storage"} <= roots(p) and "/cli/" not in name(p)}
    assert both <= MEETING_PLACES


@pytest.mark.parametrize("module", ["engine", "storage", "bot.app", "bot.cli", "bot.local_discord"])
def test_nothing_heavy_is_imported_for_the_face(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {sorted(TORCH)!r} if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert answer.stdout.strip() == "[]", answer.stdout + answer.stderr


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_happens_at_import(path: Path) -> None:
    """No call stands alone at the top of a module; docstrings, definitions and constants may."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    loose = [
        node for node in tree.body if isinstance(node, (ast.Expr, ast.For, ast.While, ast.With))
    ]
    assert all(isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant) for n in loose)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_errors_are_caught_by_name(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ExceptHandler):
            continue
        assert node.type is not None, f"bare except, line {node.lineno}"
        caught = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
        if caught & {"Exception", "BaseException"}:
            assert name(path) in FENCES, f"a fence of its own, line {node.lineno}"
        assert not all(isinstance(n, ast.Pass) for n in node.body), f"swallowed, line {node.lineno}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_and_functions_stay_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert path.stem not in {"utils", "helpers", "common", "manager", "misc"}
    assert text.count("\n") <= 350
    assert ast.get_docstring(tree), "a module says what it is, and what it does not know"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            assert length <= 80, f"{node.name}: {length} lines"
