"""/surprise: a prompt by chance, shown before anything is spent, and another one on request."""

from typing import TYPE_CHECKING

import discord

from bot.features.proposals import proposal_cards
from bot.features.proposals.buttons import surprise_view
from bot.features.proposals.drafts import Draft, keep_draft, read_draft
from bot.interactions import cards
from bot.interactions.fence import Refusal, answer, embed_of
from bot.language import say
from bot.orders.menu import draw_seed
from bot.prompt.surprise import UnknownTheme, surprise, themes_of

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]


class Surprises:
    """Draws prompts for the loaded model; ordering them is the proposals'."""

    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    async def propose(self, interaction: Interaction, theme: str | None) -> None:
        draft = self._draw(theme, draw_seed())
        draft_id = await keep_draft(self._bot.storage, draft)
        card = proposal_cards.surprised(draft.prompts[0])
        await answer(interaction, card, surprise_view(draft_id))

    async def another(self, interaction: Interaction, draft_id: str) -> None:
        """Another prompt of the same theme in the place of this one."""
        before = await read_draft(self._bot.storage, draft_id)
        draft = self._draw(before.theme, before.seed + 1)
        while draft.prompts == before.prompts and draft.seed < before.seed + 20:
            draft = self._draw(before.theme, draft.seed + 1)
        await keep_draft(self._bot.storage, draft, draft_id)
        embed = embed_of(proposal_cards.surprised(draft.prompts[0]))
        await interaction.response.edit_message(embed=embed, view=surprise_view(draft_id))

    def themes(self) -> tuple[str, ...]:
        """Those of which the loaded model knows something; none while it loads."""
        menu = self._bot.desk.menu
        return () if menu is None else themes_of(menu.card)

    def _draw(self, theme: str | None, seed: int) -> Draft:
        card = self._bot.desk.open_menu().card
        try:
            return Draft((surprise(card, seed, theme),), seed=seed, theme=theme)
        except UnknownTheme as error:
            known = ", ".join(f"`{name}`" for name in error.themes)
            sentence = say("surprise-no-theme", theme=error.theme, known=known)
            footer = cards.command("surprise", error.theme)
            raise Refusal(cards.refused(sentence, footer)) from error
