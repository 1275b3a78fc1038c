"""The prompt that a picture's file tells of itself: ours exactly, AUTOMATIC1111's in our words.

The texts of a file in, by keyword; a prompt out.
"""

import re
from collections.abc import Mapping
from typing import Final

from bot.pictures.metadata import PARAMETERS, Metadata
from bot.prompt.a1111 import unpasted

_LAST_LINE: Final = re.compile(r"Steps: *\d+")
_BRACE: Final = re.compile(r"(?<!\\)([{}])")


def exact_prompt(metadata: Metadata) -> str:
    """The prompt of one of our pictures as it was shown, its seed said out loud."""
    order = metadata.order
    is_told = order.seed is None or order.sources.get("seed") not in ("drawn", None)
    return order.echo if is_told else f"{order.echo} --seed {order.seed}"


def foreign_prompt(texts: Mapping[str, str]) -> str | None:
    """What AUTOMATIC1111 wrote into its PNG, as a prompt of ours; None for any other file."""
    text = texts.get(PARAMETERS)
    lines = [] if text is None else text.strip().splitlines()
    if len(lines) < 2 or not _LAST_LINE.match(lines[-1].strip()):
        return None
    plain = _BRACE.sub(r"\\\1", " ".join("\n".join(lines).split()))  # no permutations there
    return unpasted(plain).text
