"""Pictures on the disk: whole or not there, and never outside their folder."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import NotFound, PathOutside, new_job_id
from storage.files import Files
from storage.health import Health

JOB = "AAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "data", Health())


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


async def test_a_picture_is_written_and_read(files: Files, tmp_path: Path) -> None:
    path = await files.write_picture(JOB, "1.png", b"\x89PNG")
    assert path == f"pictures/{JOB}/1.png"
    assert await files.read_picture(path) == b"\x89PNG"
    assert files.path(path) == tmp_path / "data" / path
    assert everything(tmp_path) == ["data", "data/pictures", f"data/pictures/{JOB}", f"data/{path}"]


async def test_what_is_older_goes_by_its_name(files: Files) -> None:
    old = await files.write_picture(JOB, "input_1.png", b"old")
    await files.write_picture(JOB, "input_2.png", b"new")
    await files.write_picture(JOB, "1.png", b"made")
    written = datetime(2026, 1, 1, tzinfo=UTC)
    os.utime(files.path(old), (written.timestamp(),) * 2)
    os.utime(files.path(f"pictures/{JOB}/1.png"), (written.timestamp(),) * 2)
    assert await files.delete_older("input_*.png", written) == 0
    assert await files.delete_older("input_*.png", written + timedelta(seconds=1)) == 1
    with pytest.raises(NotFound):
        await files.read_picture(old)
    assert await files.read_picture(f"pictures/{JOB}/1.png") == b"made"
    assert await files.read_picture(f"pictures/{JOB}/input_2.png") == b"new"


async def test_writing_again_replaces(files: Files) -> None:
    path = await files.write_picture(JOB, "1.png", b"long first version")
    assert await files.write_picture(JOB, "1.png", b"second") == path
    assert await files.read_picture(path) == b"second"


async def test_a_failed_write_leaves_the_old_picture_and_no_rest(
    files: Files, tmp_path: Path
) -> None:
    path = await files.write_picture(JOB, "1.png", b"first")
    with pytest.raises(TypeError):
        await files.write_picture(JOB, "1.png", "text, not bytes")  # type: ignore[arg-type]
    assert await files.read_picture(path) == b"first"
    assert [each for each in everything(tmp_path) if each.endswith(".part")] == []


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
async def test_a_reader_never_sees_half_a_picture(files: Files, tmp_path: Path) -> None:
    """The old file is replaced, never written into: whoever reads it reads it to its end."""
    path = files.path(await files.write_picture(JOB, "1.png", b"first"))
    (tmp_path / "reading").hardlink_to(path)
    await files.write_picture(JOB, "1.png", b"second")
    assert (tmp_path / "reading").read_bytes() == b"first"


async def test_writers_of_one_picture_leave_one_whole_picture(files: Files) -> None:
    datas = [bytes([number]) * 100_000 for number in range(8)]
    await asyncio.gather(*(files.write_picture(JOB, "1.png", data) for data in datas))
    assert await files.read_picture(f"pictures/{JOB}/1.png") in datas


async def test_a_jobs_pictures_are_deleted_and_no_others(files: Files, tmp_path: Path) -> None:
    other = new_job_id()
    kept = await files.write_picture(other, "1.png", b"kept")
    for name in ("1.png", "2.png", "grid.webp"):
        await files.write_picture(JOB, name, b"gone")
    await files.delete_pictures(JOB)
    await files.delete_pictures(JOB)  # a second time there is nothing to do
    assert await files.read_picture(kept) == b"kept"
    assert os.listdir(tmp_path / "data" / "pictures") == [other]  # noqa: PTH208


async def test_a_picture_that_is_gone_is_not_found(files: Files) -> None:
    with pytest.raises(NotFound, match="is gone"):
        await files.read_picture(f"pictures/{JOB}/1.png")


HOSTILE = ["", ".", "..", "../1.png", "a/1.png", "/etc/1.png", "a\\1.png", "C:1.png", "1.png\0.txt"]
HOSTILE += [
    ".hidden.png",
    "1",
    "1.png ",
    "1.png\n",
    "-rf.png",
    "x" * 65 + ".png",
    "１.png",
    "1..png",
]


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_is_refused(files: Files, tmp_path: Path, name: str) -> None:
    with pytest.raises(PathOutside):
        await files.write_picture(JOB, name, b"x")
    assert everything(tmp_path) == []


@pytest.mark.parametrize(
    "job_id", ["", "..", "../../../../../../etc", "A" * 21, "A" * 21 + "/", "A" * 23]
)
async def test_a_hostile_job_id_is_refused(files: Files, tmp_path: Path, job_id: str) -> None:
    with pytest.raises(PathOutside):
        await files.write_picture(job_id, "1.png", b"x")
    with pytest.raises(PathOutside):
        await files.delete_pictures(job_id)
    assert everything(tmp_path) == []


@pytest.mark.parametrize(
    "path",
    ["", ".", "pictures", "easel.db", "../secret", "pictures/../easel.db", "/etc/passwd", "a\0b"],
)
async def test_a_path_outside_is_refused(files: Files, path: str) -> None:
    with pytest.raises(PathOutside):
        await files.read_picture(path)


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
async def test_a_link_out_of_the_folder_is_refused(files: Files, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "1.png").write_bytes(b"secret")
    (tmp_path / "data" / "pictures").mkdir(parents=True)
    (tmp_path / "data" / "pictures" / JOB).symlink_to(secret)
    for act in (
        files.read_picture(f"pictures/{JOB}/1.png"),
        files.write_picture(JOB, "1.png", b"x"),
        files.delete_pictures(JOB),
    ):
        with pytest.raises(PathOutside):
            await act
    assert (secret / "1.png").read_bytes() == b"secret"
