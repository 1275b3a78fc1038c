"""A storage in a fresh folder, with a clock that tests move."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import Storage
from tests.storage.wishes import Person, SetClock


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def storage(tmp_path: Path, clock: SetClock) -> AsyncIterator[Storage]:
    async with Storage.open(tmp_path / "data", clock) as opened:
        yield opened


@pytest.fixture
def person(storage: Storage) -> Person:
    return Person(storage)
