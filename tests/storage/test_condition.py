"""Looking at a database before anybody works with it: in time, and without rights."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from storage import DatabaseBroken
from storage.condition import must_be_database, must_be_whole, must_be_writable
from storage.maintenance import migrate

NOBODY = 65534


@contextmanager
def without_rights() -> Iterator[None]:
    """As a user who owns nothing, where we are one who may do everything."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """One that everybody may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.skipif(os.name != "posix", reason="rights are of another kind there")
def test_a_file_that_this_user_may_not_read_is_named(open_folder: Path) -> None:
    path = open_folder / "easel.db"
    migrate(open_folder)
    open_folder.chmod(0o755)
    path.chmod(0)
    with (
        without_rights(),
        pytest.raises(DatabaseBroken, match=r"easel\.db: this user may not read it") as caught,
    ):
        must_be_database(path)
    assert not caught.value.may_pass


@pytest.mark.skipif(os.name != "posix", reason="rights are of another kind there")
def test_a_file_that_this_user_may_not_write_is_named(open_folder: Path) -> None:
    path = open_folder / "easel.db"
    migrate(open_folder)
    open_folder.chmod(0o755)
    path.chmod(0o444)
    with without_rights(), pytest.raises(DatabaseBroken, match="this user may not write it"):
        must_be_writable(path)


def test_a_large_database_holds_no_start_up_for_long(tmp_path: Path) -> None:
    path = tmp_path / "easel.db"
    migrate(tmp_path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE many (word TEXT, other TEXT)")
        connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) "
            "INSERT INTO many SELECT hex(i), hex(i * 7) FROM n"
        )
        connection.execute("CREATE INDEX many_by_word ON many (word, other)")
    began = time.perf_counter()
    must_be_whole(path, limit_s=0.0)
    short = time.perf_counter() - began
    began = time.perf_counter()
    must_be_whole(path)
    assert short < (time.perf_counter() - began) / 2
