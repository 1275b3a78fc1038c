"""The making of a picture as an animated WebP, put together in a process that may be killed.

Knows raw pixels and files; no job and no Discord.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, Self

from bot.pictures.decoder import environment_without_secrets
from engine import Finished, Picture

MOST_FRAMES: Final = 60
CPU_S: Final = 30
WALL_S: Final = 90  # a busy machine gives a process a fraction of a core
MEMORY_BYTES: Final = 1024**3
MODULE: Final = "bot.running.film_process"


class FilmFailed(Exception):
    """The process came to no film within its limits."""


class Frames:
    """Previews in the order of the steps; of very many every second one is kept."""

    def __init__(self) -> None:
        self.pictures: list[Picture] = []

    def add(self, previews: Sequence[Picture] | None) -> None:
        """Those of one step; of a request for one picture that is one."""
        if not previews:
            return
        self.pictures.append(previews[0])
        if len(self.pictures) >= 2 * MOST_FRAMES:
            del self.pictures[::2]

    def ending(self, finished: Finished) -> Self:
        """With the picture that they led to as the last one."""
        self.pictures.append(finished.images[0].picture)
        return self

    def thinned(self) -> list[Picture]:
        """About so many as a film has at most, the last one among them."""
        if len(self.pictures) <= MOST_FRAMES:
            return self.pictures
        return self.pictures[(len(self.pictures) + 1) % 2 :: 2]


async def film_of(frames: Frames, stored_png: bytes) -> bytes | None:
    """WebP of the frames, and of the stored picture at the end; FilmFailed.

    None where the picture that they led to is not the stored one.
    """
    pictures = frames.thinned()
    header = json.dumps([[one.width_px, one.height_px] for one in pictures]).encode()
    pieces = (len(header).to_bytes(4, "big"), header, *(one.rgb for one in pictures), stored_png)
    limits = (CPU_S, WALL_S, MEMORY_BYTES)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-Wignore", "-m", MODULE, *map(str, limits)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=environment_without_secrets(),
    )
    try:
        async with asyncio.timeout(WALL_S):
            told, _ = await process.communicate(b"".join(pieces))
    except TimeoutError:
        raise FilmFailed(f"no film within {WALL_S} s") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):  # ended by itself, and not yet told
                process.kill()
            await process.wait()
    if process.returncode != 0:
        raise FilmFailed(f"its process ended with status {process.returncode}")
    return told or None
