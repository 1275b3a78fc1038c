"""A prompt printed back as people read it, so that it reads back to the same order."""

import re
from collections.abc import Iterable
from typing import Final

from bot.prompt.order import ImagineOrder
from bot.prompt.read import Given, typed_value
from bot.prompt.split import quoted, split
from bot.prompt.table import LANES, VISIBILITIES
from bot.prompt.values import number

_SEED: Final = re.compile(r" --seed \d+")
_DRAFT: Final = re.compile(r" --draft( \d+)?(?!\S)")


def is_echoed(one: Given) -> bool:
    """The lane and the visibility of someone's settings are told by the words behind the prompt."""
    if one.name == "repeat":
        return False  # this is one of the repeats
    return not (one.name in (*LANES, *VISIBILITIES) and one.source == "settings")


def echo_of(images: Iterable[str], text: str, parameters: Iterable[Given]) -> str:
    """Links in angle brackets, which keep Discord from showing them; text; parameters."""
    pieces = (*(f"<{link}>" for link in images), text, *map(_typed, parameters))
    return " ".join(piece for piece in pieces if piece)


def _typed(one: Given) -> str:
    """The parameter as it would be typed."""
    if one.name != "no":
        return f"--{one.name} {typed_value(one.value)}".rstrip()
    pieces = [str(value) for value in one.values]
    if any(quoted(piece) != piece for piece in pieces):
        return " ".join(f"--no {quoted(piece)}" for piece in pieces)
    return f"--no {', '.join(pieces)}"


def whole_prompt(order: ImagineOrder) -> str:
    """The whole prompt with every value spelt out, the drawn seed too."""
    typed = {one.name.casefold() for one in split(order.echo).parameters}
    further = [
        f"--{name} {number(value) if isinstance(value, float) else value}"
        for name, value in (
            ("seed", order.seed),
            ("ar", order.ar if "size" not in typed else None),
            ("sampler", order.sampler),
            ("cfg", order.guidance if order.guidance >= 1 else None),
        )
        if name not in typed and value is not None
    ]
    return " ".join((order.echo, *further))


def without_seed(echo: str) -> str:
    """The prompt as it was printed back, for others with the same words."""
    return _SEED.sub("", echo)


def without_draft(echo: str) -> str:
    """The same prompt for whole pictures."""
    return _DRAFT.sub("", echo)
