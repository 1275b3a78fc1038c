"""Edit: pictures changed by words, from the command, under a picture, or in a message's menu.

It writes the prompt with `--edit` that a person could type; ordering it is the others' work.
"""

from collections.abc import Sequence
from typing import Final

import discord

from bot.errors import UserError
from bot.intake.going_on import GoingOn
from bot.intake.imagining import Imagining
from bot.intake.mistakes import Mistakes
from bot.intake.ordering import Ordering
from bot.interactions import cards
from bot.interactions.answer import Refusal
from bot.interactions.buttons import ids_in
from bot.interactions.forms import text_form
from bot.interactions.interaction import Interaction
from bot.language import say
from bot.messages.job_buttons import Upscale, custom_id, job_in
from bot.messages.single_buttons import picture_in
from storage import Draft, Storage

KIND: Final = "edit"
MAX_INSTRUCTION: Final = 1000


class Editing:
    """A form remembers its pictures as a draft: what a menu was opened on comes back with no form.

    Of a picture of ours the link is only its name: the stored picture itself is changed.
    """

    def __init__(
        self,
        storage: Storage,
        ordering: Ordering,
        imagining: Imagining,
        going_on: GoingOn,
        mistakes: Mistakes,
    ) -> None:
        self._drafts = storage.drafts
        self._ordering = ordering
        self._imagining = imagining
        self._going_on = going_on
        self._mistakes = mistakes

    async def edit(
        self, interaction: Interaction, prompt: str, pictures: Sequence[discord.Attachment]
    ) -> None:
        """/edit; Refusal where one is no picture."""
        for one in pictures:
            if not (one.content_type or "image/").startswith("image/"):
                sentence = say("edit-not-a-picture", name=one.filename.replace("`", "'"))
                footer = cards.typed_command("edit", prompt)
                raise Refusal(cards.problem(UserError(say("link-title"), sentence), footer))
        await self._imagining.imagine(interaction, _changing(prompt, [one.url for one in pictures]))

    async def open(self, interaction: Interaction, job_id: str, index: int) -> None:
        """Edit under a picture: asks what should change."""
        if interaction.message is not None:
            await self._open_job(interaction, interaction.message, job_id, index)

    async def open_for(self, interaction: Interaction, message: discord.Message) -> None:
        """Edit Picture in the menu of a message: a picture of ours, or what somebody uploaded."""
        is_ours = message.author.id == interaction.client.user.id
        if is_ours and (one := picture_in(message)) is not None:
            await self._open_job(interaction, message, one.job_id, one.index)
            return
        job_id = job_in(message) if is_ours else None
        if job_id is not None and custom_id(Upscale.action, job_id, 1) in ids_in(message):
            raise Refusal(cards.refused(say("edit-one-first")))
        links = [
            one.url for one in message.attachments if (one.content_type or "").startswith("image/")
        ]
        if not links:
            raise Refusal(cards.refused(say("edit-no-picture")))
        self._ordering.require_menu()
        draft_id = await self._drafts.keep(interaction.user.id, Draft(tuple(links)))
        await interaction.response.send_modal(_form(draft_id))

    async def submitted(self, interaction: Interaction, arg: str, text: str) -> None:
        """What the form brought back."""
        draft_id, *job = arg.split(".")
        prompt = _changing(text, (await self._drafts.get(draft_id)).prompts)
        if not job:
            await self._imagining.imagine(interaction, prompt)
            return
        job_id, index = job
        try:
            await self._going_on.edit(interaction, job_id, int(index), prompt)
        except UserError as error:
            await self._mistakes.explain(interaction, error, prompt, None)

    async def _open_job(
        self, interaction: Interaction, message: discord.Message, job_id: str, index: int
    ) -> None:
        self._ordering.require_menu()
        await self._going_on.job_to_see(interaction, job_id, index)
        link = message.attachments[0].url if message.attachments else message.jump_url
        draft_id = await self._drafts.keep(interaction.user.id, Draft((link,)))
        await interaction.response.send_modal(_form(f"{draft_id}.{job_id}.{index}"))


def _form(arg: str) -> discord.ui.Modal:
    return text_form(
        KIND,
        arg,
        title=say("edit-form-title"),
        label=say("edit-form-label"),
        max_length=MAX_INSTRUCTION,
        note=say("edit-form-examples"),
    )


def _changing(prompt: str, links: Sequence[str]) -> str:
    """The last `--edit` counts."""
    return " ".join((prompt.strip(), "--edit", *(f"<{link}>" for link in links)))
