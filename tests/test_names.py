"""One name, one thing: no two types of the bot and the engine are called alike, in whatever room.

The local Discord is a program of its own, and speaks Discord's words.
"""

import ast
from collections import defaultdict
from pathlib import Path

from tests.source import module_of, python_files

APART = "bot.local_discord."
EVERYWHERE = {"Json"}  # what `json` reads, in whatever module


def types_of(path: Path) -> set[str]:
    """Classes at the top of a module, and type aliases: names like theirs that get a value."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return {name for name in found if name[0].isupper() and not name.isupper()}


def test_no_two_types_share_a_name() -> None:
    modules = defaultdict(list)
    for path in (*python_files("bot"), *python_files("engine")):
        for name in types_of(path):
            if not module_of(path).startswith(APART) and name not in EVERYWHERE:
                modules[name].append(module_of(path))
    assert {name: found for name, found in modules.items() if len(found) > 1} == {}
