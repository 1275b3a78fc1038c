"""Width and height for an aspect ratio: the model's own area, in steps its latents allow."""

import math
import re
from dataclasses import dataclass

from bot.language import say
from bot.prompt.titles import shown
from bot.prompt.values import BadValue, Value, number, one_word
from engine import ModelCard

_PIXELS = re.compile(r"(\d{1,5})[x×*](\d{1,5})", re.IGNORECASE)
_SPACED = re.compile(r" ?([x×*]) ?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Size:
    width_px: int
    height_px: int

    @property
    def ratio(self) -> str:
        """Width to height in the smallest whole numbers."""
        common = math.gcd(self.width_px, self.height_px)
        return f"{self.width_px // common}:{self.height_px // common}"


def size_for(ratio: str, card: ModelCard) -> Size:
    """W = m·round(√(A·r)/m), H = m·round(√(A/r)/m), never longer than the model's `max_aspect`."""
    left, right = map(int, ratio.split(":"))
    longer, shorter = max(left, right), min(left, right)
    long_px = _rounded(card.native_px * math.sqrt(longer / shorter), card.size_multiple_px)
    short_px = _rounded(card.native_px * math.sqrt(shorter / longer), card.size_multiple_px)
    while long_px > card.max_aspect * short_px:  # rounding may go past the limit
        long_px -= card.size_multiple_px
    return Size(long_px, short_px) if left >= right else Size(short_px, long_px)


@dataclass(frozen=True, slots=True)
class Pixels:
    """`512x768`: both sides go to the nearest size that the model can draw."""

    card: ModelCard

    @property
    def example(self) -> str:
        return f"{self.card.native_px}x{self.card.native_px}"

    def allowed(self) -> str:
        return say("prompt-allowed-pixels", example=self.example)

    def read(self, name: str, typed: str) -> str:
        word = one_word(name, _SPACED.sub(r"\1", typed), self)
        found = _PIXELS.fullmatch(word)
        if not found or not int(found[1]) or not int(found[2]):
            raise BadValue(say("prompt-size", name=name, example=self.example, typed=shown(word)))
        multiple = self.card.size_multiple_px
        size = Size(_rounded(int(found[1]), multiple), _rounded(int(found[2]), multiple))
        longer, shorter = max(size.width_px, size.height_px), min(size.width_px, size.height_px)
        if longer > self.card.max_aspect * shorter:
            highest = number(self.card.max_aspect)
            raise BadValue(say("prompt-ratio-limit", name=name, highest=highest, typed=shown(word)))
        if size.width_px * size.height_px > self.card.max_pixels:
            side = math.isqrt(self.card.max_pixels)
            raise BadValue(say("prompt-size-limit", name=name, side=side, typed=shown(word)))
        return f"{size.width_px}x{size.height_px}"

    def moved(self, name: str, typed: str, value: Value) -> str | None:
        word = one_word(name, _SPACED.sub(r"\1", typed), self)
        if _PIXELS.sub(r"\1x\2", word) == value:
            return None
        multiple = self.card.size_multiple_px
        return say("prompt-size-moved", typed=shown(word), value=str(value), multiple=multiple)


def size_of(pixels: str) -> Size:
    """The size that `Pixels` wrote."""
    width, _, height = pixels.partition("x")
    return Size(int(width), int(height))


def _rounded(length_px: float, multiple_px: int) -> int:
    return multiple_px * max(1, int(length_px / multiple_px + 0.5))
