"""How large a picture becomes: twice its usual sides with `--hd`, smaller as a draft."""

import math
from collections.abc import Mapping
from typing import Final

from bot.errors import Problem
from bot.language import say
from bot.prompt.counts import draft_size
from bot.prompt.read import Given
from bot.prompt.sizes import Size, size_for, size_of
from bot.prompt.titles import INVALID_PARAMETER
from engine import ModelCard

TIMES: Final = 2
WIDEST: Final = 4  # to 1, as Midjourney's


def picture_size(given: Mapping[str, Given], card: ModelCard) -> Size:
    """The sides in pixels, by `--ar` or `--size`: twice as long with `--hd`, shorter of a draft."""
    size = _whole(given, card)
    return draft_size(size, card) if "draft" in given else size


def _whole(given: Mapping[str, Given], card: ModelCard) -> Size:
    """The sides of what is no draft."""
    if "size" in given:
        usual = size_of(str(given["size"].value))
        times = TIMES if "hd" in given else 1
        return Size(times * usual.width_px, times * usual.height_px)
    ratio = str(given["ar"].value) if "ar" in given else "1:1"
    return size_at(ratio, card, is_hd="hd" in given)


def size_at(ratio: str, card: ModelCard, *, is_hd: bool) -> Size:
    """The sides of a picture of this ratio; of one that is HD no more than the model can draw."""
    usual = size_for(ratio, card)
    if not is_hd:
        return usual
    width, height = TIMES * usual.width_px, TIMES * usual.height_px
    while width * height > card.max_pixels:  # the usual one was rounded up
        step = card.size_multiple_px
        width, height = (width - step, height) if width >= height else (width, height - step)
    return Size(width, height)


def hd_problem(given: Mapping[str, Given], card: ModelCard) -> Problem | None:
    """What keeps the picture from twice its sides."""
    if "hd" not in given:
        return None
    size = _whole(given, card)
    if max(size.width_px, size.height_px) > WIDEST * min(size.width_px, size.height_px):
        return Problem(INVALID_PARAMETER, say("prompt-hd-ratio", highest=WIDEST))
    if size.width_px * size.height_px > card.max_pixels:
        sentence = say(
            "prompt-hd-size",
            typed=f"{size.width_px}x{size.height_px}",
            model=card.name,
            side=math.isqrt(card.max_pixels),
            usual=math.isqrt(card.max_pixels) // TIMES,
        )
        return Problem(INVALID_PARAMETER, sentence)
    return None
