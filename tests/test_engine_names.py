"""One name, one thing: no two types of the engine are called alike, in whatever room they stand."""

import ast
from collections import defaultdict
from pathlib import Path

from tests.source import name_of, python_files, tree_of


def types_of(path: Path) -> set[str]:
    """Classes at the top of a module, and type aliases: names like theirs that get a value."""
    found = set()
    for node in tree_of(path).body:
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return {name for name in found if name[0].isupper() and not name.isupper()}


def test_no_two_types_share_a_name() -> None:
    modules = defaultdict(list)
    for path in python_files("engine"):
        for name in types_of(path):
            modules[name].append(name_of(path))
    assert {name: found for name, found in modules.items() if len(found) > 1} == {}
