"""The sample bot beside the server: the way of one command, as the page shows it."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import aiohttp

from tests.fixtures.sample_bot import SampleBot


async def test_a_command_goes_from_prompt_to_picture_with_its_buttons_and_forms(
    local_discord,
) -> None:
    async with SampleBot(pause_s=0, guild_ready_timeout=0) as bot:
        running = asyncio.create_task(bot.start(local_discord.token))
        await bot.wait_until_ready()
        ada, ben = local_discord.person("ada"), local_discord.person("ben")
        handle = await ada.slash("#general", "imagine", prompt="a red fox")
        assert "Waiting to start" in handle.message["content"]
        grid = await ben.wait_for("#general", lambda message: message["components"])
        assert ada.is_pinged_by(grid)
        await ada.until(lambda: handle.message is None)
        picture = await (await ben.click(grid, "U2")).finished()
        assert picture["attachments"][0]["filename"] == "one.png"
        form = await ben.click(grid, "Remix")
        assert form.modal is not None
        told = await ben.submit(form, {"Prompt": "blue", "Mood": "wild"})
        assert told.message["content"] == "You wrote: blue; ['wild']"
        assert ada.messages("#general")[-1]["id"] == picture["id"]
        choices = await ada.autocomplete("#general", "imagine", "style", prompt="", style="oi")
        assert choices == [{"name": "oil", "value": "oil"}]
        await ada.react(grid, "❌")
        await ada.until(lambda: grid["id"] not in [m["id"] for m in ada.messages("#general")])
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_the_server_runs_alone_and_stops_cleanly(tmp_path: Path) -> None:
    database = tmp_path / "local_discord.db"
    arguments = ("-m", "bot.local_discord", "--port", "0", "--database", str(database))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE
    )
    try:
        async with asyncio.timeout(60):
            word, url, *_ = (await process.stdout.readline()).decode().split()
        assert word == "ready"
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{url}/") as answer:
                assert "<html" in await answer.text()
            async with session.get(f"{url}/embed/avatars/2.png") as answer:
                assert answer.content_type == "image/svg+xml"
    finally:
        process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    assert database.exists()
