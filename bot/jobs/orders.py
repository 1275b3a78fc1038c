"""From a person's words to what the engine is asked: pure, apart from drawing a seed.

Knows the loaded model's card; no Discord and no database.
"""

import re
import secrets
from dataclasses import dataclass, replace
from typing import Final

from bot.jobs import pricing
from bot.prompt import Defaults, ImagineOrder, Speed, Table, parameter_table, parse
from engine import ImageRequest, ModelCard, SourceImage

IMAGES: Final = 4
SEEDS: Final = 2**32
_SEED: Final = re.compile(r" --seed \d+")
VARIATION_STRENGTH: Final = 0.65  # "Strong": keeps the composition, changes what is in it


@dataclass(frozen=True, slots=True)
class Menu:
    """What can be ordered from the loaded model, and for how much."""

    card: ModelCard
    max_characters: int
    is_relax_allowed: bool

    def read(self, text: str, speed: Speed) -> ImagineOrder:
        """The order a person's text stands for, its lane and seed settled; raises PromptError."""
        defaults = Defaults(
            settings="--relax" if speed == "relax" and self.is_relax_allowed else "",
            max_characters=self.max_characters,
            is_relax_allowed=self.is_relax_allowed,
        )
        order = parse(text, self.card, defaults)
        return settled(order, order.speed or "fast")

    def again(self, order: ImagineOrder, speed: Speed) -> ImagineOrder:
        """The same words with a new seed, in the asker's lane unless the words name one.

        Read anew, since the model may be another by now; raises PromptError.
        """
        return self.read(_SEED.sub("", order.echo), speed)

    def same(self, order: ImagineOrder, speed: Speed) -> ImagineOrder:
        """The same words with the same seed."""
        again = self.again(order, speed)
        return (
            again if order.seed is None else replace(again.with_seed(order.seed), echo=order.echo)
        )

    def price(self, kind: str, order: ImagineOrder) -> int:
        """Hundredths of a credit."""
        return pricing.price(kind, order, self.card)

    def table(self) -> Table:
        """The parameters, for /help."""
        return parameter_table(self.card, self.is_relax_allowed)

    @property
    def model(self) -> str:
        """`builtin on cpu, ready`."""
        return f"{self.card.name} on {self.card.device}, ready"


def settled(order: ImagineOrder, speed: Speed) -> ImagineOrder:
    """With a lane, and with a seed drawn where none was given."""
    order = replace(order, speed=speed)
    return order if order.seed is not None else order.with_seed(draw_seed())


def draw_seed() -> int:
    return secrets.randbelow(SEEDS)


def build_request(
    order: ImagineOrder, request_id: str, source: SourceImage | None = None
) -> ImageRequest:
    """Four images with consecutive seeds."""
    if order.seed is None:
        raise ValueError("an order is settled before it is made")
    return ImageRequest(
        request_id=request_id,
        parts=order.parts,
        negative=order.negative,
        seeds=tuple((order.seed + k) % SEEDS for k in range(IMAGES)),
        width_px=order.width_px,
        height_px=order.height_px,
        steps=order.steps,
        guidance=order.guidance,
        sampler=order.sampler,
        source=source,
    )
