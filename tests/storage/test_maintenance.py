"""`easel db check | backup | migrate`, beside a working Easel and after an accident."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import (
    BackupExists,
    DatabaseBroken,
    DatabaseInUse,
    DatabaseTooNew,
    NewImage,
    NotFound,
    Storage,
    utc_now,
)
from storage.maintenance import backup, check, migrate
from storage.schema import migrations, prepare
from tests.storage.people import ADA, Person, ledger_of

KNOWN = len(migrations())


async def done_with_pictures(person: Person) -> str:
    job = await person.running()
    images = []
    for index in (1, 2, 3, 4):
        path = await person.storage.files.write_picture(job.id, f"{index}.png", b"x")
        images.append(NewImage(index=index, seed=0, width_px=8, height_px=8, path=path))
    await person.storage.jobs.finish_pictures(job.id, images)
    await person.storage.jobs.complete(job.id, 5001)
    return job.id


async def test_a_sound_folder_has_no_problems_while_easel_works(person: Person) -> None:
    await done_with_pictures(person)
    unfinished = await person.running()
    await person.storage.files.write_picture(unfinished.id, "1.png", b"early")
    await person.order()
    report = check(person.storage.directory)
    assert (report.version, report.jobs, report.images) == (KNOWN, 3, 4)
    assert (report.problems, report.leftovers) == ((), ())


async def test_lost_pictures_and_leftovers_are_named(person: Person) -> None:
    job_id = await done_with_pictures(person)
    folder = person.storage.files.path(f"pictures/{job_id}")
    (folder / "2.png").unlink()
    (folder / "1.png.abc.part").write_bytes(b"half")
    await person.storage.files.write_picture(job_id, "grid.png", b"the four together")
    stopped = await person.running()
    nobodys = await person.storage.files.write_picture(stopped.id, "1.png", b"too late")
    await person.storage.jobs.cancel(stopped.id)
    report = check(person.storage.directory)
    assert report.problems == (f"the picture pictures/{job_id}/2.png is gone",)
    assert sorted(report.leftovers) == sorted((f"pictures/{job_id}/1.png.abc.part", nobodys))


def break_rules(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE jobs SET status = 'failed'", "job {} came to nothing but was not refunded"),
        ("UPDATE jobs SET price = 1", "job {} has a charge other than its price"),
        (
            "DELETE FROM ledger WHERE entry = 'settle'",
            "job {} is done but its charge is not settled",
        ),
        (
            "UPDATE jobs SET status = 'running', ended_at = NULL",
            "job {} has not ended but its charge has",
        ),
        ("DELETE FROM ledger", "job {} was never charged"),
        (
            "UPDATE jobs SET parent_id = 'gone'",
            "a row of jobs points to a row of jobs that is gone",
        ),
    ],
)
async def test_wrong_books_are_named(person: Person, statement: str, problem: str) -> None:
    job_id = await done_with_pictures(person)
    path = person.storage.database.path
    break_rules(path, "DROP TRIGGER ledger_is_never_deleted", statement)
    assert problem.format(job_id) in check(person.storage.directory).problems


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    migrate(tmp_path)
    path = tmp_path / "easel.db"
    content = bytearray(path.read_bytes())
    content[100:8192] = b"\xff" * 8092
    path.write_bytes(content)
    with pytest.raises(DatabaseBroken, match="easel"):
        check(tmp_path)


def test_checking_or_saving_a_folder_that_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        check(tmp_path / "nowhere")
    with pytest.raises(NotFound):
        backup(tmp_path / "nowhere", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


async def test_an_older_database_is_told_to_migrate(tmp_path: Path) -> None:
    prepare(tmp_path / "easel.db", utc_now(), migrations()[:1])
    report = check(tmp_path)
    advice = f"the database has version 1, this Easel {KNOWN}: run easel db migrate"
    assert report.problems == (advice,)
    made = migrate(tmp_path)
    assert (made.version, len(made.applied)) == (KNOWN, KNOWN - 1)
    assert made.applied[0] == "0002 lanes privacy favourites"
    assert check(tmp_path).problems == ()
    assert migrate(tmp_path).applied == ()


async def test_a_newer_database_is_never_migrated(tmp_path: Path) -> None:
    migrate(tmp_path)
    break_rules(tmp_path / "easel.db", "INSERT INTO migrations VALUES (99, 'future', 'now')")
    with pytest.raises(DatabaseTooNew) as caught:
        migrate(tmp_path)
    assert (caught.value.found, caught.value.known) == (99, KNOWN)
    with pytest.raises(DatabaseTooNew):
        async with Storage.open(tmp_path):
            pass
    assert "newer Easel" in check(tmp_path).problems[0]


async def test_migrating_needs_the_folder_for_itself(person: Person) -> None:
    with pytest.raises(DatabaseInUse):
        migrate(person.storage.directory)


async def test_a_backup_of_a_working_easel_opens_and_goes_on(
    person: Person, tmp_path: Path
) -> None:
    done = await person.done(ADA)
    waiting = (await person.order(ADA)).job
    target = tmp_path / "copies" / "easel.db"
    assert backup(person.storage.directory, target) == target
    assert sorted(path.name for path in target.parent.iterdir()) == ["easel.db"]
    await person.storage.jobs.cancel(waiting.id)  # after it: not in the backup
    async with Storage.open(target.parent) as restored:
        assert await restored.jobs.recent(ADA) == [waiting, done]
        assert len(await ledger_of(restored, ADA, done.guild_id)) == 3


async def test_a_backup_never_writes_over_a_file(person: Person, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(BackupExists, match="exists already"):
        backup(person.storage.directory, target)
    assert target.read_text() == "precious"


async def test_a_backup_that_cannot_be_written_is_named(person: Person, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(DatabaseBroken, match="no backup"):
        backup(person.storage.directory, tmp_path / "file" / "copy.db")
