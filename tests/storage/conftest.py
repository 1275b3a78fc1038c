"""A storage in a fresh folder, with a clock that tests move."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import Storage
from storage.lock import DATABASE
from storage.maintenance import migrate
from tests.storage.people import Person, SetClock


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database to copy: the many commits of creating one take longer than most tests."""
    folder = tmp_path_factory.mktemp("empty")
    migrate(folder)
    return folder / DATABASE


@pytest.fixture
async def storage(tmp_path: Path, empty: Path, clock: SetClock) -> AsyncIterator[Storage]:
    (tmp_path / "data").mkdir()
    shutil.copy(empty, tmp_path / "data")
    async with Storage.open(tmp_path / "data", clock) as opened:
        yield opened


@pytest.fixture
def person(storage: Storage) -> Person:
    return Person(storage)
