"""What the parameters of an order ask of the engine, on one model: the order in, plain values out.

Pure, and the one place of these formulas; each is measured on the built-in model by
tests/bot/orders/test_effects_real_engine.py.

    --stylize s   guidance times 1.25 at 0, 1 at 100 (the model's own), 0.6 at 1000; above 200, 500
                  and 800 one phrase more of the model's house look
    --style raw   stylize at 0.3 of its value, and never a phrase
    --weird w     a rare idea, chosen by the seed, with 0.7·w/3000 of the weight of all words
    --chaos c     c/100: the engine drives the four pictures apart
    --stop p      p/100 of the steps
    AND           the guidance times the sum of the weights: each idea has its own for itself
    --draft       a third of the steps, at least the fewest the model takes, guided in their first
                  half; three quarters of the sides (prompt/counts.py)
    --iw x        image prompts are the start, at strength 0.9 - 0.15·x: 0.9 to 0.45
    --edit        its pictures are references; of a model without them the start, at strength 0.65
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from bot.prompt import ImagineOrder
from bot.prompt.table import draft_steps
from engine import ModelCard, PromptPart

MOST_PARTS: Final = 8  # of a request
RAW_SHARE: Final = 0.3
PHRASES_ABOVE: Final = (200, 500, 800)
WEIRDEST: Final = 3000
WEIRD_SHARE: Final = 0.7  # half of it leaves some seeds of the built-in model all but unmoved
EDIT_STRENGTH: Final = 0.65  # as of Vary (Strong): the composition stays
LEAST_GUIDANCE: Final = 1.1  # at 1 or less there is none, and nothing can be left out

# For models whose card names none: words that every text encoder for pictures knows.
LOOK: Final = ("beautiful light", "rich colours and fine detail", "dramatic composition")
RARE: Final = (
    "made of glass",
    "turned inside out",
    "overgrown with coral",
    "folded from paper",
    "melting",
    "seen through a kaleidoscope",
    "made of smoke",
    "stitched from cloth",
)


@dataclass(frozen=True, slots=True)
class Effects:
    """The values one order came to; they stand in the job's row, so that it is made the same again.

    `strength`: of the start, None without any. `has_references`: the engine gets the pictures of
    `--edit` beside it. `look` and `rare`: the words that were added.
    """

    parts: tuple[PromptPart, ...]
    steps: int
    guidance: float
    guidance_interval: tuple[float, float] = (0.0, 1.0)
    chaos: float = 0.0
    stop: float = 1.0
    is_tile: bool = False
    strength: float | None = None
    has_references: bool = False
    look: tuple[str, ...] = ()
    rare: str | None = None

    @classmethod
    def from_json(cls, values: dict[str, Any], parts: tuple[PromptPart, ...]) -> Self:
        """What `asdict` made of it; the parts are read by whoever reads the order's own."""
        begin, end = values["guidance_interval"]
        tuples = {"parts": parts, "guidance_interval": (begin, end), "look": tuple(values["look"])}
        return cls(**{**values, **tuples})


def effects_of(order: ImagineOrder, card: ModelCard) -> Effects:
    """What this order comes to on this model; its seed is settled."""
    look, rare = look_of(order, card), rare_of(order, card)
    parts = order.parts or (PromptPart(""),)  # pictures alone
    parts = tuple(_with_words(part, look) if part.weight > 0 else part for part in parts)
    return Effects(
        parts=parts if rare is None else _with_rare(parts, rare, order.weird, card),
        steps=steps_of(order, card),
        guidance=guidance_of(order, card),
        guidance_interval=guided_of(order, card),
        chaos=order.chaos / 100,
        stop=order.stop / 100,
        is_tile=order.is_tile,
        strength=_strength(order, card),
        has_references=bool(order.edit) and card.max_references > 0,
        look=look,
        rare=rare,
    )


def guidance_of(order: ImagineOrder, card: ModelCard) -> float:
    """The order's guidance, eased or tightened by stylize, of all parts of an `AND` together."""
    wanted = wanted_guidance(order)
    if wanted == order.guidance:
        return wanted
    lowest = min(order.guidance, LEAST_GUIDANCE)
    return round(min(max(wanted, lowest), card.max_guidance), 3)


def wanted_guidance(order: ImagineOrder) -> float:
    """As the formulas have it, beyond what the model takes too; one without any keeps none.

    The engine shares it out by the weights: u + g·Σw · Σ w/Σw·(c - u) = u + g·Σ w·(c - u).
    """
    if order.guidance <= 1:
        return order.guidance
    stylize, share = _stylize(order), 1.0
    if stylize < 100:
        share = 1.25 - 0.25 * stylize / 100
    elif stylize > 100:
        share = 1 - 0.4 * math.sqrt((stylize - 100) / 900)
    total = sum(part.weight for part in order.parts) if order.adds_up else 1.0
    return order.guidance * share * total


def look_of(order: ImagineOrder, card: ModelCard) -> tuple[str, ...]:
    """The phrases of the house look that this much stylize adds."""
    if order.is_raw:
        return ()
    count = sum(order.stylize > above for above in PHRASES_ABOVE)
    return (card.look or LOOK)[:count]


def rare_of(order: ImagineOrder, card: ModelCard) -> str | None:
    """The rare idea of this seed; neighbouring seeds have different ones."""
    ideas = card.rare or RARE
    return ideas[(order.seed or 0) % len(ideas)] if order.weird else None


def steps_of(order: ImagineOrder, card: ModelCard) -> int:
    if not order.is_draft:
        return order.steps
    return draft_steps(order.steps, card)


def guided_of(order: ImagineOrder, card: ModelCard) -> tuple[float, float]:
    """The shares of the steps that are guided; what a draft shows is decided in the first ones."""
    begin, end = card.guidance_interval
    return (begin, (begin + end) / 2) if order.is_draft else (begin, end)


def strength_of(image_weight: float) -> float:
    """How much of image prompts is drawn anew: 0.9 where they weigh nothing, 0.45 at most."""
    return round(min(max(0.9 - 0.15 * image_weight, 0.05), 0.95), 3)


def _strength(order: ImagineOrder, card: ModelCard) -> float | None:
    if order.images:
        return strength_of(order.image_weight)
    return EDIT_STRENGTH if order.edit and not card.max_references else None


def weighs_rare(parts: Sequence[PromptPart], card: ModelCard) -> bool:
    """The rare idea can be a part with a weight; else it is worded."""
    return card.can_weights and len(parts) < MOST_PARTS


def _with_rare(
    parts: tuple[PromptPart, ...], rare: str, weird: int, card: ModelCard
) -> tuple[PromptPart, ...]:
    share = WEIRD_SHARE * weird / WEIRDEST
    if weighs_rare(parts, card):
        total = sum(part.weight for part in parts)
        return (*parts, PromptPart(rare, round(share * total, 4) or 0.0001))
    return tuple(_with_words(part, (rare,)) if part.weight > 0 else part for part in parts)


def _with_words(part: PromptPart, words: Sequence[str]) -> PromptPart:
    """At the end, so that emphasised characters stay where they are."""
    if not words:
        return part
    return part.with_texts(lambda text: ", ".join(piece for piece in (text, *words) if piece))


def _stylize(order: ImagineOrder) -> float:
    return order.stylize * (RAW_SHARE if order.is_raw else 1.0)
