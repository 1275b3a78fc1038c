"""`easel imagine --upscale FILE`: a picture of one's own made twice as large, as the buttons do."""

import asyncio
import io
import secrets
from dataclasses import replace
from pathlib import Path

from PIL import Image

from bot.cli.engine_room import loaded_engine
from bot.cli.made_files import MadeFiles, watch, write
from bot.config import Settings
from bot.errors import CommandError
from bot.orders.kinds import KINDS
from bot.orders.record import Record
from bot.orders.request import build_request, upscaled_size
from bot.prompt import Defaults, parse
from bot.prompt.sizes import Size
from engine import ImageEngine, SourceImage

NO_WORDS = "a picture"  # what nothing is drawn by


async def upscale(
    file: Path,
    prompt: str,
    settings: Settings,
    folder: Path,
    seed: int | None = None,
    engine: ImageEngine | None = None,
    *,
    is_creative: bool = False,
) -> MadeFiles:
    """Write it as `1.png`, and `grid.png`, which is the same; PromptError, CommandError.

    prompt: what it shows, which `is_creative` draws anew by.
    """
    if is_creative and not prompt:
        raise CommandError("Say what the picture shows: --creative draws it anew by these words.")
    png, size = await asyncio.to_thread(_read, file)
    kind = KINDS["upscale_creative" if is_creative else "upscale_subtle"]
    async with loaded_engine(settings, engine) as room:
        defaults = Defaults(max_characters=settings.limits.prompt_characters)
        order = parse(prompt or NO_WORDS, room.card, defaults)
        if seed is not None or order.seed is None:
            order = order.with_seed(secrets.randbelow(2**32) if seed is None else seed)
        assert kind.upscale is not None
        source = SourceImage(png, kind.upscale, is_upscaled=True)
        record = Record.of(order, room.card)
        request = build_request(record, "upscale", source, count=kind.count, size=size)
        finished = await watch(replace(request, model="default"), room.engine, file.name)
    seeds = tuple(image.seed for image in finished.images)
    files = await asyncio.to_thread(write, folder, [image.picture for image in finished.images])
    return MadeFiles(order, seeds, files[1:], files[0], finished.seconds)


def _read(file: Path) -> tuple[bytes, Size]:
    """Its bytes as PNG, and what it becomes."""
    try:
        with Image.open(file, formats=("PNG", "JPEG", "WEBP")) as opened:
            picture = opened.convert("RGB")
    except FileNotFoundError as error:
        raise CommandError(f"There is no file {file}.") from error
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise CommandError(f"{file} is no readable PNG, JPEG or WebP.") from error
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue(), upscaled_size(picture.width, picture.height)
