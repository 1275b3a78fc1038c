"""The source of our packages as data: its files, and what each imports, for whoever checks it.

Read from the AST, so that imports under TYPE_CHECKING and inside functions are seen too.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent


def python_files(package: str) -> list[Path]:
    """All files of a package, in the order of their paths."""
    return sorted((ROOT / package).rglob("*.py"))


def name_of(path: Path) -> str:
    """As written in an import: `engine.loop.worker`, and `engine.loop` for its `__init__`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> Iterator[str]:
    """Each imported module, with what is taken from it: `engine.api.request.ImageRequest`."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                package = path.relative_to(ROOT).with_suffix("").parts[: -node.level]
                module = ".".join((*package, *filter(None, [module])))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def modules_imported_by(path: Path, package: str) -> set[str]:
    """The modules of this package that the file imports, itself left out."""
    return {module for name in imports_of(path) if (module := _module_of(name, package))} - {
        name_of(path)
    }


def _module_of(name: str, package: str) -> str | None:
    """The module that an imported name is, or is in; None outside of the package."""
    if name.split(".")[0] != package:
        return None
    known = _modules(package)
    return name if name in known else name.rpartition(".")[0]


@cache
def _modules(package: str) -> frozenset[str]:
    return frozenset(map(name_of, python_files(package)))


def circle_in(imported: dict[str, set[str]]) -> list[str]:
    """Modules that import each other in turn, the first one named again at the end; [] for none."""
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done:
            return []
        for other in sorted(imported.get(module, ())):
            if found := walk(other, [*path, module]):
                return found
        done.add(module)
        return []

    for module in sorted(imported):
        if found := walk(module, []):
            return found
    return []
