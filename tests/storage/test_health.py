"""What a broken disk does to those who read and write: told at once, waited for, and over."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
from pathlib import Path

import pytest

from storage import DatabaseBroken, FilesBroken, Health, NotFound, Storage, new_job_id
from storage.broken import database_broken, files_broken
from tests.fixtures.broken_disk import locked

HERE = Path("easel.db")
TROUBLE = DatabaseBroken(HERE, "disk I/O error")


async def test_what_waits_for_the_disk_is_done_once_it_is_back() -> None:
    health, tries = Health(), 0

    async def write() -> str:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise TROUBLE
        return "written"

    writing = asyncio.create_task(health.stored(write))
    for count in (1, 2):
        await health.until_broken()
        assert (tries, writing.done()) == (count, False)
        health.mended()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert await writing == "written"
    assert tries == 3


async def test_who_waits_for_the_disk_can_be_cancelled() -> None:
    health = Health()
    health.failed(TROUBLE)
    waiting = asyncio.create_task(health.stored(health.until_well))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_nobody_waits_for_a_lock_twice_while_somebody_looks_after_it(
    storage: Storage,
) -> None:
    """Ten people at a locked database waited ten times ten seconds, each behind the others."""
    storage.health.is_watched = True
    with locked(storage.directory):
        with pytest.raises(DatabaseBroken, match="locked"):
            await storage.audit.append("first", "x", by=None)
        async with asyncio.timeout(1):
            for _ in range(10):
                with pytest.raises(DatabaseBroken, match="locked"):
                    await storage.audit.append("next", "x", by=None)
        assert await storage.jobs.waiting_count() == 0  # reading goes on
        with pytest.raises(DatabaseBroken, match="locked"):
            await storage.try_disk()
    await storage.try_disk()
    storage.health.mended()
    # A trial that opened the file itself had dropped our locks, and the other process, leaving, had
    # taken the journal away.
    await storage.audit.append("at last", "x", by=None)


async def test_a_trial_leaves_nothing_behind(storage: Storage) -> None:
    await storage.try_disk()
    assert list((storage.directory / "pictures").iterdir()) == []


@pytest.mark.parametrize(
    ("code", "may_pass"),
    [
        (sqlite3.SQLITE_FULL, True),
        (sqlite3.SQLITE_IOERR_WRITE, True),
        (sqlite3.SQLITE_BUSY, True),
        (sqlite3.SQLITE_READONLY, True),
        (sqlite3.SQLITE_CANTOPEN, True),
        (sqlite3.SQLITE_CORRUPT, False),
        (sqlite3.SQLITE_CORRUPT_INDEX, False),
        (sqlite3.SQLITE_NOTADB, False),
    ],
)
def test_what_sqlite_says_is_told_apart(code: int, may_pass: bool) -> None:
    error = sqlite3.OperationalError("said")
    error.sqlite_errorcode = code
    broken = database_broken(HERE, error)
    assert broken is not None
    assert broken.may_pass is may_pass


def test_a_mistake_in_a_statement_is_no_broken_disk() -> None:
    with sqlite3.connect(":memory:") as connection:
        for sql in ("SELECT nothing_of_this_name", "SELEC 1"):
            with pytest.raises(sqlite3.OperationalError) as caught:
                connection.execute(sql)
            assert database_broken(HERE, caught.value) is None
    connection.close()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_what_the_system_says_of_a_disk_may_pass(number: int) -> None:
    broken = files_broken(HERE, OSError(number, "said"))
    assert isinstance(broken, FilesBroken)
    assert broken.may_pass


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST])
def test_what_the_system_says_of_rights_and_ways_does_not_pass(number: int) -> None:
    assert not files_broken(HERE, OSError(number, "said")).may_pass


async def test_a_picture_that_is_gone_is_no_broken_disk(storage: Storage) -> None:
    with pytest.raises(NotFound):
        await storage.files.read_picture(f"pictures/{new_job_id()}/1.png")
    assert storage.health.trouble is None


async def test_a_folder_of_pictures_that_is_none_is_a_broken_disk(storage: Storage) -> None:
    (storage.directory / "pictures").write_text("a file")
    with pytest.raises(FilesBroken, match="pictures"):
        await storage.files.write_picture(new_job_id(), "1.png", b"x")
    assert storage.health.trouble is not None
    with pytest.raises(FilesBroken, match="pictures"):
        await storage.try_disk()


async def test_a_database_that_may_not_grow_fails_the_trial(storage: Storage) -> None:
    """The trial of another connection went well, and each job failed again."""
    async with storage.database.transaction() as db:
        row = await db.row("PRAGMA page_count")
        assert row is not None
        await db.row(f"PRAGMA max_page_count = {row[0]}")  # SQLite's own way to a full disk
    with pytest.raises(DatabaseBroken, match="disk is full"):
        await storage.try_disk()
    async with storage.database.transaction() as db:
        await db.row("PRAGMA max_page_count = 1000000")
    await storage.try_disk()


async def test_pictures_without_a_database_are_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever lost the file alone began anew in silence, and every quota was gone."""
    async with Storage.open(tmp_path) as storage:
        await storage.files.write_picture(new_job_id(), "1.png", b"x")
    assert caplog.text == ""
    (tmp_path / "easel.db").unlink()
    async with Storage.open(tmp_path):
        pass
    assert "there is no database beside the pictures" in caplog.text
