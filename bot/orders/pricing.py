"""What a job costs, in hundredths of a credit: one credit is a grid at the model's own settings.

Deterministic and pure. The price follows the work, pictures times pixels times evaluations of the
network, and not the words; twelve drafts are half, turbo is double; a job in the relax lane costs
nothing. Several jobs of one prompt cost the sum of each.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from bot.language import say
from bot.orders.kinds import KINDS
from bot.prompt import ImagineOrder, Speed
from bot.prompt.counts import GRID, USUAL_DRAFT, draft_size
from bot.prompt.sizes import Size, size_for
from engine import ModelCard

HUNDREDTHS: Final = 100

LANES: Final[dict[Speed, int]] = {"relax": 0, "fast": 1, "turbo": 2}
DRAFT: Final = Fraction(1, 2) / USUAL_DRAFT  # each; their work is 1/21, of steps cut to a third


@dataclass(frozen=True, slots=True)
class Effort:
    """How many times the work of a grid at the model's own settings; 1 is the same."""

    pixels: Fraction
    evaluations: Fraction
    pictures: Fraction


def effort_of(order: ImagineOrder, card: ModelCard) -> Effort:
    """What the order asks of this model."""
    pictures = Fraction(order.count, GRID)
    return Effort(_pixels(order, card), _evaluations(order, card), pictures)


def price(kind: str, order: ImagineOrder, card: ModelCard) -> int:
    """Hundredths of a credit for a job of this kind; at least one outside the relax lane."""
    lane = LANES[order.speed or "fast"]
    if lane == 0:
        return 0
    effort = effort_of(order, card)
    pictures = order.count * DRAFT if order.is_draft else effort.pictures
    if KINDS[kind].count is not None:  # its row says what all that it makes cost
        pictures = Fraction(1)
    credits = KINDS[kind].credits * lane * pictures * effort.pixels * effort.evaluations
    return max(1, round(credits * HUNDREDTHS))


def credits(hundredths: int) -> str:
    """The amount as people read it: 1, 0.25, 12.5."""
    whole, part = divmod(abs(hundredths), HUNDREDTHS)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}" + (f".{part:02}".rstrip("0") if part else "")


def in_words(hundredths: int) -> str:
    """`1 credit`, `0.25 credits`, in the language that is spoken."""
    return say("credits-amount", amount=credits(hundredths), count=count_of(hundredths))


def count_of(hundredths: int) -> int | float:
    """The amount as a number that chooses a plural."""
    return hundredths / HUNDREDTHS if hundredths % HUNDREDTHS else hundredths // HUNDREDTHS


def _pixels(order: ImagineOrder, card: ModelCard) -> Fraction:
    """Every shape of the model's own area counts as that area, however its sides are rounded.

    A draft counts as what it is a draft of.
    """
    usual, square = size_for(order.ar, card), Size(card.native_px, card.native_px)
    if order.is_draft:
        usual, square = draft_size(usual, card), draft_size(square, card)
    if Size(order.width_px, order.height_px) == usual:
        return Fraction(1)
    return Fraction(order.width_px * order.height_px, square.width_px * square.height_px)


def _evaluations(order: ImagineOrder, card: ModelCard) -> Fraction:
    """Quality or steps, times what the sampler takes for each step beside the model's own."""
    if order.sources.get("steps", "model") == "model":
        steps = Fraction(order.quality)  # `--q .25` is a quarter, however its steps are rounded
    else:
        steps = Fraction(order.steps, card.steps)
    return steps * Fraction(card.evaluations(order.sampler), card.evaluations(card.sampler))
