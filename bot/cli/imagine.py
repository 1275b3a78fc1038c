"""`easel imagine`: one prompt through the same language and engine as /imagine, without Discord."""

import asyncio
import secrets
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.made_files import MadeFiles, watch, write
from bot.cli.options import Config, Debug, Json, SomeWords, settings_for
from bot.cli.screen import err, json_line, out
from bot.errors import CommandError

if TYPE_CHECKING:
    from bot.config import Settings
    from engine import ImageEngine

IMAGES = 4


def imagine(
    prompt: SomeWords = None,
    config: Config = None,
    folder: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder for grid.png and 1.png to 4.png")
    ] = Path("out"),
    seed: Annotated[
        int | None,
        typer.Option(min=0, max=2**32 - 1, metavar="N", help="The same seed, the same pictures"),
    ] = None,
    upscaled: Annotated[
        Path | None,
        typer.Option("--upscale", metavar="FILE", help="Make this picture twice as large instead"),
    ] = None,
    creative: Annotated[
        bool,
        typer.Option("--creative", metavar="", help="With --upscale: draw it anew a little"),
    ] = False,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Draw four pictures for a prompt, without Discord; or make a picture larger."""
    settings, words = settings_for(config, debug), " ".join(prompt or ())
    if upscaled is not None:
        from bot.cli.upscaling import upscale

        one = upscale(upscaled, words, settings, folder, seed, is_creative=creative)
        made = asyncio.run(one)
    elif not words:
        raise typer.BadParameter("Say what to draw.", param_hint="PROMPT")
    else:
        made = asyncio.run(draw(words, settings, folder, seed))
    if json:
        json_line(made.as_json())
    else:
        out().print(f"{made.grid}  (seed {made.seeds[0]}, {made.seconds:.1f} s)", soft_wrap=True)


async def draw(
    prompt: str,
    settings: "Settings",
    folder: Path,
    seed: int | None = None,
    engine: "ImageEngine | None" = None,
) -> MadeFiles:
    """Read the prompt, draw it, write the files; PromptError, CommandError."""
    from bot.cli.engine_room import loaded_engine
    from bot.orders.record import Record
    from bot.orders.request import build_request
    from bot.prompt import Defaults, parse

    async with loaded_engine(settings, engine) as room:
        defaults = Defaults(max_characters=settings.limits.prompt_characters)
        order = parse(prompt, room.card, defaults)
        if order.images:
            raise CommandError("Image links work in Discord only; describe the picture in words.")
        for notice in order.notices:
            err().print(f"Note: {notice}")
        if seed is not None:
            order = replace(order.with_seed(seed), sources={**order.sources, "seed": "--seed"})
        elif order.seed is None:
            order = order.with_seed(secrets.randbelow(2**32))
        request = build_request(Record.of(order, room.card), "imagine")
        finished = await watch(request, room.engine, order.text)
    pictures = [image.picture for image in finished.images]
    seeds = tuple(image.seed for image in finished.images)
    files = await asyncio.to_thread(write, folder, pictures)
    return MadeFiles(order, seeds, files[1:], files[0], finished.seconds)
