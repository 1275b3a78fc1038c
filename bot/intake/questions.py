"""What is asked before it is ordered: many jobs of one prompt, and a job that costs much.

Knows what is dear and how it is asked; what the Yes does stands in `confirming`. Its buttons are
`q1:<answer>:<confirmation id>`: what was asked is kept in storage, so they live after any restart.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any, ClassVar, Final, Self

from discord import ButtonStyle
from discord.ui import Button, DynamicItem, Item, View

from bot.interactions import cards
from bot.interactions.answer import answer
from bot.interactions.buttons import RoutedItem, routed_view
from bot.interactions.interaction import Interaction, roles_of
from bot.language import say
from bot.orders.menu import Menu
from bot.orders.pricing import HUNDREDTHS, LANES, credits, effort_of, in_words
from bot.prompt import ImagineOrder
from storage import Clock, Question, Storage

ASK_ABOVE: Final = 3  # jobs of one prompt
TOLD_UP_TO: Final = 2 * HUNDREDTHS  # of one job; what costs more is asked
CONFIRM_WITHIN: Final = timedelta(minutes=5)


class Questions:
    """Asks the person alone; nothing is stored but the question."""

    def __init__(self, storage: Storage, now: Clock) -> None:
        self._storage = storage
        self._now = now

    async def ask(
        self,
        interaction: Interaction,
        question: Question,
        sentence: str,
        footer: str | None = None,
    ) -> None:
        """The question with a Yes and a Cancel, open for five minutes."""
        until = self._now() + CONFIRM_WITHIN
        asked = await self._storage.confirmations.ask(interaction.user.id, question, until)
        card = cards.Card(say("confirm-title"), sentence, cards.YELLOW, footer)
        await answer(interaction, card, confirm_view(asked))

    async def doubt_about(
        self, interaction: Interaction, kind: str, orders: Sequence[ImagineOrder], menu: Menu
    ) -> str | None:
        """The sentence that asks; None where the orders are nothing to ask about.

        A price of up to two credits is told in the job's first message, whose Cancel gives it
        back; whoever has credits without end is asked about no price.
        """
        prices = [menu.price(kind, order) for order in orders]
        if len(orders) > ASK_ABOVE:
            return say("confirm-question", jobs=len(orders), credits=in_words(sum(prices)))
        if max(prices) <= TOLD_UP_TO or await self._is_unlimited(interaction):
            return None
        if len(orders) > 1:
            return say("confirm-question", jobs=len(orders), credits=in_words(sum(prices)))
        reasons = _reasons(orders[0], menu)
        return say("confirm-price", credits=in_words(prices[0]), reasons=reasons)

    async def _is_unlimited(self, interaction: Interaction) -> bool:
        user_id, guild_id = interaction.user.id, interaction.guild_id
        roles = roles_of(interaction)
        return (await self._storage.quotas.status(user_id, guild_id, roles)).remaining is None


def _reasons(order: ImagineOrder, menu: Menu) -> str:
    """`4 × the pixels · 2 × the computing steps`."""
    effort = effort_of(order, menu.card_of(order))
    times: dict[str, Fraction] = {
        "confirm-pictures": effort.pictures,
        "confirm-pixels": effort.pixels,
        "confirm-evaluations": effort.evaluations,
        "confirm-lane": Fraction(LANES[order.speed or "fast"]),
    }
    told = [
        say(key, times=credits(round(one * HUNDREDTHS))) for key, one in times.items() if one != 1
    ]
    return " · ".join(told)


def _template(answer: str) -> str:
    """Matches the ids of one answer and of no other."""
    return rf"q1:{answer}:(?P<question>[A-Za-z0-9_-]{{22}})"


class ConfirmButton(RoutedItem):
    """What both have in common."""

    answer: ClassVar[str]
    label: ClassVar[str]
    words: ClassVar[str]  # the key of the label
    emoji: ClassVar[str | None] = None

    def __init__(self, confirmation_id: str) -> None:
        self.confirmation_id = confirmation_id
        button: Button[View] = Button(
            style=self.style, label=say(self.words), custom_id=f"q1:{self.answer}:{confirmation_id}"
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["question"])

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.confirmation_id,)


class Yes(ConfirmButton, DynamicItem[Button[View]], template=_template("y")):
    answer, label, words = "y", "Yes", "confirm-yes"
    style = ButtonStyle.success


class No(ConfirmButton, DynamicItem[Button[View]], template=_template("n")):
    answer, label, words = "n", "Cancel", "confirm-no"


def confirm_view(confirmation_id: str) -> View:
    return routed_view([Yes(confirmation_id), No(confirmation_id)])
