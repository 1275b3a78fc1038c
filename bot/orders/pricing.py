"""What a job costs, in hundredths of a credit: one credit is a grid at the model's own settings.

Deterministic and pure. Quality and steps multiply, a draft is half, turbo is double; a job in the
relax lane costs nothing. Several jobs of one prompt cost the sum of each.
"""

from fractions import Fraction
from typing import Final

from bot.orders.kinds import KINDS
from bot.prompt import ImagineOrder, Speed
from engine import ModelCard

HUNDREDTHS: Final = 100

LANES: Final[dict[Speed, int]] = {"relax": 0, "fast": 1, "turbo": 2}
DRAFT: Final = Fraction(1, 2)


def price(kind: str, order: ImagineOrder, card: ModelCard) -> int:
    """Hundredths of a credit for a job of this kind; at least one outside the relax lane."""
    lane = LANES[order.speed or "fast"]
    if lane == 0:
        return 0
    if order.sources.get("steps", "model") == "model":
        effort = Fraction(order.quality)  # `--q .25` is a quarter, however its steps are rounded
    else:
        effort = Fraction(order.steps, card.steps)
    if order.is_draft:
        effort *= DRAFT
    return max(1, round(KINDS[kind].credits * effort * lane * HUNDREDTHS))


def credits(hundredths: int) -> str:
    """The amount as people read it: 1, 0.25, 12.5."""
    whole, part = divmod(abs(hundredths), HUNDREDTHS)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}" + (f".{part:02}".rstrip("0") if part else "")
