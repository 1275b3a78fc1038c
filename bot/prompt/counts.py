"""How many pictures a prompt asks for, and how small those of a draft are. Pure."""

import re
from dataclasses import dataclass
from typing import Final

from bot.language import say
from bot.prompt.sizes import Size
from bot.prompt.values import Value, no_fit, one_word
from engine import ModelCard

GRID: Final = 4  # pictures, where nothing else is said
DRAFTS: Final = (4, 12, 24)
USUAL_DRAFT: Final = 12
MOST_OF_BEST: Final = 24
# Of the sides: at half of them small models leave the subject out, and old ones draw it twice.
_THREE, _QUARTERS = 3, 4
_SHOWN_OF: Final = re.compile(r"(\d{1,3}) (?:out of|of) (?=\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DraftCount:
    """Nothing, or how many small pictures: 4, 12 or 24. Nothing is 12, which reads as True."""

    example: str = str(DRAFTS[-1])

    def allowed(self) -> str:
        return say("prompt-allowed-draft")

    def read(self, name: str, typed: str) -> Value:
        if not typed.strip(" ,.;"):
            return True
        word = one_word(name, typed, self)
        if word not in map(str, DRAFTS):
            raise no_fit(name, word, self)
        return True if int(word) == USUAL_DRAFT else int(word)


@dataclass(frozen=True, slots=True)
class BestCount:
    """Of how many pictures the best four are shown: `12`, or `4 of 12`."""

    example: str = "12"

    def allowed(self) -> str:
        return say("prompt-allowed-best", low=GRID + 1, high=MOST_OF_BEST)

    def read(self, name: str, typed: str) -> int:
        if (shown := _SHOWN_OF.match(typed)) and int(shown[1]) != GRID:
            raise no_fit(name, typed, self)
        word = one_word(name, typed[shown.end() :] if shown else typed, self)
        if not re.fullmatch(r"\d{1,3}", word) or not GRID < int(word) <= MOST_OF_BEST:
            raise no_fit(name, word, self)
        return int(word)


def drafts_of(value: Value) -> int:
    """How many pictures this value of `--draft` stands for."""
    return USUAL_DRAFT if value is True else int(value)


def draft_size(size: Size, card: ModelCard) -> Size:
    """Three quarters of the sides, in steps that the model's latents allow."""
    step = card.size_multiple_px

    def smaller(side_px: int) -> int:
        return max(1, round(side_px * _THREE / _QUARTERS / step)) * step

    width, height = smaller(size.width_px), smaller(size.height_px)
    while max(width, height) > card.max_aspect * min(width, height):  # rounding may go past it
        width, height = (width - step, height) if width >= height else (width, height - step)
    return Size(width, height)
