"""`easel imagine`: one prompt through the same language and engine as /imagine, without Discord."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.around_file import AroundFile, surrounded
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
    zoom: Annotated[
        tuple[float, Path] | None,
        typer.Option(metavar="X FILE", help="Zoom out of a picture, from 1 to 2 times"),
    ] = None,
    pan: Annotated[
        tuple[str, Path] | None,
        typer.Option(metavar="SIDE FILE", help="Go on left, right, up or down of a picture"),
    ] = None,
    edit: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A picture that the words change; up to four"),
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
        around = AroundFile.of(zoom, pan)
        made = asyncio.run(draw(words, settings, folder, seed, around=around, edit=edit or ()))
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
    around: AroundFile | None = None,
    edit: Sequence[Path] = (),
) -> MadeFiles:
    """Read the prompt, draw it, write the files; PromptError, CommandError."""
    from bot.cli.edit_files import in_their_shape, links_for, named, read_files, request_for
    from bot.cli.engine_room import loaded_engine
    from bot.orders.approximations import approximations
    from bot.orders.record import Record
    from bot.prompt import Defaults, parse
    from bot.running.best import best_first, is_ranked

    async with loaded_engine(settings, engine) as room:
        defaults = Defaults(max_characters=settings.limits.prompt_characters)
        changed = await asyncio.to_thread(read_files, edit)
        order = named(parse(prompt + links_for(edit), room.card, defaults), edit)
        if order.images or len(order.edit) > len(changed):
            raise CommandError("Image links work in Discord only; here `--edit` takes files.")
        order = in_their_shape(order, changed, room.card)
        source = None
        if around is not None:
            made = await asyncio.to_thread(surrounded, around, order, room.card)
            order, source = made.order, made.source
        for notice in (*order.notices, *approximations(order, room.card)):
            err().print(f"Note: {notice}")
        if seed is not None:
            order = replace(order.with_seed(seed), sources={**order.sources, "seed": "--seed"})
        elif order.seed is None:
            order = order.with_seed(secrets.randbelow(2**32))
        record = Record.of(order, room.card)
        request = request_for(record, changed, source)
        finished = await watch(request, room.engine, order.text)
        if is_ranked(record):
            finished = await best_first(room.engine, finished, record)
    pictures = [image.picture for image in finished.images]
    seeds = tuple(image.seed for image in finished.images)
    files = await asyncio.to_thread(write, folder, pictures, order.shown)
    return MadeFiles(order, seeds, files[1:], files[0], finished.seconds)
