"""Reads and transactions in one trip: several connections read, and a commit serves many."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from storage.database import READERS, Connection, Database, Use
from storage.errors import DatabaseBroken

IN_TIME_S = 10.0


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "easel.db") as opened:
        async with opened.transaction() as db:
            await db.run("CREATE TABLE notes (word TEXT NOT NULL UNIQUE) STRICT")
        yield opened


def noting(*words: str) -> Callable[[Connection], Coroutine[Any, Any, int]]:
    """What writes these words, one statement each, and tells how many there are then."""

    async def note(db: Connection) -> int:
        for word in words:
            await db.run("INSERT INTO notes VALUES (?)", (word,))
        return len(await _words(db))

    return note


async def _words(db: Connection) -> list[str]:
    return [row["word"] for row in await db.rows("SELECT word FROM notes ORDER BY word")]


def commits(database: Database) -> int:
    """How many commits the write-ahead log holds (https://sqlite.org/fileformat2.html#walformat)."""
    log = database.path.with_name(database.path.name + "-wal").read_bytes()
    frame = 24 + int.from_bytes(log[8:12], "big")
    return sum(log[at + 4 : at + 8] != bytes(4) for at in range(32, len(log), frame))


# -- to read -------------------------------------------------------------------------------------


async def test_every_reader_sees_what_was_committed_before(database: Database) -> None:
    for number in range(20):
        await database.in_one_transaction(noting(f"{number:02}"))
        seen = await asyncio.gather(*(database.in_one_read(_words) for _ in range(3 * READERS)))
        assert all(len(words) == number + 1 for words in seen)


async def test_a_long_read_holds_up_nobody(database: Database) -> None:
    """With one reading connection seven reads of each of 200 people stood in line behind it."""
    async with database.read() as db, asyncio.timeout(IN_TIME_S):
        assert await db.rows("SELECT * FROM notes") == []
        await database.in_one_transaction(noting("fox"))
        assert await database.in_one_read(_words) == ["fox"]
        assert await db.rows("SELECT * FROM notes") == []  # still its own snapshot


async def test_no_reader_can_write(database: Database) -> None:
    reads = (database.in_one_read(noting(f"{number}")) for number in range(2 * READERS))
    for refused in await asyncio.gather(*reads, return_exceptions=True):
        assert isinstance(refused, DatabaseBroken) and "readonly" in str(refused)
    assert await database.in_one_read(_words) == []


async def test_statements_of_one_read_agree_with_each_other(database: Database) -> None:
    async def twice(db: Connection) -> list[list[str]]:
        return [await _words(db), await _words(db)]

    numbers = [f"{number:02}" for number in range(20)]
    reads = (database.in_one_read(twice) for _ in range(40))
    writes = (database.in_one_transaction(noting(number)) for number in numbers)
    for found in await asyncio.gather(*reads, *writes):
        assert isinstance(found, int) or found[0] == found[1]


@pytest.mark.parametrize("turns", range(6))
async def test_a_cancelled_read_gives_its_connection_back(database: Database, turns: int) -> None:
    async def by_statements() -> None:
        async with database.read() as db:
            await _words(db)

    reads = [by_statements() for _ in range(READERS + 2)]
    tasks = [asyncio.create_task(read) for read in reads]
    tasks += [asyncio.create_task(database.in_one_read(_words)) for _ in range(READERS + 2)]
    for _ in range(turns):
        await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await database.in_one_transaction(noting("fox"))
    async with asyncio.timeout(IN_TIME_S), database.read() as db:
        assert await _words(db) == ["fox"]
        seen = await asyncio.gather(*(database.in_one_read(_words) for _ in range(3 * READERS)))
        assert seen == [["fox"]] * (3 * READERS)  # none stands in an old snapshot


async def test_closing_leaves_no_thread_behind(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    async with Database.open(tmp_path / "easel.db") as opened:
        await asyncio.gather(*(opened.in_one_read(_count_tables) for _ in range(2 * READERS)))
        connections = {
            thread
            for thread in set(threading.enumerate()) - before
            if "connection" in thread.name  # asyncio has threads of its own
        }
        assert len(connections) == 2 + READERS
    for thread in connections:  # its last word comes a moment before its end
        await asyncio.to_thread(thread.join, IN_TIME_S)
    assert not any(thread.is_alive() for thread in connections)


async def _count_tables(db: Connection) -> int:
    row = await db.row("SELECT COUNT(*) AS tables FROM sqlite_schema")
    assert row is not None
    return int(row["tables"])


# -- to write ------------------------------------------------------------------------------------


async def test_transactions_of_one_moment_share_a_commit(database: Database) -> None:
    """A commit waits for the disk, and 90 of them a second waited for each other."""
    numbers = [f"{number:02}" for number in range(40)]
    before = commits(database)
    counts = await asyncio.gather(*(database.in_one_transaction(noting(n)) for n in numbers))
    assert counts == list(range(1, 41))  # in their order, each seeing those before it
    assert await database.in_one_read(_words) == numbers
    assert commits(database) - before <= 3


async def test_who_raises_takes_back_only_what_is_theirs(database: Database) -> None:
    async def broken(db: Connection) -> None:
        await noting("half of it")(db)
        raise ValueError("the roof fell in")

    works = [noting("fox"), broken, noting("fox"), noting("owl", "wren")]
    came = await asyncio.gather(
        *(database.in_one_transaction(work) for work in works), return_exceptions=True
    )
    assert [type(one).__name__ for one in came] == ["int", "ValueError", "IntegrityError", "int"]
    assert await database.in_one_read(_words) == ["fox", "owl", "wren"]


async def test_a_full_disk_fails_only_those_for_whom_there_is_no_room(database: Database) -> None:
    async with database.transaction() as db:
        await db.row("PRAGMA max_page_count = 60")  # SQLite's own way to a full disk
    works = [noting("fox"), noting("too long " * 100_000), noting("owl")]
    came = await asyncio.gather(
        *(database.in_one_transaction(work) for work in works), return_exceptions=True
    )
    assert isinstance(came[1], DatabaseBroken) and "full" in str(came[1])
    assert came[0] == 1 and came[2] == 2
    assert await database.in_one_read(_words) == ["fox", "owl"]


@pytest.mark.parametrize("turns", range(8))
async def test_who_is_cancelled_stores_all_or_nothing_and_holds_up_nobody(
    database: Database, turns: int
) -> None:
    first = asyncio.create_task(database.in_one_transaction(noting("fox", "owl")))
    second = asyncio.create_task(database.in_one_transaction(noting("wren")))
    for _ in range(turns):
        await asyncio.sleep(0)
    first.cancel()
    async with asyncio.timeout(IN_TIME_S):
        await asyncio.gather(first, return_exceptions=True)
        await second
    assert await database.in_one_read(_words) in (["wren"], ["fox", "owl", "wren"])


async def test_who_is_cancelled_before_their_turn_stores_nothing(database: Database) -> None:
    async with database.transaction():
        waiting = asyncio.create_task(database.in_one_transaction(noting("fox")))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    await database.in_one_transaction(noting("owl"))
    assert await database.in_one_read(_words) == ["owl"]


async def test_work_that_waits_for_something_else_is_refused(database: Database) -> None:
    async def slow(db: Connection) -> None:
        await noting("fox")(db)
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="something else than its database"):
        await database.in_one_transaction(slow)
    assert await database.in_one_read(_words) == []


async def test_a_transaction_inside_a_transaction_is_refused(database: Database) -> None:
    with pytest.raises(RuntimeError, match="for ever"):
        async with database.transaction():
            await database.in_one_transaction(noting("fox"))


async def test_a_closed_database_is_told_to_all_who_waited(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "easel.db") as opened:
        pass
    waiting = (opened.in_one_transaction(_count_tables) for _ in range(3))
    async with asyncio.timeout(IN_TIME_S):
        came = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one).__name__ for one in came] == ["ValueError"] * 3


async def test_each_use_is_told_once_to_whoever_watches(database: Database) -> None:
    told: list[Use] = []
    database.watch = told.append
    await asyncio.gather(*(database.in_one_transaction(noting(word)) for word in ("a", "b", "c")))
    await asyncio.gather(*(database.in_one_read(_words) for _ in range(5)))
    assert [use.is_write for use in told] == [True] * 3 + [False] * 5
    assert all(use.waited_s >= 0 and use.held_s > 0 for use in told)
