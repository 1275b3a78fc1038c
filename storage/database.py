"""The two connections to the SQLite file: one that writes, one that only reads. It knows no tables.

Every write runs inside `transaction()`, even a single statement: a lone autocommit insert would
vanish when another coroutine rolled back on the same connection.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiosqlite

from storage import schema
from storage.errors import DatabaseBroken
from storage.times import Clock, utc_now

Value = str | int | float | None
Parameters = Sequence[Value] | Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Use:
    """One read or transaction that has ended: how long it waited for its connection, and had it."""

    is_write: bool
    waited_s: float
    held_s: float


Watch = Callable[[Use], None]


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
    """One SQLite file with one writer and one reader."""

    def __init__(
        self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection
    ) -> None:
        self.path = path
        self._writer = writer
        self._reader = reader
        self._write_lock = asyncio.Lock()
        self._read_lock = asyncio.Lock()
        self._writing: asyncio.Task[Any] | None = None
        self.watch: Watch = lambda use: None  # told of each use, in the task that made it

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, now: Clock = utc_now) -> AsyncIterator[Database]:
        """Create or upgrade the file, then hold both connections open."""
        await asyncio.to_thread(schema.prepare, path, now())
        async with AsyncExitStack() as stack:
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
        asked_s = time.perf_counter()
        async with self._write_lock:
            begun_s = time.perf_counter()
            self._writing = asyncio.current_task()
            try:
                # Inside the try: a task cancelled here has its BEGIN already on the way.
                with _readable_errors(self.path):
                    await self._writer.execute_fetchall("BEGIN IMMEDIATE")
                    yield Connection(self._writer)
                    await self._writer.commit()
            finally:
                self._writing = None
                await self._writer.rollback()  # does nothing after the commit
                self._tell(True, asked_s, begun_s)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """One snapshot of what is committed; several statements in it agree with each other."""
        asked_s = time.perf_counter()
        async with self._read_lock:
            begun_s = time.perf_counter()
            try:
                with _readable_errors(self.path):
                    await self._reader.execute_fetchall("BEGIN")
                    yield Connection(self._reader)
            finally:
                await self._reader.rollback()
                self._tell(False, asked_s, begun_s)

    def _tell(self, is_write: bool, asked_s: float, begun_s: float) -> None:
        self.watch(Use(is_write, begun_s - asked_s, time.perf_counter() - begun_s))


@asynccontextmanager
async def _connect(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    connecting = aiosqlite.connect(path, timeout=schema.BUSY_TIMEOUT_S, isolation_level=None)
    async with connecting as connection:
        connection.row_factory = sqlite3.Row
        yield connection


@contextmanager
def _readable_errors(path: Path) -> Iterator[None]:
    """A full disk, a damaged file: the operator's matter. A broken rule of a table: our bug."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        raise DatabaseBroken(path, str(error)) from error
