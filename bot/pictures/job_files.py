"""The files of a job: the grid it made, and the pictures it starts from, kept before it is stored.

`input_1.png` … beside the job's own pictures, in the order of the links, so that neither a restart
nor a dead link loses any. Knows storage and no engine.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.orders.kinds import KINDS
from bot.orders.record import Record
from bot.pictures.inputs import blend
from bot.prompt.sizes import Size
from storage import Job, NotFound, Storage
from storage.files import PICTURES

GRID: Final = "grid.png"
FILM: Final = "film.webp"
INPUTS: Final = "input_*.png"
INPUTS_KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class StartPicture:
    """A picture to start from, and how much of it is drawn anew: 1 keeps nothing.

    `upscaled`: what it becomes where it is made larger, instead of the order's own size.
    """

    png: bytes
    strength: float
    upscaled: Size | None = None


async def read_grid(storage: Storage, job_id: str) -> bytes:
    """All pictures of a job on one sheet, as PNG; NotFound where there is none (yet)."""
    return await storage.files.read_picture(f"{PICTURES}/{job_id}/{GRID}")


async def read_film(storage: Storage, job_id: str) -> bytes:
    """The animated WebP of a job that makes a film; NotFound where there is none (yet)."""
    return await storage.files.read_picture(f"{PICTURES}/{job_id}/{FILM}")


async def keep_inputs(storage: Storage, user_id: int, job_id: str, pngs: Sequence[bytes]) -> None:
    """Before the job itself: whoever claims it finds them. TooMany where they are too much.

    Those of the person's ended jobs go first, the oldest before the others.
    """
    if not pngs:
        return
    for gone in await storage.sources.add(user_id, job_id, sum(map(len, pngs))):
        await storage.files.delete_some(gone, INPUTS)
    for number, png in enumerate(pngs, 1):
        await storage.files.write_picture(job_id, f"input_{number}.png", png)


async def delete_files(storage: Storage, job_id: str) -> None:
    """All that lies there of a job that came to nothing."""
    await storage.files.delete_pictures(job_id)
    await storage.sources.forget(job_id)


async def sweep_inputs(storage: Storage, now: datetime) -> int:
    """Delete those whose time is over; how many. Who goes on from such a job needs its links."""
    needed = await storage.jobs.unended()
    return await storage.files.delete_older(INPUTS, now - INPUTS_KEPT, needed)


async def inputs_of(storage: Storage, job: Job, links: Sequence[str]) -> Mapping[str, bytes]:
    """The kept pictures of an earlier job by their links; those that are gone are left out."""
    found = {}
    for number, link in enumerate(links, 1):
        try:
            found[link] = await storage.files.read_picture(_path(job.id, number))
        except NotFound:
            continue
    return found


async def maker_of(storage: Storage, job: Job) -> Job:
    """Whose picture is made again: itself, where none is; NotFound once it was taken away."""
    if KINDS[job.kind].start != "again":
        return job
    if await storage.withheld.contains(job.parent_id or ""):
        raise NotFound(f"the pictures of {job.parent_id} were taken away")
    return await storage.jobs.get(job.parent_id or "")


async def start_of(storage: Storage, job: Job, record: Record) -> StartPicture | None:
    """What this job starts from, None for noise alone; NotFound where it is gone.

    What starts from its parent takes that very picture, in which image prompts had their part; it
    is gone as well once a moderator took it away.
    """
    if KINDS[job.kind].start == "parent":
        if await storage.withheld.contains(job.parent_id or ""):
            raise NotFound(f"the pictures of {job.parent_id} were taken away")
        image = await storage.images.get(job.parent_id or "", job.parent_index or 0)
        png = await storage.files.read_picture(image.path)
        if (redrawn := KINDS[job.kind].upscale) is not None:
            return StartPicture(png, redrawn, upscaled_size(image.width_px, image.height_px))
        if (image.width_px, image.height_px) != (record.order.width_px, record.order.height_px):
            png = await _in_shape(png, record)
        return StartPicture(png, record.strength)
    order, strength = record.order, record.effects.strength
    if not order.images or strength is None:
        return None
    numbers = range(1, len(order.images) + 1)
    pngs = [await storage.files.read_picture(_path(job.id, number)) for number in numbers]
    png = await asyncio.to_thread(blend, pngs, order.width_px, order.height_px)
    return StartPicture(png, strength)


def upscaled_size(width_px: int, height_px: int) -> Size:
    """Twice the sides."""
    return Size(2 * width_px, 2 * height_px)


async def _in_shape(png: bytes, record: Record) -> bytes:
    """The picture cut to the new shape, never stretched."""
    return await asyncio.to_thread(blend, [png], record.order.width_px, record.order.height_px)


def _path(job_id: str, number: int) -> str:
    return f"{PICTURES}/{job_id}/input_{number}.png"
