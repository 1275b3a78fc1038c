"""A start with a disk or database that cannot be used: no login to Discord, and one sentence."""

import asyncio
import logging
import re
from contextlib import suppress
from pathlib import Path

import pytest

from bot.app import run_bot
from bot.cli import checks, program
from bot.config import Settings, StorageSection
from bot.demo import run_demo
from bot.errors import CommandError, LastingError
from engine import CannedEngine
from storage import Storage, StorageError, maintenance
from tests.fixtures.broken_disk import full, locked, read_only
from tests.fixtures.easel import Easel
from tests.fixtures.wrecks import WRECKS, Wreck, empty


@pytest.mark.parametrize("wreck", WRECKS, ids=lambda wreck: wreck.__name__)
async def test_it_ends_with_one_sentence_and_never_logs_in(cold_easel: Easel, wreck: Wreck) -> None:
    """A database damaged in the middle reached Discord's login, at every restart anew; an empty
    file began anew in silence, so that every quota was gone.
    """
    wreck(cold_easel.folder / "easel.db")
    before = seen(cold_easel.folder)
    with pytest.raises(LastingError, match=WRECKS[wreck]) as caught:
        await run_bot(cold_easel.settings(), engine=CannedEngine())
    assert str(cold_easel.folder / "easel.db") in caught.value.sentence
    assert "\n" not in caught.value.sentence
    assert not cold_easel.server.calls
    assert seen(cold_easel.folder) == before  # whatever can be saved is left as it is


@pytest.mark.parametrize("wreck", WRECKS, ids=lambda wreck: wreck.__name__)
def test_the_doctor_and_db_check_say_the_same(
    wreck: Wreck, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    wreck(folder / "easel.db")
    finding = checks.database(Settings(storage=StorageSection(directory=folder)))
    assert finding.is_well is False
    config = tmp_path / "easel.toml"
    config.write_text(f'[storage]\ndirectory = "{folder}"\n')
    assert program.run(["db", "check", "--config", str(config)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[-1].startswith("easel: ")
    if "damaged" not in WRECKS[wreck] and "nothing of Easel" not in WRECKS[wreck]:
        assert re.search(WRECKS[wreck], finding.text)
        assert re.search(WRECKS[wreck], told[-1])
        assert len(told) == 1


def test_the_exit_code_tells_a_supervisor_that_trying_again_is_no_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty(tmp_path / "data" / "easel.db")
    config = tmp_path / "easel.toml"
    config.write_text(
        f'[storage]\ndirectory = "{tmp_path}/data"\n'
        '[discord]\ntoken = "x"\napi_url = "http://127.0.0.1:9/api/v10"\n'
    )
    assert program.run(["run", "--config", str(config)]) == program.LASTING == 65
    told = capsys.readouterr().err.splitlines()
    assert len([line for line in told if line.startswith("easel: ")]) == 1


async def test_a_locked_database_is_waited_for_without_a_login(
    cold_easel: Easel, caplog: pytest.LogCaptureFixture
) -> None:
    async with Storage.open(cold_easel.folder):
        pass
    with locked(cold_easel.folder):
        starting = asyncio.create_task(cold_easel.start())
        await said(caplog, "not started yet, and tried again by itself")
        assert "locked" in caplog.text
        assert not cold_easel.server.calls
    await starting
    assert await cold_easel.grid(cold_easel.ada)
    assert caplog.text.count("not started yet") == 1


@pytest.mark.parametrize("is_new", [True, False], ids=["first start", "later start"])
async def test_a_full_disk_is_waited_for_without_a_login(
    cold_easel: Easel, small_disk: Path, caplog: pytest.LogCaptureFixture, is_new: bool
) -> None:
    """At a first start an empty file stayed behind, and was taken for a lost database later."""
    cold_easel.folder = small_disk / "data"
    if not is_new:
        async with Storage.open(cold_easel.folder):
            pass
    with full(cold_easel.folder):
        starting = asyncio.create_task(cold_easel.start())
        await said(caplog, "not started yet, and tried again by itself")
        assert not cold_easel.server.calls
        assert is_new is not (cold_easel.folder / "easel.db").exists()
    await starting
    assert await cold_easel.grid(cold_easel.ada)


async def test_a_disk_that_is_read_only_is_waited_for_without_a_login(
    cold_easel: Easel, small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cold_easel.folder = small_disk / "data"
    async with Storage.open(cold_easel.folder):
        pass
    with read_only(cold_easel.folder):
        starting = asyncio.create_task(cold_easel.start())
        await said(caplog, "not started yet, and tried again by itself")
        assert "the disk is read-only" in caplog.text
        assert not cold_easel.server.calls
    await starting
    assert await cold_easel.grid(cold_easel.ada)


async def test_a_demo_that_has_no_room_ends_with_one_sentence(small_disk: Path) -> None:
    with full(small_disk / "data"), pytest.raises(CommandError, match=r"(full|No space)"):
        await run_demo("127.0.0.1", 0, small_disk / "data", False, on_ready=print)


async def test_whoever_waits_for_the_disk_can_be_stopped(
    cold_easel: Easel, caplog: pytest.LogCaptureFixture
) -> None:
    async with Storage.open(cold_easel.folder):
        pass
    with locked(cold_easel.folder):
        stop = asyncio.Event()
        running = asyncio.create_task(
            run_bot(cold_easel.settings(), engine=CannedEngine(), stop=stop)
        )
        await said(caplog, "not started yet")
        stop.set()
        async with asyncio.timeout(30):
            await running
    assert not cold_easel.server.calls


def test_a_database_that_is_gone_for_good_can_be_started_anew(tmp_path: Path) -> None:
    """As the sentence says; and what the lost one had not yet written in does not come into it."""
    maintenance.migrate(tmp_path)
    (tmp_path / "easel.db").unlink()
    (tmp_path / "easel.db-wal").write_bytes(b"of another database")
    maintenance.migrate(tmp_path)
    assert maintenance.check(tmp_path).problems == ()


def test_a_link_to_a_disk_that_is_not_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "easel.db").symlink_to(tmp_path / "mounted" / "later.db")
    with pytest.raises(StorageError, match=r"a link to .*later\.db, which is not there"):
        maintenance.migrate(tmp_path)
    assert (tmp_path / "easel.db").is_symlink()


async def said(caplog: pytest.LogCaptureFixture, words: str) -> None:
    async with asyncio.timeout(30):
        while not any(words in record.getMessage() for record in caplog.records):  # noqa: ASYNC110
            await asyncio.sleep(0.01)  # another thread's line makes no event here
    assert max(record.levelno for record in caplog.records) == logging.ERROR


def seen(folder: Path) -> dict[str, bytes]:
    """What lies there, but the lock and what SQLite keeps beside a database while it reads."""
    found = {}
    for path in sorted(folder.rglob("easel.db")):
        with suppress(OSError):
            found[path.name] = path.read_bytes() if path.is_file() else b""
    return found
