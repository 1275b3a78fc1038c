"""What the row of a job holds besides its columns: the order, and all it came to when placed.

One JSON object: the order's own keys, with `resolved` and `translation` beside them. Pure.
"""

import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from bot.jobs.effects import Resolved, resolve
from bot.prompt import ImagineOrder
from engine import ModelCard, PromptPart


@dataclass(frozen=True, slots=True)
class Record:
    """`translation`: the words the model reads where the person's own were in another language."""

    order: ImagineOrder
    resolved: Resolved
    translation: str | None = None

    @classmethod
    def of(cls, order: ImagineOrder, card: ModelCard, translation: str | None = None) -> Self:
        return cls(order, resolve(order, card), translation)

    def to_json(self) -> str:
        values = json.loads(self.order.to_json())
        values["resolved"] = asdict(self.resolved)
        if self.translation is not None:
            values["translation"] = self.translation
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """ValueError where it is something else. Rows of the first version hold the order only."""
        order = ImagineOrder.from_json(text)
        values: dict[str, Any] = json.loads(text)
        found = values.get("resolved")
        if found is None:
            return cls(order, Resolved(order.parts, order.steps, order.guidance))
        try:
            parts = _parts(order, found["parts"])
            return cls(order, Resolved.from_json(found, parts), values.get("translation"))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"this is no record: {text[:80]}") from error


def _parts(order: ImagineOrder, found: list[dict[str, Any]]) -> tuple[PromptPart, ...]:
    """Read as the parts of an order are."""
    whole = json.loads(order.to_json())
    return ImagineOrder.from_json(json.dumps({**whole, "parts": found})).parts


def with_words(order: ImagineOrder, parts: tuple[PromptPart, ...], negative: str) -> ImagineOrder:
    """The same order, read by the model in other words; what people see of it stays."""
    return replace(order, parts=parts, negative=negative)
