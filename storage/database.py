"""The two connections to the SQLite file: one that writes, one that only reads. It knows no tables.

Every write runs inside `transaction()`, even a single statement: a lone autocommit insert would
vanish when another coroutine rolled back on the same connection.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import aiosqlite

from storage import schema
from storage.broken import broken_told
from storage.errors import DatabaseBroken
from storage.health import Health
from storage.times import Clock, utc_now

Value = str | int | float | None
Parameters = Sequence[Value] | Mapping[str, Value]

# Another process may hold the database so long before it counts as broken: people wait meanwhile,
# and Discord gives them three seconds.
LOCKED_S: Final = 2.5

# Pages are taken and given back: a database that may not grow fails here, as it would for a job.
TRIAL: Final = """
    BEGIN IMMEDIATE;
    CREATE TABLE trial (filling BLOB);
    INSERT INTO trial VALUES (zeroblob(131072));
    DROP TABLE trial;
    COMMIT;
"""


class Connection:
    """An open connection inside a transaction, reduced to what may be asked of it."""

    def __init__(self, raw: aiosqlite.Connection) -> None:
        self._raw = raw

    async def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of one statement."""
        return list(await self._raw.execute_fetchall(sql, parameters))

    async def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row of one statement, or None."""
        found = await self.rows(sql, parameters)
        return found[0] if found else None

    async def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement; returns how many rows it changed."""
        async with self._raw.execute(sql, parameters) as cursor:
            return cursor.rowcount


class Database:
    """One SQLite file with one writer and one reader.

    While `health` is known to be broken nothing is written: it would fail, or wait until it does.
    """

    def __init__(
        self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection
    ) -> None:
        self.path = path
        self.health = Health()
        self._writer = writer
        self._reader = reader
        self._write_lock = asyncio.Lock()
        self._read_lock = asyncio.Lock()
        self._writing: asyncio.Task[Any] | None = None

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, now: Clock = utc_now) -> AsyncIterator[Database]:
        """Create or upgrade the file, then hold both connections open."""
        await asyncio.to_thread(schema.prepare, path, now())
        async with AsyncExitStack() as stack:
            with broken_told(path):
                writer = await stack.enter_async_context(_connect(path))
                reader = await stack.enter_async_context(_connect(path))
                # FULL: a commit that was answered is on the disk, after a power cut too.
                for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                    await writer.execute_fetchall(f"PRAGMA {pragma}")
                await reader.execute_fetchall("PRAGMA query_only = ON")
            yield cls(path, writer, reader)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """One write transaction: committed at the end of the block, rolled back if it raises."""
        if self._writing is not None and self._writing is asyncio.current_task():
            raise RuntimeError("a transaction inside a transaction would wait for itself for ever")
        async with self._write_lock:
            self._writing = asyncio.current_task()
            try:
                # Inside the try: a task cancelled here has its BEGIN already on the way.
                with self._readable_errors():
                    self.health.must_be_well()
                    if self._writer.in_transaction:  # a broken disk did not let go of it
                        await self._writer.rollback()
                    await self._writer.execute_fetchall("BEGIN IMMEDIATE")
                    yield Connection(self._writer)
                    await self._writer.commit()
            finally:
                self._writing = None
                await _rolled_back(self._writer)  # does nothing after the commit

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """One snapshot of what is committed; several statements in it agree with each other."""
        async with self._read_lock:
            try:
                with self._readable_errors():
                    await self._reader.execute_fetchall("BEGIN")
                    yield Connection(self._reader)
            finally:
                await _rolled_back(self._reader)

    async def try_writing(self) -> None:
        """A trial of this very connection, while others are kept from writing; DatabaseBroken."""
        async with self._write_lock:
            try:
                with broken_told(self.path):
                    await self._writer.rollback()  # else the script would commit what is left open
                    await self._writer.executescript(TRIAL)
            finally:
                await _rolled_back(self._writer)

    @contextmanager
    def _readable_errors(self) -> Iterator[None]:
        """A full disk, a damaged file: the operator's matter. Else it is our bug, and raised."""
        try:
            with broken_told(self.path):
                yield
        except DatabaseBroken as error:
            self.health.failed(error)
            raise


@asynccontextmanager
async def _connect(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    connecting = aiosqlite.connect(path, timeout=LOCKED_S, isolation_level=None)
    async with connecting as connection:
        connection.row_factory = sqlite3.Row
        yield connection


async def _rolled_back(connection: aiosqlite.Connection) -> None:
    """No transaction is open any more; on a broken disk there may be one, until it is well."""
    with suppress(sqlite3.DatabaseError):  # of two errors the first says what is wrong
        await connection.rollback()
