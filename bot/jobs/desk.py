"""Where orders come in: typed, pressed or sent by a form, each read into a wish.

Knows the menu of the loaded model and no engine; storing and answering is the order book's.
"""

from typing import Any, Final

import discord

from bot.errors import PromptError
from bot.fence import Refusal, answer
from bot.jobs.endings import Endings
from bot.jobs.orders import Menu
from bot.jobs.placing import OrderBook, Wish
from bot.jobs.preferences import Preferences, change_preferences, read_preferences
from bot.jobs.runner import Runner
from bot.prompt import ImagineOrder, Speed
from bot.ui import buttons, embeds, modals
from storage import Job, Storage, new_job_id

DRAFT: Final = "draft"  # a person's last mistake that was too long for a footer
Interaction = discord.Interaction[Any]


class Desk:
    """Takes orders as soon as `menu` is there, until the runner drains."""

    def __init__(self, storage: Storage, runner: Runner, book: OrderBook, endings: Endings) -> None:
        self.menu: Menu | None = None
        self._storage = storage
        self._runner = runner
        self._book = book
        self._endings = endings

    def open_menu(self) -> Menu:
        """What can be ordered now; Refusal while the model loads or the program stops."""
        if self._runner.is_draining:
            raise Refusal(embeds.maintenance())
        if self.menu is None:
            raise Refusal(embeds.engine_starting())
        return self.menu

    # -- orders -------------------------------------------------------------------------------

    async def imagine(self, interaction: Interaction, text: str) -> None:
        menu, footer = self.open_menu(), embeds.command("imagine", text)
        try:
            order = menu.read(text, await self._preferences(interaction))[0]
        except PromptError as error:
            await self._explain(interaction, error, text, footer)
            return
        wish = Wish(kind="imagine", prompt=text, order=order, footer=footer)
        await self._book.place(interaction, wish, menu)

    async def vary(self, interaction: Interaction, job_id: str, index: int) -> None:
        """Four new pictures around picture `index`, for whoever pressed."""
        menu, job = self.open_menu(), await self._storage.jobs.get(job_id)
        await self._storage.images.get(job_id, index)  # NotFound before anything is paid
        if not menu.card.can_img2img:
            raise Refusal(
                embeds.not_available(
                    f"The loaded model ({menu.card.name}) cannot start from a picture, "
                    "so V1 to V4 can't work."
                )
            )
        pressed = {buttons.custom_id("v", job_id, index)}
        if interaction.message is not None:
            pressed |= buttons.pressed_in(interaction.message)
        wish = Wish(
            kind="variation",
            prompt=job.prompt,
            order=menu.again(_order(job), await self._preferences(interaction)),
            parent_id=job.id,
            parent_index=index,
            restyle=lambda: buttons.grid_view(job_id, pressed),
        )
        await self._book.place(interaction, wish, menu)

    async def reroll(self, interaction: Interaction, job_id: str) -> None:
        """The same words with another seed, for whoever pressed."""
        menu, job = self.open_menu(), await self._storage.jobs.get(job_id)
        order = menu.again(_order(job), await self._preferences(interaction))
        wish = Wish(kind="reroll", prompt=job.prompt, order=order, parent_id=job.id)
        await self._book.place(interaction, wish, menu)

    async def retry(self, interaction: Interaction, job_id: str) -> None:
        """A failed job once more, with its own seed."""
        menu, job = self.open_menu(), await self._storage.jobs.get(job_id)
        self._endings.must_own(interaction, job)
        wish = Wish(
            kind=job.kind,
            prompt=job.prompt,
            order=menu.same(_order(job), await self._preferences(interaction)),
            parent_id=job.parent_id,
            parent_index=job.parent_index,
            strips_buttons=True,
        )
        await self._book.place(interaction, wish, menu)

    async def edit_and_retry(self, interaction: Interaction, job_id: str) -> None:
        """Open the whole text in a form; nothing is spent before it comes back."""
        text = await self._draft(interaction, job_id)
        if len(text) > modals.MAX_TEXT:
            sentence = (
                f"A form holds {modals.MAX_TEXT} characters and this prompt has {len(text)}; "
                "send it again with /imagine."
            )
            raise Refusal(embeds.refused(sentence, embeds.command("imagine", text)))
        await interaction.response.send_modal(modals.prompt_form(text))

    # -- people -------------------------------------------------------------------------------

    async def speed(self, user_id: int) -> Speed:
        """The lane a person has chosen."""
        return (await read_preferences(self._storage, user_id)).speed

    async def set_speed(self, user_id: int, speed: Speed) -> None:
        await change_preferences(self._storage, user_id, lambda chosen: chosen.with_(speed=speed))

    async def _preferences(self, interaction: Interaction) -> Preferences:
        return await read_preferences(self._storage, interaction.user.id)

    # -- mistakes -----------------------------------------------------------------------------

    async def _explain(
        self, interaction: Interaction, error: PromptError, text: str, footer: str
    ) -> None:
        """The mistake, privately, with the text kept for `Edit & retry`."""
        draft_id = new_job_id()
        if len(footer) > embeds.MAX_FOOTER:
            draft = {"id": draft_id, "text": text}
            await self._storage.settings.set("user", interaction.user.id, DRAFT, draft)
        card = embeds.problem(error, footer)
        await answer(interaction, card, buttons.mistake_view(draft_id))

    async def _draft(self, interaction: Interaction, draft_id: str) -> str:
        """The text behind an `Edit & retry`: kept with the person, in a job, or in the footer."""
        kept = await self._storage.settings.get("user", interaction.user.id, DRAFT)
        if isinstance(kept, dict) and kept.get("id") == draft_id:
            return str(kept["text"])
        shown = interaction.message.embeds if interaction.message is not None else []
        if shown and shown[0].footer.text:
            return shown[0].footer.text.removeprefix("/imagine").strip()
        return (await self._storage.jobs.get(draft_id)).prompt


def _order(job: Job) -> ImagineOrder:
    return ImagineOrder.from_json(job.request)
