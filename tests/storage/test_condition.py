"""Looking at a database before anybody works with it: in time, and without rights."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage import DatabaseBroken, condition
from storage.maintenance import migrate
from tests.fixtures.wrecks import damaged_in_the_middle

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
        condition.must_be_database(path)
    assert not caught.value.may_pass


@pytest.mark.skipif(os.name != "posix", reason="rights are of another kind there")
def test_a_file_that_this_user_may_not_write_is_named(open_folder: Path) -> None:
    path = open_folder / "easel.db"
    migrate(open_folder)
    open_folder.chmod(0o755)
    path.chmod(0o444)
    with without_rights(), pytest.raises(DatabaseBroken, match="this user may not write it"):
        condition.must_be_writable(path)


@pytest.mark.parametrize(("limit_s", "is_found"), [(0.0, False), (60.0, True)])
def test_a_large_database_is_checked_as_far_as_the_time_goes(
    tmp_path: Path, limit_s: float, is_found: bool
) -> None:
    """A start with gigabytes on a slow disk must not take minutes."""
    damaged_in_the_middle(tmp_path / "data" / "easel.db")
    found = []
    try:
        condition.must_be_whole(tmp_path / "data" / "easel.db", limit_s, small_bytes=0)
    except DatabaseBroken as error:
        found.append(error)
    assert bool(found) is is_found
