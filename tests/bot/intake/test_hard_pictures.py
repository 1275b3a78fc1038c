"""A picture that cannot be decoded costs its own person a sentence, and nobody else anything."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.pictures.decoder import DecoderLimits
from tests.bot.intake.test_blending import picture
from tests.fixtures.easel import TIMEOUT_S, Easel
from tests.fixtures.hostile_pictures import flat_png, jpeg_with_scans, long_jpeg

linux = pytest.mark.skipif(sys.platform != "linux", reason="finds the process in /proc")


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
async def test_while_one_persons_picture_is_stuck_another_is_served(easel: Easel):
    """Six such pictures of one person once stopped every delivery for 85 seconds."""
    hard = [
        asyncio.create_task(easel.ada.slash("#general", "describe", image=("a.jpg", long_jpeg())))
        for _ in range(2)
    ]
    stuck = await until_decoding()
    for process_id in stuck:
        os.kill(process_id, signal.SIGSTOP)

    await easel.grid(easel.ben)
    handle = await easel.ben.slash("#general", "describe", image=("b.png", picture("red")))
    assert (await handle.finished())["embeds"][0]["description"]
    assert decoders() == stuck, "one at a time of each person"

    for process_id in stuck:
        os.kill(process_id, signal.SIGKILL)
    said = [(await (await one).finished())["embeds"][0] for one in hard]
    assert said[0]["title"] == "Invalid link"
    assert "more time or memory" in said[0]["description"]


@linux
async def test_a_bot_that_ends_leaves_no_process_behind(easel: Easel):
    asking = asyncio.create_task(
        easel.ada.slash("#general", "describe", image=("a.jpg", long_jpeg()))
    )
    [process_id] = await until_decoding()
    os.kill(process_id, signal.SIGSTOP)  # of itself it does not end
    await easel.kill()
    async with asyncio.timeout(DecoderLimits().wall_s / 2):
        while decoders():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    asking.cancel()
    await asyncio.wait({asking})


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
    handle = await easel.ada.slash("#general", "describe", image=("a.png", make()))
    message = await handle.finished()
    assert message["ephemeral"]
    assert words in message["embeds"][0]["description"]
