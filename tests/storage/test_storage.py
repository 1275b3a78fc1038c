"""Opening a data folder."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import storage as package
from storage import DatabaseBroken, DatabaseInUse, Storage, StorageError, errors


async def test_one_folder_has_one_easel(tmp_path: Path) -> None:
    """A second one would requeue what the first is running."""
    async with Storage.open(tmp_path):
        with pytest.raises(DatabaseInUse, match="Another Easel"):
            async with Storage.open(tmp_path):
                pass
    async with Storage.open(tmp_path):
        pass


async def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    async with Storage.open(tmp_path / "a" / "b") as storage:
        assert await storage.jobs.waiting_count() == 0


async def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(DatabaseBroken, match="data: no data folder"):
        async with Storage.open(tmp_path / "data"):
            pass


def test_public_names_are_there_and_sorted() -> None:
    assert package.__all__ == sorted(package.__all__)
    assert all(hasattr(package, name) for name in package.__all__)


def test_every_error_is_public_and_drawn() -> None:
    found = [each for each in vars(errors).values() if isinstance(each, type)]
    tree = [each for each in found if issubclass(each, StorageError)]
    for each in tree:
        assert each.__name__ in package.__all__
        assert each.__name__ in (errors.__doc__ or "")
    assert len(tree) > 10
    assert str(package.NotFound()) == "There is nothing by that id."


def test_importing_opens_nothing() -> None:
    for path in (Path(package.__file__).parent).glob("*.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        calls = [
            node for node in body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        ]
        assert calls == [], path
