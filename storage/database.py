"""The connections to the SQLite file: one that writes, a few that only read. It knows no tables.

Every write is part of a transaction, even a single statement: a lone autocommit insert would
vanish when another coroutine rolled back on the same connection.

Each connection has a thread of its own, and every trip there and back costs a busy bot
milliseconds: what stands on the way of an answer makes one (`in_one_read`, `in_one_transaction`).
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import (
    AsyncIterator,
    Callable,
    Coroutine,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

import aiosqlite

from storage import schema
from storage.errors import DatabaseBroken
from storage.times import Clock, utc_now

READERS = 4

Value = str | int | float | None
Parameters = Sequence[Value] | Mapping[str, Value]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Use:
    """One read or transaction that has ended: how long it waited for its connection, and had it."""

    is_write: bool
    waited_s: float
    held_s: float


Watch = Callable[[Use], None]


class Trip(Protocol):
    """Have something done with the raw connection, in its own thread."""

    async def __call__(self, act: Callable[[sqlite3.Connection], T], /) -> T: ...


class Connection:
    """An open connection inside a transaction, reduced to what may be asked of it."""

    def __init__(self, trip: Trip) -> None:
        self._trip = trip

    async def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of one statement."""
        return await self._trip(lambda raw: raw.execute(sql, parameters).fetchall())

    async def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row of one statement, or None."""
        found = await self.rows(sql, parameters)
        return found[0] if found else None

    async def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement; returns how many rows it changed."""
        return await self._trip(lambda raw: raw.execute(sql, parameters).rowcount)


Work = Callable[[Connection], Coroutine[Any, Any, T]]


class Database:
    """One SQLite file with one writer and some readers.

    `watch` is told of each use, in the task that made it.
    """

    def __init__(
        self, path: Path, writer: aiosqlite.Connection, readers: Sequence[aiosqlite.Connection]
    ) -> None:
        self.path = path
        self.watch: Watch = lambda use: None
        self._writer = writer
        self._write_lock = asyncio.Lock()
        self._writing: asyncio.Task[Any] | None = None
        self._readers: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        for reader in readers:
            self._readers.put_nowait(reader)

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, now: Clock = utc_now) -> AsyncIterator[Database]:
        """Create or upgrade the file, then hold all connections open."""
        await asyncio.to_thread(schema.prepare, path, now())
        async with AsyncExitStack() as stack:
            writer = await stack.enter_async_context(_connect(path))
            # FULL: a commit that was answered is on the disk, after a power cut too.
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                await writer.execute_fetchall(f"PRAGMA {pragma}")
            readers = [await stack.enter_async_context(_connect(path)) for _ in range(READERS)]
            for reader in readers:
                await reader.execute_fetchall("PRAGMA query_only = ON")
            yield cls(path, writer, readers)

    # -- in one trip ---------------------------------------------------------------------------

    async def in_one_transaction(self, work: Work[T]) -> T:
        """What `work` makes of a write transaction, committed after it, rolled back if it raises.

        `work` may await nothing but what it is given: it is run to its end in one go. When whoever
        waits for it is cancelled, it is done all the same, or not at all.
        """
        async with self._turn_to_write() as raw:
            return await _trip(raw, partial(_transaction, "BEGIN IMMEDIATE", work))

    async def in_one_read(self, work: Work[T]) -> T:
        """What `work` makes of one snapshot of what is committed; `work` as above."""
        async with self._turn_to_read() as raw:
            return await _trip(raw, partial(_transaction, "BEGIN", work))

    # -- one trip for each statement -----------------------------------------------------------

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """One write transaction: committed at the end of the block, rolled back if it raises."""
        async with self._turn_to_write() as raw:
            try:
                # Inside the try: a task cancelled here has its BEGIN already on the way.
                await raw.execute_fetchall("BEGIN IMMEDIATE")
                yield Connection(partial(_trip, raw))
                await raw.commit()
            finally:
                await raw.rollback()  # does nothing after the commit

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """One snapshot of what is committed; several statements in it agree with each other."""
        async with self._turn_to_read() as raw:
            try:
                await raw.execute_fetchall("BEGIN")
                yield Connection(partial(_trip, raw))
            finally:
                await raw.rollback()

    # -- inside --------------------------------------------------------------------------------

    @asynccontextmanager
    async def _turn_to_write(self) -> AsyncIterator[aiosqlite.Connection]:
        if self._writing is not None and self._writing is asyncio.current_task():
            raise RuntimeError("a transaction inside a transaction would wait for itself for ever")
        asked_s = time.perf_counter()
        async with self._write_lock:
            self._writing, begun_s = asyncio.current_task(), time.perf_counter()
            try:
                with _readable_errors(self.path):
                    yield self._writer
            finally:
                self._writing = None
                self._tell(True, asked_s, begun_s)

    @asynccontextmanager
    async def _turn_to_read(self) -> AsyncIterator[aiosqlite.Connection]:
        """The reader used last is used first: it has the most in its memory."""
        asked_s = time.perf_counter()
        raw = await self._readers.get()
        begun_s = time.perf_counter()
        try:
            with _readable_errors(self.path):
                yield raw
        finally:
            self._readers.put_nowait(raw)
            self._tell(False, asked_s, begun_s)

    def _tell(self, is_write: bool, asked_s: float, begun_s: float) -> None:
        self.watch(Use(is_write, begun_s - asked_s, time.perf_counter() - begun_s))


def _transaction(begin: str, work: Work[T], raw: sqlite3.Connection) -> T:
    """All of it in the connection's thread."""

    async def here(act: Callable[[sqlite3.Connection], Any], /) -> Any:  # noqa: ANN401  # a Trip
        return act(raw)

    try:
        raw.execute(begin)
        done = _to_its_end(work(Connection(here)))
        raw.commit()
        return done
    finally:
        raw.rollback()  # does nothing after the commit


def _to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """What comes of a coroutine that has nothing to wait for."""
    try:
        work.send(None)
    except StopIteration as ended:
        done: T = ended.value
        return done
    finally:
        work.close()
    raise RuntimeError("what is done in one trip waited for something else than its database")


async def _trip(raw: aiosqlite.Connection, act: Callable[[sqlite3.Connection], T], /) -> T:
    """aiosqlite's own way into the thread; it has no public one for more than a statement."""
    done: T = await raw._execute(act, raw._conn)  # type: ignore[no-untyped-call]
    return done


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
