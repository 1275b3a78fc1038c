"""Runs the server alone: `python -m bot.local_discord --port 8420 [--database FILE]`.

With `--echo-bot FILE` the coroutine `run(server)` of that Python file runs beside it, so that
the page has somebody to talk to.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import logging
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

from bot.local_discord.server import LocalDiscord

Script = Callable[[LocalDiscord], Coroutine[None, None, None]]
_SAMPLE_BOT = Path("tests/fixtures/sample_bot.py")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.local_discord", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8420)
    parser.add_argument("--database", type=Path, help="keep everything in this file")
    parser.add_argument(
        "--echo-bot", type=Path, nargs="?", const=_SAMPLE_BOT, help="run a bot beside the server"
    )
    return parser.parse_args()


def _script(path: Path) -> Script:
    spec = importlib.util.spec_from_file_location("echo_bot", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    script: Script = module.run
    return script


async def _serve(arguments: argparse.Namespace) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    place = {"host": arguments.host, "port": arguments.port, "database": arguments.database}
    async with LocalDiscord.start(**place) as server:
        waiting: set[asyncio.Task[object]] = {asyncio.create_task(stop.wait())}
        if arguments.echo_bot is not None:
            waiting.add(asyncio.create_task(_script(arguments.echo_bot)(server)))
        sys.stdout.write(f"ready {server.url}  api {server.api_url}  token {server.token}\n")
        sys.stdout.flush()
        done, rest = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        for task in done:
            task.result()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(_serve(_arguments()))
