"""Finished pictures as files: each as PNG, and the sheet, made in threads.

Knows no job and no disk.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.pictures import grid
from bot.pictures.metadata import Metadata
from bot.prompt.counts import GRID
from engine import GeneratedImage, Picture


@dataclass(frozen=True, slots=True)
class MadePicture:
    """One picture as it will be stored."""

    seed: int
    width_px: int
    height_px: int
    png: bytes


@dataclass(frozen=True, slots=True)
class MadeGrid:
    """What one job made: the pictures in reading order, and on one sheet those that are shown."""

    png: bytes
    pictures: tuple[MadePicture, ...]


@dataclass(frozen=True, slots=True)
class MadeFilm:
    """The making of a picture that is stored already."""

    webp: bytes


async def encode(
    images: Sequence[GeneratedImage], about: Metadata | None = None, shown: int | None = None
) -> MadeGrid:
    """The images pixel for pixel as PNG; `about`, with each one's seed and index, stands inside.

    `shown`: so many of the first stand on the sheet; None: all.

    The texts are made in the threads too: of a prompt with a thousand brackets each takes its time.
    """

    def texts(index: int | None, seed: int) -> Mapping[str, str]:
        return grid.NO_TEXTS if about is None else replace(about, index=index, seed=seed).texts()

    def whole() -> bytes:
        return sheet_of([image.picture for image in images[:shown]], texts(None, images[0].seed))

    def png_of(index: int, image: GeneratedImage) -> bytes:
        return grid.to_png(image.picture, texts(index, image.seed))

    sheet, *pngs = await asyncio.gather(
        asyncio.to_thread(whole),
        *(asyncio.to_thread(png_of, index, image) for index, image in enumerate(images, 1)),
    )
    made = (
        MadePicture(image.seed, image.picture.width_px, image.picture.height_px, png)
        for image, png in zip(images, pngs, strict=True)
    )
    return MadeGrid(sheet, tuple(made))


def sheet_of(pictures: Sequence[Picture], texts: Mapping[str, str] = grid.NO_TEXTS) -> bytes:
    """PNG of all of them: up to four exactly, two by two; more with their numbers."""
    made = grid.assemble if len(pictures) <= GRID else grid.contact_sheet
    return made(pictures, texts)
