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

from bot.cli.options import Config, Debug, Json, Prompt, settings_for
from bot.cli.screen import err, json_line, out
from bot.errors import CommandError

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.orders.record import Record
    from bot.prompt import ImagineOrder
    from engine import Finished, ImageEngine, Picture

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
    edit: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A picture that the words change; up to four"),
    ] = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Draw four pictures for a prompt, without Discord."""
    settings = settings_for(config, debug)
    made = asyncio.run(draw(" ".join(prompt), settings, folder, seed, edit=edit or ()))
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
        for notice in (*order.notices, *approximations(order, room.card)):
            err().print(f"Note: {notice}")
        if seed is not None:
            order = replace(order.with_seed(seed), sources={**order.sources, "seed": "--seed"})
        elif order.seed is None:
            order = order.with_seed(secrets.randbelow(2**32))
        finished = await _watch(Record.of(order, room.card), changed, room.engine)
    pictures = [image.picture for image in finished.images]
    seeds = tuple(image.seed for image in finished.images)
    files = await asyncio.to_thread(write, folder, pictures)
    return MadeFiles(order, seeds, files[1:], files[0], finished.seconds)


async def _watch(record: "Record", changed: tuple[bytes, ...], engine: "ImageEngine") -> "Finished":
    """The pictures, with a bar that grows on stderr; `changed`: those that the words change."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    from bot.cli.edit_files import request_for
    from engine import Cancelled, Failed, Finished
    from engine import Progress as Step

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    text, steps = record.order.text, record.effects.steps
    shown = text if len(text) <= 40 else text[:39] + "…"
    with Progress(*columns, console=err()) as bar:
        task = bar.add_task(shown, total=steps)
        async with aclosing(engine.submit(request_for(record, changed))) as events:
            async for event in events:
                if isinstance(event, Step):
                    bar.update(task, completed=event.step)
                elif isinstance(event, Failed):
                    raise event.error
                elif isinstance(event, Finished):
                    bar.update(task, completed=steps)
                    return event
                elif isinstance(event, Cancelled):
                    break
    raise CommandError("The picture was stopped before it was done.")


def write(folder: Path, pictures: Sequence["Picture"]) -> tuple[Path, ...]:
    """grid.png and one file a picture, each whole or not at all; CommandError."""
    from bot.pictures import grid

    contents = {"grid.png": grid.assemble(pictures)}
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
