"""Strangers' files decoded one at a time, each in a process of its own that may be killed.

A process costs a tenth of a second and 17 MB; it carries nothing from one file to the next, holds
neither torch nor the token, and limits itself besides being watched here. Knows no link and no
person.
"""

import asyncio
import json
import logging
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from bot.foreign.making import Making
from bot.pictures.decode import MAX_PNG_BYTES, Decoded
from bot.pictures.unfit import DAMAGED, TOO_HARD, Unfit

log = logging.getLogger(__name__)

AT_ONCE: Final = 2  # of the whole bot: the rest of the machine is for making pictures
_MAX_HEADER_BYTES: Final = 8 * 1024 * 1024  # a megabyte of texts, each character escaped
_KEPT_VARIABLES: Final = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class DecoderLimits:
    """What one file may cost: 40 megapixels were seen to take two seconds and 660 MiB at most."""

    cpu_s: int = 5
    wall_s: int = 20  # a busy machine gives a process a fraction of a core
    memory_bytes: int = 1024**3


class Decoder:
    """Starts nothing before the first file; as a context it leaves no process behind."""

    def __init__(self, limits: DecoderLimits | None = None) -> None:
        self._limits = limits or DecoderLimits()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._running: set[asyncio.subprocess.Process] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for process in tuple(self._running):
            _kill(process)

    @property
    def process_ids(self) -> tuple[int, ...]:
        """Of the processes that decode now."""
        return tuple(process.pid for process in self._running)

    async def decode(self, data: bytes) -> Decoded:
        """The picture in a file, in its turn; Unfit where it gives none within the limits."""
        async with self._slots:
            process = await self._start()
            self._running.add(process)
            try:
                async with asyncio.timeout(self._limits.wall_s):
                    return await _ask(process, data)
            except TimeoutError:
                log.warning("a picture was not decoded within %s s", self._limits.wall_s)
                raise Unfit(TOO_HARD) from None
            finally:
                _kill(process)
                self._running.discard(process)
                await process.wait()

    async def _start(self) -> asyncio.subprocess.Process:
        limits = self._limits
        given = (limits.cpu_s, limits.wall_s, limits.memory_bytes)
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # what lies in the folder where the bot was started is no module
            "-Wignore",
            "-m",
            "bot.pictures.decoder_process",
            *(str(one) for one in given),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment_without_secrets(),
        )


async def _ask(process: asyncio.subprocess.Process, data: bytes) -> Decoded:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the decoder was started without pipes")
    try:
        process.stdin.write(data)
        await process.stdin.drain()
        process.stdin.close()
        header = json.loads(await _piece(process.stdout, _MAX_HEADER_BYTES))
        png = await _piece(process.stdout, MAX_PNG_BYTES)
        await process.wait()
    except (asyncio.IncompleteReadError, OSError, ValueError):
        status = await process.wait()
        log.warning("a picture was not decoded: its process ended with status %s", status)
        raise Unfit(TOO_HARD if status < 0 else DAMAGED) from None  # below 0: killed by a signal
    if "key" in header:
        raise Unfit(header["key"], **header["values"])
    look, making = bytes.fromhex(header["look"]), header["making"]
    return Decoded(
        png,
        header["width_px"],
        header["height_px"],
        look,
        header["texts"],
        None if making is None else Making.from_json(making),
    )


async def _piece(stream: asyncio.StreamReader, most: int) -> bytes:
    """One piece of the answer: four bytes of length, and as many bytes."""
    size = int.from_bytes(await stream.readexactly(4), "big")
    if size > most:
        raise ValueError(f"{size} bytes are more than a decoder answers")
    return await stream.readexactly(size)


def _kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):  # ended by itself, and not yet told
            process.kill()


def environment_without_secrets() -> dict[str, str]:
    """The same modules as here, and none of the secrets that the bot was started with."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(str(Path(one).absolute()) for one in sys.path)}
