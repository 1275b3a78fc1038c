"""What may be asked of an open connection, and whole transactions run in its own thread.

Each connection has a thread, and every trip there and back costs a busy bot milliseconds; a commit
waits for the disk. So a transaction on the way of an answer makes one trip, and those that come at
the same moment share a commit.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

import aiosqlite

Value = str | int | float | bytes | None
Parameters = Sequence[Value] | Mapping[str, Value]
T = TypeVar("T")
BEGIN_WRITE = "BEGIN IMMEDIATE"
log = logging.getLogger(__name__)


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


@dataclass(slots=True)
class Turn(Generic[T]):
    """Somebody's transaction on its way. As a context it takes what the work raises: `tell` raises
    it again, in the task of whoever waits.
    """

    work: Work[T]
    outcome: asyncio.Future[T]
    begun_s: float | None = None  # None: not taken yet
    value: T | None = None
    error: BaseException | None = None

    def run(self, act: Callable[[], T]) -> None:
        """Keep what comes of it, be it an error."""
        self.value = self.error = None
        with self:
            self.value = act()

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> bool:
        self.error = error
        return True

    def tell(self) -> None:
        """In the loop: to whoever waits for it."""
        if self.outcome.done():
            return  # cancelled meanwhile
        if self.error is not None:
            self.outcome.set_exception(self.error)
        else:
            self.outcome.set_result(self.value)  # type: ignore[arg-type]  # there was no error


def write_all(turns: Sequence[Turn[Any]], raw: sqlite3.Connection) -> None:
    """Each turn's work as if it were alone, with one commit for all; each is told afterwards.

    Where that fails for a reason that is nobody's own (a full disk), each is done anew by itself.
    """
    is_done = False
    _roll_back(raw)  # a broken disk may not have let go of the last one
    if len(turns) > 1:
        try:
            _together(turns, raw)
            is_done = True
        except sqlite3.Error as error:
            log.info("%s transactions are done one by one: %s", len(turns), error)
    for turn in () if is_done else turns:
        turn.run(partial(alone, BEGIN_WRITE, turn.work, raw))
    for turn in turns:
        turn.outcome.get_loop().call_soon_threadsafe(turn.tell)


def _together(turns: Sequence[Turn[Any]], raw: sqlite3.Connection) -> None:
    """One transaction, in which what one work did is taken back if it raises."""
    try:
        raw.execute(BEGIN_WRITE)
        for turn in turns:
            raw.execute("SAVEPOINT turn")
            turn.run(partial(_done, turn.work, raw))
            if not raw.in_transaction:  # SQLite gave all of it up, as where the disk is full
                raise sqlite3.OperationalError(str(turn.error))
            if turn.error is not None:
                raw.execute("ROLLBACK TO turn")
            raw.execute("RELEASE turn")
        raw.commit()
    finally:
        _roll_back(raw)  # does nothing after the commit


def alone(begin: str, work: Work[T], raw: sqlite3.Connection) -> T:
    """One transaction, all of it in the connection's thread; rolled back if `work` raises."""
    try:
        raw.execute(begin)
        done = _done(work, raw)
        raw.commit()
        return done
    finally:
        _roll_back(raw)  # does nothing after the commit


def _roll_back(raw: sqlite3.Connection) -> None:
    with suppress(sqlite3.DatabaseError):  # of two errors the first says what is wrong
        raw.rollback()


def _done(work: Work[T], raw: sqlite3.Connection) -> T:
    """What comes of it; here it has nothing to wait for, so it is run to its end at once."""

    async def here(act: Callable[[sqlite3.Connection], Any], /) -> Any:  # noqa: ANN401  # a Trip
        return act(raw)

    running = work(Connection(here))
    try:
        running.send(None)
    except StopIteration as ended:
        done: T = ended.value
        return done
    finally:
        running.close()
    raise RuntimeError("what is done in one trip waited for something else than its database")


async def trip(raw: aiosqlite.Connection, act: Callable[[sqlite3.Connection], T], /) -> T:
    """aiosqlite's own way into the thread; it has no public one for more than a statement."""
    done: T = await raw._execute(act, raw._conn)  # type: ignore[no-untyped-call]
    return done
