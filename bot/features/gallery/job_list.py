"""One's own jobs, found again: the list that /jobs shows and its buttons turn."""

from typing import Any, Final

import discord

from bot.features.gallery.job_list_card import PAGE_SIZE, found_card
from bot.features.gallery.page_buttons import Question, turning_view
from bot.interactions import cards
from bot.interactions.fence import Refusal, answer, embed_of
from bot.interactions.post import Place
from bot.language import say
from storage import Job, Storage

Interaction = discord.Interaction[Any]
MAX_SEARCH: Final = 60


class Finding:
    """Reads only."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def show(self, interaction: Interaction, question: Question) -> None:
        """Answer a person alone with a page of their jobs."""
        if question.spare < 0:
            raise Refusal(cards.refused(say("jobs-too-long", most=MAX_SEARCH)))
        card, view = await self._page(interaction.user.id, question)
        await answer(interaction, card, view)

    async def turn(self, interaction: Interaction, question: Question) -> None:
        """Show another page in the same message."""
        card, view = await self._page(interaction.user.id, question)
        await interaction.response.edit_message(embed=embed_of(card), view=view)

    async def _page(
        self, user_id: int, question: Question
    ) -> tuple[cards.Card, discord.ui.View | None]:
        page = await self._storage.found.page(
            user_id,
            words=question.words,
            which=question.which,
            number=question.page,
            size=PAGE_SIZE,
        )
        card = found_card(page, question.words, question.which, _link, user_id)
        return card, turning_view(question, page.number, page.pages)


def _link(job: Job) -> str:
    """To the result where there is one, else to the message that told of the job."""
    return Place.of(job).link(job.result_message_id or job.progress_message_id)
