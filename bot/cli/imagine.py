"""`easel imagine`: one prompt through the same language and engine as /imagine, without Discord."""

import asyncio
import os
import secrets
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.around_file import AroundFile, surrounded
from bot.cli.options import Config, Debug, Json, Prompt, settings_for
from bot.cli.screen import err, json_line, out
from bot.errors import CommandError

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.orders.record import Record
    from bot.prompt import ImagineOrder
    from engine import Finished, ImageEngine, Picture, SourceImage

IMAGES = 4


def imagine(
    prompt: Prompt,
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
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Draw four pictures for a prompt, without Discord."""
    settings, around = settings_for(config, debug), AroundFile.of(zoom, pan)
    text = " ".join(prompt)
    made = asyncio.run(draw(text, settings, folder, seed, around=around, edit=edit or ()))
    if json:
        json_line(made.as_json())
    else:
        out().print(f"{made.grid}  (seed {made.seeds[0]}, {made.seconds:.1f} s)", soft_wrap=True)


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """What came of it: the order as it was resolved, and where its pictures are."""

    order: "ImagineOrder"
    seeds: tuple[int, ...]
    files: tuple[Path, ...]
    grid: Path
    seconds: float

    def as_json(self) -> dict[str, object]:
        return {
            "prompt": self.order.echo,
            "parameters": self.order.parameters(),
            "seeds": list(self.seeds),
            "files": [str(path) for path in self.files],
            "grid": str(self.grid),
            "seconds": round(self.seconds, 3),
        }


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
    from bot.cli.edit_files import in_their_shape, links_for, named, read_files
    from bot.cli.engine_room import loaded_engine
    from bot.orders.approximations import approximations
    from bot.orders.record import Record
    from bot.prompt import Defaults, parse

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
        finished = await _watch(record, changed, room.engine, source)
    pictures = [image.picture for image in finished.images]
    seeds = tuple(image.seed for image in finished.images)
    files = await asyncio.to_thread(write, folder, pictures, order.shown)
    return MadeFiles(order, seeds, files[1:], files[0], finished.seconds)


async def _watch(
    record: "Record",
    changed: tuple[bytes, ...],
    engine: "ImageEngine",
    source: "SourceImage | None" = None,
) -> "Finished":
    """The pictures, with a bar that grows on stderr; `changed`: those that the words change."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    from bot.cli.edit_files import request_for
    from bot.orders.best import best_first, is_ranked
    from engine import Cancelled, Failed, Finished
    from engine import Progress as Step

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    text, steps = record.order.text, record.effects.steps
    shown = text if len(text) <= 40 else text[:39] + "…"
    with Progress(*columns, console=err()) as bar:
        task = bar.add_task(shown, total=steps)
        async with aclosing(engine.submit(request_for(record, changed, source))) as events:
            async for event in events:
                if isinstance(event, Step):
                    bar.update(task, completed=event.step)
                elif isinstance(event, Failed):
                    raise event.error
                elif isinstance(event, Finished):
                    bar.update(task, completed=steps)
                    is_asked = is_ranked(record)
                    return await best_first(engine, event, record) if is_asked else event
                elif isinstance(event, Cancelled):
                    break
    raise CommandError("The picture was stopped before it was done.")


def write(
    folder: Path, pictures: Sequence["Picture"], shown: int | None = None
) -> tuple[Path, ...]:
    """grid.png of the first `shown`, and a file for each, whole or not at all; CommandError."""
    from bot.pictures import grid
    from bot.pictures.encoding import sheet_of

    contents = {"grid.png": sheet_of(pictures[:shown])}
    contents |= {f"{place}.png": grid.to_png(each) for place, each in enumerate(pictures, 1)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_replace(folder / name, data) for name, data in contents.items())
    except OSError as error:
        raise CommandError(f"{folder} cannot be written: {error.strerror or error}.") from error


def _replace(path: Path, data: bytes) -> Path:
    partial = path.with_suffix(f".{os.getpid()}.part")
    partial.write_bytes(data)
    partial.replace(path)
    return path
