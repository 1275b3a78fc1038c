"""A picture that cannot be decoded costs its own person a sentence, and nobody else anything."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from bot.pictures.decoder import DecoderLimits
from tests.bot.intake.test_blending import picture
from tests.fixtures.easel import TIMEOUT_S, Easel, labels
from tests.fixtures.hostile_pictures import flat_png, jpeg_with_scans, long_jpeg

linux = pytest.mark.skipif(sys.platform != "linux", reason="finds the process in /proc")


@pytest.fixture(scope="module")
def hard() -> bytes:
    """Made before the test, which has an event loop."""
    return long_jpeg()


def decoders() -> list[int]:
    """The processes that decode for this one."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = folder.joinpath("stat").read_text().rpartition(")")[2].split()[1]
            command = folder.joinpath("cmdline").read_bytes()
        except OSError:
            continue  # ended meanwhile
        if int(parent) == os.getpid() and b"decoder_process" in command:
            found.append(int(folder.name))
    return found


async def until_decoding() -> list[int]:
    async with asyncio.timeout(TIMEOUT_S):
        while not (found := decoders()):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return found


@linux
async def test_while_one_persons_picture_is_stuck_another_is_served(easel: Easel, hard: bytes):
    """Six such pictures of one person once stopped every delivery for 85 seconds."""
    hard_one = await easel.ada.slash("#general", "show", picture=("a.jpg", hard))
    [process_id] = await until_decoding()
    os.kill(process_id, signal.SIGSTOP)

    await easel.grid(easel.ben)
    await easel.ben.slash("#general", "describe", image=("b.png", picture("red")))
    await easel.ben.wait_for("#general", lambda m: "🎉 Imagine all" in labels(m))

    with suppress(ProcessLookupError):  # on a busy machine the clock has killed it
        os.kill(process_id, signal.SIGKILL)
    told = (await hard_one.finished())["embeds"][0]
    assert told["title"] == "Invalid link"
    assert "more time or memory" in told["description"]
    next_one = await easel.ada.slash("#general", "show", picture=("c.png", picture("blue")))
    assert "Nothing about its making" in (await next_one.finished())["embeds"][0]["description"]


@linux
async def test_a_bot_that_ends_leaves_no_process_behind(easel: Easel, hard: bytes):
    await easel.ada.slash("#general", "show", picture=("a.jpg", hard))
    [process_id] = await until_decoding()
    os.kill(process_id, signal.SIGSTOP)  # of itself it does not end
    await easel.kill()
    async with asyncio.timeout(DecoderLimits().wall_s / 2):
        while decoders():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: flat_png(1, 39_999_999), "39999999 pixels long"),
        (lambda: jpeg_with_scans(1000, 700), "more time or memory"),
        (lambda: picture("red")[:60], "is damaged"),
    ],
    ids=["side", "scans", "damaged"],
)
async def test_a_refused_picture_is_one_sentence(easel: Easel, make, words: str):
    data = await asyncio.to_thread(make)
    handle = await easel.ada.slash("#general", "show", picture=("a.png", data))
    message = await handle.finished()
    assert message["ephemeral"]
    assert words in message["embeds"][0]["description"]
