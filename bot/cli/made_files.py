"""What a command made as files: watched while it is made, written whole or not at all."""

import os
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.screen import err
from bot.errors import CommandError

if TYPE_CHECKING:
    from bot.prompt import ImagineOrder
    from engine import Finished, ImageEngine, ImageRequest, Picture


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


async def watch(request: "ImageRequest", engine: "ImageEngine", text: str) -> "Finished":
    """The pictures, with a bar that grows on stderr beside the text."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    from engine import Cancelled, Failed, Finished
    from engine import Progress as Step

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    shown = text if len(text) <= 40 else text[:39] + "…"
    with Progress(*columns, console=err()) as bar:
        task = bar.add_task(shown, total=request.steps)
        async with aclosing(engine.submit(request)) as events:
            async for event in events:
                if isinstance(event, Step):
                    bar.update(task, completed=event.step, total=event.steps)
                elif isinstance(event, Failed):
                    raise event.error
                elif isinstance(event, Finished):
                    bar.update(task, completed=bar.tasks[0].total)
                    return event
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
