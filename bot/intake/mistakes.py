"""Mistakes in a prompt: told to the person alone, and the whole text kept for `Edit & retry`."""

from typing import Any, Final

import discord

from bot.errors import UserError
from bot.interactions import cards, forms
from bot.interactions.fence import Refusal, answer
from bot.language import say
from bot.messages import job_buttons
from storage import Storage, new_job_id

DRAFT: Final = "draft"  # a person's last mistake that was too long for a footer
Interaction = discord.Interaction[Any]


class Mistakes:
    """Explains them, and brings the text back."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def explain(self, interaction: Interaction, error: UserError, text: str) -> None:
        footer, draft_id = cards.command("imagine", text), new_job_id()
        if len(footer) > cards.MAX_FOOTER:
            draft = {"id": draft_id, "text": text}
            await self._storage.settings.set("user", interaction.user.id, DRAFT, draft)
        card = cards.problem(error, footer)
        await answer(interaction, card, job_buttons.mistake_view(draft_id))

    async def edit(self, interaction: Interaction, job_id: str) -> None:
        """Open the whole text in a form; nothing is spent before it comes back."""
        text = await self._draft(interaction, job_id)
        if len(text) > forms.MAX_TEXT:
            sentence = say("proposal-too-long", most=forms.MAX_TEXT, length=len(text))
            raise Refusal(cards.refused(sentence, cards.command("imagine", text)))
        await interaction.response.send_modal(forms.prompt_form(text))

    async def _draft(self, interaction: Interaction, draft_id: str) -> str:
        """The text behind an `Edit & retry`: kept with the person, in a job, or in the footer."""
        kept = await self._storage.settings.get("user", interaction.user.id, DRAFT)
        if isinstance(kept, dict) and kept.get("id") == draft_id:
            return str(kept["text"])
        shown = interaction.message.embeds if interaction.message is not None else []
        if shown and shown[0].footer.text:
            return shown[0].footer.text.removeprefix("/imagine").strip()
        return (await self._storage.jobs.get(draft_id)).prompt
