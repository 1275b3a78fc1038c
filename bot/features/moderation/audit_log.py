"""/moderation audit: who did what on a server, newest first, ten on a page.

◀ ▶ under it carry the page (`audit:v1:<page>`); who may turn it is asked at each press.
"""

import re
from typing import Any, ClassVar, Final, Self

from discord.ui import Button, DynamicItem, Item, View

from bot.features.moderation.audit_card import audit_card
from bot.interactions.answer import CardWithButtons, answer, change_pressed
from bot.interactions.buttons import RoutedItem, routed_view
from bot.interactions.interaction import Interaction
from bot.interactions.rights import Rights
from storage import Storage

PAGE_SIZE: Final = 10  # entries of at most 400 characters in a card of 4096


class TurnAudit(RoutedItem, DynamicItem[Button[View]], template=r"audit:v1:(?P<page>\d{1,6})"):
    """One of the two under the list."""

    label: ClassVar[str | None] = None
    emoji: ClassVar[str] = "▶️"

    def __init__(self, page: int, sign: str = emoji, *, is_disabled: bool = False) -> None:
        self.page = page
        button: Button[View] = Button(
            style=self.style, emoji=sign, custom_id=f"audit:v1:{page}", disabled=is_disabled
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["page"]))

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.page,)


class AuditLog:
    """Reads only."""

    def __init__(self, storage: Storage, rights: Rights) -> None:
        self._storage = storage
        self._rights = rights

    async def show(self, interaction: Interaction, page: int) -> None:
        """Answer a manager alone with a page."""
        shown = await self._page(interaction, page)
        await answer(interaction, shown.card, shown.view)

    async def turn(self, interaction: Interaction, page: int) -> None:
        """Another page in the same message."""
        shown = await self._page(interaction, page)
        await change_pressed(interaction, card=shown.card, view=shown.view)

    async def _page(self, interaction: Interaction, number: int) -> CardWithButtons:
        self._rights.must_manage(interaction)
        assert interaction.guild_id is not None, "checked before"
        page = await self._storage.audit.page(interaction.guild_id, number, PAGE_SIZE)
        if page.pages == 1:
            return CardWithButtons(audit_card(page), None)
        turning = (
            TurnAudit(page.number - 1, "◀️", is_disabled=page.number == 1),
            TurnAudit(page.number + 1, is_disabled=page.number == page.pages),
        )
        return CardWithButtons(audit_card(page), routed_view(turning))
