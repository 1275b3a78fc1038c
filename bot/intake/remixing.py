"""Remix: V and 🔄 first show the prompt in a form; what comes back is drawn in the new words.

Closing the form spends nothing, since nothing is stored before it comes back.
"""

import re
from typing import TYPE_CHECKING, Final

import discord

from bot.errors import UserError
from bot.intake import remix_form
from bot.interactions import cards, forms
from bot.interactions.fence import Refusal, answer
from bot.language import say
from bot.orders.preferences import read_preferences
from bot.orders.record import Record
from storage import Job

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]
DRAFT: Final = "remix_draft"  # a person's last remix that had a mistake
VARY, REROLL = "v", "r"
_SEED: Final = re.compile(r" --seed \d+")


class Remixing:
    """Opens the forms and reads them."""

    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    async def asks_first(self, interaction: Interaction, pressed: remix_form.Pressed) -> bool:
        """True: this person remixes, and the form is open. False: go on as ever."""
        bot, user_id = self._bot, interaction.user.id
        if not (await read_preferences(bot.storage, user_id)).is_remix:
            return False
        bot.desk.open_menu()
        job = await bot.storage.jobs.get(pressed.job_id)
        if pressed.action == VARY:
            await bot.storage.images.get(job.id, pressed.index)  # NotFound before anything is typed
        await _open(interaction, pressed, prompt_of(job))
        return True

    async def reopen(self, interaction: Interaction, pressed: remix_form.Pressed) -> None:
        """The form again, with the words that had a mistake."""
        storage = self._bot.storage
        kept = await storage.settings.get("user", interaction.user.id, DRAFT)
        if isinstance(kept, dict) and kept.get("pressed") == pressed.arg:
            text = str(kept["text"])
        else:
            text = prompt_of(await storage.jobs.get(pressed.job_id))
        await _open(interaction, pressed, text)

    async def submitted(self, interaction: Interaction, arg: str, text: str) -> None:
        """An ordinary variation where nothing was changed, else one in the new words."""
        pressed = remix_form.Pressed.read(arg)
        if pressed is None:
            raise Refusal(cards.refused(say("remix-too-old")))
        bot = self._bot
        before = prompt_of(await bot.storage.jobs.get(pressed.job_id))
        words = None if text.split() == before.split() else text
        try:
            if pressed.action == VARY:
                await bot.desk.vary(interaction, pressed.job_id, pressed.index, words)
            else:
                await bot.desk.reroll(interaction, pressed.job_id, words)
        except UserError as error:
            draft = {"pressed": pressed.arg, "text": text}
            await bot.storage.settings.set("user", interaction.user.id, DRAFT, draft)
            card = cards.problem(error, cards.cut(text, cards.MAX_FOOTER))
            await answer(interaction, card, remix_form.mistake_view(pressed))


def prompt_of(job: Job) -> str:
    """The whole prompt with every parameter but the seed: going on draws new ones."""
    return _SEED.sub("", Record.from_json(job.request).order.echo)


async def _open(interaction: Interaction, pressed: remix_form.Pressed, text: str) -> None:
    if len(text) > forms.MAX_TEXT:
        sentence = say("remix-too-long", most=forms.MAX_TEXT, got=len(text))
        raise Refusal(cards.refused(sentence))
    await interaction.response.send_modal(remix_form.form(pressed, text))
