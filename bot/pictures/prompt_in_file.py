"""The prompt that a picture's file tells of itself: ours exactly, AUTOMATIC1111's in our words.

The texts of a file in, by keyword; a prompt out.
"""

import re
from collections.abc import Mapping
from typing import Final

from bot.pictures.metadata import PARAMETERS, Metadata
from bot.prompt.pasted import unpasted

LONGEST: Final = 6_000  # characters: no prompt is longer, and whoever reads the text is safe
_SETTINGS: Final = re.compile(r"Steps: *\d+")
_BRACE: Final = re.compile(r"(?<!\\)([{}])")


def exact_prompt(metadata: Metadata) -> str:
    """The prompt of one of our pictures as it was shown, its seed said out loud."""
    order = metadata.order
    is_told = order.seed is None or order.sources.get("seed") not in ("drawn", None)
    return order.echo if is_told else f"{order.echo} --seed {order.seed}"


def foreign_prompt(texts: Mapping[str, str]) -> str | None:
    """What AUTOMATIC1111 wrote into its PNG, as a prompt of ours; None for any other file."""
    text = texts.get(PARAMETERS)
    lines = [] if text is None else _in_utf8(text)[:LONGEST].strip().splitlines()
    ends = [at for at, line in enumerate(lines) if _SETTINGS.match(line.strip())]
    if not ends or not ends[-1]:
        return None
    told = " ".join(lines[: ends[-1] + 1])  # extensions write further lines behind the settings
    plain = _BRACE.sub(r"\\\1", " ".join(told.split()))  # no permutations there
    return unpasted(plain).text


def _in_utf8(text: str) -> str:
    """Many programs write UTF-8 where PNG says Latin-1, as which it was read."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
