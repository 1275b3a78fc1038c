"""/surprise: a prompt by chance, shown before anything is spent, and another one on request."""

from collections.abc import Mapping
from typing import Final

from bot.errors import UserError
from bot.features.proposals import proposal_cards
from bot.features.proposals.buttons import surprise_view
from bot.interactions import cards
from bot.interactions.answer import Refusal, answer, change_pressed
from bot.interactions.interaction import Interaction
from bot.language import enumerated, say, spoken
from bot.orders.request import draw_seed
from bot.orders.writing_systems import language_for
from bot.prompt.surprise import UnknownTheme, surprise, themes_of
from bot.queue.guards import TextGuard
from bot.running.current_menu import CurrentMenu
from storage import Draft, Storage

_TRIES: Final = 50  # for one without a banned word


class Surprises:
    """Draws prompts for the loaded model; ordering them is the proposals'."""

    def __init__(self, storage: Storage, menu: CurrentMenu, words: TextGuard) -> None:
        self._drafts = storage.drafts
        self._menu = menu
        self._words = words

    async def propose(self, interaction: Interaction, theme: str | None) -> None:
        await self._words.check_texts((theme or "",), interaction.guild_id)
        known = self.themes().get(theme or "", theme)
        draft = await self._draw(known, draw_seed(), interaction.guild_id)
        draft_id = await self._drafts.keep(interaction.user.id, draft)
        card = proposal_cards.surprised(draft.prompts[0])
        await answer(interaction, card, surprise_view(draft_id))

    async def another(self, interaction: Interaction, draft_id: str) -> None:
        """Another prompt of the same theme in the place of this one."""
        before = await self._drafts.get(draft_id)
        draft = await self._draw(before.theme, before.seed + 1, interaction.guild_id)
        while draft.prompts == before.prompts and draft.seed < before.seed + 20:
            draft = await self._draw(before.theme, draft.seed + 1, interaction.guild_id)
        await self._drafts.keep(interaction.user.id, draft, draft_id)
        card = proposal_cards.surprised(draft.prompts[0])
        await change_pressed(interaction, card=card, view=surprise_view(draft_id))

    def themes(self) -> Mapping[str, str]:
        """Those of which the loaded model knows something, by their names; none while it loads."""
        menu = self._menu.known
        if menu is None:
            return {}
        language = language_for(spoken(), menu.card.languages)
        return {_name(theme): theme for theme in themes_of(menu.card, language)}

    async def _draw(self, theme: str | None, seed: int, guild_id: int | None) -> Draft:
        """The first prompt from this seed on that may be shown here; UserError where none may."""
        for tried in range(seed, seed + _TRIES):
            draft = self._drawn(theme, tried)
            try:
                await self._words.check_texts(draft.prompts, guild_id)
                return draft
            except UserError as error:
                banned = error
        raise banned

    def _drawn(self, theme: str | None, seed: int) -> Draft:
        card = self._menu.require().card
        language = language_for(spoken(), card.languages)
        try:
            return Draft((surprise(card, seed, theme, language),), seed=seed, theme=theme)
        except UnknownTheme as error:
            known = enumerated(f"`{_name(theme)}`" for theme in error.themes)
            sentence = say("surprise-no-theme", theme=error.theme, known=known)
            footer = cards.typed_command("surprise", error.theme)
            raise Refusal(cards.refused(sentence, footer)) from error


def _name(theme: str) -> str:
    return say(f"surprise-theme-{theme}")
