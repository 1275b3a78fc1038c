"""The decoder's own process: a file on its standard input, the picture on its standard output.

It limits itself before it reads a byte, and ends by these limits even when the bot is gone.
The answer has two pieces, JSON and the PNG, each behind its length in four bytes.
"""

import json
import signal
import sys
from dataclasses import asdict
from typing import Any

from PIL import Image, ImageFile, PngImagePlugin

from bot.pictures.decode import MAX_PIXELS, decode
from bot.pictures.file_structure import JPEG
from bot.pictures.unfit import TOO_HARD, Unfit


def main(cpu_s: int, wall_s: int, memory_bytes: int) -> None:
    """Decode what comes in, and answer."""
    limit_self(cpu_s, wall_s, memory_bytes)
    data = sys.stdin.buffer.read()
    # Texts and profiles are held by the limit of memory; of a JPEG, what is there is shown.
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # WebP is refused at twice that before it takes memory
    PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = memory_bytes // 8
    ImageFile.LOAD_TRUNCATED_IMAGES = data.startswith(JPEG)
    header, png = answer(data)
    for piece in (json.dumps(header).encode(), png):
        sys.stdout.buffer.write(len(piece).to_bytes(4, "big") + piece)
    sys.stdout.buffer.flush()


def limit_self(cpu_s: int, wall_s: int, memory_bytes: int) -> None:
    """From now on the system ends this process by itself, where it can."""
    if sys.platform == "win32":
        return  # there the bot's own clock is the limit
    import resource

    signal.alarm(wall_s)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere it is refused, or counts what the system maps itself
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def answer(data: bytes) -> tuple[dict[str, Any], bytes]:
    """What is told of the picture, and its PNG."""
    try:
        decoded = decode(data)
    except Unfit as error:
        return {"key": error.key, "values": error.values}, b""
    except MemoryError:
        return {"key": TOO_HARD, "values": {}}, b""
    header = {
        "width_px": decoded.width_px,
        "height_px": decoded.height_px,
        "look": decoded.look.hex(),
        "texts": dict(decoded.texts),
        "making": None if decoded.making is None else asdict(decoded.making),
    }
    return header, decoded.png


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
