"""`hot::2 dog::-.5`: the text of a prompt as weighted parts, the words in brackets weighed too."""

import re
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.errors import NOT_AVAILABLE, Problem
from bot.language import say
from bot.prompt.a1111 import cut_at_and, has_and, with_breaks
from bot.prompt.changing import Marked, ReadPart, read_part
from bot.prompt.emphasis import HIGHEST, LOWEST
from bot.prompt.titles import INVALID_PROMPT, code
from engine import ModelCard, PromptPart, PromptText
from engine.api.request import MAX_PARTS, WEIGHT_SUM_LIMIT

HIGHEST_WEIGHT: Final = 10_000
DECIMALS: Final = 4
# The number right after `::` weighs the part before it; it ends at a space, a comma or the end.
_SEPARATOR = re.compile(r"::(?:([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?=[\s,，]|$))?")
_LOOSE = re.compile(r":: +([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?=\s*(?:::|,|$)|\s+[^\s]+::)")


@dataclass(frozen=True, slots=True)
class Weighted:
    """The parts of a text, and what its brackets asked for beyond their range.

    `adds_up`: `AND` gives each part the guidance for itself, in place of a share of it.
    """

    parts: tuple[PromptPart, ...]
    outside: tuple[float, ...] = ()
    has_emphasis: bool = False  # somebody wrote a number in brackets
    adds_up: bool = False


def weighted_parts(whole: Marked, card: ModelCard, steps: int) -> Weighted:
    """The parts in order; empty ones are dropped, the weight is 1 where none is written.

    steps: those that are made of a picture, of which each may read other words.
    """
    pieces = _SEPARATOR.split(cut_at_and(whole.text, card))
    texts, weights = pieces[::2], [*pieces[1::2], None]
    clean = partial(with_breaks, card=card)
    parts, outside, has_emphasis = list[PromptPart](), list[float](), False
    for raw, weight in zip(texts, weights, strict=True):
        part = raw.strip().lstrip(",， ")
        numbers_only = not card.can_emphasis
        read = read_part(whole, part, steps, clean, numbers_only=numbers_only)
        for found in read.texts:
            outside += found.outside
            has_emphasis = has_emphasis or found.is_written
        if read.texts[0].text:
            parts.append(_part(read, float(weight) if weight else 1.0))
    adds_up = has_and(whole.text) and "::" not in whole.text
    return Weighted(tuple(parts), tuple(outside), has_emphasis, adds_up)


def _part(read: ReadPart, weight: float) -> PromptPart:
    first, *others = read.texts
    changing = tuple(PromptText(one.text, one.emphasis) for one in others)
    return PromptPart(first.text, weight, first.emphasis, changing, read.at_step)


def loose_weights(text: str) -> list[str]:
    """What is said of `sky:: 2`: a number stands behind `::` and a space, and was read as words."""
    return [
        say("prompt-weight-space", typed=code(found[0]), right=code(f"::{found[1]}"))
        for found in _LOOSE.finditer(text)
    ]


def weight_problems(text: Weighted, card: ModelCard) -> list[Problem]:
    """What is wrong with the parts themselves, then what the model cannot do with them."""
    parts = text.parts
    if len(parts) > MAX_PARTS:
        sentence = say("prompt-parts-many", most=MAX_PARTS, count=len(parts))
        return [Problem(INVALID_PROMPT, sentence)]
    problems = [
        Problem(INVALID_PROMPT, say("prompt-emphasis", weight=f"{weight:g}",
                                    low=f"{LOWEST:g}", high=f"{HIGHEST:g}"))
        for weight in dict.fromkeys(text.outside)
    ]  # fmt: skip
    if wrong := _sum_problem([part.weight for part in parts]):
        problems.append(wrong)
    if text.has_emphasis and not card.can_emphasis:
        sentence = say("prompt-not-emphasis", model=card.name)
        problems.append(Problem(NOT_AVAILABLE, sentence))
    if len(parts) > 1 and not card.can_weights:
        problems.append(Problem(NOT_AVAILABLE, say("prompt-not-weights", model=card.name)))
    return problems


def _plain(weight: float) -> str:
    """As a person writes it: 0.00001, not 1e-05."""
    return f"{weight:f}".rstrip("0").rstrip(".") if abs(weight) >= 1e-6 else f"{weight:g}"


def _sum_problem(weights: list[float]) -> Problem | None:
    for weight in weights:
        if abs(weight) > HIGHEST_WEIGHT or round(weight, DECIMALS) != weight:
            return Problem(
                INVALID_PROMPT,
                say(
                    "prompt-weight", highest=HIGHEST_WEIGHT, decimals=DECIMALS, typed=_plain(weight)
                ),
            )
    total = sum(weights)
    if weights and round(total, DECIMALS) <= 0:
        shown = f"{round(total, DECIMALS):g}"
        return Problem(INVALID_PROMPT, say("prompt-weight-sum", total=shown))
    if sum(map(abs, weights)) > WEIGHT_SUM_LIMIT * total:
        return Problem(INVALID_PROMPT, say("prompt-weight-negative"))
    return None
