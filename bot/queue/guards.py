"""What is asked before an order is stored, whoever asks for it and by whatever way.

The guards themselves stand with their subjects; how many jobs may wait and what they cost is held
by the transaction that stores them, which nobody can overtake.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.interactions.interaction import Person
from bot.prompt import ImagineOrder


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for what, and where; the orders as far as they are read, captioned, translated."""

    person: Person
    orders: Sequence[ImagineOrder]


class Guard(Protocol):
    """One reason why something is not stored."""

    async def check(self, asked: Asked) -> None:
        """UserError or Refusal; returning is consent."""
        ...


class TextGuard(Protocol):
    """One reason why words are not shown, where nothing is ordered."""

    async def check_texts(self, texts: Sequence[str], guild_id: int | None) -> None:
        """UserError; returning is consent. `guild_id`: where; None is direct messages."""
        ...


class Guards:
    """All of them, one after the other: the first that objects is heard."""

    def __init__(self, guards: Sequence[Guard]) -> None:
        self._guards = guards

    async def check(self, asked: Asked) -> None:
        """Before anything is spent on an order; once more where that made other words of it."""
        for guard in self._guards:
            await guard.check(asked)
