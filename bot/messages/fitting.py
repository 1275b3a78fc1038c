"""Pictures made to fit where they are sent: as they are first, smaller only once that is refused.

Knows how large a file may be and what Discord says to one that is larger; sends nothing by itself.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeVar

import discord

from bot.interactions.interaction import Interaction
from bot.messages.refused_posts import NextTry, next_try
from bot.pictures import grid

log = logging.getLogger(__name__)
T = TypeVar("T")

LEAST_LIMIT_BYTES: Final = 20 * 1024 * 1024  # since 2026-09: discord-api-docs, pull request 8578
REQUEST_BYTES: Final = 24 * 1024 * 1024  # Discord: 25 MiB for one request, the text with it


def limit_there(guild: discord.Guild | None) -> int:
    """How large one file may be in a server, or in direct messages; none take less than 20 MiB."""
    return LEAST_LIMIT_BYTES if guild is None else max(guild.filesize_limit, LEAST_LIMIT_BYTES)


async def answer_upload(interaction: Interaction, png: bytes) -> grid.Upload:
    """The picture as it may answer this interaction, whose limit Discord tells with it."""
    return await asyncio.to_thread(grid.fit_upload, png, interaction.filesize_limit)


async def send_fitting(
    pngs: Sequence[bytes], limit_bytes: int, send: Callable[[Sequence[grid.Upload]], Awaitable[T]]
) -> T:
    """Send them in one message, smaller and smaller as long as Discord says they are too large."""
    if sum(len(png) for png in pngs) > REQUEST_BYTES:
        limit_bytes = min(limit_bytes, REQUEST_BYTES // len(pngs))
    refused: discord.HTTPException | None = None
    while True:
        try:
            uploads = [await asyncio.to_thread(grid.fit_upload, png, limit_bytes) for png in pngs]
        except ValueError:
            if refused is None:
                raise
            raise refused from None  # nothing is small enough: the reason is Discord's own
        try:
            return await send(uploads)
        except discord.HTTPException as error:
            if next_try(error) is not NextTry.SMALLER:
                raise
            refused, largest = error, max(len(upload.data) for upload in uploads)
            log.info("%s bytes are too many here", largest)
            limit_bytes = min(limit_bytes, largest) // 2
