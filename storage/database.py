"""The connections to the SQLite file: one that writes, a few that only read. It knows no tables.

Every write is part of a transaction, even a single statement: a lone autocommit insert would
vanish when another coroutine rolled back on the same connection.

What stands on the way of an answer makes one trip to its connection (`in_one_read`,
`in_one_transaction`); the others may ask one statement after the other.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import (
    AsyncIterator,
    Callable,
    Iterator,
    Sequence,
)
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import aiosqlite

from storage import schema
from storage.broken import broken_told
from storage.connection import BEGIN_WRITE, Connection, Turn, Work, alone, trip, write_all
from storage.errors import DatabaseBroken
from storage.health import Health
from storage.times import Clock, utc_now

__all__ = ["Connection", "Database", "Use", "Watch"]

READERS = 4  # of what makes one trip; one more reads statement by statement
AT_ONCE = 50  # transactions with one commit

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

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Use:
    """One read or transaction that has ended: how long it waited for its connection, and had it."""

    is_write: bool
    waited_s: float
    held_s: float


Watch = Callable[[Use], None]


class Database:
    """One SQLite file with one writer and some readers.

    `watch` is told of each use, in the task that made it. While `health` is known to be broken
    nothing is written: it would fail, or wait until it does.
    """

    def __init__(
        self,
        path: Path,
        writer: aiosqlite.Connection,
        reader: aiosqlite.Connection,
        readers: Sequence[aiosqlite.Connection],
    ) -> None:
        self.path = path
        self.health = Health()
        self.watch: Watch = lambda use: None
        self._writer = writer
        self._write_lock = asyncio.Lock()
        self._turns: list[Turn[Any]] = []  # what waits for the writer
        self._writing: asyncio.Task[Any] | None = None
        self._asked = dict.fromkeys(readers, 0)  # how many reads each has to answer
        self._reader = reader
        self._read_lock = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, now: Clock = utc_now) -> AsyncIterator[Database]:
        """Create or upgrade the file, then hold all connections open."""
        await asyncio.to_thread(schema.prepare, path, now())
        async with AsyncExitStack() as stack:
            with broken_told(path):
                writer = await stack.enter_async_context(_connect(path))
                # FULL: a commit that was answered is on the disk, after a power cut too.
                for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                    await writer.execute_fetchall(f"PRAGMA {pragma}")
                readers = [
                    await stack.enter_async_context(_connect(path)) for _ in range(1 + READERS)
                ]
                for reader in readers:
                    await reader.execute_fetchall("PRAGMA query_only = ON")
            yield cls(path, writer, readers[0], readers[1:])

    # -- in one trip ---------------------------------------------------------------------------

    async def in_one_transaction(self, work: Work[T]) -> T:
        """What `work` makes of a write transaction, committed after it, rolled back if it raises.

        `work` may await nothing but what it is given: it is run to its end in one go. When whoever
        waits for it is cancelled, it is done all the same, or not at all. It may be done anew
        after a failed commit, so it changes nothing but the database.
        """
        self._must_not_be_writing()
        self.health.must_be_well()
        turn: Turn[T] = Turn(work, asyncio.get_running_loop().create_future())
        asked_s = time.perf_counter()
        self._turns.append(turn)
        try:
            async with self._write_lock:
                if turn.begun_s is None:  # else somebody took it along
                    await self._write_all()
            with self._readable_errors():
                return await turn.outcome
        finally:
            turn.outcome.cancel()  # if nobody waits for it any more
            if turn.begun_s is None:
                self._turns.remove(turn)
            else:
                self._tell(True, asked_s, turn.begun_s)

    async def _write_all(self) -> None:
        """Everything that waits now: the disk takes as long for one commit as for many."""
        taken, self._turns = self._turns[:AT_ONCE], self._turns[AT_ONCE:]
        begun_s = time.perf_counter()
        for turn in taken:
            turn.begun_s = begun_s
        try:
            await trip(self._writer, partial(write_all, taken))
        except ValueError as error:  # closed: what is raised in there is each one's own
            for turn in taken:
                turn.error = error
                turn.tell()

    async def in_one_read(self, work: Work[T]) -> T:
        """What `work` makes of one snapshot of what is committed; `work` as above.

        It stands in line in the thread, so that no connection waits idle for a busy loop.
        """
        asked_s = begun_s = time.perf_counter()

        def read(raw: sqlite3.Connection) -> T:
            nonlocal begun_s
            begun_s = time.perf_counter()
            return alone("BEGIN", work, raw)

        reader = min(self._asked, key=self._asked.__getitem__)
        self._asked[reader] += 1
        try:
            with self._readable_errors():
                return await trip(reader, read)
        finally:
            self._asked[reader] -= 1
            self._tell(False, asked_s, begun_s)

    # -- one trip for each statement -----------------------------------------------------------

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """One write transaction: committed at the end of the block, rolled back if it raises."""
        async with self._turn_to_write() as raw:
            try:
                # Inside the try: a task cancelled here has its BEGIN already on the way.
                if raw.in_transaction:  # a broken disk did not let go of it
                    await raw.rollback()
                await raw.execute_fetchall(BEGIN_WRITE)
                yield Connection(partial(trip, raw))
                await raw.commit()
            finally:
                await _rolled_back(raw)  # does nothing after the commit

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """One snapshot of what is committed; several statements in it agree with each other."""
        asked_s = time.perf_counter()
        async with self._read_lock:
            begun_s = time.perf_counter()
            try:
                with self._readable_errors():
                    await self._reader.execute_fetchall("BEGIN")
                    yield Connection(partial(trip, self._reader))
            finally:
                await _rolled_back(self._reader)
                self._tell(False, asked_s, begun_s)

    async def try_writing(self) -> None:
        """A trial of this very connection, while others are kept from writing; DatabaseBroken."""
        async with self._write_lock:
            try:
                with broken_told(self.path):
                    await self._writer.rollback()  # else the script would commit what is left open
                    await self._writer.executescript(TRIAL)
            finally:
                await _rolled_back(self._writer)

    # -- inside --------------------------------------------------------------------------------

    def _must_not_be_writing(self) -> None:
        if self._writing is not None and self._writing is asyncio.current_task():
            raise RuntimeError("a transaction inside a transaction would wait for itself for ever")

    @asynccontextmanager
    async def _turn_to_write(self) -> AsyncIterator[aiosqlite.Connection]:
        self._must_not_be_writing()
        asked_s = time.perf_counter()
        async with self._write_lock:
            self._writing, begun_s = asyncio.current_task(), time.perf_counter()
            try:
                with self._readable_errors():
                    self.health.must_be_well()
                    yield self._writer
            finally:
                self._writing = None
                self._tell(True, asked_s, begun_s)

    def _tell(self, is_write: bool, asked_s: float, begun_s: float) -> None:
        self.watch(Use(is_write, begun_s - asked_s, time.perf_counter() - begun_s))

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
