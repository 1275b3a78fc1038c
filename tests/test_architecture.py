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

import engine
from tests.layers import Package

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "engine", "storage")
FILES = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py"))
FILES_LIMIT = 14  # of a folder, `__init__` counted
TORCH = {"torch", "diffusers", "transformers", "accelerate", "safetensors"}

# Top to bottom; what stands in one line does not import one another. A job's own way is read from
# `intake` (in) over `queue` (stored) and `running` (run) to `messages` (told).
BOT = Package(
    "bot",
    (
        ("cli",),
        ("demo",),
        ("app", "local_discord"),
        ("compose",),
        ("client",),
        ("routes",),
        ("features.account", "features.gallery", "features.moderation", "features.settings"),
        ("features.editing", "features.help", "features.proposals", "features"),
        ("intake",),
        ("queue",),
        ("running",),
        ("messages",),
        ("pictures", "interactions"),
        ("orders",),
        ("prompt",),
        ("registration",),
        ("language", "logs", "config", "foreign"),
        ("errors", "config_words"),
        ("nearest", "__init__"),
    ),
    folders_in_layers=("features",),
)
ENGINE = Package(
    "engine",
    (
        ("studio", "bench"),
        ("__init__", "doctor"),
        ("engine", "canned", "read_card"),
        ("loop",),
        ("reading",),
        ("loading",),
        ("models",),
        ("prompts",),
        ("sampling",),
        ("builtin",),
        ("runtime",),
        ("files",),
        ("api",),
    ),
)
# `except Exception` ends a person's request in one sentence and a log line; nowhere else.
FENCES = {
    "bot/interactions/fence.py",
    "bot/running/runner.py",
    "engine/runtime/failure.py",
}
# engine and storage objects meet where the program is put together and where a job is run.
MEETING_PLACES = {"bot/app.py", "bot/compose.py", "bot/running/runner.py"}
PURE = (
    "bot/foreign/",
    "bot/prompt/",
    "bot/orders/approximations.py",
    "bot/orders/effects.py",
    "bot/orders/kinds.py",
    "bot/orders/menu.py",
    "bot/orders/pricing.py",
    "bot/orders/record.py",
    "bot/orders/request.py",
    "bot/orders/writing_systems.py",
    "bot/interactions/cards.py",
    "bot/interactions/wording.py",
    "bot/messages/texts.py",
    "bot/pictures/grid.py",
    "bot/features/moderation/folding.py",
    "bot/features/moderation/phrases.py",
    "bot/features/moderation/spellings.py",
    "bot/features/moderation/words.py",
)
FACE = {
    "api", "read_card",
    "engine", "canned", "doctor", "bench",
}  # fmt: skip


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


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def forbidden(path: Path) -> set[str]:
    """The packages this file may not import."""
    file = name(path)
    if file.startswith("bot/local_discord/"):
        return TORCH | {"discord", "engine", "storage"}
    if file.startswith(PURE):
        return TORCH | {"discord", "aiosqlite", "storage", "aiohttp"}
    return {
        "engine": {"bot", "storage", "discord", "aiosqlite", "aiohttp"},
        "storage": {"bot", "engine", "discord"} | TORCH,
        "bot": TORCH,
    }[file.split("/")[0]]


def test_imports_follow_the_arrows() -> None:
    wrong = {name(path): found for path in FILES if (found := roots(path) & forbidden(path))}
    assert not wrong


@pytest.mark.parametrize("package", [BOT, ENGINE], ids=["bot", "engine"])
def test_a_package_lies_in_layers(package: Package) -> None:
    assert package.unlisted() == set()
    assert package.upward() == []
    assert package.in_order()


@pytest.mark.parametrize("package", [BOT, ENGINE], ids=["bot", "engine"])
def test_a_folder_holds_about_a_dozen_files(package: Package) -> None:
    """The prompt language, the command line and the studio's drawing program may hold more."""
    apart = ("bot/prompt", "bot/cli", "engine/studio/drawing")
    assert package.crowded(FILES_LIMIT, apart) == {}


def test_the_local_discord_imports_nothing_of_ours() -> None:
    for path in FILES:
        if name(path).startswith("bot/local_discord/"):
            ours = {module for module in imports(path) if module.startswith("bot")}
            assert all(m.startswith("bot.local_discord") for m in ours), (name(path), ours)


def test_the_bot_sees_only_the_face_of_the_engine() -> None:
    for path in FILES:
        for module in imports(path) if name(path).startswith("bot/") else ():
            _, _, part = module.partition("engine.")
            if module.startswith("engine.") and part not in engine.__all__:
                assert part.split(".")[0] in FACE, (name(path), module)


def test_engine_and_storage_meet_in_one_place() -> None:
    both = {name(p) for p in FILES if {"engine", "storage"} <= roots(p) and "/cli/" not in name(p)}
    assert both <= MEETING_PLACES


@pytest.mark.slow
@pytest.mark.parametrize("module", ["engine", "storage", "bot.app", "bot.cli", "bot.local_discord"])
def test_nothing_heavy_is_imported_for_the_face(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {sorted(TORCH)!r} if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert answer.stdout.strip() == "[]", answer.stdout + answer.stderr


def test_nothing_happens_at_import() -> None:
    """No call and no loop stands alone at the top of a module; `__main__` is there to be run."""
    loose = (ast.Expr, ast.For, ast.While, ast.With)
    for path in FILES:
        if path.stem == "__main__":
            continue
        for node in tree(path).body:
            is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            assert is_text or not isinstance(node, loose), f"{name(path)}:{node.lineno}"


def test_errors_are_caught_by_name() -> None:
    for path in FILES:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ExceptHandler):
                continue
            where = f"{name(path)}:{node.lineno}"
            assert node.type is not None, f"{where}: bare except"
            caught = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
            if caught & {"Exception", "BaseException"}:
                assert name(path) in FENCES, f"{where}: a fence of its own"
            assert not all(isinstance(n, ast.Pass) for n in node.body), f"{where}: swallowed"


def test_files_and_functions_stay_readable() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert path.stem not in {"utils", "helpers", "common", "manager", "misc"}, name(path)
        assert text.count("\n") <= 350, name(path)
        assert ast.get_docstring(tree(path)), f"{name(path)}: a module says what it is"
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                assert length <= 80, f"{name(path)}: {node.name}: {length} lines"
