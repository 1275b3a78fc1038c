"""Every key that the code says exists, and every key that exists is said: read from the source."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.language import ENGLISH
from bot.orders.kinds import KINDS
from tests.fixtures.catalogues import FOLDER, read

BOT = FOLDER.parent
SAYING = {"say", "sentence"}
BY_COMMANDS = ("command-", "option-", "choice-", "menu-")  # see test_commands_translated.py
KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9_]+)+")


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(BOT.rglob("*.py")):
        if "local_discord" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def said(tree: ast.Module) -> Iterator[ast.expr]:
    """The key of each call of `say` and `sentence`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            place = 1 if name == "sentence" else 0
            if name in SAYING and len(node.args) > place:
                yield node.args[place]


def pattern(key: ast.JoinedStr) -> re.Pattern[str]:
    """`f"help-{topic}"` fits every key that begins so."""
    parts = (
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
        for part in key.values
    )
    return re.compile("".join(parts))


def test_every_key_that_is_said_exists() -> None:
    keys = read(FOLDER / f"{ENGLISH}.ftl").keys()
    for path, tree in trees():
        for key in said(tree):
            where = f"{path.name}:{key.lineno}"
            if isinstance(key, ast.Constant):
                assert key.value in keys, f"{where}: {key.value}"
            elif isinstance(key, ast.JoinedStr):
                assert any(pattern(key).fullmatch(known) for known in keys), where


def test_every_key_of_a_kind_of_job_exists() -> None:
    """Said by way of the table, a missing one would only be noticed when such a job runs."""
    keys = read(FOLDER / f"{ENGLISH}.ftl").keys()
    for name, kind in KINDS.items():
        said = {kind.waiting, *kind.made_by.values(), *kind.remixed_by.values()} - {None}
        assert said <= keys, name


def test_no_key_is_left_over() -> None:
    sentences = read(FOLDER / f"{ENGLISH}.ftl")
    used = {key for one in sentences.values() for key in one.quoted}
    patterns = []
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.add(node.value)
            elif isinstance(node, ast.JoinedStr) and KEY.match(first_word(node)):
                patterns.append(pattern(node))
    left = {
        key
        for key in sentences.keys() - used
        if not key.startswith(BY_COMMANDS) and not any(one.fullmatch(key) for one in patterns)
    }
    assert not left


def first_word(node: ast.JoinedStr) -> str:
    """The fixed beginning of an f-string, made up to look like a key; nothing where it has none."""
    first = node.values[0] if node.values else None
    if isinstance(first, ast.Constant) and re.fullmatch(r"[a-z][a-z0-9_-]*-", str(first.value)):
        return f"{first.value}x"
    return ""
