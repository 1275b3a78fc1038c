"""What the row of a job holds besides its columns: the order, and all it came to when placed.

One JSON object: the order's own keys, with those of the record beside them. Pure.
"""

import json
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, Self

from bot.orders.canvas import Canvas
from bot.orders.effects import Effects, effects_of
from bot.prompt import ImagineOrder
from bot.prompt.order import fields_of, parts_of
from engine import ModelCard

_BESIDE: Final = ("translation", "variability", "is_remix", "canvas")
STRENGTHS: Final = {"high": 0.65, "low": 0.35}  # of variations; 1 keeps nothing of the picture


@dataclass(frozen=True, slots=True)
class Record:
    """`translation`: the words the model reads where the person's own were in another language.

    `variability` is that of variations; `is_remix`: the person has changed the words before.
    `canvas`: where the picture lies that is zoomed out of or panned from.
    """

    order: ImagineOrder
    effects: Effects
    translation: str | None = None
    variability: Literal["high", "low"] = "high"
    is_remix: bool = False
    canvas: Canvas | None = None

    @property
    def strength(self) -> float:
        """How much a variation draws anew."""
        return STRENGTHS[self.variability]

    @classmethod
    def of(cls, order: ImagineOrder, card: ModelCard, translation: str | None = None) -> Self:
        """Of an order that is settled, on the model that will make it."""
        return cls(order, effects_of(order, card), translation)

    def with_seed_of(self, other: "Record") -> "Record":
        """The same, but for the seed."""
        if other.order.seed is None:
            raise ValueError("an order is settled before it is made")
        return replace(self, order=self.order.with_seed(other.order.seed))

    def to_json(self) -> str:
        values = fields_of(self.order) | {"resolved": self.effects}
        values |= {name: getattr(self, name) for name in _BESIDE}
        return json.dumps(values, default=fields_of, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """ValueError where it is something else. Rows of the first version hold the order only."""
        values: dict[str, Any] = json.loads(text)
        order = ImagineOrder.from_values(values)
        found = values.get("resolved")
        if found is None:
            return cls(order, Effects(order.parts, order.steps, order.guidance))
        try:
            effects = Effects.from_json(found, parts_of(found["parts"]))
            beside = {name: values[name] for name in _BESIDE if name in values}
            if beside.get("canvas") is not None:
                beside["canvas"] = Canvas.from_json(beside["canvas"])
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"this is no record: {text[:80]}") from error
        if beside.get("variability", "high") not in STRENGTHS:
            raise ValueError(f"this is no record: {text[:80]}")
        return cls(order, effects, **beside)
