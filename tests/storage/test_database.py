"""The two connections: what is committed, what is rolled back, who waits for whom."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Connection, Database
from storage.errors import DatabaseBroken


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "easel.db") as opened:
        async with opened.transaction() as db:
            await db.run("CREATE TABLE notes (word TEXT NOT NULL UNIQUE) STRICT")
        yield opened


async def words(database: Database) -> list[str]:
    async with database.read() as db:
        return [row["word"] for row in await db.rows("SELECT word FROM notes ORDER BY word")]


async def note(db: Connection, word: str) -> None:
    await db.run("INSERT INTO notes VALUES (?)", (word,))


async def test_a_transaction_is_seen_by_others_only_once_it_is_committed(
    database: Database,
) -> None:
    async with database.transaction() as db:
        await note(db, "fox")
        assert await words(database) == []  # the reader sees only what is committed
    assert await words(database) == ["fox"]


async def test_an_error_rolls_everything_back(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.transaction() as db:
            await note(db, "fox")
            raise RuntimeError("the roof fell in")
    assert await words(database) == []
    async with database.transaction() as db:
        await note(db, "owl")
    assert await words(database) == ["owl"]


async def test_a_cancelled_task_leaves_neither_rows_nor_a_held_lock(database: Database) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with database.transaction() as db:
            await note(db, "fox")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.transaction() as db:
        await note(db, "owl")
    assert await words(database) == ["owl"]


@pytest.mark.parametrize("turns", range(12))
async def test_a_task_cancelled_at_any_await_leaves_whole_transactions(
    database: Database, turns: int
) -> None:
    """Cancelled while BEGIN was on its way, a transaction used to stay open for the next one."""

    async def two_notes() -> None:
        async with database.transaction() as db:
            await note(db, "fox")
            await note(db, "owl")

    task = asyncio.create_task(two_notes())
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await words(database) in ([], ["fox", "owl"])
    async with database.transaction() as db:
        await note(db, "wren")
    assert "wren" in await words(database)


async def test_concurrent_writers_take_turns(database: Database) -> None:
    """On one connection a second BEGIN would fail, and a rollback would take a neighbour's rows."""

    async def write(number: int) -> None:
        async with database.transaction() as db:
            await note(db, f"{number:02} first")
            await asyncio.sleep(0)
            if number % 3 == 0:
                raise RuntimeError("rolled back")
            await note(db, f"{number:02} second")

    await asyncio.gather(*(write(number) for number in range(30)), return_exceptions=True)
    kept = [number for number in range(30) if number % 3]
    assert await words(database) == [f"{n:02} {word}" for n in kept for word in ("first", "second")]


async def test_two_processes_take_turns(tmp_path: Path, database: Database) -> None:
    """Read, then write what follows from it: no other connection comes in between."""

    async def count_up(one: Database) -> None:
        async with one.transaction() as db:
            row = await db.row("SELECT COUNT(*) AS rows FROM notes")
            assert row is not None
            await note(db, f"{row['rows']:03}")

    async with Database.open(tmp_path / "easel.db") as other:
        await asyncio.gather(*(count_up(one) for one in (database, other) for _ in range(10)))
    assert await words(database) == [f"{number:03}" for number in range(20)]


async def test_a_transaction_inside_a_transaction_is_refused(database: Database) -> None:
    with pytest.raises(RuntimeError, match="for ever"):
        async with database.transaction(), database.transaction():
            pass
    async with database.transaction() as db:
        await note(db, "fox")
    assert await words(database) == ["fox"]


async def test_the_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DatabaseBroken, match="readonly"):
        async with database.read() as db:
            await note(db, "fox")
    assert await words(database) == []


async def test_one_read_is_one_snapshot(database: Database) -> None:
    async with database.read() as db:
        before = await db.rows("SELECT * FROM notes")
        async with database.transaction() as writing:
            await note(writing, "fox")
        assert await db.rows("SELECT * FROM notes") == before == []
    assert await words(database) == ["fox"]


async def test_a_broken_rule_of_a_table_is_not_told_as_a_broken_database(
    database: Database,
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        async with database.transaction() as db:
            await note(db, "fox")
            await note(db, "fox")
    assert await words(database) == []


async def test_a_full_disk_is_told_as_that_and_loses_nothing(database: Database) -> None:
    """A peer told every failure of its database as "not found"."""
    async with database.transaction() as db:
        await note(db, "kept")
        await db.row("PRAGMA max_page_count = 10")  # SQLite's own way to a full disk
    with pytest.raises(DatabaseBroken, match="disk is full"):
        async with database.transaction() as db:
            await note(db, "too long " * 10_000)
    assert await words(database) == ["kept"]
    async with database.transaction() as db:
        await note(db, "short")
    assert await words(database) == ["kept", "short"]


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "easel.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(DatabaseBroken, match="file is not a database"):
        async with Database.open(path):
            pass


async def test_the_database_writes_ahead_syncs_fully_and_guards_foreign_keys(
    database: Database,
) -> None:
    async with database.transaction() as db:
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            row = await db.row(f"PRAGMA {pragma}")
            assert row is not None and row[0] == value
