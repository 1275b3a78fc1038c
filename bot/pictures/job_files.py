"""The files of a job: the grid it made, and the pictures it starts from, kept before it is stored.

`input_1.png` … beside the job's own pictures, in the order of the links, so that neither a restart
nor a dead link loses any; `mask.png` where a part alone is drawn. Knows storage and no engine.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.orders.kinds import KINDS
from bot.orders.record import Record
from bot.orders.request import upscaled_size
from bot.pictures.inputs import blend, laid_out
from bot.prompt.sizes import Size
from storage import Job, NotFound, Storage
from storage.files import PICTURES

GRID: Final = "grid.png"
FILM: Final = "film.webp"
INPUTS: Final = "input_*.png"
MASK: Final = "mask.png"  # a few kilobytes: it stays as long as the job's own pictures
INPUTS_KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class StartPicture:
    """A picture to start from, and how much of it is drawn anew: 1 keeps nothing.

    `upscaled`: what it becomes where it is made larger, instead of the order's own size.
    `mask_png`: white where that is; None: everywhere.
    """

    png: bytes
    strength: float
    upscaled: Size | None = None
    mask_png: bytes | None = None


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


async def keep_mask(storage: Storage, job_id: str, mask: bytes) -> None:
    """As `keep_inputs`, before the job itself."""
    await storage.files.write_picture(job_id, MASK, mask)


async def mask_of(storage: Storage, job_id: str) -> bytes:
    """Which part of its picture a job drew; NotFound where that is gone."""
    return await storage.files.read_picture(f"{PICTURES}/{job_id}/{MASK}")


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
    start = KINDS[job.kind].start
    if start != "words" and job.parent_id and await storage.withheld.contains(job.parent_id):
        raise NotFound(f"the pictures of {job.parent_id} were taken away")
    if start in ("parent", "part", "canvas"):
        image = await storage.images.get(job.parent_id or "", job.parent_index or 0)
        png = await storage.files.read_picture(image.path)
        if (redrawn := KINDS[job.kind].upscale) is not None:
            return StartPicture(png, redrawn, upscaled_size(image.width_px, image.height_px))
        if record.canvas is not None:
            canvas_png, mask_png = await asyncio.to_thread(laid_out, png, record.canvas)
            return StartPicture(canvas_png, 1.0, mask_png=mask_png)
        if (image.width_px, image.height_px) != (record.order.width_px, record.order.height_px):
            png = await _in_shape(png, record)
        if start == "part":
            return StartPicture(png, 1.0, mask_png=await mask_of(storage, job.id))
        return StartPicture(png, KINDS[job.kind].strength or record.strength)
    order, strength = record.order, record.effects.strength
    if strength is None:
        return None
    numbers = range(1, len(order.images or order.edit) + 1)
    pngs = [await storage.files.read_picture(_path(job.id, number)) for number in numbers]
    png = await asyncio.to_thread(blend, pngs, order.width_px, order.height_px)
    return StartPicture(png, strength)


async def references_of(storage: Storage, job: Job, record: Record) -> tuple[bytes, ...]:
    """The pictures that its words change, where the model takes such; NotFound."""
    if not record.effects.has_references:
        return ()
    first = len(record.order.images) + 1
    numbers = range(first, first + len(record.order.edit))
    return tuple([await storage.files.read_picture(_path(job.id, number)) for number in numbers])


async def _in_shape(png: bytes, record: Record) -> bytes:
    """The picture cut to the new shape, never stretched."""
    return await asyncio.to_thread(blend, [png], record.order.width_px, record.order.height_px)


def _path(job_id: str, number: int) -> str:
    return f"{PICTURES}/{job_id}/input_{number}.png"
