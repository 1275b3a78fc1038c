"""The process of a film: raw frames on its standard input, an animated WebP on its output.

First four bytes of length and the sizes as JSON, then the RGB of the frames and of the picture made
again, then the stored picture as PNG. Nothing is answered where the last two are not one picture.
"""

import io
import json
import sys
from typing import Final

from PIL import Image, ImageChops, ImageStat

from bot.pictures.decoder_process import limit_self

SIDE_PX: Final = 512
WAY_MS: Final = 3000  # of all frames but the last, as far as each stays within the next two
FASTEST_MS, SLOWEST_MS = 60, 250
END_MS: Final = 2000  # the picture itself stays
QUALITY: Final = 82
LOOK_PX: Final = 32
ALIKE: Final = 4.0  # mean difference of two looks, of 255: rounding stays far below 1


def main(cpu_s: int, wall_s: int, memory_bytes: int) -> None:
    """Read, and answer."""
    limit_self(cpu_s, wall_s, memory_bytes)
    data = sys.stdin.buffer.read()
    end = 4 + int.from_bytes(data[:4], "big")
    images = []
    for width_px, height_px in json.loads(data[4:end]):
        begin, end = end, end + 3 * width_px * height_px
        images.append(Image.frombytes("RGB", (width_px, height_px), data[begin:end]))
    with Image.open(io.BytesIO(data[end:])) as opened:
        stored = opened.convert("RGB")
    if are_alike(images.pop(), stored):
        sys.stdout.buffer.write(film(images, stored))
        sys.stdout.buffer.flush()


def are_alike(one: Image.Image, other: Image.Image) -> bool:
    """One picture to the eye."""
    looks = (image.resize((LOOK_PX, LOOK_PX), Image.Resampling.BOX) for image in (one, other))
    return max(ImageStat.Stat(ImageChops.difference(*looks)).mean) < ALIKE


def film(frames: list[Image.Image], end: Image.Image) -> bytes:
    """The frames enlarged smoothly to the size of the end, which stays; it goes round for ever."""
    scale = min(1, SIDE_PX / max(end.size))
    size = (max(1, round(end.width * scale)), max(1, round(end.height * scale)))
    shown = [frame.resize(size, Image.Resampling.BICUBIC) for frame in frames]
    shown.append(end.resize(size, Image.Resampling.LANCZOS))
    each_ms = min(SLOWEST_MS, max(FASTEST_MS, WAY_MS // max(1, len(frames))))
    out = io.BytesIO()
    shown[0].save(
        out,
        "WEBP",
        save_all=True,
        append_images=shown[1:],
        duration=[each_ms] * len(frames) + [END_MS],
        loop=0,
        quality=QUALITY,
        method=3,
    )
    return out.getvalue()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
