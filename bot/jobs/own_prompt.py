"""The prompt that a picture's file tells of itself: ours exactly, AUTOMATIC1111's in our words.

Bytes in, text out; opening a large file takes tens of milliseconds, so call it in a thread.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Final

from PIL import Image, UnidentifiedImageError

from bot.jobs.metadata import MAX_PIXELS, PARAMETERS, Metadata, read_metadata

_NEGATIVE: Final = "Negative prompt:"
# https://github.com/AUTOMATIC1111/stable-diffusion-webui, modules/infotext_utils.py
_VALUE: Final = re.compile(r'\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)')
_LAST_LINE: Final = re.compile(r"Steps: *\d+")
_SIZE: Final = re.compile(r"\d+x\d+")


def own_prompt(data: bytes) -> str | None:
    """What was typed for this picture, with its seed; None where the file tells nothing."""
    ours = read_metadata(data)
    if ours is not None:
        return exact_prompt(ours)
    text = _parameters(data)
    return None if text is None else prompt_of(text)


def exact_prompt(metadata: Metadata) -> str:
    """The resolved prompt of one of our pictures, its seed said out loud."""
    order = metadata.order
    has_seed = order.seed is None or order.sources.get("seed") not in ("drawn", None)
    return order.echo if has_seed else f"{order.echo} --seed {order.seed}"


def prompt_of(parameters: str) -> str | None:
    """A1111's text as a prompt of ours; None where it is something else."""
    lines = parameters.strip().splitlines()
    if not lines or not _LAST_LINE.match(lines[-1].strip()):
        return None
    values = {name: value.strip('"') for name, value in _VALUE.findall(lines[-1])}
    words, negative = "\n".join(lines[:-1]), ""
    if _NEGATIVE in words:
        words, _, negative = words.partition(_NEGATIVE)
    text = re.sub(r"(?<!\\)([{}])", r"\\\1", " ".join(words.split()))
    if not text:
        return None
    if negative.strip():
        text += f" --no {' '.join(negative.split())}"
    return " ".join((text, *_typed(values)))


def _typed(values: Mapping[str, str]) -> Iterator[str]:
    for name, parameter in (("Steps", "steps"), ("CFG scale", "cfg"), ("Seed", "seed")):
        if name in values:
            yield f"--{parameter} {values[name]}"
    if "Sampler" in values:
        yield f"--sampler {values['Sampler'].casefold().replace(' ', '_')}"
    if _SIZE.fullmatch(values.get("Size", "")):
        yield f"--size {values['Size']}"


def _parameters(data: bytes) -> str | None:
    """The text A1111 writes into its PNG files."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                return None
            opened.load()  # the texts may stand behind the pixels
            text = opened.info.get(PARAMETERS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return text if isinstance(text, str) else None
