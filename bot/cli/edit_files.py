"""`easel imagine --edit FILE`: files in the place of links, which the prompt language wants.

A file stands in the prompt as a link of its own; `named` gives it its name back.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image

from bot.errors import CommandError
from bot.orders.edit_shape import shaped_like
from bot.orders.record import Record
from bot.orders.request import build_request
from bot.pictures.inputs import blend, sides_of
from bot.prompt import ImagineOrder
from bot.prompt.sizes import Size
from engine import ImageRequest, ModelCard, SourceImage

_PLACE: Final = "https://file.invalid/{number}.png"


def read_files(paths: Sequence[Path]) -> tuple[bytes, ...]:
    """What stands in them; CommandError for what is no picture."""
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        sides_of(data)
    except (OSError, Image.DecompressionBombError) as error:
        raise CommandError(f"{path} is no readable picture.") from error
    return data


def links_for(paths: Sequence[Path]) -> str:
    """What is typed behind the prompt for these files."""
    if not paths:
        return ""
    return " --edit " + " ".join(_PLACE.format(number=number) for number in range(len(paths)))


def named(order: ImagineOrder, paths: Sequence[Path]) -> ImagineOrder:
    """The order, which names the files."""
    echo = order.echo
    for number, path in enumerate(paths):
        echo = echo.replace(f"<{_PLACE.format(number=number)}>", str(path))
    return replace(order, echo=echo, edit=tuple(map(str, paths)) or order.edit)


def in_their_shape(order: ImagineOrder, pictures: Sequence[bytes], card: ModelCard) -> ImagineOrder:
    """In the shape of the first one, where the prompt names no other."""
    return shaped_like(order, Size(*sides_of(pictures[0])), card) if pictures else order


def request_for(
    record: Record, pictures: tuple[bytes, ...], source: SourceImage | None = None
) -> ImageRequest:
    """As the bot asks: references where the model takes them, else a start."""
    if source is not None:
        return build_request(record, "imagine", source)
    if record.effects.has_references:
        return build_request(record, "imagine", references=pictures)
    strength, order = record.effects.strength, record.order
    if strength is None:
        return build_request(record, "imagine")
    start = blend(pictures, order.width_px, order.height_px)
    return build_request(record, "imagine", SourceImage(start, strength))
