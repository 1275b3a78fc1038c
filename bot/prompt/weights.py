"""`hot::2 dog::-.5`: the text of a prompt as weighted parts."""

import re

from bot.errors import NOT_AVAILABLE, Problem
from engine import ModelCard, PromptPart
from engine.request import MAX_PARTS, WEIGHT_SUM_LIMIT

INVALID = "Invalid prompt"
HIGHEST_WEIGHT = 10_000
DECIMALS = 4
# The number right after `::` weighs the part before it; it ends at a space, a comma or the end.
_SEPARATOR = re.compile(r"::(?:([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?=[\s,]|$))?")
_ESCAPED = re.compile(r"\\([{}\\])")


def weighted_parts(text: str) -> tuple[PromptPart, ...]:
    """The parts in order; empty ones are dropped, the weight is 1 where none is written."""
    pieces = _SEPARATOR.split(text)
    texts, weights = pieces[::2], [*pieces[1::2], None]
    return tuple(
        PromptPart(plain, float(weight) if weight else 1.0)
        for raw, weight in zip(texts, weights, strict=True)
        if (plain := unescape(raw.strip().removeprefix(",").strip()))
    )


def unescape(text: str) -> str:
    r"""`\{` as `{`: the words as the model reads them."""
    return _ESCAPED.sub(r"\1", text)


def weight_problems(parts: tuple[PromptPart, ...], card: ModelCard) -> list[Problem]:
    """What is wrong with the parts themselves, then what the model cannot do with them."""
    if not parts:
        return [Problem(INVALID, "There is nothing to draw: add some words.")]
    if len(parts) > MAX_PARTS:
        return [
            Problem(
                INVALID, f"A prompt has at most {MAX_PARTS} parts between `::`; {len(parts)} here."
            )
        ]
    weights = [part.weight for part in parts]
    for weight in weights:
        if abs(weight) > HIGHEST_WEIGHT or round(weight, DECIMALS) != weight:
            return [
                Problem(
                    INVALID,
                    f"A weight after `::` goes from -{HIGHEST_WEIGHT} to {HIGHEST_WEIGHT} with at "
                    f"most {DECIMALS} decimals; you wrote {weight:g}. For example `lighthouse::2`.",
                )
            ]
    total = sum(weights)
    if round(total, DECIMALS) <= 0:
        return [
            Problem(
                INVALID,
                f"The weights add up to {round(total, DECIMALS):g}; "
                "together they must be more than 0.",
            )
        ]
    if sum(map(abs, weights)) > WEIGHT_SUM_LIMIT * total:
        return [
            Problem(
                INVALID,
                "The negative weights are too strong: together they may take away at most half of "
                "the positive ones, for example `sea::2 boat::-1`.",
            )
        ]
    if len(parts) > 1 and not card.can_weights:
        return [
            Problem(NOT_AVAILABLE, f"{card.name} cannot weigh parts with `::`; write one sentence.")
        ]
    return []
