"""What a job costs, in hundredths of a credit: one credit is a grid at the model's own settings.

Deterministic and pure. A job in the relax lane costs nothing.
"""

from fractions import Fraction
from typing import Final

from bot.prompt import ImagineOrder
from engine import ModelCard

HUNDREDTHS: Final = 100
CREDITS: Final = {"imagine": 1, "reroll": 1, "variation": 1}


def price(kind: str, order: ImagineOrder, card: ModelCard) -> int:
    """Hundredths of a credit for a job of this kind: quality and steps multiply; relax is free."""
    if order.speed == "relax":
        return 0
    if order.sources.get("steps", "model") == "model":
        effort = Fraction(order.quality)  # `--q .25` is a quarter, however its steps are rounded
    else:
        effort = Fraction(order.steps, card.steps)
    return max(1, round(CREDITS[kind] * effort * HUNDREDTHS))


def credits(hundredths: int) -> str:
    """The amount as people read it: 1, 0.25, 12.5."""
    whole, part = divmod(abs(hundredths), HUNDREDTHS)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}" + (f".{part:02}".rstrip("0") if part else "")
