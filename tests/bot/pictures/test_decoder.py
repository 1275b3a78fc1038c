"""Decoding happens in processes that end by their limits, and nobody but their person notices."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from bot.pictures.decoder import AT_ONCE, Decoder, DecoderLimits
from bot.pictures.unfit import Unfit
from tests.fixtures.hostile_pictures import flat_png, long_jpeg, saved

ROOT = Path(__file__).parents[3]
SMALL = saved(Image.new("RGB", (40, 30), "red"))
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits and /proc as Linux has them")


@pytest.fixture(scope="module")
def hard() -> bytes:
    """Made before the test, which has an event loop."""
    return long_jpeg()


async def test_the_process_knows_pillow_and_little_else() -> None:
    code = "import sys, json, bot.pictures.decoder_process; print(json.dumps(list(sys.modules)))"
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT
    )
    modules = json.loads(done.stdout)
    foreign = {"torch", "numpy", "discord", "aiohttp", "aiosqlite", "pydantic", "engine", "storage"}
    assert not foreign & {name.partition(".")[0] for name in modules}
    ours = {name for name in modules if name.startswith("bot")}
    assert {name for name in ours if not name.startswith("bot.foreign")} == {
        "bot",
        "bot.pictures",
        "bot.pictures.decode",
        "bot.pictures.decoder_process",
        "bot.pictures.file_structure",
        "bot.pictures.file_texts",
        "bot.pictures.unfit",
    }


def test_nobody_else_opens_what_people_send() -> None:
    """All of these open PNG of our own making, but `upscaling`: a file its operator names."""
    opening = {
        path.stem
        for path in (ROOT / "bot").rglob("*.py")
        if "Image.open" in path.read_text(encoding="utf-8")
    }
    assert opening == {
        "decode", "grid", "inputs", "drawing", "before_after", "film_process", "bench_people",
        "upscaling",
    }  # fmt: skip


@linux
async def test_the_process_is_started_without_the_bots_secrets(
    monkeypatch: pytest.MonkeyPatch, hard: bytes
) -> None:
    monkeypatch.setenv("EASEL_DISCORD__TOKEN", "secret")
    decoder = Decoder()
    decoding = asyncio.create_task(decoder.decode(hard))
    environment = await asyncio.to_thread(Path(f"/proc/{await pid(decoder)}/environ").read_bytes)
    assert b"PYTHONPATH" in environment and b"secret" not in environment
    decoding.cancel()
    await asyncio.wait({decoding})


@linux
@pytest.mark.parametrize(
    ("limits", "make"),
    [
        (DecoderLimits(cpu_s=1), long_jpeg),
        (DecoderLimits(memory_bytes=200 * 1024**2), lambda: flat_png(6300, 6300, colour=2)),
    ],
    ids=["time", "memory"],
)
async def test_past_a_limit_it_ends_and_the_next_picture_is_served(
    limits: DecoderLimits, make: Callable[[], bytes]
) -> None:
    decoder = Decoder(limits)
    with pytest.raises(Unfit, match="link-too-hard"):
        await decoder.decode(await asyncio.to_thread(make))
    assert decoder.process_ids == ()
    assert (await decoder.decode(SMALL)).width_px == 40


@linux
async def test_a_process_that_is_stuck_is_killed_by_the_clock(hard: bytes) -> None:
    decoder = Decoder(DecoderLimits(wall_s=2))
    decoding = asyncio.create_task(decoder.decode(hard))
    stuck = await pid(decoder)
    os.kill(stuck, signal.SIGSTOP)
    with pytest.raises(Unfit, match="link-too-hard"):
        await decoding
    assert not is_decoding(stuck)


async def test_a_process_that_crashes_is_one_sentence(hard: bytes) -> None:
    decoder = Decoder()
    decoding = asyncio.create_task(decoder.decode(hard))
    os.kill(await pid(decoder), signal.SIGTERM)
    with pytest.raises(Unfit, match="link-too-hard"):
        await decoding


async def test_so_many_at_once_and_the_others_in_their_turn() -> None:
    decoder, most = Decoder(), 0

    async def watched(data: bytes) -> int:
        nonlocal most
        decoded = await decoder.decode(data)
        most = max(most, len(decoder.process_ids) + 1)  # this one has just gone
        return decoded.width_px

    assert set(await asyncio.gather(*(watched(SMALL) for _ in range(8)))) == {40}
    assert 1 <= most <= AT_ONCE


@linux
async def test_the_bots_own_memory_does_not_grow_with_a_large_picture() -> None:
    """Decoded in the bot, this one took 760 MiB."""
    data = await asyncio.to_thread(flat_png, 6300, 6300, colour=2)
    await asyncio.to_thread(Path("/proc/self/clear_refs").write_text, "5")  # forgets the peak
    before = peak_bytes()
    decoded = await Decoder().decode(data)
    assert (decoded.width_px, decoded.height_px) == (6300, 6300)
    assert peak_bytes() - before < 60 * 1024**2


async def test_a_clean_stop_leaves_no_process(hard: bytes) -> None:
    async with Decoder() as decoder:
        decoding = asyncio.create_task(decoder.decode(hard))
        await pid(decoder)
    with pytest.raises(Unfit):
        await decoding
    assert decoder.process_ids == ()


@linux
async def test_a_killed_bot_leaves_no_process_behind() -> None:
    """Nobody is there to kill it: it ends by the limits that it gave itself."""
    code = """
import asyncio
from bot.pictures.decoder import Decoder, DecoderLimits
from tests.fixtures.hostile_pictures import long_jpeg

async def main():
    decoder = Decoder(DecoderLimits(cpu_s=1))
    decoding = asyncio.create_task(decoder.decode(long_jpeg()))
    while not decoder.process_ids:
        await asyncio.sleep(0.01)
    print(*decoder.process_ids, flush=True)
    await decoding

asyncio.run(main())
"""
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert bot.stdout is not None
    orphan = int(await bot.stdout.readline())
    bot.kill()
    await bot.wait()
    async with asyncio.timeout(60):
        while is_decoding(orphan):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def pid(decoder: Decoder) -> int:
    """Of its one process, as soon as it is there."""
    async with asyncio.timeout(60):
        while not decoder.process_ids:  # noqa: ASYNC110
            await asyncio.sleep(0.005)  # a start makes no event here
    return decoder.process_ids[0]


def is_decoding(process_id: int) -> bool:
    try:
        return b"decoder_process" in Path(f"/proc/{process_id}/cmdline").read_bytes()
    except OSError:
        return False


def peak_bytes() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no peak")
