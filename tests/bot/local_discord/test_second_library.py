"""A second, unrelated library (discord.js) is served as well: the rules are not discord.py's."""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "fixtures" / "second_library.cjs"
FOLDER = os.environ.get("DISCORD_JS", "")

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (Path(FOLDER) / "node_modules" / "discord.js").is_dir(),
    reason="needs Node.js and DISCORD_JS=<folder> in which `npm install discord.js@14` was run",
)


@asynccontextmanager
async def second_bot(server):
    """The script, running until the block is left; what it says comes line by line."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *("node", str(SCRIPT), server.url, server.token), stdout=pipe
    )
    try:
        yield process.stdout
    finally:
        process.kill()
        await process.wait()


async def line(stream, wanted: str) -> None:
    async with asyncio.timeout(60):
        while (await stream.readline()).decode().strip() != wanted:
            pass


async def test_discord_js_logs_in_answers_and_resumes(local_discord) -> None:
    ada = local_discord.person("ada")
    async with second_bot(local_discord) as stream:
        await line(stream, "ready")
        handle = await ada.slash("#general", "second")
        message = await handle.finished()
        assert (message["content"], message["attachments"][0]["filename"]) == ("edited", "a.txt")
        await ada.wait_for("#general", lambda shown: shown["content"] == "followed up")
        pressed = await ada.click(message, "Press")
        assert (pressed.message["content"], pressed.message["components"]) == ("updated", [])
        local_discord.gateway.abort_all()
        await line(stream, "resumed")
        await (await ada.slash("#general", "second")).finished()
