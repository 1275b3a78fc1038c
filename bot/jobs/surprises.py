"""/surprise: a prompt by chance, shown before anything is spent, and another one on request."""

from typing import TYPE_CHECKING

import discord

from bot.fence import Refusal, answer, embed_of
from bot.jobs.drafts import Draft, keep_draft, read_draft
from bot.jobs.orders import draw_seed
from bot.language import say
from bot.prompt.surprise import UnknownTheme, surprise, themes_of
from bot.ui import embeds, proposals
from bot.ui.draft_buttons import surprise_view

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
        card = proposals.surprised(draft.prompts[0])
        await answer(interaction, card, surprise_view(draft_id))

    async def another(self, interaction: Interaction, draft_id: str) -> None:
        """Another prompt of the same theme in the place of this one."""
        before = await read_draft(self._bot.storage, draft_id)
        draft = self._draw(before.theme, before.seed + 1)
        while draft.prompts == before.prompts and draft.seed < before.seed + 20:
            draft = self._draw(before.theme, draft.seed + 1)
        await keep_draft(self._bot.storage, draft, draft_id)
        embed = embed_of(proposals.surprised(draft.prompts[0]))
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
            footer = embeds.command("surprise", error.theme)
            raise Refusal(embeds.refused(sentence, footer)) from error
