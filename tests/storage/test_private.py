"""Nobody but its owner reads a data folder: the prompts of stealth jobs stand in its database."""

import logging
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from storage import Storage
from storage.maintenance import backup

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")


@pytest.fixture(autouse=True)
def careless():
    """As most systems are set: what is made can be read by everybody."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_files(folder: Path) -> list[str]:
    files = ("easel.db", "easel.db-wal", "easel.db-shm")
    return [name for name in files if rights(folder / name) != 0o600]


async def test_a_new_folder_and_its_database_are_for_their_owner(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "some" / "data"
    for _ in range(2):
        async with Storage.open(folder) as storage:
            await storage.settings.set("user", 1, "key", "value")
            assert rights(folder) == 0o700
            assert open_files(folder) == []
    assert caplog.records == []


async def test_an_open_folder_of_before_is_closed_and_one_line_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It was 0755 and the database 0644."""
    folder = tmp_path / "data"
    async with Storage.open(folder) as storage:
        await storage.settings.set("user", 1, "key", "value")
        for name in ("easel.db", "easel.db-wal", "easel.db-shm"):
            (folder / name).chmod(0o644)
        # as a power cut leaves it: the files beside the database are still there
        kept = {name: (folder / name).read_bytes() for name in ("easel.db-wal", "easel.db-shm")}
    for name, data in kept.items():
        (folder / name).write_bytes(data)
    folder.chmod(0o755)
    async with Storage.open(folder) as storage:
        assert rights(folder) == 0o700
        assert open_files(folder) == []
        assert await storage.settings.get("user", 1, "key") == "value"
    told = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(told) == 1
    assert "data, easel.db, easel.db-wal, easel.db-shm" in told[0].getMessage()


async def test_a_backup_is_for_its_owner_too(tmp_path: Path) -> None:
    async with Storage.open(tmp_path / "data"):
        target = backup(tmp_path / "data", tmp_path / "elsewhere" / "copy.db")
    assert rights(target) == 0o600
    with sqlite3.connect(target) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
