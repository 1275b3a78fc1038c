"""Finished pictures as files: four PNG and the grid, made in threads. Knows no job and no disk."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.ui import grid
from engine import GeneratedImage


@dataclass(frozen=True, slots=True)
class MadePicture:
    """One picture as it will be stored."""

    seed: int
    width_px: int
    height_px: int
    png: bytes


@dataclass(frozen=True, slots=True)
class MadeGrid:
    """What one job made: the pictures in reading order, and all on one sheet."""

    png: bytes
    pictures: tuple[MadePicture, ...]


async def encode(images: Sequence[GeneratedImage]) -> MadeGrid:
    """The images pixel for pixel as PNG."""
    pictures = [image.picture for image in images]
    sheet, *pngs = await asyncio.gather(
        asyncio.to_thread(grid.compose, pictures),
        *(asyncio.to_thread(grid.to_png, picture) for picture in pictures),
    )
    made = (
        MadePicture(image.seed, image.picture.width_px, image.picture.height_px, png)
        for image, png in zip(images, pngs, strict=True)
    )
    return MadeGrid(sheet, tuple(made))
