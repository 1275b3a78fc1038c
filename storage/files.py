"""Pictures on the disk: `pictures/<job id>/<name>` in the data folder, whole or not at all."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from storage.broken import files_broken
from storage.errors import NotFound, PathOutside
from storage.health import Health

PICTURES = "pictures"
PARTIAL = ".part"  # what a crash in the middle of a write leaves behind

_JOB_ID = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\.[A-Za-z0-9]{1,8}", re.ASCII)


class Files:
    """Writes, reads and deletes the pictures of jobs; every path it takes or gives is relative.

    What the disk does not do is FilesBroken, and noted in `health`.
    """

    def __init__(self, directory: Path, health: Health) -> None:
        self._directory = directory.resolve()
        self._health = health

    async def write_picture(self, job_id: str, name: str, data: bytes) -> str:
        """Write one picture, over an earlier one by that name; returns its relative path.

        Afterwards it is whole on the disk; a crash before that leaves the earlier one or none.
        """
        if not _NAME.fullmatch(name):
            raise PathOutside(name)
        folder = self._folder(job_id)
        with self._readable_errors(folder / name):
            await asyncio.to_thread(write_whole, self._inside(folder / name), data)
        return f"{PICTURES}/{job_id}/{name}"

    async def read_picture(self, path: str) -> bytes:
        """The bytes of a picture; NotFound if the file is gone."""
        try:
            with self._readable_errors(self._directory / path):
                return await asyncio.to_thread(self.path(path).read_bytes)
        except FileNotFoundError as error:
            raise NotFound(f"the file {path} is gone") from error

    async def delete_pictures(self, job_id: str) -> None:
        """Delete every picture of a job; nothing happens if there is none."""
        folder = self._inside(self._folder(job_id))
        with suppress(FileNotFoundError), self._readable_errors(folder):
            await asyncio.to_thread(shutil.rmtree, folder)

    async def delete_some(self, job_id: str, pattern: str) -> None:
        """Delete the pictures of a job with such names; nothing happens if there is none."""
        folder = self._inside(self._folder(job_id))
        with self._readable_errors(folder):
            await asyncio.to_thread(_delete, folder, pattern)

    async def delete_older(self, pattern: str, before: datetime, but: Collection[str] = ()) -> int:
        """Of all jobs but these, delete the pictures of such a name written before then; how many
        went.
        """
        folder = self._directory / PICTURES
        with self._readable_errors(folder):
            return await asyncio.to_thread(
                _delete_older, folder, f"*/{pattern}", before.timestamp(), frozenset(but)
            )

    def path(self, path: str) -> Path:
        """Where a relative path lies on the disk; PathOutside if it leaves the pictures."""
        if "\0" in path:
            raise PathOutside(path)
        return self._inside(self._directory / path)

    @contextmanager
    def _readable_errors(self, path: Path) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise  # the way to it is well
        except OSError as error:
            broken = files_broken(path, error)
            self._health.failed(broken)
            raise broken from error

    def _folder(self, job_id: str) -> Path:
        if not _JOB_ID.fullmatch(job_id):
            raise PathOutside(job_id)
        return self._directory / PICTURES / job_id

    def _inside(self, path: Path) -> Path:
        resolved = path.resolve()  # follows links, so a link out of the folder is refused too
        root = self._directory / PICTURES
        if resolved == root or not resolved.is_relative_to(root):
            raise PathOutside(str(path))
        return resolved


def _delete(folder: Path, pattern: str) -> None:
    for path in folder.glob(pattern):
        path.unlink(missing_ok=True)


def _delete_older(folder: Path, pattern: str, before_s: float, but: frozenset[str]) -> int:
    gone = 0
    for path in folder.glob(pattern):
        if path.parent.name in but:
            continue
        with suppress(FileNotFoundError):  # its job was deleted meanwhile
            if path.stat().st_mtime < before_s:
                path.unlink()
                gone += 1
    return gone


def write_whole(path: Path, data: bytes) -> None:
    """Write a file and the name of it onto the disk, whole or not at all; OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    prefix = f"{path.name}."
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=PARTIAL)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)  # not there any more if all went well
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # elsewhere a folder cannot be opened, and the rename is durable by itself
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
