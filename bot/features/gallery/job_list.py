"""One's own jobs, found again: the list that /jobs shows and its buttons turn."""

from typing import Final

from bot.features.gallery.job_list_card import PAGE_SIZE, found_card
from bot.features.gallery.page_buttons import JobSearch, turning_view
from bot.interactions import cards
from bot.interactions.answer import CardWithButtons, Refusal, answer, change_pressed
from bot.interactions.interaction import Interaction
from bot.language import say
from bot.messages.job_address import JobAddress
from storage import Job, Storage

MAX_SEARCH: Final = 60


class JobList:
    """Reads only."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def show(self, interaction: Interaction, search: JobSearch) -> None:
        """Answer a person alone with a page of their jobs."""
        if search.spare < 0:
            raise Refusal(cards.refused(say("jobs-too-long", most=MAX_SEARCH)))
        page = await self._page(interaction.user.id, search)
        await answer(interaction, page.card, page.view)

    async def turn(self, interaction: Interaction, search: JobSearch) -> None:
        """Show another page in the same message."""
        page = await self._page(interaction.user.id, search)
        await change_pressed(interaction, card=page.card, view=page.view)

    async def _page(self, user_id: int, search: JobSearch) -> CardWithButtons:
        page = await self._storage.found.page(
            user_id,
            words=search.words,
            which=search.which,
            number=search.page,
            size=PAGE_SIZE,
        )
        card = found_card(page, search.words, search.which, _link, user_id)
        return CardWithButtons(card, turning_view(search, page.number, page.pages))


def _link(job: Job) -> str:
    """To the result where there is one, else to the message that told of the job."""
    return JobAddress.of(job).link(job.result_message_id or job.progress_message_id)
