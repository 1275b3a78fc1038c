"""`easel job ID`: the whole story of one job, for the operator, without the bot."""

import json as json_text
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.db import storage_errors
from bot.cli.options import Config, Debug, Json, settings_for
from bot.cli.screen import json_line, out

if TYPE_CHECKING:
    from rich.table import Table

    from storage import Job
    from storage.story import Picture, Story

JobId = Annotated[
    str, typer.Argument(metavar="ID", show_default=False, help="The job's whole id, 22 characters")
]

_HUNDREDTHS = ("price", "hundredths")


def job(job_id: JobId, config: Config = None, json: Json = False, debug: Debug = False) -> None:
    """Tell all that is known of one job, in the order of time; a stealth prompt is shown too."""
    with storage_errors():
        from storage.story import story_of

        story = story_of(settings_for(config, debug).storage.directory, job_id)
    if json:
        json_line(as_json(story))
    else:
        show(story)


def as_json(story: "Story") -> dict[str, Any]:
    """`job`, its row; `events` in the order of time; `pictures`; `other_files` beside them.

    The price is in credits, as `easel explain --json` gives it.
    """
    from bot.orders.pricing import HUNDREDTHS

    row = {name: _plain(value) for name, value in asdict(story.job).items()}
    row |= {
        "price": story.job.price / HUNDREDTHS,
        "request": json_text.loads(story.job.request),
    }
    pictures = [{**asdict(each.image), "is_there": each.is_there} for each in story.pictures]
    return {
        "job": row,
        "events": [{**asdict(event), "at": event.at.isoformat()} for event in story.events],
        "pictures": pictures,
        "other_files": list(story.other_files),
    }


def show(story: "Story") -> None:
    """The same for people, on stdout; the request is left to `--json`."""
    from rich.text import Text

    console = out()
    for each in (Text(story.job.prompt, "bold"), "", _row(story.job), "", _events(story), ""):
        console.print(each)
    if story.pictures:
        console.print(_pictures(story.pictures))
    for name in story.other_files:
        console.print(f"also there: {name}", soft_wrap=True)
    if not story.pictures and not story.other_files:
        console.print("There are no pictures.")


def _row(job: "Job") -> "Table":
    """Every column that holds something."""
    row = _table("Column", "Value")
    for name, value in asdict(job).items():
        if name not in ("prompt", "request") and value is not None:
            row.add_row(name, _word(name, _plain(value)))
    return row


def _events(story: "Story") -> "Table":
    events = _table("When (UTC)", "Known from", "What", "More")
    for event in story.events:
        more = (_named(name, each) for name, each in event.details.items() if each is not None)
        events.add_row(f"{event.at:%Y-%m-%d %H:%M:%S}", event.source, event.what, "\n".join(more))
    return events


def _pictures(found: "tuple[Picture, ...]") -> "Table":
    pictures = _table("Picture", "Size", "Seed", "File")
    for each in found:
        image, style = each.image, "" if each.is_there else "red"
        size = f"{image.width_px}×{image.height_px}"
        file = image.path if each.is_there else f"{image.path} is gone"
        pictures.add_row(str(image.index), size, str(image.seed), file, style=style)
    return pictures


def _named(name: str, value: object) -> str:
    return f"{'credits' if name == 'hundredths' else name} {_word(name, value)}"


def _word(name: str, value: object) -> str:
    """Hundredths of credits as people know them; everything else as it stands."""
    from bot.orders.pricing import credits

    return credits(value) if name in _HUNDREDTHS and isinstance(value, int) else str(value)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _table(*titles: str) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 3, 0, 0))
    for title in titles:
        table.add_column(title, overflow="fold")
    return table
